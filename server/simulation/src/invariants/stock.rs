//! Stock: what there was, less what is sold, and with what came back.

use super::{Violation, hold};
use crate::model::Model;
use domain::TenantId;

/// The counters of a restaurant are what its orders have left, and never below nothing.
pub(super) fn adds_up(model: &Model, tenant: &TenantId) -> Result<(), Violation> {
    let taken = model.taken(tenant);
    for (product, left) in model.counters(tenant) {
        // What is not counted any more may still be given back.
        let Some(all) = model.stock.get(&(tenant.clone(), product.clone())) else {
            continue;
        };
        let sold = taken.get(&product).copied().unwrap_or(0);
        hold(
            left == all - sold,
            "2 stock is what was there, less what is sold",
            || format!("{product}: {left} are left of {all}, of which {sold} are sold"),
        )?;
        hold(left >= 0, "2 stock is never below nothing", || {
            format!("{product}: {left}")
        })?;
    }
    Ok(())
}
