//! Mercado Pago: an order for a dynamic QR code at a point of sale, paid with the app of Mercado Pago or of a bank.
//!
//! - `POST /instore/orders/qr/seller/collectors/{user}/pos/{pos}/qrs` opens ("QR dynamic model", create QR tramma)
//! - `GET /v1/payments/{id}` and `/v1/payments/search?external_reference=` read back
//! - `POST /v1/payments/{id}/refunds` gives back
//!
//! One account may serve several restaurants, and an order may be opened several times: the `external_reference` of an
//! order at Mercado Pago is [`reference`], which names restaurant, order and attempt.

mod account;
mod client;
mod directory;
mod restaurants;
mod signature;
mod wire;

pub use account::Account;
pub use directory::{MercadoPagoDirectory, is_pos, is_user};
pub use restaurants::OwnAccounts;

use async_trait::async_trait;
use client::Client;
use domain::online_payments::own_mark;
use domain::payment::Settlement;
use domain::{OrderId, TenantId};
use ports::payment_gateway::{
    CreatePayment, GatewayPayment, Message, MessageError, Opened, Part, VerifiedNotification,
};
use ports::{Clock, EngineError, PaymentGateway};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use wire::{NewOrder, NewQr, Payment, Search};

const ENGINE: &str = "mercadopago";

/// See [`PaymentGateway`].
pub struct MercadoPagoGateway {
    client: Client,
    account: Account,
    /// The number of the account, where it is a restaurant's own; `None` for that of the deployment.
    own: Option<u32>,
    clock: Arc<dyn Clock>,
}

impl fmt::Debug for MercadoPagoGateway {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("MercadoPagoGateway")
            .field(&self.account)
            .finish()
    }
}

impl MercadoPagoGateway {
    /// Nothing is asked of Mercado Pago before somebody pays.
    pub fn new(account: Account, clock: Arc<dyn Clock>) -> Result<MercadoPagoGateway, EngineError> {
        Ok(MercadoPagoGateway::of(client::http()?, account, None, clock))
    }

    /// The same for any account, with connections that it shares with others.
    fn of(
        http: reqwest::Client,
        account: Account,
        own: Option<u32>,
        clock: Arc<dyn Clock>,
    ) -> MercadoPagoGateway {
        MercadoPagoGateway {
            client: Client::new(http, &account.url, &account.token),
            account,
            own,
            clock,
        }
    }

    /// The payment of this receipt, if it is one of this restaurant.
    async fn payment(&self, receipt: &str) -> Result<Option<Payment>, EngineError> {
        if receipt.is_empty() || !receipt.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Ok(None);
        }
        self.client.get(&format!("/v1/payments/{receipt}"), &[]).await
    }

    /// The payments that were made for a reference, newest first.
    async fn payments(&self, reference: &str) -> Result<Vec<Payment>, EngineError> {
        let query = [
            ("external_reference", reference),
            ("sort", "date_created"),
            ("criteria", "desc"),
        ];
        let found: Option<Search> = self.client.get("/v1/payments/search", &query).await?;
        let payments = found.map(|found| found.results).unwrap_or_default();
        Ok(payments
            .into_iter()
            .filter(|payment| payment.external_reference.as_deref() == Some(reference))
            .collect())
    }
}

#[async_trait]
impl PaymentGateway for MercadoPagoGateway {
    async fn open(&self, tenant: &TenantId, opening: &CreatePayment<'_>) -> Result<Opened, EngineError> {
        let reference = reference(self.own, tenant, opening.order, opening.attempt);
        let Account { user, pos, .. } = &self.account;
        let path = format!("/instore/orders/qr/seller/collectors/{user}/pos/{pos}/qrs");
        let order = NewOrder::new(&reference, opening)?;
        // An attempt may be asked for again with another amount, or later: a key stands for one body only.
        let key = format!("{reference}_{}_{}", opening.amount.cents(), opening.expires_at.0);
        let qr: NewQr = self.client.post(&path, &key, &order).await?;
        Ok(Opened {
            reference,
            qr_payload: Some(qr.qr_data),
        })
    }

    async fn read(&self, _: &TenantId, reference: &str) -> Result<Option<GatewayPayment>, EngineError> {
        Ok(standing(self.payments(reference).await?))
    }

    async fn verify_notification(
        &self,
        _: &TenantId,
        message: &Message,
    ) -> Result<Option<VerifiedNotification>, MessageError> {
        let read = serde_json::from_slice::<Value>(&message.body);
        let body = read.as_ref().unwrap_or(&Value::Null);
        let in_body = body.pointer("/data/id").and_then(text);
        // What was signed is what is looked up, wherever it stood.
        let id = message.query("data.id").map(str::to_owned).or(in_body);
        signature::check(
            &self.account.webhook_secret,
            message,
            id.as_deref(),
            self.clock.now(),
        )
        .map_err(MessageError::Unsigned)?;
        if read.is_err() && !message.body.trim_ascii().is_empty() {
            return Err(MessageError::Malformed);
        }
        let kind = body.get("type").and_then(Value::as_str);
        let (Some(id), Some("payment")) = (id, kind) else {
            return Ok(None);
        };
        let Some(payment) = self.payment(&id).await? else {
            return Ok(None);
        };
        let Some((tenant, order)) = payment
            .external_reference
            .as_deref()
            .and_then(|reference| meant(self.own, reference))
        else {
            return Ok(None);
        };
        let reference = payment.external_reference.clone().unwrap_or_default();
        Ok(Some(VerifiedNotification {
            tenant,
            order,
            reference,
            standing: payment.standing(),
        }))
    }

