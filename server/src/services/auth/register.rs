//! Becoming a customer: one commit for the user, their address, the customer and the session.

use super::store::{FORM, Person, UserRecord, email_key, put_email, put_user, user_key};
use super::{AuthService, origin};
use crate::ports::documents::{Commit, CommitError, Expect};
use crate::ports::new_customers::NewCustomer;
use crate::services::envelope::envelope;
use crate::services::failure;
use crate::services::mail_address::deliverable;
use shared::api::auth::{App, Registration, SignIn};
use shared::api::context::Caller;
use shared::api::{ApiError, Code, FieldError};
use shared::domain::customer::{Address, FieldProblem, check_name, check_password, check_username};
use shared::domain::event::Event;
use shared::domain::written;
use shared::texts::es::errors as texts;

/// Positions of the writes that fail when a name is taken.
const USER: usize = 0;
const EMAIL: usize = 1;

impl AuthService {
    pub(super) async fn register_customer(
        &self,
        caller: &Caller,
        registration: Registration,
    ) -> Result<SignIn, ApiError> {
        let person = checked(&registration)?;
        let tenant = &caller.tenant;
        self.registrations.take(&origin(caller), self.clock.now())?;
        let keys = [user_key(&person.username), email_key(&person.email)];
        let taken = self
            .documents
            .get_all(tenant, &keys)
            .await
            .map_err(failure::engine)?;
        if let Some(position) = taken.iter().position(Option::is_some) {
            return Err(name_taken(position));
        }
        let password = self.passwords.hash(&registration.password).await?;

        let now = self.clock.now();
        let (customer, customer_write) = self
            .new_customers
            .make(tenant, person)
            .await
            .map_err(failure::engine)?;
        let user = UserRecord {
            form: FORM,
            username: customer.username.clone(),
            email: Some(customer.email.clone()),
            name: customer.name.clone(),
            password,
            person: Person::Customer {
                customer_id: customer.id.clone(),
            },
            created_at: now,
        };
        let (tokens, session) = self.new_session(tenant, &user, App::Storefront, now)?;
        let event = Event::CustomerRegistered {
            customer_id: customer.id.clone(),
        };
        let commit = Commit {
            writes: vec![
                put_user(&user, Expect::Absent).map_err(failure::engine)?,
                put_email(&customer.email, &user.username).map_err(failure::engine)?,
                customer_write,
                session,
            ],
            events: vec![envelope(tenant, customer.id.as_str(), now, event)],
        };
        match self.documents.commit(tenant, commit).await {
            Ok(()) => Ok(SignIn {
                caller: user.caller(tenant),
                tokens,
            }),
            Err(CommitError::ConditionFailed {
                write: write @ (USER | EMAIL),
            }) => Err(name_taken(write)),
            Err(error) => Err(failure::commit(error)),
        }
    }
}

fn name_taken(position: usize) -> ApiError {
    let (code, pointer, text) = if position == USER {
        (Code::UsernameTaken, "/username", texts::USERNAME_TAKEN)
    } else {
        (Code::EmailTaken, "/email", texts::EMAIL_TAKEN)
    };
    ApiError {
        fields: vec![FieldError::new(pointer, code, text)],
        ..ApiError::new(code, text)
    }
}

/// Checks every field at once, so that a person sees all that is to be corrected. Who tells no name is called by the
/// user name.
fn checked(told: &Registration) -> Result<NewCustomer, ApiError> {
    let mut fields = Vec::new();
    let mut check = |pointer: &str, result: Result<String, FieldProblem>| {
        result.unwrap_or_else(|problem| {
            fields.push(failure::field(pointer, problem));
            String::new()
        })
    };
    let username = check("/username", check_username(&told.username));
    let email = check("/email", deliverable(&told.email));
    check(
        "/password",
        check_password(&told.password).map(|()| String::new()),
    );
    let name = match told.name.trim() {
        "" => username.clone(),
        name => check("/name", check_name(name)),
    };
    let phone = match told.phone.trim() {
        "" => None,
        phone => Some(check("/phone", written::phone(phone))),
    };
    let address = if told.address == Address::default() {
        None
    } else {
        match told.address.checked() {
            Ok(address) => Some(address),
            Err((part, problem)) => {
                fields.push(failure::field(format!("/address/{part}"), problem));
                None
            }
        }
    };
    if fields.is_empty() {
        Ok(NewCustomer {
            username,
            name,
            email,
            phone,
            address,
        })
    } else {
        Err(ApiError::invalid(fields))
    }
}
