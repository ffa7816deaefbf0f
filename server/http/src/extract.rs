//! What the handlers of the public API ask of a request: who calls, and a JSON body.

use super::problem::{self, Problem};
use super::{Http, MAX_BODY, MAX_MENU, address, composed, max_body, rest, tenant};
use api::auth::API_AUDIENCE;
use api::{ApiError, Code, FieldError};
use axum::body::{Body as HttpBody, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, header, request};
use domain::TenantId;
use domain::customer::FieldProblem;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;
use services::caller::{Caller, Who};
use std::time::Duration;
use texts::now::errors as texts;

/// A body that takes longer is not waited for: connections held open are what an attacker has most of.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The same of a file, over a slow line.
const TIMEOUT_OF_FILE: Duration = Duration::from_secs(60);

/// The caller, with a token or without.
#[derive(Debug)]
pub(super) struct Anybody {
    pub http: Http,
    pub caller: Caller,
    /// The idempotency key, when one was sent.
    pub key: Option<String>,
}

/// Somebody with a good token. Without one: 401, whatever else is wrong with the call.
#[derive(Debug)]
pub(super) struct SignedIn {
    pub http: Http,
    pub caller: Caller,
    pub key: Option<String>,
    /// Whether the call is in the words of another system, whose machines also do the kitchen's work.
    pub other_words: bool,
}

/// The restaurant that the call is for, as far as the body may name one too.
#[derive(Debug, Clone)]
struct CallTenant(TenantId);

impl FromRequestParts<Http> for Anybody {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut request::Parts, http: &Http) -> Result<Anybody, Problem> {
        let caller = caller(parts, http).await?;
        parts.extensions.insert(CallTenant(caller.tenant.clone()));
        let key = key(&parts.headers);
        Ok(Anybody {
            http: http.clone(),
            caller,
            key,
        })
    }
}

impl FromRequestParts<Http> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut request::Parts, http: &Http) -> Result<SignedIn, Problem> {
        let Anybody { http, caller, key } = Anybody::from_request_parts(parts, http).await?;
        let other_words = parts.extensions.get::<OtherWords>().is_some();
        match caller.who {
            Who::Visitor => Err(Problem(ApiError::unauthenticated())),
            Who::Customer { .. } | Who::Staff { .. } | Who::Service { .. } => Ok(SignedIn {
                http,
                caller,
                key,
                other_words,
            }),
        }
    }
}

/// A payment gateway, which has one address for the payments of all restaurants: that of the address may be suspended, or
/// none. Whose payment it is says the payment's reference.
#[derive(Debug)]
pub(super) struct FromGateway(pub Anybody);

impl FromRequestParts<Http> for FromGateway {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut request::Parts, http: &Http) -> Result<FromGateway, Problem> {
        match Anybody::from_request_parts(parts, http).await {
            Ok(call) => Ok(FromGateway(call)),
            Err(Problem(error)) if matches!(error.code, Code::NotFound | Code::TenantSuspended) => {
                Ok(FromGateway(Anybody {
                    http: http.clone(),
                    caller: Caller {
                        tenant: http.app.default_tenant.clone(),
                        who: Who::Visitor,
                        address: Some(address::of(
                            &parts.headers,
                            &parts.extensions,
                            http.app.production,
                        )),
                    },
                    key: key(&parts.headers),
                }))
            }
            Err(problem) => Err(problem),
        }
    }
}

/// The idempotency key of a call.
pub(super) fn key(headers: &HeaderMap) -> Option<String> {
    let key = ["idempotency-key", "x-idempotency-key"]
        .iter()
        .find_map(|name| headers.get(*name))?;
    // What is not text is no printable key either: the services say so.
    Some(key.to_str().unwrap_or_default().to_owned())
}

/// The bearer of the token, in the token's restaurant, which host and header must not contradict (403); without a token a
/// visitor of the restaurant that the host or a header names ([`tenant::of_call`]).
pub(super) async fn caller(parts: &request::Parts, http: &Http) -> Result<Caller, ApiError> {
    let address = || address::of(&parts.headers, &parts.extensions, http.app.production);
    if let Some(authorization) = parts.headers.get(header::AUTHORIZATION) {
        let token = authorization
            .to_str()
            .ok()
            .and_then(bearer)
            .ok_or_else(ApiError::unauthenticated)?;
        let (caller, claims) = http.app.services.auth.verify(token).await?;
        if claims.aud != API_AUDIENCE {
            return Err(ApiError::unauthenticated());
        }
        tenant::agrees(http, &parts.headers, &parts.uri, &caller.tenant).await?;
        http.app.tenants.serve(&caller.tenant).await?;
        return Ok(Caller {
            address: Some(address()),
            ..caller
        });
    }
    Ok(Caller {
        tenant: tenant::of_call(http, &parts.headers, &parts.uri).await?,
        who: Who::Visitor,
        address: Some(address()),
    })
}

fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// A call in the words of another system, which says more than we read.
#[derive(Debug, Clone, Copy)]
pub(super) struct OtherWords {
    /// What stands before its paths, e.g. `/compat/pedidos`.
    pub base: &'static str,
}

/// A JSON object as the body. No body at all is an empty object. A field that its type does not read is refused, unless
/// [`rest::harmless`] has it.
#[derive(Debug)]
pub(super) struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Http> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Http) -> Result<Body<T>, Problem> {
        let (parts, body) = request.into_parts();
        let json = is_json(&parts.headers);
        let bytes = bytes(&parts.headers, body, max_body(parts.uri.path())).await?;
        let mut body = match bytes.trim_ascii() {
            [] => Map::new(),
            _ if !json => return Err(Problem(problem::not_json())),
            text => match super::json::read(text)? {
                Value::Object(body) => body,
                _ => return Err(Problem(problem::malformed())),
            },
        };
        composed::compose(&mut body);
        let named = ["tenantId", "tenant_id"].iter().find_map(|name| body.get(*name));
        if let (Some(named), Some(CallTenant(tenant))) = (named, parts.extensions.get())
            && named.as_str() != Some(tenant.as_str())
            && !named.is_null()
        {
            return Err(Problem(ApiError::forbidden()));
        }
        let body = Value::Object(body);
        let read = serde_path_to_error::deserialize(&body).map_err(|error| Problem(unfit(error.path())))?;
        if parts.extensions.get::<OtherWords>().is_none() {
            super::json::unread::<T>(&body, rest::harmless(&parts.method, parts.uri.path()))?;
        }
        Ok(Body(read))
    }
}

/// The key that was sent with a call, which must be one; empty where none was.
pub(super) fn key_or_none(sent: Option<&String>) -> Result<String, ApiError> {
    let Some(key) = sent else {
        return Ok(String::new());
    };
    services::idempotency::required(key)?;
    Ok(key.clone())
}

/// A body of JSON, byte for byte: what is signed is what came.
pub(super) struct JsonBytes(pub Bytes);

impl FromRequest<Http> for JsonBytes {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Http) -> Result<JsonBytes, Problem> {
        let (parts, body) = request.into_parts();
        let body = bytes(&parts.headers, body, MAX_BODY).await?;
        if !is_json(&parts.headers) && !body.trim_ascii().is_empty() {
            return Err(Problem(problem::not_json()));
        }
        Ok(JsonBytes(body))
    }
}

/// The body, if it is not too large.
pub(super) async fn bytes(headers: &HeaderMap, body: HttpBody, most: usize) -> Result<Bytes, ApiError> {
    let input = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok());
    if input
        .and_then(|length| length.parse::<usize>().ok())
        .is_some_and(|length| length > most)
    {
        return Err(problem::too_large());
    }
    let time = if most > MAX_MENU { TIMEOUT_OF_FILE } else { TIMEOUT };
    let read = tokio::time::timeout(time, axum::body::to_bytes(body, most)).await;
    read.map_err(|_| problem::malformed())?.map_err(|error| {
        let too_large =
            std::error::Error::source(&error).is_some_and(|source| source.to_string().contains("limit"));
        if too_large {
            problem::too_large()
        } else {
            problem::malformed()
        }
    })
}

/// Whether the body says to be JSON.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Says which part of the body has another form than expected.
fn unfit(place: &serde_path_to_error::Path) -> ApiError {
    let mut pointer = String::new();
    for part in place {
        pointer.push('/');
        match part {
            Segment::Seq { index } => pointer.push_str(&index.to_string()),
            Segment::Map { key } => pointer.push_str(&super::json::escaped(key)),
            Segment::Enum { variant } => pointer.push_str(variant),
            Segment::Unknown => {
                pointer.pop();
            }
        }
    }
    let text = texts::field(FieldProblem::Malformed);
    ApiError {
        message: text.clone(),
        fields: vec![FieldError::new(pointer, Code::Malformed, text)],
        ..problem::malformed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn json_is_told_by_its_type() {
        for (kind, json) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/merge-patch+json", true),
            ("text/plain", false),
            ("application/x-www-form-urlencoded", false),
        ] {
            let headers: HeaderMap = [(header::CONTENT_TYPE, HeaderValue::from_static(kind))]
                .into_iter()
                .collect();
            assert_eq!(is_json(&headers), json, "{kind}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }

    #[test]
    fn the_scheme_of_a_token_is_bearer() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer abc"), Some("abc"));
        assert_eq!(bearer("Basic abc"), None);
        assert_eq!(bearer("abc"), None);
    }
}
