//! Conexiones.

use super::States;
use crate::pages::connections::address::AddressForm;
use crate::pages::connections::hooks::{HookRow, Hooks};
use crate::pages::connections::keys::{KeyRow, Keys};
use crate::pages::connections::log::{Deliveries, Sent};
use crate::pages::connections::new_key::NewKey;
use crate::pages::connections::secret::Secret;
use crate::pages::connections::{ConnectionsLink, Desk};
use crate::state::erased::memo;
use crate::state::samples::minutes;
use crate::state::shelf::Shelf;
use ::texts::now::console::connections as texts;
use api::Paged;
use api::api_keys::{ApiKey, ApiKeys};
use api::webhooks::{Connection, DeliveryView};
use domain::scope::{Scope, Scopes};
use domain::staff::Role;
use domain::webhook::{Delivery, Try, Webhook};
use domain::{DeliveryId, EventId, WebhookId};
use leptos::prelude::*;
use ui::gallery::component;
use ui::resource::Loader;

pub fn components() -> Vec<AnyView> {
    vec![
        component(
            "ConnectionsLink",
            vec![("on Ajustes", view! { <ConnectionsLink /> }.into_any())],
        ),
        component("Keys", keys()),
        component("KeyRow", key_rows()),
        component(
            "NewKey",
            vec![("empty", view! { <NewKey desk=Desk::new() /> }.into_any())],
        ),
        component("Secret", vec![("a key", secret())]),
        component("Hooks", hooks()),
        component("HookRow", hook_rows()),
        component("AddressForm", address_forms()),
        component("Deliveries", logs()),
        component("Sent", sent()),
    ]
}

fn key(name: &str, scopes: Option<&[Scope]>) -> ApiKey {
    ApiKey {
        id: ["service-", &name.len().to_string()].concat(),
        name: name.into(),
        role: Role::Service,
        scopes: scopes.and_then(Scopes::chosen),
        made_at: minutes(0),
        by_name: "Gloria Quispe".into(),
        expires_at: minutes(365 * 24 * 60),
        last_used_at: Some(minutes(55)),
        revoked_at: None,
    }
}

fn operators() -> ApiKey {
    ApiKey {
        by_name: String::new(),
        last_used_at: None,
        ..key("", None)
    }
}

fn revoked() -> ApiKey {
    ApiKey {
        revoked_at: Some(minutes(80)),
        ..key("Caja de antes", Some(&[Scope::OrdersWrite]))
    }
}

fn long() -> ApiKey {
    key(
        "Contabilidad y almacén de todos los locales, con inventario",
        Some(&Scope::ALL),
    )
}

fn keys() -> States {
    let drawn = |api_keys: Vec<ApiKey>| {
        let desk = Desk::new();
        desk.keys.learn(ApiKeys { api_keys });
        view! { <Keys desk /> }.into_any()
    };
    vec![
        (
            "some",
            drawn(vec![
                key("Pantalla", Some(&[Scope::OrdersRead])),
                operators(),
                revoked(),
            ]),
        ),
        ("none", drawn(Vec::new())),
    ]
}

fn key_rows() -> States {
    let drawn =
        |key: ApiKey| view! { <ul class="connections__list"><KeyRow desk=Desk::new() key /></ul> }.into_any();
    vec![
        ("of all scopes", drawn(long())),
        ("of an operator", drawn(operators())),
        ("revoked", drawn(revoked())),
    ]
}

fn secret() -> AnyView {
    let secret = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.".repeat(6);
    view! { <Secret desk=Desk::new() label=texts::KEY lead=texts::KEY_ONCE secret /> }.into_any()
}

fn webhook(id: &str, url: &str) -> Option<Webhook> {
    Some(Webhook {
        id: WebhookId::parse(id).ok()?,
        url: url.into(),
        events: Vec::new(),
        description: "Contabilidad".into(),
        active: true,
        gone: false,
        created_at: minutes(0),
        updated_at: minutes(0),
    })
}

