//! The carta by number, in the four kinds of Ambrosia.

use super::super::super::extract::{Anybody, Body, SignedIn};
use super::super::{Answer, answer, ok};
use super::malformed;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::api::catalog::{ProductChange, Storefront};
use shared::api::orders::decimal;
use shared::api::{ApiError, FieldError};
use shared::domain::catalog::Product;
use shared::domain::customer::FieldProblem;
use shared::domain::{Money, Slug};
use shared::texts::es::errors as texts;
use utoipa::ToSchema;

/// The kinds of products. What is none of the others is a dish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lanche,
    Acompanhamento,
    Bebida,
    Sobremesa,
}

impl Kind {
    fn of(category: &Slug) -> Kind {
        match category.as_str() {
            "guarniciones" | "acompanamientos" | "ensaladas" | "acompanhamentos" => Kind::Acompanhamento,
            "bebidas" => Kind::Bebida,
            "postres" | "sobremesas" => Kind::Sobremesa,
            _ => Kind::Lanche,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Lanche => "Lanche",
            Kind::Acompanhamento => "Acompanhamento",
            Kind::Bebida => "Bebida",
            Kind::Sobremesa => "Sobremesa",
        }
    }
}

pub(in super::super) async fn products(call: Anybody) -> Answer {
    of_kind(call, None).await
}

pub(in super::super) async fn lanches(call: Anybody) -> Answer {
    of_kind(call, Some(Kind::Lanche)).await
}

pub(in super::super) async fn acompanhamentos(call: Anybody) -> Answer {
    of_kind(call, Some(Kind::Acompanhamento)).await
}

pub(in super::super) async fn bebidas(call: Anybody) -> Answer {
    of_kind(call, Some(Kind::Bebida)).await
}

pub(in super::super) async fn sobremesas(call: Anybody) -> Answer {
    of_kind(call, Some(Kind::Sobremesa)).await
}

async fn of_kind(call: Anybody, kind: Option<Kind>) -> Answer {
    let house = house(&call).await?;
    let products = house
        .catalogue
        .products
        .iter()
        .filter(|product| kind.is_none_or(|kind| Kind::of(&product.category) == kind));
    ok(&products.map(view).collect::<Vec<_>>())
}

async fn house(call: &Anybody) -> Result<Storefront, ApiError> {
    let catalog = &call.http.app.services.catalog;
    catalog.storefront(&call.caller.tenant).await
}

fn view(product: &Product) -> Value {
    json!({
        "id": product.number,
        "produto": product.id,
        "nome": product.name,
        "descricao": product.description,
        "categoria": Kind::of(&product.category).name(),
        "preco": decimal(product.price),
        "imagem": product.image,
        "disponivel": product.available(),
    })
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(in super::super) struct NewProduct {
    nome: Option<String>,
    descricao: Option<String>,
    /// A category of the carta.
    categoria: Option<String>,
    /// With two decimals.
    preco: Option<f64>,
    estoque: Option<u32>,
}

pub(in super::super) async fn create(call: SignedIn, Body(told): Body<NewProduct>) -> Answer {
    let category = told.categoria.map(|category| {
        let text = texts::field(FieldProblem::Malformed);
        let wrong = FieldError::new("/categoria", shared::api::Code::InvalidValue, text);
        Slug::parse(category.to_lowercase()).map_err(|_| ApiError::invalid(vec![wrong]))
    });
    let change = ProductChange {
        name: told.nome,
        description: told.descricao,
        category: category.transpose()?,
        price: told.preco.map(cents).transpose()?,
        stock: told.estoque.map(Some),
        ..ProductChange::default()
    };
    let catalog = &call.http.app.services.catalog;
    let product = catalog.create_product(&call.caller, None, change).await?;
    answer(StatusCode::CREATED, &view(&product))
}

/// A decimal as cents.
fn cents(price: f64) -> Result<Money, ApiError> {
    let cents = (price * 100.0).round();
    if !(0.0..=100_000_000.0).contains(&cents) {
        return Err(malformed("/preco"));
    }
    #[allow(
        clippy::cast_possible_truncation,
        reason = "checked to be a small whole number"
    )]
    Ok(Money(cents as i64))
}
