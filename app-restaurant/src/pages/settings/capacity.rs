//! How many orders the kitchen takes for each quarter of an hour: everywhere, and at each place.

use super::Hours;
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft::{self as draft, Place};
use ::texts::now::console::settings as texts;
use leptos::prelude::*;

/// The longest number, in digits.
const DIGITS: &str = "4";

#[component]
pub(crate) fn Capacity(hours: Hours) -> AnyView {
    let places: Vec<(Place, String)> = RestaurantState::expect().with_tenant(|tenant| {
        let branches = tenant.branches.iter();
        let each = branches.map(|branch| (Some(branch.id.clone()), branch.name.clone()));
        let has_own = |place: &Place| {
            hours
                .stored
                .with_untracked(|stored| draft::orders(stored, place).is_some())
        };
        let several = tenant.branches.len() > 1;
        let each = each.filter(|(place, _)| several || has_own(place));
        let all = (None, texts::EVERYWHERE.to_owned());
        std::iter::once(all).chain(each).collect()
    });
    // Drawn anew when what is stored takes the place of what was typed.
    let fields = move || {
        hours.replaced.track();
        let field = |(place, name): &(Place, String)| field(hours, place.clone(), name.clone());
        places.iter().map(field).collect::<Vec<AnyView>>()
    };
    view! {
        <section class="card" aria-labelledby="cupo">
            <h2 class="card__title" id="cupo">
                {texts::CAPACITY}
            </h2>
            <p class="muted">{texts::CAPACITY_LEAD}</p>
            <div class="field-row">{fields}</div>
            <div role="status">
                {move || {
                    hours
                        .draft
                        .with(|draft| !draft::is_sound_capacity(draft))
                        .then(|| view! { <p class="field__error">{texts::WRONG_CAPACITY}</p> })
                }}
            </div>
        </section>
    }
    .into_any()
}

/// The number of one place; an empty field is no number of its own.
fn field(hours: Hours, place: Place, name: String) -> AnyView {
    let id = match &place {
        Some(place) => format!("cupo-{place}"),
        None => "cupo-todos".to_owned(),
    };
    let orders = hours.draft.with_untracked(|draft| draft::orders(draft, &place));
    let value = orders.map_or_else(String::new, |orders| orders.to_string());
    let hint = match place {
        Some(_) => texts::CAPACITY_AS_ALL,
        None => texts::CAPACITY_NONE,
    };
    let typed = move |event| {
        let orders = draft::typed_orders(&event_target_value(&event));
        hours
            .draft
            .update(|draft| draft::set_orders(draft, &place, orders));
    };
    let (of, about) = (id.clone(), [&id, "-sobre"].concat());
    view! {
        <div class="field">
            <label class="field__label" for=of>
                {name}
            </label>
            <input
                class="field__input"
                id=id
                inputmode="numeric"
                autocomplete="off"
                maxlength=DIGITS
                aria-describedby=about.clone()
                value=value
                on:input=typed
            />
            <p class="field__hint" id=about>
                {hint}
            </p>
        </div>
    }
    .into_any()
}
