//! What the endpoints of the book of claims are for.

use super::super::claims::{Accepted, Noted};
use super::super::orders::Nothing;
use super::operation_doc::OperationDoc;
use super::shapes::{Shape, flag, list, moment, object, of, or_null, text, whole};
use api::Code;
use api::claims::{ClaimPoster, ClaimTotals, FiledClaim};
use api::exports::ExportLink;
use domain::claim::{ClaimForm, ClaimNumber, ClaimState, OfferForm, PaperForm, Provider, ReplyForm};
use domain::staff::Role;
use serde_json::json;

const MANAGERS: &str = "Managers and machines.";

/// What the document says of an endpoint of the book.
pub(super) fn of_route(method: &str, path: &str) -> Option<OperationDoc> {
    let told = match (method, path) {
        ("POST", "/claims") => OperationDoc::new(
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
        .errors(&[Code::RateLimited]),
        ("POST", "/claims/paper") => OperationDoc::new(
            "Claims",
            "Type in a sheet of the paper book: its date counts for the term",
            of::<FiledClaim>(),
        )
        .who(MANAGERS)
        .created()
        .body::<PaperForm>(
            json!({ "filedOn": "2025-10-24", "paperNumber": "000123", "name": "Lucía Rojas", "documentKind": "dni",
                "document": "12345678", "email": "lucia@example.pe", "kind": "claim", "thing": "product",
                "detail": "El pollo llegó frío.", "confirmed": true }),
            &["filedOn", "name", "document", "detail"],
        ),
        ("GET", "/claims/poster") => OperationDoc::new(
            "Claims",
            "The notice of the book, to be shown in the shop",
            of::<ClaimPoster>(),
        )
        .who(MANAGERS),
        ("GET", "/claims") => OperationDoc::new(
            "Claims",
            "The book of claims: to be answered by urgency, others newest first",
            object(&[
                ("claims", list(claim())),
                ("totals", of::<ClaimTotals>()),
                ("nextCursor", or_null(text())),
                ("hasMore", flag()),
            ]),
        )
        .who(MANAGERS)
        .query(&["which claims", "search", "cursor", "limit"]),
        ("GET", "/claims/export") => OperationDoc::new("Claims", "The claims of a year as CSV, behind a link", of::<ExportLink>())
            .who(MANAGERS)
            .query(&["year"])
            .errors(&[Code::LimitReached]),
        ("GET", "/claims/{number}") => {
            OperationDoc::new("Claims", "A claim, and what came of it", claim()).who(MANAGERS)
        }
        ("GET", "/claims/{number}/sheet") => {
            OperationDoc::new("Claims", "The consumer's own sheet", claim()).query(&["key"])
        }
        ("POST", "/claims/{number}/reply") => OperationDoc::new("Claims", "Answer a claim, once; money of its order goes back with it", claim())
            .who(MANAGERS)
            .body::<ReplyForm>(
                json!({ "answer": "Tienes razón. Te devolvemos S/ 71.80 hoy.", "actions": "Se devolvió el monto." }),
                &["answer"],
            )
            .errors(&[Code::Conflict]),
        ("POST", "/claims/{number}/confirm-letter") => {
            OperationDoc::new("Claims", "The letter with the reply was sent", claim())
                .who(MANAGERS)
                .body::<Nothing>(json!({}), &[])
                .errors(&[Code::Conflict])
        }
        ("POST", "/claims/{number}/offer") => OperationDoc::new(
            "Claims",
            "Offer to settle a claim, once: the term pauses while the consumer has it, five business days at most; money of its \
             order goes back when it is accepted",
            claim(),
        )
        .who(MANAGERS)
        .body::<OfferForm>(
            json!({ "offer": "Te devolvemos el postre y te invitamos otro.", "refundCents": 1290 }),
            &["offer"],
        )
        .errors(&[Code::Conflict]),
        ("POST", "/claims/{number}/offer/note") => OperationDoc::new(
            "Claims",
            "Note that the letter with the offer was sent, or what the consumer who has it said by telephone or letter",
            claim(),
        )
        .who(MANAGERS)
        .body::<Noted>(json!({ "note": "accepted" }), &["note"])
        .errors(&[Code::Conflict]),
        ("POST", "/claims/{number}/sheet/offer") => OperationDoc::new(
            "Claims",
            "The consumer accepts an offer, which ends the claim, or declines it",
            claim(),
        )
        .query(&["key"])
        .body::<Accepted>(json!({ "accepted": true }), &["accepted"])
        .errors(&[Code::Conflict]),
        _ => return None,
    };
    Some(told)
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
fn claim() -> Shape {
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
