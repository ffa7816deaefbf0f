//! Places in lists as they leave the server: sealed, so that nobody writes one of their own or takes another's. And digests
//! with the same key.

use crate::error::Error;
use api::Code;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::TenantId;
use hmac::digest::Key;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;
use std::sync::Arc;
use texts::now::errors as texts;

const SEAL_BYTES: usize = 16;

/// Seals and opens cursors with a key of the deployment.
#[derive(Clone)]
pub struct Cursors {
    key: Arc<[u8; 32]>,
}

impl fmt::Debug for Cursors {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Cursors")
    }
}

impl Cursors {
    pub fn new(key: [u8; 32]) -> Cursors {
        Cursors { key: Arc::new(key) }
    }

    /// A place in the list `scope` of a tenant. The same list must be named to open it.
    pub fn seal(&self, tenant: &TenantId, scope: &str, place: &str) -> String {
        let mac = self.mac(tenant, scope, place).finalize().into_bytes();
        let mut sealed = mac[..SEAL_BYTES].to_vec();
        sealed.extend_from_slice(place.as_bytes());
        URL_SAFE_NO_PAD.encode(sealed)
    }

    /// The place in a sealed cursor; 400 when it was tampered with or belongs to another list.
    pub fn open(&self, tenant: &TenantId, scope: &str, cursor: &str) -> Result<String, Error> {
        let invalid = || Error::new(Code::InvalidCursor, texts::INVALID_CURSOR);
        let sealed = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid())?;
        let (seal, place) = sealed.split_at_checked(SEAL_BYTES).ok_or_else(invalid)?;
        let place = std::str::from_utf8(place).map_err(|_| invalid())?;
        // In the same time wherever they differ.
        let mac = self.mac(tenant, scope, place);
        mac.verify_truncated_left(seal).map_err(|_| invalid())?;
        Ok(place.to_owned())
    }

    /// What tells a text from others, and nothing of it to who does not have the key: for what may hold a password.
    pub fn digest(&self, tenant: &TenantId, text: &str) -> String {
        hex::encode(self.mac(tenant, "DIGEST", text).finalize().into_bytes())
    }

    /// Opens a cursor where there is one.
    pub fn open_some(
        &self,
        tenant: &TenantId,
        scope: &str,
        cursor: Option<&str>,
    ) -> Result<Option<String>, Error> {
        cursor.map(|cursor| self.open(tenant, scope, cursor)).transpose()
    }

    fn mac(&self, tenant: &TenantId, scope: &str, place: &str) -> Hmac<Sha256> {
        // A key that is shorter than a block is filled up with zeros.
        let mut block = Key::<Hmac<Sha256>>::default();
        block[..self.key.len()].copy_from_slice(self.key.as_slice());
        let mut mac = Hmac::<Sha256>::new(&block);
        for part in [tenant.as_str(), scope, place] {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_keys_and_the_tenants_own() {
        let (pardos, caleta) = (
            TenantId::parse("pardos").unwrap(),
            TenantId::parse("caleta").unwrap(),
        );
        let cursors = Cursors::new([7; 32]);
        let digest = cursors.digest(&pardos, "a password");
        assert_eq!(cursors.digest(&pardos, "a password"), digest);
        assert_ne!(cursors.digest(&pardos, "another"), digest);
        assert_ne!(cursors.digest(&caleta, "a password"), digest);
        assert_ne!(Cursors::new([8; 32]).digest(&pardos, "a password"), digest);
    }

    #[test]
    fn a_cursor_opens_only_what_it_was_made_for() {
        let cursors = Cursors::new([7; 32]);
        let (pardos, caleta) = (
            TenantId::parse("pardos").unwrap(),
            TenantId::parse("caleta").unwrap(),
        );
        let cursor = cursors.seal(&pardos, "orders", "0017#o_1");
        assert_eq!(cursors.open(&pardos, "orders", &cursor).unwrap(), "0017#o_1");
        for wrong in [
            cursors.open(&caleta, "orders", &cursor),
            cursors.open(&pardos, "customers", &cursor),
            cursors.open(&pardos, "orders", "not-a-cursor"),
            cursors.open(&pardos, "orders", &format!("{cursor}AA")),
            Cursors::new([8; 32]).open(&pardos, "orders", &cursor),
        ] {
            assert_eq!(wrong.unwrap_err().code(), Code::InvalidCursor);
        }
    }
}
