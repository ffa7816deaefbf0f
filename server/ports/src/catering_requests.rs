//! Requests for catering, for those who need to know what was agreed but do not change it: the record of a request's
//! payment does.

use super::EngineError;
use async_trait::async_trait;
use domain::catering::CateringRequest;
use domain::{CateringId, TenantId};
use std::fmt::Debug;

/// Reads requests for catering.
#[async_trait]
pub trait CateringRequests: Debug + Send + Sync {
    /// The request as it stands; `None` where there is none with this id.
    async fn request(
        &self,
        tenant: &TenantId,
        id: &CateringId,
    ) -> Result<Option<CateringRequest>, EngineError>;
}
