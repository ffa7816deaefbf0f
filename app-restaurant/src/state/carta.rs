//! How dishes stand, as the screen of the carta shows it.

use domain::catalog::{Catalog, Product};
use domain::letters::fold;
use domain::zone::Zone;
use domain::{ProductId, Slug, Timestamp};

/// How a dish stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Sold,
    /// This number is left.
    Left(u32),
    /// All that there were are sold.
    NoneLeft,
    /// Somebody has said that it has run out, until then or until somebody says otherwise.
    Out(Option<Timestamp>),
}

impl Standing {
    pub fn of(product: &Product) -> Standing {
        match (product.active, product.stock) {
            (false, _) => Standing::Out(product.off_until),
            (true, Some(0)) => Standing::NoneLeft,
            (true, Some(left)) => Standing::Left(left),
            (true, None) => Standing::Sold,
        }
    }
}

/// The dishes that are looked for, below their category, in the order of the carta.
pub fn found(catalog: &Catalog, search: &str, only_out: bool) -> Vec<(Slug, Vec<ProductId>)> {
    let search = fold(search.trim());
    let wanted = |product: &&Product| {
        (!only_out || !product.available()) && (search.is_empty() || fold(&product.name).contains(&search))
    };
    let dishes = |category: &Slug| -> Vec<ProductId> {
        let dishes = catalog.in_category(category).filter(wanted);
        dishes.map(|product| product.id.clone()).collect()
    };
    let categories = catalog.categories.iter().map(|category| &category.id);
    let found = categories.map(|category| (category.clone(), dishes(category)));
    found.filter(|(_, dishes)| !dishes.is_empty()).collect()
}

/// How many dishes there are, and how many of them cannot be had.
pub fn counts(catalog: &Catalog) -> (usize, usize) {
    let out = catalog.products.iter().filter(|product| !product.available());
    (catalog.products.len(), out.count())
}

/// Puts a dish as it is by now in its place.
pub fn learn(catalog: &mut Catalog, product: Product) {
    if let Some(known) = catalog.products.iter_mut().find(|known| known.id == product.id) {
        *known = product;
    }
}

/// When it is this time of the day next, in minutes since midnight.
pub fn next_time(zone: &Zone, minutes: u16, now: Timestamp) -> Timestamp {
    let today = zone.date(now);
    let at = zone.at(today, minutes);
    if at > now {
        at
    } else {
        zone.at(today.plus_days(1), minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::dish;

    fn carta() -> Catalog {
        let mut catalog = Catalog::default();
        for (id, name) in [("brasa", "Brasa"), ("bebidas", "Bebidas"), ("postres", "Postres")] {
            catalog.categories.push(domain::catalog::Category {
                id: Slug::parse(id).unwrap(),
                name: name.to_owned(),
                description: String::new(),
            });
        }
        catalog.products = vec![
            dish("anticuchos", "Anticuchos de corazón", "brasa"),
            dish("agua", "Agua", "bebidas"),
        ];
        catalog
    }

    fn names(found: &[(Slug, Vec<ProductId>)]) -> Vec<&str> {
        found
            .iter()
            .flat_map(|(_, dishes)| dishes)
            .map(ProductId::as_str)
            .collect()
    }

    #[test]
    fn dishes_stand_below_their_category_and_are_found_without_accents() {
        let mut carta = carta();
        let all = found(&carta, "", false);
        assert_eq!(all.len(), 2, "a category without dishes is not shown");
        assert_eq!(names(&all), ["anticuchos", "agua"]);
        assert_eq!(names(&found(&carta, "CORAZON", false)), ["anticuchos"]);
        assert_eq!(counts(&carta), (2, 0));
        carta.products[1].active = false;
        assert_eq!(names(&found(&carta, "", true)), ["agua"]);
        assert_eq!(counts(&carta), (2, 1));
        let back = dish("agua", "Agua", "bebidas");
        learn(&mut carta, back);
        assert_eq!(counts(&carta), (2, 0));
    }

    #[test]
    fn what_somebody_has_said_comes_before_what_is_left() {
        let mut dish = dish("agua", "Agua", "bebidas");
        assert_eq!(Standing::of(&dish), Standing::Sold);
        dish.stock = Some(3);
        assert_eq!(Standing::of(&dish), Standing::Left(3));
        dish.stock = Some(0);
        assert_eq!(Standing::of(&dish), Standing::NoneLeft);
        dish.active = false;
        dish.off_until = Some(Timestamp(9));
        assert_eq!(Standing::of(&dish), Standing::Out(Some(Timestamp(9))));
    }

    #[test]
    fn a_time_of_the_day_is_the_next_one() {
        let zone = Zone::lima();
        let now = Timestamp::parse("2025-10-25T20:00:00-05:00").unwrap();
        let next = |minutes| next_time(&zone, minutes, now).rfc3339();
        assert_eq!(
            next(21 * 60),
            Timestamp::parse("2025-10-25T21:00:00-05:00").unwrap().rfc3339()
        );
        assert_eq!(
            next(20 * 60),
            Timestamp::parse("2025-10-26T20:00:00-05:00").unwrap().rfc3339()
        );
        assert_eq!(
            next(11 * 60),
            Timestamp::parse("2025-10-26T11:00:00-05:00").unwrap().rfc3339()
        );
    }
}
