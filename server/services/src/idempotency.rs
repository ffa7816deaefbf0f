//! One answer for calls that come more than once.
//!
//! The key, what was asked and what was answered are stored in the same commit as the change, so that there is never
//! one without the other. Two calls with one key at once race for that commit: the loser finds the winner's answer.

use crate::caller::{Caller, Who};
use crate::error::Error;
use api::Code;
use domain::time::DAY_MS;
use domain::{TenantId, Timestamp};
use ports::body;
use ports::documents::{Commit, CommitError, Expect, Key, Table, Write};
use ports::{Clock, Documents};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use texts::now::errors as texts;

/// The length from which on a key was made by chance: nobody else has it, from whatever address it comes.
const RANDOM_KEY: usize = 32;
/// Keys are remembered for two days; 24 hours are promised.
const REMEMBERED_MS: i64 = 2 * DAY_MS;
/// A call that has not been answered for so long was lost with its process, and may be made again. No call takes longer: on AWS
/// no function that answers one runs for more than 30 seconds.
const LOST_MS: i64 = 30_000;

/// A call under a key.
#[derive(Debug, Clone)]
pub struct IdempotentRequest {
    key: Key,
    asked: String,
    /// The same without the key, as versions before this one remembered it.
    plain: String,
    /// Whether `asked` is of the client's own words, and not of what was made of them.
    sent: bool,
    /// What versions before this one remembered of the same call.
    older: Vec<String>,
    /// Whether the key alone shows that who has it has made the call: then a refusal says what was answered to it.
    says_before: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record<T> {
    /// SHA-256 of the key and of what was asked, as hexadecimal digits: the same request under another key looks different.
    asked: String,
    /// As in [`IdempotentRequest`]; false in what versions before this one have written, whatever it is of.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sent: bool,
    answer: T,
}

/// The answer that was given before to a call that may have a key: see [`IdempotentRequest::replay`].
pub async fn replayed<T: body::Record + Serialize>(
    once: Option<&IdempotentRequest>,
    documents: &dyn Documents,
    tenant: &TenantId,
) -> Result<Option<T>, Error> {
    match once {
        Some(once) => once.replay(documents, tenant).await,
        None => Ok(None),
    }
}

/// Refuses what is no key, for calls that must have one: 1 to 255 printable characters.
pub fn required(key: &str) -> Result<(), Error> {
    let printable =
        !key.is_empty() && key.len() <= 255 && key.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    if printable {
        Ok(())
    } else {
        Err(Error::new(Code::InvalidValue, texts::KEY_INVALID))
    }
}

impl IdempotentRequest {
    /// The call of `operation` by `caller` under `key` (1 to 255 printable characters), asking for `request`.
    pub fn new(
        caller: &str,
        operation: &str,
        key: &str,
        request: &impl Serialize,
    ) -> Result<IdempotentRequest, Error> {
        required(key)?;
        let key = Key::new(
            Table::Orders,
            format!("IDEMPOTENCY#{operation}#{caller}#{key}"),
            "INFO",
        );
        let request = written(request)?;
        Ok(IdempotentRequest {
            asked: digest(&[key.pk.as_bytes(), &request]),
            plain: digest(&[&request]),
            key,
            sent: false,
            older: Vec::new(),
            says_before: true,
        })
    }

    /// The same call, whose request is in its client's own words.
    #[must_use]
    pub fn in_own_words(mut self) -> IdempotentRequest {
        self.sent = true;
        self
    }

    /// The same call as a version before this one remembered it: the answer that it gave is given again.
    pub fn or_before(mut self, request: &impl Serialize) -> Result<IdempotentRequest, Error> {
        self.older.push(digest(&[&written(request)?]));
        Ok(self)
    }

    /// Whether what is remembered is this call.
    fn is(&self, remembered: &str) -> bool {
        self.asked == remembered
            || self.plain == remembered
            || self.older.iter().any(|older| older == remembered)
    }

    /// As [`IdempotentRequest::new`], for a call that people make without an account: one with a random key (32 characters or more) is
    /// known by that wherever it is sent from, any other together with who sends it.
    pub fn anybodys(
        caller: &Caller,
        operation: &str,
        key: &str,
        request: &impl Serialize,
    ) -> Result<IdempotentRequest, Error> {
        let random = key.len() >= RANDOM_KEY;
        let label = match random {
            true => "anybody".to_owned(),
            false => caller.label(),
        };
        // Behind one network address several people may count their calls 1, 2, 3.
        let says_before = random || !matches!(caller.who, Who::Visitor);
        Ok(IdempotentRequest {
            says_before,
            ..IdempotentRequest::new(&label, operation, key, request)?
        })
    }

