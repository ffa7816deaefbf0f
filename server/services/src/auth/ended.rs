//! Sessions and access tokens that are ended before their time: those of an account that is closed, has another password, or
//! is signed out everywhere. Each has the generation that its account had when it began; from which one on they are good is
//! written down for as long as an older one could still be used, and each use of a token, and each renewal of a session,
//! reads it, and nothing of the account. That is one document by key, mostly one that is not there, so nothing of it is kept in
//! memory, where another process would not see the end. A browser's token ends with its session as well.

use super::AuthService;
use super::store::{SESSION_MS, SessionRecord, UserRecord, session_key, staff_account, user};
use crate::caller::{Caller, Who};
use crate::error::Error;
use crate::retry;
use domain::time::MINUTE_MS;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::documents::{Commit, Expect, Key, Table, Write};
use serde::{Deserialize, Serialize};

/// For how long the end is remembered, in milliseconds: as long as a session lasts that is not renewed, and a minute for one
/// that was being begun when the others were ended.
const REMEMBERED_MS: i64 = SESSION_MS + MINUTE_MS;
/// An account that is being changed meanwhile is read again; maximum number of times.
const MAX_ATTEMPTS: usize = 4;

/// A token of a session, by what a locked one does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// It says who somebody is, and is refused.
    Access,
    /// It counts what waits, and goes on.
    Bell,
}

/// What has changed in an account since some of its sessions began.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct EndedRecord {
    /// From which one on sessions and tokens are good.
    generation: u32,
    /// The name of the owner by now.
    #[serde(default)]
    pub name: Option<String>,
}

impl EndedRecord {
    /// Refuses a generation that has ended.
    pub(super) fn check(&self, generation: u32) -> Result<(), Error> {
        match generation < self.generation {
            true => Err(Error::unauthenticated()),
            false => Ok(()),
        }
    }
}

fn ended_key(account: &str) -> Key {
    Key::new(Table::Users, format!("ENDED#{account}"), "INFO")
}

/// Begins a new generation of a user: every session and every token of an older one has ended once the write is committed
/// together with the user.
pub(super) fn end_all(user: &mut UserRecord, now: Timestamp) -> Result<Write, EngineError> {
    user.generation += 1;
    tell_sessions(user, now)
}

/// Lets the sessions of a user know how the account is by now.
pub(super) fn tell_sessions(user: &UserRecord, now: Timestamp) -> Result<Write, EngineError> {
    let record = EndedRecord {
        generation: user.generation,
        name: Some(user.name.clone()),
    };
    let write = Write::put(ended_key(&user.account()), &record, Expect::Anything)?;
    Ok(write.until(now.plus_ms(REMEMBERED_MS)))
}

/// The name under which the end of a machine's token is remembered. No account has such a name.
pub(super) fn machine(id: &str) -> String {
    format!("machine:{id}")
}

/// Ends the token of a machine, for as long as it could still be used.
pub(super) fn end_machine(id: &str, until: Timestamp) -> Result<Write, EngineError> {
    let record = EndedRecord {
        generation: 1,
        name: None,
    };
    Ok(Write::put(ended_key(&machine(id)), &record, Expect::Anything)?.until(until))
}

/// The account of a caller who has one.
pub(super) fn account_of(caller: &Caller) -> Result<String, Error> {
    match &caller.who {
        Who::Customer { username, .. } => Ok(username.clone()),
        Who::Staff { username, .. } => Ok(staff_account(username)),
        Who::Visitor => Err(Error::unauthenticated()),
        Who::Service { .. } => Err(Error::forbidden()),
    }
}

impl AuthService {
    /// Refuses a token of a generation that has ended, or of a session that has.
    pub(super) async fn check_generation(
        &self,
        caller: &Caller,
        generation: u32,
        session: Option<&str>,
        token: Token,
    ) -> Result<(), Error> {
        let account = account_of(caller)?;
        // One by one, at the same time: on AWS the two are open by different rights, and a read of both by neither.
        let (since, goes_on) = tokio::try_join!(
            self.changed_since(&caller.tenant, &account),
            self.goes_on(&caller.tenant, &account, session, token),
        )?;
        if let Some(since) = since {
            since.check(generation)?;
        }
        match goes_on {
            true => Ok(()),
            false => Err(Error::unauthenticated()),
        }
    }

    /// Whether a browser's session is still there and, for an access token, not locked; what has none goes on.
    async fn goes_on(
        &self,
        tenant: &TenantId,
        account: &str,
        session: Option<&str>,
        token: Token,
    ) -> Result<bool, Error> {
        let Some(family) = session else {
            return Ok(true);
        };
        let found = self.documents.get(tenant, &session_key(account, family)).await?;
        match (found, token) {
            (None, _) => Ok(false),
            (Some(_), Token::Bell) => Ok(true),
            (Some(document), Token::Access) => {
                let session: SessionRecord = document.read()?;
                Ok(session.locked_at.is_none())
            }
        }
    }

    /// What has changed in an account since some of its sessions began.
    pub(super) async fn changed_since(
        &self,
        tenant: &TenantId,
        account: &str,
    ) -> Result<Option<EndedRecord>, Error> {
        let found = self.documents.get(tenant, &ended_key(account)).await;
        let found = found?;
        found
            .map(|document| document.read().map_err(Error::from))
            .transpose()
    }

    /// Ends every session and every token of an account.
    pub(super) async fn end_account(&self, tenant: &TenantId, account: &str) -> Result<(), Error> {
        let ended = retry::change(MAX_ATTEMPTS, || async {
            let found = user(&*self.documents, tenant, account).await?;
            let (mut user, document) = found.ok_or_else(Error::unauthenticated)?;
            let ended = end_all(&mut user, self.clock.now())?;
            let stored = super::store::put_user_at(document, &user)?;
            let commit = Commit {
                writes: vec![stored, ended],
                events: Vec::new(),
            };
            retry::unless_overtaken(self.documents.commit(tenant, commit).await, ())
        });
        ended.await?;
        self.end_sessions(tenant, account).await
    }
}
