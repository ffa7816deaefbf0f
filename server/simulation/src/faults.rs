//! The ports as they are when things go wrong: each passes calls on to the real one, and fails as the step wants it.

use crate::draw::Draw;
use crate::receiver::{Mood, Receiver};
use crate::steps::{Fault, FaultKind};
use async_trait::async_trait;
use domain::payment::Settlement;
use domain::stage::CurrentStep;
use domain::{Money, OrderId, TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Document, Key, Page, Query};
use ports::mailer::Mail;
use ports::payment_gateway::{
    CreatePayment, GatewayPayment, Message, MessageError, Opened, Part, SimulatedPayments,
    VerifiedNotification,
};
use ports::workflows::{OnDeadline, Outcome};
use ports::{Documents, EngineError, Mailer, PaymentGateway, Workflows};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What goes wrong, shared by all ports of a process.
#[derive(Debug, Default)]
pub struct Faults {
    state: Mutex<State>,
    /// Who receives webhooks.
    pub receiver: Receiver,
}

#[derive(Debug, Default)]
struct State {
    fault: Option<Fault>,
    effects: u64,
    /// The fault of this step has happened.
    happened: bool,
    crashed: bool,
    gateway_down: bool,
    mailer_down: bool,
    /// Who draws whether a call lets others go first; nobody where one thing goes on at a time.
    turns: Option<Draw>,
    /// The parts of payments that the gateway has given back, by payment and number: it remembers only wholes itself.
    parts: BTreeMap<(TenantId, String), BTreeMap<u32, Money>>,
}

impl Faults {
    /// A step begins. With `turns`, several things go on at the same time.
    pub fn begin(&self, fault: Option<Fault>, turns: Option<Draw>) {
        let mut state = self.state();
        (state.fault, state.turns) = (fault, turns);
        (state.effects, state.happened) = (0, false);
    }

    /// Whether anything went wrong in this step, or may have.
    pub fn any(&self) -> bool {
        let state = self.state();
        let answers = self.receiver.mood() == Mood::Takes;
        state.happened || state.crashed || state.gateway_down || state.mailer_down || !answers
    }

    pub fn crashed(&self) -> bool {
        self.state().crashed
    }

    /// The next process runs.
    pub fn restart(&self) {
        self.state().crashed = false;
    }

    pub fn toggle_gateway(&self) -> bool {
        let mut state = self.state();
        state.gateway_down = !state.gateway_down;
        state.gateway_down
    }

    pub fn toggle_mailer(&self) -> bool {
        let mut state = self.state();
        state.mailer_down = !state.mailer_down;
        state.mailer_down
    }

    /// Nothing goes wrong from here on.
    pub fn end(&self) {
        self.receiver.become_so(Mood::Takes);
        let mut state = self.state();
        *state = State {
            parts: std::mem::take(&mut state.parts),
            ..State::default()
        };
    }

    /// What the gateway has given back of a payment in parts, each once.
    pub fn given_back_in_parts(&self, tenant: &TenantId, reference: &str) -> Money {
        let state = self.state();
        let parts = state.parts.get(&(tenant.clone(), reference.to_owned()));
        parts.map_or(Money::ZERO, |parts| parts.values().copied().sum())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn let_others_go_first(&self) {
        let others = self.state().turns.as_mut().is_some_and(|draw| draw.chance(50));
        if others {
            tokio::task::yield_now().await;
        }
    }

    /// Reads something.
    async fn read<T, E: From<EngineError>>(&self, doing: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        self.let_others_go_first().await;
        match self.crashed() {
            true => Err(gone().into()),
            false => doing.await,
        }
    }

    /// Does something that stays.
    pub(crate) async fn effect<T, E: From<EngineError>>(
        &self,
        doing: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        self.let_others_go_first().await;
        let kind = {
            let mut state = self.state();
            if state.crashed {
                return Err(gone().into());
            }
            let now = state.effects;
            state.effects += 1;
            let kind = state
                .fault
                .filter(|fault| fault.effect == now)
                .map(|fault| fault.kind);
            state.happened |= kind.is_some();
            state.crashed = kind == Some(FaultKind::CrashBefore);
            kind
        };
        match kind {
            None => doing.await,
            Some(FaultKind::Refused | FaultKind::CrashBefore) => Err(gone().into()),
            Some(FaultKind::AnswerLost) => {
                let _ = doing.await;
                Err(gone().into())
            }
            Some(FaultKind::CrashAfter) => {
                let _ = doing.await;
                self.state().crashed = true;
                Err(gone().into())
            }
        }
    }

    fn gateway(&self) -> Result<(), EngineError> {
        match self.state().gateway_down {
            true => Err(EngineError::unavailable("gateway", "it is away")),
            false => Ok(()),
        }
    }

    fn mailer(&self) -> Result<(), EngineError> {
        match self.state().mailer_down {
            true => Err(EngineError::unavailable("mailer", "it is away")),
            false => Ok(()),
        }
    }
}

fn gone() -> EngineError {
    EngineError::unavailable("simulation", "a fault of the history")
}

/// A port with the faults of its process.
#[derive(Debug)]
pub struct Faulty<P: ?Sized> {
    pub faults: Arc<Faults>,
    pub port: Arc<P>,
}

#[async_trait]
impl Documents for Faulty<dyn Documents> {
    async fn get(&self, tenant: &TenantId, key: &Key) -> Result<Option<Document>, EngineError> {
        self.faults.read(self.port.get(tenant, key)).await
    }

