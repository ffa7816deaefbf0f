//! A user's account follows the customer's profile.

use super::store::{email_key, put_email, put_user, user};
use crate::ports::accounts::{AccountChange, AccountWrites};
use crate::ports::documents::{Expect, Write};
use crate::ports::{Accounts, Documents, EngineError};
use async_trait::async_trait;
use shared::domain::TenantId;
use std::sync::Arc;

/// The accounts of customers, for whoever changes their profiles.
#[derive(Debug)]
pub struct AccountRecords {
    documents: Arc<dyn Documents>,
}

impl AccountRecords {
    pub fn new(documents: Arc<dyn Documents>) -> Arc<AccountRecords> {
        Arc::new(AccountRecords { documents })
    }
}

#[async_trait]
impl Accounts for AccountRecords {
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
        let mut changed = AccountWrites::default();
        if after.name != before.name || after.email != before.email {
            changed
                .writes
                .push(put_user(&after, Expect::Version(document.version))?);
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
}
