//! Products by number: a code, a price in cents and a stock, in the first category of the carta.

use super::super::super::extract::{Anybody, Body, SignedIn};
use super::super::super::rest::{Answer, answer, empty_change, ids, ok};
use super::pages::Part;
use api::catalog::{ProductChange, Storefront};
use api::{ApiError, Code, FieldError};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::Money;
use domain::catalog::Product;
use domain::customer::FieldProblem;
use domain::letters::fold;
use domain::staff::Permission;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use texts::now::errors as texts;

/// A category of this name takes what has none, where the carta has one.
const OTHERS: &str = "Otros";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProductFields {
    sku: Option<String>,
    name: Option<String>,
    price_cents: Option<i64>,
    stock: Option<i64>,
}

impl ProductFields {
    fn change(self, category: Option<String>) -> Result<ProductChange, ApiError> {
        let wrong = || {
            let text = texts::field(FieldProblem::Malformed);
            ApiError::invalid(vec![FieldError::new("/stock", Code::InvalidValue, text)])
        };
        let stock = self.stock.map(|stock| u32::try_from(stock).map_err(|_| wrong()));
        Ok(ProductChange {
            sku: self.sku,
            name: self.name,
            price: self.price_cents.map(Money),
            stock: stock.transpose()?.map(Some),
            category,
            ..ProductChange::default()
        })
    }
}

pub(super) async fn create(call: SignedIn, Body(body): Body<ProductFields>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let restaurant = catalog.storefront(&call.caller.tenant).await?;
    let change = body.change(category(&restaurant))?;
    let product = catalog.create_product(&call.caller, None, change).await?.record;
    answer(StatusCode::CREATED, &view(&product))
}

fn category(restaurant: &Storefront) -> Option<String> {
    let others = restaurant.catalog.category(OTHERS);
    let category = others.or(restaurant.catalog.categories.first());
    category.map(|category| category.id.to_string())
}

pub(super) async fn product(call: Anybody, Path(id): Path<String>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let id = ids::product(catalog, &call.caller.tenant, &id).await?;
    let restaurant = catalog.storefront(&call.caller.tenant).await?;
    ok(&view(
        restaurant.catalog.product(&id).ok_or_else(ApiError::not_found)?,
    ))
}

pub(super) async fn list(call: Anybody, Query(query): Query<HashMap<String, String>>) -> Answer {
    let part = Part::parse(&query)?;
    let search = fold(query.get("search").map(String::as_str).unwrap_or_default().trim());
    let restaurant = call
        .http
        .app
        .services
        .catalog
        .storefront(&call.caller.tenant)
        .await?;
    let fits = |product: &&Product| {
        let sku = product.sku.as_deref().unwrap_or_default();
        product.number > part.after && (fold(&product.name).contains(&search) || fold(sku).contains(&search))
    };
    let mut found: Vec<&Product> = restaurant.catalog.products.iter().filter(fits).collect();
    found.sort_by_key(|product| product.number);
    let rows = found.into_iter().take(part.limit + 1).map(view);
    ok(&part.page(rows.collect()))
}

pub(super) async fn change(
    call: SignedIn,
    Path(id): Path<String>,
    Body(body): Body<ProductFields>,
) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let id = ids::product(catalog, &call.caller.tenant, &id).await?;
    let change = body.change(None)?;
    if change == ProductChange::default() {
        call.caller.require(Permission::ManageCatalog)?;
        return Err(empty_change().into());
    }
    let product = catalog
        .change_product(&call.caller, &id, change, None)
        .await?
        .record;
    ok(&json!({ "success": true, "message": "Producto actualizado", "data": view(&product) }))
}

pub(super) async fn remove(call: SignedIn, Path(id): Path<String>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let id = ids::product(catalog, &call.caller.tenant, &id).await?;
    catalog.remove_product(&call.caller, &id).await?;
    ok(&json!({ "success": true, "message": "Producto eliminado" }))
}

/// Where a product is not counted there is as much as can be ordered.
fn view(product: &Product) -> Value {
    json!({
        "id": product.number,
        "sku": product.sku.clone().unwrap_or_else(|| product.id.to_string()),
        "name": product.name,
        "price_cents": product.price,
        "stock": product.stock.unwrap_or(UNCOUNTED),
        "created_at": product.created_at,
    })
}

/// The stock that is shown of what is not counted.
const UNCOUNTED: u32 = 9_999;
