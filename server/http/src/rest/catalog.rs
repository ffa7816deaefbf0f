//! What there is to order. The cursor of a list is the last product that was given.

pub(crate) mod docs;

use super::super::extract::{Anybody, Body, SignedIn};
use super::if_match::{IfMatch, versioned};
use super::query::Parameters;
use super::{Answer, empty_change, ids, ok, or_empty, page};
use api::catalog::{Availability, ProductChange};
use api::orders::decimal;
use api::{ApiError, Code, FieldError, Paged};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use domain::Money;
use domain::ProductId;
use domain::catalog::{Catalog, OptionGroup, OwnPrice, Product, Promotion};
use domain::customer::FieldProblem;
use domain::service_hours::{ServiceHours, WeeklyHours};
use domain::staff::Permission;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use services::versions::Versioned;
use std::collections::{HashMap, HashSet};
use texts::now::errors as texts;
use utoipa::ToSchema;

const SCOPE: &str = "products";

pub(in super::super) async fn products(
    call: Anybody,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let parameters = Parameters::from(query);
    let (limit, available) = (parameters.limit()?, parameters.flag("available")?);
    let (http, tenant) = (&call.http.app, &call.caller.tenant);
    let after = http
        .cursors
        .open_some(tenant, SCOPE, parameters.cursor().as_deref())?;
    let restaurant = http.services.catalog.storefront(tenant).await?;
    let all = &restaurant.catalog.products;
    let found: Option<HashSet<&ProductId>> = parameters.text("search").map(|words| {
        let named = restaurant.catalog.search(words).into_iter();
        let coded = all.iter().filter(|product| product.sku.as_deref() == Some(words));
        named.chain(coded).map(|product| &product.id).collect()
    });
    let from = match after {
        None => 0,
        Some(last) => {
            let at = all.iter().position(|product| product.id.as_str() == last);
            at.map(|at| at + 1)
                .ok_or_else(|| ApiError::new(Code::InvalidCursor, texts::INVALID_CURSOR))?
        }
    };
    let category = match parameters.text("category") {
        None => None,
        Some(category) => Some(
            &restaurant
                .catalog
                .category(category)
                .ok_or_else(unknown_category)?
                .id,
        ),
    };
    let mut matching = all.iter().skip(from).filter(|product| {
        category.is_none_or(|category| product.category == *category)
            && available.is_none_or(|available| restaurant.catalog.sells(product) == available)
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
            items: some
                .into_iter()
                .map(|product| view(product, &restaurant.catalog))
                .collect(),
            next_cursor,
        },
    ))
}

fn unknown_category() -> ApiError {
    let field = FieldError::new("/category", Code::InvalidValue, texts::UNKNOWN_CATEGORY);
    ApiError::invalid(vec![field])
}

pub(in super::super) async fn product(call: Anybody, Path(id): Path<String>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let id = ids::product(catalog, &call.caller.tenant, &id).await?;
    let restaurant = catalog.storefront(&call.caller.tenant).await?;
    let unknown = || ApiError::new(Code::UnknownProduct, texts::NOT_FOUND);
    let carta = &restaurant.catalog;
    carta.product(&id).ok_or_else(unknown)?;
    let Versioned { record, version } = catalog.product(&call.caller.tenant, &id).await?;
    let record = view(&record, carta);
    versioned(StatusCode::OK, &Versioned { record, version })
}

/// A product as it shall be, or what of it shall change: what is left out stays, `null` removes (RFC 7396) where that can be.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(in super::super) struct ProductBody {
    product_id: Option<String>,
    /// The restaurant's own code for it.
    #[serde(deserialize_with = "or_empty")]
    sku: Option<String>,
    name: Option<String>,
    /// What the kitchen calls it, 1 to 14 letters.
    #[serde(deserialize_with = "or_empty")]
    kitchen_name: Option<String>,
    #[serde(deserialize_with = "or_empty")]
    description: Option<String>,
    /// The id of a category of the carta, or its name.
    category: Option<String>,
    #[schema(minimum = 0)]
    price_cents: Option<i64>,
    /// What it costs instead at one place, or where it is brought; at most 60, each for something else.
    #[serde(deserialize_with = "or_empty")]
    prices: Option<Vec<OwnPrice>>,
    image_url: Option<String>,
    /// Left out it stays, `null` is no longer counted.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<u32>)]
    stock: Option<Option<i64>>,
    available: Option<bool>,
    /// When it is served, by weekday from Monday; left out it stays, `null` is whenever the kitchen is open.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Vec<Vec<ServiceHours>>>)]
    hours: Option<Option<WeeklyHours>>,
    #[serde(deserialize_with = "or_empty")]
    option_groups: Option<Vec<OptionGroup>>,
    #[serde(deserialize_with = "or_empty")]
    tags: Option<Vec<String>>,
    /// What is in it that some may not eat, such as `maní`.
    #[serde(deserialize_with = "or_empty")]
    allergens: Option<Vec<String>>,
}

fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(value: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(value).map(Some)
}

