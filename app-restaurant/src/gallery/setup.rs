//! Instalación, and what it shares: invitations, the business, the sign for the door.

use super::{States, seen_by};
use crate::pages::invitation::Join;
use crate::pages::settings::business::BusinessCard;
use crate::pages::setup::published::sign;
use crate::pages::staff::invite::{InviteForm, Inviting, link};
use crate::state::business_draft::BusinessDraft;
use crate::state::restaurant::RestaurantState;
use api::catalog::{BusinessDesk, Door};
use api::staff::{Invitation, InvitationLink, Invitations, Invited};
use domain::Timestamp;
use domain::business::{BusinessSettings, PlaceSettings};
use domain::staff::Role;
use leptos::prelude::*;
use ui::clock::device_time;
use ui::gallery::component;
use ui::resource::Loader;

const URL: &str =
    "https://pedidos.example.pe/restaurante/invitacion#0f3c9a7755e1d2b40f3c9a7755e1d2b40f3c9a7755e1d2b4";
const CODE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#fff"/><path d="M1 1h3v3H1zM5 5h2v2H5z"/></svg>"##;

pub fn components() -> Vec<AnyView> {
    vec![
        component("Join", joins()),
        component("InviteForm", invites()),
        component("link", vec![("of somebody", link(&made(), RwSignal::new(true)))]),
        component("BusinessCard", businesses()),
        component(
            "sign",
            vec![(
                "for the door",
                sign(&Door {
                    url: "https://pedidos.example.pe/".to_owned(),
                    svg: CODE.to_owned(),
                }),
            )],
        ),
    ]
}

fn joins() -> States {
    let invited = |name: &str, username: &str, role: Role| Invited {
        name: name.to_owned(),
        role,
        username: username.to_owned(),
    };
    let drawn = |invited: Invited| {
        seen_by(Role::Manager, move || {
            view! { <Join code=String::new() invited /> }.into_any()
        })
    };
    vec![
        (
            "somebody",
            drawn(invited("Milagros Quispe", "milagros", Role::Driver)),
        ),
        ("the first manager", drawn(invited("", "", Role::Manager))),
    ]
}

fn invitation(name: &str, role: Role, at: Timestamp) -> Invitation {
    Invitation {
        email: None,
        id: name.to_lowercase().replace(' ', "-"),
        name: name.to_owned(),
        role,
        by_name: "Gloria Quispe".to_owned(),
        created_at: at,
        expires_at: at.plus_minutes(7 * 24 * 60),
    }
}

fn made() -> InvitationLink {
    InvitationLink {
        invitation: invitation("Milagros Quispe", Role::Driver, device_time()),
        url: URL.to_owned(),
        svg: CODE.to_owned(),
    }
}

fn invites() -> States {
    let drawn = |invitations: Vec<Invitation>| {
        seen_by(Role::Manager, move || {
            let inviting = Inviting::new();
            inviting.open.learn(Invitations { invitations });
            view! { <InviteForm inviting /> }.into_any()
        })
    };
    let now = device_time();
    vec![
        ("nobody invited", drawn(Vec::new())),
        (
            "two open",
            drawn(vec![
                invitation("María del Carmen Fernández-Maldonado", Role::Dispatcher, now),
                invitation("", Role::Manager, now),
            ]),
        ),
    ]
}

fn businesses() -> States {
    let stored = RestaurantState::expect().with_tenant(|tenant| BusinessDesk {
        version: 1,
        business: BusinessSettings::of(&tenant.brand),
        places: tenant.branches.iter().map(PlaceSettings::of).collect(),
        zone: tenant.zone.name.clone(),
        tax_rates: tenant.tax_rates.clone(),
    });
    let changed = BusinessDraft::new(stored.clone());
    changed.add_place("Local nuevo");
    changed.overtaken.set(true);
    let idle = |draft: BusinessDraft| {
        let again = stored.clone();
        let loader = Loader::new(
            move || {
                let again = again.clone();
                async move { Ok(again) }
            },
            |_: BusinessDesk| {},
        );
        view! { <BusinessCard business=draft loader /> }.into_any()
    };
    vec![
        ("as it is stored", idle(BusinessDraft::new(stored.clone()))),
        ("with a new place, overtaken", idle(changed)),
    ]
}
