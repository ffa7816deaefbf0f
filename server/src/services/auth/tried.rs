//! How often an account has tried the code of a request that several accounts share. It is counted apart from the account, for
//! as long as the code is good: asking for another code in between, a new password or another address changes nothing of it.

use super::requests::{MAX_ATTEMPTS, request_key};
use super::store::FORM;
use crate::ports::Documents;
use crate::ports::documents::{Commit, CommitError, Expect, Key, Write};
use crate::services::failure;
use serde::{Deserialize, Serialize};
use shared::api::ApiError;
use shared::domain::{AccountRequestId, TenantId, Timestamp};

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
#[derive(Serialize, Deserialize)]
struct TriedRecord {
    form: u32,
    attempts: u32,
}

impl Tried<'_> {
    /// Counts an attempt; false when there were enough. Attempts at the same time count as well.
    pub(super) async fn count(&self, documents: &dyn Documents) -> Result<bool, ApiError> {
        let key = Key {
            sk: format!("TRIED#{}", self.account),
            ..request_key(self.request)
        };
        // Each time that somebody else is faster an attempt is used up.
        for _ in 0..=MAX_ATTEMPTS {
            let found = documents.get(self.tenant, &key).await.map_err(failure::engine)?;
            let (attempts, expect) = match found {
                None => (0, Expect::Absent),
                Some(document) => {
                    let known: TriedRecord = document.read().map_err(failure::engine)?;
                    (known.attempts, Expect::Version(document.version))
                }
            };
            if attempts >= MAX_ATTEMPTS {
                return Ok(false);
            }
            let record = TriedRecord {
                form: FORM,
                attempts: attempts + 1,
            };
            let write = Write::put(key.clone(), &record, expect).map_err(failure::engine)?;
            let commit = Commit {
                writes: vec![write.until(self.until)],
                events: Vec::new(),
            };
            match documents.commit(self.tenant, commit).await {
                Ok(()) => return Ok(true),
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(error) => return Err(failure::commit(error)),
            }
        }
        Ok(false)
    }
}
