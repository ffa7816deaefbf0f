//! The registry of restaurants.

use crate::store::{Data, Store};
use async_trait::async_trait;
use domain::TenantId;
use ports::EngineError;
use ports::tenants::{RegisteredTenant, RegistryError, Tenants};

/// See [`Tenants`].
#[derive(Debug)]
pub struct MemoryTenants {
    store: Store,
}

impl MemoryTenants {
    pub(crate) fn new(store: Store) -> MemoryTenants {
        MemoryTenants { store }
    }
}

#[async_trait]
impl Tenants for MemoryTenants {
    async fn by_id(&self, id: &TenantId) -> Result<Option<RegisteredTenant>, EngineError> {
        Ok(self.store.lock().tenants.get(id).cloned())
    }

    async fn by_host(&self, host: &str) -> Result<Option<RegisteredTenant>, EngineError> {
        Ok(at_host(&self.store.lock(), host).cloned())
    }

    async fn list(&self) -> Result<Vec<RegisteredTenant>, EngineError> {
        Ok(self.store.lock().tenants.values().cloned().collect())
    }

    async fn create(&self, tenant: &RegisteredTenant) -> Result<(), RegistryError> {
        let mut data = self.store.lock();
        if data.tenants.contains_key(&tenant.id) {
            return Err(RegistryError::IdTaken);
        }
        put(&mut data, tenant)
    }

    async fn replace(&self, tenant: &RegisteredTenant) -> Result<(), RegistryError> {
        let mut data = self.store.lock();
        let before = data.tenants.get(&tenant.id);
        if before.is_none_or(|before| before.version + 1 != tenant.version) {
            return Err(RegistryError::Changed);
        }
        put(&mut data, tenant)
    }
}

fn at_host<'a>(data: &'a Data, host: &str) -> Option<&'a RegisteredTenant> {
    let mut tenants = data.tenants.values();
    tenants.find(|tenant| tenant.hosts.iter().any(|known| known == host))
}

fn put(data: &mut Data, tenant: &RegisteredTenant) -> Result<(), RegistryError> {
    for host in &tenant.hosts {
        if at_host(data, host).is_some_and(|owner| owner.id != tenant.id) {
            return Err(RegistryError::HostTaken(host.clone()));
        }
    }
    data.tenants.insert(tenant.id.clone(), tenant.clone());
    Ok(())
}
