//! How much of an order each role sees, at each point of its way.

use super::*;
use crate::stage::Stage;

const COOK: &str = "s_rosa";

/// The order at each point: unpaid, waiting and taken at each stage, delivered, cancelled.
fn way(fulfilment: Fulfilment) -> Vec<(&'static str, Order)> {
    let manager = person("s_gloria", Role::Manager);
    let confirm = Command::Confirm {
        settled: Settled::ManagerOverride,
        payment: None,
    };
    let mut at = order(fulfilment.clone());
    let mut way = vec![("unpaid", at.clone())];
    let cancel = Command::Cancel { reason: "no".into() };
    way.push(("cancelled", after(&at, &cancel, &manager, 0).unwrap()));
    at = after(&at, &confirm, &manager, 1).unwrap();
    let stages = [
        (Stage::Cooking, "to cook", "cooking", "s_rosa"),
        (Stage::Packaging, "to pack", "packing", "s_carla"),
        (Stage::Delivery, "to bring", "bringing", "s_dante"),
    ];
    for (minute, (stage, waits, taken, who)) in stages.into_iter().enumerate() {
        let minute = 2 + i64::try_from(minute).unwrap();
        let worker = person(who, stage.role(fulfilment.kind()));
        way.push((waits, at.clone()));
        at = after(&at, &Command::Take { stage }, &worker, minute).unwrap();
        way.push((taken, at.clone()));
        at = after(&at, &Command::Complete { stage }, &worker, minute).unwrap();
    }
    way.push(("delivered", at));
    way
}

/// Where somebody sees more than the dishes, and how much.
fn sees(fulfilment: Fulfilment, role: Role, id: &str) -> Vec<(&'static str, Sight)> {
    way(fulfilment)
        .into_iter()
        .map(|(point, order)| (point, order.sight(role, id)))
        .filter(|(_, sight)| *sight != Sight::Dishes)
        .collect()
}

#[test]
fn a_cook_sees_dishes() {
    assert_eq!(sees(delivery(), Role::Cook, COOK), []);
    assert_eq!(sees(pickup(), Role::Cook, COOK), []);
    let shows = Sight::Dishes.shows();
    assert!(!shows.phone && !shows.email && !shows.address && !shows.money && !shows.receipt);
    assert!(!shows.full_name && !shows.customer_id && !shows.to_collect);
}

#[test]
fn a_dispatcher_sees_what_is_packed_and_handed_over() {
    let packing = [("to pack", Sight::Handover), ("packing", Sight::Handover)];
    assert_eq!(sees(delivery(), Role::Dispatcher, "s_carla"), packing);
    let counter = [("to bring", Sight::Handover), ("bringing", Sight::Handover)];
    assert_eq!(
        sees(pickup(), Role::Dispatcher, "s_carla"),
        [packing, counter].concat()
    );
}

#[test]
fn a_driver_sees_a_telephone_while_carrying_the_order() {
    assert_eq!(
        sees(delivery(), Role::Driver, "s_dante"),
        [("to bring", Sight::Offered), ("bringing", Sight::Handover)]
    );
    assert_eq!(
        sees(delivery(), Role::Driver, "s_yuli"),
        [("to bring", Sight::Offered)],
        "another one carries it"
    );
    assert_eq!(sees(pickup(), Role::Driver, "s_dante"), []);
    assert!(!Sight::Offered.shows().phone && Sight::Offered.shows().address);
    assert!(!Sight::Handover.shows().email && !Sight::Handover.shows().money);
}

#[test]
fn managers_and_machines_see_everything_and_customers_first_names_of_staff() {
    for (point, order) in way(delivery()) {
        assert_eq!(order.sight(Role::Manager, "s_gloria"), Sight::Whole, "{point}");
        assert_eq!(order.sight(Role::Service, "pos"), Sight::Whole, "{point}");
        assert_eq!(order.sight(Role::Customer, "c_1"), Sight::Own, "{point}");
    }
    assert!(!Sight::Own.shows().staff && Sight::Own.shows().money && Sight::Own.shows().email);
}

#[test]
fn links_end_thirty_days_after_the_order() {
    for (point, order) in way(delivery()) {
        let end = START.plus_minutes(4).plus_ms(LINK_DAYS * crate::time::DAY_MS);
        let finished = matches!(point, "delivered" | "cancelled");
        assert!(
            order.is_linked(end.plus_minutes(-5)),
            "{point} is shown for thirty days"
        );
        assert_eq!(order.is_linked(end.plus_minutes(5)), !finished, "{point}");
    }
}
