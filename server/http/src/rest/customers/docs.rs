//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::{anything, array, moment, named, object, of, or_null, page, text};
use api::Code;
use api::account::EmailChange;
use api::customers::{NoteChange, StaffNote};
use api::exports::ExportLink;
use serde_json::json;

pub(crate) fn list() -> OperationDoc {
    OperationDoc::new(
        "Customers",
        "All customers, by number",
        page("customers", named("Customer")),
    )
    .who(MANAGERS)
    .query(&["search", "cursor", "limit"])
}

pub(crate) fn add() -> OperationDoc {
    OperationDoc::new(
        "Customers",
        "Add a customer who did not register",
        named("Customer"),
    )
    .who(MANAGERS)
    .created()
    .body::<super::Change>(
        json!({ "name": "ACME SAC", "email": "ops@acme.example", "phone": "999888777",
                    "address": "Av. Larco 345" }),
        &["name", "email"],
    )
    .errors(&[Code::EmailTaken])
}

pub(crate) fn customer() -> OperationDoc {
    OperationDoc::new("Customers", "A customer", named("Customer"))
        .who("The customer, managers and machines.")
}

pub(crate) fn internal() -> OperationDoc {
    OperationDoc::new("Customers", "A customer, for machines", named("Customer")).who("Machines only.")
}

pub(crate) fn update() -> OperationDoc {
    OperationDoc::new(
        "Customers",
        "Change a profile: only the given fields",
        named("Customer"),
    )
    .who("The customer, and managers.")
    .body::<super::Change>(
        json!({ "name": "Lucía Paredes", "phone": "999888777",
                "address": "Av. Larco 345", "email": "lucia@example.pe" }),
        &[],
    )
    .errors(&[Code::EmailTaken])
}

pub(crate) fn erase() -> OperationDoc {
    OperationDoc::new(
        "Accounts",
        "Close the account of a customer: hidden at once, erased after 30 days",
        text(),
    )
    .who(MANAGERS)
    .no_content()
}

pub(crate) fn export() -> OperationDoc {
    OperationDoc::new(
        "Customers",
        "Everything that is stored about the customer, as a file",
        object(&[
            ("profile", anything()),
            ("orders", array(of::<api::orders::OrderView>())),
            ("messages", array(anything())),
            ("catering", array(anything())),
            ("staffNote", or_null(anything())),
        ]),
    )
    .who("The customer, managers and machines.")
}

pub(crate) fn note() -> OperationDoc {
    OperationDoc::new(
        "Customers",
        "What the staff has noted about a customer; no profile has it",
        of::<StaffNote>(),
    )
    .who(MANAGERS)
}

pub(crate) fn change_note() -> OperationDoc {
    OperationDoc::new(
        "Customers",
        "Note something else about a customer; an empty text removes it",
        of::<StaffNote>(),
    )
    .who(MANAGERS)
    .body::<NoteChange>(json!({ "text": "Alérgica al maní" }), &["text"])
    .if_match()
}

pub(crate) fn export_all() -> OperationDoc {
    OperationDoc::new(
        "Customers",
        "All customers as CSV, or those that a search finds, behind a link",
        of::<ExportLink>(),
    )
    .who(MANAGERS)
    .query(&["search"])
    .errors(&[Code::LimitReached])
}

pub(crate) fn change_email() -> OperationDoc {
    OperationDoc::new(
        "Customers",
        "Have a code sent to a new e-mail address; it counts once the code was used",
        object(&[("message", text())]),
    )
    .who("The customer.")
    .accepted()
    .body::<EmailChange>(
        json!({ "email": "lucia@example.pe", "password": "una-clave-larga" }),
        &["email", "password"],
    )
    .errors(&[Code::RateLimited, Code::Conflict])
}

pub(crate) fn confirm_email() -> OperationDoc {
    OperationDoc::new("Customers", "Take the new e-mail address", named("Customer"))
        .who("The customer.")
        .body::<super::EmailCode>(json!({ "code": "123456" }), &["code"])
        .errors(&[Code::EmailTaken, Code::Conflict])
}

pub(crate) fn close_account() -> OperationDoc {
    OperationDoc::new(
            "Customers",
            "Close the account: signed out and hidden at once, erased after 30 days, or a week after what is still ahead",
            object(&[("message", text()), ("erasedAt", moment())]),
        )
        .who("The customer.")
        .body::<super::Farewell>(json!({ "password": "una-clave-larga" }), &["password"])
        .errors(&[Code::RateLimited, Code::Conflict])
}
