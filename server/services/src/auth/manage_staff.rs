//! Managers see, add and change the people who work in their restaurant.

use super::AuthService;
use super::ended::{account_of, end_all, tell_sessions};
use super::made_password::made_password;
use super::passwords::Lane;
use super::staff::NewStaff;
use super::staff_accounts::{audited, noted};
use super::store::{self, Person, UserRecord, put_user_at, staff_account};
use crate::audit_entry;
use crate::caller::Caller;
use crate::error::Error;
use crate::versions::{self, Versioned};
use crate::{field_errors, retry};
use api::Code;
use api::staff::{MAX_STAFF, NewStaffMember, PinState, StaffChange, StaffList, StaffMember, StaffPassword};
use domain::TenantId;
use domain::audit::AuditAction;
use domain::customer::{check_name, check_username};
use domain::staff::{Permission, Role};
use ports::documents::{Commit, Document, Write};
use texts::now::errors as texts;

/// Groups of a password that is typed once, at a tablet: 50 bits, against which few guesses a minute are allowed.
const GROUPS: usize = 2;

impl AuthService {
    /// Everybody of the restaurant, by user name. Managers.
    pub async fn staff_members(&self, caller: &Caller) -> Result<StaffList, Error> {
        caller.require(Permission::ManageStaff)?;
        let pins = self.pins(&caller.tenant).await?;
        let mut people = Vec::new();
        for document in self.staff_documents(&caller.tenant).await? {
            let user: UserRecord = document.read()?;
            let pin = pins.get(&user.username).copied().unwrap_or_default();
            people.extend(shown(&user, document.version, pin));
        }
        Ok(StaffList { people })
    }

    /// Somebody, by user name. Managers.
    pub async fn staff_member(
        &self,
        caller: &Caller,
        username: &str,
    ) -> Result<Versioned<StaffMember>, Error> {
        caller.require(Permission::ManageStaff)?;
        let (user, document) = self.staff_record(&caller.tenant, username).await?;
        self.member(&caller.tenant, &user, document.version).await
    }

    /// Adds somebody, with a password that is shown this once and that they replace when they first sign in. 409 when somebody
    /// has the user name, or [`MAX_STAFF`] people may sign in already. Managers.
    pub async fn hire(&self, caller: &Caller, new: &NewStaffMember) -> Result<StaffPassword, Error> {
        caller.require_with_password(Permission::ManageStaff)?;
        let mut wrong = Vec::new();
        let username = field_errors::read(&mut wrong, "/username", check_username(&new.username));
        let name = field_errors::read(&mut wrong, "/name", check_name(&new.name));
        wrong.extend(no_staff_role(new.role));
        let (Some(username), Some(name), true) = (username, name, wrong.is_empty()) else {
            return Err(Error::invalid(wrong));
        };
        let all = self.list_staff(&caller.tenant).await?;
        if all.iter().filter(|person| person.active).count() >= MAX_STAFF {
            return Err(Error::new(Code::LimitReached, texts::TOO_MANY_STAFF));
        }
        let person = NewStaff {
            username,
            name,
            role: new.role,
        };
        let password = made_password(GROUPS);
        let taken = |error: Error| match error.code() {
            Code::UsernameTaken => Error::of_field(Code::UsernameTaken, "/username", texts::USERNAME_TAKEN),
            _ => error,
        };
        let by = caller.actor()?;
        self.add_staff_account(&caller.tenant, &person, &password, true, &by)
            .await
            .map_err(taken)?;
        tracing::info!(tenant = %caller.tenant, by = caller.label(), role = new.role.wire_name(), "somebody was added to the staff");
        let (user, document) = self.staff_record(&caller.tenant, &person.username).await?;
        Ok(StaffPassword {
            person: self.member(&caller.tenant, &user, document.version).await?.record,
            password,
        })
    }