/// An address that gets some events only, and that has said that it is gone.
fn gone() -> Option<Webhook> {
    let url = "https://pedidos.una-direccion-bastante-larga.example.pe/integraciones/brasa/avisos";
    Some(Webhook {
        events: vec!["OrderCreated".into(), "OrderCancelled".into()],
        description: String::new(),
        active: false,
        gone: true,
        ..webhook("w_2", url)?
    })
}

fn delivery(id: &str, event: &str, answers: &[Option<u16>]) -> Option<DeliveryView> {
    let event_id = EventId::parse("e_1").ok()?;
    let mut delivery = Delivery::new(DeliveryId::parse(id).ok()?, event.into(), event_id, minutes(70));
    for status_code in answers {
        let what = Try {
            at: minutes(71),
            status_code: *status_code,
            error: status_code.is_none().then(|| "no answer in time".into()),
            response_ms: 120,
        };
        delivery.tried(what, minutes(71));
    }
    Some(delivery.into())
}

fn deliveries() -> Vec<DeliveryView> {
    let all = [
        delivery("d_5", "Ping", &[]),
        delivery("d_4", "OrderCreated", &[Some(204)]),
        delivery("d_3", "OrderCreated", &[Some(503)]),
        delivery("d_2", "StockChanged", &[None; 9]),
        delivery("d_1", "ClaimFiled", &[Some(410)]),
    ];
    all.into_iter().flatten().collect()
}

fn connections() -> Vec<Connection> {
    let of = |webhook: Option<Webhook>, last: Option<DeliveryView>| {
        Some(Connection {
            webhook: webhook?,
            last,
        })
    };
    let [first, second, third, ..] = [
        of(
            webhook("w_1", "https://erp.example.pe/brasa"),
            delivery("d_4", "OrderCreated", &[Some(204)]),
        ),
        of(gone(), delivery("d_1", "ClaimFiled", &[Some(410)])),
        of(webhook("w_3", "https://caja.example.pe/"), None),
    ];
    [first, second, third].into_iter().flatten().collect()
}

fn hooks() -> States {
    let drawn = |known: Vec<Connection>| {
        let desk = Desk::new();
        desk.hooks.learn(known);
        view! { <Hooks desk /> }.into_any()
    };
    vec![("some", drawn(connections())), ("none", drawn(Vec::new()))]
}

fn hook_rows() -> States {
    let drawn = |connection: Connection| {
        let connection = memo(move || connection.clone());
        view! { <ul class="connections__list"><HookRow desk=Desk::new() connection /></ul> }.into_any()
    };
    let names = ["delivered", "gone", "nothing sent"];
    names
        .into_iter()
        .zip(connections().into_iter().map(drawn))
        .collect()
}

fn address_forms() -> States {
    let changed = gone().map(|webhook| view! { <AddressForm desk=Desk::new() webhook /> }.into_any());
    let new = view! { <AddressForm desk=Desk::new() /> }.into_any();
    let all = [
        Some(("new", new)),
        changed.map(|changed| ("of some events", changed)),
    ];
    all.into_iter().flatten().collect()
}

fn logs() -> States {
    let drawn = |items: Vec<DeliveryView>, next_cursor: Option<String>| {
        let shelf = Shelf::new(Paged { items, next_cursor });
        let id = WebhookId::parse("w_1").ok()?;
        Some(view! { <Deliveries shelf id loader=Loader::idle() /> }.into_any())
    };
    let some = drawn(deliveries(), Some("más".into())).map(|some| ("some", some));
    let none = drawn(Vec::new(), None).map(|none| ("none", none));
    [some, none].into_iter().flatten().collect()
}

fn sent() -> States {
    let drawn = |delivery: DeliveryView| {
        let id = WebhookId::parse("w_1").ok()?;
        let (delivery, said) = (memo(move || delivery.clone()), RwSignal::new(None));
        Some(
            view! { <ul class="connections__list"><Sent delivery id loader=Loader::idle() said /></ul> }
                .into_any(),
        )
    };
    let names = ["on its way", "delivered", "tried again", "failed", "gone"];
    let all = names.into_iter().zip(deliveries());
    all.filter_map(|(name, delivery)| Some((name, drawn(delivery)?)))
        .collect()
}
