//! What of a person is kept on a device: forgotten with the end of their session, so that the next person finds nothing of it.

use super::{cart, catering, checkout, claim, destination};
use domain::CustomerId;
use ui::storage;

/// What was filled in and not sent, with addresses, telephones and documents.
const NAMES: [&str; 8] = [
    cart::KEPT,
    destination::KEPT,
    checkout::KEPT,
    checkout::ATTEMPT,
    claim::KEPT,
    claim::ATTEMPT,
    catering::KEPT,
    catering::ATTEMPT,
];

/// Who was signed in last on this device.
const LAST: &str = "person";

/// Somebody is signed in. What is kept is theirs from now on; of somebody else it is forgotten, and then this is true.
pub fn is_of(customer: &CustomerId) -> bool {
    let last: Option<CustomerId> = storage::load(LAST);
    let other = last.is_some_and(|last| last != *customer);
    if other {
        forget();
    }
    storage::save(LAST, customer);
    other
}

/// Nobody is signed in, and nobody is about to come back: what is kept of the last one who was is forgotten, and then this is true.
pub fn is_of_nobody() -> bool {
    let known = storage::load::<CustomerId>(LAST).is_some();
    if known {
        forget();
        storage::forget(LAST);
    }
    known
}

fn forget() {
    for name in NAMES {
        storage::forget(name);
    }
}
