//! The registry of restaurants in the SQLite file.

use super::database::Database;
use super::documents::SqliteDocuments;
use super::failure::{RequestError, broken};
use super::writer::Transaction;
use crate::failure::sqlite;
use async_trait::async_trait;
use domain::TenantId;
use ports::EngineError;
use ports::tenants::{RegisteredTenant, RegistryError, Tenants};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::sync::Arc;

const BY_ID: &str = "SELECT record FROM tenants WHERE id = ?1";
const BY_HOST: &str =
    "SELECT record FROM tenants JOIN tenant_hosts ON tenant_hosts.tenant = tenants.id WHERE host = ?1";
const ALL: &str = "SELECT record FROM tenants ORDER BY id";

/// See [`Tenants`].
#[derive(Debug)]
pub struct SqliteTenants {
    database: Arc<Database>,
}

impl SqliteTenants {
    /// The registry that lies beside `documents`.
    pub fn new(documents: &SqliteDocuments) -> Arc<SqliteTenants> {
        Arc::new(SqliteTenants {
            database: Arc::clone(documents.database()),
        })
    }
}

#[async_trait]
impl Tenants for SqliteTenants {
    async fn by_id(&self, id: &TenantId) -> Result<Option<RegisteredTenant>, EngineError> {
        let id = id.to_string();
        self.database.read_inline(move |db| one(db, BY_ID, &id)).await
    }

    async fn by_host(&self, host: &str) -> Result<Option<RegisteredTenant>, EngineError> {
        let host = host.to_owned();
        self.database.read_inline(move |db| one(db, BY_HOST, &host)).await
    }

    async fn list(&self) -> Result<Vec<RegisteredTenant>, EngineError> {
        let all = |db: &Connection| {
            let mut statement = db.prepare_cached(ALL).map_err(sqlite)?;
            let texts = statement
                .query_map([], |row| row.get::<_, String>(0))
                .map_err(sqlite)?;
            texts.map(|text| parsed(&text.map_err(sqlite)?)).collect()
        };
        self.database.read(all).await
    }

    async fn create(&self, tenant: &RegisteredTenant) -> Result<(), RegistryError> {
        let (tenant, record) = (tenant.clone(), written(tenant)?);
        let create = move |transaction: &mut Transaction<'_>| -> Result<(), RegistryError> {
            let db = transaction.db;
            if one(db, BY_ID, tenant.id.as_str())?.is_some() {
                return Err(RegistryError::IdTaken);
            }
            let sql = "INSERT INTO tenants (id, record) VALUES (?1, ?2)";
            db.prepare_cached(sql)
                .map_err(sqlite)?
                .execute(params![tenant.id.as_str(), record])
                .map_err(sqlite)?;
            put_hosts(db, &tenant)
        };
        self.database.write(create).await
    }

    async fn replace(&self, tenant: &RegisteredTenant) -> Result<(), RegistryError> {
        let (tenant, record) = (tenant.clone(), written(tenant)?);
        let replace = move |transaction: &mut Transaction<'_>| -> Result<(), RegistryError> {
            let db = transaction.db;
            let before = one(db, BY_ID, tenant.id.as_str())?;
            if before.is_none_or(|before| before.version + 1 != tenant.version) {
                return Err(RegistryError::Changed);
            }
            let sql = "UPDATE tenants SET record = ?2 WHERE id = ?1";
            db.prepare_cached(sql)
                .map_err(sqlite)?
                .execute(params![tenant.id.as_str(), record])
                .map_err(sqlite)?;
            let sql = "DELETE FROM tenant_hosts WHERE tenant = ?1";
            db.prepare_cached(sql)
                .map_err(sqlite)?
                .execute([tenant.id.as_str()])
                .map_err(sqlite)?;
            put_hosts(db, &tenant)
        };
        self.database.write(replace).await
    }
}

fn put_hosts(db: &Connection, tenant: &RegisteredTenant) -> Result<(), RegistryError> {
    let sql = "INSERT INTO tenant_hosts (host, tenant) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    for host in &tenant.hosts {
        let put = db
            .prepare_cached(sql)
            .map_err(sqlite)?
            .execute(params![host, tenant.id.as_str()])
            .map_err(sqlite)?;
        if put == 0 {
            return Err(RegistryError::HostTaken(host.clone()));
        }
    }
    Ok(())
}

fn one(db: &Connection, sql: &str, key: &str) -> Result<Option<RegisteredTenant>, EngineError> {
    let mut statement = db.prepare_cached(sql).map_err(sqlite)?;
    let found: Option<String> = statement
        .query_row([key], |row| row.get(0))
        .optional()
        .map_err(sqlite)?;
    found.map(|text| parsed(&text)).transpose()
}

fn written(tenant: &RegisteredTenant) -> Result<String, EngineError> {
    serde_json::to_string(tenant).map_err(broken)
}

fn parsed(text: &str) -> Result<RegisteredTenant, EngineError> {
    serde_json::from_str(text).map_err(broken)
}

impl RequestError for RegistryError {
    fn of_all(&self) -> Option<EngineError> {
        match self {
            RegistryError::Engine(error) => error.of_all(),
            RegistryError::IdTaken | RegistryError::HostTaken(_) | RegistryError::Changed => None,
        }
    }
}
