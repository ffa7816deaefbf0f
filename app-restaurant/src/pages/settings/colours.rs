//! The colours of the brand: each with how well it is read, and the storefront with all of them.

use crate::state::brand_draft::{BrandDraft, Reading};
use crate::state::erased::{effect, memo};
use crate::state::restaurant::RestaurantState;
use ::texts::now::console::brand as texts;
use domain::Money;
use domain::palette::{App, Chosen, Colour, Theme};
use leptos::html::Div;
use leptos::prelude::*;

#[component]
pub(crate) fn ColourRow(brand: BrandDraft, which: Chosen) -> AnyView {
    let reading = memo(move || Reading::of(&brand.palette(), which));
    let id = ["marca-color", which.token()].concat();
    let set = move |colour: Colour| brand.draft.update(|draft| draft.colours.set(which, colour));
    let typed = move |event| {
        if let Some(colour) = Colour::parse(&event_target_value(&event)) {
            set(colour);
        }
    };
    let about = [&id, "-sobre"].concat();
    let place = id.clone();
    let notice = move || {
        let reading = reading.get();
        let place = place.clone();
        (!reading.is_good()).then(|| match reading.proposal {
            Some(proposal) => {
                let use_it = move |_| {
                    set(proposal);
                    ui::page::focus(&place);
                };
                view! {
                    <p class="notice notice--error">
                        <span>
                            {texts::PROPOSAL} " " <b>{proposal.to_string()}</b> " " {texts::PROPOSAL_END} " "
                            <button
                                type="button"
                                class="button button--quiet"
                                aria-label=texts::use_it(&proposal.to_string())
                                on:click=use_it
                            >
                                {texts::USE_IT}
                            </button>
                        </span>
                    </p>
                }
                .into_any()
            }
            None => view! { <p class="notice notice--error">{texts::NO_PROPOSAL}</p> }.into_any(),
        })
    };
    view! {
        <div class="colour">
            <input
                type="color"
                id=id.clone()
                aria-describedby=about.clone()
                prop:value=move || reading.get().colour.to_string()
                on:input=typed
            />
            <div>
                <label for=id>{texts::colour(which)}</label>
                <small id=about>{move || texts::lowest(reading.get().lowest)}</small>
            </div>
            {move || match reading.get().is_good() {
                true => view! { <span class="badge badge--success">{texts::GOOD}</span> },
                false => view! { <span class="badge badge--danger">{texts::BAD}</span> },
            }}
            <div role="status">{notice}</div>
        </div>
    }
    .into_any()
}

/// The logo that is drafted, or the one that is there without one, followed.
pub(super) fn logo(brand: BrandDraft) -> Memo<String> {
    let restaurant = RestaurantState::expect();
    memo(move || {
        let own = brand.draft.with(|draft| draft.logo.clone());
        restaurant.with_tenant(|tenant| {
            if own.is_empty() {
                tenant.logo_without_own()
            } else {
                own
            }
        })
    })
}

/// The storefront as it would look by day. It is a picture: nothing in it can be pressed.
#[component]
pub(crate) fn Preview(
    brand: BrandDraft,
    /// Dishes of the carta, each with its picture, its name and its price; without any, a made-up one.
    #[prop(optional, into)]
    dishes: Signal<Vec<[String; 3]>>,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let frame = NodeRef::<Div>::new();
    effect(move || {
        let mut tokens = brand.palette().tokens(App::Storefront, Theme::Light);
        tokens.extend(brand.forms());
        if let Some(frame) = frame.get() {
            ui::palette::put_on_element(&frame, &tokens);
        }
    });
    let logo = logo(brand);
    let name = memo(move || brand.draft.with(|draft| draft.name.clone()));
    let headline = memo(move || brand.draft.with(|draft| draft.headline.clone()));
    let tagline = memo(move || brand.draft.with(|draft| draft.tagline.clone()));
    view! {
        <div class="shop" role="img" aria-label=texts::PREVIEW node_ref=frame>
            <p class="shop__head">
                <img src=logo width="32" height="32" alt="" />
                {name}
            </p>
            <div class="shop__hero">
                <b>{headline}</b>
                <p>{tagline}</p>
                <span class="shop__button">{texts::PREVIEW_BUTTON}</span>
            </div>
            {move || match dishes.with(Vec::is_empty) {
                true => made_up_dish(restaurant),
                false => dishes.get().into_iter().map(shown_dish).collect_view().into_any(),
            }}
        </div>
    }
    .into_any()
}

fn made_up_dish(restaurant: RestaurantState) -> AnyView {
    view! {
        <div class="shop__dish">
            <b>{texts::PREVIEW_DISH}</b>
            <b>{restaurant.format(Money(2_590))}</b>
            <small>{texts::PREVIEW_ABOUT}</small>
            <em>{texts::PREVIEW_BADGE}</em>
            <span>{texts::PREVIEW_LINK}</span>
            <span class="shop__button" data-brand="">
                {texts::PREVIEW_ADD}
            </span>
        </div>
    }
    .into_any()
}

fn shown_dish([image, name, price]: [String; 3]) -> AnyView {
    view! {
        <div class="shop__row">
            <img src=image width="48" height="48" alt="" />
            <b>{name}</b>
            <b>{price}</b>
        </div>
    }
    .into_any()
}
