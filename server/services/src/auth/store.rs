//! Keys and records of the table Users.

use crate::caller::{Caller, Who};
use api::auth::App;
use domain::staff::Role;
use domain::time::DAY_MS;
use domain::written::Email;
use domain::{AccountRequestId, CustomerId, StaffId, TenantId, Timestamp};
use ports::documents::{Document, Expect, Index, Key, Table, Write};
use ports::{Documents, EngineError};
use serde::{Deserialize, Serialize};

/// The form of the records that this code writes.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// What the sort keys of sessions begin with.
pub(super) const SESSION_PREFIX: &str = "SESSION#";

/// For how long a session goes on that is not used, in milliseconds.
pub(super) const SESSION_MS: i64 = 30 * DAY_MS;

/// Somebody who can sign in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserRecord {
    pub form: u32,
    pub username: String,
    /// People of the staff may have none.
    pub email: Option<Email>,
    pub name: String,
    /// A PHC string, or bcrypt's form where an account came from another system.
    pub password: String,
    pub person: Person,
    pub created_at: Timestamp,
    /// Sessions of another generation have ended.
    #[serde(default)]
    pub generation: u32,
    #[serde(default)]
    pub password_changed_at: Option<Timestamp>,
    /// The password was made for them and others have seen it: it lets nobody in before it is changed.
    #[serde(default)]
    pub must_change_password: bool,
    /// Codes that were sent before went to another mailbox.
    #[serde(default)]
    pub email_changed_at: Option<Timestamp>,
    /// An address that counts once its code was used.
    #[serde(default)]
    pub pending_email: Option<PendingEmail>,
    /// Since when nobody can sign in any more; the record goes when the customer is erased.
    #[serde(default)]
    pub closed_at: Option<Timestamp>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PendingEmail {
    pub request_id: AccountRequestId,
    pub email: Email,
    /// From here on its code is of no use.
    pub expires_at: Timestamp,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub(super) enum Person {
    Customer {
        customer_id: CustomerId,
    },
    Staff {
        staff_id: StaffId,
        role: Role,
        active: bool,
    },
}

/// Whose address this is.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct EmailRecord {
    pub username: String,
}

/// A session in a browser: a family of refresh tokens, each of which took the place of the one before.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionRecord {
    pub form: u32,
    pub app: App,
    /// Hash of the token that was given last.
    pub current: String,
    /// Hash of the token that was used last: `current` took its place.
    pub previous: Option<String>,
    /// Hashes of others that were given for `previous`, newest first, in answers that may have got lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unused: Vec<String>,
    /// Since when `current` is good.
    pub rotated_at: Timestamp,
    pub started_at: Timestamp,
    pub expires_at: Timestamp,
    /// Since when the tablet is locked on which it was begun: nothing is done with it any more but to count what waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_at: Option<Timestamp>,
    /// Whether it was begun with the PIN of a shared tablet. Those of before that was written down count as such.
    #[serde(default = "unknown")]
    pub by_pin: bool,
    /// Whose it is: continuing it reads nothing of the account, where the password is.
    pub holder: Holder,
}

fn unknown() -> bool {
    true
}

/// Who has a session or a token, as far as tokens say it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Holder {
    pub username: String,
    pub name: String,
    pub person: Person,
    /// The user's, when it began.
    pub generation: u32,
}

impl Holder {
    /// The account that it is the session of.
    pub(super) fn account(&self) -> String {
        match self.person {
            Person::Customer { .. } => self.username.clone(),
            Person::Staff { .. } => staff_account(&self.username),
        }
    }
}

/// What the accounts of the staff begin with. No user name has a colon, so that a customer and somebody of the staff may
/// have the same name without knowing of each other.
const STAFF: &str = "staff:";

/// The partition of the index that lists the people of the staff.
pub(super) const STAFF_LIST: &str = "STAFF";

/// The account of somebody of the staff.
pub(super) fn staff_account(username: &str) -> String {
    format!("{STAFF}{username}")
}

fn user_pk(account: &str) -> String {
    format!("USER#{account}")
}

/// Sessions lie apart from accounts: functions that continue them reach no password.
pub(super) fn sessions_pk(account: &str) -> String {
    format!("SESSIONS#{account}")
}

pub(super) fn user_key(account: &str) -> Key {
    Key::new(Table::Users, user_pk(account), "INFO")
}

/// The document that keeps an address to one user.
pub(super) fn email_key(email: &Email) -> Key {
    written_email_key(email.as_str())
}

/// The same for what somebody wrote who signs in, which may be anything.
fn written_email_key(text: &str) -> Key {
    Key::new(Table::Users, format!("EMAIL#{text}"), "INFO")
}

