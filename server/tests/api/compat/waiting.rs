//! Orders of clients that know no payment: they wait for the kitchen, as many of one account as may, and not for ever.

use crate::support::{Answer, TestServer};
use api::orders::NewOrder;
use axum::http::Method;
use domain::cart::CartLine;
use domain::order::{Fulfilment, ReceiptForm};
use domain::payment::PaymentMethod;
use domain::staff::Role;
use domain::{CustomerId, ProductId, Slug, TenantId};
use serde_json::{Value, json};
use services::caller::Caller;
use services::orders::{Terms, Unpaid};

async fn place(server: &TestServer, token: &str, customer: Option<&str>, product: &str) -> Answer {
    let body = json!({ "customerId": customer, "items": [{ "productId": product, "qty": 1 }] });
    server.post("/compat/etapas/orders", token, body).await
}

async fn stock(server: &TestServer) -> i64 {
    let product = server.api(Method::GET, "/api/products/agua", None, None).await;
    product.expect(200).body["stock"].as_i64().unwrap()
}

async fn queue(server: &TestServer) -> Vec<Value> {
    let mut cook = crate::support::Browser::staff(server, "localhost:3000", "cocina").await;
    let queue = cook
        .call(server, "/rpc/stages/queue", json!({ "stage": "COOKING" }))
        .await
        .expect(200);
    let queues = queue.body["toAccept"].as_array().unwrap();
    let orders = queues
        .iter()
        .flat_map(|queue| queue["orders"].as_array().unwrap());
    orders.cloned().collect()
}

/// An order that waits, by a way that names where it is picked up.
async fn wait_at(server: &TestServer, customer: &str, branch: &str) -> String {
    let tenant = TenantId::parse("pardos").unwrap();
    let customer = CustomerId::parse(customer).unwrap();
    let line = CartLine {
        product_id: ProductId::parse("agua").unwrap(),
        qty: 1,
        options: Vec::new(),
        note: String::new(),
    };
    let order = NewOrder {
        idempotency_key: format!("at-{branch}"),
        lines: vec![line],
        fulfilment: Fulfilment::Pickup {
            branch: Slug::parse(branch).unwrap(),
        },
        scheduled_for: None,
        receipt: ReceiptForm::None,
        payment_method: PaymentMethod::Cash,
        phone: String::new(),
        expected_total: None,
    };
    let terms = Terms {
        unpaid: Unpaid::Accepted,
        ..Terms::default()
    };
    let orders = &server.app.services.orders;
    let machine = Caller::system(&tenant);
    let placed = orders.place(&machine, Some(&customer), order, terms);
    placed.await.unwrap().0.order_id.to_string()
}

#[tokio::test]
async fn each_branch_has_a_queue_of_its_own() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let service = server.machine("pardos", Role::Service);
    // A customer's order without a branch is picked up at the first one; a machine's is brought from there.
    let first = place(&server, &ana, None, "agua").await.expect(201);
    server.later(1);
    let brought = place(&server, &service, Some(&id), "agua").await.expect(201);
    server.later(1);
    let surco = wait_at(&server, &id, "surco").await;
    server.order(&ana).await;
    let first = [&first, &brought].map(|order| order.body["orderId"].as_str().unwrap());

    let mut cook = crate::support::Browser::staff(&server, "localhost:3000", "cocina").await;
    let asked = json!({ "stage": "COOKING" });
    let queue = cook
        .call(&server, "/rpc/stages/queue", asked)
        .await
        .expect(200)
        .body;
    let ids = |orders: &Value| -> Vec<String> {
        let orders = orders.as_array().unwrap().iter();
        orders
            .map(|order| order["orderId"].as_str().unwrap().to_owned())
            .collect()
    };
    let queues = queue["toAccept"].as_array().unwrap();
    assert_eq!(queues.len(), 2);
    assert_eq!(
        (queues[0]["branch"].as_str(), ids(&queues[0]["orders"])),
        (Some("miraflores"), first.map(str::to_owned).to_vec())
    );
    assert_eq!(
        (queues[1]["branch"].as_str(), ids(&queues[1]["orders"])),
        (Some("surco"), vec![surco.clone()])
    );

    let list = async |query: &str| {
        let list = server
            .get(&format!("/api/orders?{query}"), &service)
            .await
            .expect(200);
        ids(&list.body["orders"])
    };
    assert_eq!(list("toAccept=true&branch=surco").await, [surco.as_str()]);
    assert_eq!(list("toAccept=true&branch=miraflores").await, first);
    assert_eq!(list("toAccept=true").await.len(), 3);
    assert_eq!(list("state=unpaid&branch=miraflores").await.len(), 3);
    assert_eq!(list("state=open&toAccept=true").await, [""; 0]);
    assert_eq!(list("branch=san_miguel").await, [""; 0]);
    for wrong in ["branch=nada", "branch=", "branch=A%20B"] {
        let refused = server.get(&format!("/api/orders?{wrong}"), &service).await;
        assert!(matches!(refused.status, 400 | 422), "{}", refused.text);
        assert_eq!(refused.body["errors"][0]["pointer"], "/branch");
    }
    // A page knows which list it is of.
    let page = server
        .get("/api/orders?toAccept=true&limit=1", &service)
        .await
        .expect(200)
        .body;
    let next = page["nextCursor"].as_str().unwrap();
    let other = format!("/api/orders?branch=surco&toAccept=true&limit=1&cursor={next}");
    server.get(&other, &service).await.refused(400, "invalid_cursor");
}

