//! Which orders are asked for, and what a list of them says.

use super::OrderView;
use domain::order::Status;
use domain::stage::CurrentStep;
use domain::{Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// Where orders stand, as the list of a restaurant has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OrderState {
    /// Confirmed and not finished, and time to begin, whichever day it is from.
    Open,
    /// Confirmed, and for later: nobody should begin with it yet.
    Scheduled,
    /// Waiting for its payment.
    Unpaid,
    /// With its customer.
    Finished,
    Cancelled,
}

impl OrderState {
    pub const ALL: [OrderState; 5] = [
        OrderState::Open,
        OrderState::Scheduled,
        OrderState::Unpaid,
        OrderState::Finished,
        OrderState::Cancelled,
    ];

    pub fn wire_name(self) -> &'static str {
        match self {
            OrderState::Open => "open",
            OrderState::Scheduled => "scheduled",
            OrderState::Unpaid => "unpaid",
            OrderState::Finished => "finished",
            OrderState::Cancelled => "cancelled",
        }
    }

    pub fn from_wire_name(name: &str) -> Option<OrderState> {
        OrderState::ALL
            .into_iter()
            .find(|state| state.wire_name() == name)
    }
}

/// Which orders to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderFilter {
    /// Only orders that stand there. `from` and `to` are then about when they were finished, where they are.
    pub state: Option<OrderState>,
    /// Only orders with this number, or whose customer's name or telephone has this. Newest first, 100 at most.
    pub search: String,
    /// Only orders on which somebody still has to do something, unpaid ones included.
    pub open: bool,
    pub status: Option<Status>,
    pub step: Option<CurrentStep>,
    /// Only orders that this branch cooks: 422 for a branch that the restaurant does not have.
    pub branch: Option<Slug>,
    /// Only orders that wait for the kitchen to take them on.
    pub to_accept: bool,
    /// Placed at or after, and before.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub newest_first: bool,
    /// A page's `next` or `previous`.
    pub cursor: Option<String>,
    /// The last page, whatever the cursor.
    pub last: bool,
    /// 1 to 100; 20 when `None`.
    pub limit: Option<usize>,
    /// Also how many orders stand where.
    pub counts: bool,
}

/// A page of orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderList {
    #[serde(deserialize_with = "crate::unread::rows")]
    pub items: Vec<OrderView>,
    /// Where the page after begins; `None` on the last one.
    pub next: Option<String>,
    /// Where the page before ends; `None` on the first one.
    pub previous: Option<String>,
    /// How many orders there are on all pages.
    pub total: Total,
    pub counts: Option<OrderCounts>,
}

/// How many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    pub count: usize,
    /// There are more than that; they were not counted.
    pub more: bool,
}

/// How many orders stand where, now. Nothing is counted further than to [`OrderCounts::MOST`], which then stands for itself and all
/// beyond it: what a list costs does not grow with what waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderCounts {
    pub open: usize,
    pub scheduled: usize,
    pub unpaid: usize,
    /// Finished and cancelled since midnight in the restaurant.
    pub finished_today: usize,
    pub cancelled_today: usize,
}

impl OrderCounts {
    /// The largest of these numbers, which says "as many, or more".
    pub const MOST: usize = 200;
}
