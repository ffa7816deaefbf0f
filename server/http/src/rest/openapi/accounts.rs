//! The endpoints of accounts and customers, as the document describes them.

use super::super::{auth, customers};
use super::operation_doc::OperationDoc;
use super::operations::MANAGERS;
use super::shapes::{anything, flag, list, moment, named, object, of, or_null, page, text};
use api::Code;
use api::account::{EmailChange, PasswordChange, PasswordReset};
use api::auth::Credentials;
use domain::staff::Role;
use serde_json::json;

pub(super) fn of_route(method: &str, path: &str) -> Option<OperationDoc> {
    use Code::*;
    Some(match (method, path) {
        ("POST", "/register" | "/auth/register") => OperationDoc::new(
            "Accounts",
            "Register a customer",
            object(&[("message", text()), ("customerId", text()), ("username", text())]),
        )
        .created()
        .body::<auth::Register>(
            json!({ "username": "lucia", "email": "lucia@example.pe", "password": "una-clave-larga",
                "name": "Lucía Paredes", "phone": "999888777", "address": "Av. Larco 345" }),
            &["username", "email", "password"],
        )
        .errors(&[UsernameTaken, EmailTaken, RateLimited]),
        ("POST", "/login" | "/auth/login") => OperationDoc::new(
            "Accounts",
            "Sign in with user name or e-mail address",
            object(&[
                ("message", text()),
                ("token", text()),
                ("customerId", or_null(text())),
                ("username", text()),
                ("tenantId", text()),
                ("role", of::<Role>()),
                ("expiresAt", moment()),
            ]),
        )
        .body::<Credentials>(
            json!({ "username": "lucia", "password": "una-clave-larga" }),
            &["username", "password"],
        )
        .errors(&[WrongCredentials, RateLimited]),
        ("GET", "/validate" | "/auth/validate") => OperationDoc::new(
            "Accounts",
            "Whose token this is",
            object(&[
                ("valid", flag()),
                ("username", text()),
                ("customerId", or_null(text())),
                ("tenantId", text()),
                ("role", of::<Role>()),
            ]),
        )
        .who("Whoever has a token."),
        ("POST", "/password/recover") => OperationDoc::new(
            "Accounts",
            "Have a code sent to whoever forgot a password; the answer is the same when there is no such account",
            object(&[("message", text()), ("requestId", text())]),
        )
        .accepted()
        .body::<auth::Recovery>(json!({ "account": "lucia@example.pe" }), &["account"])
        .errors(&[RateLimited]),
        ("POST", "/password/reset") => OperationDoc::new(
            "Accounts",
            "Choose a new password with the code, once, within 15 minutes; all sessions and tokens end",
            object(&[("message", text()), ("customerId", or_null(text())), ("username", text())]),
        )
        .body::<PasswordReset>(
            json!({ "requestId": "a_01k8e0", "code": "123456", "password": "una-clave-nueva" }),
            &["requestId", "code", "password"],
        )
        .errors(&[RateLimited]),
        ("POST", "/password/change") => OperationDoc::new(
            "Accounts",
            "Change the own password; all other sessions and all tokens end, this one too",
            object(&[("message", text()), ("customerId", or_null(text())), ("username", text())]),
        )
        .who("Customers and staff.")
        .body::<PasswordChange>(
            json!({ "password": "una-clave-larga", "newPassword": "una-clave-nueva" }),
            &["password", "newPassword"],
        )
        .errors(&[RateLimited, Conflict]),
        ("POST", "/customers/{id}/email") => OperationDoc::new(
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
        .errors(&[RateLimited, Conflict]),
        ("POST", "/customers/{id}/email/confirm") => {
            OperationDoc::new("Customers", "Take the new e-mail address", named("Customer"))
                .who("The customer.")
                .body::<customers::EmailCode>(json!({ "code": "123456" }), &["code"])
                .errors(&[EmailTaken, Conflict])
        }
        ("GET", "/customers/{id}/export") => OperationDoc::new(
            "Customers",
            "Everything that is stored about the customer, as a file",
            object(&[
                ("profile", anything()),
                ("orders", list(of::<api::orders::OrderView>())),
                ("messages", list(anything())),
            ]),
        )
        .who("The customer."),
        ("POST", "/customers/{id}/close") => OperationDoc::new(
            "Customers",
            "Close the account: signed out and hidden at once, erased after 30 days, or a week after what is still ahead",
            object(&[("message", text()), ("erasedAt", moment())]),
        )
        .who("The customer.")
        .body::<customers::Farewell>(json!({ "password": "una-clave-larga" }), &["password"])
        .errors(&[RateLimited, Conflict]),
        ("GET", "/customers") => OperationDoc::new("Customers", "All customers, by number", page("customers", named("Customer")))
            .who(MANAGERS)
            .query(&["search", "cursor", "limit"]),
        ("POST", "/customers") => OperationDoc::new("Customers", "Add a customer who did not register", named("Customer"))
            .who(MANAGERS)
            .created()
            .body::<customers::Change>(
                json!({ "name": "ACME SAC", "email": "ops@acme.example", "phone": "999888777", "address": "Av. Larco 345" }),
                &["name", "email"],
            )
            .errors(&[EmailTaken]),
        ("GET", "/customers/{id}") => OperationDoc::new("Customers", "A customer", named("Customer"))
            .who("The customer, managers and machines."),
        ("GET", "/internal/customers/{id}" | "/customers/internal/{id}") => OperationDoc::new("Customers", "A customer, for machines", named("Customer"))
            .who("Machines only."),
        ("DELETE", "/customers/{id}") => {
            let mut told = OperationDoc::new(
                "Accounts",
                "Close the account of a customer: hidden at once, erased after 30 days",
                text(),
            )
            .who(MANAGERS);
            (told.status, told.answer) = (204, None);
            told
        }
        ("PATCH" | "PUT", "/customers/{id}") => OperationDoc::new("Customers", "Change a profile: what is told changes", named("Customer"))
            .who("The customer, and managers.")
            .body::<customers::Change>(json!({ "name": "Lucía Paredes", "phone": "999888777", "address": "Av. Larco 345", "email": "lucia@example.pe" }), &[])
            .errors(&[EmailTaken]),
        _ => return None,
    })
}
