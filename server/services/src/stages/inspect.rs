//! The records of steps as they are stored, for checks of everything that is stored.

use super::StagesService;
use super::record::steps_of;
use super::store::{StepRecord, StepsRecord, steps_key};
use crate::error::Error;
use crate::retry;
use domain::order::Order;
use domain::{OrderId, TenantId};
use ports::documents::{Commit, Document, Expect, Write};

/// What the record of an order's steps says, and what the order says, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepsDifference {
    pub record: String,
    pub order: String,
}

impl StagesService {
    /// How the records of these orders differ from what the orders say, in their order; `None` for those that agree.
    pub async fn step_differences(
        &self,
        tenant: &TenantId,
        orders: &[&Order],
    ) -> Result<Vec<Option<StepsDifference>>, Error> {
        let keys: Vec<_> = orders.iter().map(|order| steps_key(&order.head.id)).collect();
        let found = self.documents.get_all(tenant, &keys).await?;
        let pairs = orders.iter().zip(found);
        Ok(pairs
            .map(|(order, document)| difference(order, document))
            .collect())
    }

    /// Writes the record of an order's steps anew, whatever it says.
    pub async fn rewrite_steps(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        let key = steps_key(order);
        retry::change(retry::ATTEMPTS_AMONG_MANY, || async {
            // The record first: an order that moves meanwhile writes a newer one over it, and this is tried again.
            let stored = self.documents.get(tenant, &key).await?;
            let order = self
                .orders
                .find(tenant, order)
                .await?
                .ok_or_else(Error::not_found)?;
            let record = StepsRecord {
                version: order.version,
                steps: steps_of(&order),
            };
            let expect = stored.map_or(Expect::Absent, |stored| Expect::Version(stored.version));
            let commit = Commit {
                writes: vec![Write::put(key.clone(), &record, expect)?],
                events: Vec::new(),
            };
            retry::unless_overtaken(self.documents.commit(tenant, commit).await, ())
        })
        .await
    }
}

fn difference(order: &Order, document: Option<Document>) -> Option<StepsDifference> {
    let expected = steps_of(order);
    let record = match document.map(|document| document.read::<StepsRecord>()) {
        None if expected.is_empty() => return None,
        None => "no record".to_owned(),
        Some(Ok(record)) if record.steps == expected && record.version <= order.version => return None,
        Some(Ok(record)) => format!("{} in version {}", listed(&record.steps), record.version),
        Some(Err(error)) => error.to_string(),
    };
    Some(StepsDifference {
        record,
        order: format!("{} in version {}", listed(&expected), order.version),
    })
}

/// The steps in short, such as `COOKING by u_rosa until 2025-10-25T17:05:00Z`.
fn listed(steps: &[StepRecord]) -> String {
    let step = |step: &StepRecord| {
        let (name, by) = (step.step_name.wire_name(), &step.attended_by.id);
        match step.finished_at {
            Some(at) => format!("{name} by {by} until {at}"),
            None => format!("{name} by {by} since {}", step.started_at),
        }
    };
    match steps.is_empty() {
        true => "no steps".to_owned(),
        false => steps.iter().map(step).collect::<Vec<_>>().join(", "),
    }
}
