//! Changing a profile: what is sent changes, all else stays, and the account follows in the same commit.

use super::{CustomersService, store};
use crate::audit_entry::Subject;
use crate::caller::Caller;
use crate::error::Error;
use crate::mail_address::deliverable;
use crate::{field_errors, retry};
use ::texts::now::errors as texts;
use ::texts::now::shared::FIRST_LABEL;
use api::customers::ProfileChange;
use api::{Code, FieldError};
use domain::audit::AuditAction;
use domain::customer::{Customer, FieldProblem, MAX_ADDRESSES, PersonDocument, SavedAddress, check_name};
use domain::written::Phone;
use domain::{CustomerId, written};
use ports::accounts::AccountChange;
use ports::documents::{Commit, CommitError, Expect};

/// A change that meets another is made again on top of it, so often.
const MAX_ATTEMPTS: usize = 3;

impl CustomersService {
    pub(super) async fn change_profile(
        &self,
        caller: &Caller,
        id: &CustomerId,
        change: ProfileChange,
    ) -> Result<Customer, Error> {
        if change.blocked.is_some() && caller.customer_id().is_ok() {
            return Err(Error::forbidden());
        }
        let tenant = &caller.tenant;
        retry::change(MAX_ATTEMPTS, || async {
            let found = store::customer(&*self.documents, tenant, id).await?;
            let (before, document) = found.ok_or_else(Error::not_found)?;
            let after = changed(&before, &change)?;
            if after.email != before.email && caller.customer_id().is_ok() {
                let field = FieldError::new("/email", Code::InvalidValue, texts::EMAIL_BY_CODE);
                return Err(Error::invalid(vec![field]));
            }
            if after == before {
                return Ok(Some(after));
            }
            let profile = store::put(&after, Expect::Version(document.version))?;
            let account = AccountChange {
                name: (after.name != before.name).then(|| after.name.clone()),
                email: (after.email != before.email)
                    .then(|| after.email.clone())
                    .flatten(),
            };
            let account = self.accounts.change(tenant, &before.username, &account).await?;
            let taken = account.email_taken;
            let mut writes = account.writes;
            writes.push(profile);
            if after.blocked != before.blocked {
                let action = match after.blocked {
                    true => AuditAction::CustomerBlocked,
                    false => AuditAction::CustomerUnblocked,
                };
                writes.push(self.noted(caller, action, Subject::new(after.number, ""), Vec::new())?);
            }
            let commit = Commit {
                writes,
                events: Vec::new(),
            };
            match self.documents.commit(tenant, commit).await {
                Err(CommitError::ConditionFailed { write }) if Some(write) == taken => {
                    Err(Error::of_field(Code::EmailTaken, "/email", texts::EMAIL_TAKEN))
                }
                committed => retry::unless_overtaken(committed, after),
            }
        })
        .await
    }
}

/// The profile with the change, or everything that is wrong with it.
fn changed(before: &Customer, change: &ProfileChange) -> Result<Customer, Error> {
    let mut after = before.clone();
    let mut fields = Vec::new();
    after.blocked = change.blocked.unwrap_or(before.blocked);
    if let Some(name) = &change.name {
        match check_name(name) {
            Ok(name) => after.name = name,
            Err(problem) => fields.push(field_errors::field("/name", problem)),
        }
    }
    if let Some(email) = &change.email {
        match deliverable(email) {
            Ok(email) => after.email = Some(email),
            Err(problem) => fields.push(field_errors::field("/email", problem)),
        }
    }
    if let Some(phone) = &change.phone {
        match written::optional(phone, Phone::parse) {
            Ok(phone) => after.phone = phone,
            Err(problem) => fields.push(field_errors::field("/phone", problem)),
        }
    }
    if let Some(document) = &change.document {
        match written::optional(document, PersonDocument::parse) {
            Ok(document) => after.document = document,
            Err(problem) => fields.push(field_errors::field("/document", problem)),
        }
    }
    match &change.address {
        None => {}
        Some(address) if written::is_left_out(&address.line) => {
            after.addresses = after.addresses.split_off(after.addresses.len().min(1));
            after.address = after.addresses.first().map(|saved| saved.address.clone());
        }
        Some(address) => match address.checked() {
            Ok(address) => {
                match after.addresses.first_mut() {
                    Some(first) => first.address = address.clone(),
                    None => after.addresses.push(SavedAddress {
                        label: FIRST_LABEL.to_owned(),
                        address: address.clone(),
                    }),
                }
                after.address = Some(address);
            }
            Err((part, problem)) => fields.push(field_errors::field(format!("/address/{part}"), problem)),
        },
    }
    if let Some(addresses) = &change.addresses {
        if addresses.len() > MAX_ADDRESSES {
            fields.push(field_errors::field(
                "/addresses",
                FieldProblem::TooMany(MAX_ADDRESSES),
            ));
        }
        after.addresses = Vec::new();
        for (number, saved) in addresses.iter().take(MAX_ADDRESSES).enumerate() {
            match saved.checked() {
                Ok(saved) => after.addresses.push(saved),
                Err((part, problem)) => {
                    fields.push(field_errors::field(
                        format!("/addresses/{number}/{part}"),
                        problem,
                    ));
                }
            }
        }
        after.address = after.addresses.first().map(|saved| saved.address.clone());
    }
    if fields.is_empty() {
        Ok(after)
    } else {
        Err(Error::invalid(fields))
    }
}
