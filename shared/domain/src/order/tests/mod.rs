mod advance;
mod edit;
mod forget;
mod histories;
mod money;
mod moves;
mod receipts;
mod sight;

use super::*;
use crate::cart::OrderLine;
use crate::event::Event;
use crate::payment::{PaymentNote, PaymentStatus};
use crate::role::Role;
use crate::schedule::Schedule;
use crate::written::{Email, ForeignDocumentKind, Phone};
use crate::{Money, ProductId};

/// Everything begins here.
pub const START: Timestamp = Timestamp(1_761_408_000_000);

pub fn person(id: &str, role: Role) -> Actor {
    Actor {
        id: id.to_owned(),
        name: format!("{id} Quispe"),
        role,
    }
}

pub fn order(fulfilment: Fulfilment) -> Order {
    let line = OrderLine {
        product_id: ProductId::parse("pollo_1_4").ok(),
        name: "¼ de pollo".into(),
        kitchen_name: None,
        qty: 2,
        unit_price: Money(2_590),
        subtotal: Money(5_180),
        options: vec![],
        note: None,
        counted: true,
        components: vec![],
    };
    Order::place(OrderDetails {
        waits: Default::default(),
        by_customer: false,
        rehearsal: false,
        id: OrderId::parse("o_1").unwrap(),
        number: 1,
        customer: Contact {
            id: CustomerId::parse("c_1").unwrap(),
            name: "Lucía Rojas".into(),
            phone: Phone::parse("999999999").ok(),
            email: Email::parse("lucia@example.pe").ok(),
        },
        lines: vec![line],
        totals: Totals {
            subtotal: Money(5_180),
            total: Money(5_180),
            ..Totals::default()
        },
        branch: fulfilment.branch().cloned(),
        fulfilment,
        receipt: Receipt::None,
        payment_method: PaymentMethod::Card,
        placed_at: START,
        quarter: None,
        schedule: None,
        catering: None,
    })
}

pub fn delivery() -> Fulfilment {
    Fulfilment::Delivery {
        address: Address {
            line: "Av. Larco 345".into(),
            ..Address::default()
        },
    }
}

pub fn pickup() -> Fulfilment {
    Fulfilment::Pickup {
        branch: Slug::parse("miraflores").unwrap(),
    }
}

/// Applies a command a number of minutes after the start.
pub fn after(order: &Order, command: &Command, actor: &Actor, minutes: i64) -> Result<Order, Refusal> {
    let events = decide(order, command, actor, START.plus_minutes(minutes))?;
    Ok(applied(order, &events))
}

pub fn applied(order: &Order, events: &[Event]) -> Order {
    events
        .iter()
        .fold(order.clone(), |order, event| evolve(&order, event))
}
