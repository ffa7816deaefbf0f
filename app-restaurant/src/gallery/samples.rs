//! Orders and people that the gallery shows.

use crate::state::restaurant::RestaurantState;
use crate::state::samples::{cooking, done_by, taken_by};
use crate::state::session::Session;
use api::auth::SignedInStaff;
use api::orders::{Attendant, Cancellation, FulfilmentView, ItemView, OrderView, PaymentSummary, ToCollect};
use domain::cart::ChosenOption;
use domain::customer::Address;
use domain::order::{Actor, CateringRef, Receipt, Status};
use domain::payment::{PaymentMethod, PaymentStatus};
use domain::staff::Role;
use domain::written::Dni;
use domain::{CateringId, Money, OrderId, Slug, Timestamp};
use leptos::prelude::*;
use texts::now::console as texts;
use ui::clock::Clock;

/// What the sample orders come to.
pub const TOTAL: Money = Money(7_480);
/// Taking an order there.
const FEE: Money = Money(600);

/// An order at each point of its way, by now.
#[derive(Debug)]
pub struct Samples {
    pub now: Timestamp,
    pub waiting: OrderView,
    pub taken: OrderView,
    pub elsewhere: OrderView,
    pub packaging: OrderView,
    pub delivery: OrderView,
    pub delivered: OrderView,
}

impl Samples {
    pub fn new() -> Samples {
        let now = now();
        let mut waiting = cooking(7);
        waiting.items = vec![
            item(2, "¼ de pollo a la brasa", "Bien dorado"),
            item(1, "Chicha morada grande", ""),
        ];
        waiting.total_cents = Some(TOTAL);
        waiting.created_at = now.plus_minutes(-2);
        for step in &mut waiting.steps {
            step.waiting_since = now.plus_minutes(-2);
        }
        let me = Session::expect()
            .me_now()
            .map(|me| me.id.trim_start_matches("s_").to_owned());
        let taken = taken_by(waiting.clone(), &me.unwrap_or_default(), now);
        let elsewhere = taken_by(waiting.clone(), "otra", now);
        let packaging = done_by(waiting.clone(), "otra", now);
        let delivery = done_by(packaging.clone(), "otra", now);
        let delivered = done_by(delivery.clone(), "otra", now);
        Samples {
            now,
            waiting,
            taken,
            elsewhere,
            packaging,
            delivery,
            delivered,
        }
    }

