//! A deployed stack, tried from outside: the API as callers see it, and Step Functions as an operator does.
//!
//! `BRASA_CLOUD_API` is the address of the API of a stack with the demo restaurants, `http://` on an emulator;
//! `BRASA_STAGE` and `BRASA_MACHINE` name its stage and its state machine, and `AWS_ENDPOINT_URL` says where AWS is.
//! Without them nothing is tried.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "cloud/api.rs"]
mod api;
#[path = "cloud/control.rs"]
mod control;

use api::{Api, PORTIONS, until};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many orders are placed at once.
const MANY: usize = 200;
/// So many callers place them.
const CALLERS: usize = 16;

#[test]
fn an_order_goes_through_the_house() {
    let Some(api) = Api::open() else { return };
    let (customer, ana) = api.customer();
    let manager = api.staff("gerente");
    let before = api.get("/api/dashboard/summary", &manager).1;

    let order = api.order(&ana, "papas_fritas");
    let live = format!("/rpc/live/orders/{order}");
    let (status, first) = api.changes(&live);
    assert_eq!((status, &first["changes"]), (200, &json!([])));
    assert_eq!(api.stream(&live), 406, "a function cannot hold an answer open");
    api.work(&order, &ana);

    let after = format!("{live}?after={}", first["cursor"]);
    until("the page hears of the delivery", || {
        let changes = api.changes(&after).1;
        let events = changes["changes"].as_array().unwrap();
        let of_order = events.iter().all(|change| change["orderId"] == json!(order));
        assert!(of_order, "{changes}");
        events.iter().any(|change| change["event"] == "OrderDelivered")
    });
    until("the dashboard counts the order", || {
        let now = api.get("/api/dashboard/summary", &manager).1;
        now["completed"].as_i64() > before["completed"].as_i64()
    });
    until("the customer is told", || {
        let (status, inbox) = api.get(&format!("/api/notifications/{customer}"), &ana);
        status == 200 && inbox.to_string().contains(&order)
    });
    until("the execution has seen all stages", || {
        let Some((states, status)) = control::history(&order) else {
            return false;
        };
        status == "SUCCEEDED" && states == ["AwaitPayment", "Cooking", "Packaging", "Delivery", "Delivered"]
    });
}

#[test]
fn a_cancelled_order_gives_back_what_it_took() {
    let Some(api) = Api::open() else { return };
    let (_, ana) = api.customer();
    let stock = || {
        api.get("/api/products/anticuchos_2", &ana).1["stock"]
            .as_i64()
            .unwrap()
    };
    // Others order other dishes.
    let before = stock();
    let order = api.order(&ana, "anticuchos_2");
    assert_eq!(stock(), before - PORTIONS);
    let (status, cancelled) = api.post(&format!("/api/orders/{order}/cancel"), &ana, json!({}));
    assert_eq!(
        (status, &cancelled["status"]),
        (200, &json!("CANCELLED")),
        "{cancelled}"
    );
    assert_eq!(stock(), before, "in the same commit");
    until("the execution has ended", || {
        control::history(&order).is_some_and(|(states, status)| {
            status == "SUCCEEDED" && states.last().is_some_and(|state| state == "Cancelled")
        })
    });
}

#[test]
fn many_orders_at_once_are_each_delivered_once() {
    let Some(api) = Api::open() else { return };
    let (_, ana) = api.customer();
    let placed = Mutex::new(Vec::new());
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..CALLERS {
            scope.spawn(|| {
                while next.fetch_add(1, Ordering::Relaxed) < MANY {
                    let order = api.order(&ana, "papas_fritas");
                    api.work(&order, &ana);
                    placed.lock().unwrap().push(order);
                }
            });
        }
    });
    let placed = placed.into_inner().unwrap();
    assert_eq!(placed.iter().collect::<BTreeSet<_>>().len(), MANY);
    let manager = api.staff("gerente");
    for order in &placed {
        let (status, found) = api.get(&format!("/api/orders/{order}"), &manager);
        assert_eq!((status, &found["status"]), (200, &json!("COMPLETED")), "{found}");
    }
    for order in placed.iter().step_by(20) {
        until("an execution has ended", || {
            control::history(order).is_some_and(|(states, status)| {
                let delivered = states.iter().filter(|state| *state == "Delivered").count();
                status == "SUCCEEDED" && delivered == 1
            })
        });
    }
}

#[test]
fn without_the_bus_orders_are_worked_and_the_sweep_catches_up() {
    let Some(api) = Api::open() else { return };
    let (_, ana) = api.customer();
    let stopped = control::stop_relay();
    let order = api.order(&ana, "papas_fritas");
    api.work(&order, &ana);
    let heard = || api.all_changes(&order);
    assert_eq!(heard(), Vec::<Value>::new(), "nobody relays");
    until("the sweep has brought the house and the bus together", || {
        control::sweep();
        heard().iter().any(|change| change["event"] == "OrderDelivered")
    });
    drop(stopped);
    until("the execution has caught up", || {
        control::sweep();
        control::history(&order).is_some_and(|(states, status)| {
            status == "SUCCEEDED" && states.last().is_some_and(|state| state == "Delivered")
        })
    });
}
