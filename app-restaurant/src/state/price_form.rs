//! What a dish costs at one place, or where it is brought, as it is typed.

use super::numbers::amount;
use domain::Slug;
use domain::catalog::OwnPrice;
use domain::fulfilment::FulfilmentKind;

/// A price of a dish's own, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PriceForm {
    pub branch: Option<Slug>,
    pub fulfilment: Option<FulfilmentKind>,
    pub price: String,
}

impl PriceForm {
    pub fn of(own: &OwnPrice) -> PriceForm {
        PriceForm {
            branch: own.branch.clone(),
            fulfilment: own.fulfilment,
            price: own.price.decimal(),
        }
    }

    pub fn read(&self) -> OwnPrice {
        OwnPrice {
            branch: self.branch.clone(),
            fulfilment: self.fulfilment,
            price: amount(&self.price),
        }
    }
}
