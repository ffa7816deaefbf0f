//! A payment gateway that only pretends: the payer says how it ends. It keeps what was opened and how it ended, as a real
//! one does, beside the restaurant's own records.

use async_trait::async_trait;
use domain::payment::{PaymentMethod, Settlement};
use domain::time::DAY_MS;
use domain::{Currency, Money, OrderId, TenantId};
use ports::documents::{Commit, CommitError, Document, Expect, Key, Table, Write};
use ports::payment_gateway::{
    CreatePayment, GatewayPayment, Message, MessageError, Opened, Part, Received, SimulatedPayments,
    VerifiedNotification,
};
use ports::{Clock, Documents, EngineError, PaymentGateway};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// For how long a payment is remembered: longer than money may go back.
const KEPT_MS: i64 = 400 * DAY_MS;

/// So often it is tried to change a payment: it changes three times in its life.
const ATTEMPTS: usize = 8;

/// The gateway of a restaurant that takes no real money yet.
#[derive(Debug, Clone)]
pub struct SimulatedGateway {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
    /// Whether it takes messages, which nobody signs. It does not in production, where anybody could send one.
    takes_messages: bool,
}

/// A payment as this gateway keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Account {
    amount: Money,
    currency: Currency,
    /// How it ended; `None` while it is open.
    settlement: Option<Settlement>,
}

impl SimulatedGateway {
    pub fn new(
        documents: Arc<dyn Documents>,
        clock: Arc<dyn Clock>,
        takes_messages: bool,
    ) -> SimulatedGateway {
        SimulatedGateway {
            documents,
            clock,
            takes_messages,
        }
    }

    async fn account(
        &self,
        tenant: &TenantId,
        reference: &str,
    ) -> Result<Option<(Account, u64)>, EngineError> {
        let found = self.documents.get(tenant, &key(reference)).await?;
        let read = |document: Document| Ok((document.read()?, document.version));
        found.map(read).transpose()
    }

    /// Keeps a payment as `change` makes it of what is there by then; nothing where it makes nothing of it.
    async fn change(
        &self,
        tenant: &TenantId,
        reference: &str,
        change: impl Fn(Option<&Account>) -> Option<Account>,
    ) -> Result<(), EngineError> {
        for _ in 0..ATTEMPTS {
            let stored = self.account(tenant, reference).await?;
            let Some(account) = change(stored.as_ref().map(|(account, _)| account)) else {
                return Ok(());
            };
            let expect = stored.map_or(Expect::Absent, |(_, version)| Expect::Version(version));
            let write =
                Write::put(key(reference), &account, expect)?.until(self.clock.now().plus_ms(KEPT_MS));
            let commit = Commit {
                writes: vec![write],
                events: Vec::new(),
            };
            match self.documents.commit(tenant, commit).await {
                Ok(()) => return Ok(()),
                // Somebody else has changed it meanwhile.
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(error),
            }
        }
        let detail = format!("{reference} changes all the time");
        Err(EngineError::unavailable("gateway", detail))
    }
}

fn key(reference: &str) -> Key {
    Key::new(Table::Payments, format!("SIMULATED#{reference}"), "INFO")
}

/// Names the payment to the gateway: `sim_<order>_<attempt>`.
fn reference(order: &OrderId, attempt: usize) -> String {
    format!("sim_{order}_{attempt}")
}

/// Whether a payment was opened at a gateway of this kind.
pub(crate) fn is_simulated(reference: &str) -> bool {
    order_of(reference).is_some()
}

/// The order that a reference is of.
fn order_of(reference: &str) -> Option<OrderId> {
    let (order, attempt) = reference.strip_prefix("sim_")?.rsplit_once('_')?;
    attempt.parse::<u16>().ok()?;
    OrderId::parse(order).ok()
}

#[async_trait]
impl SimulatedPayments for SimulatedGateway {
    async fn settle(
        &self,
        tenant: &TenantId,
        reference: &str,
        settlement: Settlement,
    ) -> Result<(), EngineError> {
        let settled = |account: Option<&Account>| {
            let open = account.filter(|account| account.settlement.is_none())?;
            Some(Account {
                settlement: Some(settlement),
                ..open.clone()
            })
        };
        self.change(tenant, reference, settled).await
    }
}

#[async_trait]
impl PaymentGateway for SimulatedGateway {
    fn as_simulated(&self) -> Option<&dyn SimulatedPayments> {
        Some(self)
    }

    async fn open(&self, tenant: &TenantId, opening: &CreatePayment<'_>) -> Result<Opened, EngineError> {
        let order = opening.order;
        let reference = reference(order, opening.attempt);
        let opened = Account {
            amount: opening.amount,
            currency: opening.currency,
            settlement: None,
        };
        // It may be asked for again with another amount while nobody has paid it.
        let open = |account: Option<&Account>| match account {
            Some(account) if account.settlement.is_some() || *account == opened => None,
            _ => Some(opened.clone()),
        };
        self.change(tenant, &reference, open).await?;
        let qr_payload = (opening.method == PaymentMethod::Yape).then(|| {
            let amount = opening.amount.decimal();
            format!("https://brasa.invalid/pago/{tenant}/{order}?monto={amount}")
        });
        Ok(Opened {
            reference,
            qr_payload,
        })
    }

    async fn read(&self, tenant: &TenantId, reference: &str) -> Result<Option<GatewayPayment>, EngineError> {
        let Some((account, _)) = self.account(tenant, reference).await? else {
            return Ok(None);
        };
        Ok(account.settlement.map(|settlement| GatewayPayment {
            settlement,
            money: (settlement != Settlement::Rejected).then(|| Received {
                receipt: reference.to_owned(),
                amount: Some(account.amount),
                currency: account.currency.code().to_owned(),
            }),
        }))
    }

    /// Takes the bare message `{id, type, action}` with the payment's reference as id, and does what it says: nobody else
    /// pays here.
    async fn verify_notification(
        &self,
        tenant: &TenantId,
        message: &Message,
    ) -> Result<Option<VerifiedNotification>, MessageError> {
        if !self.takes_messages {
            return Err(MessageError::Unsigned("the simulated gateway signs nothing"));
        }
        let body: Value = serde_json::from_slice(&message.body).map_err(|_| MessageError::Malformed)?;
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        let (Some(id), Some(kind), Some(action)) = (text("id"), text("type"), text("action")) else {
            return Err(MessageError::Malformed);
        };
        let settlement = match action {
            "state_FINISHED" => Settlement::Approved,
            "state_CANCELED" => Settlement::Rejected,
            _ => return Err(MessageError::Malformed),
        };
        if kind != "payment" {
            return Ok(None);
        }
        let order = order_of(id).ok_or(MessageError::Unknown)?;
        if self.account(tenant, id).await?.is_none() {
            return Err(MessageError::Unknown);
        }
        self.settle(tenant, id, settlement).await?;
        Ok(Some(VerifiedNotification {
            tenant: tenant.clone(),
            order,
            reference: id.to_owned(),
            standing: self.read(tenant, id).await?,
        }))
    }

    async fn refund(
        &self,
        tenant: &TenantId,
        reference: &str,
        _: Option<&str>,
        part: Option<Part>,
    ) -> Result<(), EngineError> {
        // A part of the money leaves the payment approved.
        if part.is_some() {
            return Ok(());
        }
        let back = |account: Option<&Account>| {
            let paid = account.filter(|account| account.settlement == Some(Settlement::Approved))?;
            Some(Account {
                settlement: Some(Settlement::Refunded),
                ..paid.clone()
            })
        };
        self.change(tenant, reference, back).await
    }
}
