//! Files by their names.

use crate::broken;
use crate::store::{Data, Store};
use async_trait::async_trait;
use domain::time::DAY_MS;
use domain::{TenantId, Timestamp};
use ports::blobs::{Blob, EXPORTS, day};
use ports::{Blobs, EngineError};

/// Longest name and longest content type, in bytes.
const LONGEST: usize = 200;

/// See [`Blobs`]. Files have no addresses.
#[derive(Debug)]
pub struct MemoryBlobs {
    store: Store,
}

impl MemoryBlobs {
    pub(crate) fn new(store: Store) -> MemoryBlobs {
        MemoryBlobs { store }
    }
}

#[async_trait]
impl Blobs for MemoryBlobs {
    async fn put(&self, tenant: &TenantId, name: &str, blob: Blob) -> Result<(), EngineError> {
        if blob.content_type.len() > LONGEST || blob.content_type.contains(char::is_control) {
            return Err(broken(format!("{:?} is no content type", blob.content_type)));
        }
        let key = key(tenant, name)?;
        self.store.lock().blobs.insert(key, blob);
        Ok(())
    }

    async fn get(&self, tenant: &TenantId, name: &str) -> Result<Option<Blob>, EngineError> {
        let key = key(tenant, name)?;
        Ok(self.store.lock().blobs.get(&key).cloned())
    }

    async fn link(&self, _: &TenantId, _: &str, _: &str, _: u32) -> Result<Option<String>, EngineError> {
        Ok(None)
    }

    async fn delete(&self, tenant: &TenantId, name: &str) -> Result<(), EngineError> {
        let key = key(tenant, name)?;
        self.store.lock().blobs.remove(&key);
        Ok(())
    }
}

/// Removes exports of the day before yesterday and older.
pub(crate) fn sweep(data: &mut Data, now: Timestamp) {
    let kept_from = day(now.plus_ms(-DAY_MS));
    data.blobs.retain(|(_, name), _| {
        let export = name.strip_prefix(EXPORTS).and_then(|rest| rest.get(..10));
        export.is_none_or(|day| day >= kept_from.as_str())
    });
}

fn key(tenant: &TenantId, name: &str) -> Result<(TenantId, String), EngineError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
    let valid = (1..=LONGEST).contains(&name.len())
        && name.bytes().all(allowed)
        && !name.contains("..")
        && !name.starts_with('/');
    match valid {
        true => Ok((tenant.clone(), name.to_owned())),
        false => Err(broken(format!("{name:?} is no name of a file"))),
    }
}
