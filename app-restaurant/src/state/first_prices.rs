//! The prices that somebody types while a restaurant is set up: only what they touched, so that everything else follows the carta.

use api::catalog::PricedDish;
use domain::catalog::{Catalog, Product};
use domain::{Money, ProductId};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The dishes whose prices are asked for first.
pub const FIRST: usize = 6;
/// What says that a dish sells well.
const POPULAR: &str = "popular";

/// What somebody has made of a dish.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Touched {
    price: Option<String>,
    sold: Option<bool>,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Prices {
    touched: RwSignal<BTreeMap<ProductId, Touched>>,
}

impl Prices {
    /// The price of a dish as it is shown, followed.
    pub fn price(self, dish: &Product) -> String {
        let typed = self
            .touched
            .with(|touched| touched.get(&dish.id).and_then(|touched| touched.price.clone()));
        typed.unwrap_or_else(|| dish.price.decimal())
    }

    /// Whether a dish is to be sold, followed.
    pub fn is_sold(self, dish: &Product) -> bool {
        let chosen = self
            .touched
            .with(|touched| touched.get(&dish.id).and_then(|touched| touched.sold));
        chosen.unwrap_or(dish.active)
    }

    pub fn type_price(self, id: &ProductId, price: String) {
        self.touched
            .update(|touched| touched.entry(id.clone()).or_default().price = Some(price));
    }

    pub fn sell(self, id: &ProductId, sold: bool) {
        self.touched
            .update(|touched| touched.entry(id.clone()).or_default().sold = Some(sold));
    }

    /// Whether a dish is to be sold and nobody knows for how much, followed.
    pub fn lacks_price(self, dish: &Product) -> bool {
        self.is_sold(dish) && amount(&self.price(dish)).is_none()
    }

    /// What is another than on the carta; a dish without a price keeps the one that it had.
    pub fn changed(self, carta: &Catalog) -> Vec<PricedDish> {
        let touched = self.touched.get_untracked();
        let changed = |(id, touched): (&ProductId, &Touched)| {
            let known = carta.product(id)?;
            let price = touched.price.as_deref().and_then(amount).unwrap_or(known.price);
            let sold = touched.sold.unwrap_or(known.active);
            ((known.price, known.active) != (price, sold)).then(|| PricedDish {
                id: id.clone(),
                price,
                sold,
            })
        };
        touched.iter().filter_map(changed).collect()
    }

    /// What was typed is stored, or of another carta. The screen may be left by now.
    pub fn forget(self) {
        let _ = self.touched.try_update(BTreeMap::clear);
    }
}

fn amount(price: &str) -> Option<Money> {
    Money::from_written(price.trim()).filter(|price| *price > Money::ZERO)
}

/// The dishes whose prices are asked for: those that sell most, and first ones where it is not said.
pub fn first_dishes(carta: &Catalog) -> Vec<ProductId> {
    let popular = |dish: &&Product| dish.tags.iter().any(|tag| tag == POPULAR);
    let (first, others): (Vec<&Product>, Vec<&Product>) = carta.products.iter().partition(popular);
    let listed = first.into_iter().chain(others).take(FIRST);
    listed.map(|dish| dish.id.clone()).collect()
}

/// Whether it is known of some dishes that they sell well.
pub fn knows_what_sells(carta: &Catalog) -> bool {
    carta
        .products
        .iter()
        .any(|dish| dish.tags.iter().any(|tag| tag == POPULAR))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::dish;

    fn priced(id: &str) -> Product {
        Product {
            price: Money(1_000),
            ..dish(id, id, "carta")
        }
    }

    #[test]
    fn what_sells_most_comes_first() {
        let mut carta = Catalog::default();
        for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            carta.products.push(priced(name));
        }
        assert!(!knows_what_sells(&carta));
        carta.products[6].tags.push(POPULAR.into());
        let first = first_dishes(&carta);
        let first: Vec<&str> = first.iter().map(ProductId::as_str).collect();
        assert_eq!(first, ["g", "a", "b", "c", "d", "e"]);
        assert!(knows_what_sells(&carta));
    }

    #[test]
    fn a_dish_is_sent_where_somebody_made_another_of_it() {
        Owner::new().with(|| {
            let mut carta = Catalog::default();
            carta.products.extend([priced("a"), priced("b")]);
            let (prices, dish) = (Prices::default(), carta.products[0].clone());
            assert_eq!(
                (prices.changed(&carta), prices.lacks_price(&dish)),
                (vec![], false)
            );
            prices.type_price(&dish.id, "  ".into());
            assert!(prices.lacks_price(&dish));
            prices.sell(&dish.id, false);
            assert!(!prices.lacks_price(&dish));
            let sent = prices.changed(&carta);
            assert_eq!(
                (sent.len(), sent[0].price, sent[0].sold),
                (1, Money(1_000), false)
            );
            prices.type_price(&dish.id, "25.90".into());
            prices.sell(&dish.id, true);
            assert_eq!(prices.changed(&carta)[0].price, Money(2_590));
            // What somebody else has made of a dish that nobody touched stays.
            carta.products[1].price = Money(9_900);
            assert_eq!(prices.price(&carta.products[1]), "99.00");
            assert_eq!(prices.changed(&carta).len(), 1);
            prices.forget();
            assert_eq!(prices.changed(&carta), vec![]);
        });
    }
}
