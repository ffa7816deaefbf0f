//! What the page of a dish or a promotion needs to know of it.

use ::texts::now::{errors, storefront as texts};
use api::pages::Page;
use domain::cart::{CartLine, MAX_QTY, Pick, price_line};
use domain::catalog::{Catalog, Component, DishOption, Item, OptionGroup, Product, Promotion};
use domain::service_hours::WeeklyHours;
use domain::{Currency, Date, Money, ProductId};

/// A product or a promotion, as this page needs it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Offered {
    pub id: ProductId,
    pub name: String,
    pub description: String,
    pub price: Money,
    pub regular_price: Option<Money>,
    pub image: String,
    pub components: Vec<Component>,
    pub groups: Vec<OptionGroup>,
    pub allergens: Vec<String>,
    pub stock: Option<u32>,
    pub available: bool,
    /// When it is served, where not always. It can be put into the cart all the same: an order may be for later.
    pub hours: Option<WeeklyHours>,
    /// The choices that are off or sold out.
    pub gone: Vec<Pick>,
    /// Why it cannot be ordered, where it cannot.
    pub why_not: &'static str,
    pub back: (String, &'static str),
}

impl Offered {
    pub(crate) fn product(product: Product, catalog: &Catalog) -> Offered {
        Offered {
            available: catalog.sells(&product),
            gone: gone(&product.groups, catalog),
            components: Vec::new(),
            why_not: if product.active || product.off_until.is_some() {
                texts::SOLD_OUT_NOW
            } else {
                texts::UNAVAILABLE_NOW
            },
            back: (Page::Menu.with(&[product.category.as_str()]), texts::CARTA),
            id: product.id,
            name: product.name,
            description: product.description,
            price: product.price,
            regular_price: None,
            image: product.image,
            groups: product.groups,
            allergens: product.allergens,
            stock: product.stock,
            hours: product.hours,
        }
    }

    pub(crate) fn promotion(promotion: Promotion, catalog: &Catalog, today: Option<Date>) -> Offered {
        let sold = today.is_none_or(|day| promotion.sold_on(day));
        Offered {
            available: sold && catalog.has_promotion(&promotion),
            gone: gone(&promotion.groups, catalog),
            stock: catalog.left(&promotion.components),
            why_not: if sold {
                texts::SOLD_OUT_NOW
            } else {
                texts::UNAVAILABLE_NOW
            },
            back: (Page::Promotions.href().into(), texts::PROMOTIONS),
            regular_price: promotion
                .regular_price
                .filter(|regular| *regular > promotion.price),
            id: promotion.id,
            name: promotion.name,
            description: promotion.description,
            price: promotion.price,
            image: promotion.image,
            components: promotion.components,
            groups: promotion.groups,
            allergens: Vec::new(),
            hours: promotion.hours,
        }
    }

    pub fn item(&self) -> Item<'_> {
        Item {
            id: &self.id,
            name: &self.name,
            kitchen_name: None,
            price: self.price,
            image: &self.image,
            components: &self.components,
            groups: &self.groups,
            available: self.available,
            hours: self.hours.as_ref(),
            meal: None,
            stock: self.stock,
        }
    }
}

/// The choices of these groups that cannot be had now.
fn gone(groups: &[OptionGroup], catalog: &Catalog) -> Vec<Pick> {
    let of_group = |group: &OptionGroup| -> Vec<Pick> {
        let gone = group.options.iter().filter(|option| !catalog.has(option));
        let pick = |option: &DishOption| Pick {
            group: group.id.clone(),
            option: option.id.clone(),
        };
        gone.map(pick).collect()
    };
    groups.iter().flat_map(of_group).collect()
}

/// Why a line cannot be added, a sentence for each thing; empty when it can.
pub(crate) fn why_not(offered: &Offered, line: &CartLine, catalog: &Catalog, currency: Currency) -> String {
    if !offered.available {
        return offered.why_not.to_owned();
    }
    let problems = price_line(catalog, &offered.item(), line)
        .err()
        .unwrap_or_default();
    let sentences: Vec<String> = problems
        .iter()
        .map(|problem| errors::cart(problem, currency))
        .collect();
    sentences.join(" ")
}

/// As many as there are, and no more than a line takes.
pub(crate) fn most_of(offered: &Offered, picks: &[Pick], catalog: &Catalog) -> u16 {
    let most = catalog.most(&offered.item(), picks);
    let most = most.and_then(|most| u16::try_from(most).ok());
    most.map_or(MAX_QTY, |most| most.clamp(1, MAX_QTY))
}

/// The price with what is chosen so far, also while something is missing.
pub(crate) fn price_so_far(offered: &Offered, picks: &[Pick], qty: u16) -> Money {
    let extra = |pick: &Pick| {
        let group = offered.groups.iter().find(|group| group.id == pick.group)?;
        group
            .options
            .iter()
            .find(|option| option.id == pick.option)
            .map(|option| option.extra)
    };
    let one = offered.price + picks.iter().filter_map(extra).sum::<Money>();
    one.max(Money::ZERO) * u32::from(qty)
}
