//! Comparing what only its owner knows.

use sha2::{Digest as _, Sha256};

/// Whether two secrets are the same. It takes as long for one that is nearly right as for any other.
pub fn same(one: &str, other: &str) -> bool {
    let (one, other) = (Sha256::digest(one.as_bytes()), Sha256::digest(other.as_bytes()));
    one.iter().zip(&other).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}
