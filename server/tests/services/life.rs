//! What may become of an order, as its events say it, for the figures that are made of them.

use super::product;
use domain::cart::FulfilmentKind;
use domain::event::{Event, OrderRef, SoldLine, StageChange};
use domain::order::{Actor, CancelCause, Settled, Status, Step};
use domain::staff::Role;
use domain::stage::{CurrentStep, Stage};
use domain::time::DAY_MS;
use domain::{CustomerId, Money, OrderId, Timestamp};
use proptest::prelude::*;

/// When an order was placed, what it is worth, how far it got, and whether a completion was taken back once.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub(super) placed_at: Timestamp,
    pub(super) cents: i64,
    pub(super) qty: u32,
    pub(super) reached: usize,
    pub(super) recalled: bool,
}

pub(super) fn life(today: Timestamp) -> impl Strategy<Value = Life> {
    let placed = (-2 * DAY_MS)..(DAY_MS / 2);
    (placed, 100..20_000i64, 1..5u32, 0..6usize, any::<bool>()).prop_map(
        move |(after, cents, qty, reached, recalled)| Life {
            placed_at: today.plus_ms(after),
            cents,
            qty,
            reached,
            recalled,
        },
    )
}

impl Life {
    /// 0 is placed, 1 confirmed, 2 to 4 one to three stages done and the last of them delivered, 5 cancelled.
    #[expect(clippy::too_many_lines, reason = "one story, in its order")]
    pub(super) fn events(&self, number: u64) -> Vec<Event> {
        let order = OrderRef {
            rehearsal: false,
            catering: None,
            version: 1,
            ends_at: None,
            order_id: OrderId::parse(format!("o_{number}")).unwrap(),
            number,
            customer_id: CustomerId::parse("c_1").unwrap(),
            placed_at: self.placed_at,
            total: Money(self.cents),
            fulfilment: FulfilmentKind::Delivery,
            for_later: false,
        };
        let line = |id: &str| SoldLine {
            product_id: product(id),
            qty: self.qty,
            amount: Money(self.cents / 2),
        };
        let lines = vec![line("pollo_1_4"), line("pollo_1_4"), line("agua")];
        let mut events = vec![Event::OrderCreated {
            order: order.clone(),
            lines: lines.clone(),
            counted: vec![],
        }];
        let mut at = self.placed_at.plus_minutes(1);
        if self.reached > 0 {
            events.push(Event::OrderConfirmed {
                order: order.clone(),
                settled: Settled::Paid,
                payment: None,
                promise: None,
                lines: lines.clone(),
                at,
            });
        }
        if self.reached == 5 {
            events.push(Event::OrderCancelled {
                counted: vec![],
                order,
                cause: CancelCause::Requested,
                reason: "se equivocó".into(),
                expired: false,
                from: Status::Confirmed,
                step: CurrentStep::Cooking,
                lines,
                by: Actor::system(),
                at,
            });
            return events;
        }
        for stage in Stage::ALL.into_iter().take(self.reached.saturating_sub(1)) {
            let started_at = at.plus_minutes(1);
            at = started_at.plus_ms(self.cents * 60);
            let step = Step {
                stage,
                since: started_at,
                started_at,
                finished_at: at,
                by: person(stage),
                completed_by: None,
                overdue: false,
            };
            let next = stage.rule().next;
            let completed = Event::OrderStageCompleted {
                order: order.clone(),
                step: step.clone(),
                next,
                by: person(stage),
            };
            events.push(completed.clone());
            if self.recalled && next.is_some() {
                let change = StageChange::Recalled {
                    step,
                    delivered: false,
                };
                let by = person(stage);
                events.push(Event::OrderStageUpdated {
                    order: order.clone(),
                    stage,
                    change,
                    by,
                    at,
                });
                events.push(completed);
            }
        }
        if self.reached == 4 {
            let by = person(Stage::Delivery);
            events.push(Event::OrderDelivered { order, by, at });
        }
        events
    }
}

pub(super) fn person(stage: Stage) -> Actor {
    let (id, name, role) = match stage {
        Stage::Cooking => ("u_rosa", "Rosa Huamán", Role::Cook),
        Stage::Packaging => ("u_martin", "Martín: Salas", Role::Dispatcher),
        Stage::Delivery => ("u_julio", "Julio Paredes", Role::Driver),
    };
    Actor {
        id: id.into(),
        name: name.into(),
        role,
    }
}
