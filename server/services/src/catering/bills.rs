//! What a request for catering is to be paid for, for the record of its payment.

use super::store;
use api::ApiError;
use domain::catering::State;
use domain::catering::order::{order_head, request_of};
use domain::order::{Actor, Order};
use domain::{CateringId, Money, OrderId, TenantId};
use ports::Documents;
use rpc::catalog::Catalog;
use std::sync::Arc;

/// Reads requests for the payments service.
#[derive(Debug)]
pub struct CateringBills {
    documents: Arc<dyn Documents>,
    catalog: Arc<dyn Catalog>,
}

/// A request that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    /// What the restaurant keeps of the money that came in.
    pub kept: Money,
    pub by: Actor,
}

impl CateringBills {
    pub fn new(documents: Arc<dyn Documents>, catalog: Arc<dyn Catalog>) -> CateringBills {
        CateringBills { documents, catalog }
    }

    /// The order that a request becomes, as if it were placed already; `None` for the id of another order, and before a
    /// quote was accepted.
    pub async fn order(&self, tenant: &TenantId, order: &OrderId) -> Result<Option<Order>, ApiError> {
        let Some(id) = request_of(order) else {
            return Ok(None);
        };
        let Some(stored) = store::load(&*self.documents, tenant, &id).await? else {
            return Ok(None);
        };
        let restaurant = self.catalog.tenant(tenant).await?;
        // The order gets its own number when it is placed.
        Ok(order_head(&stored.request, stored.request.number, &restaurant).map(Order::place))
    }

    /// How a request came to nothing; `None` while it did not.
    pub async fn over(&self, tenant: &TenantId, id: &CateringId) -> Result<Option<Over>, ApiError> {
        let stored = store::load(&*self.documents, tenant, id).await?;
        Ok(stored.and_then(|stored| match stored.request.state {
            State::Cancelled { by, kept, .. } => Some(Over { kept, by }),
            State::Expired { .. } => Some(Over {
                kept: Money::ZERO,
                by: Actor::system(),
            }),
            _ => None,
        }))
    }
}
