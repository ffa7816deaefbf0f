//! The figures of a day: what its orders and payments come to, beside what is counted.

use super::Doctor;
use super::order::Examined;
use super::report::{Discrepancy, Invariant, Repair, Subject};
use crate::error::Error;
use domain::catering::order::order_id;
use domain::dashboard::{Counters, is_told, of_order, of_payment};
use domain::time::HOUR_MS;
use domain::{Date, OrderId, TenantId, Timestamp, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// A day on which nothing has changed for so long is counted: what is still on its way would be counted twice after a
/// repair.
const REPAIRED_AFTER_MS: i64 = HOUR_MS;

/// What a day comes to.
#[derive(Debug, Clone, Default)]
pub(super) struct DaySum {
    counters: Counters,
    /// When one of its orders changed last.
    newest: Option<Timestamp>,
    /// Something of the day cannot be read.
    unknown: bool,
}

/// Money that came in for requests for catering before they were orders, by the day on which they were accepted.
pub(super) type Deposits = BTreeMap<Date, Counters>;

impl DaySum {
    /// Of a day, with the money that came in for what is no order yet.
    pub fn of(day: Date, deposits: &Deposits) -> DaySum {
        DaySum {
            counters: deposits.get(&day).cloned().unwrap_or_default(),
            newest: None,
            unknown: false,
        }
    }

    pub fn add(&mut self, examined: &Examined, zone: &Zone) {
        let order = &examined.order;
        add(&mut self.counters, of_order(order, zone).1);
        self.newest = self.newest.max(Some(order.updated_at));
        match &examined.payment {
            // Money of a rehearsal is none.
            Ok(Some(_)) if order.head.rehearsal => {}
            Ok(Some(stored)) => add(&mut self.counters, of_payment(&stored.payment)),
            Ok(None) => {}
            Err(_) => self.give_up(),
        }
    }

    /// An order or a payment of the day cannot be read, so that nothing can be said of its figures.
    pub fn give_up(&mut self) {
        self.unknown = true;
    }
}

fn add(sum: &mut Counters, added: Counters) {
    for (name, count) in added {
        *sum.entry(name).or_insert(0) += count;
    }
}

impl Doctor {
    /// Compares a day. On one on which something changes just now nothing is found.
    pub(super) async fn compare_day(
        &self,
        tenant: &TenantId,
        day: Date,
        sum: &DaySum,
    ) -> Result<Vec<Discrepancy>, Error> {
        let now = self.parts.clock.now();
        if sum.unknown {
            return Ok(Vec::new());
        }
        if sum.newest.is_some_and(|newest| !self.is_settled(newest, now)) {
            return Ok(Vec::new());
        }
        let counted = self.parts.dashboard.counters(tenant, day).await?;
        let names: BTreeSet<&String> = counted.keys().chain(sum.counters.keys()).collect();
        let calm = sum
            .newest
            .is_none_or(|newest| now.since_ms(newest) >= REPAIRED_AFTER_MS);
        let told = names.into_iter().filter(|name| is_told(name));
        let compared = told.filter_map(|name| {
            let of = |counters: &Counters| counters.get(name).copied().unwrap_or(0);
            let (counted, expected) = (of(&counted), of(&sum.counters));
            (counted != expected).then(|| difference(day, name, counted, expected, calm))
        });
        Ok(compared.collect())
    }

    /// What came in for requests for catering that are no orders yet, or never will be.
    pub(super) async fn deposits(&self, tenant: &TenantId, zone: &Zone) -> Result<Deposits, Error> {
        let parts = &self.parts;
        let (mut deposits, mut cursor) = (Deposits::new(), None);
        loop {
            let (requests, next) = parts.catering.stored_requests(tenant, cursor).await?;
            let accepted = requests
                .iter()
                .filter(|request| !request.rehearsal)
                .filter_map(|request| Some((order_id(&request.id)?, request.accepted_at()?)));
            let accepted: Vec<(OrderId, Timestamp)> = accepted.collect();
            let ids: Vec<OrderId> = accepted.iter().map(|(id, _)| id.clone()).collect();
            let payments = match ids.is_empty() {
                true => Vec::new(),
                false => parts.payments.stored_payments(tenant, &ids).await?,
            };
            for ((order, at), payment) in accepted.iter().zip(payments) {
                let Ok(Some(payment)) = payment else { continue };
                if parts.orders.find(tenant, order).await?.is_none() {
                    let day = deposits.entry(zone.date(*at)).or_default();
                    add(day, of_payment(&payment.payment));
                }
            }
            match next {
                Some(next) => cursor = Some(next),
                None => return Ok(deposits),
            }
        }
    }
}

/// Leaves figures and counts of open orders as they are while orders are lost or cannot be read: they may be all that is left of
/// these.
pub(super) fn keep(discrepancy: &mut Discrepancy) {
    if matches!(
        discrepancy.repair,
        Some(Repair::AddFigure { .. } | Repair::AddOpen { .. })
    ) {
        discrepancy.repair = None;
        discrepancy.advice = "look after the lost orders first, of which this may tell";
    }
}

fn difference(day: Date, name: &str, counted: i64, expected: i64, calm: bool) -> Discrepancy {
    let lacking = expected - counted;
    Discrepancy {
        invariant: Invariant::Figures,
        subject: Subject::Day(day),
        found: format!("{name} is {counted}"),
        expected: format!("{expected} by its orders and payments"),
        repair: calm.then(|| Repair::AddFigure {
            day,
            counter: name.to_owned(),
            lacking,
        }),
        advice: match calm {
            true => "--repair adds what is lacking, once no dead letters of `dashboard` are left",
            false => "look again when nothing of the day has changed for an hour",
        },
        // Other events that come meanwhile change both alike.
        mark: format!("{name} {lacking}"),
    }
}
