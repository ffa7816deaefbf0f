//! Events out of the same store as the documents, delivered when somebody asks for it: all of them, or one at a time in an
//! order of the caller's own.

use crate::broken;
use crate::store::{Data, Letter, Progress, Store};
use async_trait::async_trait;
use domain::event::Envelope;
use domain::failure::FailureCause;
use domain::{TenantId, Timestamp};
use ports::delivery::{LETTERS_A_ROUND, Retried, Round, deliver_once, next_try};
use ports::event_bus::{DeadLetter, HandleError, Published, Subscriber};
use ports::{Clock, EngineError, EventBus};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::broadcast;

/// Number of times that a subscriber is asked before an event is put among the dead letters.
const ATTEMPTS: usize = 3;
/// Maximum number of events that a receiver may lag behind before it loses the oldest.
const LAG: usize = 64;
/// Maximum number of dead letters that are listed.
const LETTERS: usize = 100;

/// See [`EventBus`].
#[derive(Debug)]
pub struct MemoryEventBus {
    store: Store,
    clock: Arc<dyn Clock>,
    subscribers: RwLock<Vec<Arc<dyn Subscriber>>>,
    live: broadcast::Sender<Published>,
    /// The cursor of the last published event. Held while events are delivered, so that each is delivered in its turn.
    published: tokio::sync::Mutex<u64>,
}

/// An event that a subscriber wants and has not handled.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub subscriber: &'static str,
    pub event: Published,
}

