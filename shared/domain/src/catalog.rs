//! The carta: categories, products with their options, and promotions.

mod components;
mod draft;
mod kitchen_name;
mod meal;
pub mod pictures;
mod prices;

pub use components::{Component, MAX_COMPONENT_QTY, MAX_COMPONENTS};
pub use draft::{Edit, MenuDraft, ProductSheet};
pub use kitchen_name::{MAX_KITCHEN_NAME, proposed_kitchen_name};
pub use meal::Meal;
pub use prices::{MAX_OWN_PRICES, OwnPrice};

use super::letters::fold;
use super::service_hours::WeeklyHours;
use super::{Date, Money, ProductId, Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// Maximum quantity of one line of an order.
pub const MAX_QTY: u16 = 99;

/// Where no more than these are left, pages say that there are few.
pub const FEW_LEFT: u32 = 5;

/// Everything a restaurant sells, in the order of its carta.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Catalog {
    pub categories: Vec<Category>,
    pub products: Vec<Product>,
    pub promotions: Vec<Promotion>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Category {
    pub id: Slug,
    pub name: String,
    /// One line under the name.
    pub description: String,
}

/// A dish, a side, a drink.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    pub id: ProductId,
    /// Small number per restaurant, for people.
    pub number: u64,
    /// The restaurant's own code for it, such as that of its books: 1 to 60 characters on one line, one product each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    pub category: Slug,
    pub name: String,
    /// What the kitchen calls it, 1 to [`MAX_KITCHEN_NAME`] letters; its name where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kitchen_name: Option<String>,
    pub description: String,
    /// With tax, without options; nothing where what is chosen has the price.
    pub price: Money,
    /// What it costs instead at one place, or where it is brought.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prices: Vec<OwnPrice>,
    /// Where the picture is, relative to the site.
    pub image: String,
    /// How many are left; `None` when they are not counted.
    pub stock: Option<u32>,
    /// Whether it is on the carta; off it for now otherwise.
    pub active: bool,
    /// Off the carta, it comes back by itself at this time. Nothing is written then: each reader brings it back
    /// ([`Catalog::bring_back`]). `None` when somebody has to say that it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off_until: Option<Timestamp>,
    /// When it is served, such as at noon only; whenever the kitchen is open where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<WeeklyHours>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<OptionGroup>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allergens: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// When it came onto the carta; `None` for what was there before this was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
}

/// A choice that belongs to a dish: which side, which drink.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionGroup {
    pub id: Slug,
    pub name: String,
    /// How many must be chosen; from 1 on the dish cannot be ordered without.
    pub min: u8,
    /// How many may be chosen, at least `min`.
    pub max: u8,
    pub options: Vec<DishOption>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DishOption {
    pub id: Slug,
    pub name: String,
    /// What it adds to the price of the dish, or takes from it; no dish costs less than nothing.
    #[serde(default)]
    pub extra: Money,
    /// The products that it stands for: it can be chosen while they can be had, and takes from their stock. None for what is no
    /// product, such as "well done".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
}

/// A chosen option.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pick {
    pub group: Slug,
    pub option: Slug,
}

/// Dishes together at a price of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Promotion {
    pub id: ProductId,
    pub name: String,
    /// What the kitchen calls it, as of a product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kitchen_name: Option<String>,
    pub description: String,
    pub price: Money,
    /// What the same dishes cost one by one, where that is more.
    pub regular_price: Option<Money>,
    pub image: String,
    /// The products that are always in it; what is chosen in the groups comes to these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    pub groups: Vec<OptionGroup>,
    /// First and last day on which it is sold; open where `None`.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// When it is served on those days, as of a product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<WeeklyHours>,
}

/// The category that a text names by its id or its name; accents and capitals make no difference.
pub fn category_of<'c>(categories: &'c [Category], named: &str) -> Option<&'c Category> {
    let named = fold(named.trim());
    let by_id = categories.iter().find(|known| known.id.as_str() == named);
    by_id.or_else(|| categories.iter().find(|known| fold(&known.name) == named))
}

/// A product or a promotion, as the cart sees it.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    pub id: &'a ProductId,
    pub name: &'a str,
    pub kitchen_name: Option<&'a str>,
    pub price: Money,
    pub image: &'a str,
    /// What a promotion consists of; nothing for a product.
    pub components: &'a [Component],
    pub groups: &'a [OptionGroup],
    /// Whether it is sold on that day and not sold out.
    pub available: bool,
    /// When it is served, where not always.
    pub hours: Option<&'a WeeklyHours>,
    /// The meal for which it is looked at; `None` where that is not known yet.
    pub meal: Option<Meal>,
    /// How many are left, where it or what it consists of is counted.
    pub stock: Option<u32>,
}

