//! Restaurants by whose clocks it is another time: chosen by the zone's name, with daylight saving, and never without a table.

use crate::opening::settings;
use crate::support::{Browser, TestServer};
use domain::Timestamp;
use domain::schedule::{Handover, slots};
use domain::staff::Role;
use domain::tenant::Tenant;
use domain::time::MINUTE_MS;
use domain::{Date, Slug};
use ports::Clock as _;
use serde_json::{Value, json};

const HOST: &str = "talca.localhost";

fn utc(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A server at that time.
async fn open_at(text: &str) -> TestServer {
    let server = TestServer::open().await;
    server.later(utc(text).since_ms(server.clock.now()) / MINUTE_MS);
    server
}

/// The restaurant as a page has it.
async fn read(server: &TestServer, host: &str) -> Tenant {
    let page = Browser::at(host).get(server, "/rpc/catalog/storefront").await;
    serde_json::from_value(page.expect(200).body["tenant"].clone()).unwrap()
}

/// The first and the last time that are offered on a day.
fn offered(tenant: &Tenant, day: &str, now: Timestamp) -> [String; 2] {
    let branch: &Slug = &tenant.branches[0].id;
    let handover = Handover {
        kind: domain::cart::FulfilmentKind::Pickup,
        branch: Some(branch),
    };
    let times = slots(tenant, handover, Date::parse(day).unwrap(), now);
    [times[0].rfc3339(), times[times.len() - 1].rfc3339()]
}

fn picked_up(at: &str) -> Value {
    json!({
        "items": [{ "productId": "papas_fritas", "qty": 2 }],
        "paymentMethod": "cash",
        "fulfilment": { "kind": "pickup", "branch": "miraflores" },
        "scheduledFor": at,
    })
}

#[tokio::test]
async fn hours_and_times_follow_the_clocks_over_the_change() {
    // Friday in Santiago, where clocks are set forward in the night of Saturday.
    let server = open_at("2026-09-04T15:00:00Z").await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let noon_to_two = json!(vec![vec![json!({ "opens": 720, "closes": 1_560 })]; 7]);
    let patch = json!({ "zone": "america/santiago", "hours": noon_to_two, "branchHours": {} });
    let changed = settings(&server, patch).await.expect(200);
    assert_eq!(changed.body["zone"], "America/Santiago");

    let tenant = read(&server, "pardos.localhost").await;
    assert_eq!(tenant.zone.name, "America/Santiago");
    let now = server.clock.now();
    assert_eq!(
        offered(&tenant, "2026-09-05", now),
        ["2026-09-05T04:00:00.000Z", "2026-09-06T03:45:00.000Z"],
        "the night of Friday, and to midnight"
    );
    assert_eq!(
        offered(&tenant, "2026-09-06", now),
        ["2026-09-06T04:00:00.000Z", "2026-09-07T02:45:00.000Z"],
        "from one in the night, which comes after midnight"
    );
    for (at, taken) in [
        ("2026-09-05T15:45:00Z", false),
        ("2026-09-05T16:00:00Z", true),
        ("2026-09-06T05:00:00Z", true),
        ("2026-09-06T05:15:00Z", false),
        ("2026-09-06T14:45:00Z", false),
        ("2026-09-06T15:00:00Z", true),
    ] {
        let answer = server.post("/api/orders", &ana, picked_up(at)).await;
        match taken {
            true => answer.expect(201),
            false => answer.refused(422, "invalid_value"),
        };
    }
    let noted = server
        .get("/api/audit", &server.machine("pardos", Role::Manager))
        .await
        .expect(200);
    assert!(noted.text.contains("America/Santiago"), "{}", noted.text);
}

#[tokio::test]
async fn a_zone_that_is_none_is_refused() {
    let server = TestServer::open().await;
    let refused = settings(&server, json!({ "zone": "America/Cusco" })).await;
    let refused = refused.refused(422, "invalid_value");
    assert_eq!(refused.body["errors"][0]["pointer"], "/zone");
    let manager = server.machine("pardos", Role::Manager);
    let stored = server.get("/api/settings", &manager).await.expect(200);
    assert_eq!(stored.body["zone"], "America/Lima");
}

#[tokio::test]
async fn the_table_of_a_restaurant_never_runs_out() {
    let server = TestServer::open().await;
    server
        .command("tenant create talca --zone America/Santiago")
        .await;
    for years in 0..4 {
        let (zone, now) = (read(&server, HOST).await.zone, server.clock.now());
        let last = zone.changes.last().unwrap().at;
        assert!(
            last.since_ms(now) / MINUTE_MS > 60 * 24 * 210,
            "the next two changes are known: {years}"
        );
        let noon = |year: i32, month: u8| zone.at(Date::from_ymd(year, month, 1).unwrap(), 720).rfc3339();
        let year = 2025 + years;
        assert_eq!(noon(year, 7), format!("{year}-07-01T16:00:00.000Z"));
        assert_eq!(noon(year, 12), format!("{year}-12-01T15:00:00.000Z"));
        server.later(365 * 24 * 60);
    }
    let lima = read(&server, "pardos.localhost").await.zone;
    assert_eq!(lima, domain::Zone::lima());
}
