//! What the API document says of each endpoint here: a function for each handler, of the same name.

use super::{Accepted, Noted};
use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::{Shape, array, flag, moment, object, of, or_null, text, whole};
use crate::rest::orders::Nothing;
use api::Code;
use api::claims::{ClaimPoster, ClaimTotals, FiledClaim};
use api::exports::ExportLink;
use domain::claim::{ClaimForm, ClaimNumber, ClaimState, OfferForm, PaperForm, Provider, ReplyForm};
use domain::staff::Role;
use serde_json::json;

pub(crate) fn file() -> OperationDoc {
    OperationDoc::new(
            "Claims",
            "Put a claim into the Libro de Reclamaciones",
            of::<FiledClaim>(),
        )
        .created()
        .body::<ClaimForm>(
            json!({ "name": "Lucía Rojas", "documentKind": "dni", "document": "12345678",
                "email": "lucia@example.pe", "kind": "claim", "thing": "product", "amountCents": 7180,
                "detail": "El pollo llegó frío.", "request": "Que me devuelvan el pedido.", "confirmed": true }),
            &["name", "document", "detail"],
        )
        .errors(&[Code::RateLimited])
}

pub(crate) fn paper() -> OperationDoc {
    OperationDoc::new(
        "Claims",
        "Type in a sheet of the paper book: its date counts for the term",
        of::<FiledClaim>(),
    )
    .who(MANAGERS)
    .created()
    .body::<PaperForm>(
        json!({ "filedOn": "2025-10-24", "paperNumber": "000123", "name": "Lucía Rojas",
                "documentKind": "dni",
                "document": "12345678", "email": "lucia@example.pe", "kind": "claim", "thing": "product",
                "detail": "El pollo llegó frío.", "confirmed": true }),
        &["filedOn", "name", "document", "detail"],
    )
}

pub(crate) fn poster() -> OperationDoc {
    OperationDoc::new(
        "Claims",
        "The notice of the book, to be shown in the shop",
        of::<ClaimPoster>(),
    )
    .who(MANAGERS)
}

pub(crate) fn list() -> OperationDoc {
    OperationDoc::new(
        "Claims",
        "The book of claims: to be answered by urgency, others newest first",
        object(&[
            ("claims", array(claim_view())),
            ("totals", of::<ClaimTotals>()),
            ("nextCursor", or_null(text())),
            ("hasMore", flag()),
        ]),
    )
    .who(MANAGERS)
    .query(&["which claims", "search", "cursor", "limit"])
}

pub(crate) fn export() -> OperationDoc {
    OperationDoc::new(
        "Claims",
        "The claims of a year as CSV, behind a link",
        of::<ExportLink>(),
    )
    .who(MANAGERS)
    .query(&["year"])
    .errors(&[Code::LimitReached])
}

pub(crate) fn claim() -> OperationDoc {
    OperationDoc::new("Claims", "A claim, and what came of it", claim_view()).who(MANAGERS)
}

pub(crate) fn sheet() -> OperationDoc {
    OperationDoc::new("Claims", "The consumer's own sheet", claim_view()).query(&["key"])
}

pub(crate) fn reply() -> OperationDoc {
    OperationDoc::new(
        "Claims",
        "Answer a claim, once; money of its order goes back with it",
        claim_view(),
    )
    .who(MANAGERS)
    .body::<ReplyForm>(
        json!({ "answer": "Tienes razón. Te devolvemos S/ 71.80 hoy.",
            "actions": "Se devolvió el monto." }),
        &["answer"],
    )
    .errors(&[Code::Conflict])
}

pub(crate) fn confirm_letter() -> OperationDoc {
    OperationDoc::new("Claims", "The letter with the reply was sent", claim_view())
        .who(MANAGERS)
        .body::<Nothing>(json!({}), &[])
        .errors(&[Code::Conflict])
}

pub(crate) fn offer() -> OperationDoc {
    OperationDoc::new(
            "Claims",
            "Offer to settle a claim, once: the term pauses while the consumer has it, five business days at most; money of its \
             order goes back when it is accepted",
            claim_view(),
        )
        .who(MANAGERS)
        .body::<OfferForm>(
            json!({ "offer": "Te devolvemos el postre y te invitamos otro.", "refundCents": 1290 }),
            &["offer"],
        )
        .errors(&[Code::Conflict])
}

pub(crate) fn note_offer() -> OperationDoc {
    OperationDoc::new(
            "Claims",
            "Note that the letter with the offer was sent, or what the consumer who has it said by telephone or letter",
            claim_view(),
        )
        .who(MANAGERS)
        .body::<Noted>(json!({ "note": "accepted" }), &["note"])
        .errors(&[Code::Conflict])
}

pub(crate) fn answer_offer() -> OperationDoc {
    OperationDoc::new(
        "Claims",
        "The consumer accepts an offer, which ends the claim, or declines it",
        claim_view(),
    )
    .query(&["key"])
    .body::<Accepted>(json!({ "accepted": true }), &["accepted"])
    .errors(&[Code::Conflict])
}

fn actor() -> Shape {
    object(&[("id", text()), ("name", text()), ("role", of::<Role>())])
}

/// An offer to settle and what came of it.
fn settlement() -> Shape {
    let sent = object(&[
        ("at", moment()),
        ("by", text()),
        ("until", text()),
        ("due", text()),
    ]);
    let answer = object(&[
        ("accepted", flag()),
        ("at", moment()),
        ("words", text()),
        ("due", text()),
    ]);
    object(&[
        ("offer", text()),
        ("refundCents", or_null(whole())),
        ("by", actor()),
        ("at", moment()),
        ("sent", or_null(sent)),
        ("undeliveredAt", or_null(moment())),
        ("answer", or_null(answer)),
    ])
}

/// A sheet and what came of it.
fn claim_view() -> Shape {
    let reply = object(&[
        ("answer", text()),
        ("actions", text()),
        ("by", actor()),
        ("at", moment()),
        ("refundCents", or_null(whole())),
    ]);
    let paper = object(&[
        ("filedOn", text()),
        ("number", text()),
        ("enteredBy", actor()),
        ("enteredAt", moment()),
    ]);
    object(&[
        ("number", of::<ClaimNumber>()),
        ("filedAt", moment()),
        ("due", text()),
        ("provider", of::<Provider>()),
        ("form", of::<ClaimForm>()),
        ("state", of::<ClaimState>()),
        ("daysLeft", whole()),
        ("reply", or_null(reply)),
        ("answeredAt", or_null(moment())),
        ("undeliveredAt", or_null(moment())),
        ("refundedAt", or_null(moment())),
        ("refundedCents", or_null(whole())),
        ("settlement", or_null(settlement())),
        ("paper", or_null(paper)),
    ])
}
