//! Orders and people for tests, and for the page that shows every component.
#![allow(clippy::unwrap_used, reason = "the samples are well-formed")]

#[cfg(test)]
use api::auth::SignedInStaff;
use api::orders::{Attendant, ContactView, FulfilmentView, OrderView, StepView};
use api::staff::{PinState, StaffMember};
use domain::catalog::Product;
use domain::customer::{Address, Customer, SavedAddress};
use domain::order::Status;
use domain::staff::Role;
use domain::stage::{CurrentStep, Stage, StepStatus};
use domain::written::{Email, Phone};
use domain::{CustomerId, Money, OrderId, ProductId, Slug, StaffId, TenantId, Timestamp};

pub fn minutes(minutes: i64) -> Timestamp {
    Timestamp(0).plus_minutes(minutes)
}

/// Somebody of a role; their id is `s_` and the role.
#[cfg(test)]
pub fn me(role: Role) -> SignedInStaff {
    SignedInStaff {
        id: format!("s_{}", role.wire_name()),
        username: role.wire_name().into(),
        name: "Rosa Quispe".into(),
        role,
        restaurant: "Pardos".into(),
        by_pin: false,
    }
}

/// Somebody of the staff who may sign in.
pub fn member(username: &str, name: &str, role: Role) -> StaffMember {
    StaffMember {
        staff_id: StaffId::parse("u_1").unwrap(),
        username: username.into(),
        name: name.into(),
        role,
        active: true,
        must_change_password: false,
        pin: PinState::Set,
        created_at: minutes(0),
        version: 1,
    }
}

/// Somebody with a telephone and two addresses.
pub fn customer(number: u64, name: &str) -> Customer {
    let address = |label: &str, line: &str, reference: &str| SavedAddress {
        label: label.into(),
        address: Address {
            line: line.into(),
            district: "Miraflores".into(),
            reference: reference.into(),
        },
    };
    let addresses = vec![
        address("Casa", "Av. Larco 345, dpto. 502", "Timbre azul, portón verde"),
        address("Trabajo", "Ca. Los Laureles 214", ""),
    ];
    Customer {
        id: CustomerId::parse(format!("c_muestra{number}")).unwrap(),
        number,
        username: format!("cliente{number}"),
        name: name.into(),
        email: Email::parse(&format!("cliente{number}@ejemplo.pe")).ok(),
        phone: Phone::parse("987654321").ok(),
        document: None,
        address: addresses.first().map(|saved| saved.address.clone()),
        addresses,
        created_at: minutes(0),
        blocked: false,
    }
}

/// A dish of a category, which is not counted.
pub fn dish(id: &str, name: &str, category: &str) -> Product {
    Product {
        id: ProductId::parse(id).unwrap(),
        number: 1,
        sku: None,
        kitchen_name: None,
        category: Slug::parse(category).unwrap(),
        name: name.into(),
        description: String::new(),
        price: Money(2_490),
        prices: Vec::new(),
        image: String::new(),
        stock: None,
        active: true,
        off_until: None,
        hours: None,
        groups: Vec::new(),
        allergens: Vec::new(),
        tags: Vec::new(),
        created_at: None,
    }
}

/// An order that waits in the kitchen since the beginning of time.
pub fn cooking(number: u64) -> OrderView {
    OrderView {
        catering: None,
        discount_cents: None,
        order_id: OrderId::parse(format!("o_{number}")).unwrap(),
        number,
        tenant_id: TenantId::parse("pardos").unwrap(),
        customer_id: Some(CustomerId::parse("c_1").unwrap()),
        customer: ContactView {
            name: "Lucía Rojas".into(),
            phone: Some("999".into()),
            email: None,
        },
        status: Status::Confirmed,
        current_step: CurrentStep::Cooking,
        fulfilment: FulfilmentView::Delivery { address: None },
        scheduled_for: None,
        receipt: None,
        items: vec![],
        subtotal_cents: None,
        tax_cents: None,
        delivery_fee_cents: None,
        total_cents: None,
        total: None,
        payment: None,
        promise: Some(domain::promise::Promise {
            from: minutes(47),
            until: minutes(57),
            cooked_by: minutes(12),
            packed_by: minutes(17),
            orders_ahead: 0,
        }),
        branch: None,
        to_collect: None,
        steps: vec![waiting(Stage::Cooking, minutes(0))],
        edits: Vec::new(),
        overdue: false,
        cancellation: None,
        pay_before: None,
        to_accept: false,
        rehearsal: false,
        created_at: minutes(0),
        updated_at: minutes(0),
        version: 2,
    }
}

/// The order with its open step taken.
pub fn taken_by(mut order: OrderView, id: &str, at: Timestamp) -> OrderView {
    let step = order.steps.last_mut().unwrap();
    step.status = StepStatus::InProgress;
    step.started_at = Some(at);
    step.attended_by = Some(Attendant {
        id: format!("s_{id}"),
        name: "Rosa Quispe".into(),
    });
    order.version += 1;
    order
}

/// The order with its open step done, waiting for the next one.
pub fn done_by(order: OrderView, id: &str, at: Timestamp) -> OrderView {
    let mut order = taken_by(order, id, at);
    let step = order.steps.last_mut().unwrap();
    step.status = StepStatus::Done;
    step.finished_at = Some(at);
    match step.step_name.rule().next {
        Some(next) => {
            order.current_step = next.current_step();
            order.steps.push(waiting(next, at));
        }
        None => {
            order.current_step = CurrentStep::Delivered;
            order.status = Status::Completed;
        }
    }
    order.version += 1;
    order
}

fn waiting(stage: Stage, since: Timestamp) -> StepView {
    StepView {
        step_name: stage,
        status: StepStatus::Pending,
        waiting_since: since,
        started_at: None,
        finished_at: None,
        attended_by: None,
    }
}
