//! Paying for an order.

mod entries;

pub use entries::EntryView;

use super::ApiError;
use crate::domain::claim::ClaimNumber;
use crate::domain::customer::first_name;
use crate::domain::payment::{
    Adjustment, AdjustmentKind, Attempt, Charge, ChargeState, PaymentMethod, PaymentStatus, Refund,
    RefundReason, RefundState,
};
use crate::domain::{Money, OrderId, Timestamp};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// How the payment of an order stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PaymentView {
    pub order_id: OrderId,
    /// `None` when no attempt was opened yet.
    pub status: Option<PaymentStatus>,
    pub method: PaymentMethod,
    /// The gateway's own name for the newest attempt, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_id: Option<String>,
    /// What is to be paid, before adjustments.
    pub amount_cents: Money,
    /// What came in and has not gone back.
    pub paid_cents: Money,
    /// What is still to come in.
    pub owed_cents: Money,
    /// What has gone back.
    pub refunded_cents: Money,
    /// What is on its way back.
    pub refunding_cents: Money,
    /// Oldest first.
    pub charges: Vec<ChargeView>,
    pub refunds: Vec<RefundView>,
    pub adjustments: Vec<AdjustmentView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr: Option<Qr>,
    /// Whether the payment is only pretended, and the page offers to approve or reject it.
    pub simulated: bool,
    /// When the order is cancelled unless it is paid.
    pub expires_at: Timestamp,
}

/// Money that is to come in, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ChargeView {
    /// 1, 2, 3 … within the payment.
    pub id: u32,
    pub amount_cents: Money,
    pub method: PaymentMethod,
    pub state: ChargeState,
    /// How often it was tried at the gateway.
    pub attempts: usize,
    /// These tries, oldest first.
    #[serde(default)]
    pub tries: Vec<TryView>,
    /// First name of who took the money or vouches for it; absent when it came through the gateway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    pub opened_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

/// One try to pay a charge at the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TryView {
    pub method: PaymentMethod,
    pub state: ChargeState,
    pub opened_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

/// Money that goes back, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RefundView {
    pub id: u32,
    /// The charge whose money it is.
    pub charge: u32,
    pub amount_cents: Money,
    pub reason: RefundReason,
    /// First name of who had it go back.
    pub by: String,
    pub state: RefundState,
    pub asked_at: Timestamp,
    pub done_at: Option<Timestamp>,
    /// First name of who handed it back; absent where nobody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_by: Option<String>,
    /// How often the gateway was asked in vain.
    pub failures: u32,
    /// It waits for somebody to hand it back, because it never was at the gateway.
    #[serde(default)]
    pub by_hand: bool,
    /// The claim because of which it goes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimNumber>,
}

/// What changes the amount to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AdjustmentView {
    pub kind: AdjustmentKind,
    /// Negative when less is to be paid.
    pub amount_cents: Money,
    /// First name of who made it.
    pub by: String,
    pub at: Timestamp,
}

impl ChargeView {
    pub fn of(charge: &Charge) -> ChargeView {
        ChargeView {
            id: charge.id,
            amount_cents: charge.amount,
            method: charge.method,
            state: charge.state,
            attempts: charge.attempts.len(),
            tries: charge.attempts.iter().map(TryView::of).collect(),
            by: charge.by.as_ref().map(|by| first_name(&by.name).to_owned()),
            opened_at: charge.opened_at,
            settled_at: charge.settled_at,
        }
    }
}

impl TryView {
    fn of(attempt: &Attempt) -> TryView {
        TryView {
            method: attempt.method,
            state: attempt.state,
            opened_at: attempt.opened_at,
            settled_at: attempt.settled_at,
        }
    }
}

impl RefundView {
    pub fn of(refund: &Refund) -> RefundView {
        RefundView {
            id: refund.id,
            charge: refund.charge,
            amount_cents: refund.amount,
            reason: refund.reason,
            by: first_name(&refund.by.name).to_owned(),
            state: refund.state,
            asked_at: refund.asked_at,
            done_at: refund.done_at,
            handed_by: refund
                .handed_by
                .as_ref()
                .map(|by| first_name(&by.name).to_owned()),
            failures: refund.failures,
            by_hand: refund.is_by_hand(),
            claim: refund.claim,
        }
    }
}

