//! The template for AWS brings each function the events that its service wants.

use application::config::gateway::Gateway;
use application::secrets::Secrets;
use application::wiring::{Ports, assemble};
use async_trait::async_trait;
use domain::TenantId;
use domain::event::Envelope;
use engine_embedded::Embedded;
use engine_sender::ReqwestSender;
use ports::clock::SystemClock;
use ports::event_bus::{DeadLetter, Published, Subscriber};
use ports::{EngineError, EventBus, PublicAddress};
use ports_testsuite::EVENTS;
use serde_norway::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use tokio::sync::broadcast;

const TEMPLATE: &str = include_str!("../../../../deploy/serverless.yml");

/// Remembers who subscribes, and carries nothing.
#[derive(Debug, Default)]
struct Subscribers(Mutex<Vec<Arc<dyn Subscriber>>>);

#[async_trait]
impl EventBus for Subscribers {
    fn subscribe(&self, subscriber: Arc<dyn Subscriber>) {
        self.0.lock().unwrap().push(subscriber);
    }

    async fn run_until_idle(&self) -> Result<(), EngineError> {
        Ok(())
    }

    fn watch(&self) -> broadcast::Receiver<Published> {
        broadcast::channel(1).1
    }

    async fn since(&self, _: &TenantId, _: u64, _: usize) -> Result<Vec<Published>, EngineError> {
        Ok(Vec::new())
    }

    async fn latest(&self, _: &TenantId) -> Result<u64, EngineError> {
        Ok(0)
    }

    async fn dead_letters(&self, _: &TenantId) -> Result<Vec<DeadLetter>, EngineError> {
        Ok(Vec::new())
    }

    async fn retry(&self, _: &TenantId, _: &str) -> Result<bool, EngineError> {
        Ok(false)
    }

    async fn retry_due(&self) -> Result<usize, EngineError> {
        Ok(0)
    }
}

/// The names of events by the function that the template's rules bring them to.
fn brought() -> BTreeMap<String, BTreeSet<String>> {
    let mut template: Value = serde_norway::from_str(TEMPLATE).unwrap();
    template.apply_merge().unwrap();
    let functions = template["functions"].as_mapping().unwrap();
    let mut found = BTreeMap::new();
    for (name, function) in functions {
        let events = function["events"].as_sequence().unwrap();
        let patterns = events.iter().map(|event| &event["eventBridge"]["pattern"]);
        let names: BTreeSet<String> = patterns
            .filter(|pattern| !pattern.is_null())
            .flat_map(|pattern| {
                pattern["detail-type"]
                    .as_sequence()
                    .expect("a rule names its events")
            })
            .map(|name| name.as_str().unwrap().to_owned())
            .collect();
        if !names.is_empty() {
            found.insert(name.as_str().unwrap().to_owned(), names);
        }
    }
    found
}

#[tokio::test]
async fn a_function_gets_the_events_that_its_service_wants_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let clock: Arc<dyn ports::Clock> = Arc::new(SystemClock);
    let engines = Embedded::open(folder.path(), Arc::clone(&clock)).unwrap();
    let bus = Arc::new(Subscribers::default());
    let _assembled = assemble(&Ports {
        sender: Arc::new(ReqwestSender::new(false).unwrap()),
        documents: engines.documents.clone(),
        tenants: engines.tenants.clone(),
        bus: bus.clone(),
        workflows: engines.workflows.clone(),
        blobs: engines.blobs.clone(),
        mailer: engines.mailer.clone(),
        public: PublicAddress::parse("http://localhost:3000", &TenantId::parse("pardos").unwrap()).unwrap(),
        money: application::money::no_money(),
        online: true,
        clock,
        secrets: Secrets::open(folder.path()).unwrap(),
        own_addresses: true,
        serves_demo: true,
    });
    let written: Vec<Envelope> = serde_json::from_str(EVENTS).unwrap();
    let wanted: BTreeMap<String, BTreeSet<String>> = bus
        .0
        .lock()
        .unwrap()
        .iter()
        .map(|subscriber| {
            let events = written.iter().filter(|event| subscriber.wants(event));
            let names = events.map(|event| event.event.name().to_owned()).collect();
            (subscriber.name().to_owned(), names)
        })
        .collect();
    assert_eq!(brought(), wanted);
}
