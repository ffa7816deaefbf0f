//! What a cart needs of what is counted, and takes.

use super::*;
use crate::catalog::Component;
use crate::service_hours::{ServiceHours, WeeklyHours};

/// A cart of this moment, which is sound.
pub(super) fn quoted(carta: &Catalog, cart: &[CartLine]) -> Quote {
    quote(&tenant(), carta, cart, FulfilmentKind::Pickup, When::soon(now())).unwrap()
}

/// A carta whose promotion consists of a dish and two drinks that are counted, with the drink as a choice besides.
fn with_drinks(left: Option<u32>, active: bool) -> Catalog {
    let mut carta = carta();
    let mut water = product("agua", 590);
    (water.stock, water.active) = (left, active);
    carta.products.push(water);
    let of = |id: &str, qty| Component {
        product_id: ProductId::parse(id).unwrap(),
        qty,
    };
    let drink = |id: &str, components| DishOption {
        id: slug(id),
        name: id.to_owned(),
        extra: Money(390),
        components,
    };
    let mut drinks = sides();
    drinks.id = slug("drink");
    drinks.name = "Bebida".into();
    drinks.min = 0;
    drinks.options = vec![
        drink("water", vec![of("agua", 1)]),
        drink("chicha", vec![of("chicha", 1)]),
    ];
    carta.products[0].groups.push(drinks);
    carta.promotions[0].components = vec![of("pollo", 1), of("agua", 2)];
    carta
}

fn with_water(id: &str, qty: u16) -> CartLine {
    let mut line = line(id, qty, &["papas"]);
    line.options.push(Pick {
        group: slug("drink"),
        option: slug("water"),
    });
    line
}

fn problems_of(carta: &Catalog, cart: &[CartLine], when: When) -> Vec<CartProblemKind> {
    let quoted = quote(&tenant(), carta, cart, FulfilmentKind::Pickup, when);
    quoted
        .err()
        .into_iter()
        .flatten()
        .map(|problem| problem.kind)
        .collect()
}

#[test]
fn what_is_off_is_sold_neither_as_a_choice_nor_in_a_promotion() {
    for carta in [with_drinks(None, false), with_drinks(Some(0), true)] {
        let now = When::soon(now());
        assert_eq!(
            problems_of(&carta, &[with_water("pollo", 1)], now),
            [CartProblemKind::OptionUnavailable {
                group: "Bebida".into(),
                option: "water".into()
            }]
        );
        let promotion = line("para_2", 1, &["papas"]);
        assert_eq!(
            problems_of(&carta, &[promotion], now),
            [CartProblemKind::Unavailable {
                name: "Para 2".into()
            }]
        );
        assert_eq!(problems_of(&carta, &[line("pollo", 1, &["papas"])], now), []);
        let water = &carta.products[0].groups[1].options[0];
        assert!(!carta.has(water) && !carta.has_promotion(&carta.promotions[0]));
        assert!(carta.sells(&carta.products[0]), "there are other drinks, or none");
    }
    let mut carta = with_drinks(Some(9), true);
    carta.products.retain(|product| product.id.as_str() != "agua");
    assert!(
        !carta.has_promotion(&carta.promotions[0]),
        "off the carta for good"
    );
}

#[test]
fn a_dish_whose_choices_are_all_sold_out_is_not_sold() {
    let mut carta = with_drinks(Some(1), true);
    let drinks = &mut carta.products[0].groups[1];
    drinks.options.truncate(1);
    drinks.min = 2;
    assert!(!carta.sells(&carta.products[0]));
    assert_eq!(
        problems_of(&carta, &[line("pollo", 1, &["papas"])], When::soon(now()))[0],
        CartProblemKind::Unavailable { name: "pollo".into() }
    );
    carta
        .products
        .iter_mut()
        .for_each(|product| product.stock = product.stock.map(|_| 2));
    assert!(carta.sells(&carta.products[0]));
}

#[test]
fn choices_and_promotions_take_from_the_same_stock() {
    let carta = with_drinks(Some(9), true);
    let water = ProductId::parse("agua").unwrap();
    let cart = [
        with_water("pollo", 2),
        line("para_2", 3, &["papas"]),
        line("agua", 1, &[]),
    ];
    let taken = quoted(&carta, &cart).lines;
    assert_eq!(stock_taken(&taken), [(water.clone(), 2 + 3 * 2 + 1)]);
    let stored: Vec<OrderLine> = serde_json::from_str(&serde_json::to_string(&taken).unwrap()).unwrap();
    assert_eq!(stock_taken(&stored), [(water.clone(), 9)], "as it is given back");
    let one_more = [cart.to_vec(), vec![with_water("pollo", 1)]].concat();
    assert_eq!(
        problems_of(&carta, &one_more, When::soon(now())),
        [CartProblemKind::OutOfStock {
            product_id: water,
            name: "agua".into(),
            available: 9,
            requested: 10
        }]
    );
    let item = carta.item(&ProductId::parse("para_2").unwrap(), Meal::at(&tenant(), now()));
    assert_eq!(carta.most(&item.unwrap(), &[]), Some(4));
}

