//! Mail that is kept and goes nowhere.

use crate::broken;
use crate::store::Store;
use async_trait::async_trait;
use domain::TenantId;
use ports::mailer::{Mail, SentMail, SentMails};
use ports::{Clock, EngineError, Mailer};
use std::sync::Arc;

/// See [`Mailer`].
#[derive(Debug)]
pub struct MemoryMailer {
    store: Store,
    clock: Arc<dyn Clock>,
}

impl MemoryMailer {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>) -> MemoryMailer {
        MemoryMailer { store, clock }
    }

    /// All messages of a restaurant that were handed over, oldest first.
    pub fn sent(&self, tenant: &TenantId) -> Vec<SentMail> {
        self.store.lock().mails.get(tenant).cloned().unwrap_or_default()
    }
}

#[async_trait]
impl Mailer for MemoryMailer {
    async fn send(&self, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError> {
        if !is_address(&mail.to) {
            return Err(broken("the address of a message cannot be used"));
        }
        let at = self.clock.now();
        let mut data = self.store.lock();
        let sent = data.mails.entry(tenant.clone()).or_default();
        if sent.iter().all(|before| before.mail.key != mail.key) {
            sent.push(SentMail {
                id: mail.key.bytes().map(|byte| format!("{byte:02x}")).collect(),
                at,
                mail: mail.clone(),
            });
        }
        Ok(())
    }
}

#[async_trait]
impl SentMails for MemoryMailer {
    async fn newest(&self, tenant: &TenantId, limit: usize) -> Result<Vec<SentMail>, EngineError> {
        let data = self.store.lock();
        let sent = data.mails.get(tenant).into_iter().flatten();
        Ok(sent.rev().take(limit).cloned().collect())
    }
}

/// Whether every server takes it: printable ASCII with one `@` in it.
fn is_address(text: &str) -> bool {
    let mut parts = text.split('@');
    let part = |part: Option<&str>| part.is_some_and(|part| !part.is_empty());
    part(parts.next())
        && part(parts.next())
        && parts.next().is_none()
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}
