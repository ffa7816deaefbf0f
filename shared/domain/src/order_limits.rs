//! How much somebody may order before anything of it is paid or delivered.

use serde::{Deserialize, Serialize};

/// What a restaurant lets customers have open. It holds for what they order themselves, never for staff and machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLimits {
    /// Maximum number of orders of a customer that wait for their payment at once: 1 to 1,000.
    pub open_unpaid: u16,
    /// Maximum number of orders of a customer that are to be paid at the door and are not delivered yet: 1 to 1,000.
    pub open_cash: u16,
    /// Maximum number of orders within an hour from one network address, where many customers may live: 1 to 10,000.
    pub hourly_by_address: u16,
    /// Whether the first order that a customer pays at the door needs an e-mail address that was confirmed by a code.
    pub first_cash_needs_email: bool,
}

impl Default for OrderLimits {
    fn default() -> OrderLimits {
        OrderLimits {
            open_unpaid: 3,
            open_cash: 2,
            hourly_by_address: 60,
            first_cash_needs_email: true,
        }
    }
}

impl OrderLimits {
    /// Those of a restaurant that everybody may try, in which nobody is to meet a limit.
    pub const DEMO: OrderLimits = OrderLimits {
        open_unpaid: 1_000,
        open_cash: 1_000,
        hourly_by_address: 10_000,
        first_cash_needs_email: false,
    };
}
