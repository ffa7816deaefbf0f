//! The words of Ambrosia, a restaurant's system in Portuguese: numbers instead of ids, a cart in two calls, a payment that a
//! gateway reports, and four states of an order, Recebido, Em preparação, Pronto and Finalizado. Its clients are a
//! totem and a kitchen's screen, which end every path with a slash and send no token of their own.

mod cardapio;
mod clientes;
pub(crate) mod docs;
mod pedido;
mod shown;
mod status;

pub(crate) use cardapio::{
    NewProduct, acompanhamentos, bebidas, change_product, create, lanches, product, products, remove_product,
    sobremesas,
};
pub(crate) use clientes::{Client, add, change_client, client, clients, orders_of, remove_client};
pub(crate) use pedido::{
    Checkout, cancel, checkout, cooking, finished, list, order, payment_notification, payment_status, ready,
    received,
};
pub(crate) use status::{Update, update};

use super::super::problem;
use super::form::Form;
use super::{Dialect, rows};
use api::{ApiError, Code, FieldError};
use domain::compat::System;
use domain::customer::FieldProblem;
use texts::now::errors as texts;

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    system: System::Pedidos,
    title: "Pedidos (Ambrosia)",
    about: "The words of Ambrosia, a restaurant's system in Portuguese: numbers for ids, checkout in one call, a payment \
            that its gateway reports to a webhook, and four states of an order (1 Recebido, 2 Em preparação, 3 Pronto, \
            4 Finalizado). Amounts are decimals; prices that a client names are not read. A refusal is {detail}.",
    token: "Send `Authorization: Bearer <token>` with every call but the menu and the webhook. The restaurant prints a token \
            with `server token --tenant <restaurant>`: a machine may do everything here, the kitchen's work included.",
    form: Form::Detail,
    rows: rows! {
        POST "/pedidos/checkout" => checkout, "id_cliente, itens[{produto, quantidade, descricao?, valor?}]", "201 Pedido, with id_pagamento";
        GET "/pedidos/{id}/status_pagamento" => payment_status, "", "200 \"1\" sent, \"2\" approved, \"3\" refused";
        POST "/pedidos/status_pagamento" => payment_notification, "id (id_pagamento), type, date_created, user_id, api_version, action state_FINISHED or state_CANCELED", "200 Pedido; 404 unknown payment";
        GET "/pedidos" => list, "", "200 [Pedido]: Pronto, Em preparação, Recebido; oldest first";
        PUT "/pedidos" => update, "id, status_pedido 1–4, forward only", "200 Pedido; 409 backwards";
        GET "/pedidos/recebidos" => received, "", "200 [Pedido]";
        GET "/pedidos/fila" => received, "", "200 [Pedido] in state 1";
        GET "/pedidos/empreparacao" => cooking, "", "200 [Pedido]";
        GET "/pedidos/prontos" => ready, "", "200 [Pedido]";
        GET "/pedidos/finalizados" => finished, "", "200 [Pedido], the newest 1,000";
        GET "/pedidos/{id}" => order, "", "200 Pedido; 404";
        DELETE "/pedidos/{id}" => cancel, "", "200 true: the order is cancelled and its stock returned";
        GET "/clientes" => clients, "", "200 [Cliente], the first 1,000";
        POST "/clientes" => add, "nome, email, telefone?, cpf?", "201 Cliente; 409 e-mail taken";
        PUT "/clientes" => change_client, "id, nome?, email?, telefone?, cpf?", "200 Cliente";
        GET "/clientes/{id}" => client, "", "200 Cliente; 404";
        DELETE "/clientes/{id}" => remove_client, "", "200 true: the account is closed and erased after 30 days";
        GET "/clientes/{id}/pedidos" => orders_of, "", "200 [Pedido], newest first, 100 at most";
        GET "/produtos" => products, "", "200 [Produto]";
        POST "/produtos" => create, "nome, categoria 1–4, valor, descricao?", "201 Produto";
        PUT "/produtos" => change_product, "id, nome?, categoria?, valor?, descricao?, ativo?", "200 Produto";
        GET "/produtos/{id}" => product, "", "200 Produto; 404";
        DELETE "/produtos/{id}" => remove_product, "", "200 true: off the menu, kept in old orders";
        GET "/lanches" => lanches, "", "200 [Produto] of categoria 1";
        GET "/acompanhamentos" => acompanhamentos, "", "200 [Produto] of categoria 2";
        GET "/bebidas" => bebidas, "", "200 [Produto] of categoria 3";
        GET "/sobremesas" => sobremesas, "", "200 [Produto] of categoria 4";
    },
};

/// A field that holds something else than it should: 400 when it is missing or of another type.
fn malformed(pointer: &str) -> ApiError {
    let text = texts::field(FieldProblem::Malformed);
    let mut error = problem::malformed();
    error.fields.push(FieldError::new(pointer, Code::Malformed, text));
    error
}

/// A number in a path. What is none is nobody's.
fn number(text: &str) -> Result<u64, ApiError> {
    text.parse().map_err(|_| ApiError::not_found())
}
