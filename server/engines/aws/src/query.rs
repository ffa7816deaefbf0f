//! Pages of documents: several partitions walked side by side and merged by their sort key.

use super::failure::{broken, failed};
use super::items::{EXPIRES_MS, Item, PK, SK, document, number, required, text};
use super::keys::{partition_attribute, partitions, sort_attribute, table_of, tenant_prefix};
use super::tables::Store;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::Select;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::{TenantId, Timestamp};
use futures::future::try_join_all;
use ports::EngineError;
use ports::documents::{Document, Page, Query, Source, Table};
use std::cmp::Ordering;
use std::collections::VecDeque;

/// Where the documents of a query lie.
struct Ground<'q> {
    client: &'q Client,
    prefix: &'q str,
    table: Table,
    table_name: String,
    /// The index and its attributes; without one, the table's own keys.
    index: Option<&'static str>,
    partition_attribute: String,
    sort_attribute: String,
    range: Range,
    descending: bool,
    now: Timestamp,
}

/// From where to where: sort keys that are at least `low` and less than `high`; `past` and `before` is where an earlier
/// page ended.
#[derive(Debug, Default)]
struct Range {
    low: Option<String>,
    high: Option<String>,
    past: Option<String>,
    before: Option<String>,
}

/// A page of documents of the tenant whose keys begin with `prefix`.
pub(super) async fn page(
    store: &Store,
    tenant: &TenantId,
    query: &Query,
    now: Timestamp,
) -> Result<Page, EngineError> {
    let (client, prefix) = (&store.of(tenant).await, &*tenant_prefix(tenant));
    let limit = query.limit.clamp(1, 1_000);
    let Some((ground, places)) = Ground::of(store, client, prefix, query, now)? else {
        return Ok(Page::default());
    };
    // What lies in several partitions lies about evenly in them.
    let at_once = (limit + 1).div_ceil(places.len()) + 2;
    let mut walks: Vec<Walk> = places
        .into_iter()
        .map(|partition| Walk::new(partition, at_once))
        .collect();
    try_join_all(walks.iter_mut().map(|walk| walk.fill(&ground))).await?;
    let mut page = Page::default();
    let mut last = None;
    while let Some(next) = nearest(&walks, ground.descending) {
        if page.documents.len() == limit {
            page.next = last;
            break;
        }
        let Some(walk) = walks.get_mut(next) else { break };
        if let Some((place, document)) = walk.ready.pop_front() {
            page.documents.push(document);
            if page.documents.len() == limit {
                last = Some(cursor(&query.source, &place)?);
            }
        }
        walk.fill(&ground).await?;
    }
    Ok(page)
}

/// How many documents a query finds, as far as `at_most`.
pub(super) async fn count(
    store: &Store,
    tenant: &TenantId,
    query: &Query,
    at_most: usize,
    now: Timestamp,
) -> Result<usize, EngineError> {
    let (client, prefix) = (&store.of(tenant).await, &*tenant_prefix(tenant));
    let mut all = Query {
        cursor: None,
        limit: 1_000,
        ..query.clone()
    };
    if matches!(all.source, Source::Partition { .. }) {
        return count_by_reading(store, tenant, &mut all, at_most, now).await;
    }
    let Some((ground, places)) = Ground::of(store, client, prefix, &all, now)? else {
        return Ok(0);
    };
    let counts = try_join_all(places.iter().map(|place| ground.count(place, at_most))).await?;
    Ok(counts.into_iter().sum::<usize>().min(at_most))
}

/// DynamoDB's ranges hold both of their ends, and a document may have the key of the end that is to be left out.
async fn count_by_reading(
    store: &Store,
    tenant: &TenantId,
    query: &mut Query,
    at_most: usize,
    now: Timestamp,
) -> Result<usize, EngineError> {
    let mut count = 0;
    loop {
        let found = page(store, tenant, query, now).await?;
        count += found.documents.len();
        query.cursor = found.next;
        if query.cursor.is_none() || count >= at_most {
            return Ok(count.min(at_most));
        }
    }
}