#[test]
fn an_order_for_another_day_neither_needs_nor_takes_what_is_left_today() {
    let carta = with_drinks(Some(0), true);
    let at = |days: i64, now: Timestamp| When {
        now,
        at: Some(now.plus_minutes(days * 24 * 60)),
    };
    let cart = [
        with_water("pollo", 1),
        line("mollejitas", 2, &[]),
        line("tres_leches", 2, &[]),
    ];
    let tomorrow = quote(&tenant(), &carta, &cart, FulfilmentKind::Pickup, at(1, now())).unwrap();
    assert_eq!(stock_taken(&tomorrow.lines), []);
    assert!(
        !problems_of(&carta, &cart, at(0, now())).is_empty(),
        "later today is today"
    );
    assert_eq!(
        problems_of(&carta, &[line("suspiro", 1, &[])], at(1, now())),
        [CartProblemKind::Unavailable {
            name: "suspiro".into()
        }],
        "what is off is off for all days"
    );
    // A promotion counts on the day of the meal.
    let carta = with_drinks(Some(9), true);
    let promotion = [line("para_2", 1, &["papas"])];
    let eve = Timestamp::parse("2025-12-31T16:00:00Z").unwrap();
    assert_eq!(problems_of(&carta, &promotion, at(0, eve)), []);
    assert_eq!(problems_of(&carta, &promotion, at(1, eve)).len(), 1);
    let before = Timestamp::parse("2024-12-31T16:00:00Z").unwrap();
    assert_eq!(problems_of(&carta, &promotion, at(1, before)), []);
}

#[test]
fn the_night_after_an_evening_sells_what_is_left_of_it() {
    let carta = with_drinks(Some(0), true);
    let mut tenant = tenant();
    tenant.hours = WeeklyHours::every_day(ServiceHours {
        opens: 18 * 60,
        closes: 26 * 60,
    });
    let wanted = |now: &str, at: &str| {
        let read = |text: &str| Timestamp::parse(&format!("2025-10-{text}:00-05:00")).unwrap();
        let when = When {
            now: read(now),
            at: Some(read(at)),
        };
        let cart = [with_water("pollo", 1)];
        quote(&tenant, &carta, &cart, FulfilmentKind::Pickup, when).is_ok()
    };
    assert!(!wanted("25T23:50", "26T00:30"), "nothing is left of Saturday's");
    assert!(!wanted("26T00:10", "26T01:30"));
    assert!(wanted("26T00:10", "26T20:00"), "Sunday has its own");
    assert!(wanted("25T23:50", "26T20:00"));
}

#[test]
fn an_order_that_is_not_paid_yet_notices_what_was_taken_off() {
    let before = with_drinks(Some(9), true);
    let cart = [
        with_water("pollo", 1),
        line("para_2", 1, &["papas"]),
        line("pollo", 1, &["papas"]),
    ];
    let ordered = quoted(&before, &cart).lines;
    let gone_from = |carta: &Catalog| -> Vec<Option<usize>> {
        let gone = gone(carta, &ordered, Meal::at(&tenant(), now()));
        gone.into_iter().map(|problem| problem.line).collect()
    };
    assert_eq!(gone_from(&before), []);
    assert_eq!(gone_from(&with_drinks(Some(0), true)), [], "it has taken its own");
    assert_eq!(gone_from(&with_drinks(None, false)), [Some(0), Some(1)]);
    let mut without_water = before.clone();
    without_water.products[0].groups[1].options.remove(0);
    assert_eq!(gone_from(&without_water), [Some(0)]);
}

#[test]
fn what_is_off_until_a_time_is_sold_from_then_on_also_as_a_part_of_something() {
    let mut carta = with_drinks(Some(50), false);
    let back = now().plus_minutes(90);
    carta.products.last_mut().unwrap().off_until = Some(back);
    let at = |minutes| When {
        now: now(),
        at: Some(now().plus_minutes(minutes)),
    };
    let cart = [with_water("pollo", 1)];
    for when in [When::soon(now()), at(89)] {
        assert!(
            matches!(
                problems_of(&carta, &cart, when)[..],
                [CartProblemKind::OptionUnavailable { .. }]
            ),
            "{when:?}"
        );
    }
    for when in [at(90), at(24 * 60), When::soon(back)] {
        assert_eq!(problems_of(&carta, &cart, when), [], "{when:?}");
    }
    assert_eq!(carta.next_return(), Some(back));
    carta.bring_back(back.plus_ms(-1));
    assert!(!carta.products.last().unwrap().active);
    carta.bring_back(back);
    let water = carta.products.last().unwrap();
    assert_eq!(
        (water.active, water.off_until, carta.next_return()),
        (true, None, None)
    );
}
