//! Places in lists as they leave the server: sealed, so that nobody writes one of their own or takes another's. Places in the
//! feed of events are hidden as well. And digests with the same key.

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

/// Length of a place in the feed, and of what it is hidden with.
const PLACE_BYTES: usize = size_of::<u64>();

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

    /// A place in a tenant's feed of events, of which nobody sees how many events there are, nor how many came between two
    /// of them. The same place is always hidden in the same way.
    pub fn hide(&self, tenant: &TenantId, place: u64) -> String {
        let tag = self.tag_of(tenant, place);
        let hidden = (place ^ self.mask_of(tenant, tag)).to_be_bytes();
        URL_SAFE_NO_PAD.encode([tag, hidden].concat())
    }

    /// The place that is hidden in a text; `None` when it was not hidden here, or for another tenant.
    pub fn find(&self, tenant: &TenantId, hidden: &str) -> Option<u64> {
        let bytes = URL_SAFE_NO_PAD.decode(hidden).ok()?;
        let (tag, place) = bytes.split_at_checked(PLACE_BYTES)?;
        let tag = tag.try_into().ok()?;
        let place = u64::from_be_bytes(place.try_into().ok()?) ^ self.mask_of(tenant, tag);
        let mac = self.mac(tenant, "FEED", &place.to_string());
        mac.verify_truncated_left(&tag).ok()?;
        Some(place)
    }

    fn tag_of(&self, tenant: &TenantId, place: u64) -> [u8; PLACE_BYTES] {
        first(self.mac(tenant, "FEED", &place.to_string()))
    }

    /// What a place is hidden with. Its tag is another for each place, and so is this.
    fn mask_of(&self, tenant: &TenantId, tag: [u8; PLACE_BYTES]) -> u64 {
        let mask = self.mac(tenant, "FEED MASK", &hex::encode(tag));
        u64::from_be_bytes(first(mask))
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

fn first(mac: Hmac<Sha256>) -> [u8; PLACE_BYTES] {
    let mac = mac.finalize().into_bytes();
    let mut first = [0; PLACE_BYTES];
    first.copy_from_slice(&mac[..PLACE_BYTES]);
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_place_in_the_feed_is_found_again_and_tells_nothing() {
        let (pardos, caleta) = (
            TenantId::parse("pardos").unwrap(),
            TenantId::parse("caleta").unwrap(),
        );
        let cursors = Cursors::new([7; 32]);
        for place in [0, 1, 2, 255, 256, u64::MAX] {
            let hidden = cursors.hide(&pardos, place);
            assert_eq!(cursors.find(&pardos, &hidden), Some(place));
            assert_eq!(cursors.hide(&pardos, place), hidden);
            assert_eq!(cursors.find(&caleta, &hidden), None);
            assert_eq!(Cursors::new([8; 32]).find(&pardos, &hidden), None);
            assert_eq!(cursors.find(&pardos, &format!("{hidden}AA")), None);
        }
        for text in ["", "17", "none", "AAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(cursors.find(&pardos, text), None);
        }
        // Neighbours have neither beginnings nor ends in common.
        let hidden: Vec<String> = (0..100).map(|place| cursors.hide(&pardos, place)).collect();
        for part in [0..8, 14..22] {
            let parts: BTreeSet<&str> = hidden.iter().map(|one| &one[part.clone()]).collect();
            assert_eq!(parts.len(), hidden.len());
        }
    }

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
