//! Queues: each order stands in one of them by when it should be done, what it was promised stays, and reading one costs as
//! much as there is in it.

use crate::support::{Counting, TestServer};
use api::orders::{OrderCounts, OrderFilter, OrderState, Promise};
use domain::staff::Role;
use domain::stage::{CurrentStep, Stage};
use domain::{OrderId, TenantId};
use serde_json::{Value, json};
use services::caller::{Caller, Who};
use services::orders::OrdersService;
use std::sync::Arc;
use std::sync::atomic::Ordering;

struct Kitchen {
    server: TestServer,
    ana: String,
    manager: String,
}

impl Kitchen {
    async fn open() -> Kitchen {
        let server = TestServer::open().await;
        let (_, ana) = server.customer("pardos", "ana").await;
        let manager = server.machine("pardos", Role::Manager);
        Kitchen { server, ana, manager }
    }

    /// A delivery to Ana that is confirmed at once, unless `more` says otherwise.
    async fn place(&self, more: Value) -> Value {
        let mut body = json!({
            "items": [{ "productId": "papas_fritas", "qty": 3 }], "paymentMethod": "cash",
            "fulfilment": { "kind": "delivery" },
        });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        let placed = self.server.post("/api/orders", &self.ana, body).await;
        let placed = placed.expect(201).body;
        self.read(placed["orderId"].as_str().unwrap()).await
    }

    async fn read(&self, order: &str) -> Value {
        let path = format!("/api/orders/{order}");
        self.server.get(&path, &self.manager).await.expect(200).body
    }

    /// What the page of an order says of when it comes.
    async fn track(&self, order: &Value) -> Promise {
        let visitor = Caller {
            tenant: pardos(),
            who: Who::Visitor,
            address: None,
        };
        let id = OrderId::parse(order["orderId"].as_str().unwrap()).unwrap();
        let orders = &self.server.app.services.orders;
        orders.track(&visitor, &id).await.unwrap().promise.unwrap()
    }

    async fn act(&self, order: &Value, what: &str) {
        let path = format!("/api/orders/{}/{what}", order["orderId"].as_str().unwrap());
        let reason = json!({ "reason": "prueba" });
        self.server.post(&path, &self.manager, reason).await.expect(200);
    }

    async fn done(&self, order: &Value, stage: &str) {
        self.act(order, &format!("stages/{stage}/start")).await;
        self.act(order, &format!("stages/{stage}/complete")).await;
    }

    /// The numbers at a stage, in the order of its queue.
    async fn queue(&self, stage: Stage) -> Vec<u64> {
        let app = &self.server.app;
        let open = app.services.orders.open(&pardos(), stage).await.unwrap();
        open.iter().map(|order| order.head.number).collect()
    }

    fn minutes_until(&self, time: &Value) -> i64 {
        let time = domain::Timestamp::parse(time.as_str().unwrap()).unwrap();
        (time.0 - crate::support::START.0) / 60_000
    }
}

fn pardos() -> TenantId {
    TenantId::parse("pardos").unwrap()
}

fn number(order: &Value) -> u64 {
    order["number"].as_u64().unwrap()
}

fn at_counter(branch: &str) -> Value {
    json!({ "fulfilment": { "kind": "pickup", "branch": branch } })
}

#[tokio::test]
async fn what_was_promised_stays_and_counts_those_before_at_the_same_branch() {
    let kitchen = Kitchen::open().await;
    let first = kitchen.place(json!({})).await;
    let promise = first["promise"].clone();
    let minutes = ["cookedBy", "packedBy", "from", "until"].map(|name| kitchen.minutes_until(&promise[name]));
    let [cooked, packed, from, until] = minutes;
    assert!(0 < cooked && cooked < packed && packed < from, "{minutes:?}");
    assert_eq!((until - from, &promise["ordersAhead"]), (10, &json!(0)));

    // Deliveries are cooked at the first branch; what is picked up at another waits behind none of them.
    let second = kitchen.place(json!({})).await;
    assert_eq!(second["promise"]["ordersAhead"], 1);
    assert_eq!(kitchen.minutes_until(&second["promise"]["from"]), from + 2);
    let elsewhere = kitchen.place(at_counter("surco")).await;
    assert_eq!(elsewhere["promise"]["ordersAhead"], 0);
    assert_eq!(elsewhere["branch"], "surco");
    assert_ne!(first["branch"], "surco");

    // However long it takes, the promise is the same.
    kitchen.server.later(30);
    kitchen.done(&first, "COOKING").await;
    let id = first["orderId"].as_str().unwrap();
    assert_eq!(kitchen.read(id).await["promise"], promise);

    // The order is late by now, and its tracking page gives a new time before the promised one has passed.
    let shown = kitchen.track(&first).await;
    assert_eq!(json!(shown.until), promise["until"]);
    let late = shown.expected.expect("half an hour in the kitchen is too long");
    assert!(late > shown.until);
}

