//! Ajustes, Pagos en línea.

use super::samples::now;
use crate::components::copy_button::CopyButton;
use crate::pages::settings::collecting::CollectingCard;
use crate::pages::settings::connect::Connect;
use crate::state::collecting::{Collecting, Who};
use api::payment_accounts::{ConnectedAccount, FoundAccount, FoundPointOfSale, PaymentSettings};
use api::{Code, FieldError};
use domain::online_payments::OnlinePayments;
use leptos::prelude::*;
use ui::gallery::component;
use ui::resource::Loader;

pub fn components() -> Vec<AnyView> {
    vec![
        component(
            "CollectingCard",
            vec![
                ("shared", card(settings(OnlinePayments::Shared, false), None)),
                (
                    "own",
                    card(settings(OnlinePayments::Own { account: 1 }, true), None),
                ),
                ("own, refused", card(refused(), None)),
                (
                    "own, to be left",
                    card(
                        settings(OnlinePayments::Own { account: 1 }, true),
                        Some(Who::Nobody),
                    ),
                ),
            ],
        ),
        component("CopyButton", vec![("plain", copied())]),
        component(
            "Connect",
            vec![
                ("empty", connect(None, false)),
                ("refused", connect(None, true)),
                ("without a point of sale", connect(Some(0), false)),
                ("found", connect(Some(2), false)),
            ],
        ),
    ]
}

fn settings(online: OnlinePayments, connected: bool) -> PaymentSettings {
    PaymentSettings {
        version: 1,
        online,
        shared: true,
        account: connected.then(|| ConnectedAccount {
            number: 1,
            user: "44444".to_owned(),
            name: "MIPOLLERIA".to_owned(),
            pos: "CAJA1".to_owned(),
            connected_at: now().plus_minutes(-60),
            connected_by: "Gloria Paredes".to_owned(),
            refused_since: None,
        }),
        notifications_url: "https://pedidos.example.pe/api/payments/webhook".to_owned(),
    }
}

fn copied() -> AnyView {
    view! { <CopyButton text="https://pedidos.example.pe".to_owned() field="cobros-direccion" /> }.into_any()
}

fn refused() -> PaymentSettings {
    let mut settings = settings(OnlinePayments::Own { account: 1 }, true);
    if let Some(account) = &mut settings.account {
        account.refused_since = Some(now().plus_minutes(-5));
    }
    settings
}

fn card(settings: PaymentSettings, chosen: Option<Who>) -> AnyView {
    let collecting = Collecting::new(Some(settings));
    collecting.chosen.set(chosen);
    let loader = Loader::new(async || Ok(()), |()| ());
    view! { <CollectingCard collecting loader /> }.into_any()
}

fn connect(points: Option<usize>, refused: bool) -> AnyView {
    let collecting = Collecting::new(Some(settings(OnlinePayments::Shared, false)));
    let connecting = collecting.connecting;
    connecting.token.set("APP_USR-1".to_owned());
    if let Some(points) = points {
        let point = |number: usize| FoundPointOfSale {
            id: format!("CAJA{number}"),
            name: format!("Caja {number}"),
        };
        let found = FoundAccount {
            user: "44444".to_owned(),
            name: "MIPOLLERIA".to_owned(),
            points_of_sale: (1..=points).map(point).collect(),
        };
        connecting.learn("APP_USR-1", found);
    }
    if refused {
        let text = ::texts::now::payments::TOKEN_REFUSED;
        connecting
            .wrong
            .set(vec![FieldError::new("/token", Code::InvalidValue, text)]);
    }
    let loader = Loader::new(async || Ok(()), |()| ());
    view! { <Connect collecting loader /> }.into_any()
}
