//! Keys and records of the table Users.

use crate::ports::documents::{Document, Expect, Key, Table, Write};
use crate::ports::{Documents, EngineError};
use serde::{Deserialize, Serialize};
use shared::api::auth::App;
use shared::api::context::{Caller, Who};
use shared::domain::staff::Role;
use shared::domain::{CustomerId, StaffId, TenantId, Timestamp};

/// The form of the records that this code writes.
pub(super) const FORM: u32 = 1;

/// What the sort keys of sessions begin with.
pub(super) const SESSION_PREFIX: &str = "SESSION#";

/// Somebody who can sign in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserRecord {
    pub form: u32,
    pub username: String,
    /// Lower case; people of the staff may have none.
    pub email: Option<String>,
    pub name: String,
    /// A PHC string, or bcrypt's form where an account came from another system.
    pub password: String,
    pub person: Person,
    pub created_at: Timestamp,
}

#[derive(Clone, Serialize, Deserialize)]
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
#[derive(Serialize, Deserialize)]
pub(super) struct EmailRecord {
    pub username: String,
}

/// A session in a browser: a family of refresh tokens, each of which took the place of the one before.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionRecord {
    pub form: u32,
    pub app: App,
    /// Hash of the token that is good now.
    pub current: String,
    /// Hash of the one before it.
    pub previous: Option<String>,
    /// Since when `current` is good.
    pub rotated_at: Timestamp,
    pub started_at: Timestamp,
    pub expires_at: Timestamp,
}

pub(super) fn user_pk(username: &str) -> String {
    format!("USER#{username}")
}

pub(super) fn user_key(username: &str) -> Key {
    Key::new(Table::Users, user_pk(username), "INFO")
}

/// The document that keeps an address to one user.
pub(super) fn email_key(email: &str) -> Key {
    Key::new(Table::Users, format!("EMAIL#{email}"), "INFO")
}

pub(super) fn session_key(username: &str, family: &str) -> Key {
    Key::new(
        Table::Users,
        user_pk(username),
        format!("{SESSION_PREFIX}{family}"),
    )
}

pub(super) fn put_user(user: &UserRecord, expect: Expect) -> Result<Write, EngineError> {
    Write::put(user_key(&user.username), user, expect)
}

pub(super) fn put_email(email: &str, username: &str) -> Result<Write, EngineError> {
    let record = EmailRecord {
        username: username.to_owned(),
    };
    Write::put(email_key(email), &record, Expect::Absent)
}

pub(super) fn put_session(key: Key, session: &SessionRecord, expect: Expect) -> Result<Write, EngineError> {
    Ok(Write::put(key, session, expect)?.until(session.expires_at))
}

/// A user with the document that holds them.
pub(super) async fn user(
    documents: &dyn Documents,
    tenant: &TenantId,
    username: &str,
) -> Result<Option<(UserRecord, Document)>, EngineError> {
    let found = documents.get(tenant, &user_key(username)).await?;
    found.map(|document| Ok((document.read()?, document))).transpose()
}

/// The user of a user name or an e-mail address. It asks the store as often for one that does not exist.
pub(super) async fn user_of_account(
    documents: &dyn Documents,
    tenant: &TenantId,
    account: &str,
) -> Result<Option<UserRecord>, EngineError> {
    let username = if account.contains('@') {
        let email = documents.get(tenant, &email_key(account)).await?;
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
    /// Whether this user may sign in to an app.
    pub(super) fn belongs_to(&self, app: App) -> bool {
        match (&self.person, app) {
            (Person::Customer { .. }, App::Storefront) => true,
            (Person::Staff { active, .. }, App::Console) => *active,
            (Person::Customer { .. }, App::Console) | (Person::Staff { .. }, App::Storefront) => false,
        }
    }

    /// Whether this user may sign in anywhere.
    pub(super) fn is_active(&self) -> bool {
        !matches!(self.person, Person::Staff { active: false, .. })
    }

    pub(super) fn caller(&self, tenant: &TenantId) -> Caller {
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
            },
        };
        Caller {
            tenant: tenant.clone(),
            who,
        }
    }
}
