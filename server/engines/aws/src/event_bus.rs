//! Events out of the outbox to those who want them: through EventBridge to the functions of a stack, or straight to the
//! subscribers of this process.

use super::dead_letters::{self, Kept};
use super::failure::{broken, unavailable};
use super::feed;
use super::listeners::Listeners;
use super::outbox::{self, Waiting};
use super::publisher::Publisher;
use super::tables::Store;
use async_trait::async_trait;
use domain::TenantId;
use domain::event::Envelope;
use domain::time::SECOND_MS;
use futures::future::try_join_all;
use futures::{StreamExt as _, stream};
use ports::delivery::{self, LETTERS_A_ROUND, Retried};
use ports::event_bus::{DeadLetter, HandleError, Published, Subscriber};
use ports::{Clock, EngineError, EventBus};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::broadcast;

/// Maximum number of events that a receiver may lag behind before it loses the oldest.
const LAG: usize = 4_096;
/// What is not published after this time is published by the sweep.
const OVERDUE_MS: i64 = 20 * SECOND_MS;
/// Number of subscribers, each with the letters of one tenant, that are tried again at the same time.
const GROUPS: usize = 16;
/// The number of overdue events that a sweep relays together.
const SWEPT_AT_ONCE: usize = 50;
/// A sweep begins no more of them after this time: it has a minute, and other things to do in it.
const SWEEP_TIME: Duration = Duration::from_secs(20);

/// See [`EventBus`]. Cursors are those of the tenant's own feed: 1, 2, 3 ….
#[derive(Debug)]
pub struct DynamoEventBus {
    store: Store,
    clock: Arc<dyn Clock>,
    publisher: Publisher,
    listeners: Arc<Listeners>,
    subscribers: RwLock<Vec<Arc<dyn Subscriber>>>,
    live: broadcast::Sender<Published>,
    delivering: tokio::sync::Mutex<()>,
    failed: AtomicU64,
}

impl DynamoEventBus {
    pub(super) fn new(
        store: Store,
        publisher: Publisher,
        listeners: Arc<Listeners>,
        clock: Arc<dyn Clock>,
    ) -> DynamoEventBus {
        DynamoEventBus {
            store,
            clock,
            publisher,
            listeners,
            subscribers: RwLock::default(),
            live: broadcast::Sender::new(LAG),
            delivering: tokio::sync::Mutex::new(()),
            failed: AtomicU64::new(0),
        }
    }

    /// Whether an item of the stream with this partition key is an event to be relayed.
    pub fn is_event(pk: &str) -> bool {
        outbox::tenant_of(pk).is_some()
    }

    /// Gives the events with these keys of the outbox their places in the feeds, publishes them on the bus, tells the pages
    /// that listen, and removes them from the outbox; says how many. What was relayed before is passed over. After an error some may be
    /// published, and all that are not are still there.
    pub async fn relay(&self, pks: &[String]) -> Result<usize, EngineError> {
        let mut by_tenant: BTreeMap<TenantId, Vec<String>> = BTreeMap::new();
        for pk in pks {
            if let Some(tenant) = outbox::tenant_of(pk) {
                by_tenant.entry(tenant).or_default().push(pk.clone());
            }
        }
        let loading = by_tenant
            .iter()
            .map(|(tenant, pks)| outbox::load(&self.store, tenant, pks));
        let rows = try_join_all(loading).await?;
        self.relay_all(rows.into_iter().flatten().collect()).await
    }

    /// Relays what should have been relayed by now, for as long as a sweep may: what is left is there the next time. A few
    /// at a time, and read again before: the relay may be on its way through them as well, what it has relayed meanwhile is
    /// not published a second time, and what is done stays done whenever this ends.
    pub async fn relay_overdue(&self) -> Result<usize, EngineError> {
        let end = Instant::now() + SWEEP_TIME;
        let before = self.clock.now().plus_ms(-OVERDUE_MS);
        let rows = outbox::pending(&self.store, Some(before)).await?;
        let pks: Vec<String> = rows.into_iter().map(|row| row.pk).collect();
        let mut relayed = 0;
        for some in pks.chunks(SWEPT_AT_ONCE) {
            relayed += self.relay(some).await?;
            if Instant::now() >= end {
                break;
            }
        }
        Ok(relayed)
    }

