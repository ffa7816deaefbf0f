//! What a form changes of an address that somebody else may change meanwhile.

use api::webhooks::{NewWebhook, WebhookChange};
use domain::webhook::Webhook;

/// What differs from the address as it was when the form was opened, so that what somebody else has changed since stays; and
/// whatever was sent and not answered, which may be stored by now.
pub fn differing(before: &Webhook, unsure: &WebhookChange, new: NewWebhook, active: bool) -> WebhookChange {
    let sorted = |events: &[String]| {
        let mut events = events.to_vec();
        events.sort_unstable();
        events
    };
    WebhookChange {
        url: new.url.filter(|url| unsure.url.is_some() || *url != before.url),
        events: new
            .events
            .filter(|events| unsure.events.is_some() || sorted(events) != sorted(&before.events)),
        description: new
            .description
            .filter(|text| unsure.description.is_some() || *text != before.description),
        active: (unsure.active.is_some() || active != before.active).then_some(active),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Timestamp, WebhookId};

    fn before() -> Webhook {
        Webhook {
            id: WebhookId::parse("w_1").unwrap(),
            url: "https://erp.example.pe/brasa".into(),
            events: vec!["OrderCreated".into(), "OrderCancelled".into()],
            description: "Contabilidad".into(),
            active: true,
            gone: false,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
        }
    }

    fn filled_in() -> NewWebhook {
        let Webhook {
            url,
            events,
            description,
            ..
        } = before();
        NewWebhook {
            url: Some(url),
            events: Some(events),
            description: Some(description),
        }
    }

    fn sent(new: NewWebhook, active: bool) -> WebhookChange {
        differing(&before(), &WebhookChange::default(), new, active)
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        assert_eq!(sent(filled_in(), true), WebhookChange::default());
        let off = WebhookChange {
            active: Some(false),
            ..WebhookChange::default()
        };
        assert_eq!(sent(filled_in(), false), off);
        let elsewhere = "https://otra.example.pe/".to_owned();
        let new = NewWebhook {
            url: Some(elsewhere.clone()),
            ..filled_in()
        };
        let moved = WebhookChange {
            url: Some(elsewhere),
            ..WebhookChange::default()
        };
        assert_eq!(sent(new, true), moved);
        let all = NewWebhook {
            events: Some(Vec::new()),
            description: Some(String::new()),
            ..filled_in()
        };
        let of_all = WebhookChange {
            events: Some(Vec::new()),
            description: Some(String::new()),
            ..WebhookChange::default()
        };
        assert_eq!(sent(all, true), of_all);
    }

    #[test]
    fn the_same_events_in_another_order_are_no_change() {
        let turned = NewWebhook {
            events: Some(before().events.into_iter().rev().collect()),
            ..filled_in()
        };
        assert_eq!(sent(turned, true), WebhookChange::default());
    }

    #[test]
    fn what_may_be_stored_by_now_is_sent_again_also_as_it_was_before() {
        let unsure = WebhookChange {
            description: Some("Caja".into()),
            active: Some(false),
            ..WebhookChange::default()
        };
        let back = WebhookChange {
            description: Some("Contabilidad".into()),
            active: Some(true),
            ..WebhookChange::default()
        };
        assert_eq!(differing(&before(), &unsure, filled_in(), true), back);
    }
}
