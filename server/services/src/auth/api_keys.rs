//! Keys of the public API that managers make in the console: tokens of machines with scopes. They are listed with those that
//! operators make, and any of them is revoked here.

use super::AuthService;
use super::ended::end_machine;
use super::machines::{self, MachineToken};
use super::tokens::MACHINE_MS;
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::error::Error;
use crate::idempotency::IdempotentRequest;
use crate::{field_errors, retry};
use ::texts::now::console::connections;
use ::texts::now::errors;
use ::texts::now::webhooks as texts;
use api::api_keys::{ApiKey, ApiKeys, MadeApiKey, NewApiKey};
use api::{Code, FieldError};
use domain::audit::AuditAction;
use domain::customer::FieldProblem;
use domain::scope::{KEY_DAYS, MAX_API_KEYS, MAX_KEY_NAME, Scopes};
use domain::staff::{Permission, Role};
use domain::time::DAY_MS;
use domain::{TenantId, Timestamp, written};
use ports::documents::{Document, Expect, Key, Table, Write};
use serde_json::json;

/// What is read of a key to be.
struct Wanted {
    name: String,
    scopes: Scopes,
    days: u16,
}

/// Each key that is made changes this document, so that two which are made at once count each other.
fn turn() -> Key {
    Key::new(Table::Users, "MACHINES#TURN", "INFO")
}

impl AuthService {
    /// Makes a key, and says whether this was done before under the same idempotency key, which remembers which one it was: the
    /// token is computed, and stored nowhere. 409 when there are [`MAX_API_KEYS`]. Managers.
    pub async fn make_api_key(
        &self,
        caller: &Caller,
        key: Option<&str>,
        new: &NewApiKey,
    ) -> Result<(MadeApiKey, bool), Error> {
        caller.require_with_password(Permission::ManageApiKeys)?;
        let once = key
            .map(|key| IdempotentRequest::new(&caller.label(), "api_keys.make", key, new))
            .transpose()?;
        let wanted = read(new)?;
        let tenant = &caller.tenant;
        let made = retry::change(retry::ATTEMPTS, || async {
            if let Some(made) = self.made_before(tenant, once.as_ref()).await? {
                return Ok(Some((made, true)));
            }
            // Read before the keys are counted: one that is made meanwhile changes it.
            let last = self.documents.get(tenant, &turn()).await?;
            let now = self.clock.now();
            let known = self.machine_tokens(tenant).await?;
            let counted = known
                .iter()
                .filter(|known| known.is_of_managers() && known.is_good(now));
            if counted.count() >= MAX_API_KEYS {
                return Err(Error::new(Code::LimitReached, texts::too_many_keys()));
            }
            let record = self.record(caller, &wanted, now)?;
            let writes = self.making(caller, &record, last, once.as_ref())?;
            let made = self.made(tenant, &record)?;
            retry::unless_overtaken(self.commit_writes(tenant, writes).await, (made, false))
        });
        let (made, replayed) = made.await?;
        if !replayed {
            tracing::info!(%tenant, by = caller.label(), id = made.api_key.id, "an API key was made");
        }
        Ok((made, replayed))
    }

    /// What makes a key, in one commit.
    fn making(
        &self,
        caller: &Caller,
        record: &MachineToken,
        last: Option<Document>,
        once: Option<&IdempotentRequest>,
    ) -> Result<Vec<Write>, Error> {
        let (by, now) = (caller.actor()?, record.made_at);
        let expect = last.map_or(Expect::Absent, |last| Expect::Version(last.version));
        let subject = Subject::new(&record.id, &record.label);
        let allowed = json!({ "scopes": named(record), "expiresAt": record.expires_at });
        let mut writes = vec![
            machines::put(record, Expect::Absent)?,
            Write::put(turn(), &json!({ "at": now }), expect)?,
            audit_entry::entry(
                Book::Staff,
                &by,
                now,
                AuditAction::ApiKeyMade,
                subject,
                audit_entry::changes(&json!({}), &allowed)?,
            )?,
        ];
        if let Some(once) = once {
            writes.push(once.remember(&record.id, now)?);
        }
        Ok(writes)
    }

    fn record(&self, caller: &Caller, wanted: &Wanted, now: Timestamp) -> Result<MachineToken, Error> {
        Ok(MachineToken {
            id: machines::new_id(Role::Service)?,
            role: Role::Service,
            label: wanted.name.clone(),
            scopes: Some(wanted.scopes.clone()),
            by_name: caller.actor()?.name,
            made_at: now,
            expires_at: now.plus_ms(i64::from(wanted.days) * DAY_MS),
            revoked_at: None,
        })
    }

