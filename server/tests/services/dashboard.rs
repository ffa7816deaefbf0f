//! The stored figures are those of the events, however these come.

use super::life::{Life, life};
use super::{NothingOpen, TestServer, tenant};
use api::dashboard::Days;
use api::{ApiError, Code};
use domain::dashboard::{Counters, fold};
use domain::event::{Envelope, Event};
use domain::staff::Role;
use domain::time::MINUTE_MS;
use domain::{CustomerId, Date, Money, StaffId, TenantId};
use ports::documents::{Key, Table};
use ports::event_bus::Subscriber;
use ports::{Clock, EventBus};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use services::caller::{Caller, Who};
use services::dashboard::{DashboardService, UPDATE_EVERY_MS};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

impl TestServer {
    fn dashboard(&self) -> Arc<DashboardService> {
        Arc::new(DashboardService::new(
            self.documents.clone(),
            Arc::new(NothingOpen),
            self.catalog.clone(),
            self.clock.clone(),
        ))
    }

    /// The counters of some days as they are stored, without those that are 0.
    async fn stored(&self, tenant: &TenantId, days: impl Iterator<Item = Date>) -> BTreeMap<Date, Counters> {
        let mut stored = BTreeMap::new();
        for day in days {
            let key = Key::new(Table::Dashboard, format!("DAY#{day}"), "COUNTERS");
            if let Some(document) = self.documents.get(tenant, &key).await.unwrap() {
                stored.insert(day, document.counters);
            }
        }
        without_zeros(stored)
    }
}

fn without_zeros(mut days: BTreeMap<Date, Counters>) -> BTreeMap<Date, Counters> {
    days.values_mut()
        .for_each(|counters| counters.retain(|_, count| *count != 0));
    days.retain(|_, counters| !counters.is_empty());
    days
}

fn manager(tenant: &TenantId) -> Caller {
    Caller {
        who: Who::Staff {
            id: StaffId::parse("u_1").unwrap(),
            username: "gerente".into(),
            name: "Gloria Quispe".into(),
            role: Role::Manager,
            by_pin: false,
        },
        ..Caller::system(tenant)
    }
}

#[test]
fn doubled_and_shuffled_events_make_the_same_figures() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let server = runtime.block_on(TestServer::open());
    let today = server.clock.now();
    let lives = prop::collection::vec(life(today), 1..8);
    let cases = (lives, any::<u64>(), any::<prop::sample::Index>());
    let config = Config {
        cases: 16,
        failure_persistence: None,
        ..Config::default()
    };
    let case = AtomicUsize::new(0);
    let run = TestRunner::new(config).run(&cases, |(lives, seed, summed)| {
        let tenant = tenant(&format!("case-{}", case.fetch_add(1, Ordering::Relaxed)));
        let events: Vec<Event> = (1..)
            .zip(&lives)
            .flat_map(|(number, life)| life.events(number))
            .collect();
        let zone = &server.front.tenant.zone;
        let mut expected = BTreeMap::new();
        events.iter().for_each(|event| fold(&mut expected, event, zone));
        let expected = without_zeros(expected);
        let delivered = events
            .into_iter()
            .enumerate()
            .map(|(id, event)| server.envelope(&tenant, id, event));
        let mut delivered: Vec<Envelope> = delivered.flat_map(|event| [event.clone(), event]).collect();
        shuffle(&mut delivered, seed);
        let days = || (-3..=1).map(|offset| zone.date(today).plus_days(offset));
        let stored = runtime.block_on(async {
            server.put_menu(&tenant).await;
            let dashboard = server.dashboard();
            let handled = delivered.into_iter().map(|event| {
                let dashboard = Arc::clone(&dashboard);
                tokio::spawn(async move { dashboard.handle(&event).await })
            });
            for handled in handled.collect::<Vec<_>>() {
                handled.await.unwrap().unwrap();
            }
            server.stored(&tenant, days()).await
        });
        prop_assert_eq!(&stored, &expected);

        let day = summed.get(&days().collect::<Vec<_>>()).to_owned();
        let asked = Days {
            from: Some(day),
            to: Some(day),
        };
        let summary = runtime
            .block_on(server.dashboard().summary(&manager(&tenant), asked))
            .unwrap();
        let placed = lives
            .iter()
            .filter(|life| zone.date(life.placed_at) == day)
            .count();
        prop_assert_eq!(usize::try_from(summary.orders).unwrap_or(usize::MAX), placed);
        Ok(())
    });
    run.unwrap();
}

