//! What histories have found, told by name.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use domain::order::{Fulfilment, ReceiptForm};
use domain::payment::{ChargeState, PaymentMethod, PaymentStatus};
use domain::staff::Role;
use domain::stage::Stage;
use ports::{Clock, EventBus as _};
use ports_testsuite::ManualClock;
use services::orders::{Terms, Unpaid};
use simulation::faults::Faults;
use simulation::process::Process;
use simulation::restaurants::{START, begin};
use std::sync::Arc;

/// An order that waits to be accepted can be paid with a code. Once the kitchen takes it on it is paid at the door, and the
/// code is given up.
#[tokio::test]
async fn an_order_that_is_accepted_has_no_open_code() {
    let beginning = begin().await.unwrap();
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(START));
    let process = Process::start(&beginning.store, &clock, &Arc::new(Faults::default())).unwrap();
    let services = process.application.services.clone();
    let restaurant = &beginning.restaurants[0];
    let customer = &restaurant.customers[0];
    let product = restaurant.catalog.products.iter().find(|product| product.active);
    let wanted = api::orders::NewOrder {
        idempotency_key: "key".to_owned(),
        lines: vec![domain::cart::CartLine {
            product_id: product.unwrap().id.clone(),
            qty: 1,
            options: Vec::new(),
            note: String::new(),
        }],
        fulfilment: Fulfilment::Pickup {
            branch: restaurant.settings.branches[0].id.clone(),
        },
        scheduled_for: None,
        receipt: ReceiptForm::default(),
        payment_method: PaymentMethod::Yape,
        phone: String::new(),
        expected_total: None,
    };
    let terms = Terms {
        unpaid: Unpaid::Accepted,
        ..Terms::default()
    };
    let (placed, _) = services
        .orders
        .place(customer, None, wanted, terms)
        .await
        .unwrap();
    let opened = services
        .payments
        .open(customer, &placed.order_id, PaymentMethod::Yape);
    assert!(opened.await.unwrap().qr.is_some());
    let cook = &restaurant.of_role(Role::Cook)[0];
    let taken = services.stages.take(cook, &placed.order_id, Stage::Cooking);
    taken.await.unwrap();
    process.memory.event_bus.run_until_idle().await.unwrap();

    let payment = services
        .payments
        .payment(customer, &placed.order_id)
        .await
        .unwrap();
    assert_eq!(payment.method, PaymentMethod::Cash);
    assert_eq!(payment.status, Some(PaymentStatus::Pending));
    assert_eq!(payment.qr, None);
    let open = payment
        .charges
        .iter()
        .filter(|charge| charge.state == ChargeState::Pending);
    assert_eq!(open.count(), 1, "only the cash is waited for");
    let order = services.orders.order(customer, &placed.order_id).await.unwrap();
    assert_eq!(order.payment.unwrap().method, PaymentMethod::Cash);
}