impl ProductBody {
    /// With what is wrong in the fields that have no value of their type.
    fn change(self) -> Result<ProductChange, ApiError> {
        let wrong = |pointer: &str| {
            let text = texts::field(FieldProblem::Malformed);
            ApiError::invalid(vec![FieldError::new(pointer, Code::InvalidValue, text)])
        };
        let stock = |stock: i64| u32::try_from(stock).map_err(|_| wrong("/stock"));
        Ok(ProductChange {
            name: self.name,
            kitchen_name: self.kitchen_name,
            description: self.description,
            category: self.category,
            sku: self.sku,
            price: self.price_cents.map(Money),
            prices: self.prices,
            image: self.image_url,
            stock: match self.stock {
                Some(Some(input)) => Some(Some(stock(input)?)),
                Some(None) => Some(None),
                None => None,
            },
            active: self.available,
            off_until: None,
            hours: self.hours,
            groups: self.option_groups,
            allergens: self.allergens,
            tags: self.tags,
        })
    }
}

pub(in super::super) async fn create(call: SignedIn, Body(body): Body<ProductBody>) -> Answer {
    let id = body.product_id.as_deref().map(|id| {
        let text = texts::field(FieldProblem::Malformed);
        let wrong = FieldError::new("/productId", Code::InvalidValue, text);
        ProductId::parse(id).map_err(|_| ApiError::invalid(vec![wrong]))
    });
    let (id, change) = (id.transpose()?, body.change()?);
    let catalog = &call.http.app.services.catalog;
    let product = catalog.create_product(&call.caller, id, change).await?;
    put(&call, StatusCode::CREATED, product).await
}

/// The answer to a change.
async fn put(call: &SignedIn, status: StatusCode, product: Versioned<Product>) -> Answer {
    let Versioned { record, version } = product;
    let catalog = &call.http.app.services.catalog;
    let carta = catalog.storefront(&call.caller.tenant).await?.catalog;
    let record = view(&record, &carta);
    versioned(status, &Versioned { record, version })
}

pub(in super::super) async fn change(
    call: SignedIn,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(body): Body<ProductBody>,
) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let id = ids::product(catalog, &call.caller.tenant, &id).await?;
    let change = body.change()?;
    if change == ProductChange::default() {
        // A product that is not there is that first.
        let restaurant = catalog.storefront(&call.caller.tenant).await?;
        let unknown = || ApiError::new(Code::UnknownProduct, texts::NOT_FOUND);
        restaurant.catalog.product(&id).ok_or_else(unknown)?;
        return Err(empty_change().into());
    }
    let product = catalog
        .change_product(&call.caller, &id, change, seen.version())
        .await?;
    put(&call, StatusCode::OK, product).await
}

/// Says that a product has run out, until when, or that it is there again.
pub(in super::super) async fn set_availability(
    call: SignedIn,
    Path(id): Path<String>,
    Body(wanted): Body<Availability>,
) -> Answer {
    let catalog = &call.http.app.services.catalog;
    call.caller.require(Permission::MarkSoldOut)?;
    let id = ids::product(catalog, &call.caller.tenant, &id).await?;
    let product = catalog.set_availability(&call.caller, &id, wanted).await?;
    put(&call, StatusCode::OK, product).await
}

/// Takes a product off the carta for good; old orders keep it.
pub(in super::super) async fn remove(call: SignedIn, Path(id): Path<String>) -> Answer {
    call.caller.require(Permission::ManageCatalog)?;
    let catalog = &call.http.app.services.catalog;
    let id = ids::product(catalog, &call.caller.tenant, &id).await?;
    catalog.remove_product(&call.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(in super::super) async fn categories(call: Anybody) -> Answer {
    let restaurant = call
        .http
        .app
        .services
        .catalog
        .storefront(&call.caller.tenant)
        .await?;
    ok(&json!({ "categories": restaurant.catalog.categories }))
}

pub(in super::super) async fn promotions(
    call: Anybody,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let all = Parameters::from(query).flag("all")?.unwrap_or(false);
    let restaurant = call
        .http
        .app
        .services
        .catalog
        .storefront(&call.caller.tenant)
        .await?;
    let today = restaurant.tenant.zone.date(call.http.app.clock.now());
    let sold = restaurant
        .catalog
        .promotions
        .iter()
        .filter(|promotion| all || promotion.sold_on(today));
    let views = sold.map(|promotion| promotion_view(promotion, &restaurant.catalog));
    ok(&json!({ "promotions": views.collect::<Vec<_>>() }))
}

fn view(product: &Product, carta: &Catalog) -> Value {
    json!({
        "id": product.id,
        "productId": product.id,
        "number": product.number,
        "sku": product.sku,
        "name": product.name,
        "kitchenName": product.kitchen_name,
        "description": product.description,
        "category": product.category,
        "priceCents": product.price,
        "price": decimal(product.price),
        "prices": product.prices,
        "imageUrl": product.image,
        "stock": product.stock,
        "available": carta.sells(product),
        "offUntil": product.off_until,
        "hours": product.hours,
        "optionGroups": product.groups,
        "allergens": product.allergens,
        "tags": product.tags,
    })
}

pub(super) fn promotion_view(promotion: &Promotion, carta: &Catalog) -> Value {
    json!({
        "promotionId": promotion.id,
        "name": promotion.name,
        "kitchenName": promotion.kitchen_name,
        "description": promotion.description,
        "priceCents": promotion.price,
        "price": decimal(promotion.price),
        "regularPriceCents": promotion.regular_price,
        "imageUrl": promotion.image,
        "available": carta.has_promotion(promotion),
        "components": promotion.components,
        "optionGroups": promotion.groups,
        "from": promotion.from,
        "until": promotion.until,
        "hours": promotion.hours,
    })
}
