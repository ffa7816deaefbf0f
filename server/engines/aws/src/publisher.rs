//! The bus of EventBridge.

use super::backoff::Backoff;
use super::failure::{broken, failed};
use super::outbox::Waiting;
use aws_sdk_eventbridge::Client;
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use domain::event::Event;
use ports::EngineError;
use std::collections::HashSet;

/// Maximum number of events that EventBridge takes at once.
const MAX_EVENTS: usize = 10;

/// Puts events on a bus, from where rules bring them to the functions.
#[derive(Debug, Clone)]
pub(super) struct Publisher {
    client: Client,
    bus: String,
}

impl Publisher {
    pub(super) fn new(client: Client, bus: &str) -> Publisher {
        Publisher {
            client,
            bus: bus.to_owned(),
        }
    }

    /// Publishes events and returns the numbers, in `rows`, of those that are on the bus. One that EventBridge does not
    /// take is tried again a few times; it does not keep back the others.
    pub(super) async fn publish(&self, rows: &[Waiting]) -> Result<HashSet<usize>, EngineError> {
        let mut left: Vec<usize> = (0..rows.len()).collect();
        let mut published = HashSet::with_capacity(rows.len());
        let mut backoff = Backoff::default();
        while !left.is_empty() {
            let mut refused = Vec::new();
            for some in left.chunks(MAX_EVENTS) {
                let entries = some.iter().filter_map(|number| rows.get(*number));
                let entries: Vec<PutEventsRequestEntry> = entries.map(|row| self.entry(row)).collect();
                let request = self.client.put_events().set_entries(Some(entries));
                let answer = match request.send().await.map_err(failed) {
                    Ok(answer) => answer,
                    // What is on the bus must be known to the one who keeps the outbox.
                    Err(error) if published.is_empty() => return Err(error),
                    Err(error) => {
                        tracing::warn!(%error, "some events could not be published and will be later");
                        return Ok(published);
                    }
                };
                let results = answer.entries.unwrap_or_default();
                if results.len() != some.len() {
                    return Err(broken("the bus did not say what it took"));
                }
                for (number, result) in some.iter().zip(results) {
                    match result.error_code {
                        None => {
                            published.insert(*number);
                        }
                        Some(code) => {
                            let detail = result.error_message.unwrap_or_default();
                            tracing::warn!(code, detail, "the bus did not take an event");
                            refused.push(*number);
                        }
                    }
                }
            }
            left = refused;
            if !left.is_empty() && !backoff.wait().await {
                break;
            }
        }
        Ok(published)
    }

    fn entry(&self, row: &Waiting) -> PutEventsRequestEntry {
        let event = &row.envelope.event;
        PutEventsRequestEntry::builder()
            .source(format!("brasa.{}", committer(event)))
            .detail_type(event.name())
            .detail(&row.json)
            .event_bus_name(&self.bus)
            .build()
    }
}

/// The service that commits events of a kind.
pub fn committer(event: &Event) -> &'static str {
    match event {
        Event::CustomerRegistered { .. }
        | Event::CustomerLoggedIn { .. }
        | Event::AccountMailRequested { .. } => "auth",
        Event::CustomerErased { .. } => "customers",
        Event::OrderCreated { .. }
        | Event::OrderConfirmed { .. }
        | Event::OrderPaymentUpdated { .. }
        | Event::OrderCancelled { .. }
        | Event::OrderEdited { .. }
        | Event::OrderStageStarted { .. }
        | Event::OrderStageUpdated { .. }
        | Event::OrderStageCompleted { .. }
        | Event::OrderDelivered { .. } => "orders",
        Event::PaymentApproved { .. }
        | Event::PaymentRejected { .. }
        | Event::PaymentRefunded { .. }
        | Event::PaymentUpdated { .. } => "payments",
        Event::SettingsChanged {} | Event::MenuChanged {} | Event::StockChanged { .. } => "catalog",
        Event::NotificationSent { .. } => "notifications",
        Event::ClaimFiled { .. } | Event::ClaimAnswered { .. } | Event::ClaimUpdated { .. } => "claims",
        Event::CateringRequested { .. }
        | Event::CateringQuoted { .. }
        | Event::CateringAccepted { .. }
        | Event::CateringDeclined { .. }
        | Event::CateringCancelled { .. }
        | Event::CateringExpired { .. }
        | Event::CateringUpdated { .. } => "catering",
        Event::DashboardUpdated { .. } => "dashboard",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commit::Plan;
    use crate::outbox::waiting;
    use crate::tables::Store;
    use aws_config::{BehaviorVersion, SdkConfig};
    use domain::Timestamp;
    use domain::event::Envelope;
    use ports::documents::Commit;
    use ports_testsuite::EVENTS;
    use serde_json::Value;

    #[test]
    fn what_goes_onto_the_bus_is_what_was_committed() {
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .build();
        let store = Store::new(&config, "brasa-dev-", None);
        let publisher = Publisher::new(Client::new(&config), "brasa-dev");
        let written: Vec<Value> = serde_json::from_str(EVENTS).unwrap();
        for written in written {
            let event: Envelope = serde_json::from_value(written.clone()).unwrap();
            let commit = Commit {
                writes: Vec::new(),
                events: vec![event.clone()],
            };
            let plan = Plan::new(&event.tenant_id, commit).unwrap().unwrap();
            let transaction = plan.transaction(&store, Timestamp(0), 0).unwrap();
            let row = transaction[0].put().unwrap().item();
            let entry = publisher.entry(&waiting(row).unwrap());
            let detail: Value = serde_json::from_str(entry.detail().unwrap()).unwrap();
            assert_eq!(detail, written);
            assert_eq!(entry.detail_type(), written["type"].as_str());
            assert!(entry.source().is_some_and(|source| source.starts_with("brasa.")));
        }
    }
}
