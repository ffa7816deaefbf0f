//! The supervision of orders, by limits in an ordered map.

use crate::store::{Data, Store, Supervised};
use async_trait::async_trait;
use domain::stage::CurrentStep;
use domain::{OrderId, TenantId, Timestamp};
use ports::deadlines::{DeadlineHandler, handle_deadline};
use ports::workflows::{OnDeadline, Outcome};
use ports::{Clock, EngineError, Workflows};
use std::sync::Arc;

/// See [`Workflows`]. Limits fire for those who call [`Workflows::run_due`] only.
#[derive(Debug)]
pub struct MemoryWorkflows {
    store: Store,
    clock: Arc<dyn Clock>,
    handler: DeadlineHandler,
    firing: tokio::sync::Mutex<()>,
}

impl MemoryWorkflows {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>) -> MemoryWorkflows {
        MemoryWorkflows {
            store,
            clock,
            handler: DeadlineHandler::default(),
            firing: tokio::sync::Mutex::new(()),
        }
    }

    /// The orders whose limit has passed, longest ago first, as they stand now.
    fn due(&self, now: Timestamp) -> Vec<(TenantId, OrderId, Supervised)> {
        let data = self.store.lock();
        let due = data.supervised.iter();
        let due = due.filter(|(_, one)| one.due.is_some_and(|due| due <= now));
        let mut due: Vec<_> = due
            .map(|((tenant, order), one)| (tenant.clone(), order.clone(), one.clone()))
            .collect();
        due.sort_by_key(|(_, _, one)| one.due);
        due
    }

    async fn fire(&self, handler: &dyn OnDeadline, tenant: TenantId, order: OrderId, fired: Supervised) {
        let pause = handle_deadline(handler, &tenant, &order, fired.step, fired.failures).await;
        let now = self.clock.now();
        let mut data = self.store.lock();
        let Some(one) = data.supervised.get_mut(&(tenant, order)) else {
            return;
        };
        // Another limit may have taken its place meanwhile.
        if one.step != fired.step || one.limit != fired.limit || one.stopped {
            return;
        }
        match pause {
            None => {
                one.due = None;
                one.ended_at = Some(now);
            }
            Some(pause) => {
                one.due = Some(now.plus_ms(pause));
                one.failures += 1;
            }
        }
    }
}

/// Forgets orders of which nothing was waited for since before a time.
pub(crate) fn sweep(data: &mut Data, before: Timestamp) {
    data.supervised
        .retain(|_, one| one.ended_at.is_none_or(|ended| ended >= before));
}

#[async_trait]
impl Workflows for MemoryWorkflows {
    fn on_deadline(&self, handler: Arc<dyn OnDeadline>) {
        self.handler.set(handler);
    }

    async fn start(&self, tenant: &TenantId, order: &OrderId, limit: Timestamp) -> Result<(), EngineError> {
        let mut data = self.store.lock();
        data.supervised
            .entry((tenant.clone(), order.clone()))
            .or_insert_with(|| waiting(CurrentStep::Created, limit, 0));
        Ok(())
    }

    async fn resume(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        step: CurrentStep,
        version: u64,
        limit: Timestamp,
    ) -> Result<(), EngineError> {
        let mut data = self.store.lock();
        let key = (tenant.clone(), order.clone());
        let is_news = data.supervised.get(&key).is_none_or(|known| {
            let same_version = !known.stopped && known.version == version;
            known.version < version || same_version && (known.step != step || known.limit != limit)
        });
        if is_news {
            data.supervised.insert(key, waiting(step, limit, version));
        }
        Ok(())
    }

    async fn stop(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        _: Outcome,
        version: u64,
    ) -> Result<(), EngineError> {
        let now = self.clock.now();
        let mut data = self.store.lock();
        let key = (tenant.clone(), order.clone());
        let is_news = data
            .supervised
            .get(&key)
            .is_none_or(|known| known.version < version || !known.stopped && known.version == version);
        if is_news {
            let stopped = Supervised {
                due: None,
                stopped: true,
                ended_at: Some(now),
                ..waiting(CurrentStep::Delivered, now, version)
            };
            data.supervised.insert(key, stopped);
        }
        Ok(())
    }

    async fn run_due(&self) -> Result<usize, EngineError> {
        let _alone = self.firing.lock().await;
        let Some(handler) = self.handler.get() else {
            return Ok(0);
        };
        let mut fired = 0;
        loop {
            let due = self.due(self.clock.now());
            if due.is_empty() {
                return Ok(fired);
            }
            fired += due.len();
            for (tenant, order, one) in due {
                self.fire(&*handler, tenant, order, one).await;
            }
        }
    }
}

fn waiting(step: CurrentStep, limit: Timestamp, version: u64) -> Supervised {
    Supervised {
        step,
        limit,
        due: Some(limit),
        failures: 0,
        stopped: false,
        version,
        ended_at: None,
    }
}
