//! Events out of the same file as the documents: what is committed is delivered, also after a crash.

use super::dead_letters::{self, Kept};
use super::documents::SqliteDocuments;
use super::failure::broken;
use super::outbox;
use super::stream::Stream;
use super::subscription::{DeliveryContext, Subscription};
use super::tasks::Tasks;
use super::writer::Transaction;
use crate::failure::sqlite;
use async_trait::async_trait;
use domain::time::{DAY_MS, SECOND_MS};
use domain::{TenantId, Timestamp};
use futures::{StreamExt as _, stream};
use ports::delivery::{self, Retried};
use ports::event_bus::{DeadLetter, Published, Subscriber};
use ports::{Clock, EngineError, EventBus};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::broadcast;

/// Maximum number of dead letters that are listed.
const LETTERS: usize = 100;
/// Number of subscribers, each with the letters of one tenant, that are tried again at the same time.
const GROUPS: usize = 16;
/// Maximum number of old events that are removed at once.
const FORGET: usize = 1_024;
/// Whether the file keeps what is written is looked at so often at most.
const CHECKED_MS: i64 = SECOND_MS;
/// How often dead letters are looked at.
const RETRIED: Duration = Duration::from_secs(5);
/// The pause after the file could not be read or written.
const PAUSE: Duration = Duration::from_secs(1);

/// See [`EventBus`]. Events are delivered by the tasks that [`SqliteEventBus::spawn`] starts and by those who call
/// [`EventBus::run_until_idle`]; never by two at once to one subscriber.
#[derive(Debug)]
pub struct SqliteEventBus {
    context: DeliveryContext,
    stream: Stream,
    subscriptions: RwLock<Vec<Arc<Subscription>>>,
    /// When the file was found to keep what is written.
    checked: tokio::sync::Mutex<Option<Timestamp>>,
    tasks: Tasks,
}

impl SqliteEventBus {
    /// A bus for what is committed to `documents`.
    pub fn new(documents: &Arc<SqliteDocuments>, clock: Arc<dyn Clock>) -> Arc<SqliteEventBus> {
        let database = Arc::clone(documents.database());
        Arc::new(SqliteEventBus {
            stream: Stream::new(Arc::clone(&database)),
            context: DeliveryContext { database, clock },
            subscriptions: RwLock::default(),
            checked: tokio::sync::Mutex::default(),
            tasks: Tasks::default(),
        })
    }

    /// Starts to publish and to deliver in the background, to those who have subscribed by now. Needs a tokio
    /// runtime. Calling it again starts nothing.
    pub fn spawn(self: &Arc<Self>) {
        if !self.tasks.begin() {
            return;
        }
        let bus = Arc::clone(self);
        self.tasks.spawn(async move { bus.publish_all().await });
        let bus = Arc::clone(self);
        self.tasks.spawn(async move { bus.retry_letters().await });
        for subscription in self.subscriptions() {
            self.tasks.spawn(Arc::clone(self).follow(subscription));
        }
    }

    /// Ends the tasks, after what they are delivering just now, and stores how far each subscriber is. What is not
    /// delivered then is delivered after the next start.
    pub async fn shutdown(&self) -> Result<(), EngineError> {
        self.tasks.shutdown().await;
        self.delivered_to_all().await?;
        Ok(())
    }

