//! Calls that machines make under a key, as the public API takes them.

use super::{Answer, failed};
use crate::process::Process;
use domain::OrderId;
use domain::order::{Advance, Reach};
use domain::stage::Stage;
use serde::Serialize;
use services::caller::Caller;
use services::idempotency::{IdempotentRequest, Reply, ResponseStore};
use services::{Error, Services};

/// A call under a key.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyedCall {
    pub caller: Caller,
    pub key: String,
    pub order: OrderId,
    pub what: Keyed,
}

/// What the call with the key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyed {
    Confirm,
    Cancel,
    /// A machine brings an order forward, whose work it is does not matter.
    Advance(Stage),
}

impl KeyedCall {
    /// The name of what is called, to which a key belongs.
    fn operation(&self) -> String {
        let what = match self.what {
            Keyed::Confirm => "confirm",
            Keyed::Cancel => "cancel",
            Keyed::Advance(_) => "advance",
        };
        format!("/orders/{}/{what}", self.order)
    }
}

/// Makes a call: noted before it is made, and its answer after, as the public API does it.
pub(super) async fn perform(process: &Process, call: &KeyedCall) -> Answer {
    match once(process, call).await {
        Ok(answer) => answer,
        Err(error) => failed(&error),
    }
}

async fn once(process: &Process, call: &KeyedCall) -> Result<Answer, Error> {
    let replies = ResponseStore::new(process.documents.clone(), process.clock.clone());
    let tenant = &call.caller.tenant;
    let asked = format!("{:?}", call.what);
    let once = IdempotentRequest::new(&call.caller.label(), &call.operation(), &call.key, &asked)?;
    if let Some(reply) = replies.begin(tenant, &once).await? {
        return Ok(Answer::Reply {
            body: reply.body,
            kept: true,
        });
    }
    let services = &process.application.services;
    match made(services, call).await {
        Ok(body) => {
            let reply = Reply {
                status: 200,
                body: body.clone(),
            };
            let kept = replies.finish(tenant, &once, reply).await.is_ok();
            Ok(Answer::Reply { body, kept })
        }
        Err(error) => {
            // What was refused may come again. That this was not noted shows when it does.
            let _ = replies.forget(tenant, &once).await;
            Err(error)
        }
    }
}

async fn made(services: &Services, call: &KeyedCall) -> Result<String, Error> {
    let KeyedCall { caller, order, .. } = call;
    match call.what {
        Keyed::Confirm => services
            .payments
            .confirm(caller, order)
            .await
            .map(|view| body(&view)),
        Keyed::Cancel => {
            let cancelled = services.orders.cancel(caller, order, "no longer wanted").await;
            cancelled.map(|view| body(&view))
        }
        Keyed::Advance(stage) => {
            let advance = Advance {
                stage,
                reach: Reach::Done,
                through: true,
                by_machine: true,
            };
            let advanced = services.stages.advance(caller, order, advance).await;
            advanced.map(|view| body(&view))
        }
    }
}

fn body(view: &impl Serialize) -> String {
    serde_json::to_string(view).unwrap_or_default()
}
