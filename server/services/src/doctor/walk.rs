//! The walk through all orders, oldest first: page by page, with a sum for the day that it is on.

use super::figures::{DaySum, Deposits};
use super::numbers::Numbers;
use super::order::Examined;
use super::report::{Discrepancy, Invariant, Repair, Subject};
use super::{Doctor, DoctorParts, MAX_FOUND};
use crate::error::Error;
use crate::orders::{LimitedBy, OpenOrders, StoredOrder, limits_of};
use domain::cart::stock_taken;
use domain::order::{Order, Status};
use domain::tenant::Tenant;
use domain::{Date, OrderId, ProductId, TenantId, Timestamp, Zone};
use ports::documents::Index;
use std::collections::BTreeMap;

/// The most days without an order that are looked at between two that have some.
const MAX_EMPTY_DAYS: i32 = 400;
/// Numbers that are looked up at once, and beyond the greatest that was seen.
const NUMBERS: usize = 100;
/// Maximum number of gaps that are looked at: checkouts that were refused leave some, and a number that cannot be leaves all.
const MAX_GAPS: u64 = 200_000;

/// What the walk has found by now.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub orders: u64,
    pub found: Vec<Discrepancy>,
    pub more: bool,
    /// How much of each counted product the orders hold that were not cancelled.
    pub held: BTreeMap<ProductId, i64>,
    /// How many orders that are limited each has open who ever had one.
    pub open: BTreeMap<LimitedBy, OpenOrders>,
    numbers: Numbers,
    day: Option<(Date, DaySum)>,
}

impl Walk {
    /// Keeps what was found, as far as there is room.
    pub fn keep(&mut self, found: Vec<Discrepancy>) {
        let room = MAX_FOUND.saturating_sub(self.found.len());
        self.more |= found.len() > room;
        self.found.extend(found.into_iter().take(room));
    }

    fn count(&mut self, order: &Order) {
        self.orders += 1;
        self.numbers.add(order.head.number);
        for (whose, name) in limits_of(order) {
            let open = self.open.entry(whose).or_default();
            if let Some(name) = name {
                *open.entry(name).or_insert(0) += 1;
            }
        }
        if order.status() != Status::Cancelled {
            for (product, qty) in stock_taken(&order.head.lines) {
                *self.held.entry(product).or_insert(0) += i64::from(qty);
            }
        }
    }
}

