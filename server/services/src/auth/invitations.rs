//! Invitations: a link with which somebody becomes one of the staff and chooses their own password. It can be used once, for a week,
//! and be withdrawn before. The link of an operator opens a restaurant: who follows it is its first manager.
//!
//! Nothing of a link is stored: it is made of a key and the id of the invitation.

use super::passwords::Lane;
use super::requests::AccountRequest;
use super::staff::NewStaff;
use super::store::{Person, SCHEMA_VERSION, UserRecord, put_new_user};
use super::{AuthService, origin};
use crate::audit_entry::{self, Book, Subject};
use crate::auth::SignIn;
use crate::caller::Caller;
use crate::error::Error;
use crate::mail_address::deliverable;
use crate::mail_message::MailMessage;
use crate::secrecy::same;
use crate::{field_errors, qr};
use ::texts::now::account_mail as mails;
use ::texts::now::errors as texts;
use api::Code;
use api::auth::{App, Credentials};
use api::staff::{
    INVITATION_DAYS, Invitation, InvitationLink, Invitations, Invited, Joining, MAX_INVITATIONS, MAX_STAFF,
    NewInvitation,
};
use domain::audit::AuditAction;
use domain::customer::{check_name, check_password, check_username, first_name, proposed_username};
use domain::order::Actor;
use domain::staff::{Permission, Role};
use domain::time::DAY_MS;
use domain::written::Email;
use domain::{TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Document, Expect, Key, Query, Table, Write};
use rand::RngExt as _;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The page of the console that a link leads to; the code follows a `#`, so that no server and no log ever sees it in an address.
const WAY: &str = "/restaurante/invitacion#";

/// Hexadecimal digits of an id, and of what follows it in a code.
const ID_DIGITS: usize = 16;
const CODE_DIGITS: usize = ID_DIGITS + 32;

/// How many invitations are read at once.
const PAGE: usize = 100;

/// The partition of the invitations of a restaurant.
const INVITATIONS: &str = "INVITATIONS";

/// An invitation as it is stored, until it is used or over.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct InvitationRecord {
    form: u32,
    name: String,
    role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<Email>,
    by: String,
    by_name: String,
    at: Timestamp,
    expires_at: Timestamp,
}

impl InvitationRecord {
    fn shown(&self, id: &str) -> Invitation {
        Invitation {
            id: id.to_owned(),
            name: self.name.clone(),
            role: self.role,
            email: self.email.clone().map(String::from),
            by_name: self.by_name.clone(),
            created_at: self.at,
            expires_at: self.expires_at,
        }
    }
}

fn key(id: &str) -> Key {
    Key::new(Table::Users, INVITATIONS, id)
}

fn over() -> Error {
    Error::new(Code::InvitationOver, texts::INVITATION_OVER)
}

impl AuthService {
    /// Invites somebody. The answer has the link, this once; it goes by mail as well where an address is named (429 after 30 in an hour). 409 when [`MAX_INVITATIONS`] are open or [`MAX_STAFF`] people may sign in
    /// already. Managers.
    pub async fn invite(&self, caller: &Caller, new: &NewInvitation) -> Result<InvitationLink, Error> {
        caller.require_with_password(Permission::ManageStaff)?;
        let mut wrong = Vec::new();
        let name = field_errors::read(&mut wrong, "/name", check_name(&new.name));
        if !new.role.is_staff() {
            wrong.push(api::FieldError::new("/role", Code::InvalidValue, texts::INVALID));
        }
        let email = new.email.as_deref().map(deliverable);
        let email = email.and_then(|email| field_errors::read(&mut wrong, "/email", email));
        let (Some(name), true) = (name, wrong.is_empty()) else {
            return Err(Error::invalid(wrong));
        };
        self.room_for_one_more(&caller.tenant).await?;
        if self.open_invitations(&caller.tenant).await?.len() >= MAX_INVITATIONS {
            return Err(Error::new(Code::LimitReached, texts::TOO_MANY_INVITATIONS));
        }
        if email.is_some() {
            self.mailed_invitations.take(&caller.tenant, self.clock.now())?;
        }
        let link = self
            .make_invitation(&caller.tenant, (&name, new.role), email, &caller.actor()?)
            .await?;
        tracing::info!(tenant = %caller.tenant, by = caller.label(), role = new.role.wire_name(), "somebody was invited to the staff");
        Ok(link)
    }

