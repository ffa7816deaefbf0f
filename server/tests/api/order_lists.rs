//! The restaurant's list of orders: by where they stand, with totals and pages both ways, and what a search finds.

use crate::support::TestServer;
use domain::staff::Role;
use domain::stage::Stage;
use serde_json::{Value, json};

struct Shop {
    server: TestServer,
    ana: String,
    manager: String,
}

impl Shop {
    async fn open() -> Shop {
        let server = TestServer::open().await;
        let (_, ana) = server.customer("pardos", "ana").await;
        let manager = server.machine("pardos", Role::Manager);
        Shop { server, ana, manager }
    }

    /// An order of Ana's, a minute after the one before: its id and number.
    async fn place(&self, more: Value) -> (String, u64) {
        self.server.later(1);
        let mut body = json!({ "items": [{ "productId": "papas_fritas", "qty": 3 }] });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        let placed = self
            .server
            .post("/api/orders", &self.ana, body)
            .await
            .expect(201)
            .body;
        (
            placed["orderId"].as_str().unwrap().to_owned(),
            placed["number"].as_u64().unwrap(),
        )
    }

    /// One that is confirmed at once.
    async fn confirmed(&self) -> (String, u64) {
        self.place(json!({ "paymentMethod": "cash" })).await
    }

    async fn deliver(&self, order: &str) {
        for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
            for action in ["start", "complete"] {
                let path = format!("/api/orders/{order}/stages/{stage}/{action}");
                self.server
                    .post(&path, &self.manager, json!({}))
                    .await
                    .expect(200);
            }
        }
    }

    async fn cancel(&self, order: &str) {
        let path = format!("/api/orders/{order}/cancel");
        let reason = json!({ "reason": "prueba" });
        self.server.post(&path, &self.manager, reason).await.expect(200);
    }

    async fn list(&self, query: &str) -> Value {
        let path = format!("/api/orders?{query}");
        self.server.get(&path, &self.manager).await.expect(200).body
    }

    async fn numbers(&self, query: &str) -> Vec<u64> {
        numbers(&self.list(query).await)
    }
}

