//! An order whose customer is gone.

use super::{delivery, order};
use crate::domain::Timestamp;
use crate::domain::order::{Actor, Receipt, State, forget_person};
use crate::domain::staff::Role;

#[test]
fn nothing_of_the_person_stays_and_everything_of_the_sale_does() {
    let mut before = order(delivery());
    before.head.lines[0].note = "para Lucía".into();
    before.head.receipt = Receipt::Boleta {
        dni: Some("12345678".into()),
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
}

#[test]
fn a_company_stays_on_its_factura_and_a_person_does_not() {
    for (ruc, stays) in [("20131312955", true), ("10123456781", false)] {
        let mut before = order(delivery());
        before.head.receipt = Receipt::Factura {
            ruc: ruc.into(),
            business_name: "Nombre".into(),
        };
        let text = serde_json::to_string(&forget_person(&before)).unwrap();
        assert_eq!(text.contains(ruc), stays, "{text}");
        assert_eq!(text.contains("Nombre"), stays, "{text}");
    }
}