    /// The invitation of an operator: who follows its link manages the restaurant. Those that operators gave before are over.
    pub async fn opening_link(&self, tenant: &TenantId) -> Result<InvitationLink, Error> {
        let system = Actor::system();
        for (document, record) in self.open_invitations(tenant).await? {
            if record.by == system.id {
                self.remove_invitation(tenant, document, &record, &system).await?;
            }
        }
        self.make_invitation(tenant, ("", Role::Manager), None, &system)
            .await
    }

    async fn make_invitation(
        &self,
        tenant: &TenantId,
        (name, role): (&str, Role),
        email: Option<Email>,
        by: &Actor,
    ) -> Result<InvitationLink, Error> {
        let now = self.clock.now();
        let id = hex::encode(rand::rng().random::<[u8; ID_DIGITS / 2]>());
        let record = InvitationRecord {
            form: SCHEMA_VERSION,
            name: name.to_owned(),
            role,
            email,
            by: by.id.clone(),
            by_name: by.name.clone(),
            at: now,
            expires_at: now.plus_ms(INVITATION_DAYS * DAY_MS),
        };
        let write = Write::put(key(&id), &record, Expect::Absent)?.until(record.expires_at);
        let differs = audit_entry::changes(
            &json!({}),
            &json!({ "name": name, "role": role, "email": record.email }),
        )?;
        let subject = Subject::new(&id, name);
        let noted = audit_entry::entry(Book::Staff, by, now, AuditAction::StaffInvited, subject, differs)?;
        let mut commit = Commit {
            writes: vec![write, noted],
            events: Vec::new(),
        };
        if record.email.is_some() {
            let invitation = id.clone();
            let (_, write, event) =
                self.new_request(tenant, AccountRequest::Invitation { invitation }, now)?;
            commit.writes.push(write);
            commit.events.push(event);
        }
        self.documents.commit(tenant, commit).await?;
        let url = self.link_of(tenant, &id).await?;
        Ok(InvitationLink {
            svg: qr::svg(&url).ok_or_else(Error::internal)?,
            url,
            invitation: record.shown(&id),
        })
    }

    /// Where the page of an invitation is.
    async fn link_of(&self, tenant: &TenantId, id: &str) -> Result<String, Error> {
        let page = [WAY, id, &self.codes.of_invitation(tenant, id)].concat();
        self.mailing.console_page(tenant, &page).await
    }

    /// The mail of an invitation, and to whom it goes; `None` where it goes to nobody, was withdrawn, used or is over.
    pub(super) async fn invitation_mail(
        &self,
        tenant: &TenantId,
        id: &str,
    ) -> Result<Option<(Email, MailMessage)>, Error> {
        let Some(document) = self.documents.get(tenant, &key(id)).await? else {
            return Ok(None);
        };
        let record: InvitationRecord = document.read()?;
        let Some(to) = record.email.filter(|_| self.clock.now() < record.expires_at) else {
            return Ok(None);
        };
        let link = self.link_of(tenant, id).await?;
        let message = MailMessage::new(mails::INVITED, first_name(&record.name))
            .paragraph(mails::invited(&record.by_name, record.role))
            .link(mails::INVITED_BUTTON, link)
            .paragraph(mails::NOT_EXPECTED);
        Ok(Some((to, message)))
    }

