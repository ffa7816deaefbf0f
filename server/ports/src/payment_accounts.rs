//! The accounts at a payment gateway that restaurants have connected themselves.

use super::EngineError;
use async_trait::async_trait;
use domain::{TenantId, Timestamp};
use std::fmt;

/// What an account is called at the gateway, and what it takes to use it.
#[derive(Clone, PartialEq, Eq)]
pub struct PaymentAccount {
    /// The access token of the application.
    pub token: String,
    /// The number of the account that receives the money: digits.
    pub user: String,
    /// The external id of the point of sale: 1 to 40 letters, digits, `-` and `_`.
    pub pos: String,
    /// What the gateway's messages are signed with.
    pub webhook_secret: String,
    /// Since when the gateway accepts the token no more; `None` as long as it does.
    pub refused_since: Option<Timestamp>,
    /// Of its record: another one is that of another token.
    pub version: u64,
}

impl fmt::Debug for PaymentAccount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PaymentAccount")
            .field("user", &self.user)
            .field("pos", &self.pos)
            .finish_non_exhaustive()
    }
}

/// Where the accounts of restaurants are kept.
#[async_trait]
pub trait PaymentAccounts: fmt::Debug + Send + Sync {
    /// One account, by its number; `None` when there is none of it.
    async fn account(&self, tenant: &TenantId, number: u32) -> Result<Option<PaymentAccount>, EngineError>;

    /// All that a restaurant has had, with their numbers, newest first: money goes back where it was paid.
    async fn accounts(&self, tenant: &TenantId) -> Result<Vec<(u32, PaymentAccount)>, EngineError>;

    /// Keeps since when the gateway does not accept the token of an account's version, or that it does again. Nothing is kept of one
    /// that was changed meanwhile.
    async fn note_refusal(
        &self,
        tenant: &TenantId,
        number: u32,
        version: u64,
        refused_since: Option<Timestamp>,
    ) -> Result<(), EngineError>;
}

/// Somebody's account as the gateway describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountOwner {
    pub user: String,
    /// What it is called there.
    pub name: String,
    /// ISO 4217: what it is paid in; `None` where the gateway names a country that is not known here.
    pub currency: Option<String>,
    pub points_of_sale: Vec<PointOfSale>,
}

/// Where codes to pay are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointOfSale {
    /// As in [`PaymentAccount::pos`].
    pub id: String,
    pub name: String,
}

/// Asks a gateway whose a token is.
#[async_trait]
pub trait AccountDirectory: fmt::Debug + Send + Sync {
    /// The account of a token; `None` when the gateway does not accept the token.
    async fn owner(&self, token: &str) -> Result<Option<AccountOwner>, EngineError>;
}
