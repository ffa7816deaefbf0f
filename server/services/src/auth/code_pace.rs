//! How often codes for an account leave. Anybody may ask for them, so a ceiling that refuses would be a way to keep the
//! owner out. Here nobody is ever without: within an hour a few codes leave at once, then one in ten minutes, and who asks
//! in between is given the request whose mail has just gone out. Its code is good for five minutes more at least, and its
//! link no stranger can use up.
//!
//! Codes for a new address leave in the same pace, counted for the address: strangers who give one that is not theirs keep its
//! owner from nothing. Who asks in between shares the request; attempts are counted for each account
//! (`tried`), and cannot be begun anew by asking again.

use super::AuthService;
use super::requests::AccountRequest;
use super::store::SCHEMA_VERSION;
use crate::error::Error;
use crate::retry;
use domain::time::MINUTE_MS;
use domain::written::Email;
use domain::{AccountRequestId, TenantId, Timestamp};
use ports::documents::{Commit, Document, Expect, Key, Table, Write};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Codes that leave at once within an hour.
const MAX_CODES_WITHIN_HOUR: usize = 6;
/// After those, the time from one code to the next, in milliseconds. With five attempts for each code this is what can be
/// guessed: 30 codes in a million an hour, and 60 in the first.
const PAUSE_MS: i64 = 10 * MINUTE_MS;
/// For how long a code counts, in milliseconds.
const COUNTED_MS: i64 = 60 * MINUTE_MS;
/// Maximum number of times that the pace is read again when others ask at the same moment: each of them takes one of the
/// codes that may leave.
const MAX_ATTEMPTS: usize = MAX_CODES_WITHIN_HOUR + 2;

/// The codes of the last hour for an account, under the words with which it was asked for: two accounts that are one, a user
/// name and its address, are two here, or the answers would tell that they are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct PaceRecord {
    form: u32,
    last: AccountRequestId,
    /// When codes left, oldest first.
    sent: Vec<Timestamp>,
}

impl PaceRecord {
    /// Whether one more code may leave now.
    fn allows(&self, now: Timestamp) -> bool {
        let counted = |at: &&Timestamp| now.since_ms(**at) < COUNTED_MS;
        let rested = self
            .sent
            .last()
            .is_none_or(|last| now.since_ms(*last) >= PAUSE_MS);
        rested || self.sent.iter().filter(counted).count() < MAX_CODES_WITHIN_HOUR
    }

    fn after(before: Option<PaceRecord>, last: AccountRequestId, now: Timestamp) -> PaceRecord {
        let mut sent = before.map_or_else(Vec::new, |before| before.sent);
        sent.retain(|at| now.since_ms(*at) < COUNTED_MS);
        sent.push(now);
        PaceRecord {
            form: SCHEMA_VERSION,
            last,
            sent,
        }
    }
}

/// Where the pace of an account is kept; what somebody wrote may be anything, so its hash is the key.
pub(super) fn pace_key(account: &str) -> Key {
    let hash = hex::encode(Sha256::digest(account.as_bytes()));
    Key::new(Table::Users, format!("PACE#{hash}"), "INFO")
}

/// The same for an address that somebody wants to have.
fn address_pace_key(email: &Email) -> Key {
    Key {
        sk: "ADDRESS".into(),
        ..pace_key(email.as_str())
    }
}

impl AuthService {
    /// Has a code for an account leave, or gives the request of the one that has just left.
    pub(super) async fn request_code(
        &self,
        tenant: &TenantId,
        account: &str,
        now: Timestamp,
    ) -> Result<AccountRequestId, Error> {
        let request = AccountRequest::Recovery {
            account: account.to_owned(),
        };
        let (id, _) = self.in_pace(tenant, pace_key(account), request, now).await?;
        Ok(id)
    }

    /// Has a code for a new address leave, or gives the request of the one that has just left, and when that was.
    pub(super) async fn request_address_code(
        &self,
        tenant: &TenantId,
        email: &Email,
        now: Timestamp,
    ) -> Result<(AccountRequestId, Timestamp), Error> {
        let request = AccountRequest::NewEmail { email: email.clone() };
        self.in_pace(tenant, address_pace_key(email), request, now).await
    }

    async fn in_pace(
        &self,
        tenant: &TenantId,
        key: Key,
        request: AccountRequest,
        now: Timestamp,
    ) -> Result<(AccountRequestId, Timestamp), Error> {
        retry::change(MAX_ATTEMPTS, || async {
            let found = self.documents.get(tenant, &key).await;
            let (before, expect) = match found? {
                Some(document) => {
                    let record: PaceRecord = document.read()?;
                    (Some(record), version(&document))
                }
                None => (None, Expect::Absent),
            };
            if let Some(pace) = before.as_ref().filter(|pace| !pace.allows(now)) {
                let sent = pace.sent.last().copied().unwrap_or(now);
                return Ok(Some((pace.last.clone(), sent)));
            }
            let (id, write, event) = self.new_request(tenant, request.clone(), now)?;
            let pace = PaceRecord::after(before, id.clone(), now);
            let pace = Write::put(key.clone(), &pace, expect)?;
            let commit = Commit {
                writes: vec![write, pace.until(now.plus_ms(COUNTED_MS))],
                events: vec![event],
            };
            let committed = self.documents.commit(tenant, commit).await;
            retry::unless_overtaken(committed, (id, now))
        })
        .await
    }
}

fn version(document: &Document) -> Expect {
    Expect::Version(document.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: i64) -> AccountRequestId {
        AccountRequestId::parse(format!("a_{number}")).unwrap()
    }

    /// Somebody asks every minute for half a day; anybody who asks too has a code that left ten minutes ago at the latest.
    #[test]
    fn nobody_is_without_a_code_and_nobody_is_flooded() {
        let (mut pace, mut left) = (None::<PaceRecord>, Vec::new());
        for minute in 0..720 {
            let now = Timestamp(minute * MINUTE_MS);
            for _ in 0..4 {
                if pace.as_ref().is_none_or(|pace| pace.allows(now)) {
                    pace = Some(PaceRecord::after(pace, id(minute), now));
                    left.push(minute);
                }
            }
            let last = left.last().copied().unwrap();
            assert!(minute - last < 10, "{minute}: {last}");
        }
        let within = |from: i64| left.iter().filter(|at| (from..from + 60).contains(*at)).count();
        assert_eq!(within(0), 11);
        assert!((60..660).all(|from| within(from) <= 7), "{left:?}");
    }

    #[test]
    fn after_a_quiet_hour_codes_leave_at_once_again() {
        let mut pace = PaceRecord::after(None, id(0), Timestamp(0));
        for number in 1..6 {
            assert!(pace.allows(Timestamp(number)));
            pace = PaceRecord::after(Some(pace), id(number), Timestamp(number));
        }
        assert!(!pace.allows(Timestamp(6)));
        assert!(pace.allows(Timestamp(5).plus_ms(PAUSE_MS)));
        let later = Timestamp(5).plus_ms(COUNTED_MS);
        assert_eq!(PaceRecord::after(Some(pace), id(9), later).sent, vec![later]);
    }
}
