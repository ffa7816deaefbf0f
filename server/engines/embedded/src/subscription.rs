//! The delivery to one subscriber, independent of all others.

use super::database::Database;
use super::dead_letters::{self, Failed};
use super::outbox;
use super::stream::Stream;
use super::writer::Transaction;
use futures::{StreamExt, TryStreamExt, stream};
use ports::delivery;
use ports::event_bus::{Published, Subscriber};
use ports::{Clock, EngineError};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Number of events that are delivered before the place is stored.
const BATCH: usize = 256;
/// Maximum number of subjects that are handled at the same time.
const SUBJECTS: usize = 64;
/// While a subscriber wants nothing, its place is stored once in this many events.
const UNWANTED: u64 = 1_024;

/// A subscriber and how far it is.
#[derive(Debug)]
pub(super) struct Subscription {
    pub(super) subscriber: Arc<dyn Subscriber>,
    /// Held while events are delivered, so that each is delivered in its turn, whichever task begins it.
    progress: Mutex<Option<Progress>>,
}

#[derive(Debug, Clone, Copy)]
struct Progress {
    handled: u64,
    stored: u64,
}

impl Subscription {
    pub(super) fn new(subscriber: Arc<dyn Subscriber>) -> Subscription {
        Subscription {
            subscriber,
            progress: Mutex::new(None),
        }
    }

    /// Delivers the next events and says whether there were any. After an error they come again.
    pub(super) async fn deliver(
        &self,
        stream: &Stream,
        context: &DeliveryContext,
    ) -> Result<bool, EngineError> {
        let mut progress = self.progress.lock().await;
        let mut now = self.loaded(*progress, &context.database).await?;
        *progress = Some(now);
        let batch = stream.after(now.handled, BATCH).await?;
        if batch.last == now.handled {
            return Ok(false);
        }
        let subjects = by_subject(
            batch
                .events
                .into_iter()
                .filter(|event| self.subscriber.wants(&event.envelope)),
        );
        let wanted = !subjects.is_empty() || !batch.unreadable.is_empty();
        for event in batch.unreadable {
            self.keep_failed(Failed::unreadable(event), context).await?;
        }
        stream::iter(subjects)
            .map(|events| self.deliver_subject(events, context))
            .buffer_unordered(SUBJECTS)
            .try_collect::<()>()
            .await?;
        if wanted || batch.last - now.stored >= UNWANTED {
            self.store(batch.last, &context.database).await?;
            now.stored = batch.last;
        }
        now.handled = batch.last;
        *progress = Some(now);
        Ok(true)
    }

    /// Stores how far the subscriber is, where that was put off, and returns it.
    pub(super) async fn settle(&self, database: &Database) -> Result<u64, EngineError> {
        let mut progress = self.progress.lock().await;
        let mut now = self.loaded(*progress, database).await?;
        if now.stored < now.handled {
            self.store(now.handled, database).await?;
            now.stored = now.handled;
        }
        *progress = Some(now);
        Ok(now.handled)
    }

    async fn loaded(&self, known: Option<Progress>, database: &Database) -> Result<Progress, EngineError> {
        if let Some(known) = known {
            return Ok(known);
        }
        let name = self.subscriber.name();
        let position = database.read(move |db| outbox::position(db, name)).await?;
        Ok(Progress {
            handled: position,
            stored: position,
        })
    }

    async fn store(&self, position: u64, database: &Database) -> Result<(), EngineError> {
        let name = self.subscriber.name();
        database
            .write(move |transaction: &mut Transaction<'_>| {
                outbox::set_position(transaction.db, name, position)
            })
            .await
    }

    async fn deliver_subject(
        &self,
        events: Vec<Published>,
        context: &DeliveryContext,
    ) -> Result<(), EngineError> {
        for event in events {
            if let Err(error) = delivery::deliver_with_retries(&*self.subscriber, &event.envelope).await {
                self.keep_failed(Failed::event(&event, &error)?, context).await?;
            }
        }
        Ok(())
    }

    /// Puts an event among the dead letters.
    async fn keep_failed(&self, failed: Failed, context: &DeliveryContext) -> Result<(), EngineError> {
        let name = self.subscriber.name();
        tracing::error!(subscriber = name, ?failed, "dead letter");
        let now = context.clock.now();
        let insert = move |transaction: &mut Transaction<'_>| -> Result<(), EngineError> {
            dead_letters::insert(transaction.db, name, &failed, now)
        };
        context.database.write(insert).await
    }
}

/// What a delivery needs besides the events.
#[derive(Debug)]
pub(super) struct DeliveryContext {
    pub(super) database: Arc<Database>,
    pub(super) clock: Arc<dyn Clock>,
}

/// Events of one subject together and in their order; subjects in the order of their first event.
fn by_subject(events: impl Iterator<Item = Published>) -> Vec<Vec<Published>> {
    let mut subjects: Vec<Vec<Published>> = Vec::new();
    let mut places = HashMap::new();
    for event in events {
        let subject = (event.envelope.tenant_id.clone(), event.envelope.subject.clone());
        let place = *places.entry(subject).or_insert(subjects.len());
        match subjects.get_mut(place) {
            Some(before) => before.push(event),
            None => subjects.push(vec![event]),
        }
    }
    subjects
}
