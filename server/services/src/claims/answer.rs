//! Answering a claim, once. The consumer has the answer when its mail was handed over, or its letter sent: until then the claim
//! is one to be answered.

use super::store::{self, Done, Entry};
use super::{ClaimsService, refused};
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::retry;
use api::Code;
use api::claims::ClaimView;
use domain::claim::{Claim, ClaimChange, ClaimNumber, ClaimRefund, Reply, ReplyBy, ReplyForm};
use domain::customer::FieldProblem;
use domain::event::Event;
use domain::staff::Permission;
use domain::{Money, TenantId};
use ports::documents::{Commit, CommitError, Expect, Write};
use texts::now::claims as texts;

impl ClaimsService {
    pub(super) async fn reply_to_claim(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        reply: ReplyForm,
    ) -> Result<ClaimView, Error> {
        let view = self.show_claim(&caller.tenant, number).await?;
        let form = reply.checked().map_err(refused)?;
        if let Some(before) = &view.reply {
            return same_again(before, &form).map(|()| view);
        }
        if view.answered_at.is_some() {
            return Err(Error::new(Code::Conflict, texts::SETTLED));
        }
        let refund = self.refundable(caller, &view.claim, form.refund_cents).await?;
        let by = caller.actor()?;
        let reply = Reply {
            answer: form.answer.clone(),
            actions: form.actions.clone(),
            by: by.clone(),
            at: self.clock.now(),
            refund_cents: form.refund_cents,
        };
        let done = Done {
            at: reply.at,
            by: reply.by.name.clone(),
        };
        let writes = vec![
            store::put(entry_of(number), &reply, Expect::Absent)?,
            store::outcome(number, &done)?,
        ];
        let change = ClaimChange::Replied { by, refund };
        let event = Event::ClaimUpdated { number, change };
        match self.write_down(&caller.tenant, &reply.by.id, writes, event).await {
            Ok(()) => self.show_claim(&caller.tenant, number).await,
            // Somebody else was faster, the same call came twice, or the consumer has accepted an offer meanwhile.
            Err(CommitError::ConditionFailed { .. }) => {
                let now = self.show_claim(&caller.tenant, number).await?;
                match &now.reply {
                    Some(before) => same_again(before, &form).map(|()| now),
                    None if now.answered_at.is_some() => Err(Error::new(Code::Conflict, texts::SETTLED)),
                    None => Err(Error::conflict()),
                }
            }
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    /// What is to be given back with a reply or an offer. 422 unless the claim names an order of which so much is paid, and nothing owed;
    /// 403 for a machine that may give no money back.
    pub(super) async fn refundable(
        &self,
        caller: &Caller,
        claim: &Claim,
        amount: Option<Money>,
    ) -> Result<Option<ClaimRefund>, Error> {
        let Some(amount) = amount else { return Ok(None) };
        caller.require_of_machines(Permission::GiveMoneyBack)?;
        let left = match &claim.order_id {
            Some(id) => self.payments.can_go_back(&caller.tenant, id).await?,
            None => Money::ZERO,
        };
        match &claim.order_id {
            Some(order) if amount <= left => Ok(Some(ClaimRefund {
                order_id: order.clone(),
                amount,
            })),
            _ => Err(refused(vec![("/refundCents", FieldProblem::MoreThanPaid)])),
        }
    }

    pub(super) async fn confirm_claim_letter(
        &self,
        caller: &Caller,
        number: ClaimNumber,
    ) -> Result<ClaimView, Error> {
        let (tenant, by) = (&caller.tenant, caller.actor()?);
        let view = self.show_claim(tenant, number).await?;
        let went_by_letter = view.claim.form.reply_by == ReplyBy::Letter || view.undelivered_at.is_some();
        if view.reply.is_some() && view.answered_at.is_some() && went_by_letter {
            return Ok(view);
        }
        if !view.letter_waits() {
            return Err(Error::new(Code::Conflict, texts::NO_LETTER));
        }
        let sent = Done {
            at: self.clock.now(),
            by: by.name,
        };
        self.reply_was_given(tenant, number, ReplyBy::Letter, &sent, &by.id)
            .await?;
        self.show_claim(tenant, number).await
    }

    /// Notes that the consumer has the reply, once. The term may pause, or go on, at the same moment.
    pub(super) async fn reply_was_given(
        &self,
        tenant: &TenantId,
        number: ClaimNumber,
        by: ReplyBy,
        done: &Done,
        actor: &str,
    ) -> Result<(), Error> {
        retry::change(retry::ATTEMPTS, || async {
            let view = self.show_claim(tenant, number).await?;
            if view.answered_at.is_some() {
                return Ok(Some(()));
            }
            let mut writes = store::answer(&view.claim, done)?;
            if by == ReplyBy::Email {
                let mailed = store::entry_key(number, Entry::Mailed);
                writes.push(store::put(mailed, done, Expect::Absent)?);
            }
            let event = Event::ClaimAnswered { number, by };
            let committed = self.write_down(tenant, actor, writes, event).await;
            retry::unless_overtaken(committed, ())
        })
        .await
    }

    /// Stores what was added to a claim, with the event of it.
    pub(super) async fn write_down(
        &self,
        tenant: &TenantId,
        actor: &str,
        writes: Vec<Write>,
        event: Event,
    ) -> Result<(), CommitError> {
        let events = vec![envelope(tenant, actor, self.clock.now(), event)];
        self.documents.commit(tenant, Commit { writes, events }).await
    }
}

fn entry_of(number: ClaimNumber) -> ports::documents::Key {
    store::entry_key(number, Entry::Reply)
}

/// The same reply may come twice; another one may not take its place.
fn same_again(before: &Reply, form: &ReplyForm) -> Result<(), Error> {
    let said = (&before.answer, &before.actions, before.refund_cents);
    if said == (&form.answer, &form.actions, form.refund_cents) {
        return Ok(());
    }
    Err(Error::new(Code::Conflict, texts::ALREADY_ANSWERED))
}
