//! PINs of the staff. Managers give and unlock them; wrong ones are counted for each person, on whichever tablet, and lock theirs.
//! They lie apart from the accounts: a wrong PIN changes no account that a manager is just editing.

use super::AuthService;
use super::store::{Person, SCHEMA_VERSION, UserRecord};
use super::tablet_sessions::Guess;
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::error::Error;
use crate::secrecy::same;
use crate::{field_errors, retry};
use api::staff::{NewPin, PinState, StaffMember, StaffPin};
use domain::audit::AuditAction;
use domain::order::Actor;
use domain::pin::{MAX_WRONG_PINS, Pin};
use domain::staff::{Permission, Role};
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::documents::{Document, Expect, Index, Key, Query, Table, Write};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// The partition of the index that lists the PINs of a restaurant.
const PIN_LIST: &str = "PINS";

/// How many are read at once.
const PAGE: usize = 200;

/// Somebody's PIN as it is stored: never the PIN itself.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PinRecord {
    form: u32,
    username: String,
    /// What is made of the PIN with the server's key.
    proof: String,
    set_at: Timestamp,
    /// Wrong ones since the last right one.
    wrong: u32,
    #[serde(default)]
    locked_at: Option<Timestamp>,
}

impl PinRecord {
    pub(super) fn state(&self) -> PinState {
        match self.locked_at {
            Some(_) => PinState::Locked,
            None => PinState::Set,
        }
    }

    /// What becomes of the record with a guess at `now`, and what the guess comes to.
    pub(super) fn guess(mut self, right: bool, now: Timestamp) -> (PinRecord, Guess) {
        if self.locked_at.is_some() {
            return (self, Guess::Locked);
        }
        if right {
            self.wrong = 0;
            return (self, Guess::Right);
        }
        self.wrong += 1;
        let left = MAX_WRONG_PINS.saturating_sub(self.wrong);
        if left == 0 {
            self.locked_at = Some(now);
        }
        (self, Guess::Wrong { left })
    }
}

fn key(username: &str) -> Key {
    Key::new(Table::Users, format!("PIN#{username}"), "INFO")
}

/// Stores somebody's PIN, on the list of all.
pub(super) fn put_pin(record: &PinRecord, expect: Expect) -> Result<Write, EngineError> {
    let write = Write::put(key(&record.username), record, expect)?;
    Ok(write.indexed(Index::UsersByAlias, PIN_LIST, &record.username))
}

/// The account and the name of somebody, for the history of changes.
pub(super) fn subject(user: &UserRecord) -> Subject {
    Subject::new(&user.username, &user.name)
}

impl AuthService {
    /// Gives somebody a PIN, which is shown this once: the one that is asked for, or one that is made. The one before is of no use
    /// any more, locked or not. Managers.
    pub async fn give_pin(&self, caller: &Caller, username: &str, new: &NewPin) -> Result<StaffPin, Error> {
        caller.require_with_password(Permission::ManageStaff)?;
        let pin = match &new.pin {
            Some(pin) => Pin::read(pin)
                .map_err(|problem| Error::invalid(vec![field_errors::field("/pin", problem)]))?,
            None => Pin::proposed(rand::random()),
        };
        let tenant = &caller.tenant;
        let (user, document) = self.staff_record(tenant, username).await?;
        let now = self.clock.now();
        let record = PinRecord {
            form: SCHEMA_VERSION,
            username: user.username.clone(),
            proof: self.codes.of_pin(tenant, &user.username, pin.as_str()),
            set_at: now,
            wrong: 0,
            locked_at: None,
        };
        let by = caller.actor()?;
        let noted = audit_entry::entry(
            Book::Staff,
            &by,
            now,
            AuditAction::PinGiven,
            subject(&user),
            Vec::new(),
        )?;
        self.store(tenant, vec![put_pin(&record, Expect::Anything)?, noted])
            .await?;
        tracing::info!(%tenant, by = caller.label(), "somebody of the staff was given a PIN");
        Ok(StaffPin {
            person: self.member(tenant, &user, document.version).await?.record,
            pin: pin.as_str().to_owned(),
        })
    }

