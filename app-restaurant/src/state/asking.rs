//! What is asked before something that cannot be undone.

use api::orders::OrderView;
use domain::OrderId;
use leptos::prelude::*;

/// Which order a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub order_id: OrderId,
    pub number: u64,
}

#[derive(Debug, Clone, Copy)]
pub struct Asking {
    pub cancel: RwSignal<Option<About>>,
    pub confirm: RwSignal<Option<About>>,
}

impl Asking {
    pub fn provide() -> Asking {
        let asking = Asking {
            cancel: RwSignal::new(None),
            confirm: RwSignal::new(None),
        };
        provide_context(asking);
        asking
    }

    pub fn expect() -> Asking {
        expect_context()
    }
}

impl About {
    pub fn order(order: &OrderView) -> About {
        About {
            order_id: order.order_id.clone(),
            number: order.number,
        }
    }
}
