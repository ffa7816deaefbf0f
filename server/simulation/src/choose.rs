//! What a step is about: drawn from its number among what is there when it is done.

mod account;
mod catering;
mod claim;
mod order;
mod placement;
mod rules;
mod webhook;

use crate::calls::Call;
use crate::draw::Draw;
use crate::model::{Model, Of, Person};
use crate::process::Process;
use crate::restaurants::Restaurant;
use crate::steps::{Action, Step};
use api::catalog::ProductChange;
use domain::order::Order;
use domain::staff::Role;
use domain::{OrderId, Timestamp};
use services::caller::Caller;

/// What steps choose from.
#[derive(Debug)]
pub struct Choice<'a> {
    pub restaurants: &'a [Restaurant],
    pub model: &'a Model,
    pub process: &'a Process,
    pub now: Timestamp,
}

impl Choice<'_> {
    /// The call that a step is.
    pub fn call(&self, step: &Step) -> Call {
        let mut draw = Draw::new(step.draw);
        let call = match step.action {
            Action::Place => self.place(&mut draw),
            Action::PlaceAgain => self.place_again(&mut draw),
            Action::OpenPayment => self.open_payment(&mut draw),
            Action::Settle => self.settle(&mut draw),
            Action::PayUnseen => self.pay_unseen(&mut draw),
            Action::Notify => self.notify(&mut draw),
            Action::Confirm => self.confirm(&mut draw),
            Action::Cancel => self.cancel(&mut draw),
            Action::Work => self.work(&mut draw),
            Action::Recall => self.recall(&mut draw),
            Action::Hours => self.hours(&mut draw).map(Call::Rules),
            Action::Block => self.block(&mut draw).map(Call::Rules),
            Action::Orchestrate => self.orchestrate(&mut draw),
            Action::Webhook => self.webhook(&mut draw).map(Call::Webhook),
            Action::HandBack => self.hand_back(&mut draw),
            Action::GiveBack => self.give_back(&mut draw),
            Action::Edit => self.edit(&mut draw),
            Action::ChangeProduct => self.change_product(&mut draw),
            Action::Pry => self.pry(&mut draw),
            Action::Account => self.account(&mut draw).map(Call::Account),
            Action::Claim => self.claim(&mut draw).map(Call::Claim),
            Action::Catering => self.catering(&mut draw).map(Call::Catering),
            Action::Repeat => self.repeat(),
            Action::Keyed => self.keyed(&mut draw).map(Call::Keyed),
            Action::KeyedAgain => self.keyed_again(&mut draw),
            Action::DeliverSome => Some(self.deliver(&mut draw)),
            Action::DeliverAll => Some(Call::DeliverAll),
            Action::RunTasks => Some(Call::RunTasks),
            Action::Retry => draw.one(self.restaurants).map(|at| Call::Retry(at.id.clone())),
            Action::Sweep
            | Action::Wait
            | Action::SetBack
            | Action::Crash
            | Action::Gateway
            | Action::Mailer
            | Action::Receiver => None,
        };
        call.unwrap_or(Call::Nothing)
    }

    fn restaurant(&self, id: &domain::TenantId) -> Option<&Restaurant> {
        self.restaurants.iter().find(|restaurant| restaurant.id == *id)
    }

    /// One of the orders that are so; any of all in a few cases.
    fn order<'m>(
        &'m self,
        draw: &mut Draw,
        so: impl Fn(&Order) -> bool,
    ) -> Option<(&'m Restaurant, &'m Order)> {
        let any = draw.chance(5);
        let orders = self.model.orders.iter();
        let orders: Vec<(&Of<OrderId>, &Order)> = orders.filter(|(_, order)| any || so(order)).collect();
        let (key, order) = draw.one(&orders)?;
        Some((self.restaurant(&key.0)?, order))
    }

    /// Who placed an order, as long as they have an account.
    fn owner(&self, restaurant: &Restaurant, order: &Order) -> Option<Caller> {
        let person = self.model.person(&restaurant.id, &order.head.customer.id)?;
        person.is_open().then(|| person.caller.clone())
    }

    /// One of the customers who have an account.
    fn customer(&self, restaurant: &Restaurant, draw: &mut Draw) -> Option<&Person> {
        let open = self
            .model
            .people_of(&restaurant.id)
            .filter(|person| person.is_open());
        let open: Vec<&Person> = open.collect();
        draw.one(&open).copied()
    }

    fn change_product(&self, draw: &mut Draw) -> Option<Call> {
        let restaurant = draw.one(self.restaurants)?;
        let product = draw.one(&restaurant.catalog.products)?.id.clone();
        let key = (restaurant.id.clone(), product.clone());
        let (counted, off) = (
            self.model.stock.contains_key(&key),
            self.model.off.contains_key(&key),
        );
        let few = u32::try_from(draw.below(7)).ok();
        let mut change = ProductChange::default();
        match draw.below(10) {
            0..=4 if counted => change.stock = Some(few),
            5 => change.stock = Some(if counted { None } else { few }),
            _ => {
                change.active = Some(off);
                let minutes = i64::try_from(draw.below(120)).ok().filter(|_| draw.chance(50));
                change.off_until = minutes.map(|minutes| self.now.plus_minutes(minutes + 1));
            }
        }
        Some(Call::ChangeProduct {
            caller: restaurant.of_role(Role::Manager).first().cloned()?,
            product,
            change: Box::new(change),
        })
    }

    fn pry(&self, draw: &mut Draw) -> Option<Call> {
        let (restaurant, order) = self.order(draw, |_| true)?;
        let others = self.restaurants.iter().flat_map(|at| &at.customers);
        let others = others.filter(|caller| {
            caller.tenant != restaurant.id
                || caller.customer_id().is_ok_and(|id| *id != order.head.customer.id)
        });
        let others: Vec<&Caller> = others.collect();
        Some(Call::Pry {
            caller: (*draw.one(&others)?).clone(),
            order: order.head.id.clone(),
        })
    }

    /// Some of what is to be delivered, in any order, and some of what was delivered.
    fn deliver(&self, draw: &mut Draw) -> Call {
        let mut pending = self.process.memory.event_bus.pending();
        let mut deliveries = Vec::new();
        for _ in 0..1 + draw.below(12) {
            if draw.chance(15) {
                deliveries.extend(draw.one(&self.model.delivered).cloned());
            } else if !pending.is_empty() {
                let end = u64::try_from(pending.len()).unwrap_or(1);
                let at = usize::try_from(draw.below(end)).unwrap_or(0);
                deliveries.push(pending.swap_remove(at));
            }
        }
        Call::Deliver(deliveries)
    }
}
