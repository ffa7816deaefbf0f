//! The order in the making, and what it costs.

mod stock;

pub use super::catalog::Pick;
pub use stock::{gone, stock_taken, uncounted};

pub use super::catalog::MAX_QTY;
use super::catalog::{Catalog, Component, Item, Meal, OptionGroup};
pub use super::fulfilment::FulfilmentKind;
use super::service_hours::WeeklyHours;
use super::tenant::Tenant;
use super::written::{self, Note};
use super::{Money, ProductId, Slug, Timestamp};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Maximum number of lines in an order.
pub const MAX_LINES: usize = 50;
/// Maximum number of characters in a line's note.
pub const MAX_NOTE: usize = 140;

/// The note of a line, as it was read.
pub type LineNote = Note<MAX_NOTE>;

/// What a customer wants, before anybody has named a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CartLine {
    pub product_id: ProductId,
    /// 1 to [`MAX_QTY`].
    pub qty: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Pick>,
    /// What the kitchen should know, at most [`MAX_NOTE`] characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A line with its price, as it will stand in the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    /// `None` for a line of catering that is no dish of the menu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    pub name: String,
    /// What the kitchen calls it, where that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kitchen_name: Option<String>,
    pub qty: u16,
    /// Price of one with its options.
    pub unit_price: Money,
    pub subtotal: Money,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ChosenOption>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "written::blank")]
    pub note: Option<LineNote>,
    /// Whether stock of its own product was taken for it and must be given back on cancellation.
    #[serde(default)]
    pub counted: bool,
    /// What else is counted and was taken for one of it: what its choices stand for, and what a promotion consists of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
}

impl OrderLine {
    /// What the kitchen calls it.
    pub fn for_kitchen(&self) -> &str {
        self.kitchen_name.as_deref().unwrap_or(&self.name)
    }

    /// The same in a cart; `None` for a line that is no dish of the menu.
    pub fn wanted_again(&self) -> Option<CartLine> {
        let pick = |chosen: &ChosenOption| Pick {
            group: chosen.group.clone(),
            option: chosen.option.clone(),
        };
        Some(CartLine {
            product_id: self.product_id.clone()?,
            qty: self.qty,
            options: self.options.iter().map(pick).collect(),
            note: written::or_empty(&self.note).to_owned(),
        })
    }
}

/// A chosen option with its names, as it stood in the carta at that time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChosenOption {
    pub group: Slug,
    pub group_name: String,
    pub option: Slug,
    pub name: String,
    #[serde(default)]
    pub extra: Money,
}

/// What a cart costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    pub lines: Vec<OrderLine>,
    pub totals: Totals,
}

/// The sums of an order. `total = subtotal − discount + delivery_fee`; the tax is included in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    pub subtotal: Money,
    /// What was agreed to be taken off; catering has discounts.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub discount: Money,
    /// What is paid for bringing it; of catering all fees.
    pub delivery_fee: Money,
    pub total: Money,
    /// The part of the total that is tax.
    pub tax: Money,
    /// Its rate in basis points.
    pub tax_basis_points: u32,
}

/// What is wrong with a cart, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CartProblem {
    /// Which line, counted from 0; `None` when it is about the whole.
    pub line: Option<usize>,
    pub kind: CartProblemKind,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "code")]
pub enum CartProblemKind {
    Empty,
    TooManyLines,
    UnknownProduct {
        product_id: ProductId,
    },
    Unavailable {
        name: String,
    },
    /// It is served at other hours than those of this meal.
    OutOfHours {
        name: String,
        hours: WeeklyHours,
    },
    /// A choice that is off or sold out.
    OptionUnavailable {
        group: String,
        option: String,
    },
    /// Fewer left than asked for, over all lines of the cart.
    OutOfStock {
        product_id: ProductId,
        name: String,
        available: u32,
        requested: u32,
    },
    QuantityOutOfBounds,
    NoteTooLong,
    UnknownOption,
    /// Too few chosen in a group.
    OptionMissing {
        group: String,
        min: u8,
    },
    /// Too many chosen in a group.
    TooManyOptions {
        group: String,
        max: u8,
    },
    BelowMinimum {
        minimum: Money,
    },
}

/// When a cart is ordered, and for when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub now: Timestamp,
    /// `None` for as soon as it can be.
    pub at: Option<Timestamp>,
}

impl When {
    /// As soon as it can be.
    pub fn soon(now: Timestamp) -> When {
        When { now, at: None }
    }

    /// The meal, and the carta of that time. The night after an evening belongs to it: the same stove cooks, and what is left is
    /// left of the same.
    pub fn carta<'c>(&self, tenant: &Tenant, catalog: &'c Catalog) -> (Meal, Cow<'c, Catalog>) {
        let at = self.at.unwrap_or(self.now);
        let meal = Meal::at(tenant, at);
        let mut carta = match meal.day == Meal::at(tenant, self.now).day {
            true => Cow::Borrowed(catalog),
            false => Cow::Owned(catalog.of_another_day()),
        };
        if catalog.next_return().is_some_and(|back| back <= at) {
            carta.to_mut().bring_back(at);
        }
        (meal, carta)
    }
}

