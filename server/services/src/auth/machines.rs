//! Tokens of machines: an operator makes them, or a manager as keys of the API; they are listed, and one that is lost is revoked.

use super::AuthService;
use super::ended::{end_machine, machine};
use super::tokens::{MACHINE_MS, seconds};
use crate::audit_entry::{self, Book, Subject};
use crate::error::Error;
use api::Code;
use api::auth::{API_AUDIENCE, Claims, ISSUER};
use domain::audit::AuditAction;
use domain::order::Actor;
use domain::scope::Scopes;
use domain::staff::Role;
use domain::time::DAY_MS;
use domain::{StaffId, TenantId, Timestamp};
use ports::Documents;
use ports::documents::{Commit, Document, Expect, Key, Query, Table, Write};
use serde::{Deserialize, Serialize};
use serde_json::json;
use texts::now::errors as texts;

/// Where the tokens of a restaurant's machines are written down, until they end by themselves.
const PARTITION: &str = "MACHINES";
/// Maximum number of tokens that are listed.
pub(super) const LISTED: usize = 1_000;
/// For so long a revoked token stays on the list, in milliseconds: that it has ended is kept apart for as long as it would be good.
const REVOKED_MS: i64 = 30 * DAY_MS;
/// Ids of tokens from before they were written down are accepted as far as they can be ones.
const LONGEST_ID: usize = 80;

/// A token as it is written down: never the token itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MachineToken {
    /// In the token as `sub`, and in the log of what it did.
    pub id: String,
    pub role: Role,
    /// What it is for, as its maker named it; empty where they did not.
    pub label: String,
    /// What of its role it may do; `None`, as for all that operators make, for all of it.
    #[serde(default)]
    pub scopes: Option<Scopes>,
    /// The manager who made it; empty where an operator did.
    #[serde(default)]
    pub by_name: String,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
    #[serde(default)]
    pub revoked_at: Option<Timestamp>,
}

impl MachineToken {
    /// Whether a manager made it, in the console or by a call.
    pub(super) fn is_of_managers(&self) -> bool {
        self.scopes.is_some()
    }

