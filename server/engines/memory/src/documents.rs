//! Documents in ordered maps.

use crate::query;
use crate::store::Store;
use crate::{broken, commit};
use async_trait::async_trait;
use domain::TenantId;
use ports::documents::{Commit, CommitError, Document, Key, Page, Query, Table};
use ports::{Clock, Documents, EngineError};
use std::collections::BTreeSet;
use std::sync::Arc;

/// See [`Documents`].
#[derive(Debug)]
pub struct MemoryDocuments {
    store: Store,
    clock: Arc<dyn Clock>,
}

/// A key that was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    pub tenant: TenantId,
    pub key: Key,
    /// `None` for what is gone.
    pub document: Option<Document>,
}

impl MemoryDocuments {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>) -> MemoryDocuments {
        MemoryDocuments { store, clock }
    }

    /// The wanted keys that were written after the first `seen` writes, each once, in the order of the keys, with their documents as they are now,
    /// `None` for what is gone; and the number of writes by now.
    pub fn changed(&self, seen: usize, wanted: impl Fn(&Key) -> bool) -> (Vec<Changed>, usize) {
        let now = self.clock.now();
        let data = self.store.lock();
        let new = data.written.get(seen..).unwrap_or_default();
        let wanted = new.iter().filter(|(_, key)| wanted(key));
        let keys: BTreeSet<&(TenantId, Key)> = wanted.collect();
        let changed = keys.into_iter().map(|(tenant, key)| {
            let stored = data.documents.get(tenant).and_then(|all| all.by_key.get(key));
            let there = stored.filter(|stored| stored.is_there(now));
            Changed {
                tenant: tenant.clone(),
                key: key.clone(),
                document: there.map(|stored| stored.document(key)),
            }
        });
        (changed.collect(), data.written.len())
    }

    /// The documents of a tenant in a table that are wanted, by key and version, in the order of their keys.
    pub fn select(
        &self,
        tenant: &TenantId,
        table: Table,
        wanted: impl Fn(&Key, u64) -> bool,
    ) -> Vec<Document> {
        let now = self.clock.now();
        let data = self.store.lock();
        let Some(documents) = data.documents.get(tenant) else {
            return Vec::new();
        };
        let from = documents.by_key.range(Key::new(table, "", "")..);
        let in_table = from.take_while(|(key, _)| key.table == table);
        let there = in_table.filter(|(key, stored)| stored.is_there(now) && wanted(key, stored.version));
        there.map(|(key, stored)| stored.document(key)).collect()
    }
}

#[async_trait]
impl Documents for MemoryDocuments {
    async fn get(&self, tenant: &TenantId, key: &Key) -> Result<Option<Document>, EngineError> {
        let found = self.get_all(tenant, std::slice::from_ref(key)).await?;
        Ok(found.into_iter().flatten().next())
    }

    async fn get_all(&self, tenant: &TenantId, keys: &[Key]) -> Result<Vec<Option<Document>>, EngineError> {
        let now = self.clock.now();
        let data = self.store.lock();
        let documents = data.documents.get(tenant);
        let find = |key: &Key| {
            let stored = documents?.by_key.get(key).filter(|stored| stored.is_there(now))?;
            Some(stored.document(key))
        };
        Ok(keys.iter().map(find).collect())
    }

    async fn query(&self, tenant: &TenantId, query: &Query) -> Result<Page, EngineError> {
        let data = self.store.lock();
        query::page(data.documents.get(tenant), query, self.clock.now())
    }

    async fn count(&self, tenant: &TenantId, query: &Query, at_most: usize) -> Result<usize, EngineError> {
        let data = self.store.lock();
        let all = Query {
            cursor: None,
            ..query.clone()
        };
        let found = query::find(data.documents.get(tenant), &all, self.clock.now())?;
        Ok(found.len().min(at_most))
    }

    async fn commit(&self, tenant: &TenantId, commit: Commit) -> Result<(), CommitError> {
        if commit.events.iter().any(|event| event.tenant_id != *tenant) {
            return Err(broken("an event of another tenant").into());
        }
        commit::apply(&mut self.store.lock(), tenant, commit, self.clock.now())
    }

    async fn next_number(&self, tenant: &TenantId, sequence: &str) -> Result<u64, EngineError> {
        let mut data = self.store.lock();
        let number = data
            .sequences
            .entry((tenant.clone(), sequence.to_owned()))
            .or_default();
        *number += 1;
        Ok(*number)
    }
}
