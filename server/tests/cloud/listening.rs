//! Pages that listen at the WebSocket API of the deployed stack.

use super::api::{Api, until};
use super::control;
use serde_json::{Value, json};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// A loss of messages would be made good after half a minute only, by the page: what comes sooner was pushed.
const SOON: Duration = Duration::from_secs(20);

/// A page that listens.
struct Page {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
}

impl Page {
    fn dial(address: &str) -> Result<Page, Box<tungstenite::Error>> {
        let (mut socket, _) = tungstenite::connect(address)?;
        if let MaybeTlsStream::Plain(stream) = socket.get_mut() {
            stream.set_read_timeout(Some(SOON)).unwrap();
        }
        Ok(Page { socket })
    }

    /// Says where it is, and gets what it missed.
    fn resume(&mut self, after: Option<&str>) -> Value {
        let said = json!({ "after": after }).to_string();
        self.socket.send(Message::text(said)).unwrap();
        loop {
            let message = self.next();
            if message.is_object() {
                return message;
            }
        }
    }

    fn next(&mut self) -> Value {
        let begun = Instant::now();
        loop {
            match self.socket.read().unwrap() {
                Message::Text(text) => return serde_json::from_str(text.as_str()).unwrap(),
                other => assert!(begun.elapsed() < SOON, "{other:?}"),
            }
        }
    }

    /// The next change that comes by itself.
    fn next_change(&mut self, event: &str) -> Value {
        loop {
            let message = self.next();
            let changes = message.as_array().cloned().unwrap_or_default();
            if let Some(change) = changes.into_iter().find(|change| change["event"] == event) {
                return change;
            }
        }
    }
}

fn address(api: &Api, path: &str) -> (Value, String) {
    let (status, found) = api.changes(path);
    assert_eq!(status, 200, "{found}");
    let address = found["socket"].as_str().expect("where to listen").to_owned();
    (found, address)
}

fn events(found: &Value) -> Vec<String> {
    let changes = found["changes"].as_array().unwrap().iter();
    changes
        .map(|change| change["event"].as_str().unwrap().to_owned())
        .collect()
}

/// A page is sent changes of its order, and of no other; one that comes back gets what it missed, each once.
#[test]
fn a_page_is_told_and_comes_back() {
    let Some(api) = Api::of_stack() else { return };
    let (_, ana) = api.customer();
    let order = api.order(&ana, "papas_fritas");
    let other = api.order(&ana, "papas_fritas");
    let path = format!("/rpc/live/orders/{order}?socket=true");
    until("the feed has both orders", || {
        [&order, &other]
            .iter()
            .all(|order| !api.all_changes(order).is_empty())
    });
    let (found, socket) = address(&api, &path);
    let mut page = Page::dial(&socket).unwrap();
    let begun = page.resume(found["cursor"].as_str());
    assert_eq!(begun["changes"], json!([]));

    for id in [&other, &order] {
        let (status, answer) = api.post(&format!("/api/orders/{id}/confirm"), &ana, json!({}));
        assert_eq!(status, 200, "{answer}");
    }
    let change = page.next_change("OrderConfirmed");
    assert_eq!(change["orderId"], order, "of its own order only");
    assert_eq!(api.changes(&path).0, 200, "while it is in the kitchen");
    drop(page);

    // Nobody is there while it is cancelled.
    let (status, answer) = api.post(&format!("/api/orders/{order}/cancel"), &ana, json!({}));
    assert_eq!(status, 200, "{answer}");
    until("the feed has the cancellation", || {
        let all = api.all_changes(&order);
        all.iter().any(|change| change["event"] == "OrderCancelled")
    });
    let (_, socket) = address(&api, &path);
    let mut page = Page::dial(&socket).unwrap();
    let missed = events(&page.resume(begun["cursor"].as_str()));
    for event in ["OrderConfirmed", "OrderCancelled"] {
        assert_eq!(
            missed.iter().filter(|name| *name == event).count(),
            1,
            "{missed:?}"
        );
    }
    assert!(!missed.contains(&"OrderCreated".to_owned()), "{missed:?}");
}

/// The kitchen receives every order, as soon as there is one.
#[test]
fn the_kitchen_is_told() {
    let Some(api) = Api::of_stack() else { return };
    let (_, ana) = api.customer();
    let (status, found) = api.changes_for_staff("/rpc/live/house?socket=true", "cocina");
    assert_eq!(status, 200, "{found}");
    let mut kitchen = Page::dial(found["socket"].as_str().expect("where to listen")).unwrap();
    kitchen.resume(found["cursor"].as_str());
    let order = api.order(&ana, "papas_fritas");
    let change = kitchen.next_change("OrderCreated");
    assert_eq!(change["orderId"], order);
}

/// Without a ticket of ours nobody listens, and what is no word of ours changes nothing.
#[test]
fn nobody_listens_without_a_ticket() {
    let Some(api) = Api::of_stack() else { return };
    let (_, socket) = address(&api, "/rpc/live/carta?socket=true");
    let (stage, ticket) = socket.split_once('?').unwrap();
    let spoiled = format!("{socket}x");
    for wrong in [stage, &format!("{stage}?ticket=none"), &spoiled] {
        assert!(Page::dial(wrong).is_err(), "{wrong}");
    }
    let mut page = Page::dial(&format!("{stage}?{ticket}")).unwrap();
    page.socket.send(Message::text("nonsense")).unwrap();
    page.socket
        .send(Message::text(json!({ "after": 17 }).to_string()))
        .unwrap();
    assert!(page.resume(None)["cursor"].is_string());
}

/// Who is gone is forgotten.
#[test]
fn who_hangs_up_is_forgotten() {
    let Some(api) = Api::of_stack() else { return };
    let (_, socket) = address(&api, "/rpc/live/carta?socket=true");
    let mut page = Page::dial(&socket).unwrap();
    page.resume(None);
    let before = control::listeners("CARTA");
    assert!(before > 0);
    page.socket.close(None).unwrap();
    while page.socket.read().is_ok() {}
    until("the page is forgotten", || control::listeners("CARTA") < before);
}
