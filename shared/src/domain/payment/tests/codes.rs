//! Codes at the gateway that were left for too long.

use super::*;

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
