//! Requests for catering that the gallery shows, and a menu to quote from.

use super::States;
use super::samples::{manager, now};
use crate::pages::catering::steps::{Changed, Doing};
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use api::catalog::Storefront;
use api::catering::CateringView;
use domain::catalog::{Catalog, Product};
use domain::{Money, ProductId, Slug};
use leptos::prelude::*;
use ui::gallery::requests::{Requests, Sample};

/// A request in every state, numbered from `first` on.
pub fn requests(first: u64) -> Vec<Sample> {
    let (by, now) = (manager(), now());
    let restaurant = RestaurantState::expect();
    restaurant.with_tenant(|tenant| Requests { tenant, by, now }.in_every_state(first))
}

/// Those of the states with these names.
pub fn some(first: u64, names: &[&str]) -> Vec<Sample> {
    let mut found = requests(first);
    found.retain(|(name, _)| names.contains(name));
    found
}

/// The one of the state with this name.
pub fn one(first: u64, name: &str) -> Option<CateringView> {
    some(first, &[name]).into_iter().next().map(|(_, view)| view)
}

/// Each of these requests, drawn in a way.
pub fn each(samples: Vec<Sample>, draw: impl Fn(Memo<CateringView>) -> AnyView) -> States {
    let drawn = |(name, view)| (name, draw(unchanging(view)));
    samples.into_iter().map(drawn).collect()
}

/// A request as a screen follows it.
pub fn unchanging(view: CateringView) -> Memo<CateringView> {
    memo(move || view.clone())
}

/// What a screen does when a request has changed: nothing here.
pub fn changed() -> Changed {
    Changed::new(|_| {})
}

pub fn doing(request: Memo<CateringView>) -> Doing {
    let id = request.with_untracked(|request| request.page.id.clone());
    Doing::new(id, changed())
}

/// The restaurant with a few dishes.
pub fn menu() -> Storefront {
    let dishes = [
        ("muestra_1", "Pollo a la brasa entero", 6_990),
        ("muestra_2", "Papas fritas familiares", 2_490),
        ("muestra_3", "Ensalada cocida", 1_890),
    ];
    let dishes = (1..).zip(dishes);
    let products = dishes.filter_map(|(number, (id, name, price))| dish(number, id, name, Money(price)));
    let catalog = Catalog {
        products: products.collect(),
        ..Catalog::default()
    };
    RestaurantState::expect().with_tenant(|tenant| Storefront {
        online: true,
        tenant: tenant.clone(),
        catalog,
    })
}

fn dish(number: u64, id: &str, name: &str, price: Money) -> Option<Product> {
    Some(Product {
        id: ProductId::parse(id).ok()?,
        number,
        sku: None,
        kitchen_name: None,
        category: Slug::parse("platos").ok()?,
        name: name.to_owned(),
        description: String::new(),
        price,
        prices: Vec::new(),
        image: String::new(),
        stock: None,
        active: true,
        off_until: None,
        hours: None,
        groups: Vec::new(),
        allergens: Vec::new(),
        tags: Vec::new(),
        created_at: None,
    })
}

#[cfg(test)]
mod tests {
    use crate::state::catering::samples::{actor, now, tenant};
    use api::catering::CateringView;
    use domain::catering::CateringStatus;
    use domain::tenant::Tenant;
    use std::collections::BTreeSet;
    use ui::gallery::book::Book;
    use ui::gallery::requests::{Requests, Sample};

    fn samples(tenant: &Tenant) -> Vec<Sample> {
        let (by, now) = (actor(), now());
        Requests { tenant, by, now }.in_every_state(1)
    }

    #[test]
    fn there_is_a_request_in_every_state() {
        let samples = samples(&tenant());
        for status in CateringStatus::ALL {
            assert!(
                samples.iter().any(|(_, view)| view.page.status == status),
                "{status:?}"
            );
        }
        let wants_change = |view: &CateringView| view.page.wants_change;
        assert!(samples.iter().any(|(_, view)| wants_change(view)));
        let names: BTreeSet<_> = samples.iter().map(|(name, _)| name).collect();
        let ids: BTreeSet<_> = samples.iter().map(|(_, view)| &view.page.id).collect();
        assert_eq!((names.len(), ids.len()), (samples.len(), samples.len()));
    }

    #[test]
    fn nothing_is_asked_for_a_request() {
        for (name, view) in samples(&tenant()) {
            assert_eq!(view.payment, None, "{name}");
        }
    }

    #[test]
    fn a_restaurant_without_packages_has_requests_too() {
        let with_packages = tenant();
        let mut without = tenant();
        without.catering.packages.clear();
        assert_eq!(samples(&without).len(), samples(&with_packages).len());
    }

    #[test]
    fn there_is_a_sheet_at_every_point() {
        let (tenant, by, now) = (tenant(), actor(), now());
        let book = Book {
            tenant: &tenant,
            by,
            now,
        };
        let groups = [book.unanswered(1), book.replied(20), book.offered(40)];
        assert_eq!(groups.each_ref().map(Vec::len), [6, 5, 6]);
        let numbers: BTreeSet<_> = groups
            .iter()
            .flatten()
            .map(|(_, view)| view.claim.number)
            .collect();
        assert_eq!(numbers.len(), 17);
    }
}
