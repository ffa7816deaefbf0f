mod refunds;

use super::*;
use crate::Money;
use crate::cart::tests::tenant;
use crate::customer::FieldProblem;
use crate::order::Actor;
use crate::tenant::Branch;
use crate::written::or_empty;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// With what is needed and nothing else.
fn form() -> ClaimForm {
    ClaimForm {
        name: "Lucía Rojas".into(),
        document: "12345678".into(),
        email: "lucia@example.pe".into(),
        detail: "El pollo llegó frío.".into(),
        ..ClaimForm::default()
    }
}

fn wrong(form: &ClaimForm) -> Vec<Problem> {
    form.checked().err().unwrap_or_default()
}

#[test]
fn numbers_have_nine_digits_and_a_year() {
    let first = ClaimNumber::new(1, 2026).unwrap();
    assert_eq!(first.to_string(), "000000001-2026");
    assert_eq!("000000001-2026".parse(), Ok(first));
    assert!(first < ClaimNumber::new(2, 2026).unwrap());
    assert!(ClaimNumber::new(999_999_999, 2026).unwrap() < ClaimNumber::new(1, 2027).unwrap());
    for text in [
        "",
        "1-2026",
        "000000000-2026",
        "0000000012026",
        "00000000a-2026",
        "000000001-26",
        "+00000001-2026",
    ] {
        assert_eq!(text.parse::<ClaimNumber>(), Err(InvalidClaimNumber), "{text}");
    }
    assert_eq!(
        (ClaimNumber::new(0, 2026), ClaimNumber::new(1_000_000_000, 2026)),
        (None, None)
    );
    assert_eq!(serde_json::to_value(first).unwrap(), "000000001-2026");
}

/// The dates of the rule's examples.
#[test]
fn a_claim_is_answered_within_fifteen_business_days() {
    let holidays = Holidays::default();
    assert_eq!(due(&holidays, date("2026-10-05")), date("2026-10-27"));
    assert_eq!(due(&holidays, date("2026-12-04")), date("2026-12-30"));
}

#[test]
fn the_day_of_the_restaurant_counts() {
    // Eleven at night in Lima is the next day in London.
    let night = Timestamp::parse("2026-10-05T23:30:00-05:00").unwrap();
    let claim = Claim::filed(
        &tenant(),
        ClaimNumber::new(1, 2026).unwrap(),
        form().checked().unwrap(),
        night,
    );
    assert_eq!(claim.due, date("2026-10-27"));
}

#[test]
fn the_staff_is_warned_with_five_days_left() {
    let filed = Timestamp::parse("2026-10-05T12:00:00-05:00").unwrap();
    let claim = Claim::filed(
        &tenant(),
        ClaimNumber::new(1, 2026).unwrap(),
        form().checked().unwrap(),
        filed,
    );
    let holidays = Holidays::default();
    for (today, days, state) in [
        ("2026-10-05", 15, ClaimState::Open),
        ("2026-10-19", 6, ClaimState::Open),
        ("2026-10-20", 5, ClaimState::Soon),
        ("2026-10-24", 2, ClaimState::Soon),
        ("2026-10-27", 0, ClaimState::Soon),
        ("2026-10-28", 0, ClaimState::Late),
        ("2027-10-28", 0, ClaimState::Late),
    ] {
        let today = date(today);
        assert_eq!(claim.days_left(&holidays, today), days, "{today}");
        assert_eq!(claim.state(false, &holidays, today), state, "{today}");
        assert_eq!(claim.state(true, &holidays, today), ClaimState::Answered);
    }
}

#[test]
fn only_what_the_law_asks_for_is_needed() {
    let read = form().checked().unwrap();
    assert_eq!((read.kind, read.reply_by), (ClaimKind::Claim, ReplyBy::Email));
    assert!(!read.confirmed, "the box keeps nobody from filing");
    let by_letter = ClaimForm {
        email: "  ".into(),
        address: "Av. Larco 345".into(),
        ..form()
    };
    assert_eq!(by_letter.checked().unwrap().reply_by, ReplyBy::Letter);
    let missing = [
        ("/name", FieldProblem::Missing),
        ("/document", FieldProblem::Missing),
        ("/detail", FieldProblem::Missing),
        ("/email", FieldProblem::AddressOrEmail),
    ];
    assert_eq!(wrong(&ClaimForm::default()), missing);
}

