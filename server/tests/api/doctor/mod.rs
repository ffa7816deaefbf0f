//! The doctor on a store that has lived: nothing is found as it is, everything that is broken is, and what follows from
//! something else is written again.

mod derived;
mod money;
mod open_orders;
mod orders;
mod owners;
mod running;

use crate::requirements::keyed;
use crate::support::{PASSWORD, TestServer};
use domain::staff::Role;
use domain::{OrderId, TenantId};
use ports::PeriodicTask as _;
use ports::documents::{Commit, Document, Expect, Key, Table, Write};
use serde_json::{Value, json};
use services::doctor::{Discrepancy, Doctor, Invariant, Patience, Report, Subject};
use std::collections::BTreeSet;

/// A restaurant with an order of every kind of end, and some under way.
struct Lived {
    server: TestServer,
    tenant: TenantId,
    manager: String,
    customer: String,
    ana: String,
    /// Cooked, packed and delivered against cash.
    delivered: OrderId,
    /// Paid, packed, and waiting at the counter.
    packed: OrderId,
    /// Paid and cancelled, the money given back.
    refunded: OrderId,
}

impl Lived {
    async fn open() -> Lived {
        let server = TestServer::open().await;
        let (customer, ana) = server.customer("pardos", "ana").await;
        let manager = server.machine("pardos", Role::Manager);
        let mut lived = Lived {
            delivered: OrderId::parse("o_1").unwrap(),
            packed: OrderId::parse("o_1").unwrap(),
            refunded: OrderId::parse("o_1").unwrap(),
            tenant: TenantId::parse("pardos").unwrap(),
            server,
            manager,
            customer,
            ana,
        };
        lived.delivered = lived.placed(json!({ "paymentMethod": "cash" })).await;
        for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
            lived.done(&lived.delivered, stage).await;
        }
        lived.act(&lived.delivered, "recall").await;
        lived.act(&lived.delivered, "stages/DELIVERY/complete").await;
        lived.packed = lived
            .placed(json!({ "fulfilment": { "kind": "pickup", "branch": "miraflores" } }))
            .await;
        lived.paid(&lived.packed).await;
        for stage in ["COOKING", "PACKAGING"] {
            lived.done(&lived.packed, stage).await;
        }
        lived.refunded = lived.placed(json!({})).await;
        lived.paid(&lived.refunded).await;
        lived.act(&lived.refunded, "stages/COOKING/start").await;
        lived.act(&lived.refunded, "cancel").await;
        lived.others().await;
        lived
    }

    /// Orders that nobody paid, that were refused, put back, vouched for, and are for later.
    async fn others(&self) {
        let unpaid = self.placed(json!({})).await;
        let payment = format!("/api/orders/{unpaid}/payment");
        let opened = self
            .server
            .post(&payment, &self.ana, json!({ "method": "yape" }))
            .await;
        opened.expect(200);
        self.server.later(20);
        self.settle().await;
        let vouched = self.placed(json!({})).await;
        self.keyed(&vouched, "confirm", &self.manager).await;
        self.act(&vouched, "stages/COOKING/start").await;
        self.act(&vouched, "stages/COOKING/release").await;
        let later = json!({ "paymentMethod": "cash", "scheduledFor": "2025-10-25T15:00:00-05:00" });
        self.placed(later).await;
        self.placed(json!({ "paymentMethod": "cash" })).await;
        self.placed(json!({})).await;
    }

    /// A new order of two waters, which are counted, and something else.
    async fn placed(&self, with: Value) -> OrderId {
        let mut body = json!({
            "items": [{ "productId": "agua", "qty": 2 }, { "productId": "pollo_1_4", "qty": 1 }],
            "fulfilment": { "kind": "delivery" },
        });
        let with = with.as_object().unwrap().clone();
        body.as_object_mut().unwrap().extend(with);
        let placed = self.server.post("/api/orders", &self.ana, body).await.expect(201);
        self.server.deliver_events().await;
        self.server.clock.advance_ms(1_000);
        OrderId::parse(placed.body["orderId"].as_str().unwrap()).unwrap()
    }

    async fn paid(&self, order: &OrderId) {
        self.keyed(order, "confirm", &self.ana).await;
    }

    async fn keyed(&self, order: &OrderId, what: &str, token: &str) {
        let path = format!("/api/orders/{order}/{what}");
        let key = format!("{what}-{order}");
        keyed(&self.server, &path, token, &key, json!({}))
            .await
            .expect(200);
        self.server.deliver_events().await;
    }

    async fn act(&self, order: &OrderId, what: &str) {
        let path = format!("/api/orders/{order}/{what}");
        let body = match what {
            "cancel" => json!({ "reason": "prueba" }),
            _ => json!({}),
        };
        self.server.post(&path, &self.manager, body).await.expect(200);
        self.server.deliver_events().await;
        self.server.clock.advance_ms(1_000);
    }

    async fn done(&self, order: &OrderId, stage: &str) {
        self.act(order, &format!("stages/{stage}/start")).await;
        self.act(order, &format!("stages/{stage}/complete")).await;
    }

    /// Lets everything happen that is due by now.
    async fn settle(&self) {
        self.server.app.workflows.run_due().await.unwrap();
        self.server.deliver_events().await;
        self.server.app.payments.run_due().await.unwrap();
        self.server.deliver_events().await;
    }

    fn doctor(&self) -> Doctor {
        let doctor = self.server.app.control.doctor.clone();
        doctor.with_patience(Patience::AT_REST)
    }

    async fn examined(&self) -> Report {
        self.doctor().examine(&self.tenant).await.unwrap()
    }

    async fn found(&self) -> Vec<Discrepancy> {
        self.examined().await.found
    }

    /// Which invariants are broken.
    async fn broken(&self) -> BTreeSet<Invariant> {
        let found = self.found().await;
        found.iter().map(|discrepancy| discrepancy.invariant).collect()
    }

    /// The one discrepancy of an invariant.
    async fn only(&self, invariant: Invariant) -> Discrepancy {
        let found = self.found().await;
        let mut of: Vec<_> = found.iter().filter(|one| one.invariant == invariant).collect();
        assert_eq!(of.len(), 1, "{found:#?}");
        of.remove(0).clone()
    }

    /// Repairs what can be; all of it then is, and nothing is found any more.
    async fn repaired(&self) {
        for discrepancy in self.found().await {
            let repaired = self.doctor().repair(&self.tenant, &discrepancy).await.unwrap();
            assert!(repaired, "{discrepancy}");
        }
        assert_eq!(self.found().await, []);
    }

    /// What a person has to look at stays as it is.
    async fn left(&self, discrepancy: &Discrepancy) {
        assert_eq!(discrepancy.repair, None);
        assert!(!self.doctor().repair(&self.tenant, discrepancy).await.unwrap());
        assert!(self.found().await.contains(discrepancy));
    }

    async fn document(&self, key: &Key) -> Document {
        let found = self.server.app.documents.get(&self.tenant, key).await.unwrap();
        found.unwrap_or_else(|| panic!("{key:?}"))
    }

    async fn commit(&self, write: Write) {
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        self.server
            .app
            .documents
            .commit(&self.tenant, commit)
            .await
            .unwrap();
    }

    /// Changes the body of a document that no index has.
    async fn spoil(&self, key: &Key, change: impl FnOnce(&mut Value)) {
        let mut body = self.document(key).await.body.json();
        change(&mut body);
        self.commit(Write::put(key.clone(), &body, Expect::Anything).unwrap())
            .await;
    }

    /// Changes what is stored of an order, which stays in its indexes.
    async fn spoil_order(&self, order: &OrderId, change: impl FnOnce(&mut Value)) {
        self.spoil(&order_key(order), |body| change(&mut body["order"]))
            .await;
        self.server
            .app
            .services
            .orders
            .put_again(&self.tenant, order)
            .await
            .unwrap();
    }

    async fn delete(&self, key: Key) {
        let expect = Expect::Anything;
        self.commit(Write::Delete { key, expect }).await;
    }

    async fn add(&self, key: Key, counter: &str, delta: i64) {
        self.commit(Write::add(key, counter, delta)).await;
    }
}

