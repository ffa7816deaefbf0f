//! Who takes the money.

use super::EngineError;
use async_trait::async_trait;
pub use domain::online_payments::own_account;
use domain::payment::{PaymentMethod, Settlement};
use domain::{Currency, Money, OrderId, TenantId, Timestamp};
use std::fmt::Debug;

/// What shall be paid.
#[derive(Debug, Clone)]
pub struct CreatePayment<'a> {
    pub order: &'a OrderId,
    /// Which try this is, from 1.
    pub attempt: usize,
    pub method: PaymentMethod,
    pub amount: Money,
    pub currency: Currency,
    /// What the customer reads where it is paid.
    pub title: &'a str,
    /// Nobody should pay after this, which is ahead, by 30 days at most.
    pub expires_at: Timestamp,
    /// Nobody pays it: the restaurant is being set up.
    pub rehearsal: bool,
    /// The number of the restaurant's own account that it is paid into; `None` for the one of the deployment.
    pub account: Option<u32>,
}

/// An opened payment at the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The gateway's own name for it.
    pub reference: String,
    /// What a QR code for it says, where the method has one.
    pub qr_payload: Option<String>,
}

/// How a payment stands at the gateway, once something has happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayPayment {
    pub settlement: Settlement,
    /// The money, where there is any: the caller compares it with what should have been paid.
    pub money: Option<Received>,
}

impl GatewayPayment {
    /// Nothing was paid, and nothing will be.
    pub const REJECTED: GatewayPayment = GatewayPayment {
        settlement: Settlement::Rejected,
        money: None,
    };
}

/// Money at the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The gateway's own name for it, by which it is given back.
    pub receipt: String,
    /// `None` when the gateway tells an amount that is none, such as a fraction of a cent.
    pub amount: Option<Money>,
    /// ISO 4217.
    pub currency: String,
}

/// A part of the money of a payment that goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// 1, 2, 3 … within the payment, the same when it is asked for again.
    pub number: u32,
    pub amount: Money,
}

/// A message that claims to be the gateway's, as it came: each gateway knows what of it is signed, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// Names in lower case. A value that is not text is empty.
    pub headers: Vec<(String, String)>,
    /// Of the address, decoded.
    pub query: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Message {
    /// The first header of this name, which is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        named(&self.headers, name)
    }

    /// The first of this name in the address.
    pub fn query(&self, name: &str) -> Option<&str> {
        named(&self.query, name)
    }
}

fn named<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// Which payment a message is about, and how that stands by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedNotification {
    pub tenant: TenantId,
    pub order: OrderId,
    pub reference: String,
    /// `None` while it is open.
    pub standing: Option<GatewayPayment>,
}

/// Why a message is not listened to.
#[derive(Debug, Clone, thiserror::Error)]
pub enum MessageError {
    /// It is not the gateway's, or not of these minutes.
    #[error("the message is not signed as it should be: {0}")]
    Unsigned(&'static str),
    #[error("the message is of another form")]
    Malformed,
    /// It names a payment that was never opened here.
    #[error("the message is about no payment of ours")]
    Unknown,
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// A gateway for payments. What it holds is read back, never believed from a message.
#[async_trait]
pub trait PaymentGateway: Debug + Send + Sync {
    /// This gateway as one that only pretends, where it does: the storefront then offers to approve or reject.
    fn as_simulated(&self) -> Option<&dyn SimulatedPayments> {
        None
    }

    /// Where the payments of rehearsals are settled; `None` where there can be none.
    fn rehearsals(&self) -> Option<&dyn SimulatedPayments> {
        self.as_simulated()
    }

    /// Whether customers can pay here at all.
    fn takes_payments(&self) -> bool {
        true
    }

    /// Opens a payment. The same order and attempt give the same reference.
    async fn open(&self, tenant: &TenantId, opening: &CreatePayment<'_>) -> Result<Opened, EngineError>;

    /// How the payment stands; `None` while it is open.
    async fn read(&self, tenant: &TenantId, reference: &str) -> Result<Option<GatewayPayment>, EngineError>;

    /// Checks a message and reads back the payment it is about; `None` when that is none of ours. `tenant` is the
    /// restaurant whose address the message came to; the notice names the one whose payment it is.
    async fn verify_notification(
        &self,
        tenant: &TenantId,
        message: &Message,
    ) -> Result<Option<VerifiedNotification>, MessageError>;

    /// Gives the money back, or a part of it; `receipt` as in [`Received`], when it is known. Repeating it gives it back
    /// once.
    async fn refund(
        &self,
        tenant: &TenantId,
        reference: &str,
        receipt: Option<&str>,
        part: Option<Part>,
    ) -> Result<(), EngineError>;
}

/// What is done at a gateway that only pretends, in the place of a payer and of a bank. What comes of it is read back as
/// from any other.
#[async_trait]
pub trait SimulatedPayments: Debug + Send + Sync {
    /// Ends an opened payment. One that has ended stays as it is, and one that was never opened is none.
    async fn settle(
        &self,
        tenant: &TenantId,
        reference: &str,
        settlement: Settlement,
    ) -> Result<(), EngineError>;
}