    /// Lets somebody's PIN be tried again. One that is not locked stays as it is. 404 where they have none. Managers; a manager's with
    /// their password only, as guesses would go on otherwise.
    pub async fn unlock_pin(&self, caller: &Caller, username: &str) -> Result<StaffMember, Error> {
        caller.require(Permission::ManageStaff)?;
        let tenant = &caller.tenant;
        let (user, document) = self.staff_record(tenant, username).await?;
        if matches!(
            user.person,
            Person::Staff {
                role: Role::Manager,
                ..
            }
        ) {
            caller.require_with_password(Permission::ManageStaff)?;
        }
        let unlocked = retry::change(retry::ATTEMPTS, || async {
            let (mut record, stored) = self
                .pin(tenant, &user.username)
                .await?
                .ok_or_else(Error::not_found)?;
            if record.locked_at.is_none() {
                return Ok(Some(()));
            }
            (record.wrong, record.locked_at) = (0, None);
            let (by, now) = (caller.actor()?, self.clock.now());
            let noted = audit_entry::entry(
                Book::Staff,
                &by,
                now,
                AuditAction::PinUnlocked,
                subject(&user),
                Vec::new(),
            )?;
            let writes = vec![put_pin(&record, Expect::Version(stored.version))?, noted];
            retry::unless_overtaken(self.commit_writes(tenant, writes).await, ())
        });
        unlocked.await?;
        Ok(self.member(tenant, &user, document.version).await?.record)
    }

    /// Somebody's PIN with the document that holds it.
    pub(super) async fn pin(
        &self,
        tenant: &TenantId,
        username: &str,
    ) -> Result<Option<(PinRecord, Document)>, Error> {
        let found = self.documents.get(tenant, &key(username)).await?;
        let read = |document: Document| Ok((document.read()?, document));
        found.map(read).transpose()
    }

    /// How the PINs of a restaurant stand, by user name. Who has none is not among them.
    pub(super) async fn pins(&self, tenant: &TenantId) -> Result<BTreeMap<String, PinState>, Error> {
        let (mut all, mut cursor) = (BTreeMap::new(), None);
        loop {
            let query = Query::index(Index::UsersByAlias, PIN_LIST, PAGE).after(cursor);
            let page = self.documents.query(tenant, &query).await?;
            for document in page.documents {
                let record: PinRecord = document.read()?;
                all.insert(record.username.clone(), record.state());
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(all);
            }
        }
    }

    /// Whether a PIN is the one of the record. It takes as long for a wrong one.
    pub(super) fn is_pin(&self, tenant: &TenantId, record: &PinRecord, pin: &str) -> bool {
        same(
            &record.proof,
            &self.codes.of_pin(tenant, &record.username, pin.trim()),
        )
    }

    /// The write that remembers that wrong PINs on a tablet have locked somebody's.
    pub(super) fn noted_lock(user: &UserRecord, tablet: &str, now: Timestamp) -> Result<Write, Error> {
        // Who tapped is not known: it may have been anybody at the tablet.
        let by = Actor::system();
        let where_at = audit_entry::changes(&json!({}), &json!({ "tablet": tablet }))?;
        audit_entry::entry(
            Book::Staff,
            &by,
            now,
            AuditAction::PinLocked,
            subject(user),
            where_at,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> PinRecord {
        PinRecord {
            form: SCHEMA_VERSION,
            username: "rosa".into(),
            proof: String::new(),
            set_at: Timestamp(0),
            wrong: 0,
            locked_at: None,
        }
    }

    #[test]
    fn the_fifth_wrong_one_in_a_row_locks_it() {
        let mut pin = record();
        for left in [4, 3, 2, 1, 0] {
            let (after, guess) = pin.guess(false, Timestamp(7));
            assert_eq!(guess, Guess::Wrong { left });
            pin = after;
        }
        assert_eq!(pin.state(), PinState::Locked);
        let (pin, guess) = pin.guess(true, Timestamp(8));
        assert_eq!((guess, pin.locked_at), (Guess::Locked, Some(Timestamp(7))));
    }

    #[test]
    fn a_right_one_begins_the_count_anew() {
        let (pin, _) = record().guess(false, Timestamp(7));
        let (pin, guess) = pin.guess(true, Timestamp(8));
        assert_eq!((guess, pin.wrong), (Guess::Right, 0));
    }
}
