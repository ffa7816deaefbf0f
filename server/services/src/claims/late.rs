//! Telling that a claim is late: an error in the log, once for each claim.

use super::ClaimsService;
use super::store::{self, Done, Entry};
use crate::error::Error;
use crate::readable::readable;
use crate::registry;
use domain::claim::ClaimNumber;
use domain::time::MINUTE_MS;
use domain::{TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Document, Expect, Table};
use std::sync::PoisonError;

/// A claim becomes late at midnight: so often is enough.
const LOOK_MS: i64 = 10 * MINUTE_MS;
/// Maximum number of late claims of a restaurant that are read at once.
const BATCH: usize = 200;

impl ClaimsService {
    /// Tells of claims that have become late, and says how many those were. What fails for one restaurant stops no other.
    pub(super) async fn tell_late(&self) -> Result<usize, Error> {
        if !self.is_time_to_look() {
            return Ok(0);
        }
        let mut notified = 0;
        for tenant in registry::restaurants(&*self.documents, Table::Claims).await? {
            match self.tell_late_of(&tenant).await {
                Ok(some) => notified += some,
                Err(error) => tracing::error!(%tenant, %error, "late claims will be looked for later"),
            }
        }
        Ok(notified)
    }

    fn is_time_to_look(&self) -> bool {
        let now = self.clock.now();
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let soon = looked.is_some_and(|looked| looked <= now && now.since_ms(looked) < LOOK_MS);
        if !soon {
            *looked = Some(now);
        }
        !soon
    }

    async fn tell_late_of(&self, tenant: &TenantId) -> Result<usize, Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        let now = self.clock.now();
        let (mut notified, mut place) = (0, None);
        loop {
            let query = store::open(Some(restaurant.zone.date(now)), BATCH).after(place);
            let page = self.documents.query(tenant, &query).await?;
            notified += self.tell_these(tenant, now, &page.documents).await?;
            place = page.next;
            if place.is_none() {
                return Ok(notified);
            }
        }
    }

    async fn tell_these(&self, tenant: &TenantId, now: Timestamp, late: &[Document]) -> Result<usize, Error> {
        let mut notified = 0;
        let numbers: Vec<ClaimNumber> = readable(tenant, late, store::read);
        for number in numbers {
            let once = Done {
                at: now,
                by: "system".into(),
            };
            let write = store::put(store::entry_key(number, Entry::Late), &once, Expect::Absent)?;
            let commit = Commit {
                writes: vec![write],
                events: Vec::new(),
            };
            match self.documents.commit(tenant, commit).await {
                Ok(()) => {
                    tracing::error!(%tenant, claim = %number, "a claim is late: the legal term to answer it is over");
                    notified += 1;
                }
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(error.into()),
            }
        }
        Ok(notified)
    }
}
