//! What is done with requests for catering.

use super::{Answer, Secret, done, failed};
use crate::process::Process;
use api::catering::{CateringAction, CateringAnswer, NewCatering, PaymentPart};
use domain::CateringId;
use domain::catering::QuoteDraft;
use domain::payment::PaymentMethod;
use services::caller::Caller;

/// A call about a request.
#[derive(Debug, Clone)]
pub enum CateringCall {
    Request {
        caller: Caller,
        new: Box<NewCatering>,
    },
    Quote {
        caller: Caller,
        id: CateringId,
        draft: Box<QuoteDraft>,
    },
    /// The restaurant does something else.
    Act {
        caller: Caller,
        id: CateringId,
        action: CateringAction,
    },
    /// Somebody who has the private link of a request does something.
    ByLink {
        caller: Caller,
        id: CateringId,
        link: Secret<String>,
        doing: ByLink,
    },
}

/// What is done by a private link.
#[derive(Debug, Clone)]
pub enum ByLink {
    Read,
    Answer(CateringAnswer),
    Pay(PaymentPart, PaymentMethod),
    Settle { approve: bool },
    Payment,
}

/// Makes a call.
pub(super) async fn perform(process: &Process, call: &CateringCall) -> Answer {
    let catering = &process.application.services.catering;
    match call {
        CateringCall::Request { caller, new } => match catering.request(caller, (**new).clone()).await {
            Ok((made, _)) => Answer::Reply {
                body: made.id.to_string(),
                kept: !new.idempotency_key.is_empty(),
            },
            Err(error) => failed(&error),
        },
        CateringCall::Quote { caller, id, draft } => {
            done(catering.quote(caller, id, (**draft).clone()).await)
        }
        CateringCall::Act { caller, id, action } => done(catering.act(caller, id, action.clone()).await),
        CateringCall::ByLink {
            caller, link, doing, ..
        } => {
            let link = &link.0;
            match doing {
                ByLink::Read => done(catering.page(caller, link).await),
                ByLink::Answer(answer) => done(catering.answer(caller, link, answer.clone()).await),
                ByLink::Pay(part, method) => done(catering.pay(caller, link, *part, *method).await),
                ByLink::Settle { approve } => done(catering.settle_simulated(caller, link, *approve).await),
                ByLink::Payment => done(catering.payment(caller, link).await),
            }
        }
    }
}
