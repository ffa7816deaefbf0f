//! What calls are signed with, as it is stored: sealed, or as it is where a version of before wrote it.

use super::WebhooksService;
use crate::error::Error;
use domain::{TenantId, WebhookId};

/// What a secret begins with that is stored as it is.
pub(super) const PLAIN: &str = "whsec_";

/// What the secret of an address is sealed for.
pub fn purpose(id: &WebhookId) -> String {
    format!("webhook {id}")
}

impl WebhooksService {
    /// A secret as it is to be stored: what is sealed stays so.
    pub(super) fn sealed(&self, tenant: &TenantId, id: &WebhookId, secret: &str) -> Result<String, Error> {
        match secret.starts_with(PLAIN) {
            true => Ok(self.vault.seal(tenant, &purpose(id), secret)?),
            false => Ok(secret.to_owned()),
        }
    }

    /// A stored secret as its owner knows it.
    pub(super) fn opened(&self, tenant: &TenantId, id: &WebhookId, stored: &str) -> Result<String, Error> {
        match stored.starts_with(PLAIN) {
            true => Ok(stored.to_owned()),
            false => Ok(self.vault.open(tenant, &purpose(id), stored)?),
        }
    }
}
