//! What calls are signed with, where it lies in another form than it is written today.

use super::Connected;
use axum::http::Method;
use domain::TenantId;
use ports::documents::{Commit, Expect, Key, Table, Write};
use serde_json::{Value, json};

impl Connected {
    fn place(&self) -> (TenantId, Key) {
        let key = Key::new(Table::Webhooks, "ADDRESSES", format!("WEBHOOK#{}", self.id));
        (TenantId::parse("pardos").unwrap(), key)
    }

    async fn stored(&self) -> Value {
        let (tenant, key) = self.place();
        let found = self.server.app.documents.get(&tenant, &key).await.unwrap();
        found.unwrap().read().unwrap()
    }

    /// Stores another secret, as another version has written it, or where the vault was lost.
    async fn store(&self, secret: &str) {
        let (tenant, key) = self.place();
        let mut record = self.stored().await;
        record["secret"] = json!(secret);
        let write = Write::put(key, &record, Expect::Anything).unwrap();
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        self.server.app.documents.commit(&tenant, commit).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_stored_as_it_is_gets_sealed_with_the_next_thing_sent() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    connected.store("whsec_de-antes").await;
    connected.server.order(&connected.ana).await;
    connected.run().await;
    assert!(connected.receiver.received()[0].is_signed_with("whsec_de-antes"));
    let stored = connected.stored().await;
    assert!(stored["secret"].as_str().unwrap().starts_with("v1."), "{stored}");
    assert_eq!(connected.server.documents_with("whsec_"), 0);
    connected.server.order(&connected.ana).await;
    connected.run().await;
    assert!(connected.receiver.received()[1].is_signed_with("whsec_de-antes"));
}

#[tokio::test]
async fn nothing_goes_out_unsigned_and_the_log_says_why() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    connected.store("v1.AAAA").await;
    connected.server.order(&connected.ana).await;
    connected.run().await;
    assert_eq!(connected.receiver.received().len(), 0);
    let log = connected.log().await;
    assert_eq!(
        (&log[0]["attempts"], &log[0]["tries"][0]["error"]),
        (&json!(1), &json!("the secret cannot be read")),
        "{log:?}"
    );
    // Another secret is the way out.
    let changed = connected.send(Method::POST, "/rotate-secret", json!({})).await;
    let secret = changed.expect(200).body["secret"].as_str().unwrap().to_owned();
    connected.server.later(10);
    connected.run().await;
    assert!(connected.receiver.received()[0].is_signed_with(&secret));
}
