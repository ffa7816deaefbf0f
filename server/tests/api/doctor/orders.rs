//! Orders, their lists, numbers and counts.

use super::{Lived, of, order_key};
use domain::OrderId;
use ports::documents::{Expect, Index, Key, Table, Write};
use serde_json::json;
use services::doctor::{Invariant, Repair, Subject};

fn number_key(number: u64) -> Key {
    Key::new(Table::Orders, format!("NUMBER#{number}"), "INFO")
}

impl Lived {
    /// Stores an order with no other entry than that in the list of all orders, or with none.
    async fn take_out_of_lists(&self, order: &OrderId, of_all: bool) {
        let document = self.document(&order_key(order)).await;
        let stored = self
            .server
            .app
            .services
            .orders
            .find(&self.tenant, order)
            .await
            .unwrap()
            .unwrap();
        let write = Write::put(order_key(order), &document.body.json(), Expect::Anything).unwrap();
        let sort = format!("{:015}#{order}", stored.head.placed_at.0);
        let write = match of_all {
            true => write.indexed(Index::OrdersByTime, "ALL", sort),
            false => write,
        };
        self.commit(write).await;
    }

    async fn number(&self, order: &OrderId) -> u64 {
        let orders = &self.server.app.services.orders;
        orders
            .find(&self.tenant, order)
            .await
            .unwrap()
            .unwrap()
            .head
            .number
    }
}

#[tokio::test]
async fn a_total_that_is_not_the_sum_is_found_and_left() {
    let lived = Lived::open().await;
    lived
        .spoil_order(&lived.packed, |order| order["head"]["totals"]["total"] = json!(1))
        .await;
    // The total no longer holds its tax, either.
    let found = lived.found().await;
    let amounts: Vec<_> = found
        .iter()
        .filter(|one| one.invariant == Invariant::Amounts)
        .collect();
    assert_eq!(amounts.len(), 2, "{found:#?}");
    assert!(
        amounts[0].found.starts_with("the total is 0.01"),
        "{}",
        amounts[0]
    );
    assert_eq!(amounts[0].subject, of(&lived.packed));
    lived.left(amounts[0]).await;
    // What was paid is not its total, and the day's sales are not those of its orders.
    let broken = lived.broken().await;
    assert!(
        broken.contains(&Invariant::Payments) && broken.contains(&Invariant::Figures),
        "{broken:?}"
    );
}

#[tokio::test]
async fn a_course_that_cannot_be_is_found_and_left() {
    let lived = Lived::open().await;
    lived
        .spoil_order(&lived.delivered, |order| order["version"] = json!(2))
        .await;
    let found = lived.only(Invariant::Course).await;
    assert!(found.found.contains("version is 2"), "{found}");
    lived.left(&found).await;

    let lived = Lived::open().await;
    lived
        .spoil_order(&lived.packed, |order| {
            order["state"]["done"][0]["finishedAt"] = json!("2025-01-01T00:00:00Z");
        })
        .await;
    assert!(
        lived
            .only(Invariant::Course)
            .await
            .found
            .contains("COOKING was begun")
    );
}

#[tokio::test]
async fn an_order_that_a_list_does_not_show_is_put_back() {
    let lived = Lived::open().await;
    lived.take_out_of_lists(&lived.packed, true).await;
    let found = lived.found().await;
    let lists: Vec<_> = found
        .iter()
        .map(|one| (one.invariant, one.subject.clone()))
        .collect();
    // The customer's own, and the kitchen's.
    assert_eq!(lists, vec![(Invariant::Lists, of(&lived.packed)); 2]);
    lived.repaired().await;
}

#[tokio::test]
async fn an_order_that_no_list_shows_is_found_by_its_number() {
    let lived = Lived::open().await;
    let number = lived.number(&lived.delivered).await;
    lived.take_out_of_lists(&lived.delivered, false).await;
    let found = lived.only(Invariant::Lists).await;
    assert_eq!(found.subject, Subject::Number(number));
    // Its figures are not taken for too much meanwhile, and the count is one less.
    lived.server.later(120);
    lived.settle().await;
    lived.repaired().await;
    let days = lived.doctor().examine_days(&lived.tenant, 1).await.unwrap();
    assert_eq!((days.orders, days.found), (8, vec![]));
}

#[tokio::test]
async fn an_order_that_is_lost_is_said_and_its_figures_stay() {
    let lived = Lived::open().await;
    let number = lived.number(&lived.delivered).await;
    lived.delete(order_key(&lived.delivered)).await;
    lived.server.later(120);
    lived.settle().await;
    let found = lived.only(Invariant::Orders).await;
    assert_eq!(found.subject, Subject::Number(number));
    lived.left(&found).await;
    let found = lived.found().await;
    let mut figures = found
        .iter()
        .filter(|one| one.invariant == Invariant::Figures)
        .peekable();
    assert!(figures.peek().is_some());
    assert!(figures.all(|one| one.repair.is_none()), "{found:#?}");
}

#[tokio::test]
async fn an_order_that_cannot_be_read_is_said_and_hides_no_other() {
    let lived = Lived::open().await;
    let sort = {
        let stored = lived
            .server
            .app
            .services
            .orders
            .find(&lived.tenant, &lived.packed)
            .await;
        format!(
            "{:015}#{}",
            stored.unwrap().unwrap().head.placed_at.0,
            lived.packed
        )
    };
    let nonsense = Write::put(order_key(&lived.packed), &json!({ "form": 2 }), Expect::Anything).unwrap();
    lived
        .commit(nonsense.indexed(Index::OrdersByTime, "ALL", sort))
        .await;
    let report = lived.examined().await;
    assert_eq!(report.orders, 7);
    let found = lived.only(Invariant::Orders).await;
    assert_eq!(
        found.subject,
        Subject::Document(format!("ORDER#{}", lived.packed))
    );
    lived.left(&found).await;
    assert!(
        !lived.broken().await.contains(&Invariant::Figures),
        "nothing can be said of them"
    );
}

#[tokio::test]
async fn a_number_that_leads_nowhere_leads_to_its_order_again() {
    let lived = Lived::open().await;
    let number = lived.number(&lived.packed).await;
    lived.delete(number_key(number)).await;
    let found = lived.only(Invariant::Orders).await;
    assert_eq!(found.repair, Some(Repair::PutNumber(lived.packed.clone())));
    lived.repaired().await;

    // One number of two orders is a person's to settle.
    lived
        .spoil(&number_key(number), |body| body["order"] = json!(lived.refunded))
        .await;
    let found = lived.only(Invariant::Orders).await;
    assert_eq!(found.subject, of(&lived.packed));
    lived.left(&found).await;
}

#[tokio::test]
async fn the_count_of_finished_orders_is_corrected() {
    let lived = Lived::open().await;
    lived
        .add(Key::new(Table::Orders, "ORDER#COUNTS", "3"), "COMPLETED", 5)
        .await;
    let found = lived.only(Invariant::Counts).await;
    assert_eq!(
        (found.found.as_str(), &found.subject),
        ("6 are counted as COMPLETED", &Subject::Finished)
    );
    lived.repaired().await;
}