impl Doctor {
    /// Looks at every order that was placed from an instant on, which is the beginning of a day.
    pub(super) async fn walk(
        &self,
        tenant: &TenantId,
        restaurant: &Tenant,
        from: Option<Timestamp>,
    ) -> Result<Walk, Error> {
        let zone = &restaurant.zone;
        let deposits = self.deposits(tenant, zone).await?;
        let known = self.known(tenant).await?;
        let mut walk = Walk::default();
        let mut cursor = None;
        loop {
            let moment = self.moment(restaurant);
            let page = self
                .parts
                .orders
                .stored_orders(tenant, from, None, cursor)
                .await?;
            let (orders, unreadable) = apart(page.orders);
            let whole = unreadable.is_empty();
            walk.keep(unreadable);
            let (examined, found) = self.examine_orders(tenant, orders, moment, &known).await?;
            walk.keep(found);
            for one in &examined {
                walk.count(&one.order);
                self.next_day(tenant, &mut walk, Some(one), zone, &deposits)
                    .await?;
                if let (false, Some((_, sum))) = (whole, &mut walk.day) {
                    sum.give_up();
                }
            }
            match page.next {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        self.next_day(tenant, &mut walk, None, zone, &deposits).await?;
        let first = match from {
            None => Some(1),
            Some(_) => walk.numbers.least(),
        };
        if let Some(first) = first {
            self.lost(tenant, &mut walk, first).await?;
        }
        Ok(walk)
    }

    /// Adds an order to the sum of its day; where that is another day, or there are no more orders, the days before are
    /// compared with what is counted.
    async fn next_day(
        &self,
        tenant: &TenantId,
        walk: &mut Walk,
        next: Option<&Examined>,
        zone: &Zone,
        deposits: &Deposits,
    ) -> Result<(), Error> {
        let reached = match next {
            Some(next) => zone.date(next.order.head.placed_at),
            None => zone.date(self.parts.clock.now()).plus_days(1),
        };
        if let Some((day, _)) = walk.day
            && day != reached
            && let Some((day, sum)) = walk.day.take()
        {
            let found = self.compare_day(tenant, day, &sum).await?;
            walk.keep(found);
            let empty = (1..=MAX_EMPTY_DAYS).map(|days| day.plus_days(days));
            for day in empty.take_while(|day| *day < reached) {
                let found = self.compare_day(tenant, day, &DaySum::of(day, deposits)).await?;
                walk.keep(found);
            }
        }
        if let Some(next) = next {
            let start = || (reached, DaySum::of(reached, deposits));
            walk.day.get_or_insert_with(start).1.add(next, zone);
        }
        Ok(())
    }

    /// The orders whose number is given, from `first` on, and that the list of all orders does not show.
    async fn lost(&self, tenant: &TenantId, walk: &mut Walk, first: u64) -> Result<(), Error> {
        let most = walk.numbers.gaps(first).min(MAX_GAPS);
        let most = usize::try_from(most).unwrap_or(0) + NUMBERS;
        let missing: Vec<u64> = walk.numbers.missing(first).take(most).collect();
        for numbers in missing.chunks(NUMBERS) {
            let owners = self.parts.orders.of_numbers(tenant, numbers).await?;
            for (number, owner) in numbers.iter().zip(owners) {
                if let Some(owner) = owner {
                    let found = self.lost_order(tenant, *number, &owner).await?;
                    walk.keep(found.into_iter().collect());
                }
            }
        }
        Ok(())
    }

    /// Whether the order that has a number is not there, or in no list.
    pub(super) async fn lost_order(
        &self,
        tenant: &TenantId,
        number: u64,
        owner: &OrderId,
    ) -> Result<Option<Discrepancy>, Error> {
        let discrepancy = Discrepancy {
            invariant: Invariant::Orders,
            subject: Subject::Number(number),
            found: format!("it was given to order/{owner}, which is not there"),
            expected: "the order".to_owned(),
            repair: None,
            advice: "look into a backup: an order that was taken is lost",
            mark: owner.to_string(),
        };
        let order = match self.parts.orders.find(tenant, owner).await {
            Ok(Some(order)) => order,
            Ok(None) => return Ok(Some(discrepancy)),
            // That it cannot be read is found with its document.
            Err(Error::Engine(error)) if error.is_broken() => return Ok(None),
            Err(error) => return Err(error),
        };
        let missing = self.parts.orders.missing_entries(tenant, &order).await?;
        Ok(missing.contains(&Index::OrdersByTime).then(|| Discrepancy {
            invariant: Invariant::Lists,
            found: format!("order/{owner} is not in the list of all orders"),
            expected: "an entry".to_owned(),
            repair: Some(Repair::PutOrder(owner.clone())),
            advice: "--repair stores the order as it is, with its entries",
            ..discrepancy
        }))
    }

    /// What a day's orders come to, read anew.
    pub(super) async fn sum_of_day(
        &self,
        tenant: &TenantId,
        zone: &Zone,
        day: Date,
    ) -> Result<DaySum, Error> {
        let (from, before) = (zone.midnight(day), zone.midnight(day.plus_days(1)));
        let mut sum = DaySum::of(day, &self.deposits(tenant, zone).await?);
        let mut cursor = None;
        loop {
            let page = self
                .parts
                .orders
                .stored_orders(tenant, Some(from), Some(before), cursor)
                .await?;
            let (orders, unreadable) = apart(page.orders);
            if !unreadable.is_empty() {
                sum.give_up();
            }
            let ids: Vec<OrderId> = orders.iter().map(|order| order.head.id.clone()).collect();
            let payments = self.parts.payments.stored_payments(tenant, &ids).await?;
            for (order, payment) in orders.into_iter().zip(payments) {
                sum.add(&Examined { order, payment }, zone);
            }
            match page.next {
                Some(next) => cursor = Some(next),
                None => return Ok(sum),
            }
        }
    }
}

/// The orders of a page, and what cannot be read of it.
fn apart(page: Vec<StoredOrder>) -> (Vec<Order>, Vec<Discrepancy>) {
    let (mut orders, mut unreadable) = (Vec::new(), Vec::new());
    for stored in page {
        match stored {
            StoredOrder::Readable(order) => orders.push(*order),
            StoredOrder::Unreadable { key, error } => unreadable.push(no_order(key, error)),
        }
    }
    (orders, unreadable)
}

/// Looks again at a document that could not be read.
pub(super) async fn unreadable(
    parts: &DoctorParts,
    tenant: &TenantId,
    key: &str,
) -> Result<Vec<Discrepancy>, Error> {
    let id = key.strip_prefix("ORDER#").and_then(|id| OrderId::parse(id).ok());
    let Some(id) = id else {
        return Ok(vec![no_order(
            key.to_owned(),
            "it has no id of an order".to_owned(),
        )]);
    };
    match parts.orders.find(tenant, &id).await {
        Ok(_) => Ok(Vec::new()),
        Err(Error::Engine(error)) if error.is_broken() => {
            Ok(vec![no_order(key.to_owned(), error.to_string())])
        }
        Err(error) => Err(error),
    }
}

fn no_order(key: String, error: String) -> Discrepancy {
    Discrepancy {
        invariant: Invariant::Orders,
        subject: Subject::Document(key),
        found: error,
        expected: "an order".to_owned(),
        repair: None,
        advice: "start the version that wrote it, or look into a backup",
        mark: String::new(),
    }
}
