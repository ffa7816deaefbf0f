//! Paying orders, and what became of the money.

use api::ApiError;
use api::payments::{GiveBackForm, PaymentView};
use domain::OrderId;
use domain::payment::PaymentMethod;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// Opens the payment of an order with a method. The customer whose order it is.
#[server(name = OpenPaymentCall, prefix = "/rpc/payments", endpoint = "open", input = Json, client = super::Writing)]
pub async fn open_payment(order_id: OrderId, method: PaymentMethod) -> Result<PaymentView, ApiError> {
    super::context::customer(async |services, caller| {
        services.payments.open(&caller, &order_id, method).await
    })
    .await
}

/// How the payment of an order stands. The customer whose order it is.
#[server(name = PaymentStateCall, prefix = "/rpc/payments", endpoint = "state", input = Json, client = super::Reading)]
pub async fn payment_state(order_id: OrderId) -> Result<PaymentView, ApiError> {
    super::context::customer(async |services, caller| services.payments.payment(&caller, &order_id).await)
        .await
}

/// The record of an order's payment. Managers.
#[server(name = PaymentRecordCall, prefix = "/rpc/payments", endpoint = "record", input = Json, client = super::Reading)]
pub async fn payment_record(order_id: OrderId) -> Result<PaymentView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeePayments, async |services, caller| {
        services.payments.payment(&caller, &order_id).await
    })
    .await
}

/// Notes that somebody has handed a refund back. Managers.
#[server(name = HandRefundBackCall, prefix = "/rpc/payments", endpoint = "hand-back", input = Json, client = super::Writing)]
pub async fn hand_refund_back(order_id: OrderId, refund: u32) -> Result<PaymentView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::CancelAnyOrder, async |services, caller| {
        services.payments.hand_back(&caller, &order_id, refund).await
    })
    .await
}

/// Gives money of an order back, all of it or a part. Managers.
#[server(name = GiveBackCall, prefix = "/rpc/payments", endpoint = "give-back", input = Json, client = super::Writing)]
pub async fn give_back(order_id: OrderId, form: GiveBackForm) -> Result<PaymentView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::GiveMoneyBack, async |services, caller| {
        services.payments.give_back(&caller, &order_id, form).await
    })
    .await
}

/// Approves or rejects a simulated payment. The customer whose order it is.
#[server(name = SettlePaymentCall, prefix = "/rpc/payments", endpoint = "settle-simulated", input = Json, client = super::Writing)]
pub async fn settle_payment(order_id: OrderId, approve: bool) -> Result<PaymentView, ApiError> {
    super::context::customer(async |services, caller| {
        services
            .payments
            .settle_simulated(&caller, &order_id, approve)
            .await
    })
    .await
}