    fn made(&self, tenant: &TenantId, record: &MachineToken) -> Result<MadeApiKey, Error> {
        Ok(MadeApiKey {
            api_key: shown(record, None),
            token: self.signed(tenant, record)?,
        })
    }

    /// The key that was made under an idempotency key before. One that was revoked or has ended meanwhile is made no second time.
    async fn made_before(
        &self,
        tenant: &TenantId,
        once: Option<&IdempotentRequest>,
    ) -> Result<Option<MadeApiKey>, Error> {
        let Some(once) = once else { return Ok(None) };
        let Some(id) = once.replay::<String>(&*self.documents, tenant).await? else {
            return Ok(None);
        };
        let found = machines::record(&*self.documents, tenant, &id).await?;
        let good = found.filter(|record| record.is_good(self.clock.now()));
        let record = good.ok_or_else(Error::not_found)?;
        self.made(tenant, &record).map(Some)
    }

    /// The keys of the restaurant that have not ended by themselves, newest first. Managers.
    pub async fn api_keys(&self, caller: &Caller) -> Result<ApiKeys, Error> {
        caller.require(Permission::ManageApiKeys)?;
        let now = self.clock.now();
        let (tokens, uses) = tokio::try_join!(
            self.machine_tokens(&caller.tenant),
            self.last_uses(&caller.tenant)
        )?;
        let current = tokens.iter().filter(|token| now < token.expires_at).rev();
        Ok(ApiKeys {
            api_keys: current
                .map(|token| shown(token, uses.get(&token.id).copied()))
                .collect(),
        })
    }

    /// Revokes a key of the list: the next call with it is 401. Doing so again changes nothing. Managers.
    pub async fn revoke_api_key(&self, caller: &Caller, id: &str) -> Result<(), Error> {
        caller.require(Permission::ManageApiKeys)?;
        let tenant = &caller.tenant;
        let revoked = retry::change(retry::ATTEMPTS, || async {
            let found = machines::document(&*self.documents, tenant, id).await?;
            let document = found.ok_or_else(Error::not_found)?;
            let record: MachineToken = document.read()?;
            if record.revoked_at.is_some() {
                return Ok(Some(()));
            }
            let (by, now) = (caller.actor()?, self.clock.now());
            let subject = Subject::new(id, &record.label);
            let action = AuditAction::ApiKeyRevoked;
            let ended = MachineToken {
                revoked_at: Some(now),
                ..record
            };
            let writes = vec![
                end_machine(id, now.plus_ms(MACHINE_MS))?,
                machines::put(&ended, Expect::Version(document.version))?,
                audit_entry::entry(Book::Staff, &by, now, action, subject, Vec::new())?,
            ];
            retry::unless_overtaken(self.commit_writes(tenant, writes).await, ())
        });
        revoked.await?;
        tracing::info!(%tenant, by = caller.label(), id, "an API key was revoked");
        Ok(())
    }
}

/// The key that is wanted, or all that is wrong with it.
fn read(new: &NewApiKey) -> Result<Wanted, Error> {
    let mut wrong = Vec::new();
    let name = written::line(&new.name, 1, MAX_KEY_NAME);
    let name = field_errors::read(&mut wrong, "/name", name);
    let scopes = Scopes::chosen(&new.scopes);
    if scopes.is_none() {
        wrong.push(field_errors::field("/scopes", FieldProblem::Missing));
    }
    let [.., usual] = KEY_DAYS;
    let days = new.expires_in_days.unwrap_or(usual);
    if !KEY_DAYS.contains(&days) {
        wrong.push(FieldError::new(
            "/expiresInDays",
            Code::InvalidValue,
            errors::INVALID,
        ));
    }
    match (name, scopes) {
        (Some(name), Some(scopes)) if wrong.is_empty() => Ok(Wanted { name, scopes, days }),
        _ => Err(Error::invalid(wrong)),
    }
}

/// What a key may do, as the history says it.
fn named(record: &MachineToken) -> String {
    let scopes = record.scopes.iter().flat_map(Scopes::iter);
    scopes.map(connections::scope).collect::<Vec<_>>().join(", ")
}

fn shown(token: &MachineToken, last_used_at: Option<Timestamp>) -> ApiKey {
    ApiKey {
        id: token.id.clone(),
        name: token.label.clone(),
        role: token.role,
        scopes: token.scopes.clone(),
        made_at: token.made_at,
        by_name: token.by_name.clone(),
        expires_at: token.expires_at,
        last_used_at,
        revoked_at: token.revoked_at,
    }
}