    /// The invitations that nobody has used yet. Managers.
    pub async fn invitations(&self, caller: &Caller) -> Result<Invitations, Error> {
        caller.require(Permission::ManageStaff)?;
        let open = self.open_invitations(&caller.tenant).await?;
        let shown = open
            .iter()
            .map(|(document, record)| record.shown(&document.key.sk));
        let mut invitations: Vec<Invitation> = shown.collect();
        invitations.sort_by_key(|invitation| std::cmp::Reverse(invitation.created_at));
        Ok(Invitations { invitations })
    }

    /// Makes a link useless. 404 where it was used already, or is over. Managers.
    pub async fn withdraw_invitation(&self, caller: &Caller, id: &str) -> Result<(), Error> {
        caller.require(Permission::ManageStaff)?;
        let found = self.documents.get(&caller.tenant, &key(id)).await?;
        let document = found.ok_or_else(Error::not_found)?;
        let record: InvitationRecord = document.read()?;
        if record.expires_at <= self.clock.now() {
            return Err(Error::not_found());
        }
        self.remove_invitation(&caller.tenant, document, &record, &caller.actor()?)
            .await
    }

    async fn remove_invitation(
        &self,
        tenant: &TenantId,
        document: Document,
        record: &InvitationRecord,
        by: &Actor,
    ) -> Result<(), Error> {
        let subject = Subject::new(&document.key.sk, &record.name);
        let (now, action) = (self.clock.now(), AuditAction::InvitationWithdrawn);
        let noted = audit_entry::entry(Book::Staff, by, now, action, subject, Vec::new())?;
        let gone = Write::Delete {
            key: document.key,
            expect: Expect::Version(document.version),
        };
        let commit = Commit {
            writes: vec![gone, noted],
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await.map_err(Error::from)
    }

    /// To whom a link was given. 409 where it was used, withdrawn or is over; a code that is none of ours is no other answer. Anybody.
    pub async fn invited(&self, caller: &Caller, code: &str) -> Result<Invited, Error> {
        let (_, record) = self.open_invitation(caller, code).await?.ok_or_else(over)?;
        let people = self.list_staff(&caller.tenant).await?;
        Ok(Invited {
            username: proposed_username(&record.name, |name| {
                people.iter().any(|person| person.username == name)
            }),
            name: record.name,
            role: record.role,
        })
    }

    /// Makes the account of somebody who was invited and signs them in. The same call again, with the same password, signs them in
    /// as well: an answer may get lost. 409 where the link was used by somebody else, withdrawn or is over, or where the user name
    /// is taken. Anybody.
    pub async fn join(&self, caller: &Caller, joining: &Joining) -> Result<SignIn, Error> {
        let mut wrong = Vec::new();
        let name = field_errors::read(&mut wrong, "/name", check_name(&joining.name));
        let username = field_errors::read(&mut wrong, "/username", check_username(&joining.username));
        field_errors::read(&mut wrong, "/password", check_password(&joining.password));
        let (Some(name), Some(username), true) = (name, username, wrong.is_empty()) else {
            return Err(Error::invalid(wrong));
        };
        let Some((document, record)) = self.open_invitation(caller, &joining.code).await? else {
            return self.joined_before(caller, joining).await;
        };
        self.room_for_one_more(&caller.tenant).await?;
        let taken = || Error::of_field(Code::UsernameTaken, "/username", texts::USERNAME_TAKEN);
        if self.staff(&caller.tenant, &username).await?.is_some() {
            return Err(taken());
        }
        let hash = self.passwords.hash(Lane::Staff, &joining.password).await?;
        let person = NewStaff {
            username,
            name,
            role: record.role,
        };
        let user = self.new_user(&person, &hash, false)?;
        let now = self.clock.now();
        let (tokens, session) = self.new_session(&caller.tenant, &user, App::Console, now)?;
        let by = user.caller(&caller.tenant).actor()?;
        let used = Write::Delete {
            key: document.key,
            expect: Expect::Version(document.version),
        };
        let commit = Commit {
            writes: vec![put_new_user(&user)?, Self::hired(&user, &by, now)?, session, used],
            events: Vec::new(),
        };
        match self.documents.commit(&caller.tenant, commit).await {
            Ok(()) => {
                tracing::info!(tenant = %caller.tenant, role = record.role.wire_name(), "somebody who was invited has joined the staff");
                Ok(SignIn {
                    caller: user.caller(&caller.tenant),
                    tokens,
                })
            }
            // The name was taken meanwhile, or the link was used, perhaps by this very call.
            Err(CommitError::ConditionFailed { .. }) => {
                match self.open_invitation(caller, &joining.code).await? {
                    Some(_) => Err(taken()),
                    None => self.joined_before(caller, joining).await,
                }
            }
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    /// Signs somebody in whose link was used already: by themselves, where their password is right.
    async fn joined_before(&self, caller: &Caller, joining: &Joining) -> Result<SignIn, Error> {
        let credentials = Credentials {
            username: joining.username.clone(),
            password: joining.password.clone(),
            new_password: None,
        };
        let signed_in = self.sign_in(caller, App::Console, credentials).await;
        signed_in.map_err(|error| match error.code() {
            Code::WrongCredentials | Code::InvalidValue | Code::PasswordChangeRequired => over(),
            _ => error,
        })
    }

    /// The invitation that a code is of; `None` where it was used, withdrawn or is over. Wrong codes are counted for each address.
    async fn open_invitation(
        &self,
        caller: &Caller,
        code: &str,
    ) -> Result<Option<(Document, InvitationRecord)>, Error> {
        let (address, now) = (origin(caller), self.clock.now());
        self.failures_of_address.check(&address, now)?;
        let code = code.trim();
        let parts = code
            .split_at_checked(ID_DIGITS)
            .filter(|_| code.len() == CODE_DIGITS);
        let right = parts.filter(|(id, proof)| same(&self.codes.of_invitation(&caller.tenant, id), proof));
        let Some((id, _)) = right else {
            self.failures_of_address.count(&address, now);
            return Err(over());
        };
        let Some(document) = self.documents.get(&caller.tenant, &key(id)).await? else {
            return Ok(None);
        };
        let record: InvitationRecord = document.read()?;
        let good = now < record.expires_at && self.may_still_invite(&caller.tenant, &record.by).await?;
        Ok(good.then_some((document, record)))
    }

    /// Whether who has given an invitation may give one still. Somebody who is dismissed, or manages no more, does not come back, or
    /// bring others in, by a link that they have kept.
    async fn may_still_invite(&self, tenant: &TenantId, by: &str) -> Result<bool, Error> {
        for document in self.staff_documents(tenant).await? {
            let user: UserRecord = document.read()?;
            if let Person::Staff { staff_id, role, .. } = &user.person
                && staff_id.as_str() == by
            {
                return Ok(user.is_active() && role.may(Permission::ManageStaff));
            }
        }
        // Operators and machines are nobody of the staff.
        Ok(true)
    }

    async fn room_for_one_more(&self, tenant: &TenantId) -> Result<(), Error> {
        let all = self.list_staff(tenant).await?;
        match all.iter().filter(|person| person.active).count() >= MAX_STAFF {
            true => Err(Error::new(Code::LimitReached, texts::TOO_MANY_STAFF)),
            false => Ok(()),
        }
    }

    /// The invitations that are not over.
    async fn open_invitations(&self, tenant: &TenantId) -> Result<Vec<(Document, InvitationRecord)>, Error> {
        let now = self.clock.now();
        let (mut open, mut cursor) = (Vec::new(), None);
        loop {
            let query = Query::partition(Table::Users, INVITATIONS, PAGE).after(cursor);
            let page = self.documents.query(tenant, &query).await?;
            for document in page.documents {
                let record: InvitationRecord = document.read()?;
                if now < record.expires_at {
                    open.push((document, record));
                }
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(open);
            }
        }
    }
}
