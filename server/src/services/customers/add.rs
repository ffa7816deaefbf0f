//! Add customer: somebody who did not register, with an account into which nobody can sign in yet.

use super::CustomersService;
use crate::ports::documents::{Commit, CommitError};
use crate::ports::new_customers::NewCustomer;
use crate::services::envelope::envelope;
use crate::services::failure;
use crate::services::mail_address::deliverable;
use shared::api::context::Caller;
use shared::api::customers::NewContact;
use shared::api::{ApiError, Code, FieldError};
use shared::domain::customer::{Address, Customer, check_document, check_name, check_username};
use shared::domain::event::Event;
use shared::domain::staff::Permission;
use shared::domain::written;
use shared::texts::es::errors as texts;

/// Positions of the writes that fail when a name is taken.
const USER: usize = 0;
const EMAIL: usize = 1;
/// A made user name that is taken gets another end, so often.
const TRIES: usize = 3;
/// So much of the address is in a made user name; the rest is a number.
const NAME_PART: usize = 24;

impl CustomersService {
    pub(super) async fn add_customer(
        &self,
        caller: &Caller,
        contact: NewContact,
    ) -> Result<Customer, ApiError> {
        caller.require(Permission::ManageCustomers)?;
        let person = checked(&contact)?;
        for _ in 0..TRIES {
            let made = self.new_customers.make(&caller.tenant, person.clone()).await;
            let (customer, record) = made.map_err(failure::engine)?;
            let account = self
                .accounts
                .open(&caller.tenant, &customer)
                .map_err(failure::engine)?;
            let registered = Event::CustomerRegistered {
                customer_id: customer.id.clone(),
            };
            let commit = Commit {
                writes: account.into_iter().chain([record]).collect(),
                events: vec![envelope(
                    &caller.tenant,
                    &caller.actor()?.id,
                    customer.created_at,
                    registered,
                )],
            };
            match self.documents.commit(&caller.tenant, commit).await {
                Ok(()) => return Ok(customer),
                Err(CommitError::ConditionFailed { write: EMAIL }) => {
                    let field = FieldError::new("/email", Code::EmailTaken, texts::EMAIL_TAKEN);
                    return Err(ApiError {
                        fields: vec![field],
                        ..ApiError::new(Code::EmailTaken, texts::EMAIL_TAKEN)
                    });
                }
                Err(CommitError::ConditionFailed { write: USER }) => {}
                Err(error) => return Err(failure::commit(error)),
            }
        }
        Err(ApiError::conflict())
    }
}

/// Checks every field at once.
fn checked(told: &NewContact) -> Result<NewCustomer, ApiError> {
    let mut fields = Vec::new();
    let name = check_name(&told.name).unwrap_or_else(|problem| {
        fields.push(failure::field("/name", problem));
        String::new()
    });
    let email = deliverable(&told.email).unwrap_or_else(|problem| {
        fields.push(failure::field("/email", problem));
        String::new()
    });
    let phone = match told.phone.trim() {
        "" => None,
        phone => match written::phone(phone) {
            Ok(phone) => Some(phone),
            Err(problem) => {
                fields.push(failure::field("/phone", problem));
                None
            }
        },
    };
    let document = match told.document.trim() {
        "" => None,
        document => match check_document(document) {
            Ok(document) => Some(document),
            Err(problem) => {
                fields.push(failure::field("/document", problem));
                None
            }
        },
    };
    let address = match told.address == Address::default() {
        true => None,
        false => match told.address.checked() {
            Ok(address) => Some(address),
            Err((part, problem)) => {
                fields.push(failure::field(format!("/address/{part}"), problem));
                None
            }
        },
    };
    if fields.is_empty() {
        Ok(NewCustomer {
            id: told.id.clone(),
            username: username(&email),
            name,
            email,
            phone,
            document,
            address,
        })
    } else {
        Err(ApiError::invalid(fields))
    }
}

/// A user name made of an address, with an end that hardly anybody has.
fn username(email: &str) -> String {
    let local = email.split('@').next().unwrap_or_default();
    let plain: String = local
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c))
        .take(NAME_PART)
        .collect();
    let made = format!("{plain}.{:08x}", rand::random::<u32>());
    check_username(&made).unwrap_or(made)
}
