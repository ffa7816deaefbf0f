//! Orders that somebody wants to place, and wants to place again.

use super::Choice;
use crate::calls::{Call, Placement};
use crate::draw::Draw;
use crate::model::{Person, Placed};
use crate::restaurants::Restaurant;
use api::orders::NewOrder;
use domain::cart::CartLine;
use domain::catalog::{OptionGroup, Pick};
use domain::customer::Address;
use domain::order::{Fulfilment, ReceiptForm};
use domain::payment::PaymentMethod;
use domain::schedule::{self, Handover};
use domain::staff::Role;
use domain::time::HOUR_MS;
use domain::{CustomerId, ProductId, Timestamp};
use services::caller::Caller;
use services::orders::Unpaid;

/// A key is good for longer than this.
pub(super) const KEY_MS: i64 = 23 * HOUR_MS;

impl Choice<'_> {
    pub(super) fn place(&self, draw: &mut Draw) -> Option<Call> {
        let restaurant = draw.one(self.restaurants)?;
        let owner = &self.customer(restaurant, draw)?.caller;
        let customer = owner.customer_id().ok()?.clone();
        let caller = match draw.below(20) {
            0..=12 => owner.clone(),
            13..=17 => draw.one(&restaurant.machines)?.clone(),
            _ => restaurant.of_role(Role::Dispatcher).first()?.clone(),
        };
        let lines = (0..1 + draw.below(3)).filter_map(|_| self.line(restaurant, draw));
        let lines = lines.collect();
        let fulfilment = self.fulfilment(restaurant, draw)?;
        let later = draw.chance(12);
        let wanted = NewOrder {
            idempotency_key: match draw.chance(75) {
                true => format!("key-{}", draw.number()),
                false => String::new(),
            },
            lines,
            scheduled_for: later.then(|| self.slot(restaurant, &fulfilment, draw)).flatten(),
            fulfilment,
            receipt: ReceiptForm::default(),
            payment_method: *draw.one(&[PaymentMethod::Cash, PaymentMethod::Card, PaymentMethod::Yape])?,
            phone: String::new(),
            expected_total: None,
        };
        let unpaid = match draw.below(10) {
            0 => Unpaid::Accepted,
            1 => Unpaid::Confirmed,
            _ => Unpaid::Pays,
        };
        Some(Call::Place(Placement {
            caller,
            customer,
            wanted,
            unpaid,
            confirmed: false,
        }))
    }

    /// An order as it may be placed, of a machine that confirms it in the same call, always under a key.
    pub(super) fn orchestrate(&self, draw: &mut Draw) -> Option<Call> {
        let Some(Call::Place(mut placement)) = self.place(draw) else {
            return None;
        };
        placement.caller = draw
            .one(&self.restaurant(&placement.caller.tenant)?.machines)?
            .clone();
        placement.wanted.idempotency_key = format!("saga-{}", draw.number());
        placement.unpaid = Unpaid::Pays;
        placement.confirmed = true;
        Some(Call::Place(placement))
    }

    fn line(&self, restaurant: &Restaurant, draw: &mut Draw) -> Option<CartLine> {
        let catalog = &restaurant.catalog;
        let (product_id, groups): (ProductId, &[OptionGroup]) = if draw.chance(30) {
            let promotion = draw.one(&catalog.promotions)?;
            (promotion.id.clone(), &promotion.groups)
        } else {
            let product = draw.one(&catalog.products)?;
            (product.id.clone(), &product.groups)
        };
        let mut options = Vec::new();
        for group in groups {
            let first = usize::try_from(draw.below(8)).unwrap_or(0);
            let some = group.options.iter().cycle().skip(first).take(group.options.len());
            options.extend(some.take(group.min.into()).map(|option| Pick {
                group: group.id.clone(),
                option: option.id.clone(),
            }));
        }
        Some(CartLine {
            product_id,
            qty: u16::try_from(1 + draw.below(3)).ok()?,
            options,
            note: String::new(),
        })
    }

    fn fulfilment(&self, restaurant: &Restaurant, draw: &mut Draw) -> Option<Fulfilment> {
        let branch = &draw.one(&restaurant.settings.branches)?.id;
        Some(match draw.chance(60) {
            true => Fulfilment::Delivery {
                address: Address {
                    line: "Av. Larco 123".to_owned(),
                    district: "Miraflores".to_owned(),
                    reference: String::new(),
                },
            },
            false => Fulfilment::Pickup {
                branch: branch.clone(),
            },
        })
    }

    /// A time today or tomorrow.
    fn slot(&self, restaurant: &Restaurant, fulfilment: &Fulfilment, draw: &mut Draw) -> Option<Timestamp> {
        let settings = self.model.settings.get(&restaurant.id)?;
        let ahead = i32::try_from(draw.below(2)).unwrap_or(0);
        let day = settings.zone.date(self.now).plus_days(ahead);
        let handover = Handover {
            kind: fulfilment.kind(),
            branch: fulfilment.branch(),
        };
        draw.one(&schedule::slots(settings, handover, day, self.now))
            .copied()
    }

    pub(super) fn place_again(&self, draw: &mut Draw) -> Option<Call> {
        let good = |placed: &&Placed| {
            !placed.placement.wanted.idempotency_key.is_empty()
                && self.now.since_ms(placed.at) < KEY_MS
                && self.has_account(&placed.placement.caller)
        };
        let known: Vec<&Placed> = self.model.placed.iter().filter(good).collect();
        let mut placement = draw.one(&known)?.placement.clone();
        match draw.below(10) {
            0 => {
                for line in &mut placement.wanted.lines {
                    line.qty += 1;
                }
            }
            1 | 2 => placement.customer = self.other_customer(&placement, draw)?,
            _ => {}
        }
        Some(Call::Place(placement))
    }

    /// Whether a caller can still call: customers whose account is closed cannot.
    fn has_account(&self, caller: &Caller) -> bool {
        let person = caller
            .customer_id()
            .ok()
            .and_then(|id| self.model.person(&caller.tenant, id));
        person.is_none_or(Person::is_open)
    }

    /// Somebody else of those for whom the same caller may order.
    fn other_customer(&self, placement: &Placement, draw: &mut Draw) -> Option<CustomerId> {
        if placement.caller.customer_id().is_ok() {
            return Some(placement.customer.clone());
        }
        let restaurant = self.restaurant(&placement.caller.tenant)?;
        self.customer(restaurant, draw)?.id().cloned()
    }
}
