//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OWNER, OperationDoc, STAFF, STAGE_ROLE};
use crate::rest::openapi::shapes::{array, named, text};
use api::Code;
use serde_json::json;

pub(crate) fn list() -> OperationDoc {
    OperationDoc::new(
        "Pedidos",
        "Open orders: ready, then in the making, then received; the oldest of each first",
        array(named("Pedido")),
    )
    .who(STAFF)
}

pub(crate) fn update() -> OperationDoc {
    OperationDoc::new(
        "Pedidos",
        "Move an order forward, over the states in between",
        named("Pedido"),
    )
    .who(STAGE_ROLE)
    .body::<super::Update>(json!({ "id": 2, "status_pedido": 2 }), &["id", "status_pedido"])
    .errors(&[
        Code::NotFound,
        Code::Conflict,
        Code::AlreadyTaken,
        Code::OtherStage,
    ])
}

pub(crate) fn checkout() -> OperationDoc {
    OperationDoc::new("Pedidos", "Place an order by numbers", named("Pedido"))
        .who("Customers for themselves; dispatchers, managers and machines for others.")
        .created()
        .body::<super::Checkout>(
            json!({ "id_cliente": 1, "itens": [{ "produto": 3, "quantidade": 5,
                "descricao": "sem tomate", "valor": 15.2 }] }),
            &["itens"],
        )
        .errors(&[
            Code::UnknownProduct,
            Code::UnknownCustomer,
            Code::OutOfStock,
            Code::Unavailable86,
            Code::BelowMinimum,
            Code::RateLimited,
        ])
}

pub(crate) fn payment_status() -> OperationDoc {
    OperationDoc::new("Pedidos", "\"1\" sent, \"2\" approved, \"3\" refused", text()).who(OWNER)
}

pub(crate) fn clients() -> OperationDoc {
    OperationDoc::new("Pedidos", "Customers by number", array(named("Cliente"))).who(MANAGERS)
}

pub(crate) fn add() -> OperationDoc {
    OperationDoc::new("Pedidos", "Add a customer", named("Cliente"))
        .who(MANAGERS)
        .created()
        .body::<super::Client>(
            json!({ "nome": "Salomão Silva", "email": "salomao@example.com", "telefone": "999888777" }),
            &["nome", "email"],
        )
        .errors(&[Code::EmailTaken])
}

pub(crate) fn products() -> OperationDoc {
    OperationDoc::new("Pedidos", "All products by number", array(named("Produto")))
}

pub(crate) fn create() -> OperationDoc {
    OperationDoc::new("Pedidos", "Add a product", named("Produto"))
        .who(MANAGERS)
        .created()
        .body::<super::NewProduct>(
            json!({ "nome": "Pastel", "descricao": "De queijo.", "categoria": 1, "valor": 12.5 }),
            &["nome", "categoria", "valor"],
        )
        .errors(&[Code::ProductExists])
}

pub(crate) fn lanches() -> OperationDoc {
    OperationDoc::new("Pedidos", "Dishes", array(named("Produto")))
}

pub(crate) fn acompanhamentos() -> OperationDoc {
    OperationDoc::new("Pedidos", "Sides", array(named("Produto")))
}

pub(crate) fn bebidas() -> OperationDoc {
    OperationDoc::new("Pedidos", "Drinks", array(named("Produto")))
}

pub(crate) fn sobremesas() -> OperationDoc {
    OperationDoc::new("Pedidos", "Desserts", array(named("Produto")))
}
