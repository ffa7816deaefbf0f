//! What histories have found, told by name.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use domain::order::{Fulfilment, ReceiptForm, Status};
use domain::payment::{ChargeState, PaymentMethod, PaymentStatus};
use domain::staff::Role;
use domain::stage::Stage;
use domain::{Money, OrderId};
use ports::{Clock, EventBus as _};
use ports_testsuite::ManualClock;
use services::orders::{Terms, Unpaid};
use simulation::faults::Faults;
use simulation::process::Process;
use simulation::restaurants::{Restaurant, START, begin};
use simulation::steps::{Fault, FaultKind};
use std::sync::Arc;

/// An order of the first customer that waits to be accepted.
async fn to_be_accepted(process: &Process, restaurant: &Restaurant) -> OrderId {
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
    let orders = &process.application.services.orders;
    let placed = orders.place(&restaurant.customers[0], None, wanted, terms).await;
    placed.unwrap().0.order_id
}

/// A cook takes an order on, and everything that follows is done.
async fn taken(process: &Process, restaurant: &Restaurant, order: &OrderId) {
    let cook = &restaurant.of_role(Role::Cook)[0];
    let stages = &process.application.services.stages;
    stages.take(cook, order, Stage::Cooking).await.unwrap();
    process.memory.event_bus.run_until_idle().await.unwrap();
}

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
    let order = to_be_accepted(&process, restaurant).await;
    let opened = services.payments.open(customer, &order, PaymentMethod::Yape);
    assert!(opened.await.unwrap().qr.is_some());
    taken(&process, restaurant, &order).await;

    let payment = services.payments.payment(customer, &order).await.unwrap();
    assert_eq!(payment.method, PaymentMethod::Cash);
    assert_eq!(payment.status, Some(PaymentStatus::Pending));
    assert_eq!(payment.qr, None);
    let open = payment
        .charges
        .iter()
        .filter(|charge| charge.state == ChargeState::Pending);
    assert_eq!(open.count(), 1, "only the cash is waited for");
    let order = services.orders.order(customer, &order).await.unwrap();
    assert_eq!(order.payment.unwrap().method, PaymentMethod::Cash);
}

/// A manager vouches for the money of an order that waits to be accepted, and the process ends before the order is confirmed. A
/// cook takes it on: nobody owes the money again.
#[tokio::test]
async fn what_a_manager_has_vouched_for_is_not_owed_again() {
    let beginning = begin().await.unwrap();
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(START));
    let faults = Arc::new(Faults::default());
    let process = Process::start(&beginning.store, &clock, &faults).unwrap();
    let restaurant = &beginning.restaurants[0];
    let customer = &restaurant.customers[0];
    let order = to_be_accepted(&process, restaurant).await;
    let manager = &restaurant.of_role(Role::Manager)[0];
    // What is vouched for is stored, the order is not.
    faults.begin(
        Some(Fault {
            effect: 1,
            kind: FaultKind::CrashBefore,
        }),
        None,
    );
    let payments = &process.application.services.payments;
    payments.confirm(manager, &order).await.unwrap_err();
    assert!(faults.crashed());
    faults.restart();
    faults.begin(None, None);

    let process = Process::start(&beginning.store, &clock, &faults).unwrap();
    let services = process.application.services.clone();
    let found = services.orders.order(customer, &order).await.unwrap();
    assert_eq!(found.status, Status::Created);
    taken(&process, restaurant, &order).await;
    let payment = services.payments.payment(customer, &order).await.unwrap();
    assert_eq!(payment.status, Some(PaymentStatus::Approved));
    assert_eq!((payment.owed_cents, payment.refunds.len()), (Money::ZERO, 0));
    for stage in Stage::ALL {
        if stage != Stage::Cooking {
            services.stages.take(manager, &order, stage).await.unwrap();
        }
        services.stages.complete(manager, &order, stage).await.unwrap();
    }
    process.memory.event_bus.run_until_idle().await.unwrap();
    let payment = services.payments.payment(customer, &order).await.unwrap();
    assert_eq!(payment.paid_cents, payment.amount_cents);
    assert_eq!(payment.charges.len(), 1, "nobody collects it at the door");
}
