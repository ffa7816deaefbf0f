//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::OperationDoc;
use crate::rest::openapi::shapes::{flag, moment, object, of, or_null, text};
use api::Code;
use api::account::{PasswordChange, PasswordReset};
use api::auth::Credentials;
use domain::staff::Role;
use serde_json::json;

pub(crate) fn register() -> OperationDoc {
    OperationDoc::new(
        "Accounts",
        "Register a customer",
        object(&[("message", text()), ("customerId", text()), ("username", text())]),
    )
    .created()
    .body::<super::Register>(
        json!({ "username": "lucia", "email": "lucia@example.pe", "password": "una-clave-larga",
                "name": "Lucía Paredes", "phone": "999888777", "address": "Av. Larco 345" }),
        &["username", "email", "password"],
    )
    .errors(&[Code::UsernameTaken, Code::EmailTaken, Code::RateLimited])
}

pub(crate) fn login() -> OperationDoc {
    OperationDoc::new(
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
    .errors(&[Code::WrongCredentials, Code::RateLimited])
}

pub(crate) fn validate() -> OperationDoc {
    OperationDoc::new(
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
    .who("Everybody with a token.")
}

pub(crate) fn recover_password() -> OperationDoc {
    OperationDoc::new(
        "Accounts",
        "Have a code sent for a forgotten password; the answer is the same when there is no such account",
        object(&[("message", text()), ("requestId", text())]),
    )
    .accepted()
    .body::<super::Recovery>(json!({ "account": "lucia@example.pe" }), &["account"])
    .errors(&[Code::RateLimited])
}

pub(crate) fn reset_password() -> OperationDoc {
    OperationDoc::new(
        "Accounts",
        "Choose a new password with the code, once, within 15 minutes; all sessions and tokens end",
        object(&[
            ("message", text()),
            ("customerId", or_null(text())),
            ("username", text()),
        ]),
    )
    .body::<PasswordReset>(
        json!({ "requestId": "a_01k8e0", "code": "123456", "password": "una-clave-nueva" }),
        &["requestId", "code", "password"],
    )
    .errors(&[Code::RateLimited])
}

pub(crate) fn change_password() -> OperationDoc {
    OperationDoc::new(
        "Accounts",
        "Change the own password; all other sessions and all tokens end, this one too",
        object(&[
            ("message", text()),
            ("customerId", or_null(text())),
            ("username", text()),
        ]),
    )
    .who("Customers and staff.")
    .body::<PasswordChange>(
        json!({ "password": "una-clave-larga", "newPassword": "una-clave-nueva" }),
        &["password", "newPassword"],
    )
    .errors(&[Code::RateLimited, Code::Conflict])
}
