//! Whether a kitchen takes one more order: by its hours, and by how many it takes for a quarter of an hour. The orders of a quarter
//! are counted in the commits that place and cancel them, so that calls at the same time cannot pass the limit together. An order
//! has its place from the moment at which it is placed; what ends it unpaid is a cancellation, too.

use super::{OrdersService, store};
use crate::error::Error;
use api::Code;
use domain::capacity::{FullQuarter, quarter_of};
use domain::opening::{Opening, Why};
use domain::order::{Order, Status};
use domain::schedule::{Handover, Schedule, next_slot};
use domain::tenant::Tenant;
use domain::time::HOUR_MS;
use domain::{Slug, TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Document, Expect, Key, Query, Table, Write};
use serde_json::json;
use texts::now::errors as texts;

/// How many more are taken, counted down from nothing.
const FREE: &str = "free";

/// How long after its beginning a quarter of an hour is counted, in milliseconds.
const COUNTED_MS: i64 = 24 * HOUR_MS;

/// Until how long after its beginning an order gives back its place in it, in milliseconds: well before its count is forgotten.
const GIVEN_BACK_MS: i64 = 12 * HOUR_MS;

/// How long it is remembered which quarters are full, in milliseconds. Each order looks at its own anew.
pub(super) const REMEMBERED_MS: i64 = 3_000;

/// Number of counted quarters that are read at once.
const AT_ONCE: usize = 500;

/// What is written down with the count of a quarter: nothing.
#[derive(serde::Serialize)]
struct QuarterRecord {}

/// The place of a new order among those of its quarter of an hour.
#[derive(Debug)]
pub(super) struct Room<'t> {
    tenant: &'t Tenant,
    handover: Handover<'t>,
    /// How many orders the kitchen takes for the quarter.
    limit: u16,
    /// When the order is to be handed over.
    at: Timestamp,
    /// Whether anything was counted in the quarter already.
    is_counted: bool,
}

impl Room<'_> {
    /// The beginning of the quarter.
    pub(super) fn quarter(&self) -> Timestamp {
        quarter_of(self.at)
    }

    fn branch(&self) -> Option<&Slug> {
        branch_of(self.tenant, self.handover)
    }

    /// The write that counts one more order; it fails when there are as many as are taken.
    pub(super) fn counted(&self) -> Write {
        Write::Add {
            key: key(self.branch(), self.quarter()),
            counter: FREE.into(),
            delta: -1,
            floor: Some(-i64::from(self.limit)),
        }
    }
}

/// The place that cooks an order.
pub(super) fn branch_of<'t>(tenant: &'t Tenant, handover: Handover<'_>) -> Option<&'t Slug> {
    tenant.branch_of(handover.branch).map(|branch| &branch.id)
}

/// It lies where those who may change orders may write.
fn partition(branch: Option<&Slug>) -> String {
    format!("ORDER#QUARTERS#{}", branch.map_or("", Slug::as_str))
}

fn key(branch: Option<&Slug>, quarter: Timestamp) -> Key {
    Key::new(Table::Orders, partition(branch), store::from_instant(quarter))
}

/// How many orders are counted in a quarter.
fn taken(document: &Document) -> i64 {
    -document.counter(FREE)
}

/// The write that gives back the place of an order that was cancelled.
pub(super) fn released(before: &Order, after: &Order, now: Timestamp) -> Option<Write> {
    let quarter = before.head.quarter?;
    let cancelled = before.status() != Status::Cancelled && after.status() == Status::Cancelled;
    let counted = now.since_ms(quarter) < GIVEN_BACK_MS;
    let key = key(before.head.branch(), quarter);
    (cancelled && counted).then(|| Write::add(key, FREE, 1))
}

/// 409 where the place takes no orders for now.
pub(super) fn takes_orders(tenant: &Tenant, branch: Option<&Slug>, now: Timestamp) -> Result<(), Error> {
    let branch = tenant.branch_of(branch).map(|branch| &branch.id);
    match tenant.opening(branch, now) {
        Opening::Open { .. } => Ok(()),
        Opening::Closed { opens, why } => {
            let text = texts::closed(why == Why::Paused, opens, &tenant.zone, now);
            Err(Error::new(Code::Closed, text).with_detail(json!({ "opensAt": opens })))
        }
    }
}

