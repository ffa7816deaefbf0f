//! Which place of the restaurant something is about, where it has several.

use crate::state::restaurant::RestaurantState;
use crate::state::service_draft::Place;
use ::texts::now::console::settings as texts;
use leptos::prelude::*;

/// A tab for all places and for each; nothing in a restaurant that has no several.
#[component]
pub fn Places(
    /// `None` before one is chosen.
    #[prop(into)]
    chosen: Signal<Option<Place>>,
    choose: Callback<Place>,
    /// What is to be said of a place beside its name, followed; nothing where it is empty.
    #[prop(optional)]
    mark: Option<Callback<Place, String>>,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let branches: Vec<(Place, String)> = restaurant.with_tenant(|tenant| {
        let branches = tenant.branches.iter();
        branches
            .map(|branch| (Some(branch.id.clone()), branch.name.clone()))
            .collect()
    });
    if branches.len() < 2 {
        return ().into_any();
    }
    let tab = |(place, name): (Place, String)| {
        let (of_mark, id) = (place.clone(), place.clone());
        let marked = mark.map(|mark| {
            view! {
                <small>
                    {move || {
                        let said = mark.run(of_mark.clone());
                        if said.is_empty() { said } else { ["· ", &said].concat() }
                    }}
                </small>
            }
        });
        view! {
            <button
                type="button"
                class="tabs__tab"
                aria-pressed=move || if chosen.get().as_ref() == Some(&id) { "true" } else { "false" }
                on:click=move |_| choose.run(place.clone())
            >
                {name}
                {marked}
            </button>
        }
        .into_any()
    };
    let all = (None, texts::EVERYWHERE.to_owned());
    let tabs: Vec<AnyView> = std::iter::once(all).chain(branches).map(tab).collect();
    view! {
        <div class="tabs" role="group" aria-label=texts::PLACE>
            {tabs}
        </div>
    }
    .into_any()
}