    /// The answer that was given to this call before. 422 when the key was used to ask for something else, with the answer to that:
    /// who has the key may have lost it. A call in its
    /// client's own words that a version before this one may have remembered in another way is not judged before
    /// [`IdempotentRequest::or_before`] says how.
    pub async fn replay<T: body::Record + Serialize>(
        &self,
        documents: &dyn Documents,
        tenant: &TenantId,
    ) -> Result<Option<T>, Error> {
        let Some(document) = documents.get(tenant, &self.key).await? else {
            return Ok(None);
        };
        let record: Record<T> = document.read()?;
        if self.is(&record.asked) {
            Ok(Some(record.answer))
        } else if self.sent && !record.sent && self.older.is_empty() {
            Ok(None)
        } else {
            let reused = Error::new(Code::IdempotencyKeyReused, texts::KEY_REUSED);
            Err(match self.says_before {
                true => reused.with_detail(json!({ "before": record.answer })),
                false => reused,
            })
        }
    }

    /// The write that remembers the answer; it fails when the key is taken already.
    pub fn remember(&self, answer: &impl Serialize, now: Timestamp) -> Result<Write, Error> {
        let record = Record {
            asked: self.asked.clone(),
            sent: self.sent,
            answer,
        };
        let write = Write::put(self.key.clone(), &record, Expect::Absent)?;
        Ok(write.until(now.plus_ms(REMEMBERED_MS)))
    }
}

fn written(request: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(request).map_err(|_| Error::internal())
}

/// SHA-256 of these parts, as hexadecimal digits. No key holds the zero that stands between them.
fn digest(parts: &[&[u8]]) -> String {
    hex::encode(Sha256::digest(parts.join(&0)))
}

/// Answers to calls whose own change remembers no key: the call is noted before it is made, and its answer after. The
/// calls themselves may be repeated without harm, which is what happens when the process ends between the two.
#[derive(Debug, Clone)]
pub struct ResponseStore {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
    /// The name of this process where no other works on the same documents.
    process: Option<String>,
}

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    pub status: u16,
    pub body: String,
}

/// What is known of a call.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Call {
    begun: Timestamp,
    reply: Option<Reply>,
    /// The process that makes it, where only one works on the documents at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    process: Option<String>,
}

impl ResponseStore {
    pub fn new(documents: Arc<dyn Documents>, clock: Arc<dyn Clock>) -> ResponseStore {
        ResponseStore {
            documents,
            clock,
            process: None,
        }
    }

    /// For a process beside which no other works on the documents: what an earlier one left unanswered was lost with it, and may
    /// be made again at once. To be called once in a process; clones are the same.
    #[must_use]
    pub fn of_the_only_process(mut self) -> ResponseStore {
        self.process = Some(ports::clock::unique(self.clock.now()));
        self
    }

    /// Whether a call that has no answer yet will have none.
    fn is_lost(&self, call: &Call, now: Timestamp) -> bool {
        let by_another = self.process.is_some() && call.process != self.process;
        by_another || now.since_ms(call.begun) >= LOST_MS
    }

    /// The answer that this call had before; `None` when it is to be made now. 409 while it is being made elsewhere,
    /// 422 when its key was used to ask for something else.
    pub async fn begin(&self, tenant: &TenantId, once: &IdempotentRequest) -> Result<Option<Reply>, Error> {
        let in_progress = || Error::new(Code::IdempotencyInProgress, texts::KEY_IN_PROGRESS).retry_after(1);
        let now = self.clock.now();
        let found = self.documents.get(tenant, &once.key).await?;
        let expect = match found {
            None => Expect::Absent,
            Some(document) => {
                let record: Record<Call> = document.read()?;
                if !once.is(&record.asked) {
                    return Err(Error::new(Code::IdempotencyKeyReused, texts::KEY_REUSED));
                }
                match record.answer {
                    Call {
                        reply: Some(reply), ..
                    } => return Ok(Some(reply)),
                    call if self.is_lost(&call, now) => Expect::Version(document.version),
                    Call { .. } => return Err(in_progress()),
                }
            }
        };
        let call = Call {
            begun: now,
            reply: None,
            process: self.process.clone(),
        };
        match self.note(tenant, once, call, expect).await {
            Ok(()) => Ok(None),
            Err(CommitError::ConditionFailed { .. }) => Err(in_progress()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    /// Remembers the answer to a call that was begun.
    pub async fn finish(
        &self,
        tenant: &TenantId,
        once: &IdempotentRequest,
        reply: Reply,
    ) -> Result<(), Error> {
        let call = Call {
            begun: self.clock.now(),
            reply: Some(reply),
            process: None,
        };
        let noted = self.note(tenant, once, call, Expect::Anything).await;
        noted.map_err(Error::from)
    }

    /// Forgets a call that was refused: it changed nothing, and may be made with other input.
    pub async fn forget(&self, tenant: &TenantId, once: &IdempotentRequest) -> Result<(), Error> {
        let delete = Write::Delete {
            key: once.key.clone(),
            expect: Expect::Anything,
        };
        let commit = Commit {
            writes: vec![delete],
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await.map_err(Error::from)
    }

    async fn note(
        &self,
        tenant: &TenantId,
        once: &IdempotentRequest,
        call: Call,
        expect: Expect,
    ) -> Result<(), CommitError> {
        let record = Record {
            asked: once.asked.clone(),
            sent: once.sent,
            answer: &call,
        };
        let write = Write::put(once.key.clone(), &record, expect)?.until(call.begun.plus_ms(REMEMBERED_MS));
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await
    }
}