impl OrdersService {
    /// The place of an order among those of its quarter of an hour; `None` where its kitchen has no limit. 409 where an order for now
    /// comes when the kitchen is closed, and where its quarter is full, with the next time that can be had. Rehearsals count in
    /// nothing.
    pub(super) async fn takes<'t>(
        &self,
        id: &TenantId,
        tenant: &'t Tenant,
        handover: Handover<'t>,
        schedule: Option<Schedule>,
        now: Timestamp,
    ) -> Result<Option<Room<'t>>, Error> {
        if schedule.is_none() {
            takes_orders(tenant, handover.branch, now)?;
        }
        let limit = tenant.capacity.of(branch_of(tenant, handover));
        let Some(limit) = limit.filter(|_| !tenant.draft) else {
            return Ok(None);
        };
        let at = schedule.map_or_else(|| tenant.soonest(handover, now), |schedule| schedule.at);
        let room = Room {
            tenant,
            handover,
            limit,
            at,
            is_counted: false,
        };
        let key = key(room.branch(), room.quarter());
        let counted = self.documents.get(id, &key).await?;
        if counted
            .as_ref()
            .is_some_and(|counted| taken(counted) >= i64::from(limit))
        {
            return Err(self.full(id, &room, now).await);
        }
        Ok(Some(Room {
            is_counted: counted.is_some(),
            ..room
        }))
    }

    /// Writes down when the count of a quarter is forgotten, before the first order is counted in it.
    pub(super) async fn begin_to_count(&self, id: &TenantId, room: &Room<'_>) -> Result<(), Error> {
        if room.is_counted {
            return Ok(());
        }
        let (key, forgotten) = (
            key(room.branch(), room.quarter()),
            room.quarter().plus_ms(COUNTED_MS),
        );
        let write = Write::put(key, &QuarterRecord {}, Expect::Absent)?.until(forgotten);
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        match self.documents.commit(id, commit).await {
            // Another order of the same quarter was faster.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    /// The answer to one more order than the kitchen takes.
    pub(super) async fn full(&self, id: &TenantId, room: &Room<'_>, now: Timestamp) -> Error {
        let full = match self.full_of(id, room.branch(), room.limit, now).await {
            Ok(full) => full,
            Err(error) => return error,
        };
        let known = Tenant {
            full,
            ..room.tenant.clone()
        };
        let next = next_slot(&known, room.handover, room.at, now);
        let text = texts::full(next, &known.zone, now);
        Error::new(Code::Full, text).with_detail(json!({ "nextAt": next }))
    }

    /// The quarters of an hour for which the places of a restaurant take no more orders, from now on. Every open page asks for them,
    /// so an answer is cached for [`REMEMBERED_MS`].
    pub async fn full_quarters(&self, id: &TenantId) -> Result<Vec<FullQuarter>, Error> {
        let (lookup, now) = (self.full_quarters.lookup(), self.clock.now());
        let tenant = self.catalog.tenant(id).await?;
        let known = self.full_quarters.get(id, now);
        if let Some((_, full)) = known.filter(|(capacity, _)| *capacity == tenant.capacity) {
            return Ok(full);
        }
        let branches = tenant.branches.iter().map(|branch| Some(&branch.id));
        let places = branches.chain(tenant.branches.is_empty().then_some(None));
        let mut full = Vec::new();
        for branch in places {
            if let Some(limit) = tenant.capacity.of(branch) {
                full.extend(self.full_of(id, branch, limit, now).await?);
            }
        }
        let of_limits = (tenant.capacity.clone(), full.clone());
        self.full_quarters.keep(lookup, id.clone(), of_limits, now);
        Ok(full)
    }

    /// The same of one place.
    async fn full_of(
        &self,
        id: &TenantId,
        branch: Option<&Slug>,
        limit: u16,
        now: Timestamp,
    ) -> Result<Vec<FullQuarter>, Error> {
        let from = store::from_instant(quarter_of(now));
        let mut query = Query::partition(Table::Orders, partition(branch), AT_ONCE).between(Some(from), None);
        let mut full = Vec::new();
        loop {
            let page = self.documents.query(id, &query).await?;
            let no_more = |counted: &&Document| taken(counted) >= i64::from(limit);
            full.extend(page.documents.iter().filter(no_more).filter_map(|counted| {
                Some(FullQuarter {
                    branch: branch.cloned(),
                    at: Timestamp(counted.key.sk.parse().ok()?),
                })
            }));
            match page.next {
                Some(next) => query = query.after(Some(next)),
                None => return Ok(full),
            }
        }
    }
}
