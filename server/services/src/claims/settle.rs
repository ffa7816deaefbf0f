//! Offering to settle a claim, once, and what comes of it. The term pauses from the day on which the consumer has the offer;
//! an offer that was accepted ends the claim, and what it promised goes back.

use super::store::{self, Done, Entry};
use super::{ClaimsService, refused};
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use crate::secrecy::same;
use api::Code;
use api::claims::ClaimView;
use domain::TenantId;
use domain::claim::{
    Claim, ClaimChange, ClaimNumber, ClaimRefund, Offer, OfferAnswer, OfferForm, OfferNote, OfferRefund,
    OfferSent, Settlement,
};
use domain::event::Event;
use domain::order::Actor;
use domain::staff::Permission;
use ports::documents::{CommitError, Expect, Write};
use texts::now::claims as texts;

impl ClaimsService {
    pub(super) async fn offer_settlement(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        form: OfferForm,
    ) -> Result<ClaimView, Error> {
        let tenant = &caller.tenant;
        let view = self.show_claim(tenant, number).await?;
        let form = form.checked().map_err(refused)?;
        if let Some(before) = &view.settlement {
            return offered_so(before, &form).map(|()| view);
        }
        if !view.may_be_offered() {
            return Err(conflict(texts::OFFER_TOO_LATE));
        }
        self.refundable(caller, &view.claim, form.refund_cents).await?;
        let by = caller.actor()?;
        let offer = Offer {
            offer: form.offer.clone(),
            by: by.clone(),
            at: self.clock.now(),
            refund_cents: form.refund_cents,
        };
        let key = store::entry_key(number, Entry::Offer);
        let writes = vec![store::put(key, &offer, Expect::Absent)?];
        match self
            .write_down(tenant, &by.id, writes, updated(number, ClaimChange::Offered))
            .await
        {
            Ok(()) => self.show_claim(tenant, number).await,
            // Somebody else was faster, or the same call came twice.
            Err(CommitError::ConditionFailed { .. }) => {
                let now = self.show_claim(tenant, number).await?;
                match &now.settlement {
                    Some(before) => offered_so(before, &form).map(|()| now),
                    None => Err(Error::conflict()),
                }
            }
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    pub(super) async fn note_what_became_of_offer(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        note: OfferNote,
    ) -> Result<ClaimView, Error> {
        let by = caller.actor()?;
        match note {
            OfferNote::Sent => {
                let view = self.show_claim(&caller.tenant, number).await?;
                let was_sent = view.settlement.as_ref().is_some_and(|offer| offer.sent.is_some());
                if was_sent {
                    return Ok(view);
                }
                // What is about to be mailed is not sent by hand: the mail would not go any more.
                if !view.offer_waits() {
                    return Err(conflict(texts::NO_OFFER));
                }
                let sent = self.offer_was_sent(&caller.tenant, number, &by.name, &by.id);
                if !sent.await? {
                    return Err(conflict(texts::NO_OFFER));
                }
            }
            OfferNote::Accepted | OfferNote::Declined => {
                let accepted = note == OfferNote::Accepted;
                let view = self.show_claim(&caller.tenant, number).await?;
                let gives = view
                    .settlement
                    .as_ref()
                    .is_some_and(|settled| settled.offer.refund_cents.is_some());
                if accepted && gives {
                    caller.require_of_machines(Permission::GiveMoneyBack)?;
                }
                self.offer_was_answered(&caller.tenant, number, accepted, Some(by))
                    .await?;
            }
        }
        self.show_claim(&caller.tenant, number).await
    }

    /// The consumer answers an offer, with the key of the sheet. 404 as in `sheet`; 409 when there is none to answer
    /// any more, or it was answered otherwise.
    pub async fn answer_offer(
        &self,
        tenant: &TenantId,
        number: ClaimNumber,
        key: &str,
        accepted: bool,
    ) -> Result<ClaimView, Error> {
        let sheet = store::load(&*self.documents, tenant, number).await?;
        sheet
            .filter(|sheet| same(&sheet.key, key))
            .ok_or_else(Error::not_found)?;
        self.offer_was_answered(tenant, number, accepted, None).await?;
        self.sheet(tenant, number, key).await
    }

    /// Notes that the consumer has the offer, and lets the term pause. `false` where there is none to be sent.
    pub(super) async fn offer_was_sent(
        &self,
        tenant: &TenantId,
        number: ClaimNumber,
        by: &str,
        actor: &str,
    ) -> Result<bool, Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        retry::change(retry::ATTEMPTS, || async {
            let view = self.show_claim(tenant, number).await?;
            let Some(settlement) = &view.settlement else {
                return Ok(Some(false));
            };
            if settlement.sent.is_some() {
                return Ok(Some(true));
            }
            if is_over(&view) || settlement.answer.is_some() {
                return Ok(Some(false));
            }
            let sent = OfferSent::now(
                self.clock.now(),
                by,
                view.claim.due,
                &restaurant.holidays,
                &restaurant.zone,
            );
            let key = store::entry_key(number, Entry::OfferSent);
            let mut writes = vec![store::put(key, &sent, Expect::Absent)?];
            writes.extend(store::due_moves(&view.claim, sent.due)?);
            let event = updated(number, ClaimChange::OfferSent);
            let committed = self.write_down(tenant, actor, writes, event).await;
            retry::unless_overtaken(committed, true)
        })
        .await
    }

    /// Notes the consumer's answer to an offer that was sent. `noted_by` says who of the restaurant notes it; without, the
    /// consumer answers, which is possible as long as the offer stands.
    async fn offer_was_answered(
        &self,
        tenant: &TenantId,
        number: ClaimNumber,
        accepted: bool,
        noted_by: Option<Actor>,
    ) -> Result<(), Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        let sheet = store::load(&*self.documents, tenant, number).await?;
        let filed_due = sheet.ok_or_else(Error::not_found)?.claim.due;
        let actor = noted_by.as_ref().map_or("visitor", |by| by.id.as_str());
        retry::change(retry::ATTEMPTS, || async {
            let view = self.show_claim(tenant, number).await?;
            let now = self.clock.now();
            let Some(settlement) = &view.settlement else {
                return Err(conflict(texts::NO_OFFER));
            };
            if let Some(before) = &settlement.answer {
                return match before.accepted == accepted {
                    true => Ok(Some(())),
                    false => Err(conflict(texts::OFFER_ANSWERED)),
                };
            }
            let today = restaurant.zone.date(now);
            let too_late = settlement.sent.as_ref().is_some_and(|sent| today > sent.until);
            if is_over(&view) || (noted_by.is_none() && too_late) {
                return Err(conflict(texts::OFFER_OVER));
            }
            let by = noted_by.clone();
            let answer = settlement.answered(
                accepted,
                by,
                now,
                filed_due,
                &restaurant.holidays,
                &restaurant.zone,
            );
            // What the consumer does not have cannot be answered.
            let Some(answer) = answer else {
                return Err(conflict(texts::NO_OFFER));
            };
            let writes = answer_writes(&view.claim, &answer)?;
            let refund = refund(&view.claim, &settlement.offer).filter(|_| accepted);
            let event = updated(number, ClaimChange::OfferAnswered { accepted, refund });
            let committed = self.write_down(tenant, actor, writes, event).await;
            retry::unless_overtaken(committed, ())
        })
        .await
    }
}

