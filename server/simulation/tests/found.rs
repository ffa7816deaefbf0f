//! What histories have found, told by name.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use api::catering::{CateringAnswer, NewCatering};
use domain::cart::FulfilmentKind;
use domain::catering::{CateringForm, QuoteDraft, QuoteDraftLine};
use domain::order::{Fulfilment, ReceiptForm, State, Status};
use domain::payment::{ChargeState, PaymentMethod, PaymentStatus};
use domain::schedule::Handover;
use domain::staff::Role;
use domain::stage::Stage;
use domain::time::MINUTE_MS;
use domain::{Money, OrderId, Timestamp};
use ports::{Clock, EventBus as _};
use ports_testsuite::ManualClock;
use services::caller::Caller;
use services::orders::{Terms, Unpaid};
use simulation::beginning::{Beginning, begin};
use simulation::calls::visitor;
use simulation::draw::Draw;
use simulation::faults::Faults;
use simulation::process::Process;
use simulation::restaurants::{Restaurant, START};
use simulation::steps::{Fault, FaultKind};
use std::sync::Arc;

/// A process on the restaurants of the beginning, with its clock.
async fn opened() -> (Beginning, Process, Arc<ManualClock>) {
    let beginning = begin().await.unwrap();
    let clock = Arc::new(ManualClock::at(START));
    let shared: Arc<dyn Clock> = clock.clone();
    let process = Process::start(&beginning.store, &shared, &Arc::new(Faults::default())).unwrap();
    (beginning, process, clock)
}

/// One of a dish, to be picked up and paid in cash.
fn one_dish(restaurant: &Restaurant, scheduled_for: Option<Timestamp>) -> api::orders::NewOrder {
    let product = restaurant.catalog.products.iter().find(|product| product.active);
    api::orders::NewOrder {
        idempotency_key: String::new(),
        lines: vec![domain::cart::CartLine {
            product_id: product.unwrap().id.clone(),
            qty: 1,
            options: Vec::new(),
            note: String::new(),
        }],
        fulfilment: Fulfilment::Pickup {
            branch: restaurant.settings.branches[0].id.clone(),
        },
        scheduled_for,
        receipt: ReceiptForm::default(),
        payment_method: PaymentMethod::Cash,
        phone: String::new(),
        expected_total: None,
    }
}