impl AdjustmentView {
    pub fn of(adjustment: &Adjustment) -> AdjustmentView {
        AdjustmentView {
            kind: adjustment.kind,
            amount_cents: adjustment.amount,
            by: first_name(&adjustment.by.name).to_owned(),
            at: adjustment.at,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Qr {
    pub payload: String,
    /// A drawing of the payload, in the current text colour.
    pub svg: String,
}

/// A message to the address where gateways say that something has happened, as it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GatewayMessage {
    /// The header `x-signature`.
    pub signature: Option<String>,
    /// The header `x-request-id`.
    pub request_id: Option<String>,
    /// `data.id` of the address.
    pub data_id: Option<String>,
    pub body: serde_json::Value,
}

#[cfg(feature = "ssr")]
pub use service::{CateringPayments, ClaimPayments, Payments};

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::api::context::Caller;
    use crate::api::orders::OrderView;
    use crate::domain::order::Actor;
    use crate::domain::payment::{ClaimMoney, PaymentNote};
    use crate::domain::{CateringId, TenantId};

    #[async_trait::async_trait]
    pub trait Payments: std::fmt::Debug + Send + Sync {
        /// Opens a payment at the gateway. Opening the same method twice is opening it once. Cash confirms the order
        /// at once. 409 when the order is closed or paid.
        async fn open(
            &self,
            caller: &Caller,
            order: &OrderId,
            method: PaymentMethod,
        ) -> Result<PaymentView, ApiError>;

        /// How the payment stands. The order's customer, managers and machines.
        async fn payment(&self, caller: &Caller, order: &OrderId) -> Result<PaymentView, ApiError>;

        /// Approves or rejects at the simulated gateway. Saying the same twice has no further effect.
        async fn settle_simulated(
            &self,
            caller: &Caller,
            order: &OrderId,
            approve: bool,
        ) -> Result<PaymentView, ApiError>;

        /// Takes a message of the gateway: 401 unless it is the gateway's own and of these minutes. What it says is
        /// not believed but read back; one that comes again has no effect. The simulated gateway alone is believed, and
        /// with it 404 for a payment that is not ours. The tenant is that of the address. Answers which order it was
        /// about, where it was about one; the order says what was learnt before this answer comes.
        async fn hear(&self, tenant: &TenantId, message: GatewayMessage)
        -> Result<Option<OrderId>, ApiError>;

        /// How the payment stands by its record alone; the gateway is not asked. Who may see it as in `payment`.
        async fn recorded(&self, caller: &Caller, order: &OrderId) -> Result<PaymentView, ApiError>;

        /// Notes that somebody has handed a refund back that no gateway gives back. Managers and machines. Saying so twice has
        /// no further effect; 409 for one that goes back another way, or is not there.
        async fn hand_back(
            &self,
            caller: &Caller,
            order: &OrderId,
            refund: u32,
        ) -> Result<PaymentView, ApiError>;

        /// Sends an order into the kitchen. Managers and machines do so on the restaurant's word; the order's customer
        /// with a payment that is approved, or that the simulated gateway approves on the spot. 409 otherwise.
        async fn confirm(&self, caller: &Caller, order: &OrderId) -> Result<OrderView, ApiError>;
    }

    /// What the book of claims asks of the records of money. The caller has checked who may do so.
    #[async_trait::async_trait]
    pub trait ClaimPayments: std::fmt::Debug + Send + Sync {
        /// What may go back of the money for an order, by its record.
        async fn can_go_back(&self, tenant: &TenantId, order: &OrderId) -> Result<Money, ApiError>;

        /// What goes back of it because of a claim; `None` before that was decided.
        async fn claim_money(
            &self,
            tenant: &TenantId,
            order: &OrderId,
            claim: ClaimNumber,
        ) -> Result<Option<ClaimMoney>, ApiError>;
    }

    /// The money of requests for catering, which is paid in parts. Its record is that of the order which a request becomes,
    /// from the first payment on. The caller has checked who may do so. 404 before a quote is accepted.
    #[async_trait::async_trait]
    pub trait CateringPayments: std::fmt::Debug + Send + Sync {
        /// Opens a payment at the gateway, for what is owed at most. Opening the same twice is opening it once.
        async fn open_catering(
            &self,
            tenant: &TenantId,
            request: &CateringId,
            amount: Money,
            method: PaymentMethod,
            actor: &Actor,
        ) -> Result<PaymentView, ApiError>;

        /// How the payment stands. Asks the gateway where its message may be lost.
        async fn catering_payment(
            &self,
            tenant: &TenantId,
            request: &CateringId,
        ) -> Result<PaymentView, ApiError>;

        /// Approves or rejects what is open at the simulated gateway. Saying the same twice has no further effect.
        async fn settle_catering(
            &self,
            tenant: &TenantId,
            request: &CateringId,
            approve: bool,
            actor: &Actor,
        ) -> Result<PaymentView, ApiError>;

        /// Notes money that did not go through the gateway, for what is owed at most. 409 where `seen`, what was owed when
        /// it was noted, is not what is owed: the same money is not noted twice.
        async fn take_catering_money(
            &self,
            tenant: &TenantId,
            request: &CateringId,
            amount: Money,
            method: PaymentMethod,
            seen: Option<Money>,
            by: &Actor,
        ) -> Result<(), ApiError>;

        /// What the record says by now; `None` while nobody has paid or tried to.
        async fn catering_note(
            &self,
            tenant: &TenantId,
            request: &CateringId,
        ) -> Result<Option<PaymentNote>, ApiError>;
    }
}

/// Opens the payment of an order with a method. The customer whose order it is.
#[server(name = OpenPaymentCall, prefix = "/rpc/payments", endpoint = "open", input = Json, client = super::PageClient)]
pub async fn open_payment(order_id: OrderId, method: PaymentMethod) -> Result<PaymentView, ApiError> {
    super::context::customer(async |services, caller| {
        services.payments.open(&caller, &order_id, method).await
    })
    .await
}

/// How the payment of an order stands. The customer whose order it is.
#[server(name = PaymentStateCall, prefix = "/rpc/payments", endpoint = "state", input = Json, client = super::PageClient)]
pub async fn payment_state(order_id: OrderId) -> Result<PaymentView, ApiError> {
    super::context::customer(async |services, caller| services.payments.payment(&caller, &order_id).await)
        .await
}

/// The record of an order's payment. Managers.
#[server(name = PaymentRecordCall, prefix = "/rpc/payments", endpoint = "record", input = Json, client = super::PageClient)]
pub async fn payment_record(order_id: OrderId) -> Result<PaymentView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::SeePayments, async |services, caller| {
        services.payments.payment(&caller, &order_id).await
    })
    .await
}

/// Notes that somebody has handed a refund back. Managers.
#[server(name = HandRefundBackCall, prefix = "/rpc/payments", endpoint = "hand-back", input = Json, client = super::PageClient)]
pub async fn hand_refund_back(order_id: OrderId, refund: u32) -> Result<PaymentView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::CancelAnyOrder, async |services, caller| {
        services.payments.hand_back(&caller, &order_id, refund).await
    })
    .await
}

/// Approves or rejects a simulated payment. The customer whose order it is.
#[server(name = SettlePaymentCall, prefix = "/rpc/payments", endpoint = "settle-simulated", input = Json, client = super::PageClient)]
pub async fn settle_payment(order_id: OrderId, approve: bool) -> Result<PaymentView, ApiError> {
    super::context::customer(async |services, caller| {
        services
            .payments
            .settle_simulated(&caller, &order_id, approve)
            .await
    })
    .await
}
