//! Codes at the gateway that were left for too long.

use super::*;

#[test]
fn a_code_cannot_be_paid_after_the_end_that_the_gateway_was_told() {
    let open = |payment: &Payment, name: &str, ends, at| {
        let opened = payment.open_part(
            payment.owed(),
            PaymentMethod::Yape,
            name.into(),
            None,
            Some(Timestamp(ends)),
            Timestamp(at),
        );
        opened.unwrap()
    };
    let first = open(&payment(), "r1", 100, 0);
    let newest = |payment: &Payment| payment.attempt().unwrap().reference.clone();
    assert_eq!(newest(&open(&first, "r2", 200, 99)), "r1");
    let second = open(&first, "r2", 200, 100);
    assert_eq!(newest(&second), "r2");
    assert!(second.attempt().unwrap().can_be_paid(Timestamp(199)));
    assert!(!second.attempt().unwrap().can_be_paid(Timestamp(200)));
}

#[test]
fn a_code_that_is_over_makes_room_for_another() {
    let opened = opened();
    let again = |at| opened.open(PaymentMethod::Yape, "r2".into(), None, Timestamp(at));
    let last = again(CODE_MS - 1).unwrap();
    assert_eq!(
        last.attempt().map(|attempt| attempt.reference.as_str()),
        Some("r1")
    );
    let anew = again(CODE_MS).unwrap();
    let states: Vec<_> = anew
        .attempts()
        .map(|attempt| (attempt.reference.as_str(), attempt.state))
        .collect();
    assert_eq!(
        states,
        [("r1", ChargeState::Rejected), ("r2", ChargeState::Pending)]
    );
    assert_eq!(anew.charges.len(), 1);
    // Money that came in for the first at its last moment counts all the same.
    assert_eq!(paid(&anew, "r1", "m1").status(), Some(Approved));
}
