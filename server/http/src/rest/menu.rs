//! The carta as a whole: its categories, its promotions, and the table of its dishes. What is sent here is published at once.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::catalog::promotion_view;
use super::query::Parameters;
use super::{Answer, answer, ok};
use api::catalog::{CategoryEntry, MenuForm};
use api::{ApiError, Code, FieldError};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use domain::catalog::{Component, OptionGroup, Promotion};
use domain::customer::FieldProblem;
use domain::service_hours::{ServiceHours, WeeklyHours};
use domain::staff::Permission;
use domain::{Date, Money, ProductId};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use texts::now::errors as texts;
use utoipa::ToSchema;

/// The categories as they shall be, and the order of the dishes.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct CategoriesBody {
    /// All of them, in their order. Those that dishes are in stay, behind these.
    categories: Option<Vec<CategoryEntry>>,
    /// Ids of products in the order of the carta. Those that it does not name come after them; without it the order stays.
    products: Option<Vec<String>>,
}

pub(super) async fn put_categories(call: SignedIn, Body(body): Body<CategoriesBody>) -> Answer {
    let categories = body.categories.ok_or_else(|| missing("/categories"))?;
    // What is no id names no product.
    let order = body.products.map(|ids| {
        let ids = ids.into_iter().filter_map(|id| ProductId::parse(id).ok());
        ids.collect()
    });
    let catalog = &call.http.app.services.catalog;
    let categories = catalog.put_categories(&call.caller, &categories, order).await?;
    ok(&json!({ "categories": categories }))
}

pub(super) async fn export(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let form = match Parameters::from(query).text("format") {
        None | Some("csv") => MenuForm::Csv,
        Some("json") => MenuForm::Json,
        Some(_) => {
            let text = texts::field(FieldProblem::Malformed);
            let field = FieldError::new("/format", Code::InvalidValue, text);
            return Err(ApiError::invalid(vec![field]).into());
        }
    };
    let catalog = &call.http.app.services.catalog;
    ok(&catalog.export_menu(&call.caller, false, form).await?)
}

/// Which sample carta.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct TemplateBody {
    /// Its id.
    template: String,
}

pub(super) async fn templates(call: SignedIn) -> Answer {
    ok(&call
        .http
        .app
        .services
        .catalog
        .menu_templates(&call.caller)
        .await?)
}

pub(super) async fn lay_template(call: SignedIn, Body(body): Body<TemplateBody>) -> Answer {
    if body.template.is_empty() {
        return Err(missing("/template").into());
    }
    let catalog = &call.http.app.services.catalog;
    let desk = catalog.lay_template(&call.caller, &body.template).await?;
    ok(&json!({ "dishes": desk.catalog.products.len() }))
}

/// A table of dishes, or a whole carta.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct TableBody {
    /// CSV with titles in its first line, or the text of a JSON file.
    csv: String,
    /// The same as an object, as `GET /menu/export?format=json` writes it: `categories`, `products` and `promotions`.
    #[schema(value_type = Option<Object>)]
    menu: Option<Value>,
}

pub(super) async fn import(
    call: SignedIn,
    Query(query): Query<HashMap<String, String>>,
    Body(body): Body<TableBody>,
) -> Answer {
    let dry = Parameters::from(query).flag("dry")?.unwrap_or(false);
    let file = match body.menu {
        Some(menu) => menu.to_string(),
        None if body.csv.is_empty() => return Err(missing("/csv").into()),
        None => body.csv,
    };
    let catalog = &call.http.app.services.catalog;
    ok(&catalog.put_table(&call.caller, &file, dry).await?)
}

/// A promotion as it shall be.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct PromotionBody {
    promotion_id: Option<String>,
    name: Option<String>,
    /// What the kitchen calls it, 1 to 14 letters.
    kitchen_name: Option<String>,
    description: String,
    #[schema(minimum = 1)]
    price_cents: Option<i64>,
    /// More than the price: what the same dishes cost one by one.
    regular_price_cents: Option<i64>,
    image_url: String,
    /// The products that are always in it. One here or among the options at least.
    components: Vec<Component>,
    option_groups: Vec<OptionGroup>,
    /// The first day on which it is sold.
    #[schema(value_type = Option<String>)]
    from: Option<Date>,
    /// The last one.
    #[schema(value_type = Option<String>)]
    until: Option<Date>,
    /// When it is served on those days, by weekday from Monday; whenever the kitchen is open without.
    #[schema(value_type = Option<Vec<Vec<ServiceHours>>>)]
    hours: Option<WeeklyHours>,
}

impl PromotionBody {
    /// The promotion under an id that does not count where it gets one of its own.
    fn promotion(self, id: ProductId) -> Result<Promotion, ApiError> {
        Ok(Promotion {
            id,
            name: self.name.ok_or_else(|| missing("/name"))?,
            kitchen_name: self.kitchen_name,
            description: self.description,
            price: self
                .price_cents
                .map(Money)
                .ok_or_else(|| missing("/priceCents"))?,
            regular_price: self.regular_price_cents.map(Money),
            image: self.image_url,
            components: self.components,
            groups: self.option_groups,
            from: self.from,
            until: self.until,
            hours: self.hours,
        })
    }
}

pub(super) async fn create_promotion(call: SignedIn, Body(body): Body<PromotionBody>) -> Answer {
    let id = body.promotion_id.as_deref().map(|id| {
        let text = texts::field(FieldProblem::Malformed);
        let wrong = FieldError::new("/promotionId", Code::InvalidValue, text);
        ProductId::parse(id).map_err(|_| ApiError::invalid(vec![wrong]))
    });
    let id = id.transpose()?;
    let own = id
        .clone()
        .or_else(|| ProductId::parse("new").ok())
        .ok_or_else(ApiError::internal)?;
    let wanted = body.promotion(own)?;
    let catalog = &call.http.app.services.catalog;
    let made = catalog
        .create_promotion(&call.caller, id.as_ref(), &wanted)
        .await?;
    put(&call, StatusCode::CREATED, &made).await
}

pub(super) async fn change_promotion(
    call: SignedIn,
    Path(id): Path<String>,
    Body(body): Body<PromotionBody>,
) -> Answer {
    let id = promotion_id(&id)?;
    let wanted = body.promotion(id.clone())?;
    let catalog = &call.http.app.services.catalog;
    let changed = catalog.change_promotion(&call.caller, &id, &wanted).await?;
    put(&call, StatusCode::OK, &changed).await
}

pub(super) async fn remove_promotion(call: SignedIn, Path(id): Path<String>) -> Answer {
    call.caller.require(Permission::ManageCatalog)?;
    let catalog = &call.http.app.services.catalog;
    catalog
        .remove_promotion(&call.caller, &promotion_id(&id)?)
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What is no id is that of no promotion.
fn promotion_id(text: &str) -> Result<ProductId, ApiError> {
    ProductId::parse(text).map_err(|_| ApiError::new(Code::UnknownProduct, texts::NOT_FOUND))
}

async fn put(call: &SignedIn, status: StatusCode, promotion: &Promotion) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let carta = catalog.storefront(&call.caller.tenant).await?.catalog;
    answer(status, &promotion_view(promotion, &carta))
}

fn missing(pointer: &str) -> ApiError {
    let text = texts::field(FieldProblem::Missing);
    ApiError::invalid(vec![FieldError::new(pointer, Code::MissingField, text)])
}