    /// All of them by name.
    pub fn all(&self) -> [(&'static str, &OrderView); 5] {
        [
            ("waiting", &self.waiting),
            ("in hand", &self.taken),
            ("to be packed", &self.packaging),
            ("to be delivered", &self.delivery),
            ("delivered", &self.delivered),
        ]
    }

    /// One that nobody has paid.
    pub fn unpaid(&self) -> OrderView {
        OrderView {
            status: Status::Created,
            steps: Vec::new(),
            ..self.waiting.clone()
        }
    }

    /// One of a client that knows no payment.
    pub fn to_accept(&self) -> OrderView {
        OrderView {
            to_accept: true,
            rehearsal: false,
            ..self.unpaid()
        }
    }

    pub fn cancelled(&self) -> OrderView {
        OrderView {
            status: Status::Cancelled,
            cancellation: Some(Cancellation {
                at: self.now,
                by: attendant(),
                cause: Default::default(),
                reason: reason(),
            }),
            ..self.waiting.clone()
        }
    }

    /// One that is picked up; without a branch where the restaurant has none.
    pub fn pickup(&self) -> OrderView {
        let pickup = branches().into_iter().next();
        OrderView {
            fulfilment: pickup.map_or_else(
                || self.delivery.fulfilment.clone(),
                |branch| FulfilmentView::Pickup { branch },
            ),
            ..self.delivery.clone()
        }
    }

    /// One that is for an event.
    pub fn catering(&self, diet: &str) -> OrderView {
        let event = CateringId::parse("cr_muestra").ok().map(|id| CateringRef {
            id,
            number: 12,
            guests: 40,
            diet: diet.to_owned(),
        });
        OrderView {
            catering: event,
            ..self.waiting.clone()
        }
    }
}

/// All that can be known of an order, for those who may see everything.
pub fn in_full(order: &OrderView) -> OrderView {
    let mut order = order.clone();
    order.customer.phone = Some("+51987654321".to_owned());
    order.customer.email = Some("lucia.rojas@ejemplo.pe".to_owned());
    order.fulfilment = FulfilmentView::Delivery {
        address: Some(address()),
    };
    for (item, amount) in order.items.iter_mut().zip([Money(5_880), Money(1_000)]) {
        item.subtotal_cents = Some(amount);
    }
    if let Some(dish) = order.items.first_mut() {
        dish.options = options();
    }
    order.subtotal_cents = Some(TOTAL - FEE);
    order.delivery_fee_cents = Some(FEE);
    order.tax_cents = Some(Money(1_141));
    order.payment = Some(paid(PaymentMethod::Yape));
    order.receipt = Some(Receipt::Boleta {
        dni: Dni::parse("45678912").ok(),
        document: None,
    });
    order
}

/// The same order to be paid at the door.
pub fn to_collect(order: &OrderView) -> OrderView {
    OrderView {
        to_collect: Some(ToCollect {
            method: PaymentMethod::Cash,
            amount_cents: TOTAL,
        }),
        payment: None,
        ..in_full(order)
    }
}

/// The same order under another number and id, so that several are on one screen.
pub fn numbered(order: &OrderView, number: u64) -> OrderView {
    OrderView {
        order_id: OrderId::parse(format!("o_muestra{number}")).unwrap_or_else(|_| order.order_id.clone()),
        number,
        ..order.clone()
    }
}

fn paid(method: PaymentMethod) -> PaymentSummary {
    PaymentSummary {
        status: PaymentStatus::Approved,
        method,
        paid_cents: TOTAL,
        owed_cents: Money::ZERO,
        refunded_cents: Money::ZERO,
        refunding_cents: Money::ZERO,
    }
}

fn address() -> Address {
    Address {
        line: "Av. Larco 345, dpto. 402".to_owned(),
        district: "Miraflores".to_owned(),
        reference: "Portón verde".to_owned(),
    }
}

fn options() -> Vec<ChosenOption> {
    let chosen = |id: &str, name: &str| {
        Some(ChosenOption {
            group: Slug::parse("cremas").ok()?,
            group_name: "Cremas".to_owned(),
            option: Slug::parse(id).ok()?,
            name: name.to_owned(),
            extra: Money::ZERO,
        })
    };
    [chosen("aji", "Ají de la casa"), chosen("mayonesa", "Mayonesa")]
        .into_iter()
        .flatten()
        .collect()
}

fn item(qty: u16, name: &str, note: &str) -> ItemView {
    ItemView {
        product_id: None,
        name: name.to_owned(),
        kitchen_name: None,
        qty,
        unit_price_cents: None,
        subtotal_cents: None,
        price: None,
        options: Vec::new(),
        note: note.to_owned(),
    }
}

/// Somebody of a role who is signed in.
pub fn person(role: Role) -> SignedInStaff {
    SignedInStaff {
        id: format!("s_muestra-{}", role.wire_name()),
        username: role.wire_name().to_owned(),
        name: "Gloria Quispe".to_owned(),
        role,
        restaurant: RestaurantState::expect().name(),
        by_pin: false,
    }
}

/// Who answers for the restaurant.
pub fn manager() -> Actor {
    let me = person(Role::Manager);
    Actor {
        id: me.id,
        name: me.name,
        role: me.role,
    }
}

pub fn attendant() -> Attendant {
    let me = person(Role::Manager);
    Attendant {
        id: me.id,
        name: me.name,
    }
}

/// Why an order is cancelled.
pub fn reason() -> String {
    texts::REASONS[0].to_owned()
}

/// The places of the restaurant.
pub fn branches() -> Vec<Slug> {
    RestaurantState::expect().with_tenant(|tenant| {
        let branches = tenant.branches.iter();
        branches.map(|branch| branch.id.clone()).collect()
    })
}

/// The time at which the gallery is drawn.
pub fn now() -> Timestamp {
    expect_context::<Clock>().at_once()
}
