//! What is done with the addresses that receive webhooks.

use super::{Answer, done};
use crate::process::Process;
use api::webhooks::{NewWebhook, WebhookChange};
use domain::{DeliveryId, WebhookId};
use services::caller::Caller;

/// A call about an address.
#[derive(Debug, Clone)]
pub enum WebhookCall {
    Register {
        caller: Caller,
        new: NewWebhook,
    },
    Of {
        caller: Caller,
        id: WebhookId,
        doing: OfWebhook,
    },
}

/// What is done with one of them.
#[derive(Debug, Clone)]
pub enum OfWebhook {
    Change(WebhookChange),
    RotateSecret,
    Remove,
    /// Something is sent again.
    Redeliver(DeliveryId),
    Test,
    /// Somebody of another restaurant looks at what is sent to it.
    Pry,
}

/// Makes a call.
pub(super) async fn perform(process: &Process, call: &WebhookCall) -> Answer {
    let webhooks = &process.application.webhooks;
    let (caller, id, doing) = match call {
        WebhookCall::Register { caller, new } => {
            return done(webhooks.register(caller, None, new.clone()).await);
        }
        WebhookCall::Of { caller, id, doing } => (caller, id, doing),
    };
    match doing {
        OfWebhook::Change(change) => done(webhooks.change(caller, id, change.clone()).await),
        OfWebhook::RotateSecret => done(webhooks.rotate_secret(caller, id).await),
        OfWebhook::Remove => done(webhooks.remove(caller, id).await),
        OfWebhook::Redeliver(delivery) => done(webhooks.redeliver(caller, id, delivery).await),
        OfWebhook::Test => done(webhooks.test(caller, id).await),
        OfWebhook::Pry => done(webhooks.deliveries(caller, id, None, 10).await),
    }
}
