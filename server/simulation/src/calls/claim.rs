//! What is done in the book of claims.

use super::{Answer, Secret, done, failed};
use crate::process::Process;
use domain::TenantId;
use domain::claim::{ClaimForm, ClaimNumber, OfferForm, OfferNote, ReplyForm};
use services::caller::Caller;

/// A call about a claim.
#[derive(Debug, Clone)]
pub enum ClaimCall {
    File {
        caller: Caller,
        key: Option<String>,
        form: Box<ClaimForm>,
    },
    Reply {
        caller: Caller,
        number: ClaimNumber,
        form: ReplyForm,
    },
    /// The letter with the reply was sent.
    Letter { caller: Caller, number: ClaimNumber },
    Offer {
        caller: Caller,
        number: ClaimNumber,
        form: OfferForm,
    },
    Note {
        caller: Caller,
        number: ClaimNumber,
        note: OfferNote,
    },
    /// The consumer answers an offer on the page of the sheet.
    Answer {
        tenant: TenantId,
        number: ClaimNumber,
        key: Secret<String>,
        accepted: bool,
    },
}

/// Makes a call.
pub(super) async fn perform(process: &Process, call: &ClaimCall) -> Answer {
    let claims = &process.application.services.claims;
    match call {
        ClaimCall::File { caller, key, form } => {
            match claims.file(caller, key.as_deref(), (**form).clone()).await {
                Ok((filed, _)) => Answer::Reply {
                    body: filed.number.to_string(),
                    kept: key.is_some(),
                },
                Err(error) => failed(&error),
            }
        }
        ClaimCall::Reply { caller, number, form } => done(claims.reply(caller, *number, form.clone()).await),
        ClaimCall::Letter { caller, number } => done(claims.confirm_letter(caller, *number).await),
        ClaimCall::Offer { caller, number, form } => done(claims.offer(caller, *number, form.clone()).await),
        ClaimCall::Note { caller, number, note } => done(claims.note_offer(caller, *number, *note).await),
        ClaimCall::Answer {
            tenant,
            number,
            key,
            accepted,
        } => done(claims.answer_offer(tenant, *number, &key.0, *accepted).await),
    }
}
