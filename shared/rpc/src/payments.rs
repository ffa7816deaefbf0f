//! Paying orders, and what became of the money.

use api::ApiError;
use api::payment_accounts::{FoundAccount, NewPaymentAccount, PaymentSettings};
use api::payments::{GiveBackForm, PaymentView};
use domain::OrderId;
use domain::online_payments::OnlinePayments;
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
    super::context::staff(Permission::GiveMoneyBack, async |services, caller| {
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

/// Whose account customers pay into. Managers.
#[server(name = PaymentSettingsCall, prefix = "/rpc/payments", endpoint = "settings", input = Json, client = super::Reading)]
pub async fn payment_settings() -> Result<PaymentSettings, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManagePaymentAccounts, async |services, caller| {
        services.payment_accounts.settings(&caller).await
    })
    .await
}

/// Says whose account customers pay into from now on, from the version of the settings that was read. Managers.
#[server(name = ChoosePaymentsCall, prefix = "/rpc/payments", endpoint = "choose", input = Json, client = super::Writing)]
pub async fn choose_payments(online: OnlinePayments, version: u64) -> Result<PaymentSettings, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManagePaymentAccounts, async |services, caller| {
        let accounts = &services.payment_accounts;
        accounts.choose(&caller, online, Some(version)).await
    })
    .await
}

/// Whose account at Mercado Pago a token is, and its points of sale. Managers.
#[server(name = LookUpAccountCall, prefix = "/rpc/payments", endpoint = "look-up-account", input = Json, client = super::Writing)]
pub async fn look_up_account(token: String) -> Result<FoundAccount, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManagePaymentAccounts, async |services, caller| {
        services.payment_accounts.look_up(&caller, &token).await
    })
    .await
}

/// Connects the restaurant's own account, which takes the money from now on. Managers.
#[server(name = ConnectAccountCall, prefix = "/rpc/payments", endpoint = "connect-account", input = Json, client = super::Writing)]
pub async fn connect_account(account: NewPaymentAccount) -> Result<PaymentSettings, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManagePaymentAccounts, async |services, caller| {
        services.payment_accounts.connect(&caller, &account).await
    })
    .await
}
