//! Who somebody is: registration, sign-in and sessions.

use domain::scope::Scopes;
use domain::staff::Role;
use domain::{CustomerId, TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use std::ops::Not;

/// The two apps. Somebody may be signed in to both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum App {
    Storefront,
    Console,
}

impl App {
    /// The `aud` of its access tokens.
    pub fn audience(self) -> &'static str {
        match self {
            App::Storefront => "storefront",
            App::Console => "console",
        }
    }
}

/// The `aud` of the access tokens of the public API.
pub const API_AUDIENCE: &str = "api";
/// The `aud` of the bells of the console, which read a number and nothing else.
pub const BELL_AUDIENCE: &str = "bell";
/// The `iss` of all access tokens.
pub const ISSUER: &str = "brasa";

/// What a new customer tells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Registration {
    pub username: String,
    pub email: String,
    /// 8 to 128 characters.
    pub password: String,
    pub name: String,
    pub phone: String,
    pub address: domain::customer::Address,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credentials {
    /// User name or e-mail address.
    pub username: String,
    pub password: String,
    /// 8 to 128 characters, in place of a password that the restaurant made for somebody of its staff: without it that one
    /// is answered with `password_change_required`. Refused where nothing is to be changed.
    pub new_password: Option<String>,
}

/// Who is signed in to the storefront.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedInCustomer {
    pub customer_id: CustomerId,
    pub username: String,
    pub name: String,
}

/// Who is signed in to the console.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedInStaff {
    pub id: String,
    pub username: String,
    pub name: String,
    pub role: Role,
    /// The restaurant they work in.
    pub restaurant: String,
    /// Came in with the PIN of a shared tablet: what would outlast it takes the password.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub by_pin: bool,
}

/// What a browser or a program keeps of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionTokens {
    /// A JWT, good for ten minutes.
    pub access: String,
    pub access_expires: Timestamp,
    /// Opaque, good once; the next one comes with its use.
    pub refresh: String,
    pub refresh_expires: Timestamp,
    /// Of a session of the console.
    pub bell: Option<Bell>,
}

/// What a tablet of the staff keeps beside its session: where the session is over, it still learns how many orders wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bell {
    /// A JWT, good for twelve hours, or until the session is ended on purpose.
    pub token: String,
    pub expires: Timestamp,
}

/// Claims of an access token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claims {
    /// Customer's or staff id, or a machine's name.
    pub sub: String,
    pub username: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<CustomerId>,
    /// The account's, when the token was signed: those of an older one have ended. Machines have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generation: Option<u32>,
    /// The browser's session, with which the token ends. Programs have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    pub tenant_id: TenantId,
    pub role: Role,
    /// Whether somebody came in with the PIN of a shared tablet.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub pin: bool,
    /// What of its role a machine may do; all of it where this is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Scopes>,
    pub iss: String,
    pub aud: String,
    /// Seconds since 1970.
    pub iat: i64,
    pub exp: i64,
}
