//! What pages receive while they are open.

mod sockets;
mod staff;

use crate::support::{Answer, Browser, TestServer};
use axum::body::Body;
use axum::http::Response;
use domain::TenantId;
use domain::staff::Role;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use serde_json::{Value, json};
use std::time::Duration;

/// An open stream and what was read of it.
struct Stream {
    chunks: BoxStream<'static, String>,
    text: String,
}

#[derive(Debug, Clone, PartialEq)]
struct Message {
    id: Option<String>,
    event: String,
    data: Value,
}

impl Stream {
    async fn open(server: &TestServer, browser: &Browser, path: &str, last: Option<&str>) -> Stream {
        let request = browser.request("GET", path);
        let request = match last {
            Some(last) => request.header("last-event-id", last),
            None => request,
        };
        Stream::of(server.send(request.body(Body::empty()).unwrap()).await)
    }

    fn of(answer: Response<Body>) -> Stream {
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let chunks = answer.into_body().into_data_stream();
        let chunks = chunks
            .map(|chunk| String::from_utf8(chunk.unwrap().to_vec()).unwrap())
            .boxed();
        Stream {
            chunks,
            text: String::new(),
        }
    }

    async fn next(&mut self) -> Message {
        loop {
            if let Some((message, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    message
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .map(str::trim)
                };
                let message = Message {
                    id: field("id:").map(str::to_owned),
                    event: field("event:").unwrap_or("message").to_owned(),
                    data: serde_json::from_str(field("data:").unwrap()).unwrap(),
                };
                self.text = rest.to_owned();
                return message;
            }
            let chunk = tokio::time::timeout(Duration::from_secs(20), self.chunks.next());
            self.text
                .push_str(&chunk.await.expect("nothing was heard").expect("the stream ended"));
        }
    }

    async fn names(&mut self, count: usize) -> Vec<String> {
        let mut names = Vec::new();
        while names.len() < count {
            names.push(self.next().await.data["event"].as_str().unwrap().to_owned());
        }
        names
    }
}

#[tokio::test]
async fn a_page_hears_of_its_order_and_of_no_other() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (order, other) = (server.order(&ana).await, server.order(&ana).await);
    server.deliver_events().await;
    let mut page = Stream::open(
        &server,
        &Browser::new(),
        &format!("/rpc/live/orders/{order}"),
        None,
    )
    .await;
    let hello = page.next().await;
    assert_eq!(hello.event, "hello");
    assert!(hello.id.is_some());
    assert_eq!(hello.data, json!({}));
    for id in [&other, &order] {
        server
            .post(&format!("/api/orders/{id}/cancel"), &ana, json!({}))
            .await
            .expect(200);
    }
    server.deliver_events().await;
    let heard = page.next().await;
    assert_eq!(
        (&heard.data["event"], &heard.data["orderId"]),
        (&json!("OrderCancelled"), &json!(order))
    );
    let (known, told) = (hello.id.unwrap(), heard.id.unwrap());
    assert_ne!(known, told);
    // Of two events nobody can tell how many came before them, or between them.
    assert!(known.parse::<u64>().is_err() && told.parse::<u64>().is_err());
    assert!(!page.text.contains(&other));
}

#[tokio::test]
async fn a_page_of_a_restaurant_that_is_suspended_hears_nothing_more() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    server.deliver_events().await;
    let order = server.order(&ana).await;
    let path = format!("/rpc/live/orders/{order}");
    let mut page = Stream::open(&server, &Browser::new(), &path, None).await;
    assert_eq!(page.next().await.event, "hello");
    server.command("tenant suspend pardos").await;
    server.deliver_events().await;
    let ended = tokio::time::timeout(Duration::from_secs(20), page.chunks.next());
    assert_eq!(ended.await.unwrap(), None);
    let again = Browser::new().get(&server, &path).await;
    again.refused(503, "tenant_suspended");
}

