//! Codes and links that a person gets by mail, and PINs. They are made of a key and the id of what they are for, so that nothing
//! of them is stored, and an event that comes twice sends the same mail.

use crate::secrecy::same;
use domain::{AccountRequestId, TenantId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;

/// Digits of a code.
const DIGITS: usize = 6;
/// What a code is less than.
const CODES: u64 = 1_000_000;

/// Makes and checks codes.
pub(super) struct Codes {
    key: [u8; 32],
}

/// The two forms of one proof: digits to type, and what a link carries.
pub(super) struct Proof {
    pub code: String,
    /// 128 bits as hexadecimal digits.
    pub link: String,
}

impl fmt::Debug for Codes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Codes")
    }
}

impl Codes {
    /// `key` is the one that signs tokens; what is made of it here is of no use as a token.
    pub(super) fn new(key: &[u8; 32]) -> Codes {
        Codes { key: *key }
    }

    pub(super) fn proof(&self, tenant: &TenantId, id: &AccountRequestId) -> Proof {
        let number = self.bytes("code", tenant, id);
        let number = number
            .iter()
            .take(8)
            .fold(0, |sum: u64, byte| (sum << 8) | u64::from(*byte));
        let link = self.bytes("link", tenant, id);
        Proof {
            code: format!("{:0width$}", number % CODES, width = DIGITS),
            link: hex::encode(link.get(..16).unwrap_or(&link)),
        }
    }

    /// Whether somebody has the code or what the link carries. It takes as long for a wrong one.
    pub(super) fn is_right(&self, tenant: &TenantId, id: &AccountRequestId, given: &str) -> bool {
        let given: String = given.chars().filter(|char| !char.is_whitespace()).collect();
        let proof = self.proof(tenant, id);
        same(&proof.code, &given) | same(&proof.link, &given)
    }

    /// Whether somebody has what the link carries, which cannot be guessed.
    pub(super) fn is_link(&self, tenant: &TenantId, id: &AccountRequestId, given: &str) -> bool {
        same(&self.proof(tenant, id).link, given.trim())
    }

    /// What the link of an invitation carries behind its id: 32 hexadecimal digits.
    pub(super) fn of_invitation(&self, tenant: &TenantId, id: &str) -> String {
        let bytes = self.signed(&format!("staff invitation\n{tenant}\n{id}"));
        hex::encode(bytes.get(..16).unwrap_or(&bytes))
    }

    /// What is stored of a PIN. There are only ten thousand, so that no hash alone would hide which it is.
    pub(super) fn of_pin(&self, tenant: &TenantId, account: &str, pin: &str) -> String {
        hex::encode(self.signed(&format!("staff pin\n{tenant}\n{account}\n{pin}")))
    }

    fn bytes(&self, purpose: &str, tenant: &TenantId, id: &AccountRequestId) -> Vec<u8> {
        self.signed(&format!("account {purpose}\n{tenant}\n{id}"))
    }

    fn signed(&self, text: &str) -> Vec<u8> {
        Hmac::<Sha256>::new_from_slice(&self.key)
            .map(|mut mac| {
                mac.update(text.as_bytes());
                mac.finalize().into_bytes().to_vec()
            })
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_for_one_request_of_one_restaurant() {
        let codes = Codes::new(&[7; 32]);
        let (pardos, caleta) = (
            TenantId::parse("pardos").unwrap(),
            TenantId::parse("caleta").unwrap(),
        );
        let (one, two) = (
            AccountRequestId::parse("a_1").unwrap(),
            AccountRequestId::parse("a_2").unwrap(),
        );
        let proof = codes.proof(&pardos, &one);
        assert_eq!((proof.code.len(), proof.link.len()), (6, 32));
        for given in [
            &proof.code,
            &proof.link,
            &format!(" {} {}", &proof.code[..3], &proof.code[3..]),
        ] {
            assert!(codes.is_right(&pardos, &one, given));
            assert!(!codes.is_right(&pardos, &two, given));
            assert!(!codes.is_right(&caleta, &one, given));
            assert!(!Codes::new(&[8; 32]).is_right(&pardos, &one, given));
        }
        assert!(!codes.is_right(&pardos, &one, ""));
        assert!(codes.is_link(&pardos, &one, &proof.link) && !codes.is_link(&pardos, &two, &proof.link));
        assert!(!codes.is_link(&pardos, &one, &proof.code));
    }
}
