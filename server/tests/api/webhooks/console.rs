//! What managers do about webhooks in the console, and what is remembered of it.

use super::Connected;
use crate::support::Browser;
use serde_json::{Value, json};

/// A manager at the page, with an address of their own: its id, its secret, and where it is.
struct Desk {
    connected: Connected,
    browser: Browser,
    id: Value,
    secret: Value,
    url: String,
}

impl Desk {
    async fn open() -> Desk {
        let connected = Connected::to(json!([])).await;
        connected.server.later(1);
        let url = format!("{}?clave=abc", connected.receiver.url);
        let browser = Browser::staff(&connected.server, "localhost:3000", "gerente").await;
        let mut desk = Desk {
            connected,
            browser,
            id: Value::Null,
            secret: Value::Null,
            url,
        };
        let new = json!({ "key": "k-1", "new": { "url": desk.url, "events": ["OrderCreated"] } });
        let made = desk.call("register", new.clone()).await;
        let again = desk.call("register", new).await;
        assert_eq!(made, again, "a lost answer is given once more");
        (desk.id, desk.secret) = (made["id"].clone(), made["secret"].clone());
        desk
    }

    /// What a call comes to, a minute after the one before.
    async fn call(&mut self, name: &str, body: Value) -> Value {
        self.connected.server.later(1);
        let path = format!("/rpc/webhooks/{name}");
        let answer = self.browser.call(&self.connected.server, &path, body).await;
        answer.expect(200).body
    }

    async fn list(&mut self) -> Value {
        self.call("list", json!({})).await
    }
}

#[tokio::test]
async fn a_manager_tries_an_address_and_sees_what_came_of_it() {
    let mut desk = Desk::open().await;
    let all = desk.list().await;
    assert_eq!(
        (all.as_array().unwrap().len(), &all[1]["last"]),
        (2, &Value::Null)
    );
    assert!(!all.to_string().contains("whsec_"));
    let id = json!({ "id": desk.id });
    let sent = desk.call("test", id).await;
    assert_eq!(
        (&sent["event"], &sent["status"]),
        (&json!("Ping"), &json!("PENDING"))
    );
    desk.connected.run().await;
    assert_eq!(desk.list().await[1]["last"]["status"], "DELIVERED");
    let which = json!({ "id": desk.id, "cursor": null });
    let log = desk.call("deliveries", which).await;
    assert_eq!(log["items"][0]["statusCode"], 200);
    let delivery = json!({ "id": desk.id, "delivery": sent["id"] });
    desk.call("redeliver", delivery).await;
    desk.connected.run().await;
    assert_eq!(desk.connected.receiver.received().len(), 2);
}

#[tokio::test]
async fn what_is_done_about_an_address_is_remembered_by_its_host() {
    let mut desk = Desk::open().await;
    let change = json!({ "id": desk.id, "change": { "events": [], "description": "Caja" } });
    desk.call("change", change).await;
    let id = json!({ "id": desk.id });
    let rotated = desk.call("rotate-secret", id.clone()).await;
    assert_ne!(rotated["secret"], desk.secret);
    desk.call("remove", id.clone()).await;
    let Desk {
        connected,
        mut browser,
        url,
        ..
    } = desk;
    let path = "/rpc/webhooks/remove";
    let again = browser.call(&connected.server, path, id).await;
    again.refused(404, "not_found");
    let log = connected.server.get("/api/audit", &connected.manager).await;
    let log = log.expect(200);
    for secret in ["clave=abc", "whsec_"] {
        assert!(!log.text.contains(secret), "{secret}");
    }
    let entries = log.body["entries"].as_array().unwrap();
    let texts = |list: &[Value], name: &str| -> Vec<String> {
        let texts = list.iter().map(|one| one[name].as_str().unwrap().to_owned());
        texts.collect()
    };
    let done = [
        "webhookRemoved",
        "webhookSecretChanged",
        "webhookChanged",
        "webhookRegistered",
        "webhookRegistered",
    ];
    assert_eq!(texts(entries, "action"), done);
    let changes = entries[2]["changes"].as_array().unwrap();
    assert_eq!(texts(changes, "field"), ["description", "events"]);
    assert!(url.contains(entries[2]["subjectName"].as_str().unwrap()));
}
