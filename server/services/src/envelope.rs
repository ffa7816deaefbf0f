//! Events on their way.

use domain::event::{EVENT_VERSION, Envelope, Event};
use domain::{EventId, TenantId, Timestamp};
use ports::clock::unique;
use ports::correlation::correlation;

/// An event of now, caused by the person or machine of this id.
pub fn envelope(tenant: &TenantId, actor: &str, now: Timestamp, event: Event) -> Envelope {
    Envelope {
        id: event_id(now),
        version: EVENT_VERSION,
        tenant_id: tenant.clone(),
        at: now,
        actor: actor.to_owned(),
        subject: event.subject(),
        correlation_id: correlation(),
        event,
    }
}

/// Events of now, in their order.
pub fn envelopes(tenant: &TenantId, actor: &str, now: Timestamp, events: Vec<Event>) -> Vec<Envelope> {
    let all = events.into_iter();
    all.map(|event| envelope(tenant, actor, now, event)).collect()
}

fn event_id(now: Timestamp) -> EventId {
    new_id(EventId::parse, EventId::PREFIX, now)
}

/// An id of a kind, made of its prefix and [`unique`]. The form of the text is always right; a kind that refused it
/// would be tried again with other random bits.
pub fn new_id<T, E>(parse: impl Fn(String) -> Result<T, E>, prefix: &str, now: Timestamp) -> T {
    loop {
        if let Ok(id) = parse(format!("{prefix}{}", unique(now))) {
            return id;
        }
    }
}
