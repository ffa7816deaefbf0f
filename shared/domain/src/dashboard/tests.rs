use super::*;
use crate::cart::FulfilmentKind;
use crate::order::Actor;
use crate::{CustomerId, OrderId, Timestamp};

/// Payments count for the day of their order, in whichever order they come.
#[test]
fn money_counts_for_the_day_of_its_order() {
    use crate::payment::{PaymentMethod, PaymentNote, PaymentSummary};
    let order_id = || OrderId::parse("o_1").unwrap();
    let note = PaymentNote {
        summary: PaymentSummary::unpaid(PaymentMethod::Yape, Money::ZERO),
        version: 1,
    };
    let placed_at = Some(Timestamp(0));
    let refunded = Event::PaymentRefunded {
        rehearsal: false,
        claim: None,
        order_id: order_id(),
        amount: Money(300),
        placed_at,
        payment: Some(note),
    };
    let approved = |placed_at| Event::PaymentApproved {
        rehearsal: false,
        order_id: order_id(),
        method: PaymentMethod::Yape,
        amount: Money(1_000),
        placed_at,
        payment: None,
    };
    let second = Event::PaymentUpdated {
        rehearsal: false,
        claim: None,
        given: None,
        order_id: order_id(),
        collected: Money(300),
        placed_at,
        payment: note,
    };
    let mut days = BTreeMap::new();
    // An event of an older version does not say for which day it counts.
    for event in [refunded, second, approved(None), approved(placed_at)] {
        fold(&mut days, &event, &Zone::lima());
    }
    let figures: Vec<Figures> = days.values().map(Figures::read).collect();
    assert_eq!(figures.len(), 1);
    assert_eq!(
        (figures[0].collected, figures[0].refunded),
        (Money(1_300), Money(300))
    );
}

/// An order for later takes as long as its customer wanted.
#[test]
fn orders_for_later_do_not_count_for_the_mean_time_of_delivery() {
    let mut days = BTreeMap::new();
    for (number, for_later, minutes) in [(1, false, 30), (2, true, 3 * 24 * 60), (3, false, 50)] {
        let order = OrderRef {
            rehearsal: false,
            catering: None,
            version: 1,
            ends_at: None,
            order_id: OrderId::parse(format!("o_{number}")).unwrap(),
            number,
            customer_id: CustomerId::parse("c_1").unwrap(),
            placed_at: Timestamp(0),
            total: Money(100),
            fulfilment: FulfilmentKind::Pickup,
            for_later,
        };
        let at = Timestamp(0).plus_minutes(minutes);
        let by = Actor::system();
        fold(&mut days, &Event::OrderDelivered { order, by, at }, &Zone::lima());
    }
    let figures = Figures::read(days.values().next().unwrap());
    assert_eq!((figures.completed, figures.delivered), (3, 2));
    assert_eq!(figures.mean_delivery_ms, Some(40 * 60_000));
}
