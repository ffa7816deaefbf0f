//! Tablets that several people of the staff share. A manager registers the one in their hands; what it keeps from then on is a token
//! that lets nobody in by itself: people say with a PIN who they are.

use super::AuthService;
use super::store::{Person, SCHEMA_VERSION, UserRecord, session_key};
use super::tokens::Refresh;
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::error::Error;
use crate::secrecy::same;
use crate::{field_errors, retry};
use api::auth::Bell;
use api::staff::PinState;
use api::tablets::{
    AtTheDoor, Door, LOCK_MINUTES, MAX_LOCK_MINUTES, MAX_TABLETS, Tablet, TabletChange, Tablets,
};
use api::{Code, FieldError};
use domain::audit::AuditAction;
use domain::customer::check_name;
use domain::staff::Permission;
use domain::time::{DAY_MS, HOUR_MS};
use domain::{TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Document, Expect, Key, Query, Table, Write};
use rand::RngExt as _;
use serde::{Deserialize, Serialize};
use texts::now::errors as texts;

/// The partition of the tablets of a restaurant.
const TABLETS: &str = "TABLETS";

/// How many are read at once: all there may be.
const PAGE: usize = MAX_TABLETS + 20;

/// For how long a browser keeps the token of a tablet that is not used: no browser keeps anything longer.
const KEPT_MS: i64 = 400 * DAY_MS;

/// Hexadecimal digits of an id are twice as many.
const ID_BYTES: usize = 8;

/// A tablet as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TabletRecord {
    form: u32,
    pub(super) name: String,
    /// Of its token's secret.
    hash: String,
    locks_after_min: u16,
    registered_at: Timestamp,
    by_name: String,
    seen_at: Timestamp,
    /// The session that was begun on it last, and may go on, or be locked.
    #[serde(default)]
    pub(super) seat: Option<Seat>,
}

/// A session on a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Seat {
    pub(super) account: String,
    pub(super) family: String,
    pub(super) username: String,
    pub(super) name: String,
}

impl Seat {
    /// Whether it is the same session, by whatever name its holder is called by now.
    pub(super) fn is_same(&self, other: &Seat) -> bool {
        (&self.account, &self.family) == (&other.account, &other.family)
    }

    /// Whether it is the session of a refresh token.
    fn is_of(&self, refresh: Option<&Refresh>) -> bool {
        refresh.is_some_and(|refresh| (&refresh.username, &refresh.family) == (&self.account, &self.family))
    }

    /// Ends the session, whether it is still there or not.
    pub(super) fn clear(&self) -> Write {
        Write::Delete {
            key: session_key(&self.account, &self.family),
            expect: Expect::Anything,
        }
    }
}

impl TabletRecord {
    /// Somebody is at the tablet now. Gives the write that ends the session before, if that was another.
    pub(super) fn seat(&mut self, seat: Seat, now: Timestamp) -> Option<Write> {
        self.seen_at = now;
        let former = self.seat.replace(seat);
        let others = former.filter(|former| !self.seat.as_ref().is_some_and(|seat| seat.is_same(former)));
        others.as_ref().map(Seat::clear)
    }

    fn shown(&self, id: &str) -> Tablet {
        let last = self.seat.as_ref().map(|seat| seat.name.clone());
        Tablet {
            id: id.to_owned(),
            name: self.name.clone(),
            locks_after_min: self.locks_after_min,
            registered_at: self.registered_at,
            by_name: self.by_name.clone(),
            seen_at: self.seen_at,
            last_name: last.unwrap_or_default(),
        }
    }

    fn subject(&self, id: &str) -> Subject {
        Subject::new(id, &self.name)
    }

    /// How it stands, as the history of changes has it.
    fn audited(&self) -> serde_json::Value {
        serde_json::json!({ "name": self.name, "locksAfterMin": self.locks_after_min })
    }
}

/// What a tablet keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabletToken {
    pub token: String,
    /// Until when the browser keeps it, unless it is used before.
    pub expires: Timestamp,
}

/// What a registered tablet shows and keeps from now on.
#[derive(Debug, Clone)]
pub struct OpenDoor {
    pub door: Door,
    pub kept: TabletToken,
    /// What counts the orders that wait for who was there last, unless their session has ended since.
    pub bell: Option<Bell>,
}

fn key(id: &str) -> Key {
    Key::new(Table::Users, TABLETS, id)
}

/// Stores a tablet in place of the document that was read.
pub(super) fn put_tablet_at(document: Document, tablet: &TabletRecord) -> Result<Write, Error> {
    let expect = Expect::Version(document.version);
    Ok(Write::put(document.key, tablet, expect)?)
}

fn checked_name(name: &str) -> Result<String, FieldError> {
    check_name(name).map_err(|problem| field_errors::field("/name", problem))
}

