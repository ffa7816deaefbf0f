//! When the token of a machine was used last, to the hour. It is noted beside the call and never before its answer: a call neither
//! waits for it nor fails by it. Where a process stands still between two calls, as a function does, what was begun goes on
//! with the next call, and what is lost with the process is made up for by another one.

use super::AuthService;
use super::machines;
use crate::error::Error;
use domain::time::HOUR_MS;
use domain::{TenantId, Timestamp};
use ports::Documents;
use ports::documents::{Commit, CommitError, Expect, Key, Query, Table, Write};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Where it is noted: apart from the tokens, so that a function which only reads them cannot change one.
const PARTITION: &str = "USED";

/// How many tokens a process remembers at once; then it looks anew.
const REMEMBERED: usize = 10_000;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct UseRecord {
    at: Timestamp,
}

/// Which tokens this process has noted of late.
#[derive(Debug, Default)]
pub(super) struct KeyUses(Mutex<HashMap<(TenantId, String), Timestamp>>);

impl KeyUses {
    /// Whether it is time to look again; then this process does so, and nobody else in it for an hour.
    fn is_due(&self, tenant: &TenantId, id: &str, now: Timestamp) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (tenant.clone(), id.to_owned());
        if noted.get(&key).is_some_and(|at| now.since_ms(*at) < HOUR_MS) {
            return false;
        }
        if noted.len() >= REMEMBERED {
            noted.clear();
        }
        noted.insert(key, now);
        true
    }
}

fn key(id: &str) -> Key {
    Key::new(Table::Users, PARTITION, id)
}

impl AuthService {
    /// A machine calls with this token.
    pub(super) fn is_used(&self, tenant: &TenantId, id: &str) {
        let now = self.clock.now();
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        if !self.key_uses.is_due(tenant, id, now) {
            return;
        }
        let (documents, tenant, id) = (self.documents.clone(), tenant.clone(), id.to_owned());
        runtime.spawn(async move {
            if let Err(error) = note(&*documents, &tenant, &id, now).await {
                tracing::warn!(%tenant, id, %error, "the use of a key was not noted");
            }
        });
    }

    /// When each token was used last.
    pub(super) async fn last_uses(&self, tenant: &TenantId) -> Result<HashMap<String, Timestamp>, Error> {
        let query = Query::partition(Table::Users, PARTITION, machines::LISTED);
        let page = self.documents.query(tenant, &query).await?;
        let mut uses = HashMap::with_capacity(page.documents.len());
        for document in page.documents {
            let record: UseRecord = document.read()?;
            uses.insert(document.key.sk, record.at);
        }
        Ok(uses)
    }
}

/// Writes the use down, unless another process has done so within the hour, or the token is on no list.
async fn note(documents: &dyn Documents, tenant: &TenantId, id: &str, now: Timestamp) -> Result<(), Error> {
    let before = documents.get(tenant, &key(id)).await?;
    let expect = match &before {
        None => Expect::Absent,
        Some(document) => {
            let record: UseRecord = document.read()?;
            if now.since_ms(record.at) < HOUR_MS {
                return Ok(());
            }
            Expect::Version(document.version)
        }
    };
    let Some(token) = machines::record(documents, tenant, id).await? else {
        return Ok(());
    };
    let write = Write::put(key(id), &UseRecord { at: now }, expect)?.until(token.expires_at);
    let commit = Commit {
        writes: vec![write],
        events: Vec::new(),
    };
    match documents.commit(tenant, commit).await {
        // Another process was faster.
        Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
        Err(CommitError::Engine(error)) => Err(error.into()),
    }
}
