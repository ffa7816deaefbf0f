//! The addresses of the signed-in customer, to choose one with a tap.

use crate::state::destination::{self, Destination};
use crate::state::session::Session;
use domain::customer::SavedAddress;
use leptos::prelude::*;
use rpc::customers::my_profile;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, nothing};
use ui::resource::Resource;

/// Nothing for a visitor, and for a customer with one address at most.
#[component]
pub fn SavedAddresses() -> AnyView {
    let session = Session::expect();
    // Without it the address is written.
    let profile = Resource::new(my_profile);
    Effect::new(move |_| {
        if session.customer().is_some() {
            profile.ask();
        }
    });
    dynamic(move || {
        profile
            .value
            .get()
            .map_or_else(nothing, |profile| choices(profile.addresses))
    })
}

/// Nothing for one address at most.
pub(crate) fn choices(addresses: Vec<SavedAddress>) -> AnyView {
    let destination = Destination::expect();
    let button = move |saved: SavedAddress| {
        let (wanted, label) = (saved.address.clone(), saved.label);
        let chosen = move || destination.get().address == wanted;
        let choose = move |_| {
            destination.set(destination::Choice {
                address: saved.address.clone(),
                ..destination.get_untracked()
            });
        };
        view! {
            <button
                type="button"
                class="button button--small"
                aria-pressed=move || if chosen() { "true" } else { "false" }
                on:click=choose
            >
                {label}
            </button>
        }
        .into_any()
    };
    if addresses.len() < 2 {
        return ().into_any();
    }
    let buttons: Vec<AnyView> = addresses.into_iter().map(button).collect();
    view! {
        <div class="cluster" role="group" aria-label=texts::SAVED_ADDRESSES>
            {buttons}
        </div>
    }
    .into_any()
}