    async fn relay_all(&self, rows: Vec<Waiting>) -> Result<usize, EngineError> {
        let rows = self.placed(rows).await?;
        let (published, ()) = tokio::join!(self.publisher.publish(&rows), self.listeners.tell(&rows));
        let published = published?;
        let gone: Vec<&Waiting> = rows
            .iter()
            .enumerate()
            .filter(|(number, _)| published.contains(number))
            .map(|(_, row)| row)
            .collect();
        outbox::remove(&self.store, &gone).await?;
        if gone.len() < rows.len() {
            let left = rows.len() - gone.len();
            return Err(unavailable(format!("{left} events are not on the bus yet")));
        }
        Ok(gone.len())
    }

    /// The events with their places in the feeds of their tenants, in their order.
    async fn placed(&self, rows: Vec<Waiting>) -> Result<Vec<Waiting>, EngineError> {
        let mut by_tenant: BTreeMap<TenantId, Vec<Waiting>> = BTreeMap::new();
        for row in rows {
            let tenant = row.envelope.tenant_id.clone();
            by_tenant.entry(tenant).or_default().push(row);
        }
        let now = self.clock.now();
        let mut placed = Vec::new();
        for (tenant, rows) in by_tenant {
            placed.extend(feed::place(&self.store, &tenant, rows, now).await?);
        }
        placed.sort_by(|one, other| one.order.cmp(&other.order));
        Ok(placed)
    }

    /// Has the subscriber of this name handle an event that the bus brought: a few times, if need be; then the event is
    /// put among the dead letters. One that is not of interest is passed over. An error means that not even that was
    /// possible, so that the event must come again.
    pub async fn deliver(&self, name: &str, event: &Envelope) -> Result<(), EngineError> {
        let Some(subscriber) = self.subscriber(name) else {
            return Err(broken(format!("there is no subscriber {name}")));
        };
        self.deliver_to(&*subscriber, event).await
    }

    async fn deliver_to(&self, subscriber: &dyn Subscriber, event: &Envelope) -> Result<(), EngineError> {
        if !subscriber.wants(event) {
            return Ok(());
        }
        match delivery::deliver_with_retries(subscriber, event).await {
            Ok(()) => Ok(()),
            Err(error) => self.insert_dead_letter(subscriber.name(), event, &error).await,
        }
    }

    async fn insert_dead_letter(
        &self,
        name: &str,
        event: &Envelope,
        error: &HandleError,
    ) -> Result<(), EngineError> {
        tracing::error!(subscriber = name, id = %event.id, event = event.event.name(), %error, "dead letter");
        let (now, order) = (self.clock.now(), self.next_order());
        dead_letters::insert_dead_letter(&self.store, name, event, error, now, order).await
    }

    fn next_order(&self) -> u64 {
        self.failed.fetch_add(1, Ordering::Relaxed)
    }

    /// Tries letters of one subscriber of one tenant, notes what became of them and says how many were handled.
    async fn try_letters(&self, subscriber: &dyn Subscriber, letters: &[Kept]) -> Result<usize, EngineError> {
        let (mut round, mut handled) = (delivery::Round::begin(), 0);
        for kept in letters {
            let Kept { tenant, letter, .. } = kept;
            let retried = round.retry(subscriber, letter).await;
            let now = self.clock.now();
            match retried {
                Retried::Handled => {
                    dead_letters::delete_dead_letter(&self.store, tenant, &letter.id).await?;
                    handled += 1;
                }
                Retried::Failed(error) => {
                    dead_letters::failed(&self.store, kept, &error, now, self.next_order()).await?;
                }
                Retried::Spared => {
                    let due_at = delivery::next_try(now, letter.tries, &letter.id);
                    dead_letters::wait_until(&self.store, kept, due_at).await?;
                }
                Retried::Left => break,
            }
        }
        if let Some(kept) = letters.first().filter(|_| handled > 0) {
            // What they needed may be there again.
            let now = self.clock.now();
            for kept in dead_letters::waiting(&self.store, &kept.tenant, subscriber.name(), now).await? {
                dead_letters::wait_until(&self.store, &kept, Some(now)).await?;
            }
        }
        Ok(handled)
    }

