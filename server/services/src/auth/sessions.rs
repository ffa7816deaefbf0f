//! Sessions of browsers. Each use of a refresh token replaces it; one that is used after its successor was shows that
//! two have it, and ends the session. A token is good until a successor of it was used: the answer that brought the
//! successor may have got lost.

use super::AuthService;
use super::store::{
    SCHEMA_VERSION, SESSION_MS, SESSION_PREFIX, SessionRecord, UserRecord, put_session, session_key,
    sessions_pk,
};
use super::tokens::{Purpose, Refresh};
use crate::auth::Renewed;
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use api::auth::{App, Bell, SessionTokens};
use domain::time::SECOND_MS;
use domain::{TenantId, Timestamp};
use ports::clock::unique;
use ports::documents::{Commit, Document, Expect, Query, Table, Write};

/// Two tabs may use the same token at the same time: for so long only the first is given a successor.
const GRACE_MS: i64 = 30 * SECOND_MS;
/// Maximum number of unused successors of a token that stay valid beside the newest one. Each lost answer leaves one.
const MAX_UNUSED: usize = 8;
/// Maximum number of sessions that are ended in one commit.
const BATCH: usize = 50;

impl SessionRecord {
    /// Whether this token was given and has not been used yet.
    fn gave(&self, hash: &String) -> bool {
        &self.current == hash || self.unused.contains(hash)
    }

    /// Whether a refresh token is of this session and nobody else can have it.
    pub(super) fn is_of(&self, refresh: &Refresh) -> bool {
        let hash = refresh.hash();
        self.gave(&hash) || self.previous == Some(hash)
    }

    fn caller(&self, tenant: &TenantId) -> Caller {
        self.holder.caller(tenant, self.by_pin)
    }

    /// What was given for the token that is used once more: none of it has been seen.
    fn still_unused(&self) -> Vec<String> {
        let mut unused = self.unused.clone();
        unused.insert(0, self.current.clone());
        unused.truncate(MAX_UNUSED);
        unused
    }
}

impl AuthService {
    /// A new session, and the write that stores it.
    pub(super) fn new_session(
        &self,
        tenant: &TenantId,
        user: &UserRecord,
        app: App,
        now: Timestamp,
    ) -> Result<(SessionTokens, Write), Error> {
        self.session_begun(tenant, user, app, false, now)
    }

    /// The same of the console on a shared tablet, begun with a PIN.
    pub(super) fn new_session_by_pin(
        &self,
        tenant: &TenantId,
        user: &UserRecord,
        now: Timestamp,
    ) -> Result<(SessionTokens, Write), Error> {
        self.session_begun(tenant, user, App::Console, true, now)
    }

    fn session_begun(
        &self,
        tenant: &TenantId,
        user: &UserRecord,
        app: App,
        by_pin: bool,
        now: Timestamp,
    ) -> Result<(SessionTokens, Write), Error> {
        let refresh = Refresh::new(&user.account(), &unique(now));
        let session = SessionRecord {
            form: SCHEMA_VERSION,
            app,
            current: refresh.hash(),
            previous: None,
            unused: Vec::new(),
            rotated_at: now,
            started_at: now,
            expires_at: now.plus_ms(SESSION_MS),
            locked_at: None,
            by_pin,
            holder: user.holder(),
        };
        let key = session_key(&refresh.username, &refresh.family);
        let write = put_session(key, &session, Expect::Absent)?;
        Ok((self.session_tokens(tenant, &session, &refresh, now)?, write))
    }

    /// Continues a session. A refresh token that was used before ends the session of the one who has it.
    pub async fn renew(&self, tenant: &TenantId, app: App, refresh: &str) -> Result<Renewed, Error> {
        let refresh = Refresh::parse(refresh).ok_or_else(Error::unauthenticated)?;
        // The one who loses the race for the rotation finds the winner's the second time.
        retry::change(2, || self.try_renew(tenant, app, &refresh)).await
    }

