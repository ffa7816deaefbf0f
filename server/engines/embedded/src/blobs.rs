//! Files in a folder, one folder in it for each tenant.

use super::failure::broken;
use super::files;
use async_trait::async_trait;
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{TenantId, Timestamp};
use ports::blobs::{Blob, EXPORTS, day};
use ports::event_bus::HandleError;
use ports::{Blobs, Clock, EngineError, PeriodicTask};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How often old exports are looked for.
const PAUSE_MS: i64 = 60 * MINUTE_MS;

/// Longest content type, in bytes.
const CONTENT_TYPE: usize = 200;

/// See [`Blobs`]. A file begins with a line that says its content type.
#[derive(Debug)]
pub struct FolderBlobs {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    /// When old exports are looked for the next time.
    look_at: Mutex<Timestamp>,
}

impl FolderBlobs {
    /// Files in `folder`, which is made when there is none.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Arc<FolderBlobs>, EngineError> {
        files::make_folder(folder)?;
        files::remove_unfinished(folder)?;
        Ok(Arc::new(FolderBlobs {
            folder: folder.to_owned(),
            clock,
            look_at: Mutex::new(Timestamp(0)),
        }))
    }

    fn path(&self, tenant: &TenantId, name: &str) -> Result<PathBuf, EngineError> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
        let valid = (1..=200).contains(&name.len())
            && name.bytes().all(allowed)
            && !name.contains("..")
            && !name.starts_with('/');
        if !valid {
            return Err(broken(format!("{name:?} is no name of a file")));
        }
        // All of a tenant's files lie in one folder: `a` and `a/b` can both be there.
        Ok(self
            .folder
            .join(tenant.as_str())
            .join(format!("{}.blob", name.replace('/', "+"))))
    }
}

#[async_trait]
impl Blobs for FolderBlobs {
    async fn put(&self, tenant: &TenantId, name: &str, blob: Blob) -> Result<(), EngineError> {
        let path = self.path(tenant, name)?;
        if blob.content_type.len() > CONTENT_TYPE || blob.content_type.contains(char::is_control) {
            return Err(broken(format!("{:?} is no content type", blob.content_type)));
        }
        files::off_thread(move || files::store(&path, &[blob.content_type.as_bytes(), b"\n", &blob.bytes]))
            .await
    }

    async fn get(&self, tenant: &TenantId, name: &str) -> Result<Option<Blob>, EngineError> {
        let path = self.path(tenant, name)?;
        files::off_thread(move || {
            let Some(mut bytes) = files::load(&path)? else {
                return Ok(None);
            };
            let damaged = || broken(format!("{} does not begin with its type", path.display()));
            let end = bytes.iter().position(|byte| *byte == b'\n').ok_or_else(damaged)?;
            let content = bytes.split_off(end + 1);
            bytes.truncate(end);
            let content_type = String::from_utf8(bytes).map_err(|_| damaged())?;
            Ok(Some(Blob {
                content_type,
                bytes: content,
            }))
        })
        .await
    }

    async fn link(&self, _: &TenantId, _: &str, _: &str, _: u32) -> Result<Option<String>, EngineError> {
        Ok(None)
    }

    async fn delete(&self, tenant: &TenantId, name: &str) -> Result<(), EngineError> {
        let path = self.path(tenant, name)?;
        files::off_thread(move || files::remove(&path)).await
    }
}

/// Removes exports of the day before yesterday and older.
#[async_trait]
impl PeriodicTask for FolderBlobs {
    fn name(&self) -> &'static str {
        "blobs"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        let now = self.clock.now();
        {
            let mut look_at = self.look_at.lock().unwrap_or_else(PoisonError::into_inner);
            if now < *look_at {
                return Ok(0);
            }
            *look_at = now.plus_ms(PAUSE_MS);
        }
        let (folder, kept_from) = (self.folder.clone(), day(now.plus_ms(-DAY_MS)));
        Ok(files::off_thread(move || remove_exports(&folder, &kept_from)).await?)
    }
}

fn remove_exports(folder: &Path, kept_from: &str) -> Result<usize, EngineError> {
    let begin = EXPORTS.replace('/', "+");
    let mut removed = 0;
    for tenant in files::names(folder)? {
        let tenant = folder.join(tenant);
        for name in files::names(&tenant)? {
            let old = name.strip_prefix(&begin).and_then(|rest| rest.get(..10));
            if old.is_some_and(|day| day < kept_from) {
                files::remove(&tenant.join(name))?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}
