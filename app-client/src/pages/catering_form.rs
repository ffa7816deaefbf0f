//! Asking for catering: the event, where, what they eat, and how to answer. Sent once, kept until then.

use super::catering_fields::{contact, event, food, place, trap};
use super::catering_filled::Filled;
use super::catering_sent::acknowledged;
use crate::components::field::Problems;
use crate::components::known_restaurant::when_ready;
use crate::components::problem_summary::problem_summary;
use crate::pages::catering::FORM;
use crate::state::catering::{self, Draft, check, field_of, in_order, label};
use crate::state::leaving::{Leaving, Meanwhile};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::storefront::{self, catering as texts};
use api::ApiError;
use api::catering::CateringRequested;
use api::pages::Page;
use domain::Slug;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rpc::catering::request_catering;
use ui::attempt::answered_before;
use ui::clock::time;
use ui::dynamic::{dynamic, nothing};
use ui::failure::Failure;
use ui::page;
use ui::patience::{Patience, StillTrying};
use ui::sent_before::{Words, sent_before};
use ui::toast::Tone;

const SUMMARY: &str = "por-corregir";

pub fn catering_form() -> AnyView {
    let restaurant = RestaurantState::expect();
    when_ready(Memo::new(move |_| restaurant.known().is_some()), || {
        view! { <Asking /> }.into_any()
    })
}

/// The form, or what has become of it.
#[component]
fn Asking() -> AnyView {
    let stored = RwSignal::new(None::<CateringRequested>);
    dynamic(move || match stored.get() {
        Some(requested) => acknowledged(requested, stored),
        None => view! { <Form stored=stored /> }.into_any(),
    })
}

/// A request that is being sent: what is filled in, and how far it is.
#[derive(Clone, Copy)]
struct Sending {
    restaurant: RestaurantState,
    session: Session,
    filled: Filled,
    problems: Problems,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
    stored: RwSignal<Option<CateringRequested>>,
    /// The request that had arrived before what was sent now, with the key of both.
    before: RwSignal<Option<(CateringRequested, String)>>,
    leaving: Leaving,
    patience: Patience,
}

impl Sending {
    fn send(self) {
        let Some(known) = self.restaurant.known_now() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.failure.set(None);
        self.before.set(None);
        let draft = untrack(move || self.filled.draft());
        let answer = self.filled.day.answer_now();
        let form = match check(&draft, answer.as_ref(), &known.storefront.tenant, time()) {
            Ok(form) => form,
            Err(wrong) => return self.problems.summarise(wrong, SUMMARY),
        };
        self.problems.summarise(Vec::new(), SUMMARY);
        self.busy.set(true);
        let sent = catering::with_key(form, self.filled.website.get_untracked());
        let (asked, meanwhile) = (self.session.asked(), self.leaving.meanwhile());
        leptos::task::spawn_local(async move {
            let key = sent.idempotency_key.clone();
            match self.patience.during(request_catering(sent)).await {
                Ok(requested) => self.done(&key, &draft, requested, meanwhile),
                Err(error) => self.refused(&key, asked.notice(error), meanwhile),
            }
        });
    }

    fn done(self, key: &str, draft: &Draft, requested: CateringRequested, meanwhile: Meanwhile) {
        if meanwhile.has_left() {
            catering::forget_draft(draft);
        } else {
            self.filled.sent();
            catering::forget(key);
        }
        let page = Page::CateringRequest.with(&[&requested.link]);
        let said = texts::SENT_TITLE.to_owned();
        meanwhile.say(Tone::Success, said, texts::SENT_OPEN, &page);
        let _ = self.stored.try_set(Some(requested));
    }

    fn refused(self, key: &str, error: ApiError, meanwhile: Meanwhile) {
        // What was sent first had arrived, and its answer was lost.
        if let Some(before) = answered_before::<CateringRequested>(&error) {
            if meanwhile.has_left() {
                let said = [texts::SENT_BEFORE, ". ", texts::SENT_BEFORE_TEXT].concat();
                let page = Page::CateringRequest.with(&[&before.link]);
                return meanwhile.say(Tone::Success, said, texts::SENT_OPEN, &page);
            }
            self.busy.set(false);
            return self.before.set(Some((before, key.to_owned())));
        }
        if meanwhile.has_left() {
            let said = storefront::not_sent(error.is_no_answer(), &error.message);
            let page = Page::Catering.href();
            return meanwhile.say(Tone::Danger, said, storefront::BACK_TO_FORM, page);
        }
        refused(error, self.filled, self.problems, self.failure);
        self.busy.set(false);
    }
}

