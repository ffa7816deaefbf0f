//! What the endpoints of catering and of the settings are for.

use super::super::catering::{Asked, Paying, Settling};
use super::operation_doc::OperationDoc;
use super::shapes::{flag, list, object, of, or_null, text};
use api::Code;
use api::catering::{
    CalendarDay, CateringAction, CateringAnswer, CateringPage, CateringRequested, CateringView, DayAnswer,
};
use api::payments::PaymentView;
use domain::catering::QuoteDraft;
use domain::settings::Settings;
use serde_json::json;

const MANAGERS: &str = "Managers and machines.";

/// What the document says of an endpoint of catering, or of the settings.
pub(super) fn of_route(method: &str, path: &str) -> Option<OperationDoc> {
    let told = match (method, path) {
        ("POST", "/catering") => OperationDoc::new("Catering", "Ask for catering", of::<CateringRequested>())
            .created()
            .body::<Asked>(
                json!({ "occasion": "Almuerzo de aniversario", "date": "2026-12-04", "time": "13:00", "guests": 40,
                    "fulfilment": { "kind": "delivery", "address": { "line": "Calle Los Sauces 120",
                        "district": "Miraflores" } },
                    "package": "oficina", "name": "Lucía Rojas", "phone": "999888777", "email": "lucia@example.pe" }),
                &["occasion", "date", "time", "guests", "fulfilment", "name", "phone"],
            )
            .errors(&[Code::RateLimited]),
        ("GET", "/catering") => OperationDoc::new(
            "Catering",
            "Requests: open ones by the time of the event, others newest first",
            object(&[
                ("requests", list(of::<CateringView>())),
                ("nextCursor", or_null(text())),
                ("hasMore", flag()),
            ]),
        )
        .who(MANAGERS)
        .query(&["open requests", "catering status", "cursor", "limit"]),
        ("GET", "/catering/day") => {
            OperationDoc::new("Catering", "Whether a day can be had, and the next that can", of::<DayAnswer>())
                .query(&["event date", "event time", "guests"])
                .errors(&[Code::RateLimited])
        }
        ("GET", "/catering/mine") => OperationDoc::new(
            "Catering",
            "The calling customer's requests, newest first",
            object(&[("requests", list(of::<CateringPage>()))]),
        )
        .who("The customer."),
        ("GET", "/catering/calendar") => OperationDoc::new(
            "Catering",
            "What is accepted, by day, with what is taken of each day",
            object(&[("days", list(of::<CalendarDay>()))]),
        )
        .who(MANAGERS)
        .query(&["from day", "to day"]),
        ("GET", "/catering/{id}") => {
            OperationDoc::new("Catering", "A request with everything", of::<CateringView>()).who(MANAGERS)
        }
        ("POST", "/catering/{id}/quotes") => OperationDoc::new("Catering", "Make and send a quote", of::<CateringView>())
            .who(MANAGERS)
            .created()
            .body::<QuoteDraft>(
                json!({ "follows": 0, "lines": [{ "package": "oficina", "qty": 4 },
                    { "name": "Mesa vegetariana", "qty": 1, "unitPriceCents": 9_600 }],
                    "fees": [{ "name": "Traslado y montaje", "amountCents": 4_500 }], "depositPercent": 30 }),
                &["lines"],
            )
            .errors(&[Code::Conflict, Code::LimitReached]),
        ("POST", "/catering/{id}/actions") => OperationDoc::new(
            "Catering",
            "Decline, write, take, release, remind, cancel, take money, or send to the kitchen",
            of::<CateringView>(),
        )
        .who(MANAGERS)
        .body::<CateringAction>(json!({ "kind": "take" }), &[])
        .errors(&[Code::Conflict, Code::LimitReached, Code::PaymentSettled]),
        ("GET", "/catering/{id}/payment") => {
            OperationDoc::new("Catering", "How the payment of a request stands", of::<PaymentView>()).who(MANAGERS)
        }
        ("GET", "/catering/links/{link}") => {
            OperationDoc::new("Catering", "The customer's page of a request", of::<CateringPage>())
        }
        ("POST", "/catering/links/{link}/answers") => OperationDoc::new(
            "Catering",
            "Accept, decline, ask for a change, write or cancel",
            of::<CateringPage>(),
        )
        .body::<CateringAnswer>(json!({ "kind": "askChange", "text": "Somos 45." }), &[])
        .errors(&[Code::Conflict, Code::LimitReached, Code::CancelWindowOver, Code::Unavailable86]),
        ("GET", "/catering/links/{link}/payment") => {
            OperationDoc::new("Catering", "How the payment stands", of::<PaymentView>())
        }
        ("POST", "/catering/links/{link}/payment") => {
            OperationDoc::new("Catering", "Open the payment of the deposit, or of everything", of::<PaymentView>())
                .body::<Paying>(json!({ "part": "deposit", "method": "yape" }), &["part", "method"])
                .errors(&[Code::PaymentSettled])
        }
        ("POST", "/catering/links/{link}/payment/settle") => {
            OperationDoc::new("Catering", "Approve or reject a simulated payment", of::<PaymentView>())
                .body::<Settling>(json!({ "approve": true }), &["approve"])
                .errors(&[Code::PaymentSettled, Code::PaymentRequired])
        }
        ("GET", "/settings") => OperationDoc::new("Settings", "The restaurant's rules", of::<Settings>()).who(MANAGERS),
        ("PATCH", "/settings") => OperationDoc::new(
            "Settings",
            "Change rules by a JSON merge patch: what is not named stays, lists are replaced",
            of::<Settings>(),
        )
        .who(MANAGERS)
        .body::<Settings>(json!({ "catering": { "noticeHours": 72 } }), &[])
        .errors(&[Code::Conflict]),
        _ => return None,
    };
    Some(told)
}
