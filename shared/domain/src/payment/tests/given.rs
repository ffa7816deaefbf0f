//! Money that somebody of the restaurant gives back.

use super::*;

fn asked(request: &str, cents: i64) -> GiveBack {
    GiveBack {
        request: request.to_owned(),
        amount: Money(cents),
        reason: GivenFor::MissingItem,
        note: None,
    }
}

fn given(payment: &Payment, asked: &GiveBack) -> Result<Option<Payment>, GiveBackRefusal> {
    payment.give_money_back(asked, &julio(), Timestamp(20))
}

#[test]
fn a_part_goes_back_once_for_each_request_and_no_more_than_was_paid() {
    let paid = paid(&opened(), "r1", "m1");
    let part = given(&paid, &asked("a", 590)).unwrap().unwrap();
    assert_eq!(sums(&part), (Some(Approved), TOTAL.0, 0, 0, 590));
    let refund = &part.refunds[0];
    assert_eq!(
        (refund.amount, refund.reason, refund.due_at),
        (Money(590), RefundReason::MissingItem, Some(Timestamp(20))),
        "the gateway is asked at once"
    );
    assert_eq!(given(&part, &asked("a", 590)), Ok(None), "the answer was lost");
    let refused = |payment, asked| given(payment, &asked).unwrap_err();
    assert_eq!(refused(&part, asked("a", 591)), GiveBackRefusal::AskedOtherwise);
    let left = TOTAL - Money(590);
    for cents in [-1, 0, left.0 + 1] {
        assert_eq!(
            refused(&part, asked("b", cents)),
            GiveBackRefusal::TooMuch { left }
        );
    }
    let all = given(&part, &asked("b", left.0)).unwrap().unwrap();
    let back = all.refund_done(1, Timestamp(30)).unwrap();
    let back = back.refund_done(2, Timestamp(30)).unwrap();
    assert_eq!(sums(&back), (Some(Refunded), 0, 0, TOTAL.0, 0));
    assert_eq!(
        refused(&back, asked("c", 1)),
        GiveBackRefusal::TooMuch { left: Money::ZERO }
    );
    // What is left goes back when the order is cancelled later, and no more.
    let closed = part.close(&julio(), Timestamp(50)).unwrap();
    assert_eq!((closed.kept(), closed.refunding()), (Money::ZERO, TOTAL));
}

#[test]
fn what_nobody_has_paid_yet_does_not_go_back() {
    let left = Money::ZERO;
    for unpaid in [payment(), opened(), opened().choose_cash(Timestamp(1)).unwrap()] {
        assert_eq!(
            given(&unpaid, &asked("a", 100)),
            Err(GiveBackRefusal::TooMuch { left })
        );
    }
}

#[test]
fn cash_is_handed_back_by_hand_and_collected_once_less() {
    let cash = payment().collect(&julio(), Timestamp(1)).unwrap();
    let part = given(&cash, &asked("a", 590)).unwrap().unwrap();
    assert!(part.refunds[0].is_by_hand());
    let back = part.hand_back(1, &julio(), Timestamp(3)).unwrap();
    assert_eq!(sums(&back), (Some(Approved), TOTAL.0 - 590, 0, 590, 0));
    // The delivery is taken back: what is collected at the next is what was kept.
    let again = back.uncollect(&julio(), Timestamp(4)).unwrap();
    assert_eq!(again.owed(), TOTAL - Money(590));
}

#[test]
fn an_order_that_costs_less_gives_the_difference_back_and_one_that_costs_more_owes_it() {
    let paid = paid(&opened(), "r1", "m1");
    let less = paid.reprice(Money(2_000), &julio(), Timestamp(20)).unwrap();
    assert_eq!(sums(&less), (Some(Approved), TOTAL.0, 0, 0, 590));
    assert_eq!(less.refunds[0].reason, RefundReason::Edited);
    assert_eq!(less.reprice(Money(2_000), &julio(), Timestamp(21)), None);
    let more = paid.reprice(Money(3_000), &julio(), Timestamp(20)).unwrap();
    assert_eq!((more.owed(), more.refunds.len()), (Money(410), 0));
    let collected = more.collect(&julio(), Timestamp(30)).unwrap();
    assert_eq!(sums(&collected), (Some(Approved), 3_000, 0, 0, 0));
    // Taken back: what is owed is what was collected with it.
    let again = collected.uncollect_balance(&julio(), Timestamp(31)).unwrap();
    assert_eq!(again.owed(), Money(410));
}

#[test]
fn what_was_given_back_already_does_not_go_back_again_when_the_order_costs_less() {
    let paid = paid(&opened(), "r1", "m1");
    let all = given(&paid, &asked("a", TOTAL.0)).unwrap().unwrap();
    let less = all.reprice(Money(1_000), &julio(), Timestamp(20)).unwrap();
    assert_eq!(
        (less.due(), less.kept(), less.owed()),
        (Money::ZERO, Money::ZERO, Money::ZERO)
    );
    assert_eq!(less.refunding(), TOTAL);
}

#[test]
fn what_is_expected_in_cash_is_what_the_order_costs_now() {
    let cash = opened().choose_cash(Timestamp(1)).unwrap();
    let less = cash.reprice(Money(2_000), &julio(), Timestamp(2)).unwrap();
    assert_eq!(less.newest().map(|charge| charge.amount), Some(Money(2_000)));
    assert_eq!(less.owed(), Money(2_000));
}
