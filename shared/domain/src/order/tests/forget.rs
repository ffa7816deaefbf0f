//! An order whose customer is gone.

use super::{delivery, order};
use crate::Timestamp;
use crate::cart::LineNote;
use crate::order::{Actor, BusinessName, Order, Receipt, State, forget_person};
use crate::staff::Role;
use crate::written::{Dni, Ruc};

#[test]
fn nothing_of_the_person_stays_and_everything_of_the_sale_does() {
    let mut before = order(delivery());
    before.head.lines[0].note = LineNote::parse("para Lucía").ok();
    before.head.receipt = Receipt::Boleta {
        dni: Dni::parse("12345678").ok(),
        document: None,
    };
    before.state = State::Cancelled {
        confirmed_at: None,
        done: vec![],
        at: Timestamp(1),
        by: Actor {
            id: "c_1".into(),
            name: "Lucía Rojas".into(),
            role: Role::Customer,
        },
        cause: None,
        reason: "soy Lucía".into(),
    };
    let after = forget_person(&before);
    let text = serde_json::to_string(&after).unwrap();
    for personal in ["Luc", "999999999", "lucia@", "12345678", "Larco"] {
        assert!(!text.contains(personal), "{personal} in {text}");
    }
    assert_eq!(
        (&after.head.totals, after.head.number),
        (&before.head.totals, before.head.number)
    );
    assert_eq!(after.sold(), before.sold());
    assert_eq!(forget_person(&after), after);
    let customer = serde_json::to_value(&after.head.customer).unwrap();
    assert_eq!(
        (&customer["phone"], &customer["email"]),
        (&"".into(), &"".into()),
        "absence is stored as it always was"
    );
}

#[test]
fn orders_of_older_versions_are_read_as_they_are() {
    let mut stored = serde_json::to_value(order(delivery())).unwrap();
    for (phone, email) in [
        ("", ""),
        ("999888777", "ana@localhost"),
        ("+51999888777", "ana@x.pe"),
    ] {
        stored["head"]["customer"]["phone"] = phone.into();
        stored["head"]["customer"]["email"] = email.into();
        let read: Order = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!(read.head.customer.email.is_none(), email.is_empty());
        assert_eq!(serde_json::to_value(&read).unwrap(), stored);
    }
}

#[test]
fn a_company_stays_on_its_factura_and_a_person_does_not() {
    for (ruc, stays) in [("20131312955", true), ("10123456781", false)] {
        let mut before = order(delivery());
        before.head.receipt = Receipt::Factura {
            ruc: Ruc::parse(ruc).ok(),
            business_name: BusinessName::parse("Nombre").ok(),
        };
        let text = serde_json::to_string(&forget_person(&before)).unwrap();
        assert_eq!(text.contains(ruc), stays, "{text}");
        assert_eq!(text.contains("Nombre"), stays, "{text}");
    }
}
