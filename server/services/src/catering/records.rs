//! The requests as they are stored, for services that read but do not change them.

use super::store;
use async_trait::async_trait;
use domain::catering::CateringRequest;
use domain::{CateringId, TenantId};
use ports::{CateringRequests, Documents, EngineError};
use std::sync::Arc;

/// What is stored of requests.
#[derive(Debug)]
pub struct CateringRecords {
    documents: Arc<dyn Documents>,
}

impl CateringRecords {
    pub fn new(documents: Arc<dyn Documents>) -> Arc<CateringRecords> {
        Arc::new(CateringRecords { documents })
    }
}

#[async_trait]
impl CateringRequests for CateringRecords {
    async fn request(
        &self,
        tenant: &TenantId,
        id: &CateringId,
    ) -> Result<Option<CateringRequest>, EngineError> {
        let stored = store::load(&*self.documents, tenant, id).await?;
        Ok(stored.map(|stored| stored.request))
    }
}
