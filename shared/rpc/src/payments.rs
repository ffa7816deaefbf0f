//! Paying orders, and what became of the money.

use api::ApiError;
use api::payments::PaymentView;
use domain::OrderId;
use domain::payment::PaymentMethod;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

#[cfg(feature = "ssr")]
pub use service::{CateringPayments, ClaimPayments, Payments};

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::caller::Caller;
    use api::orders::OrderView;
    use api::payments::GatewayMessage;
    use domain::Money;
    use domain::claim::ClaimNumber;
    use domain::order::Actor;
    use domain::payment::{ClaimMoney, PaymentNote};
    use domain::{CateringId, TenantId};

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
        async fn verify_notification(
            &self,
            tenant: &TenantId,
            message: GatewayMessage,
        ) -> Result<Option<OrderId>, ApiError>;

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
    use domain::staff::Permission;
    super::context::staff(Permission::SeePayments, async |services, caller| {
        services.payments.payment(&caller, &order_id).await
    })
    .await
}

/// Notes that somebody has handed a refund back. Managers.
#[server(name = HandRefundBackCall, prefix = "/rpc/payments", endpoint = "hand-back", input = Json, client = super::PageClient)]
pub async fn hand_refund_back(order_id: OrderId, refund: u32) -> Result<PaymentView, ApiError> {
    use domain::staff::Permission;
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