    /// Removes events that are older than a day and were delivered to everyone.
    pub async fn forget_old(&self) -> Result<usize, EngineError> {
        let up_to = self.delivered_to_all().await?;
        let before = self.context.clock.now().plus_ms(-DAY_MS);
        let mut removed = 0;
        loop {
            let forget = move |transaction: &mut Transaction<'_>| -> Result<usize, EngineError> {
                outbox::forget(transaction.db, up_to, before, FORGET).map_err(sqlite)
            };
            let some = self.context.database.write(forget).await?;
            removed += some;
            if some < FORGET {
                return Ok(removed);
            }
        }
    }

    /// The place up to which every subscriber has handled the events.
    async fn delivered_to_all(&self) -> Result<u64, EngineError> {
        let mut least = *self.stream.published().borrow();
        for subscription in self.subscriptions() {
            least = least.min(subscription.settle(&self.context.database).await?);
        }
        Ok(least)
    }

    /// Publishes until the bus is shut down.
    async fn publish_all(&self) {
        let mut committed = self.context.database.committed();
        let stop = &self.tasks.stop;
        while !stop.is_cancelled() {
            committed.borrow_and_update();
            if let Err(error) = self.stream.publish().await {
                tracing::error!(%error, "events could not be published and will be later");
                stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await;
            } else if let Some(Err(_)) = stop.run_until_cancelled(committed.changed()).await {
                return;
            }
        }
    }

    /// Tries dead letters again until the bus is shut down.
    async fn retry_letters(&self) {
        let stop = &self.tasks.stop;
        while stop
            .run_until_cancelled(tokio::time::sleep(RETRIED))
            .await
            .is_some()
        {
            if let Err(error) = self.retry_due().await {
                tracing::error!(%error, "dead letters could not be looked at and will be later");
            }
        }
    }

    /// Delivers to one subscriber until the bus is shut down.
    async fn follow(self: Arc<Self>, subscription: Arc<Subscription>) {
        let subscriber = subscription.subscriber.name();
        let mut published = self.stream.published();
        let stop = &self.tasks.stop;
        while !stop.is_cancelled() {
            published.borrow_and_update();
            match subscription.deliver(&self.stream, &self.context).await {
                Ok(true) => {}
                Ok(false) => {
                    stop.run_until_cancelled(published.changed()).await;
                }
                Err(error) => {
                    tracing::error!(subscriber, %error, "events could not be delivered and will be again");
                    stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await;
                }
            }
        }
    }

    fn subscriptions(&self) -> Vec<Arc<Subscription>> {
        self.subscriptions
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

#[async_trait]
impl EventBus for SqliteEventBus {
    fn subscribe(&self, subscriber: Arc<dyn Subscriber>) {
        let mut subscriptions = self.subscriptions.write().unwrap_or_else(PoisonError::into_inner);
        if subscriptions
            .iter()
            .any(|other| other.subscriber.name() == subscriber.name())
        {
            tracing::error!(
                subscriber = subscriber.name(),
                "a second subscriber of this name gets nothing"
            );
            return;
        }
        subscriptions.push(Arc::new(Subscription::new(subscriber)));
    }

    async fn run_until_idle(&self) -> Result<(), EngineError> {
        let committed = self.context.database.committed();
        loop {
            self.stream.publish().await?;
            let newest = *committed.borrow();
            for subscription in self.subscriptions() {
                while subscription.deliver(&self.stream, &self.context).await? {}
            }
            if *committed.borrow() == newest {
                return Ok(());
            }
        }
    }

    fn watch(&self) -> broadcast::Receiver<Published> {
        self.stream.watch()
    }

    async fn since(
        &self,
        tenant: &TenantId,
        cursor: u64,
        limit: usize,
    ) -> Result<Vec<Published>, EngineError> {
        let tenant = tenant.clone();
        self.context
            .database
            .read(move |db| outbox::of_tenant(db, &tenant, cursor, limit))
            .await
    }

    async fn latest(&self, _: &TenantId) -> Result<u64, EngineError> {
        Ok(*self.context.database.committed().borrow())
    }

    async fn ready(&self, _: &TenantId) -> Result<(), EngineError> {
        let mut checked = self.checked.lock().await;
        let now = self.context.clock.now();
        // Anybody may ask, and each look writes.
        let fresh = |at: &Timestamp| *at <= now && now.since_ms(*at) < CHECKED_MS;
        if checked.as_ref().is_some_and(fresh) {
            return Ok(());
        }
        self.context.database.check(now).await?;
        *checked = Some(now);
        Ok(())
    }

    async fn dead_letters(&self, tenant: &TenantId) -> Result<Vec<DeadLetter>, EngineError> {
        let tenant = tenant.clone();
        self.context
            .database
            .read(move |db| dead_letters::list(db, &tenant, LETTERS))
            .await
    }

    async fn retry(&self, tenant: &TenantId, id: &str) -> Result<bool, EngineError> {
        let Ok(number) = id.parse::<i64>() else {
            return Ok(false);
        };
        let owner = tenant.clone();
        let find = move |db: &Connection| dead_letters::find(db, &owner, number);
        let Some(found) = self.context.database.read(find).await? else {
            return Ok(false);
        };
        let Some(subscriber) = self.subscriber(&found.letter.subscriber) else {
            let gone = format!("there is no subscriber {} any more", found.letter.subscriber);
            return Err(broken(gone));
        };
        self.try_letters(&*subscriber, vec![found]).await?;
        Ok(true)
    }

    async fn retry_due(&self) -> Result<usize, EngineError> {
        let now = self.context.clock.now();
        let due = self
            .context
            .database
            .read(move |db| dead_letters::due(db, now))
            .await?;
        let mut groups: BTreeMap<(TenantId, String), Vec<Kept>> = BTreeMap::new();
        for kept in due {
            let group = (kept.tenant.clone(), kept.letter.subscriber.clone());
            groups.entry(group).or_default().push(kept);
        }
        let tried = groups.into_iter().map(|((tenant, name), letters)| async move {
            match self.subscriber(&name) {
                Some(subscriber) => self.try_letters(&*subscriber, letters).await,
                None => self.leave_letters(tenant, name).await.map(|()| 0),
            }
        });
        // What one of them fails with is no reason for the others to end.
        let tried: Vec<_> = stream::iter(tried).buffer_unordered(GROUPS).collect().await;
        tried.into_iter().sum()
    }
}

impl SqliteEventBus {
    fn subscriber(&self, name: &str) -> Option<Arc<dyn Subscriber>> {
        let subscriptions = self.subscriptions();
        let found = subscriptions.iter().find(|one| one.subscriber.name() == name);
        found.map(|one| Arc::clone(&one.subscriber))
    }

    /// Tries letters of one subscriber of one tenant, notes what became of each and says how many were handled.
    async fn try_letters(
        &self,
        subscriber: &dyn Subscriber,
        letters: Vec<Kept>,
    ) -> Result<usize, EngineError> {
        let group = letters
            .first()
            .map(|kept| (kept.tenant.clone(), subscriber.name()));
        let (mut round, mut handled) = (delivery::Round::begin(), 0);
        for kept in letters {
            if self.tasks.stop.is_cancelled() {
                break;
            }
            let retried = round.retry(subscriber, &kept.letter).await;
            handled += usize::from(matches!(retried, Retried::Handled));
            let now = self.context.clock.now();
            let note = move |transaction: &mut Transaction<'_>| match &retried {
                Retried::Handled => dead_letters::delete(transaction.db, &kept),
                Retried::Failed(error) => dead_letters::failed(transaction.db, &kept, error, now),
                Retried::Spared => dead_letters::spared(transaction.db, &kept, now),
                Retried::Left => Ok(()),
            };
            self.context.database.write(note).await?;
        }
        if let Some((tenant, name)) = group.filter(|_| handled > 0) {
            let now = self.context.clock.now();
            let due = move |transaction: &mut Transaction<'_>| {
                dead_letters::let_all_try(transaction.db, &tenant, name, now)
            };
            self.context.database.write(due).await?;
        }
        Ok(handled)
    }

    /// Letters to a subscriber that there is no more are for whoever runs the restaurant.
    async fn leave_letters(&self, tenant: TenantId, subscriber: String) -> Result<(), EngineError> {
        tracing::error!(%tenant, subscriber, "there are dead letters to a subscriber that there is no more");
        let leave = move |transaction: &mut Transaction<'_>| {
            dead_letters::leave(transaction.db, &tenant, &subscriber)
        };
        self.context.database.write(leave).await
    }
}
