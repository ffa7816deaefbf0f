//! What there is to order. The cursor of a list is the last product that was given.

use super::super::extract::Anybody;
use super::query::{self, Parameters};
use super::{Answer, ok, page};
use axum::extract::{Path, Query};
use serde_json::{Value, json};
use shared::api::orders::decimal;
use shared::api::{ApiError, Code, Paged};
use shared::domain::ProductId;
use shared::domain::catalog::{Product, Promotion};
use shared::texts::es::errors as texts;
use std::collections::{HashMap, HashSet};

const SCOPE: &str = "products";

pub(super) async fn products(call: Anybody, Query(told): Query<HashMap<String, String>>) -> Answer {
    let told = Parameters::from(told);
    let (limit, available) = (told.limit()?, told.flag("available")?);
    let (http, tenant) = (&call.http.app, &call.caller.tenant);
    let after = http.cursors.open_some(tenant, SCOPE, told.cursor().as_deref())?;
    let house = http.services.catalog.storefront(tenant).await?;
    let all = &house.catalogue.products;
    let found: Option<HashSet<&ProductId>> = told.text("search").map(|words| {
        house
            .catalogue
            .search(words)
            .into_iter()
            .map(|product| &product.id)
            .collect()
    });
    let from = match after {
        None => 0,
        Some(last) => {
            let at = all.iter().position(|product| product.id.as_str() == last);
            at.map(|at| at + 1)
                .ok_or_else(|| ApiError::new(Code::InvalidCursor, texts::INVALID_CURSOR))?
        }
    };
    let mut matching = all.iter().skip(from).filter(|product| {
        told.text("category")
            .is_none_or(|category| product.category.as_str() == category)
            && available.is_none_or(|available| product.available() == available)
            && found.as_ref().is_none_or(|found| found.contains(&product.id))
    });
    let some: Vec<&Product> = matching.by_ref().take(limit).collect();
    let more = matching.next().is_some();
    let next_cursor = some
        .last()
        .filter(|_| more)
        .map(|last| http.cursors.seal(tenant, SCOPE, last.id.as_str()));
    ok(&page(
        "products",
        &Paged {
            items: some.into_iter().map(view).collect(),
            next_cursor,
        },
    ))
}

pub(super) async fn product(call: Anybody, Path(id): Path<String>) -> Answer {
    let unknown = || ApiError::new(Code::UnknownProduct, texts::NOT_FOUND);
    let id: ProductId = query::id(id).map_err(|_| unknown())?;
    let house = call
        .http
        .app
        .services
        .catalog
        .storefront(&call.caller.tenant)
        .await?;
    ok(&view(house.catalogue.product(&id).ok_or_else(unknown)?))
}

pub(super) async fn categories(call: Anybody) -> Answer {
    let house = call
        .http
        .app
        .services
        .catalog
        .storefront(&call.caller.tenant)
        .await?;
    ok(&json!({ "categories": house.catalogue.categories }))
}

pub(super) async fn promotions(call: Anybody) -> Answer {
    let house = call
        .http
        .app
        .services
        .catalog
        .storefront(&call.caller.tenant)
        .await?;
    let today = house.tenant.zone.date(call.http.app.clock.now());
    let sold = house
        .catalogue
        .promotions
        .iter()
        .filter(|promotion| promotion.sold_on(today));
    ok(&json!({ "promotions": sold.map(promotion).collect::<Vec<_>>() }))
}

fn view(product: &Product) -> Value {
    json!({
        "productId": product.id,
        "number": product.number,
        "name": product.name,
        "description": product.description,
        "category": product.category,
        "priceCents": product.price,
        "price": decimal(product.price),
        "imageUrl": product.image,
        "stock": product.stock,
        "available": product.available(),
        "optionGroups": product.groups,
        "allergens": product.allergens,
        "tags": product.tags,
    })
}

fn promotion(promotion: &Promotion) -> Value {
    json!({
        "promotionId": promotion.id,
        "name": promotion.name,
        "description": promotion.description,
        "priceCents": promotion.price,
        "price": decimal(promotion.price),
        "regularPriceCents": promotion.regular_price,
        "imageUrl": promotion.image,
        "optionGroups": promotion.groups,
        "from": promotion.from,
        "until": promotion.until,
    })
}
