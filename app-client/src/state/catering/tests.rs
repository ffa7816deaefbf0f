use super::*;
use api::catering::{CateringPage, DayAnswer, DayAsked, PaymentPart};
use api::payments::{ChargeView, PaymentView, Qr};
use domain::catering::{CateringPackage, CateringRequest, CateringSettings, CateringStatus, DayProblem};
use domain::holidays::Holidays;
use domain::order::Status;
use domain::payment::{ChargeState, PaymentMethod};
use domain::service_hours::WeeklyHours;
use domain::tenant::{Brand, StageTargets};
use domain::written::{Phone, Ruc};
use domain::{CateringId, Currency, Date, OrderId, TenantId, Zone};

fn tenant() -> Tenant {
    Tenant {
        compat: Default::default(),
        order_limits: Default::default(),
        notice: None,
        policies: Default::default(),
        online_payments: Default::default(),
        draft: false,
        delivery_zones: Vec::new(),
        id: TenantId::parse("pardos").unwrap(),
        brand: Brand {
            name: "Pardos".into(),
            tagline: String::new(),
            headline: String::new(),
            story: String::new(),
            palette: Vec::new(),
            logo: String::new(),
            phone: Phone::parse("987 654 321").ok(),
            legal_name: String::new(),
            email: None,
            ruc: Ruc::parse("20131312955").ok(),
        },
        currency: Currency::Pen,
        zone: Zone::lima(),
        tax_rates: Vec::new(),
        minimum_order: Money::ZERO,
        delivery_fee: Money::ZERO,
        catering: CateringSettings {
            packages: vec![CateringPackage {
                id: Slug::parse("parrillera").unwrap(),
                name: "Parrillera".into(),
                description: String::new(),
                contents: Vec::new(),
                image: String::new(),
                price: PackagePrice::Whole {
                    people: 20,
                    price: Money(74_900),
                },
            }],
            ..CateringSettings::default()
        },
        free_delivery_from: None,
        branches: Vec::new(),
        targets: StageTargets {
            cooking: 12,
            packaging: 5,
            delivery: 30,
        },
        hours: WeeklyHours::default(),
        special_days: Vec::new(),
        pauses: Vec::new(),
        rushes: Vec::new(),
        capacity: Default::default(),
        full: Vec::new(),
        holidays: Holidays::default(),
    }
}

fn now() -> Timestamp {
    Timestamp::parse("2026-11-26T10:00:00-05:00").unwrap()
}

fn filled() -> Draft {
    Draft {
        occasion: "Almuerzo de equipo".into(),
        date: "2026-12-04".into(),
        time: "13:00".into(),
        guests: "20".into(),
        line: "Calle Los Sauces 120".into(),
        district: "Miraflores".into(),
        name: "Lucía Rojas".into(),
        phone: "987 654 321".into(),
        email: "lucia@correo.pe".into(),
        ..Draft::default()
    }
}

fn answered(free: bool, problem: Option<DayProblem>, next: Option<&str>) -> Answered {
    let asked = DayAsked {
        date: "2026-12-04".into(),
        time: "13:00".into(),
        guests: 20,
    };
    let answer = DayAnswer {
        free,
        problem,
        message: String::new(),
        next_free: next.and_then(Date::parse),
    };
    (asked, answer)
}

#[test]
fn what_is_filled_in_right_is_sent() {
    let form = check(&filled(), None, &tenant(), now()).unwrap();
    assert_eq!(form.guests, 20);
    assert_eq!(form.budget_cents, None);
    assert!(matches!(form.fulfilment, Some(Fulfilment::Delivery { .. })));
}

#[test]
fn an_empty_form_names_its_fields_in_their_order() {
    let wrong = check(&Draft::default(), None, &tenant(), now()).unwrap_err();
    let fields: Vec<&str> = wrong.iter().map(|(field, _)| *field).collect();
    assert_eq!(
        fields,
        [
            "occasion",
            "date",
            "time",
            "guests",
            "address-line",
            "district",
            "name",
            "phone",
            "email"
        ]
    );
    let guests = wrong.iter().find(|(field, _)| *field == "guests");
    assert_eq!(guests.unwrap().1, texts::GUESTS_WRONG);
}

