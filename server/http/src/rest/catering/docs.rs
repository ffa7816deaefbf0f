//! What the API document says of each endpoint here: a function for each handler, of the same name.

use super::{Asked, Paying, Settling};
use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::{array, flag, object, of, or_null, text};
use api::Code;
use api::catering::{
    CalendarDay, CateringAction, CateringAnswer, CateringPage, CateringRequested, CateringView, DayAnswer,
};
use api::payments::PaymentView;
use domain::catering::QuoteDraft;
use serde_json::json;

pub(crate) fn request() -> OperationDoc {
    OperationDoc::new("Catering", "Ask for catering", of::<CateringRequested>())
        .created()
        .body::<Asked>(
            json!({ "occasion": "Almuerzo de aniversario", "date": "2026-12-04",
                    "time": "13:00", "guests": 40,
                    "fulfilment": { "kind": "delivery", "address": { "line": "Calle Los Sauces 120",
                        "district": "Miraflores" } },
                    "package": "oficina", "name": "Lucía Rojas", "phone": "999888777",
                    "email": "lucia@example.pe" }),
            &[
                "occasion",
                "date",
                "time",
                "guests",
                "fulfilment",
                "name",
                "phone",
            ],
        )
        .errors(&[Code::RateLimited])
}

pub(crate) fn list() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "Requests: open ones by the time of the event, others newest first",
        object(&[
            ("requests", array(of::<CateringView>())),
            ("nextCursor", or_null(text())),
            ("hasMore", flag()),
        ]),
    )
    .who(MANAGERS)
    .query(&["open requests", "catering status", "cursor", "limit"])
}

pub(crate) fn day() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "Whether a day can be had, and the next that can",
        of::<DayAnswer>(),
    )
    .query(&["event date", "event time", "guests"])
    .errors(&[Code::RateLimited])
}

pub(crate) fn mine() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "The calling customer's requests, newest first",
        object(&[("requests", array(of::<CateringPage>()))]),
    )
    .who("The customer.")
}

pub(crate) fn calendar() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "What is accepted, by day, with what is taken of each day",
        object(&[("days", array(of::<CalendarDay>()))]),
    )
    .who(MANAGERS)
    .query(&["from day", "to day"])
}

pub(crate) fn detail() -> OperationDoc {
    OperationDoc::new("Catering", "A request with everything", of::<CateringView>()).who(MANAGERS)
}

pub(crate) fn quote() -> OperationDoc {
    OperationDoc::new("Catering", "Make and send a quote", of::<CateringView>())
        .who(MANAGERS)
        .created()
        .body::<QuoteDraft>(
            json!({ "follows": 0, "lines": [{ "package": "oficina", "qty": 4 },
                    { "name": "Mesa vegetariana", "qty": 1, "unitPriceCents": 9_600 }],
                    "fees": [{ "name": "Traslado y montaje", "amountCents": 4_500 }], "depositPercent": 30 }),
            &["lines"],
        )
        .errors(&[Code::Conflict, Code::LimitReached])
}

pub(crate) fn act() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "Decline, write, take, release, remind, cancel, take money, or send to the kitchen",
        of::<CateringView>(),
    )
    .who(MANAGERS)
    .body::<CateringAction>(json!({ "kind": "take" }), &[])
    .errors(&[Code::Conflict, Code::LimitReached, Code::PaymentSettled])
}

pub(crate) fn payment_of() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "How the payment of a request stands",
        of::<PaymentView>(),
    )
    .who(MANAGERS)
}

pub(crate) fn linked() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "The customer's page of a request",
        of::<CateringPage>(),
    )
}

pub(crate) fn answer_quote() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "Accept, decline, ask for a change, write or cancel",
        of::<CateringPage>(),
    )
    .body::<CateringAnswer>(json!({ "kind": "askChange", "text": "Somos 45." }), &[])
    .errors(&[
        Code::Conflict,
        Code::LimitReached,
        Code::CancelWindowOver,
        Code::Unavailable86,
    ])
}

pub(crate) fn payment() -> OperationDoc {
    OperationDoc::new("Catering", "How the payment stands", of::<PaymentView>())
}

pub(crate) fn pay() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "Open the payment of the deposit, or of everything",
        of::<PaymentView>(),
    )
    .body::<Paying>(
        json!({ "part": "deposit", "method": "yape" }),
        &["part", "method"],
    )
    .errors(&[Code::PaymentSettled])
}

pub(crate) fn settle() -> OperationDoc {
    OperationDoc::new(
        "Catering",
        "Approve or reject a simulated payment",
        of::<PaymentView>(),
    )
    .body::<Settling>(json!({ "approve": true }), &["approve"])
    .errors(&[Code::PaymentSettled, Code::PaymentRequired])
}