pub(super) fn session_key(username: &str, family: &str) -> Key {
    Key::new(
        Table::Users,
        sessions_pk(username),
        format!("{SESSION_PREFIX}{family}"),
    )
}

/// A new user.
pub(super) fn put_new_user(user: &UserRecord) -> Result<Write, EngineError> {
    let write = Write::put(user_key(&user.account()), user, Expect::Absent)?;
    Ok(listed(write, user))
}

/// A user in place of the document that was read.
pub(super) fn put_user_at(document: Document, user: &UserRecord) -> Result<Write, EngineError> {
    let expect = Expect::Version(document.version);
    let write = Write::put(document.key, user, expect)?;
    Ok(listed(write, user))
}

/// The people of the staff are found by a list of their user names.
fn listed(write: Write, user: &UserRecord) -> Write {
    match user.person {
        Person::Staff { .. } => write.indexed(Index::UsersByAlias, STAFF_LIST, &user.username),
        Person::Customer { .. } => write,
    }
}

pub(super) fn put_email(email: &Email, username: &str) -> Result<Write, EngineError> {
    let record = EmailRecord {
        username: username.to_owned(),
    };
    Write::put(email_key(email), &record, Expect::Absent)
}

pub(super) fn put_session(key: Key, session: &SessionRecord, expect: Expect) -> Result<Write, EngineError> {
    Ok(Write::put(key, session, expect)?.until(session.expires_at))
}

/// A user with the document that holds them, by their account.
pub(super) async fn user(
    documents: &dyn Documents,
    tenant: &TenantId,
    account: &str,
) -> Result<Option<(UserRecord, Document)>, EngineError> {
    let mut found = documents.get(tenant, &user_key(account)).await?;
    let staff = account.strip_prefix(STAFF);
    if let (None, Some(username)) = (&found, staff) {
        // People who were there before the staff had names of their own.
        found = documents.get(tenant, &user_key(username)).await?;
    }
    let Some(document) = found else { return Ok(None) };
    let user: UserRecord = document.read()?;
    let is_staff = matches!(user.person, Person::Staff { .. });
    Ok((staff.is_none() || is_staff).then_some((user, document)))
}

/// The customer of a user name or an e-mail address. It asks the store as often for one that does not exist.
pub(super) async fn user_of_account(
    documents: &dyn Documents,
    tenant: &TenantId,
    account: &str,
) -> Result<Option<UserRecord>, EngineError> {
    let username = if account.contains('@') {
        let email = documents.get(tenant, &written_email_key(account)).await?;
        email
            .map(|document| document.read::<EmailRecord>())
            .transpose()?
            .map(|record| record.username)
    } else {
        None
    };
    let found = user(documents, tenant, username.as_deref().unwrap_or(account)).await?;
    Ok(found.map(|(user, _)| user))
}

impl UserRecord {
    /// Under which name this user, and their sessions, are stored.
    pub(super) fn account(&self) -> String {
        self.holder().account()
    }

    pub(super) fn holder(&self) -> Holder {
        Holder {
            username: self.username.clone(),
            name: self.name.clone(),
            person: self.person.clone(),
            generation: self.generation,
        }
    }

    /// After a new password nothing goes on that somebody with the old one began. An address that was given when registering
    /// stays: there is no other way to reach its owner.
    pub(super) fn forget_pending(&mut self) {
        if self.email.is_some() {
            self.pending_email = None;
        }
    }

    /// Whether this user may sign in to an app.
    pub(super) fn belongs_to(&self, app: App) -> bool {
        match (&self.person, app) {
            (Person::Customer { .. }, App::Storefront) => self.is_active(),
            (Person::Staff { .. }, App::Console) => self.is_active(),
            (Person::Customer { .. }, App::Console) | (Person::Staff { .. }, App::Storefront) => false,
        }
    }

    /// Whether this user may sign in anywhere.
    pub(super) fn is_active(&self) -> bool {
        self.closed_at.is_none() && !matches!(self.person, Person::Staff { active: false, .. })
    }

    pub(super) fn caller(&self, tenant: &TenantId) -> Caller {
        self.holder().caller(tenant, false)
    }
}

impl Holder {
    /// Who calls with a session or a token of theirs.
    pub(super) fn caller(&self, tenant: &TenantId, by_pin: bool) -> Caller {
        let (username, name) = (self.username.clone(), self.name.clone());
        let who = match &self.person {
            Person::Customer { customer_id } => Who::Customer {
                id: customer_id.clone(),
                username,
                name,
            },
            Person::Staff { staff_id, role, .. } => Who::Staff {
                id: staff_id.clone(),
                username,
                name,
                role: *role,
                by_pin,
            },
        };
        Caller {
            tenant: tenant.clone(),
            who,
            address: None,
        }
    }
}