#[test]
fn a_full_day_stops_the_form_and_offers_another() {
    let answer = answered(false, Some(DayProblem::Full), Some("2026-12-05"));
    let wrong = check(&filled(), Some(&answer), &tenant(), now()).unwrap_err();
    assert_eq!(wrong.len(), 1);
    assert!(
        wrong[0].0 == "date" && wrong[0].1.contains("sábado 5"),
        "{wrong:?}"
    );
    match said(&filled(), Some(&answer), &tenant(), now()) {
        DaySaid::Wrong { next, .. } => assert_eq!(next, Date::parse("2026-12-05")),
        other => panic!("{other:?}"),
    }
    // An answer to another question says nothing of this day.
    let other = Draft {
        date: "2026-12-05".into(),
        ..filled()
    };
    assert!(check(&other, Some(&answer), &tenant(), now()).is_ok());
    let free = answered(true, None, None);
    assert_eq!(said(&filled(), Some(&free), &tenant(), now()), DaySaid::Free);
}

#[test]
fn a_day_that_is_too_soon_is_known_at_once() {
    let soon = Draft {
        date: "2026-11-27".into(),
        time: String::new(),
        ..filled()
    };
    match said(&soon, None, &tenant(), now()) {
        DaySaid::Wrong { text, next } => {
            assert_eq!(text, "Pedimos 48 horas. El primer día libre es el sábado 28.");
            assert_eq!(next, Date::parse("2026-11-28"));
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        said(&Draft::default(), None, &tenant(), now()),
        DaySaid::Hint(_)
    ));
}

#[test]
fn a_day_is_asked_for_once_everything_of_it_is_known() {
    assert_eq!(asked(&filled(), &tenant()).unwrap().guests, 20);
    for guests in ["", "9", "301", "veinte"] {
        let draft = Draft {
            guests: guests.into(),
            ..filled()
        };
        assert_eq!(asked(&draft, &tenant()), None, "{guests}");
    }
    let without_time = Draft {
        time: String::new(),
        ..filled()
    };
    assert_eq!(asked(&without_time, &tenant()), None);
}

#[test]
fn a_budget_is_read_as_people_write_it() {
    assert_eq!(soles(""), Ok(None));
    assert_eq!(soles("S/ 1,500.50"), Ok(Some(Money(150_050))));
    assert_eq!(soles("1500"), Ok(Some(Money(150_000))));
    assert_eq!(soles("mil"), Err(()));
    let draft = Draft {
        budget: "mil".into(),
        ..filled()
    };
    let wrong = check(&draft, None, &tenant(), now()).unwrap_err();
    assert_eq!(wrong, [("budget", texts::AMOUNT_WRONG.to_owned())]);
}

#[test]
fn a_package_has_a_reference_price() {
    let draft = Draft {
        package: Slug::parse("parrillera").ok(),
        guests: "45".into(),
        ..filled()
    };
    assert_eq!(draft.reference_price(&tenant()), Some(Money(3 * 74_900)));
    assert_eq!(filled().reference_price(&tenant()), None);
}

#[test]
fn the_server_speaks_of_the_fields_of_the_form() {
    assert_eq!(field_of("/fulfilment/address/line"), Some("address-line"));
    assert_eq!(field_of("/fulfilment/branch"), Some("branch"));
    assert_eq!(field_of("/budgetCents"), Some("budget"));
    assert_eq!(field_of("/website"), None);
    assert_eq!(label("date"), texts::DATE);
}

fn page(status: CateringStatus) -> CateringPage {
    let wanted = filled().form(&tenant()).checked(&tenant(), false, now()).unwrap();
    let id = CateringId::parse("cr_1").unwrap();
    let request = CateringRequest::new(id, 7, None, None, wanted, now());
    let mut page = CateringPage::of(&request, &tenant().catering, now());
    page.status = status;
    page.money.total_cents = Money(89_000);
    page.money.deposit_cents = Money(26_700);
    page
}

