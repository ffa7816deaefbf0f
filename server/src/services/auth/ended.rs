//! Access tokens that are ended before their time: those of an account that is closed, has another password, or is signed
//! out everywhere. Every token has the generation that its account had when it was signed; from which one on they are good
//! is written down for as long as an older one could still be used, and each use of a token reads it. That is one document
//! by key, mostly one that is not there, so nothing of it is kept in memory, where another process would not see the end.

use super::AuthService;
use super::store::{UserRecord, staff_account, user};
use super::tokens::API_ACCESS_MS;
use crate::ports::EngineError;
use crate::ports::documents::{Commit, CommitError, Expect, Key, Table, Write};
use crate::services::failure;
use serde::{Deserialize, Serialize};
use shared::api::ApiError;
use shared::api::context::{Caller, Who};
use shared::domain::time::MINUTE_MS;
use shared::domain::{TenantId, Timestamp};

/// For how long the end of tokens is remembered, in milliseconds: as long as the longest of them lasts, and a minute for
/// one that was being signed when the others were ended.
const REMEMBERED_MS: i64 = API_ACCESS_MS + MINUTE_MS;
/// An account that is being changed meanwhile is read again; maximum number of times.
const MAX_TRIES: usize = 4;

/// From which generation on the tokens of an account are good.
#[derive(Serialize, Deserialize)]
struct EndedRecord {
    generation: u32,
}

fn ended_key(account: &str) -> Key {
    Key::new(Table::Users, format!("ENDED#{account}"), "INFO")
}

/// Begins a new generation of a user: every session and every token of an older one has ended once the write is committed
/// together with the user.
pub(super) fn end_all(user: &mut UserRecord, now: Timestamp) -> Result<Write, EngineError> {
    user.generation += 1;
    let record = EndedRecord {
        generation: user.generation,
    };
    let write = Write::put(ended_key(&user.account()), &record, Expect::Anything)?;
    Ok(write.until(now.plus_ms(REMEMBERED_MS)))
}

/// The account of a caller who has one.
pub(super) fn account_of(caller: &Caller) -> Result<String, ApiError> {
    match &caller.who {
        Who::Customer { username, .. } => Ok(username.clone()),
        Who::Staff { username, .. } => Ok(staff_account(username)),
        Who::Visitor => Err(ApiError::unauthenticated()),
        Who::Service { .. } => Err(ApiError::forbidden()),
    }
}

impl AuthService {
    /// Refuses a token of a generation that has ended.
    pub(super) async fn check_generation(&self, caller: &Caller, generation: u32) -> Result<(), ApiError> {
        let key = ended_key(&account_of(caller)?);
        let found = self.documents.get(&caller.tenant, &key).await;
        let Some(document) = found.map_err(failure::engine)? else {
            return Ok(());
        };
        let ended: EndedRecord = document.read().map_err(failure::engine)?;
        if generation < ended.generation {
            return Err(ApiError::unauthenticated());
        }
        Ok(())
    }

    /// Ends every session and every token of an account.
    pub(super) async fn end_account(&self, tenant: &TenantId, account: &str) -> Result<(), ApiError> {
        for _ in 0..MAX_TRIES {
            let found = user(&*self.documents, tenant, account)
                .await
                .map_err(failure::engine)?;
            let (mut user, document) = found.ok_or_else(ApiError::unauthenticated)?;
            let ended = end_all(&mut user, self.clock.now()).map_err(failure::engine)?;
            let stored = super::store::put_user_at(document, &user).map_err(failure::engine)?;
            let commit = Commit {
                writes: vec![stored, ended],
                events: Vec::new(),
            };
            match self.documents.commit(tenant, commit).await {
                Ok(()) => return self.end_sessions(tenant, account).await,
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(failure::engine(error)),
            }
        }
        Err(ApiError::conflict())
    }
}
