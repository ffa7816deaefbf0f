//! What customers and callers have open, beside what is counted of them: who is counted too much may order nothing more, and who
//! is counted too little more than the restaurant lets them.

use super::Doctor;
use super::report::{Discrepancy, Invariant, Repair, Subject};
use crate::error::Error;
use crate::orders::{LimitedBy, OpenCount, OpenOrders};
use domain::TenantId;
use std::collections::BTreeMap;

impl Doctor {
    /// Looks at all of whom something else is counted than was seen. That may also be because orders moved meanwhile, or because
    /// not all of them were seen, so their orders are read again.
    pub(super) async fn miscounted(
        &self,
        tenant: &TenantId,
        seen: &BTreeMap<LimitedBy, OpenOrders>,
    ) -> Result<Vec<Discrepancy>, Error> {
        let all: Vec<LimitedBy> = seen.keys().cloned().collect();
        let counted = self.parts.orders.counted_open(tenant, &all).await?;
        let mut found = Vec::new();
        for ((whose, seen), counted) in seen.iter().zip(counted) {
            if *seen != counted {
                found.extend(self.open_orders(tenant, whose).await?);
            }
        }
        Ok(found)
    }

    /// The counters of what somebody has open, where nothing of it moves just now.
    pub(super) async fn open_orders(
        &self,
        tenant: &TenantId,
        whose: &LimitedBy,
    ) -> Result<Vec<Discrepancy>, Error> {
        let counts = self.parts.orders.open_counts(tenant, whose).await?;
        let wrong = counts
            .into_iter()
            .flatten()
            .filter(|count| count.counted != count.there);
        Ok(wrong.map(|count| discrepancy(whose, count)).collect())
    }
}

fn discrepancy(whose: &LimitedBy, count: OpenCount) -> Discrepancy {
    let (name, lacking) = (count.name, count.there - count.counted);
    let what = match name {
        "unpaid" => "waiting for their payment",
        "cash" => "to be paid at the door",
        _ => "waiting to be accepted",
    };
    Discrepancy {
        invariant: Invariant::Counts,
        subject: Subject::Open(whose.clone()),
        found: format!("{} orders are counted as {what}", count.counted),
        expected: format!("{}, which there are", count.there),
        repair: Some(Repair::AddOpen {
            whose: whose.clone(),
            name,
            lacking,
        }),
        advice: "--repair adds what is lacking",
        mark: format!("{name} {lacking}"),
    }
}
