//! How often the code of a request was tried that several accounts share: by one of them, and by all. It is counted apart from
//! the accounts, for as long as the code is good: asking for another code in between, a new password or another address changes
//! nothing of it.

use super::requests::{MAX_ATTEMPTS, request_key};
use super::store::SCHEMA_VERSION;
use crate::error::Error;
use crate::retry;
use domain::{AccountRequestId, TenantId, Timestamp};
use ports::Documents;
use ports::documents::{Commit, Expect, Key, Write};
use serde::{Deserialize, Serialize};

/// Maximum number of attempts of all accounts at a code that they share: those of ten accounts. Who opens accounts to guess
/// the code of an address has fifty chances in a million, and the address has another code ten minutes later.
const MAX_OF_ALL: u32 = 10 * MAX_ATTEMPTS;

/// The attempts of an account at a code.
pub(super) struct Tried<'a> {
    pub tenant: &'a TenantId,
    pub request: &'a AccountRequestId,
    /// The name under which the account is stored.
    pub account: &'a str,
    /// From here on the code is of no use.
    pub until: Timestamp,
}

/// The count, until the code is of no use.
#[derive(Clone, Serialize, Deserialize)]
struct TriedRecord {
    form: u32,
    attempts: u32,
}

impl Tried<'_> {
    /// Counts an attempt; false when there were enough. Attempts at the same time count as well.
    pub(super) async fn count(&self, documents: &dyn Documents) -> Result<bool, Error> {
        let own = Key {
            sk: format!("TRIED#{}", self.account),
            ..request_key(self.request)
        };
        let of_all = Key {
            sk: "TRIED".into(),
            ..request_key(self.request)
        };
        Ok(self.counted(documents, &own, MAX_ATTEMPTS).await?
            && self.counted(documents, &of_all, MAX_OF_ALL).await?)
    }

    async fn counted(&self, documents: &dyn Documents, key: &Key, most: u32) -> Result<bool, Error> {
        // Each time that somebody else is faster an attempt is used up.
        let counted = retry::repeat(most as usize + 1, || async {
            let found = documents.get(self.tenant, key).await?;
            let (attempts, expect) = match found {
                None => (0, Expect::Absent),
                Some(document) => {
                    let known: TriedRecord = document.read()?;
                    (known.attempts, Expect::Version(document.version))
                }
            };
            if attempts >= most {
                return Ok(Some(false));
            }
            let record = TriedRecord {
                form: SCHEMA_VERSION,
                attempts: attempts + 1,
            };
            let write = Write::put(key.clone(), &record, expect)?;
            let commit = Commit {
                writes: vec![write.until(self.until)],
                events: Vec::new(),
            };
            retry::unless_overtaken(documents.commit(self.tenant, commit).await, true)
        });
        Ok(counted.await?.unwrap_or(false))
    }
}
