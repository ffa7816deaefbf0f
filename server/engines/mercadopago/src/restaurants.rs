//! One gateway for a whole deployment: payments go into the account of its own that a restaurant has connected, and where it has none,
//! to the gateway of the deployment. Where a payment was opened is seen in its reference, so that another account moves none.

use super::client::http;
use super::{Account, ENGINE, MercadoPagoGateway};
use async_trait::async_trait;
use domain::{TenantId, Timestamp};
use ports::payment_accounts::{PaymentAccount, PaymentAccounts};
use ports::payment_gateway::{
    CreatePayment, GatewayPayment, Message, MessageError, Opened, Part, SimulatedPayments,
    VerifiedNotification, own_account,
};
use ports::{Clock, EngineError, PaymentGateway};
use std::sync::Arc;

/// See [`PaymentGateway`].
#[derive(Debug)]
pub struct OwnAccounts {
    /// The gateway of the deployment.
    shared: Arc<dyn PaymentGateway>,
    accounts: Arc<dyn PaymentAccounts>,
    http: reqwest::Client,
    /// The address of the API of Mercado Pago, without a slash at its end.
    url: String,
    clock: Arc<dyn Clock>,
}

impl OwnAccounts {
    pub fn new(
        shared: Arc<dyn PaymentGateway>,
        accounts: Arc<dyn PaymentAccounts>,
        url: String,
        clock: Arc<dyn Clock>,
    ) -> Result<OwnAccounts, EngineError> {
        Ok(OwnAccounts {
            shared,
            accounts,
            http: http()?,
            url,
            clock,
        })
    }

    /// Has managers see that an account's token counts no more, or that it does again, by what a call with it came to.
    async fn note<T>(
        &self,
        tenant: &TenantId,
        number: u32,
        (version, known): (u64, Option<Timestamp>),
        called: &Result<T, EngineError>,
    ) {
        let refused = match (called, known) {
            (Ok(_), Some(_)) => None,
            (Err(error), None) if error.is_denied() => Some(self.clock.now()),
            _ => return,
        };
        tracing::warn!(%tenant, number, ?refused, "whether an own account's token counts has changed");
        if let Err(error) = self.accounts.note_refusal(tenant, number, version, refused).await {
            tracing::warn!(%tenant, number, %error, "that could not be kept");
        }
    }

    fn gateway(&self, number: u32, account: PaymentAccount) -> MercadoPagoGateway {
        let account = Account {
            url: self.url.clone(),
            token: account.token,
            user: account.user,
            pos: account.pos,
            webhook_secret: account.webhook_secret,
        };
        MercadoPagoGateway::of(self.http.clone(), account, Some(number), self.clock.clone())
    }

    async fn own(&self, tenant: &TenantId, number: u32) -> Result<MercadoPagoGateway, EngineError> {
        let account = self.account(tenant, number).await?;
        Ok(self.gateway(number, account))
    }

    async fn account(&self, tenant: &TenantId, number: u32) -> Result<PaymentAccount, EngineError> {
        let account = self.accounts.account(tenant, number).await?;
        account.ok_or_else(|| EngineError::broken(ENGINE, format!("{tenant} has no account {number}")))
    }
}

#[async_trait]
impl PaymentGateway for OwnAccounts {
    fn as_simulated(&self) -> Option<&dyn SimulatedPayments> {
        self.shared.as_simulated()
    }

    fn rehearsals(&self) -> Option<&dyn SimulatedPayments> {
        self.shared.rehearsals()
    }

    fn takes_payments(&self) -> bool {
        self.shared.takes_payments()
    }

    async fn open(&self, tenant: &TenantId, opening: &CreatePayment<'_>) -> Result<Opened, EngineError> {
        let Some(number) = opening.account.filter(|_| !opening.rehearsal) else {
            return self.shared.open(tenant, opening).await;
        };
        let account = self.account(tenant, number).await?;
        let known = (account.version, account.refused_since);
        let opened = self.gateway(number, account).open(tenant, opening).await;
        self.note(tenant, number, known, &opened).await;
        opened
    }

    async fn read(&self, tenant: &TenantId, reference: &str) -> Result<Option<GatewayPayment>, EngineError> {
        match own_account(reference) {
            Some(number) => self.own(tenant, number).await?.read(tenant, reference).await,
            None => self.shared.read(tenant, reference).await,
        }
    }

    /// What the owner of an account is paid says nothing of another restaurant's orders, whatever it is called.
    async fn verify_notification(
        &self,
        tenant: &TenantId,
        message: &Message,
    ) -> Result<Option<VerifiedNotification>, MessageError> {
        let (mut signed, mut failed) = (false, None);
        for (number, account) in self.accounts.accounts(tenant).await? {
            let gateway = self.gateway(number, account);
            match gateway.verify_notification(tenant, message).await {
                Ok(Some(notice)) if notice.tenant == *tenant => return Ok(Some(notice)),
                // What it says is not about this account: another one may have the same secret.
                Ok(_) => signed = true,
                Err(MessageError::Unsigned(_)) => {}
                Err(error) => failed = Some(error),
            }
        }
        match self.shared.verify_notification(tenant, message).await {
            Err(MessageError::Unsigned(_)) if signed => Ok(None),
            Err(MessageError::Unsigned(why)) => Err(failed.unwrap_or(MessageError::Unsigned(why))),
            heard => heard,
        }
    }

    async fn refund(
        &self,
        tenant: &TenantId,
        reference: &str,
        receipt: Option<&str>,
        part: Option<Part>,
    ) -> Result<(), EngineError> {
        match own_account(reference) {
            Some(number) => {
                let account = self.account(tenant, number).await?;
                let known = (account.version, account.refused_since);
                let gateway = self.gateway(number, account);
                let given = gateway.refund(tenant, reference, receipt, part).await;
                self.note(tenant, number, known, &given).await;
                given
            }
            None => self.shared.refund(tenant, reference, receipt, part).await,
        }
    }
}
