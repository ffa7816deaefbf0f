//! What a cart takes of what is counted: products themselves, and those that choices and promotions consist of.

use super::{CartLine, CartProblem, CartProblemKind, ChosenOption, MAX_LINES, OrderLine, Pick};
use crate::ProductId;
use crate::catalog::{Catalog, Component, DishOption, Item, Meal};

/// How many of each counted product a list of lines takes.
pub fn stock_taken(lines: &[OrderLine]) -> Vec<(ProductId, u32)> {
    let mut taken = Vec::new();
    for line in lines {
        let own = line.product_id.as_ref().filter(|_| line.counted);
        let components = line
            .components
            .iter()
            .map(|of| (&of.product_id, u32::from(of.qty)));
        for (product, qty) in own.map(|own| (own, 1)).into_iter().chain(components) {
            add(&mut taken, product, qty * u32::from(line.qty));
        }
    }
    taken
}

/// Lines for which no stock is taken: nobody gets what is rehearsed.
pub fn uncounted(mut lines: Vec<OrderLine>) -> Vec<OrderLine> {
    for line in &mut lines {
        line.counted = false;
        line.components.clear();
    }
    lines
}

/// The lines of an order whose dish, or a part of it, has been taken off the carta since it was placed. What is left does not
/// matter: it has taken its own.
pub fn gone(catalog: &Catalog, ordered: &[OrderLine], meal: Meal) -> Vec<CartProblem> {
    let serves = |id: &ProductId| catalog.product(id).is_some_and(|product| product.active);
    let is_there = |id: &ProductId, line: &OrderLine| {
        let pick = |chosen: &ChosenOption| Pick {
            group: chosen.group.clone(),
            option: chosen.option.clone(),
        };
        let picks: Vec<Pick> = line.options.iter().map(pick).collect();
        let offers = |item: &Item<'_>, pick: &Pick| {
            let group = item.groups.iter().find(|group| group.id == pick.group);
            group.is_some_and(|group| group.options.iter().any(|option| option.id == pick.option))
        };
        let item = catalog.item(id, meal);
        item.is_some_and(|item| {
            let needed = catalog.needed(&item, &picks);
            picks.iter().all(|pick| offers(&item, pick)) && needed.iter().all(|of| serves(&of.product_id))
        })
    };
    let lines = ordered.iter().enumerate();
    let gone = lines.filter(|(_, line)| line.product_id.as_ref().is_some_and(|id| !is_there(id, line)));
    gone.map(|(index, line)| CartProblem {
        line: Some(index),
        kind: CartProblemKind::Unavailable {
            name: line.name.clone(),
        },
    })
    .collect()
}

fn add(sums: &mut Vec<(ProductId, u32)>, product: &ProductId, qty: u32) {
    match sums.iter_mut().find(|(id, _)| id == product) {
        Some((_, sum)) => *sum = sum.saturating_add(qty),
        None => sums.push((product.clone(), qty)),
    }
}

/// What there is too little of, over all lines. What there is none of as a part of something else is said with that.
pub(super) fn problems(catalog: &Catalog, cart: &[CartLine], meal: Meal) -> Vec<CartProblem> {
    let needed = |line: &CartLine| -> Vec<(ProductId, u32)> {
        let item = catalog.item(&line.product_id, meal).filter(|item| item.available);
        let needed = match item {
            Some(item) => catalog.needed(&item, &line.options),
            None => vec![Component {
                product_id: line.product_id.clone(),
                qty: 1,
            }],
        };
        let all = needed.into_iter();
        all.map(|of| (of.product_id, u32::from(of.qty) * u32::from(line.qty)))
            .collect()
    };
    let of_lines: Vec<_> = cart.iter().take(MAX_LINES).map(needed).collect();
    let mut sums = Vec::new();
    for (product, qty) in of_lines.iter().flatten() {
        add(&mut sums, product, *qty);
    }
    let uses = |line: &Vec<(ProductId, u32)>, id: &ProductId| line.iter().any(|(used, _)| used == id);
    let too_little = sums.into_iter().filter_map(|(id, requested)| {
        let product = catalog.product(&id)?;
        let available = product.stock.filter(|stock| *stock < requested)?;
        let itself = cart.iter().position(|line| line.product_id == id);
        if available == 0 && itself.is_none() {
            return None;
        }
        Some(CartProblem {
            line: itself.or_else(|| of_lines.iter().position(|line| uses(line, &id))),
            kind: CartProblemKind::OutOfStock {
                name: product.name.clone(),
                product_id: id,
                available,
                requested,
            },
        })
    });
    too_little.collect()
}

/// What is counted and needed for one of a line, its own product apart.
pub(super) fn counted_components(catalog: &Catalog, item: &Item<'_>, wanted: &CartLine) -> Vec<Component> {
    let counted = |component: &Component| {
        let product = catalog.product(&component.product_id);
        product.is_some_and(|product| product.stock.is_some()) && component.product_id != *item.id
    };
    let needed = catalog.needed(item, &wanted.options);
    needed.into_iter().filter(counted).collect()
}

/// The picks that are off or sold out, each once.
pub(super) fn missing_options(catalog: &Catalog, item: &Item<'_>, picks: &[Pick]) -> Vec<CartProblemKind> {
    let mut missing = Vec::new();
    for group in item.groups {
        let picked = |option: &&DishOption| {
            picks
                .iter()
                .any(|pick| pick.group == group.id && pick.option == option.id)
        };
        let gone = group
            .options
            .iter()
            .filter(picked)
            .filter(|option| !catalog.has(option));
        missing.extend(gone.map(|option| CartProblemKind::OptionUnavailable {
            group: group.name.clone(),
            option: option.name.clone(),
        }));
    }
    missing
}
