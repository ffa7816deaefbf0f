//! Pages that listen through API Gateway's WebSocket API. Each connection has a row, under its restaurant and under what
//! it listens to, for as long as it may listen; the one who relays events sends them to those whom they concern.
//!
//! A page that could not be reached loses nothing: it says every now and then where it is, and gets what it missed.

use super::failure::failed;
use super::items::{EXPIRES, EXPIRES_MS, Item, SK, has_expired, key, number, removable, required, text};
use super::keys::tenant_prefix;
use super::outbox::Waiting;
use super::tables::Store;
use api::live::Change;
use aws_config::SdkConfig;
use aws_sdk_apigatewaymanagement::Client;
use aws_sdk_apigatewaymanagement::config::Builder;
use aws_sdk_apigatewaymanagement::primitives::Blob;
use domain::{TenantId, Timestamp};
use futures::future::join_all;
use futures::{StreamExt as _, stream};
use ports::{Clock, EngineError, LiveTopic};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Telling must not keep the next events waiting for longer.
const TIMEOUT: Duration = Duration::from_secs(3);
/// Maximum number of pages that are sent a message at the same time.
const SENDING_CONCURRENCY: usize = 32;
/// A message of API Gateway has 128 KB at most, and a change some 150 bytes.
const CHANGES: usize = 500;

/// The connections of a stage of the WebSocket API.
#[derive(Debug)]
pub struct Listeners {
    store: Store,
    gateway: Option<Client>,
    clock: Arc<dyn Clock>,
}

impl Listeners {
    /// `address` is what pages dial; without one there is nobody to tell.
    pub(super) fn new(
        store: Store,
        config: &SdkConfig,
        address: Option<&str>,
        clock: Arc<dyn Clock>,
    ) -> Listeners {
        // The connections of a stage are managed where pages dial, over HTTP.
        let gateway = address
            .and_then(|address| address.strip_prefix("ws"))
            .map(|rest| {
                let own = Builder::from(config).endpoint_url(format!("http{rest}"));
                Client::from_conf(own.build())
            });
        Listeners {
            store,
            gateway,
            clock,
        }
    }

    /// The page is sent changes from now on, until a time.
    pub async fn add(
        &self,
        tenant: &TenantId,
        scope: &LiveTopic,
        connection: &str,
        until: Timestamp,
    ) -> Result<(), EngineError> {
        let mut row = key(&partition(tenant, scope), connection);
        row.insert(EXPIRES_MS.to_owned(), number(until.0));
        row.insert(EXPIRES.to_owned(), number(removable(until)));
        let client = self.store.of(tenant).await;
        let request = client.put_item().table_name(self.store.events());
        request.set_item(Some(row)).send().await.map_err(failed)?;
        Ok(())
    }

    /// The page is sent nothing any more.
    pub async fn remove(
        &self,
        tenant: &TenantId,
        scope: &LiveTopic,
        connection: &str,
    ) -> Result<(), EngineError> {
        let client = self.store.of(tenant).await;
        let request = client.delete_item().table_name(self.store.events());
        let request = request.set_key(Some(key(&partition(tenant, scope), connection)));
        request.send().await.map_err(failed)?;
        Ok(())
    }

    /// Ends a connection.
    pub async fn hang_up(&self, connection: &str) -> Result<(), EngineError> {
        let Some(gateway) = &self.gateway else {
            return Ok(());
        };
        let done = gateway.delete_connection().connection_id(connection).send().await;
        match done {
            Err(error)
                if !error
                    .as_service_error()
                    .is_some_and(|refused| refused.is_gone_exception()) =>
            {
                Err(failed(error))
            }
            _ => Ok(()),
        }
    }

    /// Tells the pages whom these events concern, as well as can be done in [`TIMEOUT`].
    pub(super) async fn tell(&self, rows: &[Waiting]) {
        let Some(gateway) = &self.gateway else { return };
        let mut news: BTreeMap<(&TenantId, LiveTopic), Vec<Change>> = BTreeMap::new();
        for row in rows {
            for scope in LiveTopic::of(&row.envelope) {
                let changes = news.entry((&row.envelope.tenant_id, scope)).or_default();
                changes.push(Change::of(&row.envelope));
            }
        }
        let telling = news
            .iter()
            .map(|((tenant, scope), changes)| self.tell_all_of(gateway, tenant, scope, changes));
        let telling = join_all(telling.collect::<Vec<_>>());
        if timeout(TIMEOUT, telling).await.is_err() {
            tracing::warn!("not all pages were reached in time; they ask for what they missed");
        }
    }

    async fn tell_all_of(&self, gateway: &Client, tenant: &TenantId, scope: &LiveTopic, changes: &[Change]) {
        let connections = match self.of(tenant, scope).await {
            Ok(connections) => connections,
            Err(error) => {
                tracing::warn!(%tenant, %scope, %error, "it is not known which pages listen");
                return;
            }
        };
        let messages: Vec<Vec<u8>> = changes
            .chunks(CHANGES)
            .filter_map(|some| serde_json::to_vec(some).ok())
            .collect();
        let telling: Vec<_> = connections
            .iter()
            .map(|connection| self.tell_one(gateway, tenant, scope, connection, &messages))
            .collect();
        stream::iter(telling)
            .buffer_unordered(SENDING_CONCURRENCY)
            .collect::<Vec<()>>()
            .await;
    }

    async fn tell_one(
        &self,
        gateway: &Client,
        tenant: &TenantId,
        scope: &LiveTopic,
        connection: &str,
        messages: &[Vec<u8>],
    ) {
        for message in messages {
            let request = gateway.post_to_connection().connection_id(connection);
            let Err(error) = request.data(Blob::new(message.clone())).send().await else {
                continue;
            };
            // A page whose connection broke says no goodbye.
            if error
                .as_service_error()
                .is_some_and(|refused| refused.is_gone_exception())
            {
                if let Err(error) = self.remove(tenant, scope, connection).await {
                    tracing::warn!(%tenant, %error, "a page that is gone stays in the list");
                }
            } else {
                let error = failed(error);
                tracing::warn!(%tenant, %scope, %error, "a page could not be reached");
            }
            return;
        }
    }

    /// The connections that listen.
    async fn of(&self, tenant: &TenantId, scope: &LiveTopic) -> Result<Vec<String>, EngineError> {
        let now = self.clock.now();
        let mut found = Vec::new();
        let mut start: Option<Item> = None;
        loop {
            let answer = self
                .store
                .of(tenant)
                .await
                .query()
                .table_name(self.store.events())
                // A page that came before these events got their places must be sent them.
                .consistent_read(true)
                .key_condition_expression("#pk = :pk")
                .expression_attribute_names("#pk", "pk")
                .expression_attribute_values(":pk", text(partition(tenant, scope)))
                .set_exclusive_start_key(start)
                .send()
                .await
                .map_err(failed)?;
            for row in answer.items.unwrap_or_default() {
                if !has_expired(&row, now)? {
                    found.push(required(&row, SK)?.to_owned());
                }
            }
            start = answer.last_evaluated_key.filter(|key| !key.is_empty());
            if start.is_none() {
                return Ok(found);
            }
        }
    }
}

fn partition(tenant: &TenantId, scope: &LiveTopic) -> String {
    format!("{}LISTENERS#{scope}", tenant_prefix(tenant))
}