/// 50 of a machine, for any customers; another machine has its own.
#[tokio::test]
async fn fifty_of_a_machine_wait_at_most() {
    let server = TestServer::open().await;
    let (ana, _) = server.customer("pardos", "ana").await;
    let service = server.machine("pardos", Role::Service);
    for _ in 0..50 {
        server.later(1);
        place(&server, &service, Some(&ana), "papas_fritas")
            .await
            .expect(201);
    }
    let before = stock(&server).await;
    let refused = place(&server, &service, Some(&ana), "agua").await.expect(409);
    assert_eq!(refused.body["code"], "limit_reached");
    assert_eq!(stock(&server).await, before, "nothing was taken");
    let other = server.another_machine("pardos", Role::Service);
    place(&server, &other, Some(&ana), "agua").await.expect(201);
    // They end together, and make room.
    server.deliver_events().await;
    server.later(121);
    server.app.workflows.run_due().await.unwrap();
    server.deliver_events().await;
    assert_eq!(queue(&server).await, Vec::<Value>::new());
    place(&server, &service, Some(&ana), "agua").await.expect(201);
}

#[tokio::test]
async fn three_of_a_customer_wait_and_taking_one_accepts_it() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let mut orders = Vec::new();
    for _ in 0..3 {
        server.later(1);
        let placed = place(&server, &ana, None, "papas_fritas").await.expect(201);
        orders.push(placed.body["orderId"].as_str().unwrap().to_owned());
    }
    place(&server, &ana, None, "papas_fritas").await.expect(409);
    let waiting = queue(&server).await;
    assert_eq!(waiting.len(), 3);
    assert_eq!(waiting[0]["orderId"], json!(orders[0]), "by arrival");

    // A cook takes it at a tablet, as anything else.
    let cook = server.machine("pardos", Role::Cook);
    let start = format!("/api/orders/{}/stages/COOKING/start", orders[0]);
    let taken = server.post(&start, &cook, json!({})).await.expect(200).body;
    assert_eq!(
        (&taken["status"], &taken["currentStep"]),
        (&json!("CONFIRMED"), &json!("COOKING"))
    );
    let read = server.get(&format!("/api/orders/{}", orders[0]), &ana).await.body;
    assert_eq!(read["payment"]["method"], "cash", "paid at the door");
    assert_eq!(queue(&server).await.len(), 2);
    place(&server, &ana, None, "papas_fritas").await.expect(201);
    let cancel = format!("/api/orders/{}/cancel", orders[1]);
    server.post(&cancel, &ana, json!({})).await.expect(200);
    place(&server, &ana, None, "papas_fritas").await.expect(201);
    place(&server, &ana, None, "papas_fritas").await.expect(409);
}

#[tokio::test]
async fn an_order_that_nobody_takes_on_is_cancelled_after_two_hours() {
    let server = TestServer::open().await;
    let (ana, _) = server.customer("pardos", "ana").await;
    let service = server.machine("pardos", Role::Service);
    let before = stock(&server).await;
    let placed = place(&server, &service, Some(&ana), "agua").await.expect(201);
    let path = format!("/api/orders/{}", placed.body["orderId"].as_str().unwrap());
    server.deliver_events().await;
    server.later(119);
    server.app.workflows.run_due().await.unwrap();
    assert_eq!(server.get(&path, &service).await.body["status"], "CREATED");
    server.later(2);
    server.app.workflows.run_due().await.unwrap();
    server.deliver_events().await;
    let read = server.get(&path, &service).await.body;
    assert_eq!(
        (&read["status"], &read["cancellation"]["reason"]),
        (&json!("CANCELLED"), &json!("unconfirmed"))
    );
    assert_eq!(stock(&server).await, before);
}

/// An order of the public API ends after 15 minutes, and says so; one that its client is to confirm after a day.
#[tokio::test]
async fn what_is_to_be_confirmed_waits_a_day() {
    let server = TestServer::open().await;
    let (ana, token) = server.customer("pardos", "ana").await;
    let service = server.machine("pardos", Role::Service);
    let items = json!([{ "product_id": "agua", "qty": 1 }]);
    let body = json!({ "customer_id": ana, "items": items });
    let placed = server
        .post("/compat/orchestrator/orders", &service, body)
        .await
        .expect(201);
    let path = format!("/api/orders/{}", placed.body["id"].as_str().unwrap());
    let usual = server.order(&token).await;
    let usual = server.get(&format!("/api/orders/{usual}"), &token).await.body;
    assert_eq!(usual["payBefore"], "2025-10-25T17:15:00.000Z");
    server.deliver_events().await;
    for (minutes, status) in [(16, "CREATED"), (23 * 60, "CREATED"), (60, "CANCELLED")] {
        server.later(minutes);
        server.app.workflows.run_due().await.unwrap();
        server.deliver_events().await;
        assert_eq!(server.get(&path, &service).await.body["status"], status);
    }
    let ended = server.get("/api/orders?status=CANCELLED", &service).await.body;
    assert_eq!(ended["orders"].as_array().unwrap().len(), 2);
}
