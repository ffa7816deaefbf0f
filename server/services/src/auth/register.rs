//! Becoming a customer: one commit for the user, their address, the customer and the session.

use super::passwords::Lane;
use super::store::{Person, SCHEMA_VERSION, UserRecord, email_key, put_email, put_new_user, user_key};
use super::{AuthService, origin};
use crate::auth::SignIn;
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::field_errors;
use crate::field_errors::read;
use crate::mail_address::deliverable;
use api::Code;
use api::auth::{App, Registration};
use domain::customer::{Address, check_name, check_password_of, check_username};
use domain::event::Event;
use domain::written::{Email, Phone};
use domain::{TenantId, written};
use ports::documents::{Commit, CommitError};
use ports::new_customers::NewCustomer;
use texts::now::errors as texts;

/// Positions of the writes that fail when a name is taken.
const USER: usize = 0;
const EMAIL: usize = 1;

impl AuthService {
    /// Makes a customer with a user of their own. 409 when the user name or the address is taken.
    pub async fn register(&self, caller: &Caller, registration: Registration) -> Result<SignIn, Error> {
        let (person, email) = checked(&registration)?;
        let tenant = &caller.tenant;
        let address = origin(caller);
        self.taken.check(&address, self.clock.now())?;
        self.registrations.take(&address, self.clock.now())?;
        let keys = [user_key(&person.username), email_key(&email)];
        let taken = self.documents.get_all(tenant, &keys).await?;
        if let Some(position) = taken.iter().position(Option::is_some) {
            self.taken.count(&address, self.clock.now());
            return Err(name_taken(position));
        }
        self.commit_customer(tenant, person, email, &registration.password, false)
            .await
    }

    /// The same for the site, where nobody is to learn who has an account: the answer is the same for an address that
    /// is taken. It counts once its code was used. 409 when the user name is taken.
    pub async fn register_on_site(
        &self,
        caller: &Caller,
        registration: Registration,
    ) -> Result<SignIn, Error> {
        let (person, email) = checked(&registration)?;
        let tenant = &caller.tenant;
        self.registrations.take(&origin(caller), self.clock.now())?;
        let key = user_key(&person.username);
        if self.documents.get(tenant, &key).await?.is_some() {
            return Err(name_taken(USER));
        }
        self.commit_customer(tenant, person, email, &registration.password, true)
            .await
    }

    async fn commit_customer(
        &self,
        tenant: &TenantId,
        mut person: NewCustomer,
        email: Email,
        password: &str,
        confirm_email: bool,
    ) -> Result<SignIn, Error> {
        let password = self.passwords.hash(Lane::Everybody, password).await?;
        let now = self.clock.now();
        person.email = (!confirm_email).then(|| email.clone());
        let (customer, customer_write) = self.new_customers.make(tenant, person).await?;
        let mut user = UserRecord {
            form: SCHEMA_VERSION,
            username: customer.username.clone(),
            email: customer.email.clone(),
            name: customer.name.clone(),
            password,
            person: Person::Customer {
                customer_id: customer.id.clone(),
            },
            created_at: now,
            generation: 0,
            password_changed_at: None,
            email_changed_at: None,
            pending_email: None,
            must_change_password: false,
            closed_at: None,
        };
        let event = Event::CustomerRegistered {
            customer_id: customer.id.clone(),
        };
        let events = vec![envelope(tenant, customer.id.as_str(), now, event)];
        let mut address = None;
        if confirm_email {
            user.pending_email = Some(self.pending(tenant, email, now).await?);
        } else {
            address = Some(put_email(&email, &user.username)?);
        }
        let (tokens, session) = self.new_session(tenant, &user, App::Storefront, now)?;
        let user_write = put_new_user(&user)?;
        let mut writes = vec![user_write];
        writes.extend(address);
        writes.extend([customer_write, session]);
        let commit = Commit { writes, events };
        match self.documents.commit(tenant, commit).await {
            Ok(()) => Ok(SignIn {
                caller: user.caller(tenant),
                tokens,
            }),
            Err(CommitError::ConditionFailed { write: USER }) => Err(name_taken(USER)),
            Err(CommitError::ConditionFailed { write: EMAIL }) if !confirm_email => Err(name_taken(EMAIL)),
            Err(error) => Err(Error::from(error)),
        }
    }
}

fn name_taken(position: usize) -> Error {
    let (code, pointer, text) = if position == USER {
        (Code::UsernameTaken, "/username", texts::USERNAME_TAKEN)
    } else {
        (Code::EmailTaken, "/email", texts::EMAIL_TAKEN)
    };
    Error::of_field(code, pointer, text)
}

/// Checks every field at once, so that a person sees all that is to be corrected. Who tells no name is called by the
/// user name. The address stands apart: the customer has it once it counts.
fn checked(registration: &Registration) -> Result<(NewCustomer, Email), Error> {
    let mut wrong = Vec::new();
    let username = read(&mut wrong, "/username", check_username(&registration.username));
    let email = read(&mut wrong, "/email", deliverable(&registration.email));
    read(
        &mut wrong,
        "/password",
        check_password_of(&registration.password, &registration.username),
    );
    let name = written::optional(&registration.name, check_name);
    let name = read(&mut wrong, "/name", name).flatten();
    let phone = written::optional(&registration.phone, Phone::parse);
    let phone = read(&mut wrong, "/phone", phone).flatten();
    let address = match registration.address == Address::default() {
        true => None,
        false => field_errors::read_address(&mut wrong, &registration.address),
    };
    match (username, email) {
        (Some(username), Some(email)) if wrong.is_empty() => {
            let person = NewCustomer {
                id: None,
                name: name.unwrap_or_else(|| username.clone()),
                username,
                email: None,
                phone,
                document: None,
                address,
            };
            Ok((person, email))
        }
        _ => Err(Error::invalid(wrong)),
    }
}
