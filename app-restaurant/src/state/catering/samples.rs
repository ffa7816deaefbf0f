//! Requests and a restaurant for tests.

use super::request_of;
use api::catering::{CateringPage, CateringView};
use domain::catalog::Catalog;
use domain::catering::{
    CateringForm, CateringPackage, CateringRequest, CateringSettings, DailyLimit, PackagePrice, QuoteDraft,
    QuoteDraftLine,
};
use domain::customer::Address;
use domain::holidays::Holidays;
use domain::order::{Actor, Fulfilment};
use domain::service_hours::WeeklyHours;
use domain::staff::Role;
use domain::tenant::{Branch, Brand, StageTargets, TaxRate, Tenant};
use domain::written::{Phone, Ruc};
use domain::{CateringId, Currency, Date, Money, Slug, TenantId, Timestamp, Zone};

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// Thursday 26 November at ten.
pub fn now() -> Timestamp {
    at("2026-11-26T10:00:00-05:00")
}

pub fn slug(id: &str) -> Slug {
    Slug::parse(id).unwrap()
}

/// A restaurant with one package, for 20 people each, at S/ 749.
pub fn tenant() -> Tenant {
    let price = PackagePrice::Whole {
        people: 20,
        price: Money(74_900),
    };
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
            name: "P".into(),
            tagline: String::new(),
            headline: String::new(),
            story: String::new(),
            palette: vec![],
            logo: String::new(),
            phone: Phone::parse("987 654 321").ok(),
            legal_name: String::new(),
            email: None,
            ruc: Ruc::parse("20131312955").ok(),
        },
        currency: Currency::Pen,
        zone: Zone::lima(),
        tax_rates: vec![TaxRate {
            from: Date::parse("2011-03-01").unwrap(),
            basis_points: 1800,
        }],
        minimum_order: Money::ZERO,
        delivery_fee: Money::ZERO,
        free_delivery_from: None,
        branches: vec![Branch {
            id: slug("miraflores"),
            name: "Miraflores".into(),
            address: String::new(),
            district: String::new(),
            opening_hours: None,
            code: String::new(),
        }],
        targets: StageTargets {
            cooking: 12,
            packaging: 4,
            delivery: 30,
        },
        hours: WeeklyHours::default(),
        special_days: Vec::new(),
        pauses: Vec::new(),
        rushes: Vec::new(),
        capacity: Default::default(),
        full: Vec::new(),
        holidays: Holidays::default(),
        catering: CateringSettings {
            packages: vec![CateringPackage {
                id: slug("parrillera"),
                name: "Parrillera".into(),
                description: String::new(),
                contents: vec![],
                image: String::new(),
                price,
            }],
            daily_limit: Some(DailyLimit::Guests(100)),
            ..CateringSettings::default()
        },
    }
}

/// A lunch for 40 on Friday 4 December at one.
pub fn form() -> CateringForm {
    CateringForm {
        occasion: "Almuerzo".into(),
        date: "2026-12-04".into(),
        time: "13:00".into(),
        guests: 40,
        fulfilment: Some(Fulfilment::Delivery {
            address: Address {
                line: "Calle Los Sauces 120".into(),
                district: "San Isidro".into(),
                reference: String::new(),
            },
        }),
        package: Some(slug("parrillera")),
        name: "Lucía Rojas".into(),
        phone: "987 654 321".into(),
        email: "lucia@example.pe".into(),
        ..CateringForm::default()
    }
}

pub fn actor() -> Actor {
    Actor {
        id: "s_1".into(),
        name: "Rosa Quispe".into(),
        role: Role::Manager,
    }
}

fn view(request: &CateringRequest) -> CateringView {
    let settings = tenant().catering;
    CateringView {
        page: CateringPage::of(request, &settings, now()),
        ..CateringView::of(request, &settings, now())
    }
}

/// A request that waits for a quote.
pub fn request() -> CateringView {
    let wanted = form().checked(&tenant(), false, now()).unwrap();
    let id = CateringId::parse("cr_1").unwrap();
    view(&CateringRequest::new(id, 1, None, None, wanted, now()))
}

/// Another one with a quote of S/ 1500 that is good until 3 December.
pub fn quoted() -> CateringView {
    let mut request = request();
    request.page.id = CateringId::parse("cr_2").unwrap();
    let draft = QuoteDraft {
        lines: vec![QuoteDraftLine {
            name: "Todo incluido".into(),
            qty: 1,
            unit_price_cents: Money(150_000),
            ..QuoteDraftLine::default()
        }],
        ..QuoteDraft::default()
    };
    let known = request_of(&request, &tenant());
    let quote = draft
        .checked(&known, &tenant(), &Catalog::default(), &actor(), now())
        .unwrap();
    request.quotes = vec![quote.clone()];
    let totals = quote.totals;
    request.page.quote = Some(quote);
    let money = &mut request.page.money;
    money.total_cents = totals.total;
    money.deposit_cents = totals.deposit;
    money.paid_cents = totals.deposit;
    money.owed_cents = totals.balance;
    request.page.status = domain::catering::CateringStatus::Quoted;
    request
}