/// Prices a cart, or says everything that is wrong with it. Nothing that the browser says about prices is used. Promotions count
/// on the day of the meal; what is left is left for today, and an order for another day neither needs nor takes any of it.
pub fn quote(
    tenant: &Tenant,
    catalog: &Catalog,
    cart: &[CartLine],
    fulfilment: FulfilmentKind,
    when: When,
) -> Result<Quote, Vec<CartProblem>> {
    let (meal, catalog) = when.carta(tenant, catalog);
    let mut problems = Vec::new();
    if cart.is_empty() {
        problems.push(CartProblem {
            line: None,
            kind: CartProblemKind::Empty,
        });
    }
    if cart.len() > MAX_LINES {
        problems.push(CartProblem {
            line: None,
            kind: CartProblemKind::TooManyLines,
        });
    }
    let mut lines = Vec::with_capacity(cart.len().min(MAX_LINES));
    for (index, wanted) in cart.iter().take(MAX_LINES).enumerate() {
        let problem = |kind| CartProblem {
            line: Some(index),
            kind,
        };
        match catalog.item(&wanted.product_id, meal) {
            None => {
                problems.push(problem(CartProblemKind::UnknownProduct {
                    product_id: wanted.product_id.clone(),
                }));
            }
            Some(item) => match price_line(&catalog, &item, wanted) {
                Ok(line) => lines.push(line),
                Err(kinds) => problems.extend(kinds.into_iter().map(problem)),
            },
        }
    }
    problems.extend(stock::problems(&catalog, cart, meal));
    if stock_taken(&lines).len() > MAX_LINES {
        problems.push(CartProblem {
            line: None,
            kind: CartProblemKind::TooManyLines,
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let totals = totals(tenant, &lines, fulfilment, when.now);
    if fulfilment == FulfilmentKind::Delivery && totals.subtotal < tenant.minimum_order {
        let kind = CartProblemKind::BelowMinimum {
            minimum: tenant.minimum_order,
        };
        return Err(vec![CartProblem { line: None, kind }]);
    }
    Ok(Quote { lines, totals })
}

/// The sums over priced lines.
pub fn totals(tenant: &Tenant, lines: &[OrderLine], fulfilment: FulfilmentKind, now: Timestamp) -> Totals {
    let subtotal: Money = lines.iter().map(|line| line.subtotal).sum();
    let free = tenant.free_delivery_from.is_some_and(|from| subtotal >= from);
    let delivery_fee = match fulfilment {
        FulfilmentKind::Delivery if !free => tenant.delivery_fee,
        FulfilmentKind::Delivery | FulfilmentKind::Pickup => Money::ZERO,
    };
    let total = subtotal + delivery_fee;
    let tax_basis_points = tenant.tax_basis_points(tenant.zone.date(now));
    Totals {
        subtotal,
        discount: Money::ZERO,
        delivery_fee,
        total,
        tax: total.tax_included(tax_basis_points),
        tax_basis_points,
    }
}

/// Prices one line, or says what is wrong with it.
pub fn price_line(
    catalog: &Catalog,
    item: &Item<'_>,
    wanted: &CartLine,
) -> Result<OrderLine, Vec<CartProblemKind>> {
    let mut problems = Vec::new();
    let own = catalog.product(item.id);
    // What is sold out is said with how many are left, over all lines.
    if !item.available && own.is_none_or(|product| product.stock != Some(0)) {
        problems.push(CartProblemKind::Unavailable {
            name: item.name.to_owned(),
        });
    }
    if !(1..=MAX_QTY).contains(&wanted.qty) {
        problems.push(CartProblemKind::QuantityOutOfBounds);
    }
    let note = written::optional(&wanted.note, LineNote::parse).unwrap_or_else(|_| {
        problems.push(CartProblemKind::NoteTooLong);
        None
    });
    let options = choose(item.groups, &wanted.options).unwrap_or_else(|kinds| {
        problems.extend(kinds);
        Vec::new()
    });
    if item.available {
        problems.extend(catalog.out_of_hours(item, &wanted.options).map(|hours| {
            CartProblemKind::OutOfHours {
                name: item.name.to_owned(),
                hours: hours.clone(),
            }
        }));
        problems.extend(stock::missing_options(catalog, item, &wanted.options));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let extras = options.iter().map(|option| option.extra).sum::<Money>();
    let unit_price = (item.price + extras).max(Money::ZERO);
    Ok(OrderLine {
        product_id: Some(item.id.clone()),
        name: item.name.to_owned(),
        kitchen_name: item.kitchen_name.map(str::to_owned),
        qty: wanted.qty,
        unit_price,
        subtotal: unit_price * u32::from(wanted.qty),
        options,
        note,
        counted: own.is_some_and(|product| product.stock.is_some()),
        components: stock::counted_components(catalog, item, wanted),
    })
}

/// Checks the picks against the groups of a dish and gives them their names and prices, in the order of the carta.
/// The same option may be picked more than once (two of the same drink).
pub fn choose(groups: &[OptionGroup], picks: &[Pick]) -> Result<Vec<ChosenOption>, Vec<CartProblemKind>> {
    let mut problems = Vec::new();
    let mut chosen = Vec::new();
    for group in groups {
        let before = chosen.len();
        for option in &group.options {
            let times = picks
                .iter()
                .filter(|pick| pick.group == group.id && pick.option == option.id)
                .count();
            chosen.extend(std::iter::repeat_n(option, times).map(|option| ChosenOption {
                group: group.id.clone(),
                group_name: group.name.clone(),
                option: option.id.clone(),
                name: option.name.clone(),
                extra: option.extra,
            }));
        }
        let count = chosen.len() - before;
        if count < usize::from(group.min) {
            problems.push(CartProblemKind::OptionMissing {
                group: group.name.clone(),
                min: group.min,
            });
        }
        if count > usize::from(group.max) {
            problems.push(CartProblemKind::TooManyOptions {
                group: group.name.clone(),
                max: group.max,
            });
        }
    }
    if chosen.len() < picks.len() {
        problems.push(CartProblemKind::UnknownOption);
    }
    if problems.is_empty() {
        Ok(chosen)
    } else {
        Err(problems)
    }
}

#[cfg(test)]
pub(crate) mod tests;
