//! Whose account customers pay into, as managers see and change it.

use domain::Timestamp;
use domain::online_payments::OnlinePayments;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Who takes the money of a restaurant's customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentSettings {
    /// Of the settings: it grows with each change of them.
    pub version: u64,
    pub online: OnlinePayments,
    /// Whether the deployment has an account that its restaurants can share.
    pub shared: bool,
    /// The restaurant's own account that was connected or renewed last, also where another one takes the money now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<ConnectedAccount>,
    /// Where the gateway has to send its messages.
    pub notifications_url: String,
}

/// A restaurant's own account at Mercado Pago. What it takes to use it is never shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectedAccount {
    /// 1 for the first that the restaurant has connected.
    pub number: u32,
    /// The number of the account there.
    pub user: String,
    /// What it is called there.
    pub name: String,
    /// The external id of the point of sale.
    pub pos: String,
    pub connected_at: Timestamp,
    /// The name of the manager who did so.
    pub connected_by: String,
    /// Since when Mercado Pago accepts its token no more: nobody can pay into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_since: Option<Timestamp>,
}

/// Whose account customers shall pay into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentChoice {
    /// An account of the restaurant's own must have been connected before.
    pub online: OnlinePayments,
}

/// What it takes to use an account at Mercado Pago.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPaymentAccount {
    /// The access token: at most 200 characters.
    pub token: String,
    /// What messages about payments are signed with: at most 200 characters.
    pub webhook_secret: String,
    /// The external id of the point of sale, one of those that the account has.
    pub pos: String,
}

impl fmt::Debug for NewPaymentAccount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("NewPaymentAccount")
            .field("pos", &self.pos)
            .finish_non_exhaustive()
    }
}

/// A token, to be asked whose it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentToken {
    /// The access token: at most 200 characters.
    pub token: String,
}

impl fmt::Debug for PaymentToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PaymentToken")
    }
}

/// The account of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundAccount {
    pub user: String,
    pub name: String,
    /// Where codes to pay can be shown; at most 50.
    pub points_of_sale: Vec<FoundPointOfSale>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundPointOfSale {
    /// Its external id.
    pub id: String,
    pub name: String,
}