    async fn get_all(&self, tenant: &TenantId, keys: &[Key]) -> Result<Vec<Option<Document>>, EngineError> {
        self.faults.read(self.port.get_all(tenant, keys)).await
    }

    async fn query(&self, tenant: &TenantId, query: &Query) -> Result<Page, EngineError> {
        self.faults.read(self.port.query(tenant, query)).await
    }

    async fn count(&self, tenant: &TenantId, query: &Query, at_most: usize) -> Result<usize, EngineError> {
        self.faults.read(self.port.count(tenant, query, at_most)).await
    }

    async fn commit(&self, tenant: &TenantId, commit: Commit) -> Result<(), CommitError> {
        self.faults.effect(self.port.commit(tenant, commit)).await
    }

    async fn next_number(&self, tenant: &TenantId, sequence: &str) -> Result<u64, EngineError> {
        self.faults.effect(self.port.next_number(tenant, sequence)).await
    }
}

#[async_trait]
impl Workflows for Faulty<dyn Workflows> {
    fn on_deadline(&self, handler: Arc<dyn OnDeadline>) {
        self.port.on_deadline(handler);
    }

    async fn start(&self, tenant: &TenantId, order: &OrderId, limit: Timestamp) -> Result<(), EngineError> {
        self.faults.effect(self.port.start(tenant, order, limit)).await
    }

    async fn resume(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        step: CurrentStep,
        version: u64,
        limit: Timestamp,
    ) -> Result<(), EngineError> {
        let resumed = self.port.resume(tenant, order, step, version, limit);
        self.faults.effect(resumed).await
    }

    async fn stop(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        outcome: Outcome,
        version: u64,
    ) -> Result<(), EngineError> {
        self.faults
            .effect(self.port.stop(tenant, order, outcome, version))
            .await
    }

    async fn run_due(&self) -> Result<usize, EngineError> {
        self.port.run_due().await
    }
}

#[async_trait]
impl Mailer for Faulty<dyn Mailer> {
    async fn send(&self, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError> {
        self.faults.mailer()?;
        self.faults.effect(self.port.send(tenant, mail)).await
    }
}

#[async_trait]
impl SimulatedPayments for Faulty<dyn PaymentGateway> {
    async fn settle(
        &self,
        tenant: &TenantId,
        reference: &str,
        settlement: Settlement,
    ) -> Result<(), EngineError> {
        self.faults.gateway()?;
        let Some(simulated) = self.port.as_simulated() else {
            return Err(EngineError::broken("gateway", "it does not pretend"));
        };
        let settled = simulated.settle(tenant, reference, settlement);
        self.faults.effect(settled).await
    }
}

#[async_trait]
impl PaymentGateway for Faulty<dyn PaymentGateway> {
    fn as_simulated(&self) -> Option<&dyn SimulatedPayments> {
        Some(self)
    }

    async fn open(&self, tenant: &TenantId, opening: &CreatePayment<'_>) -> Result<Opened, EngineError> {
        self.faults.gateway()?;
        self.faults.effect(self.port.open(tenant, opening)).await
    }

    async fn read(&self, tenant: &TenantId, reference: &str) -> Result<Option<GatewayPayment>, EngineError> {
        self.faults.gateway()?;
        self.faults.read(self.port.read(tenant, reference)).await
    }

    async fn verify_notification(
        &self,
        tenant: &TenantId,
        message: &Message,
    ) -> Result<Option<VerifiedNotification>, MessageError> {
        self.faults.gateway()?;
        self.faults
            .effect(self.port.verify_notification(tenant, message))
            .await
    }

    async fn refund(
        &self,
        tenant: &TenantId,
        reference: &str,
        receipt: Option<&str>,
        part: Option<Part>,
    ) -> Result<(), EngineError> {
        self.faults.gateway()?;
        let number = part.as_ref().map(|part| (part.number, part.amount));
        let refunded = async {
            self.port.refund(tenant, reference, receipt, part).await?;
            if let Some((number, amount)) = number {
                let mut state = self.faults.state();
                let payment = (tenant.clone(), reference.to_owned());
                state.parts.entry(payment).or_default().insert(number, amount);
            }
            Ok(())
        };
        self.faults.effect(refunded).await
    }
}
