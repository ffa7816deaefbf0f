//! The committed events as one stream: read from the file once, then handed to everyone from memory.

use super::database::Database;
use super::outbox::{self, Batch};
use ports::EngineError;
use ports::event_bus::Published;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{broadcast, watch};

/// Maximum number of events that a receiver may lag behind before it loses the oldest.
const LAG: usize = 4_096;
/// Number of the newest events that stay in memory.
const WINDOW: usize = 2_048;
/// Maximum number of events that are read at once.
const READ_BATCH: usize = 512;

/// See the module.
#[derive(Debug)]
pub(super) struct Stream {
    database: Arc<Database>,
    live: broadcast::Sender<Published>,
    published: watch::Sender<u64>,
    publishing: tokio::sync::Mutex<()>,
    window: Mutex<Window>,
}

/// The newest events: all of those after `start`, up to the last one published.
#[derive(Debug)]
struct Window {
    start: u64,
    events: VecDeque<Published>,
}

impl Stream {
    /// A stream whose live part begins with the next event that is committed.
    pub(super) fn new(database: Arc<Database>) -> Stream {
        let newest = *database.committed().borrow();
        Stream {
            database,
            live: broadcast::Sender::new(LAG),
            published: watch::Sender::new(newest),
            publishing: tokio::sync::Mutex::new(()),
            window: Mutex::new(Window {
                start: newest,
                events: VecDeque::new(),
            }),
        }
    }

    /// Events as they are published.
    pub(super) fn watch(&self) -> broadcast::Receiver<Published> {
        self.live.subscribe()
    }

    /// The place of the last published event, and when it grows.
    pub(super) fn published(&self) -> watch::Receiver<u64> {
        self.published.subscribe()
    }

    /// Publishes everything that is committed and not published yet.
    pub(super) async fn publish(&self) -> Result<(), EngineError> {
        let _alone = self.publishing.lock().await;
        let committed = self.database.committed();
        loop {
            let from = *self.published.borrow();
            if from >= *committed.borrow() {
                return Ok(());
            }
            let batch = self
                .database
                .read(move |db| outbox::after(db, from, READ_BATCH))
                .await?;
            if batch.last == from {
                return Ok(());
            }
            self.keep(&batch);
            for event in batch.events {
                // Nobody may be watching.
                let _ = self.live.send(event);
            }
            self.published.send_replace(batch.last);
        }
    }

    fn keep(&self, batch: &Batch) {
        let mut window = self.window();
        if !batch.unreadable.is_empty() {
            // The window knows only what can be read: all up to here is read from the file, with what cannot.
            window.events.clear();
            window.start = batch.last;
            return;
        }
        window.events.extend(batch.events.iter().cloned());
        while window.events.len() > WINDOW {
            window.start = window
                .events
                .pop_front()
                .map_or(window.start, |event| event.cursor);
        }
    }

    /// The events after a place, oldest first, at most `limit`. Events that are not published yet may be missing.
    pub(super) async fn after(&self, cursor: u64, limit: usize) -> Result<Batch, EngineError> {
        if cursor >= *self.published.borrow() {
            return Ok(Batch::empty(cursor));
        }
        if let Some(batch) = self.window().after(cursor, limit) {
            return Ok(batch);
        }
        self.database
            .read(move |db| outbox::after(db, cursor, limit))
            .await
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Window {
    /// `None` when the place is older than what is in memory, or there is nothing after it.
    fn after(&self, cursor: u64, limit: usize) -> Option<Batch> {
        if cursor < self.start {
            return None;
        }
        let first = self.events.partition_point(|event| event.cursor <= cursor);
        let events: Vec<Published> = self.events.iter().skip(first).take(limit).cloned().collect();
        let last = events.last()?.cursor;
        Some(Batch {
            events,
            ..Batch::empty(last)
        })
    }
}