/// Nothing of a claim is open that could be settled.
fn is_over(view: &ClaimView) -> bool {
    view.reply.is_some() || view.answered_at.is_some()
}

/// The writes that note an answer: accepted, the claim is no longer to be answered; otherwise its last day moves.
fn answer_writes(claim: &Claim, answer: &OfferAnswer) -> Result<Vec<Write>, Error> {
    let key = store::entry_key(claim.number, Entry::OfferAnswer);
    let mut writes = vec![store::put(key, answer, Expect::Absent)?];
    if answer.accepted {
        let by = answer.noted_by.as_ref();
        let done = Done {
            at: answer.at,
            by: by.map_or_else(|| claim.form.name.clone(), |by| by.name.clone()),
        };
        writes.push(store::outcome(claim.number, &done)?);
        writes.extend(store::answer(claim, &done)?);
    } else {
        writes.extend(store::due_moves(claim, answer.due)?);
    }
    Ok(writes)
}

/// What goes back once an offer is accepted.
fn refund(claim: &Claim, offer: &Offer) -> Option<OfferRefund> {
    Some(OfferRefund {
        money: ClaimRefund {
            order_id: claim.order_id.clone()?,
            amount: offer.refund_cents?,
        },
        by: offer.by.clone(),
    })
}

/// The same offer may come twice; another one may not take its place.
fn offered_so(before: &Settlement, form: &OfferForm) -> Result<(), Error> {
    let offer = &before.offer;
    match (&offer.offer, offer.refund_cents) == (&form.offer, form.refund_cents) {
        true => Ok(()),
        false => Err(conflict(texts::ALREADY_OFFERED)),
    }
}

fn updated(number: ClaimNumber, change: ClaimChange) -> Event {
    Event::ClaimUpdated { number, change }
}

fn conflict(words: &'static str) -> Error {
    Error::new(Code::Conflict, words)
}
