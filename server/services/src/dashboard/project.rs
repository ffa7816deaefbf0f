//! Project: adds what each event says to the counters of its day.

use super::{DashboardService, store};
use crate::envelope::envelope;
use async_trait::async_trait;
use domain::dashboard::{Counters, deltas};
use domain::event::{Envelope, Event};
use ports::documents::{Commit, CommitError};
use ports::event_bus::{HandleError, Subscriber};

/// The least time between two `DashboardUpdated` of a restaurant.
pub const UPDATE_EVERY_MS: i64 = 2_000;

#[async_trait]
impl Subscriber for DashboardService {
    fn name(&self) -> &'static str {
        "dashboard"
    }

    fn wants(&self, envelope: &Envelope) -> bool {
        // A stage is counted when it is completed.
        let other = matches!(
            envelope.event,
            Event::OrderStageStarted { .. } | Event::OrderPaymentUpdated { .. }
        );
        let money = matches!(
            envelope.event,
            Event::PaymentApproved { .. } | Event::PaymentRefunded { .. } | Event::PaymentUpdated { .. }
        );
        money || (envelope.event.order().is_some() && !other)
    }

    /// Counts an event. That it was counted is written in the same commit as the counters, so that an event that
    /// comes again changes nothing.
    async fn handle(&self, received: &Envelope) -> Result<(), HandleError> {
        let tenant = &received.tenant_id;
        let settings = self.catalog.tenant(tenant).await?;
        let Some((day, added)) = deltas(&received.event, &settings.zone) else {
            return Ok(());
        };
        let mut sums = Counters::new();
        for (counter, delta) in added {
            *sums.entry(counter).or_insert(0) += delta;
        }
        let now = self.clock.now();
        let mut writes = vec![store::seen(&received.id, now)?];
        writes.extend(store::add(day, sums));
        let lookup = self.updated.lookup();
        let due = self.updated.get(tenant, now).is_none();
        let update = || envelope(tenant, "system", now, Event::DashboardUpdated { day });
        let commit = Commit {
            writes,
            events: due.then(update).into_iter().collect(),
        };
        match self.documents.commit(tenant, commit).await {
            Ok(()) if due => self.updated.keep(lookup, tenant.clone(), (), now),
            // The only condition is that the event was not counted.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => {}
            Err(CommitError::Engine(error)) => return Err(error.into()),
        }
        Ok(())
    }
}