impl Product {
    /// Whether there is some of it now. Whether it can be ordered, [`Catalog::sells`] says: what must be chosen may be sold out.
    pub fn available(&self) -> bool {
        self.active && self.stock != Some(0)
    }

    /// Puts it on the carta again where it was off until then.
    pub fn bring_back(&mut self, at: Timestamp) {
        if self.off_until.is_some_and(|until| until <= at) {
            self.off_until = None;
            self.active = true;
        }
    }
}

impl Promotion {
    pub fn sold_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

impl OptionGroup {
    /// Whether the dish cannot be ordered without choosing here.
    pub fn mandatory(&self) -> bool {
        self.min > 0
    }
}

impl Catalog {
    /// The category of an id or a name; accents and capitals make no difference.
    pub fn category(&self, named: &str) -> Option<&Category> {
        category_of(&self.categories, named)
    }

    pub fn product(&self, id: &ProductId) -> Option<&Product> {
        self.products.iter().find(|product| &product.id == id)
    }

    pub fn promotion(&self, id: &ProductId) -> Option<&Promotion> {
        self.promotions.iter().find(|promotion| &promotion.id == id)
    }

    /// The product or promotion of this id, as it can be ordered for a meal.
    pub fn item(&self, id: &ProductId, meal: Meal) -> Option<Item<'_>> {
        let product = self.product(id).map(|product| self.product_item(product, meal));
        product.or_else(|| Some(self.promotion_item(self.promotion(id)?, meal)))
    }

    fn product_item<'a>(&self, product: &'a Product, meal: Meal) -> Item<'a> {
        Item {
            id: &product.id,
            name: &product.name,
            kitchen_name: product.kitchen_name.as_deref(),
            price: product.price,
            image: &product.image,
            components: &[],
            groups: &product.groups,
            available: self.sells(product),
            hours: product.hours.as_ref(),
            meal: Some(meal),
            stock: product.stock,
        }
    }

    fn promotion_item<'a>(&self, promotion: &'a Promotion, meal: Meal) -> Item<'a> {
        Item {
            id: &promotion.id,
            name: &promotion.name,
            kitchen_name: promotion.kitchen_name.as_deref(),
            price: promotion.price,
            image: &promotion.image,
            components: &promotion.components,
            groups: &promotion.groups,
            available: promotion.sold_on(meal.day) && self.has_promotion(promotion),
            hours: promotion.hours.as_ref(),
            meal: Some(meal),
            stock: self.left(&promotion.components),
        }
    }

    /// The carta at that time, at or after the one at which it was read: what was off until then is on it again.
    pub fn bring_back(&mut self, at: Timestamp) {
        for product in &mut self.products {
            product.bring_back(at);
        }
    }

    /// Makes one number of all counts of which there is enough: as many as an order takes of a dish. So a page stays the same until
    /// few are left.
    pub fn blur_stock(&mut self) {
        for stock in self
            .products
            .iter_mut()
            .filter_map(|product| product.stock.as_mut())
        {
            if *stock > FEW_LEFT {
                *stock = u32::from(MAX_QTY);
            }
        }
    }

    /// When the next of the products that are off the carta comes back by itself.
    pub fn next_return(&self) -> Option<Timestamp> {
        self.products.iter().filter_map(|product| product.off_until).min()
    }

    /// The products of a category, in the order of the carta.
    pub fn in_category<'a>(&'a self, category: &'a Slug) -> impl Iterator<Item = &'a Product> {
        self.products
            .iter()
            .filter(move |product| &product.category == category)
    }

    /// The products whose name, description or tags contain every word, whatever its accents and case.
    pub fn search<'a>(&'a self, words: &str) -> Vec<&'a Product> {
        let words: Vec<String> = fold(words).split_whitespace().map(str::to_owned).collect();
        let matches = |product: &&Product| {
            let text = fold(&format!(
                "{} {} {}",
                product.name,
                product.description,
                product.tags.join(" ")
            ));
            words.iter().all(|word| text.contains(word.as_str()))
        };
        self.products.iter().filter(matches).collect()
    }
}
