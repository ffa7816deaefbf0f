//! Tokens of machines: an operator makes them, they are listed, and one that is lost is revoked.

use super::AuthService;
use super::ended::{end_machine, machine};
use super::tokens::{MACHINE_MS, seconds};
use crate::error::Error;
use api::Code;
use api::auth::{API_AUDIENCE, Claims, ISSUER};
use domain::staff::Role;
use domain::{StaffId, TenantId, Timestamp};
use ports::documents::{Commit, Expect, Key, Query, Table, Write};
use serde::{Deserialize, Serialize};
use texts::now::errors as texts;

/// Where the tokens of a restaurant's machines are written down, until they end by themselves.
const PARTITION: &str = "MACHINES";
/// Maximum number of tokens that are listed.
const LISTED: usize = 1_000;
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
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
    #[serde(default)]
    pub revoked_at: Option<Timestamp>,
}

fn key(id: &str) -> Key {
    Key::new(Table::Users, PARTITION, id)
}

impl AuthService {
    /// Makes a token for a machine of a restaurant, for the public API, good for a year, and writes down that there is one.
    /// 422 for the role of a customer: that is a person.
    pub async fn make_token(&self, tenant: &TenantId, role: Role, label: &str) -> Result<String, Error> {
        let claims = self.machine_claims(tenant, role)?;
        let now = self.clock.now();
        let record = MachineToken {
            id: claims.sub.clone(),
            role,
            label: label.to_owned(),
            made_at: now,
            expires_at: now.plus_ms(MACHINE_MS),
            revoked_at: None,
        };
        let write = Write::put(key(&record.id), &record, Expect::Absent)?.until(record.expires_at);
        let events = Vec::new();
        let commit = Commit {
            writes: vec![write],
            events,
        };
        self.documents.commit(tenant, commit).await?;
        self.tokens.sign(&claims)
    }

    /// The same, on no list: it can be revoked by the id in it.
    pub fn service_token(&self, tenant: &TenantId, role: Role) -> Result<String, Error> {
        self.tokens.sign(&self.machine_claims(tenant, role)?)
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
            let ended = MachineToken {
                revoked_at: Some(record.revoked_at.unwrap_or(now)),
                ..record
            };
            let write = Write::put(key(id), &ended, Expect::Anything)?;
            writes.push(write.until(ended.expires_at));
        }
        let events = Vec::new();
        self.documents.commit(tenant, Commit { writes, events }).await?;
        Ok(())
    }

    /// Refuses the token of a machine that was revoked.
    pub(super) async fn check_machine(&self, tenant: &TenantId, id: &str) -> Result<(), Error> {
        match self.changed_since(tenant, &machine(id)).await? {
            Some(_) => Err(Error::unauthenticated()),
            None => Ok(()),
        }
    }

    fn machine_claims(&self, tenant: &TenantId, role: Role) -> Result<Claims, Error> {
        let now = self.clock.now();
        // Each token is a machine of its own: what it did differs from what others did, and so do its keys.
        let own = format!("{:016x}", rand::random::<u64>());
        let sub = match role {
            Role::Customer => return Err(Error::new(Code::InvalidValue, texts::INVALID)),
            Role::Service => format!("service-{own}"),
            Role::Cook | Role::Dispatcher | Role::Driver | Role::Manager => {
                format!("{}machine{}{own}", StaffId::PREFIX, role.wire_name())
            }
        };
        Ok(Claims {
            sid: None,
            sub,
            username: role.wire_name().into(),
            name: "Brasa".into(),
            customer_id: None,
            generation: None,
            tenant_id: tenant.clone(),
            role,
            iss: ISSUER.into(),
            aud: API_AUDIENCE.into(),
            iat: seconds(now),
            exp: seconds(now.plus_ms(MACHINE_MS)),
        })
    }
}
