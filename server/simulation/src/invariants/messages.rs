//! Messages to customers: each of what happened, once, and each to whom it concerns.

use super::{Violation, hold};
use crate::model::Model;
use crate::process::Process;
use domain::TenantId;
use domain::event::Event;
use ports::documents::Table;
use std::collections::{BTreeMap, BTreeSet};

/// The messages in the accounts are those of the events, in the accounts of those who ordered.
pub(super) fn are_those_of_the_events(
    model: &Model,
    process: &Process,
    tenant: &TenantId,
) -> Result<(), Violation> {
    let (mut expected, mut perhaps) = (BTreeMap::new(), BTreeSet::new());
    for published in model.events.get(tenant).into_iter().flatten() {
        let envelope = &published.envelope;
        let told = envelope.event.notification().is_some();
        let order = envelope.event.order_id().filter(|_| told);
        let order = order.and_then(|order| model.orders.get(&(tenant.clone(), order.clone())));
        if let Some(order) = order {
            let id = envelope.id.as_str().replacen("e_", "n_", 1);
            // A deposit may be rejected, or go back, before there is an order in whose name a message goes.
            let of_money = matches!(
                envelope.event,
                Event::PaymentRejected { .. } | Event::PaymentUpdated { .. }
            );
            if of_money && order.head.catering.is_some() {
                perhaps.insert(id.clone());
            }
            expected.insert(id, format!("CUSTOMER#{}", order.head.customer.id));
        }
    }
    let documents = &process.memory.documents;
    let stored = documents.select(tenant, Table::Notifications, |key, _| {
        key.sk.starts_with("NOTIFICATION#")
    });
    let mut stored: BTreeMap<String, String> = stored
        .into_iter()
        .map(|document| {
            let id = document.key.sk.rsplit('#').next().unwrap_or_default();
            (id.to_owned(), document.key.pk)
        })
        .collect();
    for messages in [&mut stored, &mut expected] {
        messages.retain(|id, _| !perhaps.contains(id));
    }
    hold(
        stored == expected,
        "10 customers are told what happened, once",
        || format!("{stored:?} and not {expected:?}"),
    )
}