impl MemoryEventBus {
    /// A bus whose live part begins with the next event that is committed.
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>) -> MemoryEventBus {
        let newest = store.lock().newest_event;
        MemoryEventBus {
            store,
            clock,
            subscribers: RwLock::default(),
            live: broadcast::Sender::new(LAG),
            published: tokio::sync::Mutex::new(newest),
        }
    }

    /// What is to be delivered, by subscriber in the order in which they have subscribed, oldest event first.
    pub fn pending(&self) -> Vec<Delivery> {
        let mut pending = Vec::new();
        for subscriber in self.subscribers() {
            let events = self.next_events(&*subscriber);
            pending.extend(events.into_iter().map(|event| Delivery {
                subscriber: subscriber.name(),
                event,
            }));
        }
        pending
    }

    /// Delivers one event to one subscriber, whether it is its turn or not, and whether it was delivered before or not.
    /// After an error it is still to be delivered, unless it was handled before.
    pub async fn deliver(&self, delivery: &Delivery) -> Result<(), HandleError> {
        let Some(subscriber) = self.subscriber(delivery.subscriber) else {
            return Err(self.unknown(delivery.subscriber).into());
        };
        deliver_once(&*subscriber, &delivery.event.envelope).await?;
        handled(&mut self.store.lock(), delivery.subscriber, delivery.event.cursor);
        Ok(())
    }

    /// The cursor up to which every subscriber has handled the events.
    pub(crate) fn delivered_to_all(&self) -> u64 {
        let data = self.store.lock();
        let places = self.subscribers().into_iter().map(|subscriber| {
            let progress = data.progress.get(subscriber.name());
            progress.map_or(0, |progress| progress.up_to)
        });
        places.min().unwrap_or(data.newest_event)
    }

    /// The events that a subscriber wants and has not handled, oldest first. Those it does not want count as handled.
    fn next_events(&self, subscriber: &dyn Subscriber) -> Vec<Published> {
        let mut data = self.store.lock();
        let progress = data.progress.get(subscriber.name()).cloned().unwrap_or_default();
        let Progress { mut up_to, ahead } = progress;
        let mut wanted = Vec::new();
        for (cursor, event) in data.events.range(up_to + 1..) {
            if !ahead.contains(cursor) && subscriber.wants(&event.envelope) {
                wanted.push(Published {
                    cursor: *cursor,
                    envelope: Arc::clone(&event.envelope),
                });
            } else if wanted.is_empty() {
                up_to = *cursor;
            }
        }
        let progress = data.progress.entry(subscriber.name()).or_default();
        progress.up_to = up_to;
        progress.ahead.retain(|cursor| *cursor > up_to);
        wanted
    }

    /// Delivers what is to be delivered to a subscriber, and says whether there was anything.
    async fn deliver_all(&self, subscriber: &dyn Subscriber) -> bool {
        let events = self.next_events(subscriber);
        for event in &events {
            let mut outcome = Ok(());
            for _ in 0..ATTEMPTS {
                outcome = deliver_once(subscriber, &event.envelope).await;
                if outcome.is_ok() {
                    break;
                }
            }
            if let Err(error) = outcome {
                self.insert_dead_letter(subscriber.name(), event, &error);
            }
            handled(&mut self.store.lock(), subscriber.name(), event.cursor);
        }
        !events.is_empty()
    }

    fn publish(&self, published: &mut u64) {
        let data = self.store.lock();
        for (cursor, event) in data.events.range(*published + 1..) {
            *published = *cursor;
            // Nobody may be watching.
            let _ = self.live.send(Published {
                cursor: *cursor,
                envelope: Arc::clone(&event.envelope),
            });
        }
    }

    /// Puts an event among the dead letters; the same event of the same subscriber once.
    fn insert_dead_letter(&self, subscriber: &'static str, event: &Published, error: &HandleError) {
        tracing::error!(subscriber, id = %event.envelope.id, event = event.envelope.event.name(), %error, "dead letter");
        let mut data = self.store.lock();
        let known = data.letters.iter().find_map(|(id, letter)| {
            (letter.subscriber == subscriber && letter.cursor == event.cursor).then_some(*id)
        });
        let id = known.unwrap_or(data.newest_letter + 1);
        data.newest_letter = data.newest_letter.max(id);
        let tries = data.letters.get(&id).map_or(0, |letter| letter.tries) + 1;
        let now = self.clock.now();
        let letter = Letter {
            subscriber,
            cursor: event.cursor,
            cause: error.cause,
            error: error.to_string(),
            failed_at: now,
            tries,
            due_at: next_try(now, tries, id),
            envelope: Arc::clone(&event.envelope),
        };
        data.letters.insert(id, letter);
    }

    /// Tries letters of one subscriber of one tenant, notes what became of them and says how many were handled.
    async fn try_letters(&self, subscriber: &dyn Subscriber, letters: Vec<(u64, Letter)>) -> usize {
        let (mut round, mut handled) = (Round::begin(), 0);
        for (id, letter) in letters {
            let retried = round.retry(subscriber, &dead_letter(id, &letter)).await;
            let now = self.clock.now();
            match retried {
                Retried::Handled => {
                    self.store.lock().letters.remove(&id);
                    self.let_try(&letter, now);
                    handled += 1;
                }
                Retried::Failed(error) => {
                    let event = Published {
                        cursor: letter.cursor,
                        envelope: letter.envelope,
                    };
                    self.insert_dead_letter(letter.subscriber, &event, &error);
                }
                Retried::Spared => {
                    if let Some(spared) = self.store.lock().letters.get_mut(&id) {
                        spared.due_at = next_try(now, spared.tries, id);
                    }
                }
                Retried::Left => break,
            }
        }
        handled
    }

    /// What the others of the same subscriber and tenant need may be there again.
    fn let_try(&self, handled: &Letter, now: Timestamp) {
        for letter in self.store.lock().letters.values_mut() {
            let beside = letter.subscriber == handled.subscriber
                && letter.envelope.tenant_id == handled.envelope.tenant_id;
            if beside && letter.cause == FailureCause::Unavailable {
                letter.due_at = letter.due_at.map(|due| due.min(now));
            }
        }
    }

    fn subscribers(&self) -> Vec<Arc<dyn Subscriber>> {
        self.subscribers
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn subscriber(&self, name: &str) -> Option<Arc<dyn Subscriber>> {
        let mut all = self.subscribers().into_iter();
        all.find(|subscriber| subscriber.name() == name)
    }

    fn unknown(&self, subscriber: &str) -> EngineError {
        broken(format!("there is no subscriber {subscriber} any more"))
    }
}

/// Notes that a subscriber has handled an event.
fn handled(data: &mut Data, subscriber: &'static str, cursor: u64) {
    let progress = data.progress.entry(subscriber).or_default();
    if cursor > progress.up_to {
        progress.ahead.insert(cursor);
    }
}

