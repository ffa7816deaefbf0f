//! An order without the person who placed it: what was sold, when and for how much stays, because books have to be kept.

use super::{Fulfilment, Order, State};
use crate::Timestamp;
use crate::customer::{Address, NEEDED_AFTER_MS};
use crate::staff::Role;

impl Order {
    /// Until when the person who placed an order that is not finished is needed at the latest; `None` for one that is
    /// finished.
    pub fn person_needed_until(&self) -> Option<Timestamp> {
        let at = self
            .head
            .schedule
            .map_or(self.head.placed_at, |schedule| schedule.at);
        self.is_open().then(|| at.plus_ms(NEEDED_AFTER_MS))
    }
}

/// The order with nothing of the customer but an id that leads nowhere: no name, telephone, address, document or note. The
/// district stays, which many share, and so does the company of a factura.
#[must_use]
pub fn forget_person(order: &Order) -> Order {
    let mut order = order.clone();
    let head = &mut order.head;
    head.customer.name.clear();
    (head.customer.phone, head.customer.email) = (None, None);
    for line in &mut head.lines {
        line.note = None;
    }
    if let Some(catering) = &mut head.catering {
        catering.diet.clear();
    }
    if let Fulfilment::Delivery { address } = &mut head.fulfilment {
        *address = Address {
            district: std::mem::take(&mut address.district),
            ..Address::default()
        };
    }
    head.receipt.forget_person();
    if let State::Cancelled { by, reason, .. } = &mut order.state
        && by.role == Role::Customer
    {
        by.name.clear();
        reason.clear();
    }
    order
}
