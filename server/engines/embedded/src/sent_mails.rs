//! Keeps a copy of every message for the page of the demo that shows them.

use super::failure::broken;
use super::{files, mime};
use async_trait::async_trait;
use domain::TenantId;
use ports::mailer::{Mail, SentMail, SentMails};
use ports::{Clock, EngineError, Mailer};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// See [`Mailer`] and [`SentMails`]: hands messages on to another mailer, and keeps a copy of each in a folder. A file's
/// name begins with the time, so that the newest are found by name.
#[derive(Debug)]
pub struct KeptMails {
    folder: PathBuf,
    inner: Arc<dyn Mailer>,
    clock: Arc<dyn Clock>,
}

impl KeptMails {
    pub fn open(
        folder: &Path,
        inner: Arc<dyn Mailer>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<KeptMails>, EngineError> {
        files::make_folder(folder)?;
        files::remove_unfinished(folder)?;
        Ok(Arc::new(KeptMails {
            folder: folder.to_owned(),
            inner,
            clock,
        }))
    }
}

#[async_trait]
impl Mailer for KeptMails {
    async fn send(&self, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError> {
        self.inner.send(tenant, mail).await?;
        let sent = SentMail {
            id: mime::name(mail),
            at: self.clock.now(),
            mail: mail.clone(),
        };
        let folder = self.folder.join(tenant.as_str());
        let json = serde_json::to_vec(&sent).map_err(broken)?;
        files::off_thread(move || {
            if names(&folder)?.iter().any(|name| name.contains(&sent.id)) {
                return Ok(());
            }
            let file = format!("{:015}-{}.json", sent.at.0, sent.id);
            files::store(&folder.join(file), &[&json])
        })
        .await
    }
}

#[async_trait]
impl SentMails for KeptMails {
    async fn newest(&self, tenant: &TenantId, limit: usize) -> Result<Vec<SentMail>, EngineError> {
        let folder = self.folder.join(tenant.as_str());
        files::off_thread(move || {
            let mut names = names(&folder)?;
            names.sort_unstable_by(|a, b| b.cmp(a));
            let mut mails = Vec::new();
            for name in names.into_iter().take(limit) {
                if let Some(json) = files::load(&folder.join(name))? {
                    mails.push(serde_json::from_slice(&json).map_err(broken)?);
                }
            }
            Ok(mails)
        })
        .await
    }
}

/// The names of the finished files of a folder; none when there is no folder.
fn names(folder: &Path) -> Result<Vec<String>, EngineError> {
    files::names(folder).map(|names| names.into_iter().filter(|name| name.ends_with(".json")).collect())
}