#[async_trait]
impl EventBus for MemoryEventBus {
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

    async fn run_until_idle(&self) -> Result<(), EngineError> {
        let mut published = self.published.lock().await;
        loop {
            self.publish(&mut published);
            let mut any = false;
            for subscriber in self.subscribers() {
                any |= self.deliver_all(&*subscriber).await;
            }
            if !any {
                return Ok(());
            }
        }
    }

    fn watch(&self) -> broadcast::Receiver<Published> {
        self.live.subscribe()
    }

    async fn since(
        &self,
        tenant: &TenantId,
        cursor: u64,
        limit: usize,
    ) -> Result<Vec<Published>, EngineError> {
        let data = self.store.lock();
        let later = data.events.range(cursor.saturating_add(1)..);
        let own = later.filter(|(at, event)| **at > cursor && event.envelope.tenant_id == *tenant);
        let published = own.map(|(cursor, event)| Published {
            cursor: *cursor,
            envelope: Arc::clone(&event.envelope),
        });
        Ok(published.take(limit).collect())
    }

    async fn latest(&self, _: &TenantId) -> Result<u64, EngineError> {
        Ok(self.store.lock().newest_event)
    }

    async fn dead_letters(&self, tenant: &TenantId) -> Result<Vec<DeadLetter>, EngineError> {
        let data = self.store.lock();
        let own = data
            .letters
            .iter()
            .filter(|(_, letter)| letter.envelope.tenant_id == *tenant);
        let mut own: Vec<_> = own.collect();
        own.sort_by_key(|(id, letter)| (letter.failed_at, **id));
        let newest = own.into_iter().rev().take(LETTERS);
        Ok(newest.map(|(id, letter)| dead_letter(*id, letter)).collect())
    }

    async fn retry(&self, tenant: &TenantId, id: &str) -> Result<bool, EngineError> {
        let _alone = self.published.lock().await;
        let Ok(id) = id.parse::<u64>() else {
            return Ok(false);
        };
        let found = self.store.lock().letters.get(&id).cloned();
        let Some(letter) = found.filter(|letter| letter.envelope.tenant_id == *tenant) else {
            return Ok(false);
        };
        let subscriber = self
            .subscriber(letter.subscriber)
            .ok_or_else(|| self.unknown(letter.subscriber))?;
        self.try_letters(&*subscriber, vec![(id, letter)]).await;
        Ok(true)
    }

    async fn retry_due(&self) -> Result<usize, EngineError> {
        let _alone = self.published.lock().await;
        let now = self.clock.now();
        let mut due: Vec<(u64, Letter)> = Vec::new();
        for (id, letter) in &self.store.lock().letters {
            if letter.due_at.is_some_and(|at| at <= now) {
                due.push((*id, letter.clone()));
            }
        }
        due.sort_by_key(|(id, letter)| (letter.due_at, *id));
        let mut groups: BTreeMap<(TenantId, &'static str), Vec<(u64, Letter)>> = BTreeMap::new();
        for (id, letter) in due {
            let group = (letter.envelope.tenant_id.clone(), letter.subscriber);
            let letters = groups.entry(group).or_default();
            if letters.len() < LETTERS_A_ROUND {
                letters.push((id, letter));
            }
        }
        let mut handled = 0;
        for ((_, name), letters) in groups {
            if let Some(subscriber) = self.subscriber(name) {
                handled += self.try_letters(&*subscriber, letters).await;
            }
        }
        Ok(handled)
    }
}

fn dead_letter(id: u64, letter: &Letter) -> DeadLetter {
    let Envelope { event, subject, .. } = &*letter.envelope;
    DeadLetter {
        id: id.to_string(),
        subscriber: letter.subscriber.to_owned(),
        cause: letter.cause,
        error: letter.error.clone(),
        failed_at: letter.failed_at,
        tries: letter.tries,
        due_at: letter.due_at,
        event: event.name().to_owned(),
        subject: subject.clone(),
        envelope: Some((*letter.envelope).clone()),
    }
}
