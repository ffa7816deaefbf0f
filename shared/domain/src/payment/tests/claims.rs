//! Money that goes back because of a claim.

use super::*;

#[test]
fn money_goes_back_for_a_claim_once_and_no_more_than_stays() {
    let (claim, other) = (
        ClaimNumber::new(1, 2025).unwrap(),
        ClaimNumber::new(2, 2025).unwrap(),
    );
    let give = |payment: &Payment, claim, cents| {
        payment.give_back_for_claim(claim, Money(cents), &julio(), Timestamp(20))
    };
    let nothing = give(&opened(), claim, 100).unwrap();
    let money = |given, is_back| {
        Some(ClaimMoney {
            given: Money(given),
            is_back,
        })
    };
    assert_eq!(
        (nothing.claim_money(claim), nothing.owed()),
        (money(0, true), TOTAL),
        "an outcome all the same"
    );
    assert_eq!(give(&nothing, claim, 100), None);
    let back = give(&paid(&opened(), "r1", "m1"), claim, 590).unwrap();
    assert_eq!(
        (back.claim_money(claim), back.claim_money(other)),
        (money(590, false), None)
    );
    assert_eq!(sums(&back), (Some(Approved), TOTAL.0, 0, 0, 590));
    let refund = &back.refunds[0];
    assert_eq!(
        (refund.amount, refund.reason, refund.claim),
        (Money(590), RefundReason::Claim, Some(claim))
    );
    assert_eq!(give(&back, claim, 590), None, "once for each claim");
    assert!(!back.claim_is_paid_back(claim));
    let back = back.refund_done(1, Timestamp(30)).unwrap();
    assert!(back.claim_is_paid_back(claim) && !back.claim_is_paid_back(other));
    assert_eq!(sums(&back), (Some(Approved), 2_000, 0, 590, 0));
    let rest = give(&back, other, 9_999).unwrap();
    assert_eq!(
        rest.claim_money(other),
        money(2_000, false),
        "what was left of it"
    );
    let rest = rest.refund_done(2, Timestamp(40)).unwrap();
    assert_eq!(sums(&rest), (Some(Refunded), 0, 0, TOTAL.0, 0));
    // Nothing more goes back when it is cancelled later, and nothing is owed.
    let closed = rest.close(&julio(), Timestamp(50)).unwrap();
    assert_eq!(closed.refunds.len(), 2);
}

#[test]
fn cash_and_what_was_kept_of_a_cancelled_order_go_back_for_a_claim_too() {
    let claim = ClaimNumber::new(1, 2025).unwrap();
    let cash = payment().collect(&julio(), Timestamp(1)).unwrap();
    let back = cash
        .give_back_for_claim(claim, Money(590), &julio(), Timestamp(2))
        .unwrap();
    assert!(!back.claim_is_paid_back(claim), "nobody has handed it back");
    let back = back.hand_back(1, &julio(), Timestamp(3)).unwrap();
    assert!(back.claim_is_paid_back(claim));
    assert_eq!(sums(&back), (Some(Approved), 2_000, 0, 590, 0));
    let kept = paid(&opened(), "r1", "m1").close_keeping(Money(1_000), &julio(), Timestamp(3));
    let back = kept
        .unwrap()
        .give_back_for_claim(claim, Money(1_000), &julio(), Timestamp(4))
        .unwrap();
    assert_eq!((back.due(), back.refunding()), (Money::ZERO, TOTAL));
}
