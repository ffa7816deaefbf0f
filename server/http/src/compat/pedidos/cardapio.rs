//! The carta by number, in the four kinds of Ambrosia.

use super::super::super::extract::{Anybody, Body, SignedIn};
use super::super::super::rest::{Answer, answer, ids, ok};
use super::malformed;
use api::ApiError;
use api::catalog::{ProductChange, Storefront};
use api::orders::decimal;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::catalog::Product;
use domain::fulfilment::FulfilmentKind;
use domain::{Money, Slug};
use serde::Deserialize;
use serde_json::{Value, json};
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
    const ALL: [Kind; 4] = [Kind::Lanche, Kind::Acompanhamento, Kind::Bebida, Kind::Sobremesa];

    fn of(category: &Slug) -> Kind {
        match category.as_str() {
            "guarniciones" | "acompanamientos" | "ensaladas" | "acompanhamentos" => Kind::Acompanhamento,
            "bebidas" => Kind::Bebida,
            "postres" | "sobremesas" => Kind::Sobremesa,
            _ => Kind::Lanche,
        }
    }

    /// 1 lanche, 2 acompanhamento, 3 bebida, 4 sobremesa.
    fn number(self) -> u64 {
        match self {
            Kind::Lanche => 1,
            Kind::Acompanhamento => 2,
            Kind::Bebida => 3,
            Kind::Sobremesa => 4,
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

    /// The kind that a number or a word names.
    fn parse(value: &Value) -> Option<Kind> {
        let word = value.as_str().map(str::to_lowercase).unwrap_or_default();
        let digits = ids::number(&word).or(value.as_u64());
        Kind::ALL.into_iter().find(|kind| {
            let name = kind.name().to_lowercase();
            digits == Some(kind.number()) || word == name || word == format!("{name}s")
        })
    }
}

pub(crate) async fn products(call: Anybody) -> Answer {
    of_kind(call, None).await
}

pub(crate) async fn lanches(call: Anybody) -> Answer {
    of_kind(call, Some(Kind::Lanche)).await
}

pub(crate) async fn acompanhamentos(call: Anybody) -> Answer {
    of_kind(call, Some(Kind::Acompanhamento)).await
}

pub(crate) async fn bebidas(call: Anybody) -> Answer {
    of_kind(call, Some(Kind::Bebida)).await
}

pub(crate) async fn sobremesas(call: Anybody) -> Answer {
    of_kind(call, Some(Kind::Sobremesa)).await
}

async fn of_kind(call: Anybody, kind: Option<Kind>) -> Answer {
    let restaurant = restaurant(&call).await?;
    let products = restaurant
        .catalog
        .products
        .iter()
        .filter(|product| kind.is_none_or(|kind| Kind::of(&product.category) == kind));
    let views = products.map(|product| view(product, &restaurant));
    ok(&views.collect::<Vec<_>>())
}

async fn restaurant(call: &Anybody) -> Result<Storefront, ApiError> {
    let catalog = &call.http.app.services.catalog;
    let mut restaurant = catalog.storefront(&call.caller.tenant).await?;
    let Storefront { tenant, catalog, .. } = &mut restaurant;
    // What an order of this system costs: it brings it itself, and the first place cooks.
    catalog.price_as_served(tenant, None, FulfilmentKind::Delivery);
    Ok(restaurant)
}

fn view(product: &Product, restaurant: &Storefront) -> Value {
    json!({
        "id": product.number,
        "nome": product.name,
        "descricao": product.description,
        "categoria": Kind::of(&product.category).number(),
        "valor": decimal(product.price),
        "preco": decimal(product.price),
        "produto": product.id,
        "ativo": product.active,
        "disponivel": restaurant.catalog.sells(product),
        "imagem": product.image,
    })
}

/// A product as it shall be, or with the number what of it shall change.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct NewProduct {
    #[schema(ignore)]
    id: Value,
    nome: Option<String>,
    descricao: Option<String>,
    /// 1 lanche, 2 acompanhamento, 3 bebida, 4 sobremesa; or a category of the carta.
    #[schema(value_type = Option<u64>)]
    categoria: Value,
    /// With two decimals.
    #[serde(alias = "preco")]
    valor: Option<f64>,
    estoque: Option<u32>,
    ativo: Option<bool>,
}

impl NewProduct {
    /// A kind stands for the first category of the carta that is of it.
    fn change(self, restaurant: &Storefront) -> Result<ProductChange, ApiError> {
        let categories = &restaurant.catalog.categories;
        let category = match (&self.categoria, Kind::parse(&self.categoria)) {
            (Value::Null, _) => None,
            (_, Some(kind)) => {
                let of_kind = categories.iter().find(|category| Kind::of(&category.id) == kind);
                let any = of_kind.or(categories.first());
                Some(any.map(|category| category.id.to_string()).unwrap_or_default())
            }
            (input, None) => Some(input.as_str().unwrap_or_default().to_owned()),
        };
        Ok(ProductChange {
            name: self.nome,
            description: self.descricao,
            category,
            price: self.valor.map(cents).transpose()?,
            stock: self.estoque.map(Some),
            active: self.ativo,
            ..ProductChange::default()
        })
    }
}

pub(crate) async fn create(call: SignedIn, Body(body): Body<NewProduct>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let restaurant = catalog.storefront(&call.caller.tenant).await?;
    let product = catalog
        .create_product(&call.caller, None, body.change(&restaurant)?)
        .await?
        .record;
    answer(StatusCode::CREATED, &view(&product, &restaurant))
}

pub(crate) async fn change_product(call: SignedIn, Body(body): Body<NewProduct>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let tenant = &call.caller.tenant;
    let number = body.id.as_u64().ok_or_else(|| malformed("/id"))?;
    let id = ids::product(catalog, tenant, &number.to_string()).await?;
    let restaurant = catalog.storefront(tenant).await?;
    let change = body.change(&restaurant)?;
    let product = catalog
        .change_product(&call.caller, &id, change, None)
        .await?
        .record;
    ok(&view(&product, &restaurant))
}

pub(crate) async fn product(call: Anybody, Path(id): Path<String>) -> Answer {
    let restaurant = restaurant(&call).await?;
    let id = ids::product(&call.http.app.services.catalog, &call.caller.tenant, &id).await?;
    let product = restaurant.catalog.product(&id).ok_or_else(ApiError::not_found)?;
    ok(&view(product, &restaurant))
}

pub(crate) async fn remove_product(call: SignedIn, Path(id): Path<String>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let id = ids::product(catalog, &call.caller.tenant, &id).await?;
    catalog.remove_product(&call.caller, &id).await?;
    ok(&true)
}

/// A decimal as cents; with more than two digits behind the point it is no price.
fn cents(price: f64) -> Result<Money, ApiError> {
    let exact = price * 100.0;
    let cents = exact.round();
    // What is nearer than this is the decimal that was written; a third digit is not.
    let whole = (exact - cents).abs() < 1e-6;
    if !whole || !(0.0..=100_000_000.0).contains(&cents) {
        return Err(malformed("/valor"));
    }
    #[allow(
        clippy::cast_possible_truncation,
        reason = "checked to be a small whole number"
    )]
    Ok(Money(cents as i64))
}
