//! Prices of a dish that are not the same everywhere: at one place, where it is brought, or both.

use super::{Catalog, Product};
use crate::fulfilment::FulfilmentKind;
use crate::tenant::Tenant;
use crate::{Money, Slug};
use serde::{Deserialize, Serialize};

/// Maximum number of own prices of a dish.
pub const MAX_OWN_PRICES: usize = 60;

/// What a dish costs in place of its price, at a place or in a way of handing over. One that names both says more than one that
/// names a place, and that more than one that names a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnPrice {
    /// The place that cooks it; null for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub branch: Option<Slug>,
    /// `delivery` or `pickup`; null for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub fulfilment: Option<FulfilmentKind>,
    /// With tax, without options.
    #[serde(rename = "priceCents")]
    #[cfg_attr(feature = "openapi", schema(value_type = i64, minimum = 0))]
    pub price: Money,
}

impl OwnPrice {
    /// Whether it is for the same as another.
    pub fn is_about_same(&self, other: &OwnPrice) -> bool {
        (&self.branch, self.fulfilment) == (&other.branch, other.fulfilment)
    }

    fn fits(&self, branch: Option<&Slug>, kind: FulfilmentKind) -> bool {
        let at = self.branch.as_ref();
        at.is_none_or(|at| Some(at) == branch) && self.fulfilment.is_none_or(|way| way == kind)
    }
}

impl Product {
    /// What it costs where that place cooks it and hands it over so.
    pub fn price_at(&self, branch: Option<&Slug>, kind: FulfilmentKind) -> Money {
        let fitting = self.prices.iter().filter(|own| own.fits(branch, kind));
        let closest = fitting.max_by_key(|own| (own.branch.is_some(), own.fulfilment.is_some()));
        closest.map_or(self.price, |own| own.price)
    }
}

impl Catalog {
    /// Whether a dish costs more or less somewhere.
    pub fn has_own_prices(&self) -> bool {
        self.products.iter().any(|product| !product.prices.is_empty())
    }

    /// Leaves of the prices what holds where that place cooks an order and hands it over so.
    pub fn price_for(&mut self, branch: Option<&Slug>, kind: FulfilmentKind) {
        for product in &mut self.products {
            product.price = product.price_at(branch, kind);
            product.prices.clear();
        }
    }

    /// The same for an order of a restaurant as it serves that order; `picked_up_at` is `None` for a delivery.
    pub fn price_as_served(&mut self, tenant: &Tenant, picked_up_at: Option<&Slug>, kind: FulfilmentKind) {
        let branch = tenant.branch_of(picked_up_at).map(|branch| &branch.id);
        self.price_for(branch, kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::tests::{product, tenant};

    fn slug(id: &str) -> Slug {
        Slug::parse(id).unwrap()
    }

    fn own(branch: Option<&str>, fulfilment: Option<FulfilmentKind>, cents: i64) -> OwnPrice {
        OwnPrice {
            branch: branch.map(slug),
            fulfilment,
            price: Money(cents),
        }
    }

    #[test]
    fn what_says_most_of_an_order_is_its_price() {
        use FulfilmentKind::{Delivery, Pickup};
        let mut dish = product("pollo", 1_000);
        dish.prices = vec![
            own(None, Some(Delivery), 1_200),
            own(Some("surco"), None, 900),
            own(Some("surco"), Some(Pickup), 800),
        ];
        for (branch, kind, price) in [
            (None, Pickup, 1_000),
            (None, Delivery, 1_200),
            (Some("lince"), Pickup, 1_000),
            (Some("lince"), Delivery, 1_200),
            (Some("surco"), Delivery, 900),
            (Some("surco"), Pickup, 800),
        ] {
            let branch = branch.map(slug);
            assert_eq!(
                dish.price_at(branch.as_ref(), kind),
                Money(price),
                "{branch:?} {kind:?}"
            );
        }
    }

    #[test]
    fn a_carta_is_priced_once() {
        let tenant = tenant();
        let mut dish = product("pollo", 1_000);
        dish.prices = vec![own(None, Some(FulfilmentKind::Delivery), 1_200)];
        let mut carta = Catalog {
            products: vec![dish],
            ..Catalog::default()
        };
        assert!(carta.has_own_prices());
        carta.price_as_served(&tenant, None, FulfilmentKind::Delivery);
        assert!(!carta.has_own_prices());
        carta.price_as_served(&tenant, None, FulfilmentKind::Pickup);
        assert_eq!(carta.products[0].price, Money(1_200));
    }
}
