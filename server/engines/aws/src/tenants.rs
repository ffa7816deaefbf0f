//! The registry of restaurants in DynamoDB: one partition of a table of its own, with a row for each restaurant and one for
//! each host name. It belongs to no restaurant, so functions read it with their own credentials. A partition gives
//! 3,000 reads a second, and every process remembers what it has read.

use super::failure::{broken, failed, is_transient, unavailable};
use super::items::{Item, PK, SK, VERSION, key, number, required, text};
use super::tables::Store;
use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{Delete, Put, TransactWriteItem};
use domain::TenantId;
use ports::EngineError;
use ports::tenants::{RegisteredTenant, RegistryError, Tenants};

const REGISTRY: &str = "REGISTRY";
const TENANT: &str = "TENANT#";
const HOST: &str = "HOST#";
const RECORD: &str = "record";
/// The id of the restaurant that a host name leads to.
const LEADS_TO: &str = "tenant";
const ABSENT: &str = "attribute_not_exists(#pk)";

/// See [`Tenants`].
#[derive(Debug)]
pub struct DynamoTenants {
    store: Store,
}

impl DynamoTenants {
    pub(super) fn new(store: Store) -> DynamoTenants {
        DynamoTenants { store }
    }

    fn client(&self) -> &Client {
        self.store.of_all()
    }

    async fn row(&self, sk: &str) -> Result<Option<Item>, EngineError> {
        let request = self
            .client()
            .get_item()
            .table_name(self.store.tenants())
            .set_key(Some(key(REGISTRY, sk)))
            .consistent_read(true);
        Ok(request.send().await.map_err(failed)?.item)
    }

    /// The restaurant's own row, on the condition that the one before it is stored, or nothing.
    fn put(&self, tenant: &RegisteredTenant) -> Result<TransactWriteItem, EngineError> {
        let mut row = key(REGISTRY, &tenant_sk(&tenant.id));
        let record = serde_json::to_string(tenant).map_err(broken)?;
        row.insert(RECORD.into(), text(record));
        row.insert(VERSION.into(), number(tenant.version));
        let put = Put::builder()
            .table_name(self.store.tenants())
            .set_item(Some(row));
        let put = match tenant.version {
            1 => put
                .condition_expression(ABSENT)
                .expression_attribute_names("#pk", PK),
            version => put
                .condition_expression("#version = :before")
                .expression_attribute_names("#version", VERSION)
                .expression_attribute_values(":before", number(version - 1)),
        };
        let put = put.build().map_err(broken)?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    fn put_host(&self, host: &str, tenant: &TenantId) -> Result<TransactWriteItem, EngineError> {
        let mut row = key(REGISTRY, &host_sk(host));
        row.insert(LEADS_TO.into(), text(tenant.as_str()));
        let put = Put::builder()
            .table_name(self.store.tenants())
            .set_item(Some(row))
            .condition_expression(format!("{ABSENT} OR #tenant = :tenant"))
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#tenant", LEADS_TO)
            .expression_attribute_values(":tenant", text(tenant.as_str()));
        let put = put.build().map_err(broken)?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    fn free_host(&self, host: &str) -> Result<TransactWriteItem, EngineError> {
        let delete = Delete::builder()
            .table_name(self.store.tenants())
            .set_key(Some(key(REGISTRY, &host_sk(host))));
        let delete = delete.build().map_err(broken)?;
        Ok(TransactWriteItem::builder().delete(delete).build())
    }

    /// Stores a restaurant and its host names, and frees those that it has no longer.
    async fn store(
        &self,
        tenant: &RegisteredTenant,
        free: impl Iterator<Item = &String>,
        taken: RegistryError,
    ) -> Result<(), RegistryError> {
        let mut items = vec![self.put(tenant)?];
        for host in &tenant.hosts {
            items.push(self.put_host(host, &tenant.id)?);
        }
        for host in free {
            items.push(self.free_host(host)?);
        }
        let request = self.client().transact_write_items();
        let Err(error) = request.set_transact_items(Some(items)).send().await else {
            return Ok(());
        };
        let reasons = match error.as_service_error() {
            Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                cancelled.cancellation_reasons()
            }
            Some(other) if other.code().is_some_and(is_transient) => {
                return Err(unavailable(other.code().unwrap_or_default()).into());
            }
            _ => return Err(failed(error).into()),
        };
        let failing = reasons
            .iter()
            .position(|reason| reason.code() == Some("ConditionalCheckFailed"));
        match failing {
            Some(0) => Err(taken),
            Some(position) => match tenant.hosts.get(position - 1) {
                Some(host) => Err(RegistryError::HostTaken(host.clone())),
                None => Err(broken("a condition that nobody made").into()),
            },
            // Somebody else was at the same rows.
            None => Err(unavailable("the registry is being changed").into()),
        }
    }
}

#[async_trait]
impl Tenants for DynamoTenants {
    async fn by_id(&self, id: &TenantId) -> Result<Option<RegisteredTenant>, EngineError> {
        let row = self.row(&tenant_sk(id)).await?;
        row.as_ref().map(record).transpose()
    }

    async fn by_host(&self, host: &str) -> Result<Option<RegisteredTenant>, EngineError> {
        let Some(row) = self.row(&host_sk(host)).await? else {
            return Ok(None);
        };
        let id = TenantId::parse(required(&row, LEADS_TO)?).map_err(broken)?;
        let found = self.by_id(&id).await?;
        Ok(found.filter(|tenant| tenant.hosts.iter().any(|own| own == host)))
    }

    async fn list(&self) -> Result<Vec<RegisteredTenant>, EngineError> {
        let (mut all, mut next) = (Vec::new(), None);
        loop {
            let request = self
                .client()
                .query()
                .table_name(self.store.tenants())
                .consistent_read(true)
                .key_condition_expression("#pk = :pk AND begins_with(#sk, :tenant)")
                .expression_attribute_names("#pk", PK)
                .expression_attribute_names("#sk", SK)
                .expression_attribute_values(":pk", text(REGISTRY))
                .expression_attribute_values(":tenant", text(TENANT))
                .set_exclusive_start_key(next);
            let page = request.send().await.map_err(failed)?;
            for row in page.items.unwrap_or_default() {
                all.push(record(&row)?);
            }
            next = page.last_evaluated_key.filter(|key| !key.is_empty());
            if next.is_none() {
                return Ok(all);
            }
        }
    }

    async fn create(&self, tenant: &RegisteredTenant) -> Result<(), RegistryError> {
        let none = std::iter::empty();
        self.store(tenant, none, RegistryError::IdTaken).await
    }

    async fn replace(&self, tenant: &RegisteredTenant) -> Result<(), RegistryError> {
        let before = self.by_id(&tenant.id).await?.ok_or(RegistryError::Changed)?;
        let free = before.hosts.iter().filter(|host| !tenant.hosts.contains(host));
        self.store(tenant, free, RegistryError::Changed).await
    }
}

fn tenant_sk(id: &TenantId) -> String {
    format!("{TENANT}{id}")
}

fn host_sk(host: &str) -> String {
    format!("{HOST}{host}")
}

fn record(row: &Item) -> Result<RegisteredTenant, EngineError> {
    serde_json::from_str(required(row, RECORD)?).map_err(broken)
}