    /// `None` when somebody else rotated the session at the same time.
    async fn try_renew(
        &self,
        tenant: &TenantId,
        app: App,
        refresh: &Refresh,
    ) -> Result<Option<Renewed>, Error> {
        let now = self.clock.now();
        let (mut session, document) = self
            .session(tenant, refresh)
            .await?
            .filter(|(session, _)| session.app == app && session.locked_at.is_none())
            .ok_or_else(Error::unauthenticated)?;
        // What has happened to the account since: it was ended, or its owner has another name.
        if let Some(since) = self.changed_since(tenant, &refresh.username).await? {
            since.check(session.holder.generation)?;
            session.holder.name = since.name.unwrap_or(session.holder.name);
        }

        let hash = refresh.hash();
        let first_use = session.gave(&hash);
        if first_use || session.previous.as_ref() == Some(&hash) {
            if !first_use && now.since_ms(session.rotated_at) <= GRACE_MS {
                return Ok(Some(Renewed {
                    caller: session.caller(tenant),
                    tokens: None,
                }));
            }
            let next = Refresh::new(&refresh.username, &refresh.family);
            let unused = if first_use {
                Vec::new()
            } else {
                session.still_unused()
            };
            let rotated = SessionRecord {
                current: next.hash(),
                previous: Some(hash),
                unused,
                rotated_at: now,
                expires_at: now.plus_ms(SESSION_MS),
                ..session
            };
            let expect = Expect::Version(document.version);
            let write = put_session(document.key, &rotated, expect)?;
            let tokens = self.session_tokens(tenant, &rotated, &next, now)?;
            let commit = Commit {
                writes: vec![write],
                events: Vec::new(),
            };
            let renewed = Renewed {
                caller: rotated.caller(tenant),
                tokens: Some(tokens),
            };
            return retry::unless_overtaken(self.documents.commit(tenant, commit).await, renewed);
        }
        tracing::warn!(tenant = %tenant, "a refresh token was used again: its session is ended");
        self.delete(
            tenant,
            vec![Write::Delete {
                key: document.key,
                expect: Expect::Anything,
            }],
        )
        .await?;
        Err(Error::unauthenticated())
    }

    /// Ends the session of a refresh token.
    pub async fn sign_out(&self, tenant: &TenantId, refresh: &str) -> Result<(), Error> {
        let Some(refresh) = Refresh::parse(refresh) else {
            return Ok(());
        };
        let Some((session, document)) = self.session(tenant, &refresh).await? else {
            return Ok(());
        };
        if session.is_of(&refresh) {
            self.delete(
                tenant,
                vec![Write::Delete {
                    key: document.key,
                    expect: Expect::Anything,
                }],
            )
            .await?;
        }
        Ok(())
    }

    pub(super) async fn end_sessions(&self, tenant: &TenantId, username: &str) -> Result<(), Error> {
        let query = Query::partition(Table::Users, sessions_pk(username), BATCH).beginning(SESSION_PREFIX);
        loop {
            let page = self.documents.query(tenant, &query).await?;
            if page.documents.is_empty() {
                return Ok(());
            }
            let delete = |document: Document| Write::Delete {
                key: document.key,
                expect: Expect::Anything,
            };
            self.delete(tenant, page.documents.into_iter().map(delete).collect())
                .await?;
            if page.next.is_none() {
                return Ok(());
            }
        }
    }

    async fn delete(&self, tenant: &TenantId, writes: Vec<Write>) -> Result<(), Error> {
        self.documents
            .commit(
                tenant,
                Commit {
                    writes,
                    events: Vec::new(),
                },
            )
            .await
            .map_err(Error::from)
    }

    pub(super) async fn session(
        &self,
        tenant: &TenantId,
        refresh: &Refresh,
    ) -> Result<Option<(SessionRecord, Document)>, Error> {
        let key = session_key(&refresh.username, &refresh.family);
        let found = self.documents.get(tenant, &key).await?;
        let read = |document: Document| Ok((document.read()?, document));
        found.map(read).transpose()
    }

    /// What counts the orders that wait for the holder of a session, for twelve hours, also where it is locked.
    pub(super) fn bell(
        &self,
        tenant: &TenantId,
        session: &SessionRecord,
        family: &str,
        now: Timestamp,
    ) -> Result<Bell, Error> {
        let purpose = Purpose::Bell { session: family };
        let (token, expires) = self.tokens.access(tenant, &session.holder, purpose, now)?;
        Ok(Bell { token, expires })
    }

    fn session_tokens(
        &self,
        tenant: &TenantId,
        session: &SessionRecord,
        refresh: &Refresh,
        now: Timestamp,
    ) -> Result<SessionTokens, Error> {
        // Those of staff from before accounts had names of their own lie elsewhere than their account says.
        let family = (refresh.username == session.holder.account()).then_some(&*refresh.family);
        let purpose = Purpose::Browser {
            app: session.app,
            session: family,
            by_pin: session.by_pin,
        };
        let (access, access_expires) = self.tokens.access(tenant, &session.holder, purpose, now)?;
        let bell = match (session.app, family) {
            (App::Console, Some(session_id)) => Some(self.bell(tenant, session, session_id, now)?),
            (App::Console, None) | (App::Storefront, _) => None,
        };
        Ok(SessionTokens {
            access,
            access_expires,
            refresh: refresh.text(),
            refresh_expires: session.expires_at,
            bell,
        })
    }
}
