use super::*;
use domain::customer::Address;
use domain::holidays::Holidays;
use domain::service_hours::WeeklyHours;
use domain::tenant::{Brand, StageTargets};
use domain::written::Ruc;
use domain::{Currency, TenantId, Zone};

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
        catering: Default::default(),
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

fn noon() -> Timestamp {
    Timestamp::parse("2026-11-22T12:00:00-05:00").unwrap()
}

fn delivery() -> Choice {
    let address = Address {
        line: "Av. Larco 345".into(),
        district: "Miraflores".into(),
        reference: String::new(),
    };
    Choice {
        address,
        ..Choice::default()
    }
}

fn filled() -> Draft {
    Draft {
        phone: "999 888 777".into(),
        terms: true,
        ..Draft::default()
    }
}

#[test]
fn the_next_order_asks_for_terms_and_document_anew() {
    let draft = Draft {
        dni: "45678912".into(),
        document: DocumentKind::Passport,
        terms: true,
        ..filled()
    };
    let next = draft.clone().after_order();
    assert_eq!((next.dni.as_str(), next.terms), ("", false));
    assert_eq!(next.document, DocumentKind::default());
    assert_eq!((next.phone, next.method), (draft.phone, draft.method));
}

fn fields(result: Result<NewOrder, Problems>) -> Vec<FieldId> {
    result
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|(field, _)| field)
        .collect()
}

#[test]
fn an_empty_form_says_all_that_is_missing() {
    let missing = check(
        &Draft::default(),
        &Choice::default(),
        &tenant(),
        vec![],
        Money(100),
        noon(),
    );
    assert_eq!(fields(missing), ["address-line", "district", "phone", "terms"]);
    let pickup = Choice {
        kind: FulfilmentKind::Pickup,
        ..Choice::default()
    };
    assert_eq!(
        fields(check(&filled(), &pickup, &tenant(), vec![], Money(100), noon())),
        ["branch"]
    );
}

#[test]
fn receipts_need_their_numbers() {
    let with = |draft: Draft| fields(check(&draft, &delivery(), &tenant(), vec![], Money(100), noon()));
    assert!(with(filled()).is_empty());
    assert!(
        with(Draft {
            dni: "12345678".into(),
            ..filled()
        })
        .is_empty()
    );
    assert_eq!(
        with(Draft {
            dni: "1234567".into(),
            ..filled()
        }),
        ["dni"]
    );
    let factura = Draft {
        receipt: ReceiptKind::Factura,
        ..filled()
    };
    assert_eq!(with(factura.clone()), ["ruc", "business-name"]);
    assert!(
        with(Draft {
            ruc: "20131312955".into(),
            business_name: "Brasa SAC".into(),
            ..factura
        })
        .is_empty()
    );
}

#[test]
fn a_time_that_has_passed_is_asked_for_again() {
    let later = |minutes| Draft {
        scheduled_for: Some(noon().plus_minutes(minutes)),
        ..filled()
    };
    let with = |draft: Draft| check(&draft, &delivery(), &tenant(), vec![], Money(100), noon());
    assert_eq!(fields(with(later(30))), ["slot"]);
    let order = with(later(60)).unwrap();
    assert_eq!(order.scheduled_for, Some(noon().plus_minutes(60)));
}

#[test]
fn the_servers_pointers_find_their_fields() {
    assert_eq!(field_of("/fulfilment/address/line"), Some("address-line"));
    assert_eq!(field_of("/receipt/ruc"), Some("ruc"));
    assert_eq!(field_of("/lines/0/qty"), None);
}