#[test]
fn what_is_written_is_read_as_everywhere() {
    let read = ClaimForm {
        name: " Lucía\u{200b}\tRojas ".into(),
        document: " 1234-5678 ".into(),
        phone: "987 654 321".into(),
        email: "Lucia@Example.pe".into(),
        detail: "Uno\r\nDos ".into(),
        amount_cents: Some(Money(7_180)),
        ..form()
    };
    let read = read.checked().unwrap();
    assert_eq!(
        (read.name.as_str(), read.document.as_str()),
        ("Lucía Rojas", "12345678")
    );
    assert_eq!(
        (or_empty(&read.phone), or_empty(&read.email)),
        ("+51987654321", "lucia@example.pe")
    );
    assert_eq!(
        (read.detail.as_str(), read.amount_cents),
        ("Uno\nDos", Some(Money(7_180)))
    );
    let stored = serde_json::to_value(&read).unwrap();
    let again: ClaimForm = serde_json::from_value(stored).unwrap();
    assert_eq!(again.checked(), Ok(read), "what is stored is read as it stands");
}

#[test]
fn what_cannot_be_used_is_named_by_its_field() {
    let cases: [(ClaimForm, Problem); 8] = [
        (
            ClaimForm {
                document: "1234567".into(),
                ..form()
            },
            ("/document", FieldProblem::NoDni),
        ),
        (
            ClaimForm {
                document_kind: DocumentKind::Passport,
                document: "?".into(),
                ..form()
            },
            ("/document", FieldProblem::NoDocument),
        ),
        (
            ClaimForm {
                email: "lucia".into(),
                ..form()
            },
            ("/email", FieldProblem::NoEmail),
        ),
        (
            ClaimForm {
                phone: "12".into(),
                ..form()
            },
            ("/phone", FieldProblem::NoPhone),
        ),
        (
            ClaimForm {
                amount_cents: Some(Money(-1)),
                ..form()
            },
            ("/amountCents", FieldProblem::NoAmount),
        ),
        (
            ClaimForm {
                detail: "x".repeat(3_001),
                ..form()
            },
            ("/detail", FieldProblem::TooLong(3_000)),
        ),
        (
            ClaimForm {
                website: "http://".into(),
                ..form()
            },
            ("/website", FieldProblem::Malformed),
        ),
        (
            ClaimForm {
                minor: true,
                guardian: Guardian {
                    email: "x".into(),
                    ..Guardian::default()
                },
                ..form()
            },
            ("/guardian/email", FieldProblem::NoEmail),
        ),
    ];
    for (form, problem) in cases {
        assert_eq!(wrong(&form), [problem]);
    }
}

#[test]
fn who_speaks_for_a_minor_is_kept_only_for_a_minor() {
    let guardian = Guardian {
        name: "Ana Rojas".into(),
        ..Guardian::default()
    };
    let of = |minor| {
        ClaimForm {
            minor,
            guardian: guardian.clone(),
            ..form()
        }
        .checked()
        .unwrap()
        .guardian
    };
    assert_eq!(of(true).name, guardian.name);
    assert_eq!(of(false), FiledGuardian::default());
}

#[test]
fn a_reply_says_something() {
    assert_eq!(
        ReplyForm::default().checked(),
        Err(vec![("/answer", FieldProblem::Missing)])
    );
    let reply = ReplyForm {
        answer: " Tienes razón. ".into(),
        actions: "\n".into(),
        refund_cents: Some(Money::ZERO),
    };
    assert_eq!(
        reply.checked().unwrap(),
        ReplyForm {
            answer: "Tienes razón.".into(),
            actions: String::new(),
            refund_cents: None,
        }
    );
}