fn checked_minutes(minutes: u16) -> Result<u16, FieldError> {
    let wrong = || FieldError::new("/locksAfterMin", Code::InvalidValue, texts::LOCK_MINUTES);
    (minutes <= MAX_LOCK_MINUTES).then_some(minutes).ok_or_else(wrong)
}

impl AuthService {
    /// Registers the browser that calls, and gives what it keeps. `refresh` is the session of the manager in it, which goes on. 409
    /// where there are [`MAX_TABLETS`]. Managers.
    pub async fn register_tablet(
        &self,
        caller: &Caller,
        name: &str,
        refresh: Option<&str>,
    ) -> Result<TabletToken, Error> {
        caller.require_with_password(Permission::ManageStaff)?;
        let name = checked_name(name).map_err(|wrong| Error::invalid(vec![wrong]))?;
        let tenant = &caller.tenant;
        if self.tablet_documents(tenant).await?.len() >= MAX_TABLETS {
            return Err(Error::new(Code::LimitReached, texts::TOO_MANY_TABLETS));
        }
        let (by, now) = (caller.actor()?, self.clock.now());
        let id = hex::encode(rand::rng().random::<[u8; ID_BYTES]>());
        // It has the form of a refresh token: an id, and a secret of which a hash is stored.
        let token = Refresh::new(TABLETS, &id);
        let record = TabletRecord {
            form: SCHEMA_VERSION,
            name,
            hash: token.hash(),
            locks_after_min: LOCK_MINUTES,
            registered_at: now,
            by_name: by.name.clone(),
            seen_at: now,
            seat: None,
        };
        let differs = audit_entry::changes(&serde_json::json!({}), &record.audited())?;
        let action = AuditAction::TabletRegistered;
        let noted = audit_entry::entry(Book::Staff, &by, now, action, record.subject(&id), differs)?;
        let write = Write::put(key(&id), &record, Expect::Absent)?;
        self.store(tenant, vec![write, noted]).await?;
        tracing::info!(%tenant, by = caller.label(), id, "a tablet was registered");
        if let Some(refresh) = refresh {
            self.take_seat(tenant, &token.text(), refresh).await?;
        }
        Ok(kept(&token, now))
    }

    /// The tablets of the restaurant, by name. Managers.
    pub async fn tablets(&self, caller: &Caller) -> Result<Tablets, Error> {
        caller.require(Permission::ManageStaff)?;
        let mut tablets = Vec::new();
        for document in self.tablet_documents(&caller.tenant).await? {
            let record: TabletRecord = document.read()?;
            tablets.push(record.shown(&document.key.sk));
        }
        tablets.sort_by_key(|tablet| (tablet.name.to_lowercase(), tablet.registered_at));
        Ok(Tablets { tablets })
    }

    /// Calls a tablet something else, or lets it be locked after another time. Managers.
    pub async fn change_tablet(
        &self,
        caller: &Caller,
        id: &str,
        change: &TabletChange,
    ) -> Result<Tablet, Error> {
        caller.require_with_password(Permission::ManageStaff)?;
        let name = change.name.as_deref().map(checked_name);
        let minutes = change.locks_after_min.map(checked_minutes);
        let (name, minutes) = match (name.transpose(), minutes.transpose()) {
            (Ok(name), Ok(minutes)) => (name, minutes),
            (name, minutes) => {
                let wrong = [name.err(), minutes.err()];
                return Err(Error::invalid(wrong.into_iter().flatten().collect()));
            }
        };
        let tenant = &caller.tenant;
        let changed = retry::change(retry::ATTEMPTS, || async {
            let (mut record, document) = self
                .tablet_record(tenant, id)
                .await?
                .ok_or_else(Error::not_found)?;
            let before = record.audited();
            record.name = name.clone().unwrap_or(record.name);
            record.locks_after_min = minutes.unwrap_or(record.locks_after_min);
            let (after, shown) = (record.audited(), record.shown(id));
            if before == after {
                return Ok(Some(shown));
            }
            let (by, now) = (caller.actor()?, self.clock.now());
            let differs = audit_entry::changes(&before, &after)?;
            let action = AuditAction::TabletChanged;
            let noted = audit_entry::entry(Book::Staff, &by, now, action, record.subject(id), differs)?;
            let writes = vec![put_tablet_at(document, &record)?, noted];
            retry::unless_overtaken(self.commit_writes(tenant, writes).await, shown)
        });
        changed.await
    }

