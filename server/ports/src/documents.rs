//! Documents by key, with conditions, counters, indexes and an outbox: what DynamoDB and SQLite can both do well.

use super::EngineError;
use super::body::{Body, Record};
use async_trait::async_trait;
use domain::event::Envelope;
use domain::{TenantId, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// The tables. Each has one owner among the services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    Users,
    Customers,
    Catalog,
    Orders,
    Steps,
    Payments,
    Notifications,
    Dashboard,
    Webhooks,
    Claims,
    Catering,
}

/// Where a document lies within a tenant. The engine puts `TENANT#<id>#` before `pk`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub table: Table,
    /// E.g. `ORDER#o_…`.
    pub pk: String,
    /// E.g. `INFO`.
    pub sk: String,
}

/// A way to find documents other than by key. A document has at most one entry in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    /// A customer's orders by time.
    OrdersByCustomer,
    /// Orders that are not finished: each in the one queue where it waits for somebody.
    OrdersByQueue,
    /// Finished orders by how they ended, and when.
    OrdersByState,
    /// All orders by time.
    OrdersByTime,
    /// Users by e-mail address or the id of the person.
    UsersByAlias,
    /// Customers by number.
    CustomersByNumber,
}

/// A document's place in an index: all entries of a partition are sorted by `sort`, bytewise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    pub index: Index,
    pub partition: String,
    pub sort: String,
}

/// A stored document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub key: Key,
    /// 1 when it is first put, and one more with every put. Counters do not change it.
    pub version: u64,
    pub body: Body,
    pub counters: BTreeMap<String, i64>,
}

/// What a write expects to find. When it finds something else, nothing of the commit is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Nothing under this key.
    Absent,
    /// This version.
    Version(u64),
    Anything,
}

/// One write of a commit. A key may stand in one write only, except that several [`Write::Add`] to one key are
/// allowed.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Stores the body and the index entries in place of those before; counters stay.
    Put {
        key: Key,
        body: Body,
        indexes: Vec<IndexEntry>,
        expect: Expect,
        /// From this instant on the document is not found any more, by reads and by conditions, and may be removed at
        /// any time.
        expires_at: Option<Timestamp>,
    },
    /// Removes the document, its counters and its index entries.
    Delete { key: Key, expect: Expect },
    /// Adds to a counter, which begins at 0; the document is made, with the body `null` and version 0, when absent. With
    /// a floor, the commit fails unless the counter is at least this after the whole commit.
    Add {
        key: Key,
        counter: String,
        delta: i64,
        floor: Option<i64>,
    },
}

/// A commit: all of it or nothing, the events with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Commit {
    pub writes: Vec<Write>,
    /// Of the tenant of the commit. Delivered to the event bus after the commit, at least once, in this order.
    pub events: Vec<Envelope>,
}

/// Why a commit did nothing.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CommitError {
    /// The write of this position found something else than it expected. Trying again without reading again is of no
    /// use.
    #[error("write {write} did not find what it expected")]
    ConditionFailed { write: usize },
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Which documents to read, in the order of their sort key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub source: Source,
    /// Only sort keys from here on, included.
    pub from: Option<String>,
    /// Only sort keys before this one.
    pub before: Option<String>,
    pub descending: bool,
    /// Continue after this place, which an earlier page gave.
    pub cursor: Option<String>,
    /// Maximum number of documents, 1 to 1000.
    pub limit: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// All documents of one `pk`, by `sk`.
    Partition { table: Table, pk: String },
    /// All entries of a partition of an index.
    Index { index: Index, partition: String },
}

/// Some documents, and where to go on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub documents: Vec<Document>,
    /// `None` when there is nothing more. It is the engine's own text: sign it before it leaves the server.
    pub next: Option<String>,
}

/// A store of documents. The tenant is the first argument of every call: nothing of one tenant is ever read or
/// written for another.
#[async_trait]
pub trait Documents: Debug + Send + Sync {
    /// The document under a key, as of the last commit.
    async fn get(&self, tenant: &TenantId, key: &Key) -> Result<Option<Document>, EngineError>;

    /// Several documents, in the order of the keys.
    async fn get_all(&self, tenant: &TenantId, keys: &[Key]) -> Result<Vec<Option<Document>>, EngineError>;

    /// A page of documents. Walking all pages gives each document once, also while others are added.
    async fn query(&self, tenant: &TenantId, query: &Query) -> Result<Page, EngineError>;

    /// How many documents a query finds on all pages, as far as `at_most`. Its cursor and its limit make no difference.
    async fn count(&self, tenant: &TenantId, query: &Query, at_most: usize) -> Result<usize, EngineError>;

    /// Does all writes and stores all events, or nothing. When it returns, the commit survives a loss of power.
    async fn commit(&self, tenant: &TenantId, commit: Commit) -> Result<(), CommitError>;

