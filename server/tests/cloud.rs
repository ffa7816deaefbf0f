//! What only a deployed stack has: the executions of Step Functions as an operator sees them, the bus stopped, pages that
//! listen at the WebSocket API, and the roles of the functions. What the product does there is tried by `server`.
//!
//! `BRASA_CLOUD_API` is the address of the API of a stack with the demo restaurants, `http://` on an emulator;
//! `BRASA_STAGE` and `BRASA_MACHINE` name its stage and its state machine, and `AWS_ENDPOINT_URL` says where AWS is.
//! Without them nothing is tried.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "from_outside/api.rs"]
mod api;
#[path = "cloud/control.rs"]
mod control;
#[path = "cloud/dialects.rs"]
mod dialects;
mod first_order;
#[path = "cloud/isolation.rs"]
mod isolation;
#[path = "cloud/listening.rs"]
mod listening;
#[path = "cloud/production.rs"]
mod production;

use api::{Api, until};
use serde_json::{Value, json};

#[test]
fn an_execution_sees_all_stages() {
    let Some(api) = Api::of_stack() else { return };
    let (_, ana) = api.customer();
    let order = api.order(&ana, "papas_fritas");
    api.work(&order, &ana);
    until("the execution has seen all stages", || {
        let Some((states, status)) = control::history(&order) else {
            return false;
        };
        status == "SUCCEEDED" && states == ["AwaitPayment", "Cooking", "Packaging", "Delivery", "Delivered"]
    });
}

#[test]
fn the_execution_of_a_stage_that_is_taken_back_waits_for_it_again() {
    let Some(api) = Api::of_stack() else { return };
    let (_, ana) = api.customer();
    let order = api.order(&ana, "papas_fritas");
    let entered = || control::history(&order).map_or_else(Vec::new, |(states, _)| states);
    api.confirm(&order, &ana);
    api.do_stage(&order, "COOKING");
    until("the execution waits for the packing", || {
        entered().last().is_some_and(|state| state == "Packaging")
    });
    api.recall(&order, "COOKING");
    until("the execution waits for the kitchen again", || {
        entered().ends_with(&["CookingAgain".to_owned(), "Cooking".to_owned()])
    });
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        api.do_stage(&order, stage);
    }
    until("the execution has seen all stages", || {
        control::history(&order).is_some_and(|(states, status)| {
            status == "SUCCEEDED" && states.last().is_some_and(|state| state == "Delivered")
        })
    });
}

#[test]
fn the_execution_of_a_cancelled_order_ends() {
    let Some(api) = Api::of_stack() else { return };
    let (_, ana) = api.customer();
    let order = api.order(&ana, "papas_fritas");
    let (status, cancelled) = api.post(&format!("/api/orders/{order}/cancel"), &ana, json!({}));
    assert_eq!(status, 200, "{cancelled}");
    until("the execution has ended", || {
        control::history(&order).is_some_and(|(states, status)| {
            status == "SUCCEEDED" && states.last().is_some_and(|state| state == "Cancelled")
        })
    });
}

#[test]
fn without_the_bus_orders_are_worked_and_the_sweep_catches_up() {
    let Some(api) = Api::of_stack() else { return };
    let (_, ana) = api.customer();
    let stopped = control::stop_relay();
    let order = api.order(&ana, "papas_fritas");
    api.work(&order, &ana);
    let heard = || api.all_changes(&order);
    assert_eq!(heard(), Vec::<Value>::new(), "nobody relays");
    until("the sweep has brought the tables and the bus together", || {
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

#[test]
fn without_step_functions_orders_are_worked_and_the_sweep_catches_up() {
    let Some(api) = Api::of_stack() else { return };
    let (_, ana) = api.customer();
    let order = api.order(&ana, "papas_fritas");
    let entered = || control::history(&order).map_or_else(Vec::new, |(states, _)| states);
    until("the execution waits for the payment", || {
        entered() == ["AwaitPayment"]
    });
    let stopped = control::stop_step_functions();
    api.work(&order, &ana);
    until("the supervision has ended, untold", || {
        control::is_to_be_told(&order)
    });
    assert_eq!(entered(), ["AwaitPayment"], "nobody tells the execution");
    drop(stopped);
    until("the execution has caught up", || {
        control::sweep();
        control::history(&order).is_some_and(|(states, status)| {
            status == "SUCCEEDED" && states.last().is_some_and(|state| state == "Delivered")
        })
    });
}

#[test]
fn what_has_no_route_is_answered_as_by_one_process() {
    let Some(api) = Api::of_stack() else { return };
    let (_, ana) = api.customer();
    for (method, path, status) in [
        ("GET", "/api/products/", 308),
        ("POST", "/api/orders/", 308),
        ("GET", "/api/nothing", 404),
        ("GET", "/nothing", 404),
        ("DELETE", "/api/orders", 405),
    ] {
        let (found, head, body) = api.whole(method, path, &ana);
        assert_eq!(found, status, "{method} {path}: {body}");
        let (name, value) = match status {
            308 => ("location", path.trim_end_matches('/')),
            _ => ("content-type", "application/problem+json"),
        };
        assert!(
            head.to_lowercase().contains(&format!("{name}: {value}")),
            "{head}"
        );
    }
}

#[test]
fn an_operator_makes_a_restaurant_without_any_route() {
    if Api::of_stack().is_none() {
        return;
    }
    let words = [
        "tenant",
        "create",
        "brasero",
        "--name",
        "El Brasero",
        "--ruc",
        "20100070970",
        "--phone",
        "987 654 321",
        "--address",
        "Av. Larco 123",
        "--district",
        "Miraflores",
        "--hours",
        "Mo-Su 00:00-24:00",
    ];
    let (made, said) = control::command(&words);
    assert!(made || said.contains("already"), "{said}");
    let (ok, listed) = control::command(&["tenant", "list"]);
    assert!(
        ok && listed.contains("brasero") && listed.contains("pardos"),
        "{listed}"
    );
    let manager = [
        "staff", "add", "ana", "--tenant", "brasero", "--role", "manager", "--name", "Ana",
    ];
    let (made, said) = control::command(&manager);
    assert!(made || said.contains("already"), "{said}");
    let (ok, token) = control::command(&["token", "--tenant", "brasero"]);
    assert!(ok && token.starts_with("ey"), "{token}");
}

#[tokio::test]
async fn no_function_reaches_another_restaurant() {
    if Api::of_stack().is_none() {
        return;
    }
    isolation::no_function_reaches_another_restaurant().await;
}

#[tokio::test]
async fn pages_are_told_by_whoever_relays() {
    if Api::of_stack().is_some() {
        isolation::pages_are_told_by_whoever_relays().await;
    }
}

#[tokio::test]
async fn a_session_stays_its_restaurants() {
    if Api::of_stack().is_none() {
        return;
    }
    isolation::a_session_stays_its_restaurants().await;
}
