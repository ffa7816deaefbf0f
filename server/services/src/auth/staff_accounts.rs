//! The accounts of the staff, one by one: made, given a new password, let in and kept out by an operator.

use super::AuthService;
use super::ended::end_all;
use super::passwords::Lane;
use super::staff::NewStaff;
use super::store::{self, Person, STAFF_LIST, UserRecord, put_user_at, staff_account};
use crate::audit_entry::{self, Book, Subject};
use crate::error::Error;
use crate::{field_errors, retry};
use api::Code;
use api::audit::AuditChange;
use domain::audit::AuditAction;
use domain::customer::check_password;
use domain::order::Actor;
use domain::staff::Role;
use domain::{TenantId, Timestamp};
use ports::documents::{Commit, Document, Index, Query, Write};
use serde::Serialize;
use texts::now::errors as texts;

/// How many accounts are read at once.
const PAGE: usize = 200;

/// Somebody of the staff, as lists show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffAccount {
    pub username: String,
    pub name: String,
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
}

impl AuthService {
    /// Makes an account with this password, which has to be changed when they first sign in where `must_change`. 409 when somebody of the staff has the user name, 422 when a field cannot be
    /// used.
    pub async fn add_staff_account(
        &self,
        tenant: &TenantId,
        person: &NewStaff,
        password: &str,
        must_change: bool,
        by: &Actor,
    ) -> Result<(), Error> {
        check(password)?;
        if self.staff(tenant, &person.username).await?.is_some() {
            return Err(Error::new(Code::UsernameTaken, texts::USERNAME_TAKEN));
        }
        let hash = self.passwords.hash(Lane::Staff, password).await?;
        self.add_user(tenant, person, &hash, must_change, Some(by)).await
    }

    /// Gives somebody a new password, which has to be changed when they next sign in where `must_change`, and ends their
    /// sessions. 404 when nobody of the staff has the user name.
    pub async fn reset_staff_password(
        &self,
        tenant: &TenantId,
        username: &str,
        password: &str,
        must_change: bool,
        by: &Actor,
    ) -> Result<StaffAccount, Error> {
        check(password)?;
        let hash = self.passwords.hash(Lane::Staff, password).await?;
        self.new_staff_password(tenant, username, &hash, must_change, by)
            .await
    }

    /// The same with the hash of the password.
    pub(super) async fn new_staff_password(
        &self,
        tenant: &TenantId,
        username: &str,
        hash: &str,
        must_change: bool,
        by: &Actor,
    ) -> Result<StaffAccount, Error> {
        let now = self.clock.now();
        let action = (AuditAction::PasswordGiven, by);
        let changed = self.change_staff(tenant, username, action, |user| {
            hash.clone_into(&mut user.password);
            user.password_changed_at = Some(now);
            user.must_change_password = must_change;
        });
        changed.await
    }

    /// Lets somebody sign in or not, and ends their sessions. 404 when nobody of the staff has the user name.
    pub async fn set_staff_active(
        &self,
        tenant: &TenantId,
        username: &str,
        may_sign_in: bool,
        by: &Actor,
    ) -> Result<StaffAccount, Error> {
        let action = (AuditAction::StaffChanged, by);
        let changed = self.change_staff(tenant, username, action, |user| {
            if let Person::Staff { active, .. } = &mut user.person {
                *active = may_sign_in;
            }
        });
        changed.await
    }

    /// The staff of a restaurant by user name.
    pub async fn list_staff(&self, tenant: &TenantId) -> Result<Vec<StaffAccount>, Error> {
        let mut all = Vec::new();
        for document in self.staff_documents(tenant).await? {
            all.extend(shown(&document.read()?));
        }
        Ok(all)
    }

    /// The accounts of the staff by user name, as they are stored.
    pub(super) async fn staff_documents(&self, tenant: &TenantId) -> Result<Vec<Document>, Error> {
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let query = Query::index(Index::UsersByAlias, STAFF_LIST, PAGE).after(cursor);
            let page = self.documents.query(tenant, &query).await?;
            all.extend(page.documents);
            cursor = page.next;
            if cursor.is_none() {
                return Ok(all);
            }
        }
    }

    async fn change_staff(
        &self,
        tenant: &TenantId,
        username: &str,
        (action, by): (AuditAction, &Actor),
        change: impl Fn(&mut UserRecord),
    ) -> Result<StaffAccount, Error> {
        let changed = retry::change(retry::ATTEMPTS, || async {
            let found = store::user(&*self.documents, tenant, &staff_account(username)).await;
            let (mut user, document) = found?.ok_or_else(Error::not_found)?;
            let (before, now) = (audited(&user), self.clock.now());
            change(&mut user);
            let differs = audit_entry::changes(&before, &audited(&user))?;
            let noted = noted(&user, by, now, action, differs)?;
            let changed = action == AuditAction::PasswordGiven || before != audited(&user);
            // Sessions and tokens of before end with it.
            let ended = end_all(&mut user, now)?;
            let after = shown(&user).ok_or_else(Error::not_found)?;
            let commit = Commit {
                writes: [put_user_at(document, &user)?, ended]
                    .into_iter()
                    .chain(changed.then_some(noted))
                    .collect(),
                events: Vec::new(),
            };
            retry::unless_overtaken(self.documents.commit(tenant, commit).await, after)
        });
        let after = changed.await?;
        self.end_sessions(tenant, &staff_account(username)).await?;
        self.end_sessions_of_old_staff(tenant, username).await?;
        Ok(after)
    }
}

/// What of somebody of the staff is remembered when it changes.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Audited {
    name: String,
    role: Option<Role>,
    active: bool,
}

pub(super) fn audited(user: &UserRecord) -> Audited {
    let role = match &user.person {
        Person::Staff { role, .. } => Some(*role),
        Person::Customer { .. } => None,
    };
    Audited {
        name: user.name.clone(),
        role,
        active: user.is_active(),
    }
}

/// The write that remembers what was done with somebody of the staff.
pub(super) fn noted(
    user: &UserRecord,
    by: &Actor,
    now: Timestamp,
    action: AuditAction,
    changes: Vec<AuditChange>,
) -> Result<Write, Error> {
    let subject = Subject::new(&user.username, &user.name);
    audit_entry::entry(Book::Staff, by, now, action, subject, changes)
}

fn check(password: &str) -> Result<(), Error> {
    let wrong = |problem| Error::invalid(vec![field_errors::field("/password", problem)]);
    check_password(password).map_err(wrong)
}

fn shown(user: &UserRecord) -> Option<StaffAccount> {
    let Person::Staff { role, active, .. } = &user.person else {
        return None;
    };
    Some(StaffAccount {
        username: user.username.clone(),
        name: user.name.clone(),
        role: *role,
        active: *active,
    })
}
