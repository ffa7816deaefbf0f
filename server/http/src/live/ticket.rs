//! What lets a page in at a gateway of sockets, which has no session of ours: a signed word of what it may listen to.

use api::auth::ISSUER;
use domain::time::MINUTE_MS;
use domain::{TenantId, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use ports::LiveTopic;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// No access token is for it, and no ticket for anything else.
const AUDIENCE: &str = "brasa-live";
/// A page must come in so soon.
const VALID_MS: i64 = MINUTE_MS;

/// What a page may listen to, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub tenant: TenantId,
    pub scope: LiveTopic,
    pub until: Timestamp,
}

/// The gateway of sockets: where it is, and how it knows whom we sent.
#[derive(Clone)]
pub struct Sockets {
    address: Arc<str>,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Claims {
    iss: String,
    aud: String,
    exp: i64,
    tenant_id: TenantId,
    scope: String,
    until: Timestamp,
}

impl Sockets {
    /// `address` is what pages dial, such as `wss://x1.execute-api.us-east-1.amazonaws.com/dev`; `key` signs tickets.
    pub fn new(address: &str, key: &[u8; 32]) -> Sockets {
        Sockets {
            address: address.into(),
            encoding: EncodingKey::from_secret(key),
            decoding: DecodingKey::from_secret(key),
        }
    }

    /// The address for those who have this ticket.
    pub fn address(&self, ticket: &Ticket, now: Timestamp) -> Option<String> {
        let claims = Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            exp: now.plus_ms(VALID_MS).0.div_euclid(1_000),
            tenant_id: ticket.tenant.clone(),
            scope: ticket.scope.to_string(),
            until: ticket.until,
        };
        match jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding) {
            Ok(signed) => Some(format!("{}?ticket={signed}", self.address)),
            Err(error) => {
                tracing::error!(%error, "a ticket could not be signed");
                None
            }
        }
    }

    /// What a signed ticket says; `None` when it is not ours or its time is over.
    pub fn read(&self, signed: &str, now: Timestamp) -> Option<Ticket> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        // Whether it has expired is for our own clock to say.
        validation.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(signed, &self.decoding, &validation);
        let claims = claims.ok()?.claims;
        (now.0.div_euclid(1_000) < claims.exp).then_some(())?;
        Some(Ticket {
            tenant: claims.tenant_id,
            scope: claims.scope.parse().ok()?,
            until: claims.until,
        })
    }
}

impl fmt::Debug for Sockets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sockets")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OrderId;

    #[test]
    fn a_ticket_lets_in_for_a_minute_whoever_has_it_from_us() {
        let sockets = Sockets::new("wss://sockets.example/dev", &[7; 32]);
        let now = Timestamp(1_000_000);
        let ticket = Ticket {
            tenant: TenantId::parse("pardos").unwrap(),
            scope: LiveTopic::Order(OrderId::parse("o_1").unwrap()),
            until: now.plus_ms(600_000),
        };
        let address = sockets.address(&ticket, now).unwrap();
        let signed = address.strip_prefix("wss://sockets.example/dev?ticket=").unwrap();
        assert_eq!(sockets.read(signed, now.plus_ms(59_000)), Some(ticket));
        assert_eq!(sockets.read(signed, now.plus_ms(60_000)), None);
        let others = Sockets::new("wss://sockets.example/dev", &[8; 32]);
        assert_eq!(others.read(signed, now), None);
        assert_eq!(sockets.read("no.ticket.atall", now), None);
    }
}
