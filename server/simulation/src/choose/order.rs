//! What is done with an order, and with its money.

use super::Choice;
use super::placement::KEY_MS;
use crate::calls::{Call, Keyed, KeyedCall, Work};
use crate::draw::Draw;
use crate::model::{Answered, Of};
use crate::restaurants::Restaurant;
use api::orders::EditOrder;
use api::payments::GiveBackForm;
use domain::cart::CartLine;
use domain::order::{Advance, EditReason, Order, Reach, State, Status};
use domain::payment::{Attempt, ChargeState, GivenFor, PaymentMethod};
use domain::staff::Role;
use domain::stage::{Stage, StepStatus};
use domain::{Money, OrderId};
use services::caller::{Caller, Who};

impl Choice<'_> {
    pub(super) fn open_payment(&self, draw: &mut Draw) -> Option<Call> {
        let (restaurant, order) = self.order(draw, awaits_payment)?;
        let methods = [
            PaymentMethod::Card,
            PaymentMethod::Yape,
            PaymentMethod::Yape,
            PaymentMethod::Cash,
        ];
        Some(Call::Open {
            caller: self.owner(restaurant, order)?,
            order: order.head.id.clone(),
            method: *draw.one(&methods)?,
        })
    }

    pub(super) fn settle(&self, draw: &mut Draw) -> Option<Call> {
        let (restaurant, order) = self.order(draw, |order| self.has_open_attempt(order))?;
        Some(Call::Settle {
            caller: self.owner(restaurant, order)?,
            order: order.head.id.clone(),
            approve: draw.chance(75),
        })
    }

    fn has_open_attempt(&self, order: &Order) -> bool {
        let own = self
            .model
            .payments
            .iter()
            .find(|((_, id), _)| *id == order.head.id);
        own.is_some_and(|(_, payment)| {
            payment
                .attempts()
                .any(|attempt| attempt.state == ChargeState::Pending)
        })
    }

    /// An attempt that is so, with its restaurant.
    fn attempt(&self, draw: &mut Draw, so: impl Fn(&Attempt) -> bool) -> Option<(domain::TenantId, String)> {
        let payments = self.model.payments.iter();
        let attempts = payments.flat_map(|((tenant, _), payment)| {
            let own = payment.attempts().filter(|attempt| so(attempt));
            own.map(move |attempt| (tenant.clone(), attempt.reference.clone()))
        });
        let attempts: Vec<(domain::TenantId, String)> = attempts.collect();
        draw.one(&attempts).cloned()
    }

    pub(super) fn pay_unseen(&self, draw: &mut Draw) -> Option<Call> {
        // A code that was given up is out in the world and can be paid until its end.
        let can_be_paid =
            |attempt: &Attempt| attempt.state != ChargeState::Approved && self.now < attempt.ends_at();
        let (tenant, reference) = self.attempt(draw, can_be_paid)?;
        Some(Call::PayUnseen { tenant, reference })
    }

    pub(super) fn notify(&self, draw: &mut Draw) -> Option<Call> {
        let (tenant, reference) = self.attempt(draw, |attempt| self.now < attempt.ends_at())?;
        Some(Call::Notify {
            tenant,
            reference,
            approve: draw.chance(70),
        })
    }

    pub(super) fn confirm(&self, draw: &mut Draw) -> Option<Call> {
        let (restaurant, order) = self.order(draw, awaits_payment)?;
        let caller = match draw.below(5) {
            0 | 1 => self.owner(restaurant, order)?,
            2 => draw.one(&restaurant.machines)?.clone(),
            _ => manager(restaurant)?,
        };
        Some(Call::Confirm {
            caller,
            order: order.head.id.clone(),
        })
    }

    pub(super) fn cancel(&self, draw: &mut Draw) -> Option<Call> {
        let open = |order: &Order| !matches!(order.state, State::Cancelled { .. } | State::Completed { .. });
        let (restaurant, order) = self.order(draw, open)?;
        let caller = match draw.below(10) {
            0..=4 => self.owner(restaurant, order)?,
            5 => draw.one(&restaurant.machines)?.clone(),
            _ => manager(restaurant)?,
        };
        Some(Call::Cancel {
            caller,
            order: order.head.id.clone(),
        })
    }

    pub(super) fn hand_back(&self, draw: &mut Draw) -> Option<Call> {
        let payments = self.model.payments.iter();
        let waiting: Vec<(&Of<OrderId>, u32)> = payments
            .flat_map(|(key, payment)| {
                let by_hand = payment.refunds.iter().filter(|refund| refund.is_by_hand());
                by_hand.map(move |refund| (key, refund.id))
            })
            .collect();
        let ((tenant, order), refund) = draw.one(&waiting)?;
        Some(Call::HandBack {
            caller: manager(self.restaurant(tenant)?)?,
            order: order.clone(),
            refund: *refund,
        })
    }

    /// All that is left, a part of it, or more than there is; its key tells it from others of the same order.
    pub(super) fn give_back(&self, draw: &mut Draw) -> Option<Call> {
        let payments = self.model.payments.iter();
        let paid: Vec<(&Of<OrderId>, Money)> = payments
            .map(|(key, payment)| (key, payment.can_go_back()))
            .filter(|(_, left)| *left > Money::ZERO)
            .collect();
        let ((tenant, order), left) = draw.one(&paid)?;
        let amount_cents = match draw.below(10) {
            0 => *left + Money(1),
            1..=3 => *left,
            _ => Money(left.0 / 3).max(Money(1)),
        };
        Some(Call::GiveBack {
            caller: manager(self.restaurant(tenant)?)?,
            order: order.clone(),
            form: GiveBackForm {
                idempotency_key: format!("devolver-{}", draw.below(1_000_000)),
                amount_cents,
                reason: *draw.one(&GivenFor::ALL)?,
                note: String::new(),
            },
        })
    }

    /// Less, more or other things, mostly while the kitchen has it.
    pub(super) fn edit(&self, draw: &mut Draw) -> Option<Call> {
        let (restaurant, order) = self.order(draw, Order::is_editable)?;
        let quantities: Vec<u16> = order
            .head
            .lines
            .iter()
            .map(|line| match draw.below(6) {
                0 => 0,
                1 => line.qty.saturating_sub(1),
                2 => line.qty + 1,
                _ => line.qty,
            })
            .collect();
        let products = &restaurant.catalog.products;
        let plain = products
            .iter()
            .filter(|product| product.groups.iter().all(|group| group.min == 0));
        let plain: Vec<_> = plain.map(|product| product.id.clone()).collect();
        let added = match draw.chance(30) {
            true => vec![CartLine {
                product_id: draw.one(&plain)?.clone(),
                qty: 1 + u16::try_from(draw.below(2)).unwrap_or_default(),
                options: Vec::new(),
                note: String::new(),
            }],
            false => Vec::new(),
        };
        Some(Call::Edit {
            caller: manager(restaurant)?,
            order: order.head.id.clone(),
            wanted: EditOrder {
                edits: order.edits.len(),
                quantities,
                added,
                address: None,
                reason: *draw.one(&EditReason::ALL)?,
            },
        })
    }

    pub(super) fn work(&self, draw: &mut Draw) -> Option<Call> {
        let open = |order: &Order| order.open_stage().is_some() || order.waits_for_acceptance();
        let (restaurant, order) = self.order(draw, open)?;
        let (stage, status) = order
            .open_stage()
            .unwrap_or((Stage::Cooking, StepStatus::Pending));
        let role = stage.role(order.head.fulfilment.kind());
        let colleague = draw.one(&restaurant.of_role(role)).cloned()?;
        let (caller, work) = match (draw.below(20), status) {
            (0, _) => (draw.one(&restaurant.staff)?.clone(), *draw.one(&any_work())?),
            (1 | 2, _) => (
                manager(restaurant)?,
                advance(*draw.one(&Stage::ALL)?, draw.chance(70)),
            ),
            // Mostly further than they may.
            (3, _) => (colleague, advance(*draw.one(&Stage::ALL)?, true)),
            (_, StepStatus::Pending) => (colleague, Work::Take(stage)),
            (4, _) => (colleague, Work::Take(stage)),
            (5 | 6, _) => (self.holder(restaurant, order)?, Work::Release(stage)),
            (7 | 8, _) => (manager(restaurant)?, Work::Complete(stage)),
            _ => (self.holder(restaurant, order)?, Work::Complete(stage)),
        };
        Some(Call::Work {
            caller,
            order: order.head.id.clone(),
            work,
        })
    }

    pub(super) fn recall(&self, draw: &mut Draw) -> Option<Call> {
        let (restaurant, order) = self.order(draw, |order| !order.done().is_empty())?;
        let last = order.done().last()?;
        let caller = match draw.chance(70) {
            true => of_id(restaurant, &last.by.id)?,
            false => manager(restaurant)?,
        };
        Some(Call::Work {
            caller,
            order: order.head.id.clone(),
            work: Work::Recall,
        })
    }

    /// The last command that was done, once more.
    pub(super) fn repeat(&self) -> Option<Call> {
        let (call, key, version) = self.model.command.as_ref()?;
        let order = self.model.orders.get(key)?;
        Some(Call::Again {
            call: Box::new(call.clone()),
            unchanged: order.version == *version,
        })
    }

    /// What a machine does with an order under a new key.
    pub(super) fn keyed(&self, draw: &mut Draw) -> Option<KeyedCall> {
        let open = |order: &Order| order.is_open();
        let (restaurant, order) = self.order(draw, open)?;
        let stage = order.open_stage().map_or(Stage::Cooking, |(stage, _)| stage);
        let what = match draw.below(10) {
            0..=2 => Keyed::Confirm,
            3 => Keyed::Cancel,
            4 | 5 => Keyed::Advance(*draw.one(&Stage::ALL)?),
            _ => Keyed::Advance(stage),
        };
        Some(KeyedCall {
            caller: draw.one(&restaurant.machines)?.clone(),
            key: format!("machine-{}", draw.number()),
            order: order.head.id.clone(),
            what,
        })
    }

    /// A call that has its answer under a key, once more.
    pub(super) fn keyed_again(&self, draw: &mut Draw) -> Option<Call> {
        let good = |answered: &&Answered| self.now.since_ms(answered.at) < KEY_MS;
        let known: Vec<&Answered> = self.model.keyed.iter().filter(good).collect();
        Some(draw.one(&known)?.call.clone())
    }

    /// Who has taken the order's stage.
    fn holder(&self, restaurant: &Restaurant, order: &Order) -> Option<Caller> {
        match &order.state {
            State::Working {
                taken: Some(taken), ..
            } => of_id(restaurant, &taken.by.id),
            _ => None,
        }
    }
}

fn awaits_payment(order: &Order) -> bool {
    order.status() == Status::Created
}

pub(super) fn manager(restaurant: &Restaurant) -> Option<Caller> {
    restaurant.of_role(Role::Manager).first().cloned()
}

fn of_id(restaurant: &Restaurant, wanted: &str) -> Option<Caller> {
    let staff = restaurant.staff.iter();
    let mut wanted =
        staff.filter(|caller| matches!(&caller.who, Who::Staff { id, .. } if id.as_str() == wanted));
    wanted.next().cloned()
}

fn any_work() -> Vec<Work> {
    let all = Stage::ALL.into_iter();
    all.flat_map(|stage| [Work::Take(stage), Work::Complete(stage), Work::Release(stage)])
        .collect()
}

fn advance(stage: Stage, through: bool) -> Work {
    Work::Advance(Advance {
        stage,
        reach: Reach::Done,
        through,
        by_machine: false,
    })
}
