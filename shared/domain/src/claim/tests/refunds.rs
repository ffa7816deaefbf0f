//! Money that a reply or an offer promises.

use super::*;

#[test]
fn a_refund_is_no_less_than_nothing() {
    let refused = vec![("/refundCents", FieldProblem::NoAmount)];
    let reply = ReplyForm {
        answer: "Sí".into(),
        refund_cents: Some(Money(-1)),
        ..ReplyForm::default()
    };
    assert_eq!(reply.checked(), Err(refused.clone()));
    let offer = |cents| OfferForm {
        offer: " Un postre ".into(),
        refund_cents: Some(Money(cents)),
    };
    assert_eq!(offer(-1).checked(), Err(refused));
    let read = |cents| offer(cents).checked().unwrap();
    assert_eq!(read(0).refund_cents, None);
    assert_eq!(
        read(1_200),
        OfferForm {
            offer: "Un postre".into(),
            refund_cents: Some(Money(1_200)),
        }
    );
    let empty = OfferForm {
        refund_cents: Some(Money(-1)),
        ..OfferForm::default()
    };
    let pointers: Vec<&str> = empty.checked().unwrap_err().iter().map(|(at, _)| *at).collect();
    assert_eq!(pointers, ["/offer", "/refundCents"]);
}

#[test]
fn an_offer_promises_nothing_before_it_is_accepted() {
    let at = Timestamp::parse("2026-10-05T12:00:00-05:00").unwrap();
    let (holidays, zone, due) = (Holidays::default(), tenant().zone, date("2026-10-27"));
    let open = Settlement {
        offer: Offer {
            offer: "Un postre".into(),
            by: Actor::system(),
            at,
            refund_cents: Some(Money(1_200)),
        },
        sent: Some(OfferSent::now(at, "system", due, &holidays, &zone)),
        undelivered_at: None,
        answer: None,
    };
    let answered = |accepted| Settlement {
        answer: open.answered(accepted, None, at, due, &holidays, &zone),
        ..open.clone()
    };
    assert_eq!(open.promised(), None);
    assert_eq!(answered(false).promised(), None);
    assert_eq!(answered(true).promised(), Some(Money(1_200)));
    let free = Settlement {
        offer: Offer {
            refund_cents: None,
            ..open.offer.clone()
        },
        ..answered(true)
    };
    assert_eq!(free.promised(), None);
}

#[test]
fn what_goes_back_for_an_offer_is_said_in_its_event() {
    let refund = OfferRefund {
        money: ClaimRefund {
            order_id: OrderId::parse("o_1").unwrap(),
            amount: Money(1_200),
        },
        by: Actor::system(),
    };
    let accepted = ClaimChange::OfferAnswered {
        accepted: true,
        refund: Some(refund),
    };
    let written = serde_json::to_value(&accepted).unwrap();
    assert_eq!(
        (&written["refund"]["orderId"], &written["refund"]["amount"]),
        (&"o_1".into(), &1_200.into())
    );
    assert_eq!(serde_json::from_value::<ClaimChange>(written).unwrap(), accepted);
    // As it was before offers promised money.
    let before = serde_json::json!({ "kind": "offeranswered", "accepted": true });
    assert_eq!(
        serde_json::from_value::<ClaimChange>(before).unwrap(),
        ClaimChange::OfferAnswered {
            accepted: true,
            refund: None
        }
    );
}
