//! What a manager changes of the service, and what cannot be saved.

use super::*;

fn hours() -> ServiceSettings {
    ServiceSettings {
        version: 1,
        hours: WeeklyHours::default(),
        branch_hours: Default::default(),
        special_days: Vec::new(),
        capacity: Default::default(),
        delivery_zones: Vec::new(),
    }
}

fn zone(name: &str, written: &str) -> DeliveryZone {
    DeliveryZone {
        name: name.into(),
        districts: districts(written),
        ..new_zone()
    }
}

#[test]
fn districts_are_written_with_commas() {
    assert_eq!(districts(" Lince, Jesús María,,lince "), ["Lince", "Jesús María"]);
    assert_eq!(districts(""), [""; 0]);
}

#[test]
fn a_zone_says_what_it_lacks() {
    let sound = zone("Cerca", "Lince");
    let problem = |zone: DeliveryZone| zone_problem(&[sound.clone(), zone], 1);
    let amount = |fee_cents| DeliveryZone {
        fee_cents,
        ..zone("Lejos", "Ate")
    };
    let minutes = DeliveryZone {
        minutes: 0,
        ..zone("Lejos", "Ate")
    };
    for (zone, wrong) in [
        (zone("", "Ate"), Some(texts::ZONE_NAME_MISSING)),
        (zone("Lejos", " , "), Some(texts::DISTRICTS_MISSING)),
        (zone("Lejos", "A"), Some(texts::WRONG_DISTRICTS)),
        (zone("Lejos", "Ate, lince"), Some(texts::DISTRICT_TWICE)),
        (amount(Money(-1)), Some(texts::WRONG_AMOUNT)),
        (minutes, Some(texts::WRONG_MINUTES)),
        (zone("Lejos", "Ate"), None),
    ] {
        assert_eq!(problem(zone), wrong);
    }
    let mut hours = hours();
    hours.delivery_zones = vec![zone("", "")];
    assert!(!is_sound(&hours));
}

#[test]
fn hours_that_are_the_same_on_their_days_are_one_span() {
    let (noon, evening) = (span(12 * 60, 16 * 60), span(18 * 60, 23 * 60));
    let workdays = [true, true, true, true, true, false, false];
    let mut week = week_of(workdays, noon);
    assert_eq!(one_span(&week), Some((workdays, noon)));
    week.0[4] = vec![noon, evening];
    assert_eq!(one_span(&week), None);
    assert_eq!(one_span(&week_of([false; 7], noon)), None);
}

fn day(date: &str, note: &str) -> SpecialDay {
    SpecialDay {
        date: Date::parse(date).unwrap(),
        branch: None,
        hours: Vec::new(),
        note: note.into(),
    }
}

#[test]
fn what_does_not_end_after_its_beginning_ends_on_the_next_day() {
    let read = |opens: &str, closes: &str| span(minutes(opens).unwrap(), minutes(closes).unwrap());
    for (opens, closes, ends) in [
        ("12:00", "23:00", 1_380),
        ("18:00", "02:00", 1_560),
        ("00:00", "00:00", 1_440),
        ("12:00", "00:00", 1_440),
    ] {
        assert_eq!(read(opens, closes).closes, ends, "{opens} to {closes}");
    }
    for wrong in ["", "12", "24:00", "12:60", "doce:00"] {
        assert_eq!(minutes(wrong), None, "{wrong}");
    }
}

#[test]
fn a_place_has_its_own_hours_or_those_of_all() {
    let (mut hours, sur) = (hours(), Slug::parse("sur").unwrap());
    let place = Some(sur.clone());
    assert_eq!(week(&hours, &place), None);
    own_hours(&mut hours, &sur, true);
    change_spans(&mut hours, &place, 0, Vec::clear);
    assert_eq!(spans(&hours, &place, 0), []);
    assert_eq!(spans(&hours, &None, 0), [ServiceHours::default()]);
    as_on_monday(&mut hours, &place);
    assert!((0..7).all(|weekday| spans(&hours, &place, weekday).is_empty()));
    own_hours(&mut hours, &sur, false);
    assert_eq!(week(&hours, &place), None);
}

#[test]
fn a_number_of_orders_is_that_of_all_or_of_a_place() {
    let (mut hours, sur) = (hours(), Some(Slug::parse("sur").unwrap()));
    for (typed, orders, sound) in [
        ("8", Some(8), true),
        (" 1000 ", Some(1_000), true),
        ("1001", Some(1_001), false),
        ("ocho", Some(0), false),
        (" ", None, true),
    ] {
        for place in [None, sur.clone()] {
            set_orders(&mut hours, &place, typed_orders(typed));
            assert_eq!(super::orders(&hours, &place), orders, "{typed}");
        }
        assert_eq!(is_sound(&hours), sound, "{typed}");
    }
    assert!(hours.capacity.is_some_and(|capacity| capacity.is_unlimited()));
}

#[test]
fn spans_are_added_after_the_last_one() {
    let mut spans = Vec::new();
    add_span(&mut spans);
    assert_eq!(spans, [ServiceHours::default()]);
    add_span(&mut spans);
    assert_eq!(spans.len(), 1, "nothing comes after 23:00");
    spans[0].closes = 900;
    add_span(&mut spans);
    assert_eq!(
        spans[1],
        ServiceHours {
            opens: 960,
            closes: 1_140
        }
    );
    assert!(spans_are_sound(&spans));
}

#[test]
fn a_date_is_there_once_and_those_that_are_over_go() {
    let mut hours = hours();
    let today = Date::parse("2026-12-01").unwrap();
    for (date, note) in [
        ("2026-11-29", "anteayer"),
        ("2026-12-25", "Navidad"),
        ("2026-12-08", "Feriado"),
        ("2026-12-25", "Cerrado"),
    ] {
        add_day(&mut hours, day(date, note), today);
    }
    let said = hours.special_days.iter().map(|day| day.note.as_str());
    assert_eq!(said.collect::<Vec<_>>(), ["Feriado", "Cerrado"]);
}