#[tokio::test]
async fn a_private_link_hears_of_its_request_and_of_no_other() {
    let server = TestServer::open().await;
    let (manager, service) = (
        server.machine("pardos", Role::Manager),
        server.machine("pardos", Role::Service),
    );
    let mut made = Vec::new();
    for _ in 0..2 {
        let form = crate::catering::form();
        made.push(
            server
                .post("/api/catering", &service, form)
                .await
                .expect(201)
                .body,
        );
    }
    server.deliver_events().await;
    let text = |index: usize, name: &str| made[index][name].as_str().unwrap().to_owned();
    let path = format!("/rpc/live/catering/{}", text(0, "link"));
    let mut page = Stream::open(&server, &Browser::new(), &path, None).await;
    assert_eq!(page.next().await.event, "hello");
    for id in [text(1, "id"), text(0, "id")] {
        let path = format!("/api/catering/{id}/actions");
        let take = json!({ "kind": "take" });
        server.post(&path, &manager, take).await.expect(200);
        server.deliver_events().await;
    }
    let heard = page.next().await;
    assert_eq!(heard.data["event"], "CateringUpdated");
    // That of the other request came before it.
    let tenant = TenantId::parse("pardos").unwrap();
    let latest = server.app.bus.latest(&tenant).await.unwrap();
    assert_eq!(heard.id, Some(server.app.cursors.hide(&tenant, latest)));
    assert_eq!(page.text, "");
    Browser::new()
        .get(&server, "/rpc/live/catering/nadie")
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn who_comes_back_misses_nothing_and_hears_nothing_twice() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let staff = Browser::staff(&server, "localhost:3000", "gerente").await;
    let mut first = Stream::open(&server, &staff, "/rpc/live/house", None).await;
    let start = first.next().await.id.unwrap();
    let mut orders = Vec::new();
    for _ in 0..3 {
        orders.push(server.order(&ana).await);
    }
    server.deliver_events().await;
    let mut heard = Vec::new();
    while heard.len() < 3 {
        let message = first.next().await;
        if message.data["event"] == "OrderCreated" {
            heard.push(message);
        }
    }
    drop(first);
    let resumed_at = heard[0].id.clone().unwrap();
    orders.push(server.order(&ana).await);
    let mut again = Stream::open(&server, &staff, "/rpc/live/house", Some(&resumed_at)).await;
    let hello = again.next().await;
    assert_eq!(
        (hello.event.as_str(), &hello.id),
        ("hello", &None),
        "its id would skip what was missed"
    );
    // One that happens while the page is catching up.
    orders.push(server.order(&ana).await);
    server.deliver_events().await;
    let mut rest = Vec::new();
    let mut cursors = vec![resumed_at];
    while rest.len() < 4 {
        let message = again.next().await;
        cursors.push(message.id.unwrap());
        if message.data["event"] == "OrderCreated" {
            rest.push(message.data["orderId"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(rest, orders[1..]);
    let tenant = TenantId::parse("pardos").unwrap();
    let places: Vec<u64> = cursors
        .iter()
        .map(|cursor| server.app.cursors.find(&tenant, cursor).unwrap())
        .collect();
    assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
    let path = format!("/rpc/live/house?after={start}");
    let mut asked = Stream::open(&server, &staff, &path, None).await;
    assert_eq!(asked.next().await.event, "hello");
    while asked.next().await.data["orderId"] != json!(orders[0]) {}
}

#[tokio::test]
async fn a_cursor_of_another_database_starts_over() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    server.deliver_events().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let beyond = server.app.cursors.hide(&tenant, 999_999);
    let path = format!("/rpc/live/orders/{order}?after={beyond}");
    let mut page = Stream::open(&server, &Browser::new(), &path, None).await;
    page.next().await;
    server
        .post(&format!("/api/orders/{order}/cancel"), &ana, json!({}))
        .await
        .expect(200);
    server.deliver_events().await;
    assert_eq!(page.names(1).await, ["OrderCancelled"]);
}

#[tokio::test]
async fn restaurants_hear_only_of_themselves() {
    let server = TestServer::open().await;
    let staff = Browser::staff(&server, "caleta.localhost", "gerente").await;
    let mut caleta = Stream::open(&server, &staff, "/rpc/live/house", None).await;
    caleta.next().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    server.order(&ana).await;
    let (_, eva) = server.customer("caleta", "eva").await;
    let items = json!([{ "productId": "causa_langostino", "qty": 1 }]);
    let placed = server
        .post("/api/orders", &eva, json!({ "items": items }))
        .await
        .expect(201);
    server.deliver_events().await;
    let heard = caleta.next().await;
    assert_eq!(
        (&heard.data["event"], &heard.data["orderId"]),
        (&json!("OrderCreated"), &placed.body["orderId"])
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_listened_to() {
    let server = TestServer::open().await;
    let mut visitor = Browser::new();
    visitor
        .get(&server, "/rpc/live/house")
        .await
        .refused(401, "unauthenticated");
    visitor
        .get(&server, "/rpc/live/orders/o_nadie")
        .await
        .refused(404, "not_found");
    visitor
        .get(&server, "/rpc/live/orders/nonsense")
        .await
        .refused(404, "not_found");
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    ana.get(&server, "/rpc/live/house")
        .await
        .refused(401, "unauthenticated");
    let mut elsewhere = Browser::staff(&server, "caleta.localhost", "gerente").await;
    elsewhere.host = "localhost".into();
    elsewhere
        .get(&server, "/rpc/live/house")
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn the_carta_tells_what_ran_out() {
    let server = TestServer::open().await;
    let mut carta = Stream::open(&server, &Browser::new(), "/rpc/live/carta", None).await;
    carta.next().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let items = json!([{ "productId": "tres_leches", "qty": 1 }, { "productId": "tequenos_6", "qty": 1 }]);
    server
        .post("/api/orders", &ana, json!({ "items": items }))
        .await
        .expect(201);
    server.deliver_events().await;
    assert_eq!(carta.names(1).await, ["StockChanged"]);
}

/// The changes that a page which cannot listen asks for.
async fn changes(server: &TestServer, browser: &Browser, path: &str, tag: Option<&str>) -> Answer {
    let mut request = browser.request("GET", path).header("accept", "application/json");
    if let Some(tag) = tag {
        request = request.header("if-none-match", tag);
    }
    server.ask(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_page_may_ask_for_changes_again_and_again() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (order, other) = (server.order(&ana).await, server.order(&ana).await);
    let path = format!("/rpc/live/orders/{order}");
    let page = Browser::new();
    let first = changes(&server, &page, &path, None).await.expect(200);
    assert_eq!(first.body["changes"], json!([]), "from now on");
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    let on_from = |answer: &Answer| format!("{path}?after={}", answer.body["cursor"].as_str().unwrap());
    let after = on_from(&first);
    changes(&server, &page, &after, Some(&tag)).await.expect(304);

    for id in [&other, &order] {
        server
            .post(&format!("/api/orders/{id}/cancel"), &ana, json!({}))
            .await
            .expect(200);
    }
    let second = changes(&server, &page, &after, Some(&tag)).await.expect(200);
    let heard = second.body["changes"].as_array().unwrap();
    assert_eq!(heard.len(), 1, "of its own order only: {heard:?}");
    assert_eq!(
        (&heard[0]["event"], &heard[0]["orderId"]),
        (&json!("OrderCancelled"), &json!(order))
    );
    let after = on_from(&second);
    let nothing = changes(&server, &page, &after, None).await.expect(200);
    assert_eq!(
        (&nothing.body["changes"], &nothing.body["cursor"]),
        (&json!([]), &second.body["cursor"])
    );
    assert!(nothing.body["missed"].is_null());
    let tenant = TenantId::parse("pardos").unwrap();
    for other in [server.app.cursors.hide(&tenant, 999_999), "17".to_owned()] {
        let path = format!("{path}?after={other}");
        let elsewhere = changes(&server, &page, &path, None).await.expect(200);
        assert_eq!(
            (&elsewhere.body["cursor"], &elsewhere.body["missed"]),
            (&second.body["cursor"], &json!(true)),
            "a cursor of another database starts over"
        );
    }
    changes(&server, &page, "/rpc/live/house", None)
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn where_nothing_can_stay_open_a_stream_is_refused() {
    let mut server = TestServer::open().await;
    server.serve_again(|app| app.streams = false);
    let page = Browser::new();
    let stream = page
        .request("GET", "/rpc/live/carta")
        .header("accept", "text/event-stream");
    let refused = server.send(stream.body(Body::empty()).unwrap()).await;
    assert_eq!(refused.status(), 406);
    // What it asked for may have been lost on the way.
    let bare = page.request("GET", "/rpc/live/carta").body(Body::empty());
    assert!(server.ask(bare.unwrap()).await.expect(200).body["cursor"].is_string());
    let asked = changes(&server, &page, "/rpc/live/carta", None).await.expect(200);
    assert_eq!(asked.body["changes"], json!([]));
}