    async fn refund(
        &self,
        _: &TenantId,
        reference: &str,
        receipt: Option<&str>,
        part: Option<Part>,
    ) -> Result<(), EngineError> {
        let found = match receipt {
            Some(receipt) => self.payment(receipt).await?,
            None => self
                .payments(reference)
                .await?
                .into_iter()
                .find(Payment::is_money),
        };
        let payment = found.ok_or_else(|| {
            let detail = format!("it does not know the payment of {reference} that should be given back");
            // It has answered: others that are to be given back need not wait.
            EngineError::broken(ENGINE, detail)
        })?;
        if payment.settlement() == Some(Settlement::Refunded) {
            return Ok(());
        }
        let receipt = payment.receipt();
        let path = format!("/v1/payments/{receipt}/refunds");
        let (key, body) = match part {
            None => (format!("refund-{receipt}"), serde_json::json!({})),
            Some(part) => (
                format!("refund-{receipt}-{}", part.number),
                serde_json::json!({ "amount": wire::amount(part.amount)? }),
            ),
        };
        let _: Value = self.client.post(&path, &key, &body).await?;
        Ok(())
    }
}

/// How things stand after these payments of one QR code, newest first: money counts, then what is still under way,
/// then refusals.
fn standing(payments: Vec<Payment>) -> Option<GatewayPayment> {
    let found = |wanted| {
        payments
            .iter()
            .find(|payment: &&Payment| payment.settlement() == Some(wanted))
    };
    let under_way = || payments.iter().any(|payment| payment.settlement().is_none());
    if let Some(money) = found(Settlement::Approved).or_else(|| found(Settlement::Refunded)) {
        return money.standing();
    }
    if under_way() {
        return None;
    }
    found(Settlement::Rejected).and_then(Payment::standing)
}

/// `<restaurant>_<order>_<attempt>`, for a restaurant's own account with its mark before it: letters, digits, `-` and `_`, at most 90
/// characters.
fn reference(own: Option<u32>, tenant: &TenantId, order: &OrderId, attempt: usize) -> String {
    format!("{}{tenant}_{order}_{attempt}", mark(own))
}

fn mark(own: Option<u32>) -> String {
    own.map(own_mark).unwrap_or_default()
}

/// Whose payment a reference means; `None` when it is none of this account: one and the same at Mercado Pago may be the deployment's and
/// a restaurant's own.
fn meant(own: Option<u32>, reference: &str) -> Option<(TenantId, OrderId)> {
    let reference = reference.strip_prefix(&mark(own))?;
    let (tenant, order) = reference.split_once('_')?;
    let (order, attempt) = order.rsplit_once('_')?;
    attempt.parse::<usize>().ok()?;
    Some((TenantId::parse(tenant).ok()?, OrderId::parse(order).ok()?))
}

/// An id as text: they come as numbers and as text.
fn text(id: &Value) -> Option<String> {
    match id {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_says_whose_payment_it_is() {
        let tenant = TenantId::parse("la-caleta").unwrap();
        let order = OrderId::parse("o_01jx").unwrap();
        let name = reference(None, &tenant, &order, 2);
        assert_eq!(name, "la-caleta_o_01jx_2");
        let own = reference(Some(3), &tenant, &order, 2);
        assert_eq!(own, "A3_la-caleta_o_01jx_2");
        assert_eq!(meant(Some(3), &own), Some((tenant.clone(), order.clone())));
        assert_eq!(
            (meant(None, &own), meant(Some(2), &own), meant(Some(3), &name)),
            (None, None, None)
        );
        assert_eq!(meant(None, &name), Some((tenant, order)));
        for foreign in [
            "",
            "Factura-0001",
            "pardos_o_1",
            "pardos_x_1_2",
            "_o_1_2",
            "pardos_o_1_two",
        ] {
            assert_eq!(meant(None, foreign), None, "{foreign}");
        }
    }

    #[test]
    fn money_counts_more_than_what_was_refused_after_it() {
        let payments = |states: &[&str]| -> Vec<Payment> {
            states
                .iter()
                .map(|state| {
                    serde_json::from_value(
                        serde_json::json!({ "id": 7, "status": state, "transaction_amount": 36.9 }),
                    )
                    .unwrap()
                })
                .collect()
        };
        let settled = |states: &[&str]| standing(payments(states)).map(|standing| standing.settlement);
        assert_eq!(settled(&[]), None);
        assert_eq!(settled(&["rejected", "approved"]), Some(Settlement::Approved));
        assert_eq!(settled(&["rejected", "refunded"]), Some(Settlement::Refunded));
        assert_eq!(settled(&["in_process", "rejected"]), None);
        assert_eq!(settled(&["cancelled", "rejected"]), Some(Settlement::Rejected));
        assert_eq!(settled(&["something_new"]), None);
    }
}
