//! What is said once a request for catering is stored: its number, what happens next, and where it is.

use crate::browser;
use crate::pages::catering::step;
use crate::state::restaurant::RestaurantState;
use ::texts::now::storefront::{catering as texts, catering_request};
use api::catering::CateringRequested;
use api::pages::Page;
use leptos::prelude::*;
use ui::dynamic::tap;
use ui::page;

const TITLE: &str = "recibida";

pub(crate) fn acknowledged(
    requested: CateringRequested,
    stored: RwSignal<Option<CateringRequested>>,
) -> AnyView {
    // Once it is drawn.
    request_animation_frame(|| page::focus(TITLE));
    let hours = RestaurantState::expect()
        .known_now()
        .map_or(24, |known| known.storefront.tenant.catering.answer_hours);
    let path = Page::CateringRequest.with(&[&requested.link]);
    let address = browser::full_address(&path);
    let copy = requested.email.as_deref().map(texts::copy_sent);
    let (quote, quote_text) = texts::SENT_QUOTE;
    let (decide, decide_text) = texts::SENT_DECIDE;
    view! {
        <section class="ticket sent" aria-labelledby=TITLE>
            <p class="sent__number num">{catering_request::code(requested.number)}</p>
            <h3 class="sent__title" id=TITLE tabindex="-1">
                {texts::SENT_TITLE}
            </h3>
            {copy.map(|copy| view! { <p>{copy}</p> })}
            <ol class="path" aria-label=texts::SENT_NEXT>
                {step(Some("now"), texts::SENT_READ, texts::answered_within(hours))}
                {step(None, quote, quote_text.to_owned())}
                {step(None, decide, decide_text.to_owned())}
            </ol>
            <hr class="ticket__cut" />
            <p>{texts::SENT_KEEP}</p>
            <p>
                <a class="sent__link" href=path.clone()>
                    {address}
                </a>
            </p>
            <div class="cluster">
                <a class="button button--primary button--large" href=path>
                    {texts::SENT_OPEN}
                </a>
                <button type="button" class="button button--large" on:click=tap(move || another(stored))>
                    {texts::SENT_ANOTHER}
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// Begins an empty form, with the focus before it.
fn another(stored: RwSignal<Option<CateringRequested>>) {
    stored.set(None);
    page::focus(crate::pages::catering::FORM);
}
