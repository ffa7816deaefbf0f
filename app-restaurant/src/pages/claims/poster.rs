//! The notice of the book for the shop (LR 9, Anexo II): a page of A4 to be printed.

use super::super::missing::NotForYou;
use crate::routes::Screen;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::{claims, console as texts, mail};
use api::claims::ClaimPoster;
use leptos::prelude::*;
use rpc::claims::claim_poster;
use ui::icon::Icon;
use ui::page;
use ui::resource::{Loaded, Resource};

#[component]
pub fn PosterScreen() -> AnyView {
    RestaurantState::expect().title(texts::POSTER);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Claims.is_for(role)));
    view! {
        {move || {
            if allowed.get() { view! { <Notice /> }.into_any() } else { view! { <NotForYou /> }.into_any() }
        }}
    }
    .into_any()
}

#[component]
fn Notice() -> AnyView {
    let shown = Resource::new(claim_poster);
    shown.ask();
    view! {
        <div class="console__head">
            <div>
                <a class="back" href=Screen::Claims.href()>
                    {texts::BACK_TO_CLAIMS}
                </a>
                <h1>{texts::POSTER}</h1>
                <p class="muted">{texts::POSTER_LEAD}</p>
            </div>
            <button type="button" class="button button--primary" on:click=move |_| page::print()>
                <Icon name="receipt" />
                {texts::POSTER_PRINT}
            </button>
        </div>
        <Loaded loader=shown.loader() loading=texts::POSTER_LOADING>
            {move || shown.value.get().map(|notice| sheet(&notice))}
        </Loaded>
    }
    .into_any()
}

pub(crate) fn sheet(notice: &ClaimPoster) -> AnyView {
    let name = RestaurantState::expect().with_tenant(|tenant| tenant.brand.name.clone());
    // Without its scheme, as people type it.
    let address = notice
        .url
        .split_once("://")
        .map_or(notice.url.as_str(), |(_, address)| address);
    view! {
        <article class="poster" aria-labelledby="aviso-titulo">
            <p class="poster__name">{name}</p>
            <h2 class="poster__title" id="aviso-titulo">
                {claims::BOOK}
            </h2>
            <p>{texts::POSTER_TEXT}</p>
            <div class="poster__qr" role="img" aria-label=texts::POSTER_QR inner_html=notice.svg.clone()></div>
            <p>{texts::POSTER_HOW}</p>
            <p class="poster__address">{address.to_owned()}</p>
            <p class="poster__legal">{mail::legal(&notice.legal_name, &notice.ruc)}</p>
        </article>
    }
    .into_any()
}
