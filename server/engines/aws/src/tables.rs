//! The tables: what the template of the stack makes, and tests make for themselves.

use super::failure::{broken, failed};
use super::items::{PK, SK};
use super::keys::{indexes_of, partition_attribute, sort_attribute};
use super::tenant_credentials::TenantCredentials;
use aws_config::SdkConfig;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType, StreamSpecification, StreamViewType,
};
use domain::TenantId;
use ports::EngineError;
use ports::documents::Table;
use std::sync::Arc;

/// Name of the table of the outbox, the feeds, dead letters and what was sent by mail.
pub const EVENTS: &str = "events";
/// Name of the table of supervised orders.
pub const WORKFLOWS: &str = "workflows";
/// Name of the table of the registry of restaurants.
pub const TENANTS: &str = "tenants";
/// The index of [`EVENTS`] that finds what is not published yet.
pub const PENDING: &str = "pending";
/// The index of [`WORKFLOWS`] that finds limits by time.
pub const DUE: &str = "due";

/// A table without its prefix. All have the text keys `pk` and `sk`, are paid per request, and remove items by the
/// attribute `expires_at`; an index has the text keys `<index>_pk` and `<index>_sk` and holds whole items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDefinition {
    pub name: &'static str,
    pub indexes: Vec<&'static str>,
    /// Whether what is new in it is sent by a stream, with the new image.
    pub stream: bool,
}

/// All tables.
pub fn definitions() -> Vec<TableDefinition> {
    let documents = Table::ALL.into_iter().map(|table| TableDefinition {
        name: table.name(),
        indexes: indexes_of(table).iter().map(|index| index.name()).collect(),
        stream: false,
    });
    let own = [
        TableDefinition {
            name: EVENTS,
            indexes: vec![PENDING],
            stream: true,
        },
        TableDefinition {
            name: WORKFLOWS,
            indexes: vec![DUE],
            stream: false,
        },
        TableDefinition {
            name: TENANTS,
            indexes: Vec::new(),
            stream: false,
        },
    ];
    documents.chain(own).collect()
}

/// The tables of one stack.
#[derive(Debug, Clone)]
pub(super) struct Store {
    tenant_credentials: TenantCredentials,
    prefix: Arc<str>,
}

impl Store {
    /// `role` is whose sessions reach a restaurant: see [`TenantCredentials`].
    pub(super) fn new(config: &SdkConfig, prefix: &str, role: Option<&str>) -> Store {
        Store {
            tenant_credentials: TenantCredentials::new(config, role),
            prefix: prefix.into(),
        }
    }

    /// The way to the rows of a restaurant.
    pub(super) async fn of(&self, tenant: &TenantId) -> Client {
        self.tenant_credentials.of(tenant).await
    }

    /// The way to what is of no restaurant: the registry, and the indexes [`PENDING`] and [`DUE`].
    pub(super) fn of_all(&self) -> &Client {
        self.tenant_credentials.own()
    }

    pub(super) fn documents(&self, table: Table) -> String {
        self.named(table.name())
    }

    pub(super) fn events(&self) -> String {
        self.named(EVENTS)
    }

    pub(super) fn workflows(&self) -> String {
        self.named(WORKFLOWS)
    }

    pub(super) fn tenants(&self) -> String {
        self.named(TENANTS)
    }

