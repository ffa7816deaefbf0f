//! Payments in parts: deposits, balances, and what of them goes back.

use super::*;

#[test]
fn a_part_is_paid_and_the_rest_is_owed() {
    assert_eq!(sums(&deposit()), (Some(Pending), 777, 1_813, 0, 0));
    let rest = deposit()
        .open(PaymentMethod::Card, "r2".into(), None, Timestamp(2))
        .unwrap();
    assert_eq!(
        rest.charges
            .iter()
            .map(|charge| charge.amount.0)
            .collect::<Vec<_>>(),
        [777, 1_813]
    );
    let balance = Word {
        amount: Some(Money(1_813)),
        ..word("r2", Settlement::Approved, "m2")
    };
    let all = rest.apply_gateway_status(&balance, Timestamp(3)).unwrap();
    assert_eq!(sums(&all), (Some(Approved), 2_590, 0, 0, 0));
}

#[test]
fn another_amount_takes_the_place_of_what_was_open() {
    let changed = payment()
        .open_part(
            Money(777),
            PaymentMethod::Yape,
            "r1".into(),
            None,
            None,
            Timestamp(0),
        )
        .unwrap()
        .open(PaymentMethod::Yape, "r2".into(), None, Timestamp(1))
        .unwrap();
    let states: Vec<ChargeState> = changed.charges.iter().map(|charge| charge.state).collect();
    assert_eq!(states, [ChargeState::Rejected, ChargeState::Pending]);
    // The code of the deposit is out in the world: what comes in for it counts.
    let amount = Some(Money(777));
    let word = word("r1", Settlement::Approved, "m1");
    let late = changed
        .apply_gateway_status(&Word { amount, ..word }, Timestamp(2))
        .unwrap();
    assert_eq!(sums(&late), (Some(Pending), 777, 1_813, 0, 0));
}

#[test]
fn a_late_cancellation_keeps_its_part_and_gives_back_a_part_of_a_charge() {
    let all = paid(&opened(), "r1", "m1");
    let kept = all.close_keeping(Money(777), &julio(), Timestamp(2)).unwrap();
    assert_eq!(sums(&kept), (Some(Approved), 2_590, 0, 0, 1_813));
    assert_eq!(kept.close_keeping(Money(777), &julio(), Timestamp(3)), None);
    let back = kept.refund_done(1, Timestamp(4)).unwrap();
    assert_eq!(sums(&back), (Some(Approved), 777, 0, 1_813, 0));
    // Of two charges the gateway's goes back first.
    let two = deposit()
        .vouch(PaymentMethod::Card, &julio(), Timestamp(2))
        .unwrap()
        .close_keeping(Money(777), &julio(), Timestamp(3))
        .unwrap();
    assert_eq!((two.kept(), two.refunds.len()), (Money(777), 2));
    // Nothing is kept of what never came in.
    let nothing = payment()
        .close_keeping(Money(777), &julio(), Timestamp(1))
        .unwrap();
    assert_eq!((nothing.retained, nothing.owed()), (Money::ZERO, Money::ZERO));
}

#[test]
fn a_balance_that_was_collected_at_the_door_is_handed_back_and_other_cash_is_not() {
    let before = payment()
        .vouch_for(Money(777), PaymentMethod::Cash, &julio(), Timestamp(0))
        .unwrap();
    assert_eq!(before.uncollect_balance(&julio(), Timestamp(1)), None);
    let collected = before.collect(&julio(), Timestamp(2)).unwrap();
    assert_eq!(collected.owed(), Money::ZERO);
    let recalled = collected.uncollect_balance(&julio(), Timestamp(3)).unwrap();
    assert_eq!((recalled.kept(), recalled.charges.len()), (Money(777), 2));
}

#[test]
fn what_is_too_much_goes_back_although_no_charge_is_as_large() {
    let opened = deposit()
        .open(PaymentMethod::Yape, "r2".into(), None, Timestamp(2))
        .unwrap();
    let noted = opened
        .vouch_for(Money(1_300), PaymentMethod::Cash, &julio(), Timestamp(3))
        .unwrap();
    // The code of the rest is out in the world, and is paid as well.
    let word = word("r2", Settlement::Approved, "m2");
    let amount = Some(Money(1_813));
    let late = noted
        .apply_gateway_status(&Word { amount, ..word }, Timestamp(4))
        .unwrap();
    assert_eq!(late.kept(), TOTAL);
    assert_eq!(late.status(), Some(Approved));
}

#[test]
fn money_of_before_gives_up_what_is_open_for_the_rest() {
    let everything = payment()
        .open(PaymentMethod::Card, "r1".into(), None, Timestamp(0))
        .unwrap();
    let rest = everything
        .vouch_for(Money(777), PaymentMethod::Cash, &julio(), Timestamp(1))
        .unwrap()
        .open(PaymentMethod::Yape, "r2".into(), None, Timestamp(2))
        .unwrap();
    // What was open for all of it is paid all the same: nothing is owed, so nobody should pay the rest as well.
    let late = paid(&rest, "r1", "m1");
    assert_eq!((late.owed(), late.status()), (Money::ZERO, Some(Approved)));
    let open = |attempt: &&Attempt| attempt.state == ChargeState::Pending;
    assert_eq!(late.attempts().find(open), None);
}