/// An order of the first customer that waits to be accepted.
async fn to_be_accepted(process: &Process, restaurant: &Restaurant) -> OrderId {
    let wanted = api::orders::NewOrder {
        payment_method: PaymentMethod::Yape,
        ..one_dish(restaurant, None)
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

/// A customer who confirms an order that is to be paid at the door is told that it is to be paid, and it is not confirmed.
#[tokio::test]
async fn a_confirmation_that_is_refused_confirms_nothing() {
    let (beginning, process, _) = opened().await;
    let services = process.application.services.clone();
    let restaurant = &beginning.restaurants[0];
    let customer = &restaurant.customers[0];
    let terms = Terms {
        unpaid: Unpaid::Confirmed,
        ..Terms::default()
    };
    let placed = services
        .orders
        .place(customer, None, one_dish(restaurant, None), terms);
    let (placed, _) = placed.await.unwrap();
    let refused = services.payments.confirm(customer, &placed.order_id).await;
    assert_eq!(refused.unwrap_err().code(), api::Code::PaymentRequired);
    let order = services.orders.order(customer, &placed.order_id).await.unwrap();
    assert_eq!((order.status, order.version), (placed.status, placed.version));
}

/// An order for tomorrow with which a cook begins now is late when the cook takes too long, and not only tomorrow.
#[tokio::test]
async fn an_order_for_later_that_is_begun_early_is_called_out() {
    let (beginning, process, clock) = opened().await;
    let services = process.application.services.clone();
    let restaurant = &beginning.restaurants[0];
    let settings = &restaurant.settings;
    let tomorrow = settings.zone.date(START).plus_days(1);
    let handover = Handover {
        kind: FulfilmentKind::Pickup,
        branch: None,
    };
    let slots = domain::schedule::slots(settings, handover, tomorrow, START);
    let wanted = one_dish(restaurant, Some(slots[slots.len() / 2]));
    let terms = Terms {
        unpaid: Unpaid::Confirmed,
        ..Terms::default()
    };
    let placed = services
        .orders
        .place(&restaurant.customers[0], None, wanted, terms);
    let (placed, _) = placed.await.unwrap();
    let manager = &restaurant.of_role(Role::Manager)[0];
    let confirmed = services.payments.confirm(manager, &placed.order_id).await;
    confirmed.unwrap();
    process.memory.event_bus.run_until_idle().await.unwrap();
    let cook = &restaurant.of_role(Role::Cook)[0];
    let taken = services.stages.take(cook, &placed.order_id, Stage::Cooking);
    taken.await.unwrap();
    process.memory.event_bus.run_until_idle().await.unwrap();

    let target = Stage::Cooking.target_minutes(&settings.targets);
    clock.advance_ms((target + 1) * MINUTE_MS);
    process.run_tasks().await.unwrap();
    let found = services.orders.find(&restaurant.id, &placed.order_id).await;
    let state = found.unwrap().unwrap().state;
    assert!(matches!(state, State::Working { overdue: true, .. }), "{state:?}");
}

/// The order of a request is placed, and the process ends before the request says so. Who cancels the request by then cancels
/// the order, as long as nobody has begun with it.
#[tokio::test]
async fn a_request_that_is_cancelled_takes_its_order_along() {
    let (beginning, process, _) = opened().await;
    let services = process.application.services.clone();
    let restaurant = &beginning.restaurants[0];
    let manager: &Caller = &restaurant.of_role(Role::Manager)[0];
    let day = restaurant.settings.zone.date(START).plus_days(5);
    let new = NewCatering {
        form: CateringForm {
            occasion: "Cumpleaños".to_owned(),
            date: day.to_string(),
            time: "13:00".to_owned(),
            guests: 60,
            fulfilment: Some(Fulfilment::Pickup {
                branch: restaurant.settings.branches[0].id.clone(),
            }),
            name: "Ana".to_owned(),
            phone: "999000111".to_owned(),
            ..CateringForm::default()
        },
        ..NewCatering::default()
    };
    let (made, _) = services.catering.request(manager, new).await.unwrap();
    let draft = QuoteDraft {
        lines: vec![QuoteDraftLine {
            name: "Menú".to_owned(),
            qty: 60,
            unit_price_cents: Money(2_000),
            ..QuoteDraftLine::default()
        }],
        deposit_percent: Some(50),
        ..QuoteDraft::default()
    };
    services.catering.quote(manager, &made.id, draft).await.unwrap();
    let visitor = visitor(&restaurant.id);
    let accept = CateringAnswer::Accept {
        version: 1,
        receipt: ReceiptForm::default(),
    };
    let accepted = services.catering.answer(&visitor, &made.link, accept).await;
    accepted.unwrap();
    let mut model = beginning.model.clone();
    model.observe(&process, &beginning.restaurants).await.unwrap();
    let request = &model.requests[&(restaurant.id.clone(), made.id.clone())].request;
    let order = services.orders.place_catering(&restaurant.id, request).await;
    let order = order.unwrap().head.id;

    let cancel = || CateringAnswer::Cancel {
        reason: "Cambió el plan.".to_owned(),
    };
    let cook = &restaurant.of_role(Role::Cook)[0];
    services.stages.take(cook, &order, Stage::Cooking).await.unwrap();
    let refused = services.catering.answer(&visitor, &made.link, cancel()).await;
    assert_eq!(refused.unwrap_err().code(), api::Code::CancelWindowOver);
    services
        .stages
        .release(cook, &order, Stage::Cooking)
        .await
        .unwrap();
    let cancelled = services.catering.answer(&visitor, &made.link, cancel()).await;
    cancelled.unwrap();
    let order = services.orders.find(&restaurant.id, &order).await.unwrap();
    assert_eq!(order.unwrap().status(), Status::Cancelled);
}

/// The same call twice at the same time, for all that there is: the second is answered with the order of the first.
#[tokio::test]
async fn the_same_call_at_the_same_time_is_not_told_that_nothing_is_left() {
    for turns in 0..40 {
        let beginning = begin().await.unwrap();
        let (clock, faults) = (Arc::new(ManualClock::at(START)), Arc::new(Faults::default()));
        let shared: Arc<dyn Clock> = clock;
        let process = Process::start(&beginning.store, &shared, &faults).unwrap();
        let restaurant = &beginning.restaurants[0];
        let mut wanted = one_dish(restaurant, None);
        let mut counted = restaurant.catalog.products.iter();
        let counted = counted.find(|product| product.stock.is_some() && product.active);
        wanted.lines[0].product_id = counted.unwrap().id.clone();
        wanted.lines[0].qty = u16::try_from(counted.unwrap().stock.unwrap()).unwrap();
        wanted.idempotency_key = "the-same-key-for-both".to_owned();
        faults.begin(None, Some(Draw::new(turns)));
        let orders = &process.application.services.orders;
        let customer = &restaurant.customers[0];
        let place = || orders.place(customer, None, wanted.clone(), Terms::default());
        let (one, other) = futures::join!(place(), place());
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.0.order_id, other.0.order_id);
    }
}
