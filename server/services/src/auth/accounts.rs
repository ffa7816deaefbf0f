//! A user's account follows the customer's profile.

use super::ended::tell_sessions;
use super::passwords::NOBODY;
use super::store::{
    Person, SCHEMA_VERSION, UserRecord, email_key, put_email, put_new_user, put_user_at, user, user_key,
};
use async_trait::async_trait;
use domain::TenantId;
use domain::customer::Customer;
use domain::written::Email;
use ports::accounts::{AccountChange, AccountWrites};
use ports::documents::{Expect, Write};
use ports::{Accounts, Clock, Documents, EngineError};
use std::sync::Arc;

/// The accounts of customers, for those who change their profiles.
#[derive(Debug)]
pub struct AccountRecords {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
}

impl AccountRecords {
    pub fn new(documents: Arc<dyn Documents>, clock: Arc<dyn Clock>) -> Arc<AccountRecords> {
        Arc::new(AccountRecords { documents, clock })
    }
}

#[async_trait]
impl Accounts for AccountRecords {
    fn open(&self, _: &TenantId, customer: &Customer, email: &Email) -> Result<[Write; 2], EngineError> {
        let user = UserRecord {
            form: SCHEMA_VERSION,
            username: customer.username.clone(),
            email: Some(email.clone()),
            name: customer.name.clone(),
            password: NOBODY.to_owned(),
            person: Person::Customer {
                customer_id: customer.id.clone(),
            },
            created_at: customer.created_at,
            generation: 0,
            password_changed_at: None,
            email_changed_at: None,
            pending_email: None,
            must_change_password: false,
            closed_at: None,
        };
        Ok([put_new_user(&user)?, put_email(email, &customer.username)?])
    }

    async fn change(
        &self,
        tenant: &TenantId,
        username: &str,
        change: &AccountChange,
    ) -> Result<AccountWrites, EngineError> {
        let Some((before, document)) = user(&*self.documents, tenant, username).await? else {
            return Ok(AccountWrites::default());
        };
        let mut after = before.clone();
        if let Some(name) = &change.name {
            after.name.clone_from(name);
        }
        if let Some(email) = &change.email {
            after.email = Some(email.clone());
        }
        let (mut changed, now) = (AccountWrites::default(), self.clock.now());
        if after.email != before.email {
            // Codes that were sent before went to another mailbox.
            after.email_changed_at = Some(now);
        }
        if after.name != before.name {
            changed.writes.push(tell_sessions(&after, now)?);
        }
        if after.name != before.name || after.email != before.email {
            changed.writes.push(put_user_at(document, &after)?);
        }
        if after.email != before.email {
            if let Some(email) = &before.email {
                changed.writes.push(Write::Delete {
                    key: email_key(email),
                    expect: Expect::Anything,
                });
            }
            if let Some(email) = &after.email {
                changed.email_taken = Some(changed.writes.len());
                changed.writes.push(put_email(email, username)?);
            }
        }
        Ok(changed)
    }

    async fn erase(&self, tenant: &TenantId, username: &str) -> Result<Vec<Write>, EngineError> {
        let found = user(&*self.documents, tenant, username).await?;
        // A name that somebody else has by now is theirs.
        let closed = found.filter(|(user, _)| user.closed_at.is_some());
        Ok(closed
            .map(|(_, document)| Write::Delete {
                key: user_key(username),
                expect: Expect::Version(document.version),
            })
            .into_iter()
            .collect())
    }
}