#[tokio::test]
async fn an_order_for_later_is_not_late_because_the_kitchen_is_busy_now() {
    let kitchen = Kitchen::open().await;
    let later = kitchen
        .place(json!({ "scheduledFor": "2025-10-26T13:00:00-05:00" }))
        .await;
    for _ in 0..8 {
        kitchen.place(json!({})).await;
    }
    assert_eq!(later["promise"]["from"], "2025-10-26T18:00:00.000Z");
    let tracked = kitchen.track(&later).await;
    assert_eq!((tracked.orders_ahead, tracked.expected), (0, None));
}

#[tokio::test]
async fn an_order_that_goes_on_between_two_pages_is_listed_once() {
    let kitchen = Kitchen::open().await;
    let mut placed = Vec::new();
    for _ in 0..3 {
        placed.push(kitchen.place(json!({})).await);
        kitchen.server.later(1);
    }
    let mut listed = Vec::new();
    let mut path = "/api/orders?state=open&limit=1".to_owned();
    loop {
        let page = kitchen.server.get(&path, &kitchen.manager).await.expect(200).body;
        listed.extend(page["orders"].as_array().unwrap().iter().map(number));
        let Some(next) = page["nextCursor"].as_str() else {
            break;
        };
        path = format!("/api/orders?state=open&limit=1&cursor={next}");
        if listed.len() == 1 {
            kitchen.done(&placed[0], "COOKING").await;
        }
    }
    assert_eq!(listed, placed.iter().map(number).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_should_be_done_first_stands_first() {
    let kitchen = Kitchen::open().await;
    // For a time at which the kitchen has to begin in a few minutes, placed before the others.
    let later = kitchen
        .place(json!({ "scheduledFor": "2025-10-25T13:45:00-05:00" }))
        .await;
    let delivered = kitchen.place(json!({})).await;
    kitchen.server.later(1);
    let collected = kitchen.place(at_counter("surco")).await;
    let numbers = [number(&delivered), number(&collected), number(&later)];
    assert_eq!(kitchen.queue(Stage::Cooking).await, numbers);
    for order in [&collected, &delivered] {
        kitchen.done(order, "COOKING").await;
    }
    let packing = kitchen.queue(Stage::Packaging).await;
    assert_eq!(
        packing,
        numbers[..2],
        "by when it is promised, not by when it was cooked"
    );
    for order in [&delivered, &collected] {
        kitchen.done(order, "PACKAGING").await;
    }
    // At the counter it is awaited earlier than at a door.
    let handed_over = kitchen.queue(Stage::Delivery).await;
    assert_eq!(handed_over, [number(&collected), number(&delivered)]);
}

#[tokio::test]
async fn reading_a_queue_costs_as_much_as_there_is_in_it() {
    let kitchen = Kitchen::open().await;
    let followed = kitchen.place(json!({})).await;
    for _ in 0..2 {
        kitchen.place(json!({})).await;
    }
    let before = rows(&kitchen, &followed).await;
    let unpaid = json!({ "paymentMethod": "card" });
    for _ in 0..40 {
        kitchen.place(unpaid.clone()).await;
        let finished = kitchen.place(json!({})).await;
        for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
            kitchen.done(&finished, stage).await;
        }
        let cancelled = kitchen.place(json!({})).await;
        kitchen.act(&cancelled, "cancel").await;
    }
    assert_eq!(rows(&kitchen, &followed).await, before);
}

#[tokio::test]
async fn a_page_of_a_queue_is_all_that_is_read_for_it() {
    const PAGE: usize = 5;
    let kitchen = Kitchen::open().await;
    for _ in 0..4 * PAGE {
        kitchen.place(json!({ "paymentMethod": "card" })).await;
        kitchen.place(json!({})).await;
    }
    let (counting, orders) = counted(&kitchen);
    for chosen in [
        json!({ "status": "CREATED" }),
        json!({ "status": "CONFIRMED" }),
        json!({ "state": "unpaid" }),
        json!({ "state": "open" }),
        json!({ "step": "COOKING" }),
        json!({ "open": true }),
    ] {
        let filter: OrderFilter = serde_json::from_value(chosen.clone()).unwrap();
        let all = 4 * PAGE * (1 + usize::from(filter.open));
        let filter = OrderFilter {
            limit: Some(PAGE),
            ..filter
        };
        let list = orders.list(&Caller::system(&pardos()), filter).await.unwrap();
        assert_eq!(
            (list.items.len(), list.total.count, list.total.more),
            (PAGE, all, false),
            "{chosen}"
        );
        // One more than the page says whether there is another, and a queue has its own.
        let most = (PAGE + 1) * (1 + usize::from(all > 4 * PAGE));
        let read = counting.rows.swap(0, Ordering::SeqCst);
        assert!(
            read <= most,
            "{chosen}: {read} rows were read for a page of {PAGE}"
        );
    }
}

/// What many unpaid orders cost the tabs of the orders, and what these say of them, does not grow with their number.
#[tokio::test]
async fn the_tabs_count_so_far_and_say_that_there_are_more() {
    const WAITING: usize = OrderCounts::MOST + 20;
    let kitchen = Kitchen::open().await;
    for _ in 0..WAITING {
        kitchen.place(json!({ "paymentMethod": "card" })).await;
    }
    let (counting, orders) = counted(&kitchen);
    let filter = OrderFilter {
        state: Some(OrderState::Open),
        counts: true,
        ..OrderFilter::default()
    };
    let list = orders.list(&Caller::system(&pardos()), filter).await.unwrap();
    let counts = list.counts.unwrap();
    assert_eq!((counts.open, counts.unpaid), (0, OrderCounts::MOST));
    let read = counting.counted.swap(0, Ordering::SeqCst);
    assert!(read <= OrderCounts::MOST + 1, "{read} were counted");
}

/// The service of orders, on documents that count what is read of them.
fn counted(kitchen: &Kitchen) -> (Arc<Counting>, Arc<OrdersService>) {
    let app = &kitchen.server.app;
    let counting = Counting::of(&app.documents);
    let orders = OrdersService::new(
        counting.clone(),
        app.services.catalog.clone(),
        app.customers.clone(),
        kitchen.server.clock.clone(),
        app.cursors.clone(),
        app.exports.clone(),
        true,
    );
    (counting, orders)
}

/// How many rows each reading costs.
async fn rows(kitchen: &Kitchen, followed: &Value) -> Vec<(&'static str, usize)> {
    let (counting, orders) = counted(kitchen);
    let machine = Caller::system(&pardos());
    let id = OrderId::parse(followed["orderId"].as_str().unwrap()).unwrap();
    let taken = |name| {
        let read = [&counting.rows, &counting.counted].map(|rows| rows.swap(0, Ordering::SeqCst));
        (name, read.into_iter().sum())
    };
    let mut all = Vec::new();
    for (name, stage) in [("kitchen", Stage::Cooking), ("packing", Stage::Packaging)] {
        orders.open(&pardos(), stage).await.unwrap();
        all.push(taken(name));
    }
    orders.to_accept(&pardos()).await.unwrap();
    all.push(taken("to accept"));
    orders.track(&machine, &id).await.unwrap();
    all.push(taken("tracking"));
    for (name, state, step) in [
        ("open orders", Some(OrderState::Open), None),
        ("for later", Some(OrderState::Scheduled), None),
        ("at a stage", None, Some(CurrentStep::Cooking)),
    ] {
        let filter = OrderFilter {
            state,
            step,
            ..OrderFilter::default()
        };
        orders.list(&machine, filter).await.unwrap();
        all.push(taken(name));
    }
    all
}
