mod claims;
mod codes;
mod given;
mod parts;

use super::*;
use crate::staff::Role;

const TOTAL: Money = Money(2_590);

fn payment() -> Payment {
    Payment::new(OrderId::parse("o_1").unwrap(), TOTAL)
}

fn opened() -> Payment {
    payment()
        .open(PaymentMethod::Yape, "r1".into(), None, Timestamp(0))
        .unwrap()
}

/// A code was opened, and then a card in its place.
fn changed() -> Payment {
    opened()
        .open(PaymentMethod::Card, "r2".into(), None, Timestamp(1))
        .unwrap()
}

fn julio() -> Actor {
    Actor {
        id: "u_julio".into(),
        name: "Julio".into(),
        role: Role::Driver,
    }
}

fn word<'a>(reference: &'a str, settlement: Settlement, receipt: &'a str) -> Word<'a> {
    Word {
        reference,
        settlement,
        receipt: Some(receipt),
        amount: Some(TOTAL),
        unusable: false,
        method: PaymentMethod::Yape,
    }
}

fn paid(payment: &Payment, reference: &str, receipt: &str) -> Payment {
    payment
        .apply_gateway_status(&word(reference, Settlement::Approved, receipt), Timestamp(9))
        .unwrap()
}

/// Status, paid and not given back, owed, back, and on its way back.
fn sums(payment: &Payment) -> (Option<PaymentStatus>, i64, i64, i64, i64) {
    let summary = payment.summary(PaymentMethod::Card);
    (
        payment.status(),
        summary.paid_cents.0,
        summary.owed_cents.0,
        summary.refunded_cents.0,
        summary.refunding_cents.0,
    )
}

use PaymentStatus::{Approved, Pending, Refunded, Rejected};

#[test]
fn opening_twice_is_opening_once() {
    let twice = opened()
        .open(PaymentMethod::Yape, "r2".into(), None, Timestamp(1))
        .unwrap();
    assert_eq!(twice, opened());
    assert_eq!(sums(&twice), (Some(Pending), 0, 2_590, 0, 0));
}

#[test]
fn a_rejected_payment_may_be_tried_again_but_never_goes_back() {
    let settled = |payment: &Payment, settlement, reference, now| {
        assert_eq!(
            payment.to_settle(settlement).unwrap().unwrap().reference,
            reference
        );
        payment
            .apply_gateway_status(&word(reference, settlement, "m1"), Timestamp(now))
            .unwrap()
    };
    let rejected = settled(&opened(), Settlement::Rejected, "r1", 1);
    assert_eq!(rejected.status(), Some(Rejected));
    assert_eq!(
        rejected.to_settle(Settlement::Approved),
        Err(PaymentRefusal::Backwards)
    );
    let again = rejected
        .open(PaymentMethod::Card, "r2".into(), None, Timestamp(3))
        .unwrap();
    assert_eq!((again.charges.len(), again.status()), (1, Some(Pending)));
    let approved = settled(&again, Settlement::Approved, "r2", 4);
    assert_eq!(sums(&approved), (Some(Approved), 2_590, 0, 0, 0));
    assert_eq!(approved.method(), Some(PaymentMethod::Card));
    assert_eq!(approved.to_settle(Settlement::Approved), Ok(None));
    assert_eq!(
        approved.to_settle(Settlement::Rejected),
        Err(PaymentRefusal::Backwards)
    );
    assert_eq!(
        approved.open(PaymentMethod::Card, "r3".into(), None, Timestamp(6)),
        Err(PaymentRefusal::NothingOwed)
    );
}

#[test]
fn a_word_may_come_twice_and_late() {
    let approved = paid(&opened(), "r1", "m1");
    assert_eq!(sums(&approved), (Some(Approved), 2_590, 0, 0, 0));
    assert_eq!(approved.attempt().unwrap().receipt.as_deref(), Some("m1"));
    let now = Timestamp(10);
    for (settlement, receipt) in [(Settlement::Approved, "m1"), (Settlement::Rejected, "m0")] {
        let again = word("r1", settlement, receipt);
        assert_eq!(
            approved.apply_gateway_status(&again, now),
            None,
            "what is paid stays paid"
        );
    }
    let back = approved
        .apply_gateway_status(&word("r1", Settlement::Refunded, "m1"), now)
        .unwrap();
    assert_eq!(back.refunds[0].reason, RefundReason::AtTheGateway);
    assert_eq!(
        back.apply_gateway_status(&word("r1", Settlement::Approved, "m1"), now),
        None
    );
}