    /// Letters to a subscriber that there is no more are for whoever runs the restaurant.
    async fn leave_letters(
        &self,
        tenant: &TenantId,
        name: &str,
        letters: &[Kept],
    ) -> Result<(), EngineError> {
        tracing::error!(%tenant, name, "there are dead letters to a subscriber that there is no more");
        for kept in letters {
            dead_letters::wait_until(&self.store, kept, None).await?;
        }
        Ok(())
    }

    fn subscribers(&self) -> Vec<Arc<dyn Subscriber>> {
        self.subscribers
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn subscriber(&self, name: &str) -> Option<Arc<dyn Subscriber>> {
        self.subscribers()
            .into_iter()
            .find(|subscriber| subscriber.name() == name)
    }
}

#[async_trait]
impl EventBus for DynamoEventBus {
    fn subscribe(&self, subscriber: Arc<dyn Subscriber>) {
        let mut subscribers = self.subscribers.write().unwrap_or_else(PoisonError::into_inner);
        if subscribers.iter().any(|other| other.name() == subscriber.name()) {
            tracing::error!(
                subscriber = subscriber.name(),
                "a second subscriber of this name gets nothing"
            );
            return;
        }
        subscribers.push(subscriber);
    }

    /// Straight to the subscribers of this process, and not through EventBridge.
    async fn run_until_idle(&self) -> Result<(), EngineError> {
        let _alone = self.delivering.lock().await;
        loop {
            let rows = outbox::pending(&self.store, None).await?;
            if rows.is_empty() {
                return Ok(());
            }
            let rows = self.placed(rows).await?;
            for row in &rows {
                let cursor = row.cursor.unwrap_or(0);
                let envelope = Arc::clone(&row.envelope);
                // Nobody may be watching.
                let _ = self.live.send(Published { cursor, envelope });
            }
            for subscriber in self.subscribers() {
                for row in &rows {
                    self.deliver_to(&*subscriber, &row.envelope).await?;
                }
            }
            outbox::remove(&self.store, &rows.iter().collect::<Vec<_>>()).await?;
        }
    }

    /// What [`EventBus::run_until_idle`] of this process delivers, and nothing else.
    fn watch(&self) -> broadcast::Receiver<Published> {
        self.live.subscribe()
    }

    async fn since(
        &self,
        tenant: &TenantId,
        cursor: u64,
        limit: usize,
    ) -> Result<Vec<Published>, EngineError> {
        feed::since(&self.store, tenant, cursor, limit).await
    }

    async fn latest(&self, tenant: &TenantId) -> Result<u64, EngineError> {
        feed::latest(&self.store, tenant).await
    }

    async fn dead_letters(&self, tenant: &TenantId) -> Result<Vec<DeadLetter>, EngineError> {
        dead_letters::list(&self.store, tenant).await
    }

    async fn retry(&self, tenant: &TenantId, id: &str) -> Result<bool, EngineError> {
        let Some(found) = dead_letters::find(&self.store, tenant, id).await? else {
            return Ok(false);
        };
        let Some(subscriber) = self.subscriber(&found.letter.subscriber) else {
            let gone = format!("there is no subscriber {} any more", found.letter.subscriber);
            return Err(broken(gone));
        };
        self.try_letters(&*subscriber, &[found]).await?;
        Ok(true)
    }

    async fn retry_due(&self) -> Result<usize, EngineError> {
        let mut groups: BTreeMap<(TenantId, String), Vec<Kept>> = BTreeMap::new();
        for kept in dead_letters::due(&self.store, self.clock.now()).await? {
            let group = (kept.tenant.clone(), kept.letter.subscriber.clone());
            let letters = groups.entry(group).or_default();
            if letters.len() < LETTERS_A_ROUND {
                letters.push(kept);
            }
        }
        let tried = groups.into_iter().map(|((tenant, name), letters)| async move {
            match self.subscriber(&name) {
                Some(subscriber) => self.try_letters(&*subscriber, &letters).await,
                None => self.leave_letters(&tenant, &name, &letters).await.map(|()| 0),
            }
        });
        // What one of them fails with is no reason for the others to end.
        let tried: Vec<_> = stream::iter(tried).buffer_unordered(GROUPS).collect().await;
        tried.into_iter().sum()
    }
}