/// The request that was sent first had arrived.
fn requested_before(sending: Sending, requested: CateringRequested, key: String) -> AnyView {
    let words = Words {
        title: texts::SENT_BEFORE.to_owned(),
        text: texts::SENT_BEFORE_TEXT,
        see: texts::SENT_OPEN,
        another: texts::SEND_ANOTHER,
    };
    let other = key.clone();
    sent_before(
        words,
        move || {
            sending.filled.sent();
            catering::forget(&key);
            sending
                .leaving
                .replaced_by(&Page::CateringRequest.with(&[&requested.link]));
        },
        move || {
            catering::forget_attempt(&other);
            sending.send();
        },
    )
}

#[component]
fn Form(stored: RwSignal<Option<CateringRequested>>) -> AnyView {
    let sending = Sending {
        restaurant: RestaurantState::expect(),
        session: Session::expect(),
        filled: Filled::kept(),
        problems: Problems::default(),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        stored,
        before: RwSignal::new(None),
        leaving: Leaving::here(),
        patience: Patience::default(),
    };
    let Sending {
        restaurant,
        session,
        filled,
        problems,
        busy,
        failure,
        ..
    } = sending;
    choose_by_address(filled);
    Effect::new(move |_| {
        if session.customer().is_some() {
            filled.fill_from_profile();
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        sending.send();
    };
    let failed = move || {
        let error = failure.get();
        error.map_or_else(nothing, |error| {
            view! { <Failure error=error retry=None /> }.into_any()
        })
    };
    view! {
        <form class="card" novalidate=true on:submit=submit aria-labelledby="cotizar-titulo">
            {problem_summary(problems, SUMMARY, label)}
            {event(filled, problems)}
            {place(filled, problems)}
            {food(filled, problems)}
            {contact(filled, problems)}
            {trap(filled)}
            {dynamic(failed)}
            {dynamic(move || {
                sending.before.get().map_or_else(nothing, |(requested, key)| requested_before(sending, requested, key))
            })}
            <StillTrying patience=sending.patience />
            <div class="cluster">
                <button class="button button--primary button--large" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::SENDING } else { texts::SEND }}
                </button>
                <span class="small muted">{move || reference(restaurant, filled)}</span>
            </div>
        </form>
    }
    .into_any()
}

/// Shows why a form was not stored.
fn refused(error: ApiError, filled: Filled, problems: Problems, failure: RwSignal<Option<ApiError>>) {
    if error.field("/website").is_some() {
        filled.website.set(String::new());
    }
    let by_field = error.fields.iter();
    let wrong: Vec<(&'static str, String)> = by_field
        .filter_map(|field| Some((field_of(&field.pointer)?, field.message.clone())))
        .collect();
    if wrong.is_empty() {
        failure.set(Some(error));
    } else {
        filled.day.look(filled);
        problems.summarise(in_order(wrong), SUMMARY);
    }
}

/// What the chosen package costs for these guests, and that nothing is paid now.
fn reference(restaurant: RestaurantState, filled: Filled) -> String {
    let price = restaurant
        .known()
        .and_then(|known| filled.draft().reference_price(&known.storefront.tenant));
    match price {
        Some(price) => texts::reference(&restaurant.currency().format(price)),
        None => texts::NOTHING_NOW.to_owned(),
    }
}

/// A package that was chosen above the form stands in the address.
fn choose_by_address(filled: Filled) {
    let query = use_query_map();
    Effect::new(move |before: Option<Option<String>>| {
        let wanted = query.with(|query| query.get("paquete"));
        if before.as_ref() != Some(&wanted)
            && let Some(package) = wanted.as_deref().and_then(|id| Slug::parse(id).ok())
        {
            filled.choose(package);
            // A person who arrives by such a link reads the page from its beginning.
            if before.is_some() {
                page::focus(FORM);
            }
        }
        wanted
    });
}
