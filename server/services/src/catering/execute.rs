//! Commands on requests: decide, evolve, and one commit.

use super::{CateringService, refusal, store};
use crate::envelope::envelope;
use crate::error::Error;
use crate::{registry, retry};
use domain::catering::{CateringRequest, Command, decide, evolve};
use domain::order::Actor;
use domain::tenant::Tenant;
use domain::{CateringId, TenantId};
use ports::documents::{Commit, CommitError, Table};
use std::sync::PoisonError;

impl CateringService {
    /// Decides and commits a command. A day that is full refuses it, with the next free one.
    pub(super) async fn execute(
        &self,
        tenant: &TenantId,
        id: &CateringId,
        command: &Command,
        actor: &Actor,
    ) -> Result<CateringRequest, Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        let settings = &restaurant.catering;
        retry::change(retry::ATTEMPTS_AMONG_MANY, || async {
            let stored = store::load(&*self.documents, tenant, id)
                .await?
                .ok_or_else(Error::not_found)?;
            let now = self.clock.now();
            let facts = decide(&stored.request, command, actor, settings, now)
                .map_err(|refused| refusal::answer(&refused))?;
            if facts.is_empty() {
                return Ok(Some(stored.request));
            }
            let mut after = stored.request.clone();
            let mut events = Vec::with_capacity(facts.len());
            for fact in &facts {
                after = evolve(after, fact);
                events.push(envelope(tenant, &actor.id, now, fact.event(&after)));
            }
            let (writes, counted_from) = store::change(&stored, &after, settings)?;
            match self.documents.commit(tenant, Commit { writes, events }).await {
                Err(CommitError::ConditionFailed { write })
                    if counted_from.is_some_and(|from| write >= from) =>
                {
                    Err(self.day_full(tenant, &restaurant, &after).await)
                }
                committed => retry::unless_overtaken(committed, after),
            }
        })
        .await
    }

    async fn day_full(&self, id: &TenantId, tenant: &Tenant, request: &CateringRequest) -> Error {
        let now = self.clock.now();
        match self
            .next_free(id, tenant, request.at(), request.guests(), now)
            .await
        {
            Ok(next) => refusal::full(next, tenant, now),
            Err(error) => error,
        }
    }

    /// Lets a restaurant be found by [`CateringService::run_due`](ports::Chore::run_due).
    pub(super) async fn register(&self, tenant: &TenantId) -> Result<(), Error> {
        let known = self
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(tenant);
        if known {
            return Ok(());
        }
        let (registry, write) = registry::put_restaurant(Table::Catering, tenant)?;
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        self.documents.commit(&registry, commit).await?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(tenant.clone());
        Ok(())
    }
}
