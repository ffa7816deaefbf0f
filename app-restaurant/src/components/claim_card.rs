//! A sheet in the list: who, about what and by when; a tap opens all of it.

use super::claim_body::ClaimBody;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{claims, console as texts};
use api::claims::ClaimView;
use domain::claim::{ClaimNumber, ClaimState};
use leptos::prelude::*;
use ui::icon::Icon;
use ui::resource::Loader;

/// One sheet at a time is `opened`.
#[component]
pub fn ClaimCard(view: ClaimView, loader: Loader, opened: RwSignal<Option<ClaimNumber>>) -> AnyView {
    let mine = view.claim.number;
    let open = memo(move || opened.get() == Some(mine));
    let toggle = move |_| {
        opened.update(|opened| *opened = if *opened == Some(mine) { None } else { Some(mine) });
    };
    let number = mine.to_string();
    let (body, label) = (format!("hoja-{number}"), format!("titulo-hoja-{number}"));
    let (controls, heading) = (body.clone(), label.clone());
    let compact = compact(&view);
    let view = StoredValue::new(view);
    view! {
        <article class="record claim" data-open=move || open.get().to_string() aria-labelledby=label>
            <div class="record__head">
                <h2 class="record__heading" id=heading>
                    <button
                        type="button"
                        class="record__toggle claim__toggle"
                        aria-expanded=move || open.get().to_string()
                        aria-controls=controls
                        on:click=toggle
                    >
                        {compact}
                    </button>
                </h2>
            </div>
            <div class="record__pane" id=body hidden=move || !open.get()>
                {move || open.get().then(|| view! { <ClaimBody view=view.get_value() loader /> })}
            </div>
        </article>
    }
    .into_any()
}

fn compact(view: &ClaimView) -> AnyView {
    let (claim, form) = (&view.claim, &view.claim.form);
    let restaurant = RestaurantState::expect();
    let amount = form
        .amount_cents
        .map(|amount| format!(", {}", restaurant.format(amount)));
    let about = format!("{}{}", claims::kind(form.kind), amount.unwrap_or_default());
    let order = (!form.order.is_empty())
        .then(|| view! { <span>{texts::CLAIM_ORDER} " " {form.order.clone()}</span> });
    let paper = claim
        .paper
        .is_some()
        .then(|| view! { <span>{claims::PAPER}</span> });
    view! {
        <span class="record__code claim__code">{claim.number.to_string()}</span>
        <span class="record__what">{form.name.clone()} ": " {form.detail.clone()}</span>
        <span class="record__meta">
            <span>{about}</span>
            {order}
            <span>{filed(view, restaurant)}</span>
            {paper}
        </span>
        <span class="record__end">{badge(view)}</span>
    }
    .into_any()
}

/// When it was filed; of a sheet of paper only its date is known.
fn filed(view: &ClaimView, restaurant: RestaurantState) -> String {
    match &view.claim.paper {
        Some(paper) => claims::date(paper.filed_on),
        None => restaurant.moment(view.claim.filed_at),
    }
}

/// How an offer stands that the restaurant has to send, that pauses the term, or that ended the claim.
fn offer_badge(view: &ClaimView) -> Option<String> {
    let offer = view.settlement.as_ref()?;
    if offer.is_accepted() {
        return Some(texts::OFFER_SETTLED.to_owned());
    }
    if view.offer_waits() {
        return Some(texts::OFFER_WAITS.to_owned());
    }
    let restaurant = RestaurantState::expect();
    let until = offer.open_until(restaurant.today())?;
    let pauses = offer.sent.as_ref()?.pauses(&restaurant.zone());
    (pauses && view.reply.is_none()).then(|| texts::offer_open(until))
}

/// How it stands, in colour and words.
pub fn badge(view: &ClaimView) -> AnyView {
    let waits = match (view.letter_waits(), view.is_being_mailed()) {
        (true, _) if view.undelivered_at.is_some() => Some(texts::CLAIM_NOT_DELIVERED.to_owned()),
        (true, _) => Some(texts::CLAIM_LETTER.to_owned()),
        (_, true) => Some(texts::CLAIM_BEING_MAILED.to_owned()),
        _ => offer_badge(view),
    };
    let words = texts::claim_badge(view.state, view.days_left, view.claim.due, waits.as_deref());
    let (tone, icon) = match view.state {
        ClaimState::Late => ("badge badge--danger", "alert"),
        ClaimState::Answered => ("badge badge--success", "check"),
        ClaimState::Soon => ("badge badge--warning", "clock"),
        ClaimState::Open => ("badge badge--info", "clock"),
    };
    view! {
        <span class=tone>
            <Icon name=icon />
            {words}
        </span>
    }
    .into_any()
}
