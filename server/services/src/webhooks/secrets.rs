//! What calls are signed with, as it is stored: sealed, or as it is where a version of before wrote it.

use super::WebhooksService;
use super::store::{self, Stored};
use crate::error::Error;
use domain::{TenantId, WebhookId};
use ports::documents::Expect;

/// What a secret begins with that is stored as it is.
pub(super) const PLAIN: &str = "whsec_";

/// Why nothing was sent where what it is signed with cannot be opened. The console says it in its own words.
pub(super) const UNSIGNED: &str = "the secret cannot be read";

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

    /// The same of one that is stored already, with the newest key: what an older one has sealed need not be kept for it. What cannot
    /// be opened stays as it is.
    pub(super) fn sealed_anew(
        &self,
        tenant: &TenantId,
        id: &WebhookId,
        stored: &str,
    ) -> Result<String, Error> {
        match self.opened(tenant, id, stored) {
            Ok(secret) => self.sealed(tenant, id, &secret),
            Err(_) => Ok(stored.to_owned()),
        }
    }

    /// Seals what a version of before has stored as it is. A change of somebody's meanwhile counts more.
    pub(super) async fn seal_plain(&self, tenant: &TenantId, stored: &Stored) -> Result<(), Error> {
        if !stored.secret.starts_with(PLAIN) {
            return Ok(());
        }
        let secret = self.sealed(tenant, &stored.webhook.id, &stored.secret)?;
        let write = store::put(&stored.webhook, &secret, Expect::Version(stored.version))?;
        self.note(tenant, vec![write]).await?;
        Ok(())
    }

    /// A stored secret as its owner knows it.
    pub(super) fn opened(&self, tenant: &TenantId, id: &WebhookId, stored: &str) -> Result<String, Error> {
        match stored.starts_with(PLAIN) {
            true => Ok(stored.to_owned()),
            false => Ok(self.vault.open(tenant, &purpose(id), stored)?),
        }
    }
}