/// A shuffle that depends on the seed alone.
fn shuffle<T>(items: &mut [T], mut seed: u64) {
    for last in (1..items.len()).rev() {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(seed >> 33).unwrap() % (last + 1);
        items.swap(last, at);
    }
}

#[tokio::test]
async fn an_overview_has_its_figures_and_charts() {
    let server = TestServer::open().await;
    let (dashboard, pardos) = (server.dashboard(), tenant("pardos"));
    let life = Life {
        placed_at: server.clock.now(),
        cents: 3_440,
        qty: 1,
        reached: 4,
        recalled: false,
    };
    for (id, event) in life.events(1).into_iter().enumerate() {
        dashboard
            .handle(&server.envelope(&pardos, id, event))
            .await
            .unwrap();
    }
    let overview = dashboard
        .overview(&manager(&pardos), Days::default())
        .await
        .unwrap();
    assert_eq!((overview.summary.orders, overview.summary.completed), (1, 1));
    assert_eq!(overview.summary.sales_cents, Money(3_440));
    assert_eq!(overview.stats.top_products[0].name, "¼ de pollo a la brasa");
    assert_eq!(overview.stats.last_days.len(), 7);
    assert_eq!(overview.stats.last_days[6].orders, 1);
    let ids: Vec<&str> = overview.charts.iter().map(|chart| chart.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "orders-by-hour",
            "sales-by-hour",
            "last-days",
            "by-status",
            "stage-times",
            "top-dishes",
            "people"
        ]
    );
    assert!(
        overview
            .charts
            .iter()
            .all(|chart| chart.light_svg.starts_with("<svg"))
    );
}

#[tokio::test]
async fn figures_are_for_staff_and_of_92_days_at_most() {
    let server = TestServer::open().await;
    let dashboard = server.dashboard();
    let mut caller = manager(&tenant("pardos"));
    let days = Days {
        from: Some(Date(1)),
        to: Some(Date(93)),
    };
    let error = ApiError::from(dashboard.stats(&caller, days).await.unwrap_err());
    assert_eq!(
        (error.code, error.fields[0].pointer.as_str()),
        (Code::InvalidValue, "/from")
    );

    let refused = async |caller: &Caller| -> ApiError {
        let stats = dashboard
            .stats(caller, Days::default())
            .await
            .map(drop)
            .map_err(ApiError::from);
        let summary = dashboard
            .summary(caller, Days::default())
            .await
            .map(drop)
            .map_err(ApiError::from);
        assert_eq!(stats, summary);
        stats.unwrap_err()
    };
    caller.who = Who::Visitor;
    assert_eq!(refused(&caller).await.code, Code::Unauthenticated);
    caller.who = Who::Customer {
        id: CustomerId::parse("c_1").unwrap(),
        username: "ana".into(),
        name: "Ana".into(),
    };
    assert_eq!(refused(&caller).await.code, Code::Forbidden);
}

#[tokio::test]
async fn updates_are_said_now_and_then_only() {
    let server = TestServer::open().await;
    let (dashboard, pardos) = (server.dashboard(), tenant("pardos"));
    let updates = async || {
        server.engines.event_bus.run_until_idle().await.unwrap();
        server
            .engines
            .event_bus
            .since(&pardos, 0, 100)
            .await
            .unwrap()
            .len()
    };
    let order = |number| {
        let life = Life {
            placed_at: server.clock.now(),
            cents: 100,
            qty: 1,
            reached: 0,
            recalled: false,
        };
        life.events(number).remove(0)
    };
    for id in 1..=3 {
        let event = server.envelope(&pardos, id, order(1));
        assert!(dashboard.wants(&event));
        dashboard.handle(&event).await.unwrap();
    }
    assert_eq!(updates().await, 1);
    server.clock.advance_ms(UPDATE_EVERY_MS);
    let again = server.envelope(&pardos, 3, order(1));
    dashboard.handle(&again).await.unwrap();
    assert_eq!(updates().await, 1, "an event that comes again changes nothing");
    dashboard
        .handle(&server.envelope(&pardos, 4, order(2)))
        .await
        .unwrap();
    assert_eq!(updates().await, 2);
    server.clock.advance_ms(-10 * MINUTE_MS);
    dashboard
        .handle(&server.envelope(&pardos, 5, order(3)))
        .await
        .unwrap();
    assert_eq!(
        updates().await,
        3,
        "a clock that was set back does not silence it"
    );
}