    /// The next number of a sequence, from 1. Numbers are never given twice; after a crash some may be left out.
    async fn next_number(&self, tenant: &TenantId, sequence: &str) -> Result<u64, EngineError>;
}

impl Table {
    pub const ALL: [Table; 11] = [
        Table::Users,
        Table::Customers,
        Table::Catalog,
        Table::Orders,
        Table::Steps,
        Table::Payments,
        Table::Notifications,
        Table::Dashboard,
        Table::Webhooks,
        Table::Claims,
        Table::Catering,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Table::Users => "users",
            Table::Customers => "customers",
            Table::Catalog => "catalog",
            Table::Orders => "orders",
            Table::Steps => "steps",
            Table::Payments => "payments",
            Table::Notifications => "notifications",
            Table::Dashboard => "dashboard",
            Table::Webhooks => "webhooks",
            Table::Claims => "claims",
            Table::Catering => "catering",
        }
    }
}

impl Index {
    pub fn name(self) -> &'static str {
        match self {
            Index::OrdersByCustomer => "orders_by_customer",
            Index::OrdersByQueue => "orders_by_queue",
            Index::OrdersByState => "orders_by_state",
            Index::OrdersByTime => "orders_by_time",
            Index::UsersByAlias => "users_by_alias",
            Index::CustomersByNumber => "customers_by_number",
        }
    }
}

impl Key {
    pub fn new(table: Table, pk: impl Into<String>, sk: impl Into<String>) -> Key {
        Key {
            table,
            pk: pk.into(),
            sk: sk.into(),
        }
    }
}

impl Document {
    /// The body as a record.
    pub fn read<T: Record>(&self) -> Result<T, EngineError> {
        self.body.read().map_err(|error| {
            let (table, sk) = (self.key.table.name(), &self.key.sk);
            EngineError::broken("documents", error).about(format_args!("{table} {sk}"))
        })
    }

    /// A counter; 0 when it was never added to.
    pub fn counter(&self, name: &str) -> i64 {
        self.counters.get(name).copied().unwrap_or(0)
    }
}

impl Write {
    /// A record to be stored under a key.
    pub fn put(key: Key, record: &impl Serialize, expect: Expect) -> Result<Write, EngineError> {
        let body = Body::of(record).map_err(|error| EngineError::broken("documents", error))?;
        Ok(Write::Put {
            key,
            body,
            indexes: Vec::new(),
            expect,
            expires_at: None,
        })
    }

    /// The same with an entry in an index.
    #[must_use]
    pub fn indexed(mut self, index: Index, partition: impl Into<String>, sort: impl Into<String>) -> Write {
        if let Write::Put { indexes, .. } = &mut self {
            indexes.push(IndexEntry {
                index,
                partition: partition.into(),
                sort: sort.into(),
            });
        }
        self
    }

    /// The same, to be forgotten after a time.
    #[must_use]
    pub fn until(mut self, at: Timestamp) -> Write {
        if let Write::Put { expires_at, .. } = &mut self {
            *expires_at = Some(at);
        }
        self
    }

    pub fn add(key: Key, counter: impl Into<String>, delta: i64) -> Write {
        Write::Add {
            key,
            counter: counter.into(),
            delta,
            floor: None,
        }
    }

    pub fn key(&self) -> &Key {
        match self {
            Write::Put { key, .. } | Write::Delete { key, .. } | Write::Add { key, .. } => key,
        }
    }
}

impl Query {
    /// The documents of one `pk`, oldest sort key first.
    pub fn partition(table: Table, pk: impl Into<String>, limit: usize) -> Query {
        Query::of(Source::Partition { table, pk: pk.into() }, limit)
    }

    /// The entries of a partition of an index, lowest sort key first.
    pub fn index(index: Index, partition: impl Into<String>, limit: usize) -> Query {
        Query::of(
            Source::Index {
                index,
                partition: partition.into(),
            },
            limit,
        )
    }

    fn of(source: Source, limit: usize) -> Query {
        Query {
            source,
            from: None,
            before: None,
            descending: false,
            cursor: None,
            limit,
        }
    }

    #[must_use]
    pub fn newest_first(mut self) -> Query {
        self.descending = true;
        self
    }

    #[must_use]
    pub fn between(mut self, from: Option<String>, before: Option<String>) -> Query {
        self.from = from;
        self.before = before;
        self
    }

    /// Only sort keys that begin so. The text must end in an ASCII character.
    #[must_use]
    pub fn beginning(self, prefix: &str) -> Query {
        let mut end = prefix.to_owned();
        end.push(char::MAX);
        self.between(Some(prefix.to_owned()), Some(end))
    }

    #[must_use]
    pub fn after(mut self, cursor: Option<String>) -> Query {
        self.cursor = cursor;
        self
    }
}