#[test]
fn the_date_on_the_paper_counts_for_the_term() {
    let today = date("2026-10-07");
    let paper = |filed_on: Option<&str>| PaperForm {
        filed_on: filed_on.map(date),
        paper_number: " 000123 ".into(),
        form: form(),
    };
    let read = paper(Some("2026-10-05")).checked(today).unwrap();
    let day = read.filed_on;
    assert_eq!((read.number.as_str(), day), ("000123", date("2026-10-05")));
    let now = Timestamp::parse("2026-10-07T12:00:00-05:00").unwrap();
    let sheet = PaperSheet {
        filed_on: day,
        number: read.number,
        entered_by: Actor::system(),
        entered_at: now,
    };
    let claim = Claim::filed(&tenant(), ClaimNumber::new(1, 2026).unwrap(), read.form, now);
    assert_eq!(claim.due, date("2026-10-29"));
    let claim = claim.on_paper(&tenant(), sheet);
    assert_eq!(
        (claim.due, claim.filed_on(&tenant().zone)),
        (date("2026-10-27"), day)
    );
    for (filed_on, problem) in [
        (None, FieldProblem::Missing),
        (Some("2026-10-08"), FieldProblem::NoPastDay),
        (Some("2024-10-05"), FieldProblem::NoPastDay),
    ] {
        assert_eq!(
            paper(filed_on).checked(today).unwrap_err(),
            [("/filedOn", problem)]
        );
    }
    let nothing = PaperForm::default().checked(today).unwrap_err();
    assert_eq!(nothing.first(), Some(&("/filedOn", FieldProblem::Missing)));
    assert_eq!(nothing.len(), 5, "what the law asks for is needed here too");
}

#[test]
fn the_sheet_names_the_branch_that_was_chosen() {
    let branch = |id: &str, code: &str| Branch {
        id: Slug::parse(id).unwrap(),
        name: id.into(),
        address: "Calle 1".into(),
        district: "Lince".into(),
        opening_hours: None,
        code: code.into(),
    };
    let tenant = Tenant {
        branches: vec![branch("centro", "0001"), branch("sur", "0002")],
        ..tenant()
    };
    let of = |id: Option<&str>| Provider::of(&tenant, id.and_then(|id| Slug::parse(id).ok()).as_ref());
    assert_eq!(
        (of(None).branch_code, of(None).address),
        ("0001".into(), "Calle 1, Lince".into())
    );
    assert_eq!(of(Some("sur")).branch_code, "0002");
    assert_eq!(of(Some("otro")).branch_code, "0001");
}

#[test]
fn an_offer_pauses_the_term_for_five_business_days_at_most() {
    let (holidays, zone) = (Holidays::default(), tenant().zone);
    let at = |day: &str| Timestamp::parse(&format!("{day}T12:00:00-05:00")).unwrap();
    let offered = |sent: &str| Settlement {
        offer: Offer {
            offer: "Un postre".into(),
            by: Actor::system(),
            at: at(sent),
            refund_cents: None,
        },
        sent: Some(OfferSent::now(
            at(sent),
            "system",
            date("2026-12-30"),
            &holidays,
            &zone,
        )),
        undelivered_at: None,
        answer: None,
    };
    // Tuesday, 8 December, and Wednesday, the 9th, are holidays, and so is the 25th.
    let settlement = offered("2026-12-07");
    let sent = settlement.sent.clone().unwrap();
    assert_eq!((sent.until, sent.due), (date("2026-12-16"), date("2027-01-07")));
    assert_eq!(settlement.open_until(date("2026-12-16")), Some(sent.until));
    assert_eq!(settlement.open_until(date("2026-12-17")), None);
    for (day, due) in [
        ("2026-12-07", "2026-12-30"),
        ("2026-12-09", "2026-12-30"),
        ("2026-12-11", "2027-01-04"),
        ("2026-12-16", "2027-01-07"),
        ("2026-12-29", "2027-01-07"),
    ] {
        let declined = settlement.answered(false, None, at(day), date("2026-12-30"), &holidays, &zone);
        let declined = declined.unwrap();
        assert_eq!((declined.due, declined.words.as_str()), (date(due), ""), "{day}");
    }
    // A term that was over is not begun again.
    assert!(sent.pauses(&zone));
    let late = offered("2026-12-31");
    assert_eq!(late.due(date("2026-12-30")), date("2026-12-30"));
    assert!(!late.sent.is_some_and(|sent| sent.pauses(&zone)));
    let unsent = Settlement {
        sent: None,
        ..settlement
    };
    for accepted in [true, false] {
        let day = at("2026-12-08");
        let answer = unsent.answered(accepted, None, day, date("2026-12-30"), &holidays, &zone);
        assert_eq!(answer, None, "nobody has it");
    }
}
