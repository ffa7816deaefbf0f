//! A process of the product on a store: services, and what of them becomes due by itself.

use crate::faults::{Faults, Faulty};
use crate::faulty_sender::FaultySender;
use application::money::{Money, no_money};
use application::secrets::Secrets;
use application::wiring::{Application, Ports, assemble};
use domain::TenantId;
use engine_memory::{Memory, Store};
use engine_simulated::simulated_gateway::SimulatedGateway;
use ports::event_bus::HandleError;
use ports::{Clock, Documents, EventBus, Mailer, PaymentGateway, PeriodicTask, PublicAddress, Workflows};
use std::sync::Arc;

/// Why a simulation cannot begin, or go on. It says nothing of the product.
#[derive(Debug, thiserror::Error)]
#[error("the simulation itself failed at {0}")]
pub struct Unable(pub String);

impl Unable {
    /// At what, and why.
    pub fn at(what: &'static str) -> impl Fn(&dyn std::fmt::Debug) -> Unable {
        move |error| Unable(format!("{what}: {error:?}"))
    }
}

/// See the module.
#[derive(Debug)]
pub struct Process {
    pub memory: Memory,
    pub application: Application,
    /// What the faults of the history leave alone.
    pub gateway: Arc<dyn PaymentGateway>,
    /// As the services have them, with the faults of the history.
    pub documents: Arc<dyn Documents>,
    pub clock: Arc<dyn Clock>,
}

/// What secrets are sealed with.
pub const VAULT: [u8; 32] = [3; 32];

impl Process {
    /// A process that begins on what is in the store.
    pub fn start(store: &Store, clock: &Arc<dyn Clock>, faults: &Arc<Faults>) -> Result<Process, Unable> {
        let memory = Memory::open(store.clone(), Arc::clone(clock));
        let anywhere = TenantId::parse("pardos").ok();
        let public = anywhere.and_then(|tenant| PublicAddress::parse("http://localhost", &tenant));
        let gateway = SimulatedGateway::new(memory.documents.clone(), Arc::clone(clock), true);
        let gateway: Arc<dyn PaymentGateway> = Arc::new(gateway);
        let documents: Arc<dyn Documents> = memory.documents.clone();
        let workflows: Arc<dyn Workflows> = memory.workflows.clone();
        let mailer: Arc<dyn Mailer> = memory.mailer.clone();
        let documents: Arc<dyn Documents> = faulty(faults, documents);
        let ports = Ports {
            sender: Arc::new(FaultySender(Arc::clone(faults))),
            documents: documents.clone(),
            tenants: memory.tenants.clone(),
            bus: memory.event_bus.clone(),
            workflows: faulty(faults, workflows),
            blobs: memory.blobs.clone(),
            mailer: faulty(faults, mailer),
            public: public.ok_or_else(|| Unable("an address".to_owned()))?,
            money: Money {
                gateway: faulty(faults, Arc::clone(&gateway)),
                ..no_money()
            },
            online: true,
            clock: Arc::clone(clock),
            secrets: Secrets {
                vault: vec![VAULT],
                tokens: [7; 32],
                cursors: [11; 32],
            },
            own_addresses: true,
            serves_demo: true,
        };
        Ok(Process {
            application: assemble(&ports),
            memory,
            gateway,
            documents,
            clock: Arc::clone(clock),
        })
    }

    /// Looks once at everything that becomes due by itself, as an engine does every second. What fails stops no other.
    pub async fn run_tasks(&self) -> Result<usize, HandleError> {
        let Application {
            webhooks,
            payments,
            claims,
            catering,
            customers,
            ..
        } = &self.application;
        let tasks: [Arc<dyn PeriodicTask>; 5] = [
            webhooks.clone(),
            payments.clone(),
            claims.clone(),
            catering.clone(),
            customers.clone(),
        ];
        let mut done = self.memory.workflows.run_due().await?;
        let mut failed = None;
        for task in tasks {
            match task.run_due().await {
                Ok(some) => done += some,
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(done), Err)
    }

    /// Delivers the dead letters of a restaurant once more, and says how many there were.
    pub async fn retry(&self, tenant: &TenantId) -> Result<usize, HandleError> {
        let bus = &self.memory.event_bus;
        let letters = bus.dead_letters(tenant).await?;
        for letter in &letters {
            bus.retry(tenant, &letter.id).await?;
        }
        Ok(letters.len())
    }
}

fn faulty<P: ?Sized>(faults: &Arc<Faults>, port: Arc<P>) -> Arc<Faulty<P>> {
    Arc::new(Faulty {
        faults: Arc::clone(faults),
        port,
    })
}
