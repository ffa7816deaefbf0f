//! Mail into a folder: one file for each message, to be read or passed on by another program.

use super::failure::broken;
use super::{files, mime};
use async_trait::async_trait;
use domain::TenantId;
use ports::mailer::Mail;
use ports::{Clock, EngineError, Mailer};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// See [`Mailer`]. A message's file is named by its key, so that sending again is sending once.
#[derive(Debug)]
pub struct FolderMailer {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
}

impl FolderMailer {
    /// Messages in `folder`, which is made when there is none.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Arc<FolderMailer>, EngineError> {
        files::make_folder(folder)?;
        files::remove_unfinished(folder)?;
        Ok(Arc::new(FolderMailer {
            folder: folder.to_owned(),
            clock,
        }))
    }
}

#[async_trait]
impl Mailer for FolderMailer {
    async fn send(&self, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError> {
        let file = format!("{}.eml", mime::name(mail));
        let path = self.folder.join(tenant.as_str()).join(file);
        let from = format!("no-reply@{tenant}.invalid").parse().map_err(broken)?;
        let message = mime::message(tenant, mail, from, self.clock.now())?.formatted();
        files::off_thread(move || {
            if path.exists() {
                Ok(())
            } else {
                files::store(&path, &[&message])
            }
        })
        .await
    }
}
