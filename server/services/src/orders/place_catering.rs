//! The order of a request for catering. Where its rules differ from those of other orders is said in
//! [`domain::catering::order`].

use super::place::opened;
use super::{OrdersService, store};
use crate::envelope::envelopes;
use crate::error::Error;
use domain::TenantId;
use domain::catering::CateringRequest;
use domain::catering::order::{order_head, order_id};
use domain::order::{Actor, Command, Order, Settled};
use ports::documents::{Commit, CommitError, Expect};

impl OrdersService {
    /// Places the order of a request for catering that is paid as agreed, confirmed at once. Doing so twice places one.
    pub async fn place_catering(&self, tenant: &TenantId, request: &CateringRequest) -> Result<Order, Error> {
        let id = order_id(&request.id).ok_or_else(Error::internal)?;
        if let Some(placed) = self.find(tenant, &id).await? {
            return Ok(placed);
        }
        let restaurant = self.catalog.tenant(tenant).await?;
        let number = self.documents.next_number(tenant, "order").await?;
        let head = order_head(request, number, &restaurant).ok_or_else(Error::conflict)?;
        let now = self.clock.now();
        let confirm = Command::Confirm {
            settled: Settled::Paid,
            payment: request.payment,
        };
        let promise = self.promise(&restaurant, tenant, &head, now).await?;
        let (order, events) = opened(head, Some(confirm), Some(promise), now)?;
        let commit = Commit {
            writes: vec![store::put(&order, Expect::Absent)?, store::put_number(&order)?],
            events: envelopes(tenant, &Actor::system().id, now, events),
        };
        match self.documents.commit(tenant, commit).await {
            Ok(()) => Ok(order),
            // Somebody else has just placed it.
            Err(CommitError::ConditionFailed { .. }) => {
                self.find(tenant, &id).await?.ok_or_else(Error::conflict)
            }
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }
}
