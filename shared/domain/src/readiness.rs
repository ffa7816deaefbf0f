//! What a restaurant lacks before it can be published.

use super::brand::UNNAMED;
use super::catalog::Catalog;
use super::tenant::Tenant;
use serde::{Deserialize, Serialize};

/// Something without which nobody can order, or the law does not let it sell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Lack {
    /// It has no name of its own.
    Name,
    /// Customers have nobody to call.
    Phone,
    /// The book of claims names the one who sells.
    LegalName,
    /// A place has no street or no district.
    Address,
    /// It is never open.
    Hours,
    /// Nothing is sold.
    Dishes,
}

impl Lack {
    /// In the order in which a manager fills them in.
    pub const ALL: [Lack; 6] = [
        Lack::Name,
        Lack::Phone,
        Lack::LegalName,
        Lack::Address,
        Lack::Dishes,
        Lack::Hours,
    ];
}

/// What is missing before a restaurant can be published; nothing where it can.
pub fn lacks(tenant: &Tenant, catalog: &Catalog) -> Vec<Lack> {
    let lacking = |lack: &Lack| match lack {
        Lack::Name => tenant.brand.name.trim() == UNNAMED,
        Lack::Phone => tenant.brand.phone.is_none(),
        Lack::LegalName => tenant.brand.legal_name.trim().is_empty(),
        Lack::Address => tenant
            .branches
            .iter()
            .any(|place| place.address.trim().is_empty() || place.district.trim().is_empty()),
        Lack::Hours => tenant
            .branches
            .iter()
            .all(|place| tenant.hours_of(place).0.iter().all(Vec::is_empty)),
        Lack::Dishes => catalog.products.iter().all(|product| !product.active),
    };
    Lack::ALL.into_iter().filter(lacking).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Slug;
    use crate::cart::tests::{carta, tenant};
    use crate::service_hours::WeeklyHours;
    use crate::tenant::Branch;

    #[test]
    fn a_restaurant_without_everything_lacks_everything_and_a_whole_one_nothing() {
        let (mut tenant, mut catalog) = (tenant(), carta());
        tenant.brand.legal_name = "Brasas S.A.C.".into();
        tenant.branches = vec![Branch {
            id: Slug::parse("lince").unwrap(),
            name: "Lince".into(),
            address: "Jr. Lima 1".into(),
            district: "Lince".into(),
            opening_hours: None,
            code: String::new(),
        }];
        assert_eq!(lacks(&tenant, &catalog), []);
        tenant.brand.name = UNNAMED.into();
        tenant.brand.phone = None;
        tenant.brand.legal_name = " ".into();
        tenant.branches[0].district = String::new();
        tenant.hours = WeeklyHours(Default::default());
        for place in &mut tenant.branches {
            place.opening_hours = None;
        }
        for product in &mut catalog.products {
            product.active = false;
        }
        assert_eq!(lacks(&tenant, &catalog), Lack::ALL);
    }
}
