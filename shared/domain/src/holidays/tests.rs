use super::*;
use serde_json::json;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn days(dates: &[Date]) -> Vec<String> {
    dates.iter().map(ToString::to_string).collect()
}

#[test]
fn sixteen_holidays_a_year() {
    let of_2026 = [
        "2026-01-01",
        "2026-04-02",
        "2026-04-03",
        "2026-05-01",
        "2026-06-07",
        "2026-06-29",
        "2026-07-23",
        "2026-07-28",
        "2026-07-29",
        "2026-08-06",
        "2026-08-30",
        "2026-10-08",
        "2026-11-01",
        "2026-12-08",
        "2026-12-09",
        "2026-12-25",
    ];
    assert_eq!(days(&Holidays::default().of_year(2026)), of_2026);
    assert_eq!(Holidays::default().of_year(2028).len(), 16);
}

#[test]
fn holy_week_moves_with_easter() {
    let fridays = [
        (2026, "2026-04-03"),
        (2027, "2027-03-26"),
        (2028, "2028-04-14"),
        (2029, "2029-03-30"),
        (2030, "2030-04-19"),
        (2031, "2031-04-11"),
    ];
    for (year, friday) in fridays {
        let friday = date(friday);
        assert_eq!(easter(year), Some(friday.plus_days(2)), "{year}");
        let holidays = Holidays::default();
        assert!(holidays.is_holiday(friday.plus_days(-1)) && holidays.is_holiday(friday));
        assert!(!holidays.is_holiday(friday.plus_days(2)), "Easter Sunday is none");
    }
}

/// The examples of the book of claims: fifteen business days.
#[test]
fn terms_count_business_days_from_the_next_day() {
    let holidays = Holidays::default();
    let terms = [
        ("2026-10-05", "2026-10-27"),
        ("2026-12-04", "2026-12-30"),
        // Filed on a Saturday or a holiday: the first day is the next business day.
        ("2026-10-03", "2026-10-26"),
        ("2026-12-08", "2026-12-31"),
        // Over New Year.
        ("2026-12-21", "2027-01-13"),
    ];
    for (filed, due) in terms {
        assert_eq!(
            holidays.plus_business_days(date(filed), 15),
            date(due),
            "filed {filed}"
        );
        assert_eq!(holidays.business_days_between(date(filed), date(due)), 15);
    }
    assert_eq!(
        holidays.plus_business_days(date("2026-10-05"), 0),
        date("2026-10-05")
    );
    assert_eq!(
        holidays.business_days_between(date("2026-10-27"), date("2026-10-05")),
        0
    );
}

#[test]
fn a_term_ends_even_where_every_day_is_a_holiday() {
    let first = date("2026-01-01");
    let all = (0..366).map(|days| Holiday {
        on: HolidayDate::Once(first.plus_days(days)),
        from: None,
        until: None,
    });
    let due = Holidays(all.collect()).plus_business_days(first, 15);
    assert_eq!(due, first.plus_days(105));
}

#[test]
fn rules_begin_and_end() {
    let rule = json!([{"on": "07-27", "from": "2027-01-01", "until": "2028-12-31"}]);
    let holidays: Holidays = serde_json::from_value(rule.clone()).unwrap();
    assert_eq!(serde_json::to_value(&holidays).unwrap(), rule);
    let on = |year: i32| holidays.of_year(year).len();
    assert_eq!([on(2026), on(2027), on(2028), on(2029)], [0, 1, 1, 0]);
}

#[test]
fn dates_keep_their_form() {
    for text in [
        "12-25",
        "02-29",
        "easter-3",
        "easter+0",
        "easter+60",
        "2026-07-27",
    ] {
        assert_eq!(
            HolidayDate::parse(text).map(|on| on.to_string()).as_deref(),
            Some(text)
        );
    }
    for text in [
        "",
        "13-01",
        "1-1",
        "easter",
        "easter-120",
        "easter-999",
        "2026-13-01",
        "25/12",
    ] {
        assert_eq!(HolidayDate::parse(text), None, "{text}");
    }
}

#[test]
fn a_restaurant_that_says_nothing_has_the_national_ones() {
    let mut stored = serde_json::to_value(crate::cart::tests::tenant()).unwrap();
    stored.as_object_mut().unwrap().remove("holidays");
    let tenant: crate::tenant::Tenant = serde_json::from_value(stored).unwrap();
    assert_eq!(tenant.holidays, Holidays::default());
}