fn order_key(order: &OrderId) -> Key {
    Key::new(Table::Orders, format!("ORDER#{order}"), "INFO")
}

fn payment_key(order: &OrderId) -> Key {
    Key::new(Table::Payments, format!("PAYMENT#{order}"), "INFO")
}

fn stock_key() -> Key {
    Key::new(Table::Catalog, "CATALOG", "STOCK#agua")
}

fn of(order: &OrderId) -> Subject {
    Subject::Order(order.clone())
}

#[tokio::test]
async fn a_store_that_has_lived_has_nothing_wrong() {
    let lived = Lived::open().await;
    let report = lived.examined().await;
    assert_eq!(report.found, []);
    assert!(report.is_clean() && report.orders == 8, "{report:?}");
    // Of 600 waters two went back with the order that was cancelled, and two with the one that expired.
    let water = report
        .stock
        .iter()
        .find(|(product, _)| product.as_str() == "agua")
        .unwrap()
        .1;
    assert_eq!((water.left, water.held), (600 - 12, 12));

    // Days later it is still so, when everything that was due was done.
    lived.server.later(3 * 24 * 60);
    lived.settle().await;
    assert_eq!(lived.found().await, []);
    let of_today = lived.doctor().examine_days(&lived.tenant, 0).await.unwrap();
    assert_eq!((of_today.orders, of_today.found), (0, vec![]));
    let of_days = lived.doctor().examine_days(&lived.tenant, 3).await.unwrap();
    assert_eq!((of_days.orders, of_days.found), (8, vec![]));
}

#[tokio::test]
async fn the_demo_has_nothing_wrong() {
    let server = TestServer::open().await;
    server.deliver_events().await;
    for tenant in ["pardos", "caleta"] {
        let tenant = TenantId::parse(tenant).unwrap();
        let report = server.app.control.doctor.examine(&tenant).await.unwrap();
        assert_eq!(report.found, []);
    }
    let nobody = TenantId::parse("nadie").unwrap();
    assert!(server.app.control.doctor.examine(&nobody).await.is_err());
}

#[tokio::test]
async fn a_customer_who_is_gone_leaves_nothing_wrong() {
    let lived = Lived::open().await;
    let path = format!("/api/customers/{}/close", lived.customer);
    let close = json!({ "password": PASSWORD });
    lived.server.post(&path, &lived.ana, close).await.expect(200);
    // Past what is still ahead, and the thirty days after that.
    for _ in 0..45 {
        lived.server.later(24 * 60);
        lived.settle().await;
        lived.server.app.customers.run_due().await.unwrap();
        lived.server.deliver_events().await;
    }
    let order = lived
        .server
        .app
        .services
        .orders
        .find(&lived.tenant, &lived.delivered)
        .await;
    assert_eq!(
        order.unwrap().unwrap().head.customer.name,
        "",
        "the person is gone"
    );
    assert_eq!(lived.found().await, []);
}
