//! What customers and callers have open, beside what is counted of them.

use super::{Lived, order_key};
use api::orders::NewOrder;
use domain::order::Fulfilment;
use domain::{CustomerId, OrderId};
use ports::documents::{Expect, Key, Table, Write};
use serde_json::json;
use services::caller::{Caller, Who};
use services::doctor::{Discrepancy, Invariant, Repair, Subject};
use services::orders::{LimitedBy, Terms, Unpaid};

impl Lived {
    fn counted_key(&self) -> Key {
        Key::new(
            Table::Orders,
            format!("ORDER#UNSETTLED#{}", self.customer),
            "INFO",
        )
    }

    fn customer_subject(&self) -> Subject {
        Subject::Open(LimitedBy::Customer(self.customer_id()))
    }

    fn customer_id(&self) -> CustomerId {
        CustomerId::parse(&self.customer).unwrap()
    }

    /// An order of a machine for the customer, which waits for the kitchen to take it on.
    async fn to_be_accepted(&self) -> OrderId {
        let machine = Caller {
            tenant: self.tenant.clone(),
            who: Who::Service {
                name: "integrator".to_owned(),
                scopes: None,
            },
            address: None,
        };
        let wanted: NewOrder = serde_json::from_value(json!({
            "idempotencyKey": "",
            "lines": [{ "productId": "pollo_1_4", "qty": 1 }],
            "paymentMethod": "cash",
            "fulfilment": Fulfilment::Pickup { branch: domain::Slug::parse("miraflores").unwrap() },
        }))
        .unwrap();
        let terms = Terms {
            unpaid: Unpaid::Accepted,
            ..Terms::default()
        };
        let (orders, customer) = (&self.server.app.services.orders, self.customer_id());
        let placed = orders.place(&machine, Some(&customer), wanted, terms).await;
        let (placed, _) = placed.unwrap();
        self.server.deliver_events().await;
        placed.order_id
    }
}

fn said(discrepancy: &Discrepancy) -> (&str, &str) {
    (&discrepancy.found, &discrepancy.expected)
}

#[tokio::test]
async fn what_a_customer_has_open_is_counted_again() {
    let lived = Lived::open().await;
    // Two are to be paid at the door, of which one is for later, and one is not paid.
    lived.add(lived.counted_key(), "cash", -3).await;
    let found = lived.only(Invariant::Counts).await;
    assert_eq!(found.subject, lived.customer_subject());
    assert_eq!(
        said(&found),
        (
            "5 orders are counted as to be paid at the door",
            "2, which there are"
        )
    );
    // They may order as before.
    lived.repaired().await;
    assert_eq!(lived.document(&lived.counted_key()).await.counter("cash"), -2);
    assert!(lived.doctor().repair(&lived.tenant, &found).await.unwrap());
    assert_eq!(lived.document(&lived.counted_key()).await.counter("cash"), -2);

    // Nobody passes a limit because less is counted than there is; a walk through a few days sees it as well.
    lived.delete(lived.counted_key()).await;
    let days = lived.doctor().examine_days(&lived.tenant, 1).await.unwrap();
    let found: Vec<_> = days.found.iter().map(said).collect();
    assert_eq!(
        found,
        [
            (
                "0 orders are counted as waiting for their payment",
                "1, which there are"
            ),
            (
                "0 orders are counted as to be paid at the door",
                "2, which there are"
            ),
        ]
    );
    lived.repaired().await;
}

#[tokio::test]
async fn an_order_of_before_the_days_that_are_looked_at_counts() {
    let lived = Lived::open().await;
    // The orders of yesterday that are paid at the door are open still.
    lived.server.later(24 * 60);
    lived.settle().await;
    let placed = lived.to_be_accepted().await;
    let days = lived.doctor().examine_days(&lived.tenant, 0).await.unwrap();
    assert_eq!((days.orders, days.found), (1, vec![]), "{placed}");
}

#[tokio::test]
async fn what_waits_to_be_accepted_is_counted_again() {
    let lived = Lived::open().await;
    let order = lived.to_be_accepted().await;
    assert_eq!(lived.found().await, []);
    let key = Key::new(Table::Orders, "ORDER#WAITING#service:integrator", "INFO");
    lived.add(key.clone(), "free", -7).await;
    let found = lived.only(Invariant::Counts).await;
    assert_eq!(found.to_string().split(':').next(), Some("counts"));
    assert_eq!(
        said(&found),
        (
            "8 orders are counted as waiting to be accepted",
            "1, which there are"
        )
    );
    lived.repaired().await;
    // When it was accepted none is counted any more.
    lived.act(&order, "stages/COOKING/start").await;
    assert_eq!(lived.document(&key).await.counter("free"), 0);
    lived.add(key, "free", 1).await;
    lived.only(Invariant::Counts).await;
    lived.repaired().await;
}

#[tokio::test]
async fn counts_of_open_orders_stay_while_an_order_cannot_be_read() {
    let lived = Lived::open().await;
    let order = lived.placed(json!({ "paymentMethod": "cash" })).await;
    let sort = {
        let orders = &lived.server.app.services.orders;
        let stored = orders.find(&lived.tenant, &order).await.unwrap().unwrap();
        format!("{:015}#{order}", stored.head.placed_at.0)
    };
    let nonsense = Write::put(order_key(&order), &json!({ "form": 2 }), Expect::Anything).unwrap();
    let listed = nonsense.indexed(ports::documents::Index::OrdersByTime, "ALL", sort);
    lived.commit(listed).await;
    let found = lived.only(Invariant::Counts).await;
    assert_eq!(found.subject, lived.customer_subject());
    lived.left(&found).await;
    assert!(!matches!(found.repair, Some(Repair::AddOpen { .. })));
}