    fn named(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Makes all tables, without backups and without removing by time: for tests. A stack's tables are made by its
    /// template.
    pub(super) async fn create(&self) -> Result<(), EngineError> {
        for definition in definitions() {
            self.create_table(&definition).await?;
        }
        Ok(())
    }

    async fn create_table(&self, definition: &TableDefinition) -> Result<(), EngineError> {
        self.creation(definition)?.send().await.map_err(failed)?;
        Ok(())
    }

    fn creation(&self, definition: &TableDefinition) -> Result<CreateTableFluentBuilder, EngineError> {
        let mut request = self
            .of_all()
            .create_table()
            .table_name(self.named(definition.name))
            .billing_mode(BillingMode::PayPerRequest)
            .set_key_schema(Some(schema(PK, SK).map_err(broken)?));
        for name in [PK, SK] {
            request = request.attribute_definitions(attribute(name).map_err(broken)?);
        }
        for index in &definition.indexes {
            let (partition, sort) = (partition_attribute(index), sort_attribute(index));
            for name in [&partition, &sort] {
                request = request.attribute_definitions(attribute(name).map_err(broken)?);
            }
            let made = GlobalSecondaryIndex::builder()
                .index_name(*index)
                .set_key_schema(Some(schema(&partition, &sort).map_err(broken)?))
                .projection(Projection::builder().projection_type(ProjectionType::All).build())
                .build();
            request = request.global_secondary_indexes(made.map_err(broken)?);
        }
        if definition.stream {
            let stream = StreamSpecification::builder()
                .stream_enabled(true)
                .stream_view_type(StreamViewType::NewImage)
                .build();
            request = request.stream_specification(stream.map_err(broken)?);
        }
        Ok(request)
    }
}

fn schema(partition: &str, sort: &str) -> Result<Vec<KeySchemaElement>, BuildError> {
    [(partition, KeyType::Hash), (sort, KeyType::Range)]
        .into_iter()
        .map(|(name, kind)| {
            KeySchemaElement::builder()
                .attribute_name(name)
                .key_type(kind)
                .build()
        })
        .collect()
}

fn attribute(name: &str) -> Result<AttributeDefinition, BuildError> {
    AttributeDefinition::builder()
        .attribute_name(name)
        .attribute_type(ScalarAttributeType::S)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::items::EXPIRES;
    use aws_config::BehaviorVersion;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    const TEMPLATE: &str = include_str!("../../../deploy/resources/tables.yml");
    const PREFIX: &str = "brasa-${sls:stage}-";

    fn sorted(mut values: Vec<Value>) -> Value {
        values.sort_by_key(Value::to_string);
        Value::Array(values)
    }

    fn keys(schema: &[KeySchemaElement]) -> Value {
        let element = |key: &KeySchemaElement| json!({ "AttributeName": key.attribute_name(), "KeyType": key.key_type().as_str() });
        schema.iter().map(element).collect()
    }

    /// A table as tests make it, in the words of a template.
    fn made(creation: &CreateTableFluentBuilder) -> Value {
        let attributes = creation.get_attribute_definitions().iter().flatten().map(|attribute| {
            json!({ "AttributeName": attribute.attribute_name(), "AttributeType": attribute.attribute_type().as_str() })
        });
        let indexes = creation
            .get_global_secondary_indexes()
            .iter()
            .flatten()
            .map(|index| {
                let projection = index.projection().and_then(Projection::projection_type).unwrap();
                json!({
                    "IndexName": index.index_name(),
                    "KeySchema": keys(index.key_schema()),
                    "Projection": { "ProjectionType": projection.as_str() },
                })
            });
        let stream = creation.get_stream_specification().as_ref();
        let view = stream.and_then(StreamSpecification::stream_view_type);
        json!({
            "BillingMode": creation.get_billing_mode().as_ref().unwrap().as_str(),
            "KeySchema": keys(creation.get_key_schema().as_deref().unwrap()),
            "AttributeDefinitions": sorted(attributes.collect()),
            "GlobalSecondaryIndexes": sorted(indexes.collect()),
            "StreamViewType": view.map(StreamViewType::as_str),
        })
    }

    /// The tables of the template by their names, in the same words.
    fn of_template() -> BTreeMap<String, Value> {
        let mut template: serde_norway::Value = serde_norway::from_str(TEMPLATE).unwrap();
        template.apply_merge().unwrap();
        let template = serde_json::to_value(template).unwrap();
        let list = |value: &Value| sorted(value.as_array().cloned().unwrap_or_default());
        let tables = template["Resources"].as_object().unwrap().values();
        let table = |table: &Value| {
            let table = &table["Properties"];
            let expiry = json!({ "AttributeName": EXPIRES, "Enabled": true });
            assert_eq!(table["TimeToLiveSpecification"], expiry);
            let written = json!({
                "BillingMode": table["BillingMode"],
                "KeySchema": table["KeySchema"],
                "AttributeDefinitions": list(&table["AttributeDefinitions"]),
                "GlobalSecondaryIndexes": list(&table["GlobalSecondaryIndexes"]),
                "StreamViewType": table["StreamSpecification"]["StreamViewType"],
            });
            (table["TableName"].as_str().unwrap().to_owned(), written)
        };
        tables.map(table).collect()
    }

    #[test]
    fn the_template_makes_the_tables_that_tests_make() {
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .build();
        let store = Store::new(&config, PREFIX, None);
        let made: BTreeMap<String, Value> = definitions()
            .iter()
            .map(|definition| {
                (
                    store.named(definition.name),
                    made(&store.creation(definition).unwrap()),
                )
            })
            .collect();
        assert_eq!(made, of_template());
    }
}
