//! The form in which events travel: the same in every engine and all along their way.

use crate::EVENTS;
use crate::event_bus::{Carried, Recorder, commit};
use domain::TenantId;
use domain::event::Envelope;
use serde_json::Value;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! envelopes {
    ($open:expr) => {
        $crate::tests!(envelopes, $open, carried, [what_is_committed_is_brought,]);
    };
}

/// All events of the file, as they are written and as they are read.
pub fn all() -> Vec<(Value, Envelope)> {
    let written: Vec<Value> = serde_json::from_str(EVENTS).unwrap();
    let read = |written: Value| (written.clone(), serde_json::from_value(written).unwrap());
    written.into_iter().map(read).collect()
}

pub async fn what_is_committed_is_brought(carried: Carried) {
    let tenant = TenantId::parse("pardos").unwrap();
    let recorder = Recorder::new("recorder");
    carried.bus.subscribe(recorder.clone());
    let (written, read): (Vec<Value>, Vec<Envelope>) = all().into_iter().unzip();
    commit(&carried, &tenant, &read).await;
    carried.bus.run_until_idle().await.unwrap();
    let listed = carried.bus.since(&tenant, 0, 100).await.unwrap();
    let listed: Vec<Value> = listed
        .iter()
        .map(|published| serde_json::to_value(&*published.envelope).unwrap())
        .collect();
    assert_eq!(listed, written);
    let mut handled = recorder.events();
    handled.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(handled, read);
}

#[cfg(test)]
mod tests {
    use super::all;
    use domain::event::{EVENT_VERSION, Event};
    use std::collections::BTreeSet;

    /// What every event has; one that follows from a request has its `correlationId` too.
    const FIELDS: [&str; 8] = [
        "actor", "at", "data", "id", "subject", "tenantId", "type", "version",
    ];

    /// Number of kinds of events.
    const KINDS: usize = 32;

    /// The number of a kind. A new one must be entered here, and an event of it in the file.
    fn kind(event: &Event) -> usize {
        match event {
            Event::CustomerRegistered { .. } => 0,
            Event::CustomerLoggedIn { .. } => 1,
            Event::OrderCreated { .. } => 2,
            Event::OrderConfirmed { .. } => 3,
            Event::OrderCancelled { .. } => 4,
            Event::OrderEdited { .. } => 31,
            Event::OrderStageStarted { .. } => 5,
            Event::OrderStageUpdated { .. } => 6,
            Event::OrderStageCompleted { .. } => 7,
            Event::OrderDelivered { .. } => 8,
            Event::PaymentApproved { .. } => 9,
            Event::PaymentRejected { .. } => 10,
            Event::PaymentRefunded { .. } => 11,
            Event::StockChanged { .. } => 12,
            Event::NotificationSent { .. } => 13,
            Event::DashboardUpdated { .. } => 14,
            Event::OrderPaymentUpdated { .. } => 15,
            Event::PaymentUpdated { .. } => 16,
            Event::ClaimFiled { .. } => 17,
            Event::ClaimAnswered { .. } => 18,
            Event::AccountMailRequested { .. } => 19,
            Event::CustomerErased { .. } => 20,
            Event::CateringRequested { .. } => 21,
            Event::CateringQuoted { .. } => 22,
            Event::CateringAccepted { .. } => 23,
            Event::CateringDeclined { .. } => 24,
            Event::CateringCancelled { .. } => 25,
            Event::CateringExpired { .. } => 26,
            Event::CateringUpdated { .. } => 27,
            Event::ClaimUpdated { .. } => 28,
            Event::SettingsChanged { .. } => 29,
            Event::MenuChanged { .. } => 30,
        }
    }

    #[test]
    fn every_kind_has_the_form_that_is_documented() {
        let all = all();
        let kinds: BTreeSet<usize> = all.iter().map(|(_, read)| kind(&read.event)).collect();
        assert_eq!(kinds, (0..KINDS).collect());
        for (written, read) in &all {
            let fields = written.as_object().unwrap().keys().map(String::as_str);
            let fields: Vec<&str> = fields.filter(|field| *field != "correlationId").collect();
            assert_eq!(fields, FIELDS, "{written}");
            assert_eq!(written["type"], read.event.name());
            assert_eq!(written["version"], EVENT_VERSION);
            assert_eq!(written["subject"], read.event.subject());
            assert_eq!(&serde_json::to_value(read).unwrap(), written);
        }
    }
}
