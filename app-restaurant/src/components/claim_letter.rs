//! A reply that the restaurant has to send itself, by letter or because mail does not reach the consumer: printed, signed, and
//! confirmed once it was sent.

use super::twice::Twice;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::mail;
use ::texts::now::{claims, console as texts};
use api::Code;
use api::claims::ClaimView;
use domain::Zone;
use domain::claim::Claim;
use domain::written::or_empty;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::claims::confirm_claim_letter;
use ui::icon::Icon;
use ui::page;
use ui::resource::Loader;
use ui::toast::{Toasts, Tone};

#[component]
pub fn ClaimLetter(view: ClaimView, loader: Loader) -> AnyView {
    let (session, toasts, restaurant) = (Session::expect(), Toasts::expect(), RestaurantState::expect());
    let number = view.claim.number;
    let (busy, printing) = (RwSignal::new(false), RwSignal::new(false));
    let confirm = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let asked = session.asked();
            match confirm_claim_letter(number).await {
                Ok(_) => {
                    toasts.say(Tone::Success, texts::claim_letter_gone(number));
                    page::focus("contenido");
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            loader.ask_now();
        });
    });
    let print = move |_| {
        printing.set(true);
        // Once the letter is marked as what is printed.
        request_animation_frame(move || {
            page::print();
            let _ = printing.try_set(false);
        });
    };
    let (notice, title, lead) = match view.undelivered_at {
        Some(_) => (
            "notice notice--warning",
            texts::CLAIM_UNDELIVERED,
            texts::CLAIM_UNDELIVERED_TEXT,
        ),
        None => ("notice", texts::CLAIM_LETTER, texts::CLAIM_LETTER_TEXT),
    };
    view! {
        <section class="stack">
            <div class=notice role="status">
                <p class="notice__title">{title}</p>
                <p>{lead}</p>
            </div>
            <div class="letter" data-printing=move || printing.get().to_string()>
                {letter(&view, restaurant)}
            </div>
            <div class="cluster">
                <button type="button" class="button" on:click=print>
                    <Icon name="receipt" />
                    {texts::CLAIM_PRINT_LETTER}
                </button>
                <Twice
                    words=texts::CLAIM_LETTER_SENT
                    sure=texts::CLAIM_LETTER_SURE
                    busy
                    act=confirm
                    class="button button--primary"
                />
            </div>
        </section>
    }
    .into_any()
}

/// From whom, of which day, to whom, and about which sheet.
pub(super) fn letter_head(claim: &Claim, day: String, zone: &Zone) -> AnyView {
    view! {
        <p>
            <b>{mail::legal(&claim.provider.legal_name, or_empty(&claim.provider.ruc))}</b>
            <br />
            {claim.provider.address.clone()}
        </p>
        <p>{day}</p>
        <p>
            {claim.form.name.clone()}
            <br />
            {claim.form.address.clone()}
        </p>
        <p>{claims::SHEET} " N.º " {claim.number.to_string()} ", " {claims::date(claim.filed_on(zone))}</p>
    }
    .into_any()
}

fn letter(view: &ClaimView, restaurant: RestaurantState) -> AnyView {
    let (claim, zone) = (&view.claim, restaurant.zone());
    let Some(reply) = &view.reply else {
        return ().into_any();
    };
    let actions = (!reply.actions.is_empty())
        .then(|| view! { <p>{texts::CLAIM_ACTIONS} ": " {reply.actions.clone()}</p> });
    let refund = reply
        .refund_cents
        .map(|amount| view! { <p>{texts::refund_in_letter(&restaurant.format(amount))}</p> });
    view! {
        {letter_head(claim, claims::date(zone.date(reply.at)), &zone)}
        <p>{reply.answer.clone()}</p>
        {actions}
        {refund}
        <p>
            {reply.by.name.clone()}
            <br />
            {texts::CLAIM_SIGNATURE} ": ____________________"
        </p>
        <p class="muted">{claims::OTHER_WAYS}</p>
    }
    .into_any()
}