/// The walk whose next document comes first.
fn nearest(walks: &[Walk], descending: bool) -> Option<usize> {
    let heads = walks
        .iter()
        .enumerate()
        .filter_map(|(number, walk)| walk.ready.front().map(|(place, _)| (number, place)));
    let order = |one: &(usize, &String), other: &(usize, &String)| -> Ordering {
        if descending {
            other.1.cmp(one.1)
        } else {
            one.1.cmp(other.1)
        }
    };
    heads.min_by(order).map(|(number, _)| number)
}

/// One partition, read as far as it is needed.
struct Walk {
    partition: String,
    at_once: usize,
    ready: VecDeque<(String, Document)>,
    /// Where to go on reading.
    next: Option<Item>,
    begun: bool,
}

impl Walk {
    fn new(partition: String, at_once: usize) -> Walk {
        Walk {
            partition,
            at_once,
            ready: VecDeque::new(),
            next: None,
            begun: false,
        }
    }

    /// Reads on until there is a document, or nothing more.
    async fn fill(&mut self, ground: &Ground<'_>) -> Result<(), EngineError> {
        while self.ready.is_empty() && (!self.begun || self.next.is_some()) {
            self.begun = true;
            let request = ground
                .request(&self.partition)
                .limit(i32::try_from(self.at_once).unwrap_or(i32::MAX))
                .set_exclusive_start_key(self.next.take());
            let answer = request.send().await.map_err(failed)?;
            self.next = answer.last_evaluated_key.filter(|key| !key.is_empty());
            for item in answer.items.unwrap_or_default() {
                let place = required(&item, &ground.sort_attribute)?;
                if !ground.range.holds(place) {
                    continue;
                }
                if let Some(found) = document(ground.table, ground.prefix, &item, ground.now)? {
                    self.ready.push_back((place.to_owned(), found));
                }
            }
        }
        Ok(())
    }
}

impl<'q> Ground<'q> {
    /// Where a query looks, and in which partitions; `None` when nothing can be there.
    fn of(
        store: &Store,
        client: &'q Client,
        prefix: &'q str,
        query: &Query,
        now: Timestamp,
    ) -> Result<Option<(Ground<'q>, Vec<String>)>, EngineError> {
        let (table, index, places) = match &query.source {
            Source::Partition { table, pk } => (*table, None, vec![format!("{prefix}{pk}")]),
            Source::Index { index, partition } => (
                table_of(*index),
                Some(index.name()),
                partitions(prefix, *index, partition),
            ),
        };
        let range = Range::of(query)?;
        let ground = Ground {
            client,
            prefix,
            table,
            table_name: store.documents(table),
            index,
            partition_attribute: index.map_or_else(|| PK.to_owned(), partition_attribute),
            sort_attribute: index.map_or_else(|| SK.to_owned(), sort_attribute),
            range,
            descending: query.descending,
            now,
        };
        Ok((!ground.range.is_empty()).then_some((ground, places)))
    }

    /// How many documents lie in one partition of an index, as far as `at_most`. None lies at the end of the range, which
    /// is to be left out: see [`super::keys::position`].
    async fn count(&self, partition: &str, at_most: usize) -> Result<usize, EngineError> {
        let (mut count, mut next) = (0, None);
        loop {
            let request = self
                .request(partition)
                .select(Select::Count)
                .filter_expression("attribute_not_exists(#expires) OR #expires > :now")
                .expression_attribute_names("#expires", EXPIRES_MS)
                .expression_attribute_values(":now", number(self.now.0))
                .set_exclusive_start_key(next.take());
            let answer = request.send().await.map_err(failed)?;
            count += usize::try_from(answer.count).unwrap_or(0);
            next = answer.last_evaluated_key.filter(|key| !key.is_empty());
            if next.is_none() || count >= at_most {
                return Ok(count.min(at_most));
            }
        }
    }

