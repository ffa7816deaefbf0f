//! Secrets of restaurants as they are stored: who has the store and not the deployment's key reads none of them.
//!
//! A sealed secret is `v1.` and, in base64 for addresses, 12 random bytes, the text as AES-256-GCM encrypts it, and its tag. Whose it is
//! and what it is for are authenticated with it, so that nobody makes it another's by moving it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::TenantId;
use ports::EngineError;
use rand::RngExt as _;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::fmt;
use std::sync::Arc;

const FORM: &str = "v1.";
const ENGINE: &str = "vault";

/// Seals secrets and opens them.
#[derive(Clone)]
pub struct Vault {
    /// The first seals; all of them open.
    keys: Arc<[LessSafeKey]>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Vault with {} keys", self.keys.len())
    }
}

impl Vault {
    /// The newest key first; those after it open what was sealed before. Without any, nothing is sealed or opened: for processes that
    /// need no secrets.
    pub fn new(keys: &[[u8; 32]]) -> Vault {
        let keys = keys
            .iter()
            .filter_map(|key| UnboundKey::new(&AES_256_GCM, key).ok());
        Vault {
            keys: keys.map(LessSafeKey::new).collect(),
        }
    }

    /// Seals a secret of a restaurant. The same purpose must be named to open it.
    pub fn seal(&self, tenant: &TenantId, purpose: &str, secret: &str) -> Result<String, EngineError> {
        let key = self.keys.first().ok_or_else(|| broken("there is no key"))?;
        let nonce: [u8; NONCE_LEN] = rand::rng().random();
        let mut sealed = secret.as_bytes().to_vec();
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            about(tenant, purpose),
            &mut sealed,
        )
        .map_err(|_| broken("a secret is too long"))?;
        let bytes = [nonce.as_slice(), &sealed].concat();
        Ok(format!("{FORM}{}", URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The secret, where one of the keys opens it.
    pub fn open(&self, tenant: &TenantId, purpose: &str, sealed: &str) -> Result<String, EngineError> {
        let unknown = || broken(format!("no key opens a secret of {tenant} ({purpose})"));
        let bytes = sealed.strip_prefix(FORM).ok_or_else(unknown)?;
        let bytes = URL_SAFE_NO_PAD.decode(bytes).map_err(|_| unknown())?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN).ok_or_else(unknown)?;
        for key in self.keys.iter() {
            let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| unknown())?;
            let mut sealed = sealed.to_vec();
            if let Ok(secret) = key.open_in_place(nonce, about(tenant, purpose), &mut sealed) {
                return String::from_utf8(secret.to_vec()).map_err(|_| unknown());
            }
        }
        Err(unknown())
    }
}

/// What is authenticated with a secret. No id of a restaurant has a line break.
fn about(tenant: &TenantId, purpose: &str) -> Aad<String> {
    Aad::from(format!("{tenant}\n{purpose}"))
}

fn broken(what: impl Into<String>) -> EngineError {
    EngineError::broken(ENGINE, what.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(id: &str) -> TenantId {
        TenantId::parse(id).unwrap()
    }

    #[test]
    fn a_secret_is_opened_by_its_restaurant_for_its_purpose_only() {
        let vault = Vault::new(&[[7; 32]]);
        let pardos = tenant("pardos");
        let sealed = vault.seal(&pardos, "gateway/1", "APP_USR-secreto").unwrap();
        assert!(!sealed.contains("secreto"));
        assert_eq!(
            vault.open(&pardos, "gateway/1", &sealed).unwrap(),
            "APP_USR-secreto"
        );
        assert_ne!(
            vault.seal(&pardos, "gateway/1", "APP_USR-secreto").unwrap(),
            sealed
        );
        assert!(vault.open(&tenant("caleta"), "gateway/1", &sealed).is_err());
        assert!(vault.open(&pardos, "gateway/2", &sealed).is_err());
        assert!(
            Vault::new(&[[8; 32]])
                .open(&pardos, "gateway/1", &sealed)
                .is_err()
        );
        for broken in [
            "",
            "v1.",
            "v1.AAAA",
            "secreto",
            &format!("{sealed}A"),
            &sealed[3..],
        ] {
            let error = vault.open(&pardos, "gateway/1", broken).unwrap_err().to_string();
            assert!(!error.contains("secreto") || broken == "secreto", "{error}");
        }
    }

    #[test]
    fn an_older_key_opens_what_it_has_sealed() {
        let pardos = tenant("pardos");
        let before = Vault::new(&[[1; 32]]).seal(&pardos, "gateway/1", "s").unwrap();
        let vault = Vault::new(&[[2; 32], [1; 32]]);
        assert_eq!(vault.open(&pardos, "gateway/1", &before).unwrap(), "s");
        let now = vault.seal(&pardos, "gateway/1", "s").unwrap();
        assert!(Vault::new(&[[1; 32]]).open(&pardos, "gateway/1", &now).is_err());
    }

    #[test]
    fn without_a_key_nothing_is_sealed() {
        let pardos = tenant("pardos");
        assert!(Vault::new(&[]).seal(&pardos, "gateway/1", "s").is_err());
    }
}
