//! Answering a claim, once.

use super::store::{self, Done, Entry};
use super::{ClaimsService, refused};
use crate::ports::documents::{Commit, CommitError, Expect, Write};
use crate::services::envelope::envelope;
use crate::services::failure;
use shared::api::claims::ClaimView;
use shared::api::context::Caller;
use shared::api::{ApiError, Code};
use shared::domain::claim::{Claim, ClaimNumber, Reply, ReplyBy, ReplyForm};
use shared::domain::event::Event;
use shared::texts::es::claims as texts;

impl ClaimsService {
    pub(super) async fn reply_to_claim(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        reply: ReplyForm,
    ) -> Result<ClaimView, ApiError> {
        let view = self.show_claim(&caller.tenant, number).await?;
        let form = reply.checked().map_err(refused)?;
        if let Some(before) = &view.reply {
            return same_again(before, &form).map(|()| view);
        }
        let reply = Reply {
            answer: form.answer.clone(),
            actions: form.actions.clone(),
            by: caller.actor()?,
            at: self.clock.now(),
        };
        let mut writes = vec![store::put(entry_of(number), &reply, Expect::Absent)?];
        let mut answered = false;
        if view.claim.form.reply_by == ReplyBy::Email {
            writes.extend(store::answer(&view.claim, &done(&reply))?);
            answered = true;
        }
        match self.write_down(caller, &view.claim, writes, answered).await {
            Ok(()) => self.show_claim(&caller.tenant, number).await,
            // Somebody else was faster, or the same call came twice.
            Err(CommitError::ConditionFailed { .. }) => {
                let now = self.show_claim(&caller.tenant, number).await?;
                match &now.reply {
                    Some(before) => same_again(before, &form).map(|()| now),
                    None => Err(ApiError::conflict()),
                }
            }
            Err(CommitError::Engine(error)) => Err(failure::engine(error)),
        }
    }

    pub(super) async fn confirm_claim_letter(
        &self,
        caller: &Caller,
        number: ClaimNumber,
    ) -> Result<ClaimView, ApiError> {
        let view = self.show_claim(&caller.tenant, number).await?;
        let by_letter = view.claim.form.reply_by == ReplyBy::Letter && view.reply.is_some();
        if !by_letter {
            return Err(ApiError::new(Code::Conflict, texts::NO_LETTER));
        }
        if view.answered_at.is_some() {
            return Ok(view);
        }
        let sent = Done {
            at: self.clock.now(),
            by: caller.actor()?.name,
        };
        let writes = store::answer(&view.claim, &sent)?;
        match self.write_down(caller, &view.claim, writes, true).await {
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => {
                self.show_claim(&caller.tenant, number).await
            }
            Err(CommitError::Engine(error)) => Err(failure::engine(error)),
        }
    }

    async fn write_down(
        &self,
        caller: &Caller,
        claim: &Claim,
        writes: Vec<Write>,
        answered: bool,
    ) -> Result<(), CommitError> {
        let actor = caller.actor().map(|actor| actor.id).unwrap_or_default();
        let event = Event::ClaimAnswered {
            number: claim.number,
            by: claim.form.reply_by,
        };
        let events = match answered {
            true => vec![envelope(&caller.tenant, &actor, self.clock.now(), event)],
            false => Vec::new(),
        };
        self.documents
            .commit(&caller.tenant, Commit { writes, events })
            .await
    }
}

fn entry_of(number: ClaimNumber) -> crate::ports::documents::Key {
    store::entry_key(number, Entry::Reply)
}

fn done(reply: &Reply) -> Done {
    Done {
        at: reply.at,
        by: reply.by.name.clone(),
    }
}

/// The same reply may come twice; another one may not take its place.
fn same_again(before: &Reply, form: &ReplyForm) -> Result<(), ApiError> {
    if (&before.answer, &before.actions) == (&form.answer, &form.actions) {
        return Ok(());
    }
    Err(ApiError::new(Code::Conflict, texts::ALREADY_ANSWERED))
}