fn numbers(list: &Value) -> Vec<u64> {
    let orders = list["orders"].as_array().unwrap();
    orders
        .iter()
        .map(|order| order["number"].as_u64().unwrap())
        .collect()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn orders_are_listed_by_where_they_stand() {
    let shop = Shop::open().await;
    let (_, unpaid) = shop.place(json!({})).await;
    let later = json!({
        "paymentMethod": "cash", "scheduledFor": "2025-10-25T15:00:00-05:00", "fulfilment": { "kind": "delivery" },
    });
    let (scheduled_id, scheduled) = shop.place(later).await;
    let (first_id, first) = shop.confirmed().await;
    let (_, second) = shop.confirmed().await;
    let (third_id, third) = shop.confirmed().await;
    let all = async || {
        let mut found = Vec::new();
        for state in ["open", "scheduled", "unpaid", "finished", "cancelled"] {
            let list = shop.list(&format!("state={state}")).await;
            let numbers = numbers(&list);
            assert_eq!(list["total"], numbers.len(), "{state}");
            found.push(numbers);
        }
        found
    };
    let none: Vec<u64> = Vec::new();
    assert_eq!(
        all().await,
        [
            vec![first, second, third],
            vec![scheduled],
            vec![unpaid],
            none.clone(),
            none.clone()
        ]
    );
    shop.deliver(&first_id).await;
    shop.cancel(&third_id).await;
    assert_eq!(
        all().await,
        [
            vec![second],
            vec![scheduled],
            vec![unpaid],
            vec![first],
            vec![third]
        ]
    );
    let counts = shop.list("state=open&counts=true").await["counts"].clone();
    assert_eq!(
        counts,
        json!({ "open": 1, "scheduled": 1, "unpaid": 1, "finishedToday": 1, "cancelledToday": 1 })
    );

    // What was finished comes back when it is taken back, and is counted once.
    let recall = format!("/api/orders/{first_id}/recall");
    shop.server
        .post(&recall, &shop.manager, json!({}))
        .await
        .expect(200);
    assert_eq!(all().await[0], [first, second]);
    assert_eq!(all().await[3], none);
    let complete = format!("/api/orders/{first_id}/stages/DELIVERY/complete");
    shop.server
        .post(&complete, &shop.manager, json!({}))
        .await
        .expect(200);
    assert_eq!(all().await[3], [first]);

    // An order for later is open from the minute at which it should be begun, or when somebody begins.
    shop.server.later(130);
    assert_eq!(all().await[..2], [vec![second, scheduled], none.clone()]);
    let take = format!("/api/orders/{scheduled_id}/stages/COOKING/start");
    shop.server
        .post(&take, &shop.manager, json!({}))
        .await
        .expect(200);
    assert_eq!(all().await[..2], [vec![second, scheduled], none]);

    // Nothing that is open is forgotten at midnight; what was finished is no longer of today.
    shop.server.later(24 * 60);
    let list = shop.list("state=open&counts=true").await;
    assert_eq!(numbers(&list), [second, scheduled]);
    assert_eq!(
        (
            &list["counts"]["open"],
            &list["counts"]["finishedToday"],
            &list["total"]
        ),
        (&json!(2), &json!(0), &json!(2))
    );
    assert_eq!(shop.numbers("state=finished").await, [first]);
    assert_eq!(shop.numbers("state=finished&from=2025-10-26").await, [0; 0]);
    assert_eq!(
        shop.numbers("state=finished&from=2025-10-25&to=2025-10-25").await,
        [first],
        "a day is included, as in the dashboard"
    );
    assert_eq!(shop.numbers("from=2025-10-25&to=2025-10-25").await.len(), 5);
    assert_eq!(shop.numbers("from=2025-10-24&to=2025-10-24").await, [0; 0]);
}

#[tokio::test]
async fn pages_go_both_ways_and_to_the_end() {
    let shop = Shop::open().await;
    let mut all = Vec::new();
    for _ in 0..7 {
        all.push(shop.confirmed().await.1);
    }
    let mut pages = Vec::new();
    let mut query = "state=open&limit=3".to_owned();
    loop {
        let list = shop.list(&query).await;
        assert_eq!(list["total"], 7);
        pages.push(numbers(&list));
        match list["nextCursor"].as_str() {
            Some(next) => query = format!("state=open&limit=3&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(pages, [&all[..3], &all[3..6], &all[6..]]);
    let last = shop.list("state=open&limit=3&last=true").await;
    assert_eq!(
        (numbers(&last), &last["nextCursor"]),
        (all[6..].to_vec(), &Value::Null)
    );
    let back = |list: &Value| {
        format!(
            "state=open&limit=3&cursor={}",
            list["previousCursor"].as_str().unwrap()
        )
    };
    let middle = shop.list(&back(&last)).await;
    assert_eq!(numbers(&middle), all[3..6]);
    let first = shop.list(&back(&middle)).await;
    assert_eq!(
        (numbers(&first), &first["previousCursor"]),
        (all[..3].to_vec(), &Value::Null)
    );
    let next = first["nextCursor"].as_str().unwrap();
    assert_eq!(
        shop.numbers(&format!("state=open&limit=3&cursor={next}")).await,
        all[3..6]
    );

    // The old parameters have pages and totals as well.
    for query in [
        "",
        "open=true&",
        "status=CONFIRMED&",
        "stage=COOKING&",
        "from=2025-10-25&",
    ] {
        let list = shop.list(&format!("{query}limit=3")).await;
        assert_eq!(
            (numbers(&list), &list["total"]),
            (all[..3].to_vec(), &json!(7)),
            "{query}"
        );
        let last = shop.list(&format!("{query}limit=3&last=true")).await;
        assert_eq!(numbers(&last), all[6..], "{query}");
    }
    // A cursor belongs to its list.
    let path = format!("/api/orders?state=unpaid&cursor={next}");
    shop.server
        .get(&path, &shop.manager)
        .await
        .refused(400, "invalid_cursor");
    shop.server
        .get("/api/orders?state=eaten", &shop.manager)
        .await
        .refused(422, "invalid_value");
}

#[tokio::test]
async fn unpaid_orders_do_not_hide_work() {
    let shop = Shop::open().await;
    for _ in 0..30 {
        shop.place(json!({})).await;
        shop.server.later(-1);
    }
    let (_, work) = shop.confirmed().await;
    assert_eq!(shop.numbers("state=open&limit=1").await, [work]);
}

#[tokio::test]
async fn a_queue_is_never_cut() {
    let shop = Shop::open().await;
    let machine = shop.server.machine("pardos", Role::Service);
    let (customer, _) = shop.server.customer("pardos", "eva").await;
    let order = json!({ "items": [{ "productId": "papas_fritas", "qty": 1 }], "paymentMethod": "cash",
        "fulfilment": { "kind": "pickup" }, "customerId": customer });
    for _ in 0..502 {
        shop.server
            .post("/api/orders", &machine, order.clone())
            .await
            .expect(201);
    }
    let pardos = domain::TenantId::parse("pardos").unwrap();
    let waiting = shop
        .server
        .app
        .services
        .orders
        .open(&pardos, Stage::Cooking)
        .await
        .unwrap();
    assert_eq!(waiting.len(), 502);
}

#[tokio::test]
async fn a_search_finds_numbers_names_and_telephones() {
    let shop = Shop::open().await;
    let (first_id, first) = shop.place(json!({ "phone": "987 654 321" })).await;
    let (_, second) = shop.confirmed().await;
    shop.cancel(&first_id).await;
    for (search, found) in [
        (format!("search={first}"), vec![first]),
        (format!("search=%23{second}"), vec![second]),
        ("search=ANA".into(), vec![second, first]),
        ("search=%C3%A1na%20de%20pru".into(), vec![second, first]),
        ("search=987%20654".into(), vec![first]),
        ("search=%2B51%20999".into(), vec![second]),
        ("search=ana&state=cancelled".into(), vec![first]),
        ("search=nadie".into(), vec![]),
    ] {
        let list = shop.list(&search).await;
        assert_eq!(
            (numbers(&list), &list["total"]),
            (found.clone(), &json!(found.len())),
            "{search}"
        );
    }
    let pages = shop.list("search=ana&limit=1").await;
    assert_eq!((numbers(&pages), &pages["total"]), (vec![second], &json!(2)));
    let next = pages["nextCursor"].as_str().unwrap();
    let rest = shop.list(&format!("search=ana&limit=1&cursor={next}")).await;
    assert_eq!((numbers(&rest), &rest["hasMore"]), (vec![first], &json!(false)));

    // A cook is shown first names and no telephones, and finds orders by no more than that.
    let cook = shop.server.machine("pardos", Role::Cook);
    for (search, count) in [("ana", 2), ("de%20prueba", 0), ("987654321", 0)] {
        let path = format!("/api/orders?search={search}");
        let list = shop.server.get(&path, &cook).await.expect(200).body;
        assert_eq!(list["total"], count, "{search}");
    }
    let elsewhere = shop.server.machine("caleta", Role::Manager);
    let list = shop
        .server
        .get("/api/orders?search=ana", &elsewhere)
        .await
        .expect(200)
        .body;
    assert_eq!(list["total"], 0);
}
