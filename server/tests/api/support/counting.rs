//! How much is read.

use async_trait::async_trait;
use domain::TenantId;
use ports::documents::{Commit, CommitError, Document, Key, Page, Query};
use ports::{Documents, EngineError};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Documents of which is counted what is read of them.
#[derive(Debug)]
pub struct Counting {
    documents: Arc<dyn Documents>,
    /// Documents that queries gave.
    pub rows: AtomicUsize,
    /// Entries of indexes that were counted without being read.
    pub counted: AtomicUsize,
}

impl Counting {
    pub fn of(documents: &Arc<dyn Documents>) -> Arc<Counting> {
        Arc::new(Counting {
            documents: Arc::clone(documents),
            rows: AtomicUsize::new(0),
            counted: AtomicUsize::new(0),
        })
    }
}

#[async_trait]
impl Documents for Counting {
    async fn get(&self, tenant: &TenantId, key: &Key) -> Result<Option<Document>, EngineError> {
        self.documents.get(tenant, key).await
    }

    async fn get_all(&self, tenant: &TenantId, keys: &[Key]) -> Result<Vec<Option<Document>>, EngineError> {
        self.documents.get_all(tenant, keys).await
    }

    async fn query(&self, tenant: &TenantId, query: &Query) -> Result<Page, EngineError> {
        let page = self.documents.query(tenant, query).await?;
        self.rows.fetch_add(page.documents.len(), Ordering::SeqCst);
        Ok(page)
    }

    async fn count(&self, tenant: &TenantId, query: &Query, at_most: usize) -> Result<usize, EngineError> {
        let counted = self.documents.count(tenant, query, at_most).await?;
        self.counted.fetch_add(counted, Ordering::SeqCst);
        Ok(counted)
    }

    async fn commit(&self, tenant: &TenantId, commit: Commit) -> Result<(), CommitError> {
        self.documents.commit(tenant, commit).await
    }

    async fn next_number(&self, tenant: &TenantId, sequence: &str) -> Result<u64, EngineError> {
        self.documents.next_number(tenant, sequence).await
    }
}
