//! How the file writes a dish and a promotion: in the words of the public API.

use domain::catalog::{Component, OptionGroup, OwnPrice, ProductSheet, Promotion};
use domain::service_hours::WeeklyHours;
use domain::{Date, Money, ProductId, Slug};
use serde::{Deserialize, Deserializer, Serialize};

/// A dish as the file writes it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DishEntry {
    pub product_id: ProductId,
    pub sku: Option<String>,
    /// An id of the file's categories or of the carta's, or a name.
    pub category: String,
    name: String,
    kitchen_name: Option<String>,
    #[serde(deserialize_with = "or_nothing")]
    description: String,
    price_cents: Money,
    #[serde(deserialize_with = "or_nothing")]
    prices: Vec<OwnPrice>,
    #[serde(deserialize_with = "or_nothing")]
    image_url: String,
    hours: Option<WeeklyHours>,
    #[serde(deserialize_with = "or_nothing")]
    option_groups: Vec<OptionGroup>,
    #[serde(deserialize_with = "or_nothing")]
    allergens: Vec<String>,
    #[serde(deserialize_with = "or_nothing")]
    tags: Vec<String>,
}

/// A promotion as the file writes it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PromotionEntry {
    promotion_id: ProductId,
    name: String,
    kitchen_name: Option<String>,
    #[serde(deserialize_with = "or_nothing")]
    description: String,
    price_cents: Money,
    regular_price_cents: Option<Money>,
    #[serde(deserialize_with = "or_nothing")]
    image_url: String,
    #[serde(deserialize_with = "or_nothing")]
    components: Vec<Component>,
    #[serde(deserialize_with = "or_nothing")]
    option_groups: Vec<OptionGroup>,
    from: Option<Date>,
    until: Option<Date>,
    hours: Option<WeeklyHours>,
}

/// `null` is what is not there.
fn or_nothing<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(value: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(value)?.unwrap_or_default())
}

/// A dish of which nothing is said.
pub(super) fn empty_sheet(category: Slug) -> ProductSheet {
    ProductSheet {
        sku: None,
        category,
        name: String::new(),
        kitchen_name: None,
        description: String::new(),
        price: Money::ZERO,
        prices: Vec::new(),
        image: String::new(),
        hours: None,
        groups: Vec::new(),
        allergens: Vec::new(),
        tags: Vec::new(),
    }
}

/// A promotion of which nothing is said.
pub(super) fn empty_promotion(id: ProductId) -> Promotion {
    Promotion {
        id,
        name: String::new(),
        kitchen_name: None,
        description: String::new(),
        price: Money::ZERO,
        regular_price: None,
        image: String::new(),
        components: Vec::new(),
        groups: Vec::new(),
        from: None,
        until: None,
        hours: None,
    }
}

impl DishEntry {
    pub(super) fn of(id: &ProductId, sheet: &ProductSheet) -> DishEntry {
        let sheet = sheet.clone();
        DishEntry {
            product_id: id.clone(),
            sku: sheet.sku,
            category: sheet.category.to_string(),
            name: sheet.name,
            kitchen_name: sheet.kitchen_name,
            description: sheet.description,
            price_cents: sheet.price,
            prices: sheet.prices,
            image_url: sheet.image,
            hours: sheet.hours,
            option_groups: sheet.groups,
            allergens: sheet.allergens,
            tags: sheet.tags,
        }
    }

    pub(super) fn sheet(self, category: Slug) -> ProductSheet {
        ProductSheet {
            sku: self.sku,
            category,
            name: self.name,
            kitchen_name: self.kitchen_name,
            description: self.description,
            price: self.price_cents,
            prices: self.prices,
            image: self.image_url,
            hours: self.hours,
            groups: self.option_groups,
            allergens: self.allergens,
            tags: self.tags,
        }
    }
}

impl PromotionEntry {
    pub(super) fn of(promotion: &Promotion) -> PromotionEntry {
        let promotion = promotion.clone();
        PromotionEntry {
            promotion_id: promotion.id,
            name: promotion.name,
            kitchen_name: promotion.kitchen_name,
            description: promotion.description,
            price_cents: promotion.price,
            regular_price_cents: promotion.regular_price,
            image_url: promotion.image,
            components: promotion.components,
            option_groups: promotion.groups,
            from: promotion.from,
            until: promotion.until,
            hours: promotion.hours,
        }
    }

    pub(super) fn promotion(self) -> Promotion {
        Promotion {
            id: self.promotion_id,
            name: self.name,
            kitchen_name: self.kitchen_name,
            description: self.description,
            price: self.price_cents,
            regular_price: self.regular_price_cents,
            image: self.image_url,
            components: self.components,
            groups: self.option_groups,
            from: self.from,
            until: self.until,
            hours: self.hours,
        }
    }
}