fn payment(paid: i64, charges: &[(i64, ChargeState)]) -> PaymentView {
    PaymentView {
        order_id: OrderId::parse("o_1").unwrap(),
        order_status: Status::Created,
        order_expired: false,
        status: None,
        method: PaymentMethod::Yape,
        payment_id: None,
        amount_cents: Money(89_000),
        paid_cents: Money(paid),
        owed_cents: Money(89_000 - paid),
        refunded_cents: Money::ZERO,
        refunding_cents: Money::ZERO,
        charges: charges
            .iter()
            .zip(1..)
            .map(|((amount, state), id)| ChargeView {
                id,
                amount_cents: Money(*amount),
                method: PaymentMethod::Yape,
                state: *state,
                attempts: 1,
                tries: Vec::new(),
                by: None,
                opened_at: now(),
                settled_at: None,
            })
            .collect(),
        refunds: Vec::new(),
        adjustments: Vec::new(),
        qr: None,
        simulated: true,
        expires_at: now(),
    }
}

#[test]
fn a_part_is_paid_once() {
    use crate::state::paying::Stand;
    let accepted = page(CateringStatus::Accepted);
    let (deposit, all) = (PaymentPart::Deposit, PaymentPart::Everything);
    let nothing = payment(0, &[]);
    assert_eq!(due(&accepted, &nothing, deposit), Money(26_700));
    assert_eq!(due(&accepted, &nothing, all), Money(89_000));
    assert_eq!(stand(&accepted, &nothing, deposit), Stand::Unopened);
    let open = payment(0, &[(26_700, ChargeState::Pending)]);
    assert_eq!(stand(&accepted, &open, deposit), Stand::Waiting);
    assert_eq!(
        stand(&accepted, &open, all),
        Stand::Unopened,
        "another part is open"
    );
    let code = |qr| PaymentView {
        simulated: false,
        qr,
        ..open.clone()
    };
    let qr = Qr {
        payload: "0002".into(),
        svg: "<svg/>".into(),
    };
    assert_eq!(stand(&accepted, &code(Some(qr)), deposit), Stand::Waiting);
    assert_eq!(
        stand(&accepted, &code(None), deposit),
        Stand::Unopened,
        "its code is over"
    );
    let rejected = payment(0, &[(26_700, ChargeState::Rejected)]);
    assert_eq!(stand(&accepted, &rejected, deposit), Stand::Rejected);
    let paid = payment(26_700, &[(26_700, ChargeState::Approved)]);
    assert_eq!(stand(&accepted, &paid, deposit), Stand::Settled);
    let scheduled = page(CateringStatus::Scheduled);
    assert_eq!(due(&scheduled, &paid, all), Money(62_300));
    assert_eq!(stand(&scheduled, &paid, all), Stand::Unopened);
    let over = page(CateringStatus::Cancelled);
    assert_eq!(stand(&over, &nothing, all), Stand::Settled);
}

#[test]
fn an_address_names_its_part() {
    for part in [PaymentPart::Deposit, PaymentPart::Everything] {
        assert_eq!(part_of_word(Some(part_named(part))), part);
    }
    assert_eq!(part_of_word(None), PaymentPart::Deposit);
}

#[test]
fn a_paid_deposit_holds_the_date() {
    let mut accepted = page(CateringStatus::Accepted);
    assert_eq!(shown_status(&accepted), CateringStatus::Scheduled);
    accepted.money.deposit_owed_cents = Money(1);
    assert_eq!(shown_status(&accepted), CateringStatus::Accepted);
}

#[test]
fn the_way_of_a_request_has_one_step_that_is_now() {
    for status in CateringStatus::ALL {
        let page = page(status);
        let steps = steps(&page, Currency::Pen, &Zone::lima(), 24, now());
        let here = steps.iter().filter(|step| step.state == "now").count();
        let expected = usize::from(status != CateringStatus::Done);
        assert_eq!(here, expected, "{status:?}");
    }
}
