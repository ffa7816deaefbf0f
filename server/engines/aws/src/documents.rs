//! Documents in DynamoDB.

use super::backoff::Backoff;
use super::commit::{Plan, Verdict};
use super::failure::{broken, failed, unavailable};
use super::items::{EXPIRES_MS, Item, PK, SK, document, key, maybe_number, number, required};
use super::keys::{Place, tenant_prefix};
use super::query;
use super::tables::Store;
use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{KeysAndAttributes, ReturnValue};
use domain::{TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Document, Key, Page, Query, Table};
use ports::{Clock, Documents, EngineError};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Maximum number of documents that DynamoDB gives at once.
const BATCH: usize = 100;
const VALUE: &str = "value";

/// See [`Documents`]. What is read by key is as of the last commit; what is found by an index may be a moment behind
/// it.
#[derive(Debug)]
pub struct DynamoDocuments {
    pub(super) store: Store,
    pub(super) clock: Arc<dyn Clock>,
    /// Counts the events that this process has committed, so that those of one millisecond keep their order.
    committed: AtomicU64,
}

impl DynamoDocuments {
    pub(super) fn new(store: Store, clock: Arc<dyn Clock>) -> DynamoDocuments {
        DynamoDocuments {
            store,
            clock,
            committed: AtomicU64::new(0),
        }
    }

    /// Does what a commit was made into, again and again while others are in its way.
    async fn carry_out(&self, plan: &Plan) -> Result<(), CommitError> {
        let client = self.store.of(plan.tenant()).await;
        let mut backoff = Backoff::default();
        let first = self.committed.fetch_add(plan.events(), Ordering::Relaxed);
        loop {
            let now = self.clock.now();
            let request = client
                .transact_write_items()
                .set_transact_items(Some(plan.transaction(&self.store, now, first)?));
            let Err(error) = request.send().await else {
                return Ok(());
            };
            let busy = match plan.verdict(error, now)? {
                Verdict::Refused { write } => return Err(CommitError::ConditionFailed { write }),
                Verdict::Expired(places) => {
                    for place in places {
                        remove_expired(&self.store, &client, &place, now).await?;
                    }
                    "something that has expired was in the way".to_owned()
                }
                Verdict::Busy(detail) => detail,
            };
            if !backoff.wait().await {
                return Err(unavailable(busy).into());
            }
        }
    }

    /// The items at some places, at most [`BATCH`] different ones.
    async fn batch(&self, client: &Client, places: &[&Place]) -> Result<Vec<(Table, Item)>, EngineError> {
        let mut asked: HashMap<String, KeysAndAttributes> = HashMap::new();
        for table in Table::ALL {
            let keys: Vec<Item> = places
                .iter()
                .filter(|place| place.table == table)
                .map(|place| key(&place.pk, &place.sk))
                .collect();
            if !keys.is_empty() {
                let wanted = KeysAndAttributes::builder()
                    .set_keys(Some(keys))
                    .consistent_read(true)
                    .build()
                    .map_err(broken)?;
                asked.insert(self.store.documents(table), wanted);
            }
        }
        let mut found = Vec::new();
        let mut backoff = Backoff::default();
        loop {
            let request = client.batch_get_item().set_request_items(Some(asked));
            let answer = request.send().await.map_err(failed)?;
            for (name, items) in answer.responses.unwrap_or_default() {
                let table = Table::ALL
                    .into_iter()
                    .find(|table| self.store.documents(*table) == name)
                    .ok_or_else(|| broken(format!("nobody asked {name}")))?;
                found.extend(items.into_iter().map(|item| (table, item)));
            }
            asked = answer.unprocessed_keys.unwrap_or_default();
            if asked.is_empty() {
                return Ok(found);
            }
            if !backoff.wait().await {
                return Err(unavailable("documents were not given, again and again"));
            }
        }
    }
}

#[async_trait]
impl Documents for DynamoDocuments {
    async fn get(&self, tenant: &TenantId, wanted: &Key) -> Result<Option<Document>, EngineError> {
        let prefix = tenant_prefix(tenant);
        let place = Place::new(&prefix, wanted);
        let request = self
            .store
            .of(tenant)
            .await
            .get_item()
            .table_name(self.store.documents(place.table))
            .set_key(Some(key(&place.pk, &place.sk)))
            .consistent_read(true);
        match request.send().await.map_err(failed)?.item {
            Some(item) => document(place.table, &prefix, &item, self.clock.now()),
            None => Ok(None),
        }
    }

    async fn get_all(&self, tenant: &TenantId, keys: &[Key]) -> Result<Vec<Option<Document>>, EngineError> {
        let prefix = tenant_prefix(tenant);
        let places: Vec<Place> = keys.iter().map(|key| Place::new(&prefix, key)).collect();
        let mut once: Vec<&Place> = places.iter().collect();
        once.sort_unstable_by(|one, other| {
            (one.table, &one.pk, &one.sk).cmp(&(other.table, &other.pk, &other.sk))
        });
        once.dedup();
        let (now, client) = (self.clock.now(), self.store.of(tenant).await);
        let mut found: HashMap<Place, Document> = HashMap::with_capacity(once.len());
        for some in once.chunks(BATCH) {
            for (table, item) in self.batch(&client, some).await? {
                let place = Place {
                    table,
                    pk: required(&item, PK)?.to_owned(),
                    sk: required(&item, SK)?.to_owned(),
                };
                if let Some(document) = document(table, &prefix, &item, now)? {
                    found.insert(place, document);
                }
            }
        }
        Ok(places.iter().map(|place| found.get(place).cloned()).collect())
    }

    async fn query(&self, tenant: &TenantId, query: &Query) -> Result<Page, EngineError> {
        query::page(&self.store, tenant, query, self.clock.now()).await
    }

    async fn count(&self, tenant: &TenantId, query: &Query, at_most: usize) -> Result<usize, EngineError> {
        query::count(&self.store, tenant, query, at_most, self.clock.now()).await
    }

    async fn commit(&self, tenant: &TenantId, commit: Commit) -> Result<(), CommitError> {
        match Plan::new(tenant, commit)? {
            Some(plan) => self.carry_out(&plan).await,
            None => Ok(()),
        }
    }

    async fn next_number(&self, tenant: &TenantId, sequence: &str) -> Result<u64, EngineError> {
        let pk = format!("{}SEQUENCE#{sequence}", tenant_prefix(tenant));
        let answer = self
            .store
            .of(tenant)
            .await
            .update_item()
            .table_name(self.store.events())
            .set_key(Some(key(&pk, "SEQUENCE")))
            .update_expression("ADD #value :one")
            .expression_attribute_names("#value", VALUE)
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(failed)?;
        let value = maybe_number(&answer.attributes.unwrap_or_default(), VALUE)?;
        value.ok_or_else(|| broken("a sequence without a number"))
    }
}

/// Removes a document that has expired, unless another one has taken its place meanwhile.
async fn remove_expired(
    store: &Store,
    client: &Client,
    place: &Place,
    now: Timestamp,
) -> Result<(), EngineError> {
    let removed = client
        .delete_item()
        .table_name(store.documents(place.table))
        .set_key(Some(key(&place.pk, &place.sk)))
        .condition_expression("#expires <= :now")
        .expression_attribute_names("#expires", EXPIRES_MS)
        .expression_attribute_values(":now", number(now.0))
        .send()
        .await;
    match removed {
        Ok(_) => Ok(()),
        Err(error)
            if error
                .as_service_error()
                .is_some_and(|refused| refused.is_conditional_check_failed_exception()) =>
        {
            Ok(())
        }
        Err(error) => Err(failed(error)),
    }
}
