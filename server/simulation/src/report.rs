//! What a history that held was like.

use crate::calls::Answer;
use crate::model::{Model, Placed};
use crate::receiver::Received;
use api::Code;

/// What a history that held was like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// A line for each step.
    pub trace: Vec<String>,
    pub orders: usize,
    pub events: usize,
    /// Requests for catering that became orders.
    pub catering: usize,
    /// Refunds because of claims.
    pub refunded: usize,
    /// Accounts that were closed.
    pub closed: usize,
    /// Orders that were refused because a place was closed or paused, or because the customer was blocked.
    pub not_for_now: usize,
    pub of_blocked: usize,
    /// Orders that were placed and confirmed in one call.
    pub at_once: usize,
    /// Webhooks that were taken.
    pub sent: usize,
}

impl Report {
    pub(crate) fn of(model: &Model, received: &[Received], trace: Vec<String>) -> Report {
        let refunds = model.payments.values().flat_map(|payment| &payment.refunds);
        let refused = |code| {
            let of_code = |placed: &&Placed| placed.answer == Answer::Refused(code);
            model.placed.iter().filter(of_code).count()
        };
        let at_once = |placed: &&Placed| placed.placement.confirmed && placed.order().is_some();
        let orders = model.orders.values();
        Report {
            not_for_now: refused(Code::Closed),
            of_blocked: refused(Code::CustomerBlocked),
            at_once: model.placed.iter().filter(at_once).count(),
            sent: received.iter().filter(|message| message.taken).count(),
            orders: model.orders.len(),
            events: model.events.values().map(Vec::len).sum(),
            catering: orders.filter(|order| order.head.catering.is_some()).count(),
            refunded: refunds.filter(|refund| refund.claim.is_some()).count(),
            closed: model.people.iter().filter(|person| !person.is_open()).count(),
            trace,
        }
    }
}