#[test]
fn an_attempt_that_was_given_up_can_still_be_paid_and_further_money_goes_back() {
    let late = paid(&changed(), "r1", "m1");
    assert_eq!(sums(&late), (Some(Approved), 2_590, 0, 0, 0));
    assert_eq!(late.method(), Some(PaymentMethod::Yape));
    for second in ["r1", "r2", "r9"] {
        let twice = paid(&late, second, "m2");
        assert_eq!(sums(&twice), (Some(Approved), 5_180, 0, 0, 2_590), "{second}");
        assert_eq!(twice.refunds[0].reason, RefundReason::PaidTwice);
        let back = twice.refund_done(1, Timestamp(11)).unwrap();
        assert_eq!(sums(&back), (Some(Approved), 2_590, 0, 2_590, 0));
        assert_eq!(back.refund_done(1, Timestamp(12)), None);
    }
    assert_eq!(
        late.apply_gateway_status(&word("r1", Settlement::Approved, "m1"), Timestamp(12)),
        None
    );
}

#[test]
fn money_that_came_and_went_is_no_money() {
    let gone = opened()
        .apply_gateway_status(&word("r1", Settlement::Refunded, "m1"), Timestamp(9))
        .unwrap();
    assert_eq!(sums(&gone), (Some(Rejected), 0, 2_590, 0, 0));
}

#[test]
fn money_of_another_amount_is_kept_in_the_record_and_goes_back() {
    let mut other = word("r1", Settlement::Approved, "m1");
    other.amount = Some(Money(100));
    let wrong = opened().apply_gateway_status(&other, Timestamp(9)).unwrap();
    assert_eq!(sums(&wrong), (Some(Pending), 100, 2_590, 0, 100));
    assert_eq!(wrong.refunds[0].reason, RefundReason::WrongAmount);
    assert_eq!(wrong.attempt().unwrap().reference, "r1", "it can still be paid");
    assert_eq!(wrong.apply_gateway_status(&other, Timestamp(10)), None);
    assert_eq!(
        sums(&paid(&wrong, "r1", "m2")),
        (Some(Approved), 2_690, 0, 0, 100)
    );

    let mut foreign = word("r1", Settlement::Approved, "m3");
    (foreign.amount, foreign.unusable) = (None, true);
    let foreign = opened().apply_gateway_status(&foreign, Timestamp(9)).unwrap();
    assert_eq!(foreign.refunds.len(), 1);
    assert_eq!(foreign.status(), Some(Pending));
}

#[test]
fn what_comes_for_a_cancelled_order_goes_back() {
    let closed = opened().close(&julio(), Timestamp(5)).unwrap();
    assert_eq!(sums(&closed), (Some(Rejected), 0, 0, 0, 0));
    assert_eq!(closed.close(&julio(), Timestamp(6)), None);
    let late = paid(&closed, "r1", "m1");
    assert_eq!(sums(&late), (Some(Approved), 2_590, 0, 0, 2_590));
    assert_eq!(late.refunds[0].reason, RefundReason::Cancelled);
    let back = late.refund_done(1, Timestamp(7)).unwrap();
    assert_eq!(sums(&back), (Some(Refunded), 0, 0, 2_590, 0));

    let cancelled = paid(&opened(), "r1", "m1")
        .close(&julio(), Timestamp(10))
        .unwrap();
    assert_eq!((cancelled.refunding(), cancelled.kept()), (TOTAL, Money::ZERO));
}

#[test]
fn a_refund_is_asked_for_again_and_again() {
    let mut payment = paid(&opened(), "r1", "m1")
        .close(&julio(), Timestamp(10))
        .unwrap();
    let mut now = Timestamp(10);
    let mut pauses = Vec::new();
    for _ in 0..7 {
        assert_eq!(payment.refunds_due(now).count(), 1);
        payment = payment.refund_failed(1, now).unwrap();
        assert_eq!(payment.refunds_due(now).count(), 0);
        let next = payment.next_refund_at().unwrap();
        pauses.push(next.since_ms(now) / 1_000);
        now = next;
    }
    let least = [10, 60, 300, 1_800, 7_200, 7_200, 7_200];
    let spread = |(pause, least): (&i64, i64)| (least..=least * 5 / 4).contains(pause);
    assert!(pauses.iter().zip(least).all(spread), "{pauses:?}");
    assert_ne!(
        pauses[4], pauses[5],
        "what failed together is not asked for together"
    );
    assert_eq!(payment.refund_done(1, now).unwrap().next_refund_at(), None);
}

