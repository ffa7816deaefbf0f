//! Which restaurants there are, and which of them a request may reach: the first thing that a request meets.
//!
//! Owns the registry ([`Tenants`]). Neither receives nor commits events: a restaurant is made, suspended and deleted by
//! an operator, through `control`.
//!
//! What was looked up is remembered for [`REMEMBERED_MS`], also that there is nothing, so that a name that somebody made up
//! costs one look-up and no session of AWS. Names that
//! lead nowhere have a memory of their own, so that those that are made up take no room of those that are real.

#[cfg(test)]
mod tests;

use super::remembered::Remembered;
use super::retry;
use crate::error::Error;
use api::Code;
use domain::TenantId;
use domain::time::MINUTE_MS;
use ports::tenants::{RegisteredTenant, RegistryError, TenantState, Tenants};
use ports::{Clock, EngineError};
use std::sync::Arc;
use texts::now::errors as texts;

/// A change that another process makes is seen after 5 seconds at the latest.
pub const REMEMBERED_MS: i64 = 5_000;

/// Maximum number of names that are remembered, of real ones and of others.
const MAX_REMEMBERED: usize = 10_000;

/// Making a restaurant takes no longer than a minute: one that is being made since then was interrupted.
pub const MAKING_MS: i64 = MINUTE_MS;

/// By what a restaurant is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Name {
    Id(TenantId),
    Host(String),
}

/// The restaurants of a deployment.
#[derive(Debug)]
pub struct TenantsService {
    registry: Arc<dyn Tenants>,
    clock: Arc<dyn Clock>,
    serves_demo: bool,
    found: Remembered<Name, Arc<RegisteredTenant>>,
    missing: Remembered<Name, ()>,
}

impl TenantsService {
    /// `serves_demo` is false in production: a demo restaurant is unknown there, because everybody knows the passwords of
    /// its staff.
    pub fn new(registry: Arc<dyn Tenants>, clock: Arc<dyn Clock>, serves_demo: bool) -> Arc<TenantsService> {
        Arc::new(TenantsService {
            registry,
            clock,
            serves_demo,
            found: Remembered::new(MAX_REMEMBERED, REMEMBERED_MS),
            missing: Remembered::new(MAX_REMEMBERED, REMEMBERED_MS),
        })
    }

    /// Whether requests may reach a restaurant. 404 where there is none of this id or it was deleted, 503 while it is
    /// suspended.
    pub async fn serve(&self, id: &TenantId) -> Result<(), Error> {
        match self.find(Name::Id(id.clone())).await? {
            Some(tenant) => served(&tenant),
            None => Err(Error::not_found()),
        }
    }

    /// The restaurant of this id if there is one; 404 and 503 as for [`TenantsService::serve`] where there is one that
    /// may not be reached.
    pub async fn known(&self, id: &TenantId) -> Result<Option<TenantId>, Error> {
        self.reachable(Name::Id(id.clone())).await
    }

    /// The restaurant that a host name, in lower case and without a port, is registered for; 404 and 503 as for
    /// [`TenantsService::serve`].
    pub async fn of_host(&self, host: &str) -> Result<Option<TenantId>, Error> {
        if !is_host(host) {
            return Ok(None);
        }
        self.reachable(Name::Host(host.to_owned())).await
    }

    async fn reachable(&self, name: Name) -> Result<Option<TenantId>, Error> {
        match self.find(name).await? {
            Some(tenant) => served(&tenant).map(|()| Some(tenant.id.clone())),
            None => Ok(None),
        }
    }

    async fn find(&self, name: Name) -> Result<Option<Arc<RegisteredTenant>>, Error> {
        let now = self.clock.now();
        if let Some(known) = self.found.get(&name, now) {
            return Ok(Some(known));
        }
        if self.missing.get(&name, now).is_some() {
            return Ok(None);
        }
        let lookups = (self.found.lookup(), self.missing.lookup());
        let found = match &name {
            Name::Id(id) => self.registry.by_id(id).await,
            Name::Host(host) => self.registry.by_host(host).await,
        };
        let found = found?
            .filter(|tenant| self.serves_demo || !tenant.demo)
            .map(Arc::new);
        match &found {
            Some(tenant) => self.found.keep(lookups.0, name, Arc::clone(tenant), now),
            None => self.missing.keep(lookups.1, name, (), now),
        }
        Ok(found)
    }

    /// The record of a restaurant, whatever its state, as of now.
    pub async fn record(&self, id: &TenantId) -> Result<Option<RegisteredTenant>, EngineError> {
        self.registry.by_id(id).await
    }

