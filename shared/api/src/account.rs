//! What people do with their accounts: a password that was forgotten or is changed, another e-mail address, and closing it.
//! The service is [`Auth`](super::auth::Auth).

use serde::{Deserialize, Serialize};

/// A new password with the code of a mail.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordReset {
    /// What asking for the code answered.
    pub request_id: String,
    /// The six digits, or what the link of the mail carries.
    pub code: String,
    /// 8 to 128 characters.
    pub password: String,
}

/// A new password of somebody who knows the old one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    pub password: String,
    /// 8 to 128 characters.
    pub new_password: String,
}

/// A new e-mail address, which counts once its code was used.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailChange {
    pub email: String,
    pub password: String,
}

/// What an account says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    pub username: String,
    /// `None` until an address was confirmed.
    pub email: Option<String>,
    /// An address whose code was sent and not used yet.
    pub pending_email: Option<String>,
}