    /// Whether calls with it are answered.
    pub(super) fn is_good(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

fn key(id: &str) -> Key {
    Key::new(Table::Users, PARTITION, id)
}

impl AuthService {
    /// Makes a token for a machine of a restaurant, for the public API, good for a year, and writes down that there is one.
    /// 422 for the role of a customer: that is a person.
    pub async fn make_token(&self, tenant: &TenantId, role: Role, label: &str) -> Result<String, Error> {
        let record = self.new_token(role, label)?;
        let allowed = json!({ "role": role, "expiresAt": record.expires_at });
        let writes = vec![
            put(&record, Expect::Absent)?,
            self.noted(AuditAction::ApiKeyMade, &record.id, label, &allowed)?,
        ];
        let events = Vec::new();
        self.documents.commit(tenant, Commit { writes, events }).await?;
        self.signed(tenant, &record)
    }

    /// The same, on no list: it can be revoked by the id in it.
    pub fn service_token(&self, tenant: &TenantId, role: Role) -> Result<String, Error> {
        self.signed(tenant, &self.new_token(role, "")?)
    }

    fn new_token(&self, role: Role, label: &str) -> Result<MachineToken, Error> {
        let now = self.clock.now();
        Ok(MachineToken {
            id: new_id(role)?,
            role,
            label: label.to_owned(),
            scopes: None,
            by_name: String::new(),
            made_at: now,
            expires_at: now.plus_ms(MACHINE_MS),
            revoked_at: None,
        })
    }

    /// The tokens of a restaurant that have not ended by themselves, revoked ones included; at most 1,000.
    pub async fn machine_tokens(&self, tenant: &TenantId) -> Result<Vec<MachineToken>, Error> {
        let query = Query::partition(Table::Users, PARTITION, LISTED);
        let page = self.documents.query(tenant, &query).await?;
        let mut tokens = Vec::with_capacity(page.documents.len());
        for document in &page.documents {
            tokens.push(document.read::<MachineToken>()?);
        }
        tokens.sort_by_key(|token| token.made_at);
        Ok(tokens)
    }

    /// Ends a token at once: the next call with it is 401. A token that nobody wrote down is ended as well, by the id in it.
    /// 404 for what can be no id.
    pub async fn revoke_token(&self, tenant: &TenantId, id: &str) -> Result<(), Error> {
        let is_id = (1..=LONGEST_ID).contains(&id.len())
            && id
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        if !is_id {
            return Err(Error::not_found());
        }
        let now = self.clock.now();
        let mut writes = vec![end_machine(id, now.plus_ms(MACHINE_MS))?];
        if let Some(found) = self.documents.get(tenant, &key(id)).await? {
            let record: MachineToken = found.read()?;
            if record.revoked_at.is_none() {
                writes.push(self.noted(AuditAction::ApiKeyRevoked, id, &record.label, &json!({}))?);
            }
            let ended = MachineToken {
                revoked_at: Some(record.revoked_at.unwrap_or(now)),
                ..record
            };
            writes.push(put(&ended, Expect::Anything)?);
        }
        let events = Vec::new();
        self.documents.commit(tenant, Commit { writes, events }).await?;
        Ok(())
    }

    /// What an operator does about a token, for the history of its restaurant.
    fn noted(
        &self,
        action: AuditAction,
        id: &str,
        label: &str,
        became: &serde_json::Value,
    ) -> Result<Write, Error> {
        let (by, now) = (Actor::system(), self.clock.now());
        let changes = audit_entry::changes(&json!({}), became)?;
        audit_entry::entry(Book::Staff, &by, now, action, Subject::new(id, label), changes)
    }

    /// Refuses the token of a machine that was revoked.
    pub(super) async fn check_machine(&self, tenant: &TenantId, id: &str) -> Result<(), Error> {
        match self.changed_since(tenant, &machine(id)).await? {
            Some(_) => Err(Error::unauthenticated()),
            None => Ok(()),
        }
    }

    /// The token itself: the same each time for the same record.
    pub(super) fn signed(&self, tenant: &TenantId, record: &MachineToken) -> Result<String, Error> {
        self.tokens.sign(&Claims {
            sid: None,
            sub: record.id.clone(),
            username: record.role.wire_name().into(),
            name: "Brasa".into(),
            customer_id: None,
            generation: None,
            tenant_id: tenant.clone(),
            role: record.role,
            pin: false,
            scopes: record.scopes.clone(),
            iss: ISSUER.into(),
            aud: API_AUDIENCE.into(),
            iat: seconds(record.made_at),
            exp: seconds(record.expires_at),
        })
    }
}

/// The id of a token to be. Each token is a machine of its own: what it did differs from what others did, and so do its keys.
pub(super) fn new_id(role: Role) -> Result<String, Error> {
    let own = format!("{:016x}", rand::random::<u64>());
    match role {
        Role::Customer => Err(Error::new(Code::InvalidValue, texts::INVALID)),
        Role::Service => Ok(format!("service-{own}")),
        Role::Cook | Role::Dispatcher | Role::Driver | Role::Manager => {
            Ok(format!("{}machine{}{own}", StaffId::PREFIX, role.wire_name()))
        }
    }
}

pub(super) fn put(record: &MachineToken, expect: Expect) -> Result<Write, Error> {
    let write = Write::put(key(&record.id), record, expect)?;
    let revoked = record.revoked_at.map(|at| at.plus_ms(REVOKED_MS));
    Ok(write.until(revoked.unwrap_or(record.expires_at).min(record.expires_at)))
}

pub(super) async fn document(
    documents: &dyn Documents,
    tenant: &TenantId,
    id: &str,
) -> Result<Option<Document>, Error> {
    Ok(documents.get(tenant, &key(id)).await?)
}

/// A token as it is written down; `None` where it is on no list.
pub(super) async fn record(
    documents: &dyn Documents,
    tenant: &TenantId,
    id: &str,
) -> Result<Option<MachineToken>, Error> {
    let found = document(documents, tenant, id).await?;
    found.map(|found| found.read().map_err(Error::from)).transpose()
}