    /// Changes somebody: another name is in their sessions when these are next renewed, another role or being let in no more ends
    /// them at once. One manager at least stays (409). 412 where `seen` is another version than there is. Managers.
    pub async fn change_staff_member(
        &self,
        caller: &Caller,
        username: &str,
        change: &StaffChange,
        seen: Option<u64>,
    ) -> Result<Versioned<StaffMember>, Error> {
        caller.require_with_password(Permission::ManageStaff)?;
        let mut wrong = Vec::new();
        let named = change.name.as_deref().map(check_name);
        let name = named.and_then(|name| field_errors::read(&mut wrong, "/name", name));
        wrong.extend(change.role.and_then(no_staff_role));
        if !wrong.is_empty() {
            return Err(Error::invalid(wrong));
        }
        let tenant = &caller.tenant;
        let changed = retry::change(retry::ATTEMPTS, || async {
            let (mut user, document) = self.staff_record(tenant, username).await?;
            versions::require(seen, document.version)?;
            let version = document.version;
            let before = (user.name.clone(), user.person.clone());
            let audited_before = audited(&user);
            if let Some(name) = &name {
                user.name.clone_from(name);
            }
            let managed = is_manager(&user);
            if let Person::Staff { role, active, .. } = &mut user.person {
                *role = change.role.unwrap_or(*role);
                *active = change.active.unwrap_or(*active);
            }
            if before == (user.name.clone(), user.person.clone()) {
                return Ok(Some((self.member(tenant, &user, version).await?, false)));
            }
            let ends = before.1 != user.person;
            let now = self.clock.now();
            let told = match ends {
                true => end_all(&mut user, now)?,
                false => tell_sessions(&user, now)?,
            };
            let differs = audit_entry::changes(&audited_before, &audited(&user))?;
            let noted = noted(&user, &caller.actor()?, now, AuditAction::StaffChanged, differs)?;
            let mut writes = vec![told, noted];
            if managed && !is_manager(&user) {
                writes.push(self.another_manager(tenant, &user.username).await?);
            }
            writes.push(put_user_at(document, &user)?);
            let commit = Commit {
                writes,
                events: Vec::new(),
            };
            let after = self.member(tenant, &user, version + 1).await?;
            let committed = self.documents.commit(tenant, commit).await;
            retry::unless_overtaken(committed, (after, ends))
        });
        let (after, ended) = changed.await?;
        if ended {
            let username = &after.record.username;
            self.end_sessions(tenant, &staff_account(username)).await?;
            self.end_sessions_of_old_staff(tenant, username).await?;
        }
        tracing::info!(%tenant, by = caller.label(), id = %after.record.staff_id, ended, "somebody of the staff was changed");
        Ok(after)
    }

    /// Gives somebody else a new password, which is shown this once and which they replace when they next sign in. Their sessions
    /// end. Managers; 409 for one's own, since the session that would show it ends.
    pub async fn give_password(&self, caller: &Caller, username: &str) -> Result<StaffPassword, Error> {
        caller.require_with_password(Permission::ManageStaff)?;
        let tenant = &caller.tenant;
        let (user, _) = self.staff_record(tenant, username).await?;
        if account_of(caller).is_ok_and(|own| own == user.account()) {
            return Err(Error::new(Code::Conflict, texts::OWN_PASSWORD));
        }
        let password = made_password(GROUPS);
        let hash = self.passwords.hash(Lane::Staff, &password).await?;
        let by = caller.actor()?;
        self.new_staff_password(tenant, &user.username, &hash, true, &by)
            .await?;
        let (user, document) = self.staff_record(tenant, username).await?;
        let person = self.member(tenant, &user, document.version).await?.record;
        tracing::info!(%tenant, by = caller.label(), id = %person.staff_id, "somebody of the staff was given a password");
        Ok(StaffPassword { person, password })
    }

    /// Somebody of the staff as they are stored. User names are written in small letters.
    pub(super) async fn staff_record(
        &self,
        tenant: &TenantId,
        username: &str,
    ) -> Result<(UserRecord, Document), Error> {
        let account = staff_account(&username.to_lowercase());
        let found = store::user(&*self.documents, tenant, &account).await?;
        found.ok_or_else(Error::not_found)
    }

    /// Somebody as managers see them.
    pub(super) async fn member(
        &self,
        tenant: &TenantId,
        user: &UserRecord,
        version: u64,
    ) -> Result<Versioned<StaffMember>, Error> {
        let pin = self.pin(tenant, &user.username).await?;
        let pin = pin.map(|(record, _)| record.state()).unwrap_or_default();
        let record = shown(user, version, pin).ok_or_else(Error::not_found)?;
        Ok(Versioned { record, version })
    }

    /// Stores one of the other managers as they are, on the condition that they are still that: two who take each other away at
    /// the same moment do not leave the restaurant without one. Their version grows with it. 409 when there is no other.
    async fn another_manager(&self, tenant: &TenantId, username: &str) -> Result<Write, Error> {
        for listed in self.staff_documents(tenant).await? {
            let listed: UserRecord = listed.read()?;
            if listed.username == username || !is_manager(&listed) {
                continue;
            }
            // A list may be of a moment ago.
            let (user, document) = self.staff_record(tenant, &listed.username).await?;
            if is_manager(&user) {
                return Ok(put_user_at(document, &user)?);
            }
        }
        Err(Error::new(Code::Conflict, texts::LAST_MANAGER))
    }
}

/// Whether somebody may sign in as a manager.
fn is_manager(user: &UserRecord) -> bool {
    let manages = matches!(
        user.person,
        Person::Staff {
            role: Role::Manager,
            ..
        }
    );
    manages && user.is_active()
}

/// What is wrong with a role that nobody of the staff has.
fn no_staff_role(role: Role) -> Option<api::FieldError> {
    let wrong = api::FieldError::new("/role", Code::InvalidValue, texts::INVALID);
    (!role.is_staff()).then_some(wrong)
}

fn shown(user: &UserRecord, version: u64, pin: PinState) -> Option<StaffMember> {
    let Person::Staff {
        staff_id,
        role,
        active,
    } = &user.person
    else {
        return None;
    };
    Some(StaffMember {
        staff_id: staff_id.clone(),
        username: user.username.clone(),
        name: user.name.clone(),
        role: *role,
        active: *active,
        must_change_password: user.must_change_password,
        pin,
        created_at: user.created_at,
        version,
    })
}
