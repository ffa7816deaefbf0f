//! A cart with its prices, line by line, also where something is wrong with it.

use api::pages::Page;
use domain::cart::{
    CartLine, CartProblemKind, FulfilmentKind, MAX_QTY, OrderLine, Totals, When, price_line, quote, totals,
};
use domain::catalog::Catalog;
use domain::tenant::Tenant;

#[derive(Debug, Clone, PartialEq)]
pub struct PricedLine {
    pub wanted: CartLine,
    /// The dish's name; empty when the carta has it no longer.
    pub name: String,
    pub image: String,
    /// Its page.
    pub href: String,
    /// `None` while it cannot be ordered as it is.
    pub priced: Option<OrderLine>,
    pub problems: Vec<CartProblemKind>,
    /// How many of it can be ordered at most.
    pub most: u16,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct PricedCart {
    pub lines: Vec<PricedLine>,
    /// Over the lines that have a price.
    pub totals: Totals,
    /// What is wrong with the whole.
    pub problems: Vec<CartProblemKind>,
    /// Whether it can be ordered.
    pub sound: bool,
}

impl PricedCart {
    /// Whether nothing is wrong with it but that something in it is served at other hours: another time makes it sound.
    pub fn wants_another_time(&self) -> bool {
        let mut wrong = self
            .lines
            .iter()
            .flat_map(|line| &line.problems)
            .chain(&self.problems);
        !self.sound && wrong.all(|kind| matches!(kind, CartProblemKind::OutOfHours { .. }))
    }
}

/// With the prices of a restaurant as it [serves](crate::state::destination::Choice::served) its customer.
pub fn priced_cart(
    tenant: &Tenant,
    catalog: &Catalog,
    cart: &[CartLine],
    kind: FulfilmentKind,
    when: When,
) -> PricedCart {
    let quoted = quote(tenant, catalog, cart, kind, when);
    let (meal, catalog) = when.carta(tenant, catalog);
    let mut lines: Vec<PricedLine> = cart
        .iter()
        .map(|wanted| {
            let item = catalog.item(&wanted.product_id, meal);
            let promotion = catalog.promotion(&wanted.product_id).is_some();
            let page = if promotion { Page::Promotion } else { Page::Dish };
            let most = item.as_ref().and_then(|item| catalog.most(item, &wanted.options));
            PricedLine {
                name: item.as_ref().map(|item| item.name.to_owned()).unwrap_or_default(),
                image: item
                    .as_ref()
                    .map(|item| item.image.to_owned())
                    .unwrap_or_default(),
                href: page.with(&[wanted.product_id.as_str()]),
                priced: item
                    .as_ref()
                    .and_then(|item| price_line(&catalog, item, wanted).ok()),
                problems: Vec::new(),
                most: most
                    .and_then(|most| u16::try_from(most).ok())
                    .map_or(MAX_QTY, |most| most.min(MAX_QTY)),
                wanted: wanted.clone(),
            }
        })
        .collect();
    let mut problems = Vec::new();
    let sound = quoted.is_ok();
    for problem in quoted.err().into_iter().flatten() {
        match problem.line.and_then(|line| lines.get_mut(line)) {
            Some(line) => line.problems.push(problem.kind),
            None => problems.push(problem.kind),
        }
    }
    let priced: Vec<OrderLine> = lines.iter().filter_map(|line| line.priced.clone()).collect();
    PricedCart {
        totals: totals(tenant, &priced, kind, when.now),
        lines,
        problems,
        sound,
    }
}
