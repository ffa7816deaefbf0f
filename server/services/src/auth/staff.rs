//! The people who work in a restaurant as users, and tokens for its machines.

use super::AuthService;
use super::passwords::Lane;
use super::staff_accounts::{audited, noted};
use super::store::{self, Person, SCHEMA_VERSION, UserRecord, put_new_user, staff_account};
use crate::audit_entry;
use crate::envelope::new_id;
use crate::error::Error;
use crate::field_errors;
use api::Code;
use domain::audit::AuditAction;
use domain::customer::{check_name, check_password, check_username};
use domain::order::Actor;
use domain::staff::Role;
use domain::{StaffId, TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Write};
use serde_json::json;
use texts::now::errors as texts;

/// Somebody new on the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaff {
    pub username: String,
    pub name: String,
    pub role: Role,
}

impl AuthService {
    /// Makes users for those who have none yet, all with this password. Who is there already stays as they are.
    pub async fn add_staff(
        &self,
        tenant: &TenantId,
        people: &[NewStaff],
        password: &str,
    ) -> Result<(), Error> {
        check_password(password)
            .map_err(|problem| Error::invalid(vec![field_errors::field("/password", problem)]))?;
        let mut new = Vec::new();
        for person in people {
            if self.staff(tenant, &person.username).await?.is_none() {
                new.push(person);
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        let hash = self.passwords.hash(Lane::Staff, password).await?;
        for person in new {
            match self.add_user(tenant, person, &hash, false, None).await {
                // Another process may have made the same person just now.
                Err(error) if error.code() == Code::UsernameTaken => {
                    let found = self.staff(tenant, &person.username).await?;
                    let same = |found: UserRecord| {
                        found.name == person.name && found.caller(tenant).role() == Some(person.role)
                    };
                    if !found.is_some_and(same) {
                        return Err(error);
                    }
                }
                made => made?,
            }
        }
        Ok(())
    }

    /// Ends the sessions that somebody of the staff may have under their plain name, from before the staff had names of
    /// their own.
    pub(super) async fn end_sessions_of_old_staff(
        &self,
        tenant: &TenantId,
        username: &str,
    ) -> Result<(), Error> {
        let plain = store::user(&*self.documents, tenant, username).await?;
        if plain.is_some_and(|(user, _)| matches!(user.person, Person::Staff { .. })) {
            self.end_sessions(tenant, username).await?;
        }
        Ok(())
    }

    /// Who somebody of the staff is in what they do; `None` when nobody of them has the user name.
    pub async fn staff_actor(&self, tenant: &TenantId, username: &str) -> Result<Option<Actor>, Error> {
        let found = self.staff(tenant, username).await?;
        found.map(|user| user.caller(tenant).actor()).transpose()
    }

    pub(super) async fn staff(&self, tenant: &TenantId, username: &str) -> Result<Option<UserRecord>, Error> {
        let found = store::user(&*self.documents, tenant, &staff_account(username)).await;
        Ok(found?.map(|(user, _)| user))
    }

    pub(super) async fn add_user(
        &self,
        tenant: &TenantId,
        person: &NewStaff,
        hash: &str,
        must_change_password: bool,
        by: Option<&Actor>,
    ) -> Result<(), Error> {
        let user = self.new_user(person, hash, must_change_password)?;
        let now = self.clock.now();
        let mut writes = vec![put_new_user(&user)?];
        if let Some(by) = by {
            writes.push(Self::hired(&user, by, now)?);
        }
        let commit = Commit {
            writes,
            events: Vec::new(),
        };
        match self.documents.commit(tenant, commit).await {
            Ok(()) => Ok(()),
            Err(CommitError::ConditionFailed { .. }) => {
                // A commit that the engine sent twice has stored this very hash; anybody else who has the name is an error.
                let found = self.staff(tenant, &user.username).await?;
                match found.is_some_and(|found| found.password == user.password) {
                    true => Ok(()),
                    false => Err(Error::new(Code::UsernameTaken, texts::USERNAME_TAKEN)),
                }
            }
            Err(error) => Err(Error::from(error)),
        }
    }

    /// The record of somebody new. 422 when a field cannot be used.
    pub(super) fn new_user(
        &self,
        person: &NewStaff,
        hash: &str,
        must_change_password: bool,
    ) -> Result<UserRecord, Error> {
        let wrong = |pointer, problem| Error::invalid(vec![field_errors::field(pointer, problem)]);
        if !person.role.is_staff() {
            return Err(Error::new(Code::InvalidValue, texts::INVALID));
        }
        let now = self.clock.now();
        Ok(UserRecord {
            form: SCHEMA_VERSION,
            username: check_username(&person.username).map_err(|problem| wrong("/username", problem))?,
            email: None,
            name: check_name(&person.name).map_err(|problem| wrong("/name", problem))?,
            password: hash.to_owned(),
            person: Person::Staff {
                staff_id: new_id(StaffId::parse, StaffId::PREFIX, now),
                role: person.role,
                active: true,
            },
            created_at: now,
            generation: 0,
            password_changed_at: None,
            email_changed_at: None,
            pending_email: None,
            must_change_password,
            closed_at: None,
        })
    }

    /// The write that remembers that somebody has begun to work here.
    pub(super) fn hired(user: &UserRecord, by: &Actor, now: Timestamp) -> Result<Write, Error> {
        let hired = audit_entry::changes(&json!({}), &audited(user))?;
        noted(user, by, now, AuditAction::StaffHired, hired)
    }
}
