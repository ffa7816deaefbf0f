//! Files in a folder, one folder in it for each tenant.

use super::failure::broken;
use super::files;
use crate::ports::blobs::Blob;
use crate::ports::{Blobs, EngineError};
use async_trait::async_trait;
use shared::domain::TenantId;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Longest content type, in bytes.
const CONTENT_TYPE: usize = 200;

/// See [`Blobs`]. A file begins with a line that says its content type.
#[derive(Debug)]
pub struct FolderBlobs {
    folder: PathBuf,
}

impl FolderBlobs {
    /// Files in `folder`, which is made when there is none.
    pub fn open(folder: &Path) -> Result<Arc<FolderBlobs>, EngineError> {
        files::make_folder(folder)?;
        files::remove_unfinished(folder)?;
        Ok(Arc::new(FolderBlobs {
            folder: folder.to_owned(),
        }))
    }

    fn path(&self, tenant: &TenantId, name: &str) -> Result<PathBuf, EngineError> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
        let valid = (1..=200).contains(&name.len())
            && name.bytes().all(allowed)
            && !name.contains("..")
            && !name.starts_with('/');
        if !valid {
            return Err(broken(format_args!("{name:?} is no name of a file")));
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
            return Err(broken(format_args!("{:?} is no content type", blob.content_type)));
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
            let damaged = || broken(format_args!("{} does not begin with its type", path.display()));
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

    async fn delete(&self, tenant: &TenantId, name: &str) -> Result<(), EngineError> {
        let path = self.path(tenant, name)?;
        files::off_thread(move || files::remove(&path)).await
    }
}
