//! The rules of catering, by tables and by random histories.

mod forms;
mod histories;
mod moves;
mod quotes;

use super::*;
use crate::cart::tests as cart;
use crate::catalog::Catalog;
use crate::customer::Address;
use crate::payment::{PaymentMethod, PaymentSummary};
use crate::staff::Role;
use crate::tenant::{Branch, Tenant};

/// Monday 23 November 2026, noon in Lima.
pub fn now() -> Timestamp {
    at("2026-11-23T12:00")
}

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("{text}:00-05:00")).unwrap()
}

pub fn person(id: &str, role: Role) -> Actor {
    Actor {
        id: id.to_owned(),
        name: format!("{id} Quispe"),
        role,
    }
}

pub fn manager() -> Actor {
    person("elena", Role::Manager)
}

pub fn customer() -> Actor {
    person("lucia", Role::Customer)
}

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn package(id: &str, price: PackagePrice) -> CateringPackage {
    CateringPackage {
        id: slug(id),
        name: id.to_owned(),
        description: String::new(),
        contents: vec![],
        image: String::new(),
        price,
    }
}

/// A parrillera for 20 at S/ 749.00, and S/ 34.90 a person from 50 on; 100 guests a day.
pub fn tenant() -> Tenant {
    let price = Money(74_900);
    let each = Money(3_490);
    Tenant {
        compat: Default::default(),
        order_limits: Default::default(),
        notice: None,
        policies: Default::default(),
        online_payments: Default::default(),
        draft: false,
        delivery_zones: Vec::new(),
        branches: vec![Branch {
            code: String::new(),
            id: slug("miraflores"),
            name: "Miraflores".into(),
            address: String::new(),
            district: String::new(),
            opening_hours: None,
        }],
        catering: CateringSettings {
            packages: vec![
                package("parrillera", PackagePrice::Whole { people: 20, price }),
                package(
                    "evento",
                    PackagePrice::PerPerson {
                        from: 50,
                        price: each,
                    },
                ),
            ],
            daily_limit: Some(DailyLimit::Guests(100)),
            ..CateringSettings::default()
        },
        ..cart::tenant()
    }
}

/// A lunch for 40 on Friday 4 December at one.
pub fn form() -> CateringForm {
    CateringForm {
        occasion: "Almuerzo de fin de año".into(),
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

pub fn request() -> CateringRequest {
    let wanted = form().checked(&tenant(), false, now()).unwrap();
    let id = CateringId::parse("cr_01").unwrap();
    CateringRequest::new(id, 218, None, None, wanted, now())
}

/// Two parrilleras, a table of S/ 96.00, S/ 45.00 of transport.
pub fn draft() -> QuoteDraft {
    QuoteDraft {
        lines: vec![
            QuoteDraftLine {
                package: Some("parrillera".into()),
                qty: 2,
                ..QuoteDraftLine::default()
            },
            QuoteDraftLine {
                name: "Mesa vegetariana".into(),
                qty: 4,
                unit_price_cents: Money(2_400),
                ..QuoteDraftLine::default()
            },
        ],
        fees: vec![QuoteDraftFee {
            name: "Traslado y montaje".into(),
            amount_cents: Money(4_500),
        }],
        ..QuoteDraft::default()
    }
}

pub fn quote_after(request: &CateringRequest, draft: &QuoteDraft, now: Timestamp) -> Quote {
    let draft = QuoteDraft {
        follows: request.quote().map_or(0, |quote| quote.version),
        ..draft.clone()
    };
    draft
        .checked(request, &tenant(), &Catalog::default(), &manager(), now)
        .unwrap()
}

pub fn offer(request: &CateringRequest, now: Timestamp) -> Command {
    Command::Quote {
        quote: Box::new(quote_after(request, &draft(), now)),
    }
}

pub fn accept() -> Command {
    Command::Accept {
        version: 1,
        receipt: Receipt::None,
    }
}

/// What the record says of S/ 1639.00 when this much has come in.
pub fn paid(cents: i64, version: u64) -> Command {
    let summary = PaymentSummary {
        paid_cents: Money(cents),
        owed_cents: Money(163_900 - cents),
        ..PaymentSummary::unpaid(PaymentMethod::Card, Money::ZERO)
    };
    Command::NotePayment {
        payment: PaymentNote { summary, version },
    }
}

pub fn schedule() -> Command {
    Command::Schedule {
        order: OrderId::parse("o_01").unwrap(),
    }
}

/// The request after a command.
pub fn after(
    request: &CateringRequest,
    command: &Command,
    actor: &Actor,
    now: Timestamp,
) -> Result<CateringRequest, Refusal> {
    let facts = decide(request, command, actor, &tenant().catering, now)?;
    Ok(facts.iter().fold(request.clone(), evolve))
}

pub fn quoted() -> CateringRequest {
    after(&request(), &offer(&request(), now()), &manager(), now()).unwrap()
}

pub fn accepted() -> CateringRequest {
    after(&quoted(), &accept(), &customer(), now()).unwrap()
}

/// The deposit of S/ 491.70 is paid, and the order exists.
pub fn scheduled() -> CateringRequest {
    let paid = after(&accepted(), &paid(49_170, 1), &Actor::system(), now()).unwrap();
    after(&paid, &schedule(), &Actor::system(), now()).unwrap()
}
