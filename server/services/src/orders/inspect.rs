//! Orders as they are stored, for checks of everything that is stored: what follows from an order (its entries in the
//! indexes, its number, the count of finished orders), and how that is written again from the order.

use super::{OrdersService, store};
use crate::envelope::envelopes;
use crate::error::Error;
use crate::retry;
use domain::event::{Envelope, Event};
use domain::order::{Actor, Order, evolve};
use domain::payment::PaymentNote;
use domain::{OrderId, TenantId, Timestamp};
use ports::EngineError;
use ports::documents::{Commit, Expect, Index, Query, Write};

/// Number of orders of one page.
const PAGE: usize = 100;

/// A document of an order.
#[derive(Debug)]
pub enum StoredOrder {
    Readable(Box<Order>),
    /// It is no order that this version can read.
    Unreadable {
        key: String,
        error: String,
    },
}

/// Some documents in the order of time, and where to go on.
#[derive(Debug)]
pub struct StoredOrders {
    pub orders: Vec<StoredOrder>,
    /// `None` when there are no more.
    pub next: Option<String>,
}

/// How many orders are counted as finished in one way, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinishedCount {
    /// `COMPLETED` or `CANCELLED`.
    pub name: &'static str,
    pub counted: i64,
    pub there: i64,
}

impl OrdersService {
    /// A page of the orders that were placed from an instant on and before another one, oldest first.
    pub async fn stored_orders(
        &self,
        tenant: &TenantId,
        from: Option<Timestamp>,
        before: Option<Timestamp>,
        cursor: Option<String>,
    ) -> Result<StoredOrders, Error> {
        let query = Query::index(Index::OrdersByTime, store::ALL, PAGE)
            .between(from.map(store::from_instant), before.map(store::from_instant))
            .after(cursor);
        let page = self.documents.query(tenant, &query).await?;
        let orders = page.documents.iter().map(|document| match store::read(document) {
            Ok(order) => StoredOrder::Readable(Box::new(order)),
            Err(error) => StoredOrder::Unreadable {
                key: document.key.pk.clone(),
                error: error.to_string(),
            },
        });
        Ok(StoredOrders {
            orders: orders.collect(),
            next: page.next,
        })
    }

    /// The indexes in which an order does not stand where it should: a list that reads them does not show it.
    pub async fn missing_entries(&self, tenant: &TenantId, order: &Order) -> Result<Vec<Index>, EngineError> {
        let key = store::order_key(&order.head.id);
        let mut missing = Vec::new();
        for entry in store::entries(order) {
            let only = (Some(entry.sort.clone()), Some(store::after(&entry.sort)));
            let query = Query::index(entry.index, entry.partition, 1).between(only.0, only.1);
            let page = self.documents.query(tenant, &query).await?;
            if page.documents.iter().all(|document| document.key != key) {
                missing.push(entry.index);
            }
        }
        Ok(missing)
    }

    /// The orders that have these numbers, in their order.
    pub async fn of_numbers(
        &self,
        tenant: &TenantId,
        numbers: &[u64],
    ) -> Result<Vec<Option<OrderId>>, Error> {
        let keys: Vec<_> = numbers.iter().map(|number| store::number_key(*number)).collect();
        let found = self.documents.get_all(tenant, &keys).await?;
        let read = |document| store::read_number(&document).map_err(Error::from);
        found
            .into_iter()
            .map(|document| document.map(read).transpose())
            .collect()
    }

    /// Stores an order as it is, which puts its entries in the indexes where they should be.
    pub async fn put_again(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        retry::change(retry::ATTEMPTS_AMONG_MANY, || async {
            let stored = store::load(&*self.documents, tenant, order).await?;
            let stored = stored.ok_or_else(Error::not_found)?;
            let write = store::put(&stored.order, Expect::Version(stored.document_version))?;
            self.write_one(tenant, write, Vec::new()).await
        })
        .await
    }

    /// Gives an order its number again, where nobody has it.
    pub async fn put_number_again(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        let order = self.find(tenant, order).await?.ok_or_else(Error::not_found)?;
        let written = self
            .write_one(tenant, store::put_number(&order)?, Vec::new())
            .await?;
        written.ok_or_else(Error::conflict)
    }

    /// Has an order say of its money what the payment's record says, also where it says to know that version already.
    pub async fn note_payment_again(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        note: PaymentNote,
    ) -> Result<(), Error> {
        retry::change(retry::ATTEMPTS_AMONG_MANY, || async {
            let stored = store::load(&*self.documents, tenant, order).await?;
            let stored = stored.ok_or_else(Error::not_found)?;
            let now = self.clock.now();
            let mut before = stored.order;
            if before.payment.is_some_and(|known| known.version > note.version) {
                return Ok(Some(()));
            }
            before.payment = None;
            let mut reference = before.reference();
            reference.version += 1;
            let event = Event::OrderPaymentUpdated {
                order: reference,
                payment: note,
                at: now,
            };
            let after = evolve(&before, &event);
            let write = store::put(&after, Expect::Version(stored.document_version))?;
            let events = envelopes(tenant, &Actor::system().id, now, vec![event]);
            self.write_one(tenant, write, events).await
        })
        .await
    }

    /// How many orders are counted as finished and how many there are; `None` where some were finished while they were
    /// counted.
    pub async fn finished_counts(
        &self,
        tenant: &TenantId,
    ) -> Result<Option<[FinishedCount; 2]>, EngineError> {
        let before = self.counted(tenant).await?;
        let mut counts = [store::COMPLETED, store::CANCELLED].map(|name| FinishedCount {
            name,
            counted: 0,
            there: 0,
        });
        for (count, counted) in counts.iter_mut().zip(before) {
            let query = Query::index(Index::OrdersByState, count.name, 1);
            let there = self.documents.count(tenant, &query, usize::MAX).await?;
            (count.counted, count.there) = (counted, i64::try_from(there).unwrap_or(i64::MAX));
        }
        let unchanged = self.counted(tenant).await? == before;
        Ok(unchanged.then_some(counts))
    }

    async fn counted(&self, tenant: &TenantId) -> Result<[i64; 2], EngineError> {
        let keys: Vec<_> = (0..store::COUNT_SHARDS).map(store::count_key).collect();
        let found = self.documents.get_all(tenant, &keys).await?;
        let sum = |name: &str| {
            found
                .iter()
                .flatten()
                .map(|document| document.counter(name))
                .sum()
        };
        Ok([sum(store::COMPLETED), sum(store::CANCELLED)])
    }

    /// Adds to the count of finished orders of a name what it lacks.
    pub async fn correct_finished(&self, tenant: &TenantId, name: &str, delta: i64) -> Result<(), Error> {
        let write = Write::add(store::count_key(0), name, delta);
        self.write_one(tenant, write, Vec::new()).await.map(|_| ())
    }

    pub(super) async fn write_one(
        &self,
        tenant: &TenantId,
        write: Write,
        events: Vec<Envelope>,
    ) -> Result<Option<()>, Error> {
        let commit = Commit {
            writes: vec![write],
            events,
        };
        retry::unless_overtaken(self.documents.commit(tenant, commit).await, ())
    }
}
