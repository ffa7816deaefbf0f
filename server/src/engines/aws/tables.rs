//! The tables: what the template of the stack makes, and tests make for themselves.

use super::failure::{broken, failed};
use super::items::{PK, SK};
use super::keys::{indexes_of, partition_attribute, sort_attribute};
use super::sessions::Sessions;
use crate::ports::EngineError;
use crate::ports::documents::Table;
use aws_config::SdkConfig;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType, StreamSpecification, StreamViewType,
};
use shared::domain::TenantId;
use std::sync::Arc;

/// Name of the table of the outbox, the feeds, dead letters and what was sent by mail.
pub const EVENTS: &str = "events";
/// Name of the table of supervised orders.
pub const WORKFLOWS: &str = "workflows";
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
    /// Whether what is new in it is told by a stream, with the new image.
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
    ];
    documents.chain(own).collect()
}

/// The tables of one stack.
#[derive(Debug, Clone)]
pub(super) struct Store {
    sessions: Sessions,
    prefix: Arc<str>,
}

impl Store {
    /// `role` is whose sessions reach a restaurant: see [`Sessions`].
    pub(super) fn new(config: &SdkConfig, prefix: &str, role: Option<&str>) -> Store {
        Store {
            sessions: Sessions::new(config, role),
            prefix: prefix.into(),
        }
    }

    /// The way to the rows of a restaurant.
    pub(super) async fn of(&self, tenant: &TenantId) -> Client {
        self.sessions.of(tenant).await
    }

    /// The way to what is looked through for all restaurants: the indexes [`PENDING`] and [`DUE`].
    pub(super) fn of_all(&self) -> &Client {
        self.sessions.own()
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
        request.send().await.map_err(failed)?;
        Ok(())
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