    /// Takes a tablet off the list. Who is signed in on it is so no more, and nobody comes in with a PIN there; a manager who does it on
    /// the tablet itself stays, whose session `refresh` is. Managers.
    pub async fn remove_tablet(&self, caller: &Caller, id: &str, refresh: Option<&str>) -> Result<(), Error> {
        caller.require(Permission::ManageStaff)?;
        let (tenant, own) = (&caller.tenant, refresh.and_then(Refresh::parse));
        let removed = retry::change(retry::ATTEMPTS, || async {
            let (record, document) = self
                .tablet_record(tenant, id)
                .await?
                .ok_or_else(Error::not_found)?;
            let (by, now) = (caller.actor()?, self.clock.now());
            let action = AuditAction::TabletRemoved;
            let noted = audit_entry::entry(Book::Staff, &by, now, action, record.subject(id), Vec::new())?;
            let gone = Write::Delete {
                key: document.key,
                expect: Expect::Version(document.version),
            };
            let mut writes = vec![gone, noted];
            let others = record.seat.as_ref().filter(|seat| !seat.is_of(own.as_ref()));
            writes.extend(others.map(Seat::clear));
            retry::unless_overtaken(self.commit_writes(tenant, writes).await, ())
        });
        removed.await?;
        tracing::info!(%tenant, by = caller.label(), id, "a tablet was removed");
        Ok(())
    }

    /// What the tablet of a token shows where nobody is signed in; `None` where it is registered no more. Anybody who has it.
    pub async fn door(&self, tenant: &TenantId, token: &str) -> Result<Option<OpenDoor>, Error> {
        let Some((mut record, document)) = self.tablet_of(tenant, token).await? else {
            return Ok(None);
        };
        let now = self.clock.now();
        let bell = self.bell_of(tenant, record.seat.as_ref()).await?;
        let door = Door {
            id: document.key.sk.clone(),
            tablet: record.name.clone(),
            locks_after_min: record.locks_after_min,
            people: self.at_the_door(tenant).await?,
            last: record.seat.as_ref().map(|seat| seat.username.clone()),
            counts: bell.is_some(),
        };
        if now.since_ms(record.seen_at) >= HOUR_MS {
            record.seen_at = now;
            match self
                .commit_writes(tenant, vec![put_tablet_at(document, &record)?])
                .await
            {
                // Somebody has come in at this moment: it is seen by that.
                Ok(()) | Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(error.into()),
            }
        }
        let token = Refresh::parse(token).ok_or_else(Error::unauthenticated)?;
        Ok(Some(OpenDoor {
            door,
            kept: kept(&token, now),
            bell,
        }))
    }

    /// Who may come in with a PIN, by name.
    async fn at_the_door(&self, tenant: &TenantId) -> Result<Vec<AtTheDoor>, Error> {
        let pins = self.pins(tenant).await?;
        let mut people = Vec::new();
        for document in self.staff_documents(tenant).await? {
            let user: UserRecord = document.read()?;
            let (Person::Staff { role, .. }, Some(pin), true) =
                (&user.person, pins.get(&user.username), user.is_active())
            else {
                continue;
            };
            people.push(AtTheDoor {
                role: *role,
                locked: *pin == PinState::Locked,
                username: user.username,
                name: user.name,
            });
        }
        people.sort_by_key(|person| (person.name.to_lowercase(), person.username.clone()));
        Ok(people)
    }

    /// The tablet of a token, while it is registered.
    pub(super) async fn tablet_of(
        &self,
        tenant: &TenantId,
        token: &str,
    ) -> Result<Option<(TabletRecord, Document)>, Error> {
        let Some(token) = Refresh::parse(token) else {
            return Ok(None);
        };
        let found = self.tablet_record(tenant, &token.family).await?;
        Ok(found.filter(|(record, _)| same(&record.hash, &token.hash())))
    }

    async fn tablet_record(
        &self,
        tenant: &TenantId,
        id: &str,
    ) -> Result<Option<(TabletRecord, Document)>, Error> {
        let found = self.documents.get(tenant, &key(id)).await?;
        let read = |document: Document| Ok((document.read()?, document));
        found.map(read).transpose()
    }

    async fn tablet_documents(&self, tenant: &TenantId) -> Result<Vec<Document>, Error> {
        let query = Query::partition(Table::Users, TABLETS, PAGE);
        Ok(self.documents.query(tenant, &query).await?.documents)
    }

    /// Commits writes and no event.
    pub(super) async fn commit_writes(
        &self,
        tenant: &TenantId,
        writes: Vec<Write>,
    ) -> Result<(), CommitError> {
        let events = Vec::new();
        self.documents.commit(tenant, Commit { writes, events }).await
    }

    /// The same where nobody can have been faster.
    pub(super) async fn store(&self, tenant: &TenantId, writes: Vec<Write>) -> Result<(), Error> {
        self.commit_writes(tenant, writes).await.map_err(Error::from)
    }
}

/// What a tablet keeps from `now` on.
fn kept(token: &Refresh, now: Timestamp) -> TabletToken {
    TabletToken {
        token: token.text(),
        expires: now.plus_ms(KEPT_MS),
    }
}
