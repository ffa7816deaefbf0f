//! What can be put into a quote: every package, the dishes that are searched for, and a line by hand.

use super::field::id_of;
use super::quote::Form;
use crate::state::catering::{Source, dishes};
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use leptos::prelude::*;
use texts::now::console::catering as texts;
use ui::icon::Icon;
use ui::page;

const SEARCH: &str = "buscar-plato";

/// Something that can be added.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offer {
    source: Source,
    id: String,
    name: String,
    qty: u32,
}

/// The packages, each for as many guests as there are now, with their prices of one.
fn packages(form: Form, restaurant: RestaurantState) -> Vec<(Offer, String)> {
    let guests = form.editor.with_untracked(|editor| editor.guests());
    form.menu.with_value(|menu| {
        let packages = menu.tenant.catering.packages.iter();
        let offered = packages.map(|package| {
            let offer = Offer {
                source: Source::Package,
                id: package.id.to_string(),
                name: package.name.clone(),
                qty: package.price.quantity(guests),
            };
            (offer, restaurant.format(package.price.unit()))
        });
        offered.collect()
    })
}

/// The dishes that these words find, one for each guest.
fn found(form: Form, restaurant: RestaurantState, words: &str) -> Vec<(Offer, String)> {
    let guests = form.editor.with(|editor| editor.guests()).max(1);
    form.menu.with_value(|menu| {
        let found = dishes(&menu.catalog, words).into_iter();
        let offered = found.map(|dish| {
            let offer = Offer {
                source: Source::Dish,
                id: dish.id.to_string(),
                name: dish.name.clone(),
                qty: guests,
            };
            (offer, restaurant.format(dish.price))
        });
        offered.collect()
    })
}

#[component]
pub fn Menu(form: Form) -> AnyView {
    let restaurant = RestaurantState::expect();
    let words = RwSignal::new(String::new());
    let found = memo(move || words.with(|words| found(form, restaurant, words)));
    let none = move || {
        let searched = words.with(|words| !words.trim().is_empty());
        (searched && found.with(Vec::is_empty)).then_some(texts::NO_DISH)
    };
    let by_hand = Offer {
        source: Source::Free,
        id: String::new(),
        name: String::new(),
        qty: 1,
    };
    view! {
        <div class="menu-search">
            <div class="cluster">
                {packages(form, restaurant).into_iter().map(|(offer, price)| button(form, offer, &price)).collect_view()}
                {button(form, by_hand, "")}
            </div>
            <div class="field">
                <label class="field__label" for=SEARCH>
                    {texts::ADD_DISH}
                </label>
                <div class="search">
                    <Icon name="search" />
                    <input
                        class="field__input"
                        id=SEARCH
                        type="search"
                        autocomplete="off"
                        maxlength="80"
                        placeholder=texts::SEARCH_DISH
                        bind:value=words
                        on:keydown=move |event| {
                            if event.key() == "Enter" {
                                event.prevent_default();
                            }
                        }
                    />
                </div>
            </div>
            <p class="visually-hidden" role="status">
                {move || words.with(|words| !words.trim().is_empty()).then(|| texts::dishes_found(found.with(Vec::len)))}
            </p>
            <p class="muted" aria-hidden="true">{none}</p>
            <div class="cluster">
                {move || found.get().into_iter().map(|(offer, price)| button(form, offer, &price)).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

/// Adds a line, and goes to its first field.
fn button(form: Form, offer: Offer, price: &str) -> AnyView {
    let words = match offer.source {
        Source::Free => texts::ADD_LINE.to_owned(),
        Source::Package | Source::Dish => texts::of_amount(&offer.name, price),
    };
    let label = texts::add(&words);
    let part = if offer.source == Source::Free {
        "name"
    } else {
        "qty"
    };
    let add = move |_| {
        form.editor.update(|editor| {
            // A package is as many as the guests of now take.
            let guests = editor.guests();
            let qty =
                form.menu.with_value(|menu| {
                    let package =
                        menu.tenant.catering.packages.iter().find(|package| {
                            offer.source == Source::Package && package.id.as_str() == offer.id
                        });
                    package.map_or(offer.qty, |package| package.price.quantity(guests))
                });
            editor.push(offer.source, &offer.id, &offer.name, qty);
        });
        form.wrong.changed("/lines");
        let last = form
            .editor
            .with_untracked(|editor| editor.lines.len())
            .saturating_sub(1);
        request_animation_frame(move || page::focus(&id_of(&format!("/lines/{last}/{part}"))));
    };
    view! {
        <button type="button" class="button" aria-label=label on:click=add>
            <Icon name="plus" />
            {words}
        </button>
    }
    .into_any()
}
