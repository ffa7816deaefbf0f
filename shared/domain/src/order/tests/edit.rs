//! Given an order, when a manager changes it, then this.

use super::*;

fn manager() -> Actor {
    person("u_gloria", Role::Manager)
}

fn cook() -> Actor {
    person("u_rosa", Role::Cook)
}

fn paid() -> Order {
    let confirm = Command::Confirm {
        settled: Settled::Paid,
        payment: None,
    };
    after(&order(delivery()), &confirm, &Actor::system(), 1).unwrap()
}

fn cooked() -> Order {
    let stage = Stage::Cooking;
    let taken = after(&paid(), &Command::Take { stage }, &cook(), 2).unwrap();
    after(&taken, &Command::Complete { stage }, &cook(), 5).unwrap()
}

/// An edit that sets the quantity of the order's one line.
fn with(order: &Order, qty: u16) -> Edit {
    let mut lines = order.head.lines.clone();
    for line in &mut lines {
        line.qty = qty;
        line.subtotal = line.unit_price * u32::from(qty);
    }
    let total = lines.iter().map(|line| line.subtotal).sum();
    Edit {
        lines,
        totals: Totals {
            subtotal: total,
            total,
            ..order.head.totals
        },
        fulfilment: order.head.fulfilment.clone(),
        reason: EditReason::SoldOut,
    }
}

fn moved(order: &Order) -> Edit {
    let address = Address {
        line: "Calle Berlín 10".into(),
        ..Address::default()
    };
    Edit {
        fulfilment: Fulfilment::Delivery { address },
        lines: order.head.lines.clone(),
        totals: order.head.totals,
        reason: EditReason::Asked,
    }
}

fn edited(order: &Order, wanted: &Edit) -> Result<Option<(Order, Event)>, Refusal> {
    edit(order, wanted, &manager(), START.plus_minutes(6))
}

#[test]
fn lines_are_changed_and_the_event_says_what_it_was_and_is_made_of() {
    let before = paid();
    let (after, event) = edited(&before, &with(&before, 1)).unwrap().unwrap();
    assert_eq!(
        (after.version, after.head.totals.total),
        (before.version + 1, Money(2_590))
    );
    let change = LineChange {
        name: "¼ de pollo".into(),
        before: 2,
        after: 1,
    };
    assert_eq!(after.edits[0].lines, [change]);
    let Event::OrderEdited {
        order: about,
        total_before,
        sold_before,
        lines,
        counted,
        ..
    } = &event
    else {
        panic!("{event:?}");
    };
    assert_eq!((about.version, about.total), (after.version, Money(2_590)));
    assert_eq!(*total_before, Money(5_180));
    assert_eq!((sold_before[0].qty, lines[0].qty), (2, 1));
    assert_eq!(counted, &before.counted());
    // By the event alone its version grows; an older event changes nothing.
    assert_eq!(evolve(&before, &event).version, after.version);
    assert_eq!(evolve(&after, &event), after);
    // What is so already is no edit.
    assert_eq!(edited(&after, &with(&after, 1)), Ok(None));
}

#[test]
fn lines_are_the_kitchens_and_the_address_the_drivers() {
    let unpaid = order(delivery());
    assert_eq!(edited(&unpaid, &with(&unpaid, 1)), Err(Refusal::NotPaid));
    let cooked = cooked();
    let packaging = Some(Stage::Packaging);
    assert_eq!(
        edited(&cooked, &with(&cooked, 1)),
        Err(Refusal::OtherStage { stage: packaging })
    );
    let (after_move, _) = edited(&cooked, &moved(&cooked)).unwrap().unwrap();
    assert!(after_move.edits[0].moved && after_move.edits[0].lines.is_empty());
    let cancelled = Command::Cancel {
        reason: "Se inundó".into(),
    };
    let cancelled = after(&paid(), &cancelled, &manager(), 3).unwrap();
    assert!(matches!(
        edited(&cancelled, &with(&cancelled, 1)),
        Err(Refusal::Closed { .. })
    ));
    let mut on_its_way = cooked;
    for (stage, role) in [
        (Stage::Packaging, Role::Dispatcher),
        (Stage::Delivery, Role::Driver),
    ] {
        on_its_way = after(&on_its_way, &Command::Take { stage }, &person("u_1", role), 7).unwrap();
        if stage == Stage::Packaging {
            on_its_way = after(&on_its_way, &Command::Complete { stage }, &person("u_1", role), 8).unwrap();
        }
    }
    let delivery = Some(Stage::Delivery);
    assert_eq!(
        edited(&on_its_way, &moved(&on_its_way)),
        Err(Refusal::OtherStage { stage: delivery })
    );
}

#[test]
fn only_managers_and_machines_change_an_order_and_not_for_ever() {
    let mut order = paid();
    for role in [Role::Customer, Role::Cook, Role::Dispatcher, Role::Driver] {
        let refused = edit(&order, &with(&order, 1), &person("u_1", role), START);
        assert_eq!(refused, Err(Refusal::NotAllowed), "{role:?}");
    }
    for _ in 0..MAX_EDITS {
        let qty = 3 - order.head.lines[0].qty;
        order = edited(&order, &with(&order, qty)).unwrap().unwrap().0;
    }
    let qty = 3 - order.head.lines[0].qty;
    assert_eq!(edited(&order, &with(&order, qty)), Err(Refusal::TooManyEdits));
}
