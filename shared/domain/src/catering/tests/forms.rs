//! What can be asked for.

use super::*;
use crate::customer::FieldProblem;
use crate::written::Phone;

fn problems(change: impl Fn(&mut CateringForm)) -> Vec<(String, CateringProblem)> {
    let mut written = form();
    change(&mut written);
    written.checked(&tenant(), false, now()).err().unwrap_or_default()
}

#[test]
fn a_form_is_read_in_the_restaurants_zone() {
    let wanted = form().checked(&tenant(), false, now()).unwrap();
    assert_eq!(wanted.at.rfc3339(), "2026-12-04T18:00:00.000Z");
    assert_eq!(wanted.day.to_string(), "2026-12-04");
    assert_eq!(wanted.phone, Phone::parse("+51987654321").ok());
}

#[test]
fn every_field_that_cannot_be_used_is_named() {
    use CateringProblem as P;
    let missing = P::Field(FieldProblem::Missing);
    type Case = (fn(&mut CateringForm), &'static str, CateringProblem);
    let max = form::MAX_BUDGET;
    let cases: [Case; 18] = [
        (|f| f.occasion = " ".into(), "/occasion", missing),
        (|f| f.date = "mañana".into(), "/date", P::NoDate),
        (|f| f.date = "2026-02-30".into(), "/date", P::NoDate),
        (|f| f.time = "1:00".into(), "/time", P::NoTime),
        (|f| f.time = "24:00".into(), "/time", P::NoTime),
        (|f| f.guests = 9, "/guests", P::Guests { min: 10, max: 300 }),
        (|f| f.guests = 301, "/guests", P::Guests { min: 10, max: 300 }),
        (|f| f.package = Some(slug("boda")), "/package", P::UnknownPackage),
        (
            |f| f.package = Some(slug("evento")),
            "/package",
            P::PackageGuests { from: 50 },
        ),
        (|f| f.fulfilment = None, "/fulfilment", P::NoPlace),
        (
            |f| {
                f.fulfilment = Some(Fulfilment::Pickup {
                    branch: slug("lince"),
                })
            },
            "/fulfilment/branch",
            P::UnknownBranch,
        ),
        (
            |f| {
                f.fulfilment = Some(Fulfilment::Delivery {
                    address: Address {
                        line: "Calle Los Sauces 120".into(),
                        ..Address::default()
                    },
                });
            },
            "/fulfilment/address/district",
            missing,
        ),
        (
            |f| f.budget_cents = Some(Money(-1)),
            "/budgetCents",
            P::Amount { max },
        ),
        (|f| f.name = String::new(), "/name", missing),
        (
            |f| f.phone = "12".into(),
            "/phone",
            P::Field(FieldProblem::NoPhone),
        ),
        (
            |f| f.email = "lucia".into(),
            "/email",
            P::Field(FieldProblem::NoEmail),
        ),
        (
            |f| {
                f.company = "Banco Andino".into();
                f.ruc = "20131312954".into();
            },
            "/ruc",
            P::Field(FieldProblem::WrongRuc),
        ),
        (|f| f.ruc = "20131312955".into(), "/company", P::CompanyAndRuc),
    ];
    for (change, pointer, problem) in cases {
        assert_eq!(problems(change), [(pointer.to_owned(), problem)], "{pointer}");
    }
    let all = CateringForm::default().checked(&tenant(), false, now());
    assert_eq!(all.unwrap_err().len(), 8, "all at once");
}

#[test]
fn days_are_bounded_by_notice_and_a_year() {
    let day = |date: &str, time: &str| {
        let mut written = form();
        (written.date, written.time) = (date.into(), time.into());
        written.checked(&tenant(), false, now()).err()
    };
    let problem = |problem| Some(vec![("/date".to_owned(), CateringProblem::Day(problem))]);
    let earliest = at("2026-11-25T12:00");
    assert_eq!(
        day("2026-11-25", "11:59"),
        problem(DayProblem::TooSoon { earliest })
    );
    assert_eq!(day("2026-11-25", "12:00"), None);
    assert_eq!(day("2027-11-23", "23:59"), None);
    let latest = Date::parse("2027-11-23").unwrap();
    assert_eq!(day("2027-11-24", "00:00"), problem(DayProblem::TooFar { latest }));
}

#[test]
fn staff_enters_at_short_notice_and_without_an_address_for_mail() {
    let mut written = form();
    written.date = "2026-11-24".into();
    written.email = String::new();
    assert!(written.checked(&tenant(), false, now()).is_err());
    assert!(written.checked(&tenant(), true, now()).is_ok());
    written.date = "2026-11-22".into();
    assert!(
        written.checked(&tenant(), true, now()).is_err(),
        "not in the past"
    );
}

#[test]
fn the_next_free_day_is_found_by_its_load() {
    let full = ["2026-12-04", "2026-12-05"].map(|day| Date::parse(day).unwrap());
    let load = |day: Date| DayLoad {
        guests: if full.contains(&day) { 61 } else { 60 },
        events: 1,
    };
    let free = |guests| next_free_day(&tenant(), full[0], 13 * 60, guests, now(), load);
    assert_eq!(free(39), Some(full[0]));
    assert_eq!(free(40), Date::parse("2026-12-06"));
    assert_eq!(free(101), None, "no day holds that many");
    let soon = next_free_day(&tenant(), Date::parse("2020-01-01").unwrap(), 0, 10, now(), load);
    assert_eq!(soon, Date::parse("2026-11-26"), "not before the notice");
}

#[test]
fn events_are_counted_where_the_limit_is_of_events() {
    let load = DayLoad {
        guests: 900,
        events: 1,
    };
    assert!(DailyLimit::Events(2).takes(load, 300));
    assert!(!DailyLimit::Events(1).takes(load, 1));
}

#[test]
fn a_request_without_its_person_is_stored_with_empty_texts() {
    const TEXTS: [&str; 7] = ["occasion", "diet", "name", "phone", "email", "company", "ruc"];
    let mut stored = serde_json::to_value(forget_person(&request())).unwrap();
    for field in TEXTS {
        assert_eq!(stored["wanted"][field], "", "{field}");
    }
    let read: CateringRequest = serde_json::from_value(stored.clone()).unwrap();
    assert_eq!(
        (read.wanted.phone, read.wanted.email, read.wanted.ruc),
        (None, None, None)
    );
    // What older rules took is read as it is.
    for (field, text) in [("phone", "999888777"), ("email", "ana@localhost"), ("ruc", "123")] {
        stored["wanted"][field] = text.into();
    }
    let read: CateringRequest = serde_json::from_value(stored.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), stored);
}

#[test]
fn times_are_what_clocks_show_on_a_day_on_which_they_are_changed() {
    // In the night before 6 September 2026 clocks are set forward by an hour.
    let tenant = Tenant {
        zone: crate::zone::tests::santiago(),
        ..tenant()
    };
    let utc = |text: &str| Timestamp::parse(&format!("2026-09-{text}:00Z")).unwrap();
    let instant = |time| instant("2026-09-06", time, &tenant).unwrap();
    assert_eq!(instant("13:00"), utc("06T16:00"));
    assert_eq!(instant("00:30"), utc("06T04:00"), "it is not there");

    let notice = i64::from(tenant.catering.notice_hours) * 60;
    let now = utc("06T16:30").plus_minutes(-notice);
    let sunday = Date::parse("2026-09-06").unwrap();
    let next = next_free_day(&tenant, sunday, 13 * 60, 10, now, |_| DayLoad::default());
    assert_eq!(next, Some(sunday.plus_days(1)), "at one it is too soon on Sunday");
}
