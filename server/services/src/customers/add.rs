//! Add customer: somebody who did not register, with an account into which nobody can sign in yet.

use super::CustomersService;
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::field_errors::read;
use crate::mail_address::deliverable;
use crate::{field_errors, retry};
use api::Code;
use api::customers::NewContact;
use domain::customer::{Address, Customer, PersonDocument, check_name, check_username};
use domain::event::Event;
use domain::staff::Permission;
use domain::written;
use domain::written::{Email, Phone};
use ports::documents::{Commit, CommitError};
use ports::new_customers::NewCustomer;
use texts::now::errors as texts;

/// Positions of the writes that fail when a name is taken.
const USER: usize = 0;
const EMAIL: usize = 1;
/// A made user name that is taken gets another end, so often.
const MAX_ATTEMPTS: usize = 3;
/// So much of the address is in a made user name; the rest is a number.
const NAME_PART: usize = 24;

impl CustomersService {
    /// Adds a customer who did not register. Managers and machines. 409 when the address is somebody's.
    pub async fn add(&self, caller: &Caller, contact: NewContact) -> Result<Customer, Error> {
        caller.require(Permission::ManageCustomers)?;
        let (person, email) = checked(&contact)?;
        retry::change(MAX_ATTEMPTS, || async {
            let made = self.new_customers.make(&caller.tenant, person.clone()).await;
            let (customer, record) = made?;
            let account = self.accounts.open(&caller.tenant, &customer, &email)?;
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
                Ok(()) => Ok(Some(customer)),
                Err(CommitError::ConditionFailed { write: USER }) => Ok(None),
                Err(CommitError::ConditionFailed { write: EMAIL }) => {
                    Err(Error::of_field(Code::EmailTaken, "/email", texts::EMAIL_TAKEN))
                }
                Err(error) => Err(Error::from(error)),
            }
        })
        .await
    }
}

/// Checks every field at once.
fn checked(contact: &NewContact) -> Result<(NewCustomer, Email), Error> {
    let mut wrong = Vec::new();
    let name = read(&mut wrong, "/name", check_name(&contact.name));
    let email = read(&mut wrong, "/email", deliverable(&contact.email));
    let phone = written::optional(&contact.phone, Phone::parse);
    let phone = read(&mut wrong, "/phone", phone).flatten();
    let document = written::optional(&contact.document, PersonDocument::parse);
    let document = read(&mut wrong, "/document", document).flatten();
    let address = match contact.address == Address::default() {
        true => None,
        false => field_errors::read_address(&mut wrong, &contact.address),
    };
    match (name, email) {
        (Some(name), Some(email)) if wrong.is_empty() => {
            let person = NewCustomer {
                id: contact.id.clone(),
                username: username(&email),
                name,
                email: Some(email.clone()),
                phone,
                document,
                address,
            };
            Ok((person, email))
        }
        _ => Err(Error::invalid(wrong)),
    }
}

/// A user name made of an address, with an end that hardly anybody has.
fn username(email: &Email) -> String {
    let local = email.as_str().split('@').next().unwrap_or_default();
    let plain: String = local
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c))
        .take(NAME_PART)
        .collect();
    let made = format!("{plain}.{:08x}", rand::random::<u32>());
    check_username(&made).unwrap_or(made)
}
