//! Tokens: access tokens are JWTs (HS256) that say who somebody is for a few minutes; refresh tokens are random and
//! mean nothing by themselves.

use super::store::{Holder, Person};
use crate::caller::{Caller, Who};
use crate::error::Error;
use api::auth::{API_AUDIENCE, App, BELL_AUDIENCE, Claims, ISSUER};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::staff::Role;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use domain::{StaffId, TenantId, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rand::RngExt as _;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A browser's access token; the refresh token gets the next one.
const ACCESS_MS: i64 = 10 * MINUTE_MS;
/// A program's access token, which nothing renews.
const API_ACCESS_MS: i64 = 60 * MINUTE_MS;
/// A bell, which each renewal of its session replaces: a shift is shorter.
const BELL_MS: i64 = 12 * HOUR_MS;
/// A machine's token, for as long as one may be good.
pub(super) const MACHINE_MS: i64 = 365 * DAY_MS;

/// What an access token is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose<'s> {
    /// A browser's session, whose family this is.
    Browser {
        app: App,
        session: Option<&'s str>,
        by_pin: bool,
    },
    Program,
    /// What goes on reading a number where the session is over, until that is ended on purpose.
    Bell {
        session: &'s str,
    },
}

/// Makes and reads access tokens.
pub(super) struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    bells: Validation,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Tokens")
    }
}

impl Tokens {
    pub(super) fn new(key: &[u8; 32]) -> Tokens {
        Tokens {
            encoding: EncodingKey::from_secret(key),
            decoding: DecodingKey::from_secret(key),
            validation: validation(&[App::Storefront.audience(), App::Console.audience(), API_AUDIENCE]),
            bells: validation(&[BELL_AUDIENCE]),
        }
    }

    /// An access token for somebody, which ends with a browser's session where it is for one.
    pub(super) fn access(
        &self,
        tenant: &TenantId,
        holder: &Holder,
        purpose: Purpose<'_>,
        now: Timestamp,
    ) -> Result<(String, Timestamp), Error> {
        let (sub, customer_id, role) = match &holder.person {
            Person::Customer { customer_id } => {
                (customer_id.to_string(), Some(customer_id.clone()), Role::Customer)
            }
            Person::Staff { staff_id, role, .. } => (staff_id.to_string(), None, *role),
        };
        let pin = matches!(purpose, Purpose::Browser { by_pin: true, .. });
        let (audience, session, lasts_ms) = match purpose {
            Purpose::Browser { app, session, .. } => (app.audience(), session, ACCESS_MS),
            Purpose::Program => (API_AUDIENCE, None, API_ACCESS_MS),
            Purpose::Bell { session } => (BELL_AUDIENCE, Some(session), BELL_MS),
        };
        let expires = now.plus_ms(lasts_ms);
        let claims = Claims {
            sub,
            username: holder.username.clone(),
            name: holder.name.clone(),
            customer_id,
            generation: Some(holder.generation),
            sid: session.map(str::to_owned),
            tenant_id: tenant.clone(),
            role,
            pin,
            scopes: None,
            iss: ISSUER.into(),
            aud: audience.into(),
            iat: seconds(now),
            exp: seconds(expires),
        };
        Ok((self.sign(&claims)?, Timestamp(seconds(expires) * 1_000)))
    }

    pub(super) fn sign(&self, claims: &Claims) -> Result<String, Error> {
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &self.encoding).map_err(|error| {
            tracing::error!(%error, "an access token could not be signed");
            Error::internal()
        })
    }

    /// Who an access token speaks for; 401 when it is not ours or its time is over.
    pub(super) fn verify(&self, access: &str, now: Timestamp) -> Result<(Caller, Claims), Error> {
        self.read(access, &self.validation, now)
    }

    /// Whose bell this is; 401 when it is none of ours or its time is over.
    pub(super) fn verify_bell(&self, bell: &str, now: Timestamp) -> Result<(Caller, Claims), Error> {
        self.read(bell, &self.bells, now)
    }

    fn read(&self, token: &str, validation: &Validation, now: Timestamp) -> Result<(Caller, Claims), Error> {
        let token = jsonwebtoken::decode::<Signed>(token, &self.decoding, validation)
            .map_err(|_| Error::unauthenticated())?;
        let Signed { claims, nbf } = token.claims;
        let begun = nbf.is_none_or(|from| from <= seconds(now));
        if seconds(now) >= claims.exp || !begun {
            return Err(Error::unauthenticated());
        }
        Ok((caller(&claims)?, claims))
    }
}

/// What a token for one of these must be.
fn validation(audiences: &[&str]) -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(audiences);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // Whether it has expired is for our own clock to say.
    validation.validate_exp = false;
    validation
}

/// What a token says, and from when on, which ours never say.
#[derive(Deserialize)]
struct Signed {
    #[serde(flatten)]
    claims: Claims,
    #[serde(default)]
    nbf: Option<i64>,
}

fn caller(claims: &Claims) -> Result<Caller, Error> {
    let (username, name) = (claims.username.clone(), claims.name.clone());
    let who = match (claims.role, &claims.customer_id) {
        (Role::Customer, Some(id)) => Who::Customer {
            id: id.clone(),
            username,
            name,
        },
        (Role::Customer, None) => return Err(Error::unauthenticated()),
        (Role::Service, _) => Who::Service {
            name: claims.sub.clone(),
            scopes: claims.scopes.clone(),
        },
        (role @ (Role::Cook | Role::Dispatcher | Role::Driver | Role::Manager), _) => {
            let id = StaffId::parse(claims.sub.clone()).map_err(|_| Error::unauthenticated())?;
            Who::Staff {
                id,
                username,
                name,
                role,
                by_pin: claims.pin,
            }
        }
    };
    Ok(Caller {
        tenant: claims.tenant_id.clone(),
        who,
        address: None,
    })
}

/// A refresh token in parts: whose, of which family, and the secret.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Refresh {
    pub username: String,
    pub family: String,
    secret: String,
}

impl Refresh {
    /// A new token with 256 random bits.
    pub(super) fn new(username: &str, family: &str) -> Refresh {
        let bits: [u8; 32] = rand::rng().random();
        Refresh {
            username: username.into(),
            family: family.into(),
            secret: URL_SAFE_NO_PAD.encode(bits),
        }
    }

    /// Reads a token; what has another form is nobody's.
    pub(super) fn parse(text: &str) -> Option<Refresh> {
        let mut parts = text.split('.');
        let (family, username, secret) = (parts.next()?, parts.next()?, parts.next()?);
        let username = String::from_utf8(URL_SAFE_NO_PAD.decode(username).ok()?).ok()?;
        let fits = parts.next().is_none() && !family.is_empty() && text.len() <= 300 && secret.len() == 43;
        fits.then(|| Refresh {
            username,
            family: family.to_owned(),
            secret: secret.to_owned(),
        })
    }

    /// What the browser keeps.
    pub(super) fn text(&self) -> String {
        format!(
            "{}.{}.{}",
            self.family,
            URL_SAFE_NO_PAD.encode(&self.username),
            self.secret
        )
    }

    /// What is stored: nothing that could be used as a token.
    pub(super) fn hash(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.secret.as_bytes()))
    }
}

pub(super) fn seconds(at: Timestamp) -> i64 {
    at.0.div_euclid(1_000)
}
