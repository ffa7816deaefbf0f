//! What can be set, and what is refused.

use super::*;
use crate::catering::tests::{slug, tenant};
use crate::service_hours::ServiceHours;

fn wrong(change: impl Fn(&mut Settings)) -> Vec<String> {
    let mut settings = Settings::of(&tenant());
    change(&mut settings);
    settings
        .problems()
        .into_iter()
        .map(|(pointer, _)| pointer)
        .collect()
}

#[test]
fn settings_of_a_restaurant_can_be_used_and_change_nothing_else() {
    assert_eq!(wrong(|_| {}), Vec::<String>::new());
    let mut settings = Settings::of(&tenant());
    assert_eq!(settings.applied(&tenant()), tenant());
    settings.catering.notice_hours = 72;
    let after = settings.applied(&tenant());
    assert_eq!((after.catering.notice_hours, after.brand), (72, tenant().brand));
}

#[test]
fn a_zone_is_set_by_its_name() {
    let known = Tenant {
        zone: crate::zone::tests::santiago(),
        ..tenant()
    };
    let mut settings = Settings::of(&known);
    assert_eq!(settings.zone, "America/Santiago");
    assert_eq!(settings.applied(&known).zone, known.zone);
    settings.zone = "America/Lima".into();
    let changed = settings.applied(&known).zone;
    assert_eq!(
        (changed.name.as_str(), changed.changes.len()),
        ("America/Lima", 0)
    );
}

#[test]
fn hours_are_of_places_that_there_are() {
    let mut settings = Settings::of(&tenant());
    let always = WeeklyHours::always();
    settings.branch_hours = [(slug("miraflores"), always.clone())].into();
    assert_eq!(settings.unknown_branches(), []);
    let after = settings.applied(&tenant());
    assert_eq!(after.branches[0].opening_hours.as_ref(), Some(&always));
    assert_eq!(Settings::of(&after), settings);
    settings.branch_hours = [(slug("luna"), always)].into();
    assert_eq!(
        settings.unknown_branches(),
        [("/branchHours/luna".to_owned(), SettingProblem::Branch)]
    );
}

#[test]
fn what_is_out_of_bounds_is_named() {
    assert_eq!(
        wrong(|s| s.minimum_order_cents = Money(-1)),
        ["/minimumOrderCents"]
    );
    assert_eq!(wrong(|s| s.targets.cooking = 0), ["/targets/cooking"]);
    assert_eq!(wrong(|s| s.order_limits.open_cash = 0), ["/orderLimits/openCash"]);
    assert_eq!(wrong(|s| s.hours.0[2][0].opens = 1_440), ["/hours/2"]);
    let week = WeeklyHours(std::array::from_fn(|_| vec![ServiceHours::ALL_DAY; 2]));
    assert_eq!(
        wrong(|s| s.branch_hours = [(slug("miraflores"), week.clone())].into()),
        ["/branchHours/miraflores/0"]
    );
    let christmas = SpecialDay {
        date: crate::Date::parse("2026-12-25").unwrap(),
        branch: None,
        hours: vec![ServiceHours { opens: 5, closes: 4 }],
        note: "Navidad\n".into(),
    };
    assert_eq!(
        wrong(|s| s.special_days = vec![christmas.clone(), christmas.clone()]),
        [
            "/specialDays/0/hours",
            "/specialDays/0/note",
            "/specialDays/1/date",
            "/specialDays/1/hours",
            "/specialDays/1/note"
        ]
    );
    assert_eq!(
        wrong(|s| s.catering.deposit_percent = 101),
        ["/catering/depositPercent"]
    );
    assert_eq!(
        wrong(|s| (s.catering.min_guests, s.catering.max_guests) = (11, 10)),
        ["/catering/minGuests"]
    );
    assert_eq!(
        wrong(|s| s.catering.daily_limit = Some(DailyLimit::Events(0))),
        ["/catering/dailyLimit/most"]
    );
    assert_eq!(
        wrong(|s| {
            let copy = s.catering.packages.first().cloned();
            s.catering.packages.extend(copy);
        }),
        ["/catering/packages/2/id"]
    );
    assert_eq!(
        wrong(|s| s.catering.packages[0].name = "  Parrillera ".into()),
        ["/catering/packages/0/name"]
    );
    for image in [
        "https://elsewhere.example/p.webp",
        "//elsewhere.example/p",
        "/a b",
    ] {
        assert_eq!(
            wrong(|s| s.catering.packages[0].image = image.into()),
            ["/catering/packages/0/image"]
        );
    }
}
