//! A book that is not empty, for the demo restaurants.

use super::file::reader_key;
use super::store::{self, Done, Entry, LastNumber, Sheet};
use super::{ClaimsService, refused};
use crate::error::Error;
use crate::registry;
use domain::claim::{Claim, ClaimForm, ClaimNumber, Offer, OfferSent, Reply, ReplyBy, ReplyForm};
use domain::order::Actor;
use domain::{TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Expect, Table};
use std::collections::BTreeMap;

/// A claim of the past, and what was answered.
#[derive(Debug, Clone)]
pub struct PastClaim {
    pub filed_at: Timestamp,
    pub form: ClaimForm,
    pub reply: Option<(Timestamp, ReplyForm, Actor)>,
    /// What was offered to settle it, which the consumer has.
    pub offer: Option<Offer>,
}

impl ClaimsService {
    /// Puts claims of the past into the book of a restaurant, oldest first, if it is empty. Nothing is mailed.
    pub async fn seed(&self, tenant: &TenantId, past: Vec<PastClaim>) -> Result<(), Error> {
        let totals = self.documents.get(tenant, &store::totals_key()).await;
        if totals?.is_some() || past.is_empty() {
            return Ok(());
        }
        let (registry, known) = registry::put_restaurant(Table::Claims, tenant)?;
        let known = Commit {
            writes: vec![known],
            events: Vec::new(),
        };
        self.documents.commit(&registry, known).await?;
        let restaurant = self.catalog.tenant(tenant).await?;
        let (mut writes, mut last) = (Vec::new(), BTreeMap::<i32, u32>::new());
        for past in past {
            let year = restaurant.zone.date(past.filed_at).ymd().0;
            let sequence = last.entry(year).or_default();
            *sequence += 1;
            let number = ClaimNumber::new(*sequence, year).ok_or_else(Error::internal)?;
            let form = past.form.checked().map_err(refused)?;
            let claim = Claim::filed(&restaurant, number, form, past.filed_at);
            let sheet = Sheet {
                claim,
                key: reader_key(),
            };
            writes.extend(store::file(&sheet)?);
            if let Some(offer) = past.offer {
                let (at, due) = (offer.at, sheet.claim.due);
                let sent = OfferSent::now(at, "system", due, &restaurant.holidays, &restaurant.zone);
                let moved = Claim {
                    due: sent.due,
                    ..sheet.claim.clone()
                };
                writes.retain(|write| *write.key() != store::open_key(&sheet.claim));
                writes.push(store::put(store::open_key(&moved), number, Expect::Absent)?);
                let added = |entry| store::entry_key(number, entry);
                writes.push(store::put(added(Entry::Offer), offer, Expect::Absent)?);
                writes.push(store::put(added(Entry::OfferSent), sent, Expect::Absent)?);
            }
            if let Some((at, form, by)) = past.reply {
                let done = Done {
                    at,
                    by: by.name.clone(),
                };
                let reply = Reply {
                    answer: form.answer,
                    actions: form.actions,
                    by,
                    at,
                    refund_cents: form.refund_cents,
                };
                let key = store::entry_key(number, Entry::Reply);
                writes.push(store::put(key, &reply, Expect::Absent)?);
                writes.push(store::outcome(number, &done)?);
                if sheet.claim.form.reply_by == ReplyBy::Email {
                    writes.retain(|write| *write.key() != store::open_key(&sheet.claim));
                    writes.extend(store::answered(&sheet.claim, &done)?);
                }
            }
        }
        for (year, last) in last {
            writes.push(store::put(
                store::last_number_key(year),
                LastNumber { last },
                Expect::Absent,
            )?);
        }
        let commit = Commit {
            writes,
            events: Vec::new(),
        };
        match self.documents.commit(tenant, commit).await {
            // Another process was faster.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }
}
