//! A sheet in the list: who, about what and by when; a tap opens all of it.

use super::claim_body::ClaimBody;
use crate::state::erased::memo;
use crate::state::house::House;
use crate::state::kept::Kept;
use leptos::prelude::*;
use shared::api::claims::ClaimView;
use shared::domain::claim::{ClaimNumber, ClaimState, ReplyBy};
use shared::texts::es::{claims, console as texts};

/// One sheet at a time is `opened`.
#[component]
pub fn ClaimCard(view: ClaimView, kept: Kept, opened: RwSignal<Option<ClaimNumber>>) -> AnyView {
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
                {move || open.get().then(|| view! { <ClaimBody view=view.get_value() kept /> })}
            </div>
        </article>
    }
    .into_any()
}

fn compact(view: &ClaimView) -> AnyView {
    let (claim, form) = (&view.claim, &view.claim.form);
    let house = House::expect();
    let amount = form
        .amount_cents
        .map(|amount| format!(", {}", house.format(amount)));
    let about = format!("{}{}", claims::kind(form.kind), amount.unwrap_or_default());
    let order = (!form.order.is_empty())
        .then(|| view! { <span>{texts::CLAIM_ORDER} " " {form.order.clone()}</span> });
    let badge = texts::claim_badge(view.state, view.days_left, claim.due, letter_waits(view));
    view! {
        <span class="record__code claim__code">{claim.number.to_string()}</span>
        <span class="record__what">{form.name.clone()} ": " {form.detail.clone()}</span>
        <span class="record__meta">
            <span>{about}</span>
            {order}
            <span>{house.moment(claim.filed_at)}</span>
        </span>
        <span class="record__end">
            <span class=tone(view)>{badge}</span>
        </span>
    }
    .into_any()
}

/// A letter is written and not sent.
pub fn letter_waits(view: &ClaimView) -> bool {
    view.claim.form.reply_by == ReplyBy::Letter && view.reply.is_some() && view.answered_at.is_none()
}

fn tone(view: &ClaimView) -> &'static str {
    match view.state {
        ClaimState::Late => "badge badge--danger",
        ClaimState::Answered => "badge badge--success",
        ClaimState::Soon => "badge badge--warning",
        ClaimState::Open => "badge badge--info",
    }
}