    fn request(&self, partition: &str) -> aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder {
        let mut condition = "#partition = :partition".to_owned();
        let mut request = self
            .client
            .query()
            .table_name(&self.table_name)
            .set_index_name(self.index.map(str::to_owned))
            // An index is always a moment behind.
            .consistent_read(self.index.is_none())
            .scan_index_forward(!self.descending)
            .expression_attribute_names("#partition", &self.partition_attribute)
            .expression_attribute_values(":partition", text(partition));
        let (low, high) = (self.range.lowest(), self.range.highest());
        condition.push_str(match (low, high) {
            (None, None) => "",
            (Some(_), None) => " AND #sort >= :low",
            (None, Some(_)) => " AND #sort <= :high",
            (Some(_), Some(_)) => " AND #sort BETWEEN :low AND :high",
        });
        if low.is_some() || high.is_some() {
            request = request.expression_attribute_names("#sort", &self.sort_attribute);
        }
        if let Some(low) = low {
            request = request.expression_attribute_values(":low", text(low));
        }
        if let Some(high) = high {
            request = request.expression_attribute_values(":high", text(high));
        }
        request.key_condition_expression(condition)
    }
}

impl Range {
    fn of(query: &Query) -> Result<Range, EngineError> {
        let mut range = Range {
            // No key is empty, and DynamoDB takes no empty bound.
            low: query.from.clone().filter(|from| !from.is_empty()),
            high: query.before.clone(),
            ..Range::default()
        };
        if let Some(cursor) = &query.cursor {
            let place = place_of(&query.source, cursor)?;
            if query.descending {
                range.before = Some(place);
            } else {
                range.past = Some(place);
            }
        }
        Ok(range)
    }

    fn lowest(&self) -> Option<&str> {
        self.low.as_deref().max(self.past.as_deref())
    }

    fn highest(&self) -> Option<&str> {
        match (self.high.as_deref(), self.before.as_deref()) {
            (Some(high), Some(before)) => Some(high.min(before)),
            (high, before) => high.or(before),
        }
    }

    /// Whether nothing can lie in it.
    fn is_empty(&self) -> bool {
        match (self.lowest(), self.highest()) {
            (_, Some("")) => true,
            (Some(low), Some(high)) => low > high,
            _ => false,
        }
    }

    /// Whether a place lies in it: DynamoDB's own ranges hold both of their ends.
    fn holds(&self, place: &str) -> bool {
        self.high.as_deref().is_none_or(|high| place < high)
            && self.past.as_deref().is_none_or(|past| place > past)
            && self.before.as_deref().is_none_or(|before| place < before)
    }
}

/// The text that names a place as the last of its page. It holds no tenant.
fn cursor(source: &Source, place: &str) -> Result<String, EngineError> {
    let json = serde_json::to_vec(&[kind(source), place]).map_err(broken)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(json))
}

fn place_of(source: &Source, cursor: &str) -> Result<String, EngineError> {
    let foreign = || EngineError::broken("documents", "cursor");
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| foreign())?;
    let [of, place]: [String; 2] = serde_json::from_slice(&json).map_err(|_| foreign())?;
    if of == kind(source) && !place.is_empty() {
        Ok(place)
    } else {
        Err(foreign())
    }
}

fn kind(source: &Source) -> &'static str {
    match source {
        Source::Partition { table, .. } => table.name(),
        Source::Index { index, .. } => index.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ports::documents::Index;

    #[test]
    fn ranges_leave_out_their_end_and_what_was_given_already() {
        let all = Query::partition(Table::Steps, "ORDER#1", 1).between(Some("B".into()), Some("D".into()));
        let range = Range::of(&all).unwrap();
        assert!(range.holds("B") && range.holds("C") && !range.holds("D"));
        let after = cursor(&all.source, "C").unwrap();
        let range = Range::of(&all.clone().after(Some(after.clone()))).unwrap();
        assert!(!range.holds("C") && range.holds("CC"));
        assert_eq!((range.lowest(), range.highest()), (Some("C"), Some("D")));
        let range = Range::of(&all.newest_first().after(Some(after))).unwrap();
        assert!(!range.holds("C") && range.holds("BB"));
        assert_eq!((range.lowest(), range.highest()), (Some("B"), Some("C")));
    }

    #[test]
    fn a_cursor_is_of_its_own_list() {
        let steps = Query::partition(Table::Steps, "ORDER#1", 1).source;
        let open = Query::index(Index::OrdersByState, "OPEN", 1).source;
        let of_steps = cursor(&steps, "STEP#1").unwrap();
        assert_eq!(place_of(&steps, &of_steps).unwrap(), "STEP#1");
        assert!(place_of(&open, &of_steps).is_err());
        assert!(place_of(&steps, "no cursor").is_err());
    }
}
