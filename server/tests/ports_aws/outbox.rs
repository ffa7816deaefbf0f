//! The way of events from the outbox to the feed and the bus.

use super::support::TestServer;
use domain::TenantId;
use domain::event::Envelope;
use engine_aws::{Aws, DynamoEventBus};
use ports::documents::Commit;
use ports::{Documents, EventBus};
use ports_testsuite::{event, event_bus, fresh_tenant};

async fn commit(server: &TestServer, tenant: &TenantId, events: &[Envelope]) {
    let commit = Commit {
        writes: Vec::new(),
        events: events.to_vec(),
    };
    server.engines.documents.commit(tenant, commit).await.unwrap();
}

fn keys(events: &[Envelope]) -> Vec<String> {
    events
        .iter()
        .map(|event| format!("TENANT#{}#OUTBOX#{}", event.tenant_id, event.id))
        .collect()
}

async fn feed(server: &TestServer, tenant: &TenantId) -> Vec<(u64, String)> {
    let all = server.engines.event_bus.since(tenant, 0, 1_000).await.unwrap();
    all.iter()
        .map(|published| (published.cursor, published.envelope.id.to_string()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn however_often_an_event_is_relayed_it_has_one_place() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let bus = &server.engines.event_bus;
    let tenants = [fresh_tenant(), fresh_tenant()];
    let mut all = Vec::new();
    for tenant in &tenants {
        let events: Vec<Envelope> = (0..60)
            .map(|number| event(tenant, &format!("p{number}")))
            .collect();
        for some in events.chunks(20) {
            commit(&server, tenant, some).await;
        }
        all.extend(events);
    }
    let keys = keys(&all);
    assert!(keys.iter().all(|key| DynamoEventBus::is_event(key)));
    // As the stream may bring them: in pieces that overlap, by several functions at once, and again later.
    let pieces = [&keys[..70], &keys[30..], &keys[50..90], &keys[..10]];
    let relayed = futures::future::join_all(pieces.map(|piece| bus.relay(piece))).await;
    assert!(relayed.iter().all(Result::is_ok), "{relayed:?}");
    assert_eq!(bus.relay(&keys).await.unwrap(), 0, "nothing is left");
    for tenant in &tenants {
        let mut found = feed(&server, tenant).await;
        let cursors: Vec<u64> = found.iter().map(|(cursor, _)| *cursor).collect();
        assert_eq!(cursors, (1..=60).collect::<Vec<u64>>(), "without gaps");
        assert_eq!(bus.latest(tenant).await.unwrap(), 60);
        found.sort_by(|one, other| one.1.cmp(&other.1));
        found.dedup_by(|one, other| one.1 == other.1);
        assert_eq!(found.len(), 60, "each once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sweep_relays_what_stayed_behind() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let (tenant, bus) = (fresh_tenant(), &server.engines.event_bus);
    let events = [event(&tenant, "p"), event(&tenant, "q"), event(&tenant, "p")];
    commit(&server, &tenant, &events).await;
    assert_eq!(
        bus.relay_overdue().await.unwrap(),
        0,
        "the stream may still bring them"
    );
    server.clock.advance_ms(20_001);
    assert_eq!(bus.relay_overdue().await.unwrap(), 3);
    let ids: Vec<String> = events.iter().map(|event| event.id.to_string()).collect();
    let found: Vec<String> = feed(&server, &tenant)
        .await
        .into_iter()
        .map(|(_, id)| id)
        .collect();
    assert_eq!(found, ids, "in their order");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_bus_events_wait_and_pages_hear_of_them() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let nobody = server.connection.clone().with_events_at("http://127.0.0.1:9");
    let down = Aws::open(&nobody, &server.stack, server.clock.clone());
    let tenant = fresh_tenant();
    let events = [event(&tenant, "p"), event(&tenant, "q")];
    commit(&server, &tenant, &events).await;
    assert!(down.event_bus.relay(&keys(&events)).await.is_err());
    assert_eq!(feed(&server, &tenant).await.len(), 2, "the feed needs no bus");
    server.clock.advance_ms(20_001);
    assert_eq!(server.engines.event_bus.relay_overdue().await.unwrap(), 2);
    assert_eq!(feed(&server, &tenant).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_bus_brings_is_handled_or_buried() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let (tenant, bus) = (fresh_tenant(), &server.engines.event_bus);
    let recorder = event_bus::Recorder::new("recorder");
    bus.subscribe(recorder.clone());
    let (fine, poison, unwanted) = (
        event(&tenant, "p"),
        event(&tenant, "q"),
        event(&tenant, "unwanted"),
    );
    recorder.fail(&poison, usize::MAX);
    for event in [&fine, &poison, &unwanted, &poison] {
        bus.deliver("recorder", event).await.unwrap();
    }
    assert_eq!(recorder.handled(&tenant), [fine.id]);
    let letters = bus.dead_letters(&tenant).await.unwrap();
    assert_eq!(letters.len(), 1, "the same event of the same subscriber once");
    assert!(bus.deliver("nobody", &poison).await.is_err());
}
