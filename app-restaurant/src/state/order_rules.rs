//! What orders cost and how long they may take, and what a manager makes of it.

use super::desk_draft::{Desk, DeskDraft};
use api::catalog::OrderRulesDesk;
use domain::Money;
use domain::order_limits::OrderLimits;
use domain::stage::StageTargets;

pub type OrderRulesDraft = DeskDraft<OrderRulesDesk>;

impl Desk for OrderRulesDesk {
    fn version(&self) -> u64 {
        self.version
    }

    fn set_version(&mut self, version: u64) {
        self.version = version;
    }

    fn tidied(&self) -> OrderRulesDesk {
        self.clone()
    }
}

impl DeskDraft<OrderRulesDesk> {
    /// Nothing, until it is known what there is.
    pub fn unknown() -> OrderRulesDraft {
        let targets = StageTargets {
            cooking: 1,
            packaging: 1,
            delivery: 1,
        };
        OrderRulesDraft::new(OrderRulesDesk {
            version: 0,
            minimum_order_cents: Money::ZERO,
            delivery_fee_cents: Money::ZERO,
            free_delivery_from_cents: None,
            targets,
            order_limits: OrderLimits::default(),
        })
    }
}
