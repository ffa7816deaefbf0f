//! What anybody with the link of an order may see.

use super::{OrdersService, store};
use crate::caller::Caller;
use crate::error::Error;
use api::orders::{Promise, StepView, TrackedItem, TrackedStep, Tracking};
use domain::order::{CancelCause, Command, Fulfilment, Order, Sight, State, decide};
use domain::promise::expected;
use domain::stage::Stage;
use domain::tenant::{StageTargets, Tenant};
use domain::{OrderId, Timestamp};

impl OrdersService {
    /// What anybody with the link may see.
    pub async fn track(&self, caller: &Caller, id: &OrderId) -> Result<Tracking, Error> {
        let order = self.linked(caller, id).await?;
        let tenant = self.catalog.tenant(&caller.tenant).await?;
        let now = self.clock.now();
        let mine = caller
            .customer_id()
            .is_ok_and(|customer| customer == &order.head.customer.id);
        let may_cancel = mine
            && order.is_open()
            && caller.actor().is_ok_and(|actor| {
                decide(
                    &order,
                    &Command::Cancel {
                        reason: String::new(),
                    },
                    &actor,
                    now,
                )
                .is_ok()
            });
        let ahead = match order.open_stage() {
            Some((Stage::Cooking, _)) => {
                let (head, due) = (&order.head, order.due(Stage::Cooking));
                let place = Some(store::from_instant(due));
                self.ahead(&caller.tenant, head.branch(), head.cook_from(), place)
                    .await?
            }
            _ => 0,
        };
        Ok(tracking(
            &tenant,
            &order,
            mine,
            may_cancel,
            promise(
                &order,
                &tenant.targets_to(order.head.fulfilment.district()),
                ahead,
                now,
            ),
        ))
    }

    /// The order behind a link: its own customer's always, anybody's until 30 days after it was finished. 404 for an
    /// order that is not there, and for a link that has ended.
    pub async fn linked(&self, caller: &Caller, id: &OrderId) -> Result<Order, Error> {
        let order = self.find(&caller.tenant, id).await?;
        let now = self.clock.now();
        order
            .filter(|order| {
                let mine = caller
                    .customer_id()
                    .is_ok_and(|customer| customer == &order.head.customer.id);
                mine || order.is_linked(now)
            })
            .ok_or_else(Error::not_found)
    }
}

fn tracking(
    tenant: &Tenant,
    order: &Order,
    mine: bool,
    may_cancel: bool,
    promise: Option<Promise>,
) -> Tracking {
    let head = &order.head;
    let cancelled = match &order.state {
        State::Cancelled { at, reason, .. } => Some((*at, reason.clone())),
        _ => None,
    };
    let expired = order.cancel_cause().is_some_and(CancelCause::is_expiry);
    Tracking {
        order_id: head.id.clone(),
        number: head.number,
        status: order.status(),
        current_step: order.current_step(),
        fulfilment: head.fulfilment.kind(),
        branch: match &head.fulfilment {
            Fulfilment::Delivery { .. } => None,
            Fulfilment::Pickup { branch } => tenant
                .branches
                .iter()
                .find(|known| &known.id == branch)
                .map(|branch| branch.name.clone()),
        },
        items: head
            .lines
            .iter()
            .map(|line| TrackedItem {
                product_id: line.product_id.clone(),
                name: line.name.clone(),
                qty: line.qty,
                options: line.options.iter().map(|option| option.name.clone()).collect(),
                subtotal: line.subtotal,
            })
            .collect(),
        totals: head.totals,
        payment: order.payment_summary(),
        steps: StepView::all(order, Sight::Own.shows())
            .into_iter()
            .map(tracked)
            .collect(),
        created_at: head.placed_at,
        scheduled_for: head.schedule.map(|schedule| schedule.at),
        confirmed_at: order.confirmed_at(),
        delivered_at: match &order.state {
            State::Completed { done, .. } => done.last().map(|step| step.finished_at),
            _ => None,
        },
        cancelled_at: cancelled.as_ref().map(|(at, _)| *at),
        cancel_reason: cancelled
            .map(|(_, reason)| reason)
            .filter(|reason| mine && !expired && !reason.is_empty()),
        expired,
        promise,
        mine,
        may_cancel,
        rehearsal: order.head.rehearsal,
    }
}

fn tracked(step: StepView) -> TrackedStep {
    TrackedStep {
        stage: step.step_name,
        status: step.status,
        started_at: step.started_at,
        finished_at: step.finished_at,
        person: step.attended_by.map(|person| person.name),
    }
}

/// What the order was promised, and when it is expected now where that is later. Orders from before promises were kept are promised
/// what they would have been with nothing before them.
fn promise(order: &Order, targets: &StageTargets, ahead: u32, now: Timestamp) -> Option<Promise> {
    let State::Working {
        confirmed_at,
        stage,
        since,
        ..
    } = &order.state
    else {
        return None;
    };
    let kind = order.head.fulfilment.kind();
    let promised = order.promise.unwrap_or_else(|| {
        domain::promise::Promise::new(targets, kind, order.head.schedule, 0, *confirmed_at)
    });
    let expected = expected(targets, kind, (*stage, *since), ahead, now);
    Some(Promise {
        from: promised.from,
        until: promised.until,
        orders_ahead: ahead,
        expected: Some(expected).filter(|expected| *expected > promised.until),
    })
}
