//! The accounts of a restaurant as they are stored, with their secrets sealed.

use crate::error::Error;
use crate::vault::Vault;
use api::payment_accounts::ConnectedAccount;
use async_trait::async_trait;
use domain::{TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Document, Expect, Key, Query, Table, Write};
use ports::payment_accounts::{PaymentAccount, PaymentAccounts};
use ports::{Documents, EngineError};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Beside the payments, in a partition of its own.
const PARTITION: &str = "ACCOUNTS";
/// Accounts that a restaurant may have had: every one is kept, because money goes back where it was paid.
pub(super) const MAX_ACCOUNTS: usize = 50;
/// The form in which this code writes.
const SCHEMA_VERSION: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    form: u32,
    number: u32,
    user: String,
    name: String,
    pos: String,
    /// Sealed.
    token: String,
    /// Sealed.
    webhook_secret: String,
    connected_at: Timestamp,
    connected_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused_since: Option<Timestamp>,
}

/// An account as it is known without its secrets.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) account: ConnectedAccount,
    pub(super) version: u64,
}

/// Keeps accounts and opens them.
#[derive(Debug, Clone)]
pub struct SealedAccounts {
    documents: Arc<dyn Documents>,
    vault: Vault,
}

fn key(number: u32) -> Key {
    Key::new(Table::Payments, PARTITION, format!("{number:06}"))
}

/// What a secret of an account is sealed for.
fn purpose(number: u32, what: &str) -> String {
    format!("payment account {number} {what}")
}

impl SealedAccounts {
    pub fn new(documents: Arc<dyn Documents>, vault: Vault) -> SealedAccounts {
        SealedAccounts { documents, vault }
    }

    /// All that the restaurant has had, newest first.
    pub(super) async fn known(&self, tenant: &TenantId) -> Result<Vec<Stored>, Error> {
        let mut known = Vec::new();
        for document in self.documents_of(tenant).await? {
            let record: Record = document.read()?;
            known.push(Stored {
                account: ConnectedAccount {
                    number: record.number,
                    user: record.user,
                    name: record.name,
                    pos: record.pos,
                    connected_at: record.connected_at,
                    connected_by: record.connected_by,
                    refused_since: record.refused_since,
                },
                version: document.version,
            });
        }
        Ok(known)
    }

    /// The write that keeps an account, with its secrets sealed.
    pub(super) fn put(
        &self,
        tenant: &TenantId,
        shown: &ConnectedAccount,
        token: &str,
        webhook_secret: &str,
        expect: Expect,
    ) -> Result<Write, Error> {
        let number = shown.number;
        let seal = |what, secret| self.vault.seal(tenant, &purpose(number, what), secret);
        let record = Record {
            form: SCHEMA_VERSION,
            number,
            user: shown.user.clone(),
            name: shown.name.clone(),
            pos: shown.pos.clone(),
            token: seal("token", token)?,
            webhook_secret: seal("webhook secret", webhook_secret)?,
            connected_at: shown.connected_at,
            connected_by: shown.connected_by.clone(),
            refused_since: shown.refused_since,
        };
        Ok(Write::put(key(number), &record, expect)?)
    }

    async fn documents_of(&self, tenant: &TenantId) -> Result<Vec<Document>, EngineError> {
        let query = Query::partition(Table::Payments, PARTITION, MAX_ACCOUNTS).newest_first();
        Ok(self.documents.query(tenant, &query).await?.documents)
    }

    fn opened(&self, tenant: &TenantId, document: &Document) -> Result<(u32, PaymentAccount), EngineError> {
        let record: Record = document.read()?;
        let open = |what, sealed| self.vault.open(tenant, &purpose(record.number, what), sealed);
        let account = PaymentAccount {
            token: open("token", &record.token)?,
            webhook_secret: open("webhook secret", &record.webhook_secret)?,
            user: record.user,
            pos: record.pos,
            refused_since: record.refused_since,
            version: document.version,
        };
        Ok((record.number, account))
    }
}

#[async_trait]
impl PaymentAccounts for SealedAccounts {
    async fn account(&self, tenant: &TenantId, number: u32) -> Result<Option<PaymentAccount>, EngineError> {
        let found = self.documents.get(tenant, &key(number)).await?;
        let opened = found.map(|document| self.opened(tenant, &document));
        Ok(opened.transpose()?.map(|(_, account)| account))
    }

    async fn accounts(&self, tenant: &TenantId) -> Result<Vec<(u32, PaymentAccount)>, EngineError> {
        let mut accounts = Vec::new();
        for document in self.documents_of(tenant).await? {
            match self.opened(tenant, &document) {
                Ok(account) => accounts.push(account),
                // The others go on.
                Err(error) => tracing::error!(%tenant, %error, "an account cannot be opened"),
            }
        }
        Ok(accounts)
    }

    async fn note_refusal(
        &self,
        tenant: &TenantId,
        number: u32,
        version: u64,
        refused_since: Option<Timestamp>,
    ) -> Result<(), EngineError> {
        let found = self.documents.get(tenant, &key(number)).await?;
        let Some(document) = found.filter(|found| found.version == version) else {
            return Ok(());
        };
        let mut record: Record = document.read()?;
        record.refused_since = refused_since;
        let write = Write::put(key(number), &record, Expect::Version(version))?;
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        match self.documents.commit(tenant, commit).await {
            // It is connected again at this moment, with another key.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(error),
        }
    }
}
