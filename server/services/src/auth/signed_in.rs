//! What signing in gives.

use crate::caller::Caller;
use api::auth::SessionTokens;
use domain::Timestamp;

/// Somebody who has just signed in.
#[derive(Debug, Clone)]
pub struct SignIn {
    pub caller: Caller,
    pub tokens: SessionTokens,
}

/// A session that was continued with its refresh token.
#[derive(Debug, Clone)]
pub struct Renewed {
    pub caller: Caller,
    /// The tokens that take the old ones' place; `None` when another request has just done so.
    pub tokens: Option<SessionTokens>,
}

/// Somebody who has just signed in to the public API.
#[derive(Debug, Clone)]
pub struct ApiSignIn {
    pub caller: Caller,
    /// A JWT, good for an hour; there is no session behind it.
    pub access: String,
    pub expires: Timestamp,
}
