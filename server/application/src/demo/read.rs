//! Reads a demo restaurant from its files.

use super::DemoError;
use api::catalog::Storefront;
use domain::catalog::{Catalog, Category, Component, OptionGroup, Product, Promotion};
use domain::order_limits::OrderLimits;
use domain::service_hours::WeeklyHours;
use domain::tenant::Tenant;
use domain::{Date, Money, ProductId, Slug};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// The texts of the files of one restaurant.
pub(super) struct Files {
    pub restaurant: &'static str,
    pub categories: &'static str,
    pub groups: &'static str,
    pub products: &'static str,
    pub promotions: &'static str,
}

type Groups = BTreeMap<String, OptionGroup>;

/// A product as it is written, its groups by name.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WrittenProduct {
    id: ProductId,
    category: Slug,
    name: String,
    kitchen_name: Option<String>,
    description: String,
    price: Money,
    stock: Option<u32>,
    #[serde(default = "yes")]
    active: bool,
    hours: Option<WeeklyHours>,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    allergens: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
}

/// A promotion as it is written, its groups by name.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WrittenPromotion {
    id: ProductId,
    name: String,
    kitchen_name: Option<String>,
    description: String,
    price: Money,
    regular_price: Option<Money>,
    /// The products that are always in it.
    #[serde(default)]
    components: Vec<Component>,
    groups: Vec<String>,
    from: Option<Date>,
    until: Option<Date>,
}

pub(super) fn storefront(files: &Files) -> Result<Storefront, DemoError> {
    let tenant = Tenant {
        order_limits: OrderLimits::DEMO,
        ..read("restaurant.json", files.restaurant)?
    };
    let categories: Vec<Category> = read("categories.json", files.categories)?;
    let groups: Groups = read("groups.json", files.groups)?;
    let products: Vec<WrittenProduct> = read("products.json", files.products)?;
    let promotions: Vec<WrittenPromotion> = read("promotions.json", files.promotions)?;
    let catalog = Catalog {
        categories,
        products: (1..)
            .zip(products)
            .map(|(number, written)| product(number, written, &groups))
            .collect::<Result<_, _>>()?,
        promotions: promotions
            .into_iter()
            .map(|written| promotion(written, &groups))
            .collect::<Result<_, _>>()?,
    };
    Ok(Storefront {
        tenant,
        catalog,
        online: true,
    })
}

fn product(number: u64, written: WrittenProduct, groups: &Groups) -> Result<Product, DemoError> {
    Ok(Product {
        sku: None,
        image: image(&written.id),
        groups: named("products.json", &written.groups, groups)?,
        id: written.id,
        number,
        category: written.category,
        name: written.name,
        kitchen_name: written.kitchen_name,
        description: written.description,
        price: written.price,
        prices: Vec::new(),
        stock: written.stock,
        active: written.active,
        off_until: None,
        hours: written.hours,
        allergens: written.allergens,
        tags: written.tags,
        created_at: None,
    })
}

fn promotion(written: WrittenPromotion, groups: &Groups) -> Result<Promotion, DemoError> {
    Ok(Promotion {
        image: image(&written.id),
        components: written.components,
        groups: named("promotions.json", &written.groups, groups)?,
        id: written.id,
        name: written.name,
        kitchen_name: written.kitchen_name,
        description: written.description,
        price: written.price,
        regular_price: written.regular_price,
        from: written.from,
        until: written.until,
        hours: None,
    })
}

fn named(file: &'static str, names: &[String], groups: &Groups) -> Result<Vec<OptionGroup>, DemoError> {
    let group = |name: &String| {
        groups.get(name).cloned().ok_or_else(|| DemoError {
            file,
            detail: format!("groups.json has no {name}"),
        })
    };
    names.iter().map(group).collect()
}

fn image(id: &ProductId) -> String {
    format!("/assets/illustrations/{id}.svg")
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, DemoError> {
    serde_json::from_str(text).map_err(|error| DemoError {
        file,
        detail: error.to_string(),
    })
}

fn yes() -> bool {
    true
}
