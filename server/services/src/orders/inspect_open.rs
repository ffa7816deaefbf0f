//! Counters of open orders as they are stored, for checks of everything that is stored: how many orders of a customer are not
//! paid, how many are paid at the door, and how many of a caller wait to be accepted.

use super::{OrdersService, acceptance, customer_limits, store};
use crate::error::Error;
use domain::order::{Awaits, Order};
use domain::{CustomerId, TenantId};
use ports::EngineError;
use ports::documents::{Index, Key, Query, Write};
use std::collections::BTreeMap;
use std::fmt;

/// Number of orders of one page.
const PAGE: usize = 100;

/// Number of counters that are read at once.
const AT_ONCE: usize = 100;

/// Whose open orders are limited together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LimitedBy {
    /// The customer who placed them: those that are not paid, and those that are paid at the door.
    Customer(CustomerId),
    /// The caller who placed them, by their label: those that wait to be accepted.
    Caller(String),
}

impl fmt::Display for LimitedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LimitedBy::Customer(customer) => write!(f, "customer/{customer}"),
            LimitedBy::Caller(label) => write!(f, "caller {label}"),
        }
    }
}

impl LimitedBy {
    fn key(&self) -> Key {
        match self {
            LimitedBy::Customer(customer) => customer_limits::key(customer),
            LimitedBy::Caller(label) => acceptance::key(label),
        }
    }

    fn counters(&self) -> &'static [&'static str] {
        match self {
            LimitedBy::Customer(_) => &customer_limits::COUNTERS,
            LimitedBy::Caller(_) => &[acceptance::FREE],
        }
    }
}

/// How many open orders there are, by the counter in which they are counted. What has none is left out.
pub type OpenOrders = BTreeMap<&'static str, i64>;

/// How many open orders are counted in a counter, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenCount {
    /// `unpaid` or `cash` of a customer, `free` of a caller.
    pub name: &'static str,
    pub counted: i64,
    pub there: i64,
}

/// In whose counters an order is, or was, with the counter in which it is now: `None` for one that is not limited any more.
pub fn limits_of(order: &Order) -> Vec<(LimitedBy, Option<&'static str>)> {
    let mut limits = Vec::new();
    if order.head.by_customer {
        let customer = LimitedBy::Customer(order.head.customer.id.clone());
        limits.push((customer, customer_limits::counter_of(order)));
    }
    if let Awaits::Acceptance { placed_by } = &order.head.waits {
        let waits = order.waits_for_acceptance().then_some(acceptance::FREE);
        limits.push((LimitedBy::Caller(placed_by.clone()), waits));
    }
    limits
}

impl OrdersService {
    /// How many open orders are counted of each of these, in their order.
    pub async fn counted_open(
        &self,
        tenant: &TenantId,
        whose: &[LimitedBy],
    ) -> Result<Vec<OpenOrders>, EngineError> {
        let mut counted = Vec::with_capacity(whose.len());
        for some in whose.chunks(AT_ONCE) {
            let keys: Vec<Key> = some.iter().map(LimitedBy::key).collect();
            let found = self.documents.get_all(tenant, &keys).await?;
            counted.extend(some.iter().zip(found).map(|(whose, document)| {
                // They are counted down from nothing.
                let count = |name| -document.as_ref().map_or(0, |document| document.counter(name));
                let counts = whose.counters().iter().map(|name| (*name, count(name)));
                counts.filter(|(_, count)| *count != 0).collect()
            }));
        }
        Ok(counted)
    }

    /// How many open orders are counted of somebody, and how many there are; `None` where that changed while they were counted,
    /// or one of the orders cannot be read.
    pub async fn open_counts(
        &self,
        tenant: &TenantId,
        whose: &LimitedBy,
    ) -> Result<Option<Vec<OpenCount>>, Error> {
        let only = std::slice::from_ref(whose);
        let before = self.counted_open(tenant, only).await?;
        let there = match self.open_of(tenant, whose).await {
            Ok(there) => there,
            Err(Error::Engine(error)) if error.is_broken() => return Ok(None),
            Err(error) => return Err(error),
        };
        if self.counted_open(tenant, only).await? != before {
            return Ok(None);
        }
        let of = |counts: Option<&OpenOrders>, name| counts.and_then(|counts| counts.get(name)).copied();
        let count = |name: &&'static str| OpenCount {
            name,
            counted: of(before.first(), *name).unwrap_or(0),
            there: of(Some(&there), *name).unwrap_or(0),
        };
        Ok(Some(whose.counters().iter().map(count).collect()))
    }

    /// The open orders of somebody, read one by one.
    async fn open_of(&self, tenant: &TenantId, whose: &LimitedBy) -> Result<OpenOrders, Error> {
        let mut open = OpenOrders::new();
        let mut add = |order: &Order| {
            for (other, name) in limits_of(order) {
                if let (true, Some(name)) = (other == *whose, name) {
                    *open.entry(name).or_insert(0) += 1;
                }
            }
        };
        let customer = match whose {
            LimitedBy::Customer(customer) => customer,
            LimitedBy::Caller(_) => {
                self.to_accept(tenant).await?.iter().for_each(add);
                return Ok(open);
            }
        };
        let mut query = Query::index(Index::OrdersByCustomer, store::by_customer(customer), PAGE);
        loop {
            let page = self.documents.query(tenant, &query).await?;
            for document in &page.documents {
                add(&store::read(document)?);
            }
            match page.next {
                Some(next) => query = query.after(Some(next)),
                None => return Ok(open),
            }
        }
    }

    /// Adds to the counter of what somebody has open; takes from it where `lacking` is negative.
    pub async fn correct_open(
        &self,
        tenant: &TenantId,
        whose: &LimitedBy,
        name: &'static str,
        lacking: i64,
    ) -> Result<(), Error> {
        let write = Write::add(whose.key(), name, -lacking);
        self.write_one(tenant, write, Vec::new()).await.map(|_| ())
    }
}
