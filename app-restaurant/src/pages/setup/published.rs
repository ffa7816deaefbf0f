//! The restaurant is published: the code for its door, and where to go from here.

use crate::routes::Screen;
use crate::state::erased::effect;
use crate::state::restaurant::RestaurantState;
use ::texts::now::console::setup as texts;
use api::catalog::Door;
use api::pages::Page;
use leptos::prelude::*;
use rpc::catalog::door;
use ui::icon::Icon;
use ui::page;
use ui::resource::{Loaded, Resource};

/// The heading, which has the focus when the restaurant has just been published.
const HEAD: &str = "instalacion-abierto";

#[component]
pub fn Published() -> AnyView {
    let shown = Resource::new(door);
    shown.ask();
    // The button that was pressed is gone.
    effect(|| page::focus_unless_placed(HEAD));
    view! {
        <div class="console__head no-print">
            <div>
                <h1 id=HEAD tabindex="-1">
                    {texts::OPEN_TITLE}
                </h1>
                <p class="muted">{texts::OPEN_LEAD}</p>
            </div>
            <div class="cluster">
                <button type="button" class="button" on:click=move |_| page::print()>
                    <Icon name="receipt" />
                    {texts::PRINT}
                </button>
                <a class="button" href=Page::Home.href() target="_blank" rel="external">
                    {texts::TO_SHOP}
                </a>
                <a class="button button--primary" href=Screen::Dashboard.href()>
                    {texts::TO_DASHBOARD}
                </a>
            </div>
        </div>
        <Loaded loader=shown.loader() loading=texts::DOOR_LOADING>
            {move || shown.value.get().map(|door| sign(&door))}
        </Loaded>
    }
    .into_any()
}

/// The sign for the door.
pub(crate) fn sign(door: &Door) -> AnyView {
    let restaurant = RestaurantState::expect();
    // Without its scheme, as people type it.
    let address = door
        .url
        .split_once("://")
        .map_or(door.url.as_str(), |(_, address)| address);
    view! {
        <article class="poster" aria-labelledby="puerta-titulo">
            <p class="poster__name">{restaurant.name()}</p>
            <h2 class="poster__title" id="puerta-titulo">
                {texts::ORDER_HERE}
            </h2>
            <div class="poster__qr" role="img" aria-label=texts::DOOR inner_html=door.svg.clone()></div>
            <p class="poster__address">{address.trim_end_matches('/').to_owned()}</p>
        </article>
    }
    .into_any()
}