#[test]
fn cash_is_collected_in_coins_and_taken_back_with_the_delivery() {
    let mut payment = payment();
    payment.amount = Money(2_597);
    let collected = payment.collect(&julio(), Timestamp(1)).unwrap();
    assert_eq!(sums(&collected), (Some(Approved), 2_590, 0, 0, 0));
    assert_eq!(collected.adjustments[0].amount, Money(-7));
    assert_eq!(collected.collect(&julio(), Timestamp(2)), None);

    let recalled = collected.uncollect(&julio(), Timestamp(3)).unwrap();
    assert_eq!(
        (recalled.status(), recalled.owed()),
        (Some(Pending), Money(2_590))
    );
    assert_eq!(recalled.uncollect(&julio(), Timestamp(4)), None);
    let again = recalled.collect(&julio(), Timestamp(5)).unwrap();
    assert_eq!(sums(&again), (Some(Approved), 2_590, 0, 2_590, 0));

    let cancelled = recalled.close(&julio(), Timestamp(6)).unwrap();
    assert_eq!(sums(&cancelled), (Some(Refunded), 0, 0, 2_590, 0));
    let handed_back = collected.close(&julio(), Timestamp(7)).unwrap();
    assert_eq!(
        sums(&handed_back),
        (Some(Approved), 2_590, 0, 0, 2_590),
        "nobody has yet"
    );
    assert_eq!(handed_back.next_refund_at(), None, "no gateway is asked");
    let rosa = Actor {
        name: "Rosa Inga".into(),
        ..julio()
    };
    let handed_back = handed_back.hand_back(1, &rosa, Timestamp(8)).unwrap();
    assert_eq!(handed_back.refunds[0].handed_by, Some(rosa));
    assert_eq!(sums(&handed_back), (Some(Refunded), 0, 0, 2_590, 0));
    assert_eq!(handed_back.hand_back(1, &julio(), Timestamp(9)), None);
    let at_gateway = paid(&opened(), "r1", "m1").close(&julio(), Timestamp(7)).unwrap();
    assert_eq!(at_gateway.hand_back(1, &julio(), Timestamp(8)), None);
}

#[test]
fn what_somebody_vouches_for_closes_open_codes() {
    let vouched = changed()
        .vouch(PaymentMethod::Yape, &julio(), Timestamp(2))
        .unwrap();
    assert_eq!(sums(&vouched), (Some(Approved), 2_590, 0, 0, 0));
    assert_eq!(vouched.newest().unwrap().by, Some(julio()));
    assert_eq!(vouched.vouch(PaymentMethod::Yape, &julio(), Timestamp(3)), None);
    let late = paid(&vouched, "r1", "m1");
    assert_eq!(sums(&late), (Some(Approved), 5_180, 0, 0, 2_590));
    assert_eq!(
        late.refunds[0].charge, 1,
        "the money of the code, not the vouched one"
    );
}

#[test]
fn a_code_that_is_paid_after_cash_was_chosen_goes_back() {
    let paid = paid(&opened(), "r1", "m1");
    let unwanted = paid
        .give_unwanted_back(Unwanted::AtTheGateway, &Actor::system(), Timestamp(10))
        .unwrap();
    assert_eq!(sums(&unwanted), (Some(Pending), 2_590, 2_590, 0, 2_590));
    let back = unwanted.refund_done(1, Timestamp(11)).unwrap();
    assert_eq!(back.status(), Some(Refunded));
    let collected = back.collect(&julio(), Timestamp(12)).unwrap();
    assert_eq!(sums(&collected), (Some(Approved), 2_590, 0, 2_590, 0));
    assert_eq!(collected.method(), Some(PaymentMethod::Cash));
    let kept = collected.give_unwanted_back(Unwanted::AtTheGateway, &Actor::system(), Timestamp(13));
    assert_eq!(kept, None);
}

#[test]
fn whoever_chooses_cash_pays_at_the_door_and_gets_the_money_of_a_code_back() {
    let chosen = changed().choose_cash(Timestamp(2)).unwrap();
    assert_eq!(sums(&chosen), (Some(Pending), 0, 2_590, 0, 0));
    assert_eq!(chosen.method(), Some(PaymentMethod::Cash));
    assert_eq!(chosen.choose_cash(Timestamp(3)), None);
    let late = paid(&chosen, "r2", "m1");
    assert_eq!(sums(&late), (Some(Pending), 2_590, 2_590, 0, 2_590));
    assert_eq!(late.refunds[0].reason, RefundReason::CashChosen);
    let back = late.refund_done(1, Timestamp(10)).unwrap();
    assert_eq!(sums(&back), (Some(Pending), 0, 2_590, 2_590, 0));
    let collected = back.collect(&julio(), Timestamp(11)).unwrap();
    assert_eq!(sums(&collected), (Some(Approved), 2_590, 0, 2_590, 0));
    assert_eq!(collected.charges.len(), 2);
}

/// A deposit of 777 is paid with a code, of what is 2590 in all.
fn deposit() -> Payment {
    let opened = payment()
        .open_part(
            Money(777),
            PaymentMethod::Yape,
            "r1".into(),
            None,
            None,
            Timestamp(0),
        )
        .unwrap();
    let amount = Some(Money(777));
    let word = word("r1", Settlement::Approved, "m1");
    opened
        .apply_gateway_status(&Word { amount, ..word }, Timestamp(1))
        .unwrap()
}
