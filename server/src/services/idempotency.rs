//! One answer for calls that come more than once.
//!
//! The key, what was asked and what was answered are stored in the same commit as the change, so that there is never
//! one without the other. Two calls with one key at once race for that commit: the loser finds the winner's answer.

use super::failure;
use crate::ports::Documents;
use crate::ports::documents::{Expect, Key, Table, Write};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::api::{ApiError, Code};
use shared::domain::time::DAY_MS;
use shared::domain::{TenantId, Timestamp};
use shared::texts::es::errors as texts;

/// Keys are remembered for two days; 24 hours are promised.
const REMEMBERED_MS: i64 = 2 * DAY_MS;

/// A call under a key.
#[derive(Debug, Clone)]
pub struct Once {
    key: Key,
    asked: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Record<T> {
    asked: String,
    answer: T,
}

impl Once {
    /// The call of `operation` by `caller` under `key` (1 to 255 printable characters), asking for `request`.
    pub fn new(caller: &str, operation: &str, key: &str, request: &impl Serialize) -> Result<Once, ApiError> {
        let printable =
            !key.is_empty() && key.len() <= 255 && key.chars().all(|c| c.is_ascii_graphic() || c == ' ');
        if !printable {
            return Err(ApiError::new(Code::InvalidValue, texts::KEY_INVALID));
        }
        let request = serde_json::to_vec(request).map_err(|_| ApiError::internal())?;
        Ok(Once {
            key: Key::new(
                Table::Orders,
                format!("IDEMPOTENCY#{operation}#{caller}#{key}"),
                "INFO",
            ),
            asked: hex(&Sha256::digest(&request)),
        })
    }

    /// The answer that was given to this call before. 422 when the key was used to ask for something else.
    pub async fn replay<T: DeserializeOwned>(
        &self,
        documents: &dyn Documents,
        tenant: &TenantId,
    ) -> Result<Option<T>, ApiError> {
        let Some(document) = documents.get(tenant, &self.key).await.map_err(failure::engine)? else {
            return Ok(None);
        };
        let record: Record<T> = document.read().map_err(failure::engine)?;
        if record.asked == self.asked {
            Ok(Some(record.answer))
        } else {
            Err(ApiError::new(Code::IdempotencyKeyReused, texts::KEY_REUSED))
        }
    }

    /// The write that remembers the answer; it fails when the key is taken already.
    pub fn remember(&self, answer: &impl Serialize, now: Timestamp) -> Result<Write, ApiError> {
        let record = Record {
            asked: self.asked.clone(),
            answer,
        };
        let write = Write::put(self.key.clone(), &record, Expect::Absent).map_err(failure::engine)?;
        Ok(write.until(now.plus_ms(REMEMBERED_MS)))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