    /// All restaurants by id, the deleted ones included.
    pub async fn list(&self) -> Result<Vec<RegisteredTenant>, EngineError> {
        self.registry.list().await
    }

    /// Enters a new restaurant, active, under its host names.
    pub async fn register(
        &self,
        id: &TenantId,
        name: &str,
        hosts: &[String],
        demo: bool,
    ) -> Result<RegisteredTenant, RegistryError> {
        let tenant = self.entry(id, name, hosts, TenantState::Active, demo);
        self.registry.create(&tenant).await?;
        self.forget_names();
        Ok(tenant)
    }

    /// Enters a restaurant that is about to be made, with its host names, and served once [`TenantsService::activate`] has
    /// seen that it is still this one that is being made. One whose making was interrupted more than [`MAKING_MS`] ago is
    /// begun anew; until then its id is taken.
    pub async fn begin(
        &self,
        id: &TenantId,
        name: &str,
        hosts: &[String],
    ) -> Result<RegisteredTenant, RegistryError> {
        let mut tenant = self.entry(id, name, hosts, TenantState::Preparing, false);
        match self.registry.by_id(id).await? {
            None => self.registry.create(&tenant).await?,
            Some(known) if self.is_left(&known) => {
                tenant.version = known.version + 1;
                self.registry.replace(&tenant).await?;
            }
            Some(_) => return Err(RegistryError::IdTaken),
        }
        self.forget_names();
        Ok(tenant)
    }

    /// Whether the making of a restaurant was interrupted and can be begun anew.
    pub fn is_left(&self, tenant: &RegisteredTenant) -> bool {
        let age = self.clock.now().since_ms(tenant.created_at);
        tenant.state == TenantState::Preparing && age >= MAKING_MS
    }

    /// Serves a restaurant that [`TenantsService::begin`] has entered; [`RegistryError::Changed`] where it was begun anew
    /// meanwhile.
    pub async fn activate(&self, begun: &RegisteredTenant) -> Result<(), RegistryError> {
        self.finish(begun, TenantState::Active).await
    }

    /// Enters a restaurant that [`TenantsService::begin`] has entered as deleted, whose making is given up;
    /// [`RegistryError::Changed`] where it was begun anew meanwhile.
    pub async fn give_up(&self, begun: &RegisteredTenant) -> Result<(), RegistryError> {
        self.finish(begun, TenantState::Deleted).await
    }

    async fn finish(&self, begun: &RegisteredTenant, state: TenantState) -> Result<(), RegistryError> {
        let tenant = RegisteredTenant {
            state,
            version: begun.version + 1,
            ..begun.clone()
        };
        self.registry.replace(&tenant).await?;
        self.forget_names();
        Ok(())
    }

    fn entry(
        &self,
        id: &TenantId,
        name: &str,
        hosts: &[String],
        state: TenantState,
        demo: bool,
    ) -> RegisteredTenant {
        RegisteredTenant {
            id: id.clone(),
            name: name.to_owned(),
            hosts: hosts.to_vec(),
            state,
            demo,
            created_at: self.clock.now(),
            version: 1,
        }
    }

    /// Changes a restaurant; `None` where there is none of this id.
    pub async fn change(
        &self,
        id: &TenantId,
        change: impl Fn(&mut RegisteredTenant),
    ) -> Result<Option<RegisteredTenant>, RegistryError> {
        let changed = retry::repeat(retry::ATTEMPTS, || async {
            let Some(mut tenant) = self.registry.by_id(id).await? else {
                return Ok(Some(None));
            };
            change(&mut tenant);
            tenant.version += 1;
            match self.registry.replace(&tenant).await {
                Err(RegistryError::Changed) => Ok(None),
                replaced => {
                    self.forget_names();
                    replaced.map(|()| Some(Some(tenant)))
                }
            }
        });
        changed.await?.ok_or(RegistryError::Changed)
    }

    fn forget_names(&self) {
        self.found.forget_all();
        self.missing.forget_all();
    }
}

fn served(tenant: &RegisteredTenant) -> Result<(), Error> {
    match tenant.state {
        TenantState::Active => Ok(()),
        TenantState::Suspended => Err(Error::new(Code::TenantSuspended, texts::TENANT_SUSPENDED)),
        TenantState::Preparing | TenantState::Deleted => Err(Error::not_found()),
    }
}

/// Whether a text can be a host name in lower case: at most 253 letters, digits, `-` and `.` (RFC 1123), none of its labels
/// empty.
pub fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    text.len() <= 253 && text.split('.').all(label)
}
