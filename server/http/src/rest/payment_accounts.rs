//! Whose account customers pay into.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::if_match::{IfMatch, versioned};
use super::{Answer, ok};
use api::payment_accounts::{NewPaymentAccount, PaymentChoice, PaymentSettings, PaymentToken};
use axum::http::StatusCode;
use services::versions::Versioned;

pub(super) async fn settings(call: SignedIn) -> Answer {
    shown(
        call.http
            .app
            .services
            .payment_accounts
            .settings(&call.caller)
            .await?,
    )
}

pub(super) async fn choose(call: SignedIn, seen: IfMatch, Body(choice): Body<PaymentChoice>) -> Answer {
    let accounts = &call.http.app.services.payment_accounts;
    shown(
        accounts
            .choose(&call.caller, choice.online, seen.version())
            .await?,
    )
}

pub(super) async fn connect(call: SignedIn, Body(account): Body<NewPaymentAccount>) -> Answer {
    let accounts = &call.http.app.services.payment_accounts;
    shown(accounts.connect(&call.caller, &account).await?)
}

pub(super) async fn look_up(call: SignedIn, Body(asked): Body<PaymentToken>) -> Answer {
    let accounts = &call.http.app.services.payment_accounts;
    ok(&accounts.look_up(&call.caller, &asked.token).await?)
}

fn shown(settings: PaymentSettings) -> Answer {
    let version = settings.version;
    versioned(
        StatusCode::OK,
        &Versioned {
            record: settings,
            version,
        },
    )
}
