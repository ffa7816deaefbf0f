//! Announce stock: says when a counted product is sold out, and when there is some again.

use super::CatalogService;
use super::store::{self, Announced};
use crate::envelope::envelope;
use crate::retry;
use async_trait::async_trait;
use domain::event::{Envelope, Event};
use domain::{ProductId, TenantId};
use ports::documents::{Commit, CommitError};
use ports::event_bus::{HandleError, Subscriber};
use std::collections::BTreeSet;

#[async_trait]
impl Subscriber for CatalogService {
    fn name(&self) -> &'static str {
        "catalog"
    }

    fn wants(&self, envelope: &Envelope) -> bool {
        match &envelope.event {
            Event::OrderCreated { counted, .. } | Event::OrderEdited { counted, .. } => !counted.is_empty(),
            Event::OrderCancelled { .. } => true,
            _ => false,
        }
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        let products: BTreeSet<&ProductId> = match &envelope.event {
            Event::OrderCreated { counted, .. } | Event::OrderEdited { counted, .. } => {
                counted.iter().collect()
            }
            // Cancellations of before said only what was ordered; whether that is counted shows in whether it has stock.
            Event::OrderCancelled { lines, counted, .. } => {
                let ordered = lines.iter().map(|line| &line.product_id);
                counted.iter().chain(ordered).collect()
            }
            _ => BTreeSet::new(),
        };
        for product in products {
            self.announce(&envelope.tenant_id, product).await?;
        }
        Ok(())
    }
}

impl CatalogService {
    /// Makes what was said last agree with what is left. The count is read once more after saying so, because what
    /// changed meanwhile may have been heard of before.
    pub(super) async fn announce(&self, tenant: &TenantId, product: &ProductId) -> Result<(), HandleError> {
        let keys = [store::stock_key(product), store::announced_key(product)];
        let announced = retry::repeat(retry::ATTEMPTS_AMONG_MANY, || async {
            let mut found = self.documents.get_all(tenant, &keys).await?.into_iter();
            let Some(stock) = found.next().flatten() else {
                return Ok(Some(()));
            };
            let announced = found.next().flatten();
            let said = match &announced {
                Some(document) => store::read(document)?,
                None => Announced { available: true },
            };
            let now = Announced {
                available: store::available(&stock) > 0,
            };
            if said == now {
                return Ok(Some(()));
            }
            let write = store::put(keys[1].clone(), now, store::unchanged(announced.as_ref()))?;
            let event = Event::StockChanged {
                product_id: product.clone(),
                available: now.available,
                until: None,
            };
            let commit = Commit {
                writes: vec![write],
                events: vec![envelope(tenant, "system", self.clock.now(), event)],
            };
            match self.documents.commit(tenant, commit).await {
                Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(None),
                Err(CommitError::Engine(error)) => Err(HandleError::from(error)),
            }
        });
        let changing = || HandleError::new(format!("the stock of {product} keeps changing"));
        announced.await?.ok_or_else(changing)
    }
}
