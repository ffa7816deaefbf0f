//! What is kept while processes come and go.

use domain::event::Envelope;
use domain::failure::FailureCause;
use domain::stage::CurrentStep;
use domain::{OrderId, TenantId, Timestamp};
use ports::blobs::Blob;
use ports::body::Body;
use ports::documents::{Document, Index, IndexEntry, Key};
use ports::mailer::SentMail;
use ports::tenants::RegisteredTenant;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// All data of a deployment. Clones are the same store; [`Store::copy`] is another one.
#[derive(Debug, Clone, Default)]
pub struct Store(Arc<Mutex<Data>>);

impl Store {
    /// Another store with the same data, which goes its own way from here on. Nothing was written in it yet.
    #[must_use]
    pub fn copy(&self) -> Store {
        let mut data = self.lock().clone();
        data.written = Vec::new();
        Store(Arc::new(Mutex::new(data)))
    }

    /// The data, which nobody else changes meanwhile. Never held while something is awaited.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Data> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Data {
    pub(crate) documents: BTreeMap<TenantId, TenantDocuments>,
    /// What was written, in its order: see [`MemoryDocuments::changed`](crate::MemoryDocuments::changed).
    pub(crate) written: Vec<(TenantId, Key)>,
    pub(crate) sequences: BTreeMap<(TenantId, String), u64>,
    /// Committed events by their cursor.
    pub(crate) events: BTreeMap<u64, StoredEvent>,
    /// The cursor of the newest event that ever was, or 0.
    pub(crate) newest_event: u64,
    pub(crate) progress: BTreeMap<&'static str, Progress>,
    pub(crate) letters: BTreeMap<u64, Letter>,
    /// The id of the newest dead letter that ever was, or 0.
    pub(crate) newest_letter: u64,
    pub(crate) supervised: BTreeMap<(TenantId, OrderId), Supervised>,
    pub(crate) blobs: BTreeMap<(TenantId, String), Blob>,
    pub(crate) mails: BTreeMap<TenantId, Vec<SentMail>>,
    pub(crate) tenants: BTreeMap<TenantId, RegisteredTenant>,
}

/// The documents of a tenant, and its entries in the indexes.
#[derive(Debug, Clone, Default)]
pub(crate) struct TenantDocuments {
    pub(crate) by_key: BTreeMap<Key, StoredDocument>,
    pub(crate) entries: BTreeSet<Entry>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct StoredDocument {
    pub(crate) version: u64,
    pub(crate) body: Body,
    pub(crate) counters: BTreeMap<String, i64>,
    pub(crate) indexes: Vec<IndexEntry>,
    pub(crate) expires_at: Option<Timestamp>,
}

impl StoredDocument {
    pub(crate) fn is_there(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|at| at > now)
    }

    pub(crate) fn document(&self, key: &Key) -> Document {
        Document {
            key: key.clone(),
            version: self.version,
            body: self.body.clone(),
            counters: self.counters.clone(),
        }
    }
}

/// A place in an index, in the order in which pages are read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub(crate) index: Index,
    pub(crate) partition: String,
    pub(crate) sort: String,
    pub(crate) key: Key,
}

#[derive(Debug, Clone)]
pub(crate) struct StoredEvent {
    /// When it was committed.
    pub(crate) at: Timestamp,
    pub(crate) envelope: Arc<Envelope>,
}

/// How far a subscriber is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    /// All events up to this cursor are handled.
    pub(crate) up_to: u64,
    /// Events after it that were handled before others.
    pub(crate) ahead: BTreeSet<u64>,
}

/// An event that a subscriber could not handle.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) subscriber: &'static str,
    pub(crate) cursor: u64,
    pub(crate) cause: FailureCause,
    pub(crate) error: String,
    pub(crate) failed_at: Timestamp,
    pub(crate) tries: u32,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) envelope: Arc<Envelope>,
}

/// An order as its supervisor knows it.
#[derive(Debug, Clone)]
pub(crate) struct Supervised {
    pub(crate) step: CurrentStep,
    /// As it was asked for, which is not when it is tried again.
    pub(crate) limit: Timestamp,
    /// When the handler is to be asked; `None` when nothing is waited for.
    pub(crate) due: Option<Timestamp>,
    /// How often the handler has failed on it.
    pub(crate) failures: u32,
    pub(crate) stopped: bool,
    /// Of the order, as of the latest news.
    pub(crate) version: u64,
    /// Since when nothing is waited for.
    pub(crate) ended_at: Option<Timestamp>,
}
