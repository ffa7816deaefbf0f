//! What is served at some hours, and what costs nothing by itself.

use super::*;
use crate::catalog::Component;
use crate::service_hours::ServiceHours;

#[test]
fn what_is_chosen_may_have_the_price_and_nothing_costs_less_than_nothing() {
    let mut carta = carta();
    let pollo = carta
        .products
        .iter_mut()
        .find(|of| of.id.as_str() == "pollo")
        .unwrap();
    pollo.price = Money::ZERO;
    for (option, extra) in pollo.groups[0].options.iter_mut().zip([1_500, -500]) {
        option.extra = Money(extra);
    }
    let sides: Vec<String> = pollo.groups[0]
        .options
        .iter()
        .map(|of| of.id.to_string())
        .collect();
    let costs = |side: &str| {
        let cart = [line("pollo", 2, &[side])];
        let quote = quote(
            &tenant(),
            &carta,
            &cart,
            FulfilmentKind::Pickup,
            When::soon(now()),
        );
        quote.unwrap().totals.total
    };
    assert_eq!(costs(&sides[0]), Money(3_000));
    assert_eq!(costs(&sides[1]), Money::ZERO);
}

#[test]
fn what_is_served_at_some_hours_is_sold_for_these() {
    // From ten in the evening to two, Thursday to Saturday.
    let late = ServiceHours {
        opens: 22 * 60,
        closes: 26 * 60,
    };
    let mut week = WeeklyHours(Default::default());
    for day in 3..6 {
        week.0[day] = vec![late];
    }
    let mut carta = carta();
    carta
        .products
        .iter_mut()
        .find(|of| of.id.as_str() == "chicha")
        .unwrap()
        .hours = Some(week.clone());
    // 25 October 2025 is a Saturday.
    for (at, served) in [
        ("2025-10-25T21:59:00-05:00", false),
        ("2025-10-25T22:00:00-05:00", true),
        ("2025-10-26T02:00:00-05:00", true),
        ("2025-10-26T02:01:00-05:00", false),
        ("2025-10-26T22:30:00-05:00", false),
    ] {
        let now = Timestamp::parse(at).unwrap();
        let cart = [line("chicha", 1, &[])];
        let found = quote(&tenant(), &carta, &cart, FulfilmentKind::Pickup, When::soon(now));
        let expected = CartProblemKind::OutOfHours {
            name: "chicha".into(),
            hours: week.clone(),
        };
        match found {
            Ok(_) => assert!(served, "{at}"),
            Err(found) => {
                assert!(!served, "{at}: {found:?}");
                assert_eq!(found[0].kind, expected);
            }
        }
        // The same for an order that is placed at noon for later.
        let noon = When {
            now: Timestamp::parse("2025-10-25T12:00:00-05:00").unwrap(),
            at: Some(now),
        };
        assert_eq!(
            quote(&tenant(), &carta, &cart, FulfilmentKind::Pickup, noon).is_ok(),
            served,
            "{at}"
        );
    }
}

#[test]
fn what_consists_of_something_is_served_at_its_hours() {
    let mut carta = carta();
    carta
        .products
        .iter_mut()
        .find(|of| of.id.as_str() == "chicha")
        .unwrap()
        .hours = Some(WeeklyHours(Default::default()));
    carta.promotions[0].components = vec![Component {
        product_id: ProductId::parse("chicha").unwrap(),
        qty: 1,
    }];
    let cart = [line("para_2", 1, &["papas"])];
    let found = quote(
        &tenant(),
        &carta,
        &cart,
        FulfilmentKind::Pickup,
        When::soon(now()),
    )
    .unwrap_err();
    assert!(matches!(&found[0].kind, CartProblemKind::OutOfHours { name, .. } if name == "Para 2"));
}
