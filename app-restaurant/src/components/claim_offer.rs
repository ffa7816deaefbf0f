//! What came of an offer to settle a sheet: the term pauses while the consumer has it.

use super::claim_letter::letter_head;
use super::claim_offer_form::OfferSheet;
use super::twice::Twice;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::{claims, console as texts};
use api::claims::ClaimView;
use api::{ApiError, Code};
use domain::claim::{ACCEPTED_WORDS, OfferNote, PAUSE_DAYS, Settlement};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::claims::note_offer;
use std::future::Future;
use ui::icon::Icon;
use ui::page;
use ui::resource::Loader;
use ui::toast::{Toasts, Tone};

/// The form while nothing was offered, and the offer afterwards.
#[component]
pub fn ClaimOffer(view: ClaimView, loader: Loader) -> AnyView {
    match view.settlement.clone() {
        Some(settlement) => view! { <Offered view settlement loader /> }.into_any(),
        None if view.may_be_offered() => view! { <OfferSheet view loader /> }.into_any(),
        None => ().into_any(),
    }
}

/// What is done to a claim, once at a time.
#[derive(Clone, Copy)]
pub(super) struct Acting {
    pub(super) busy: RwSignal<bool>,
    loader: Loader,
    session: Session,
    toasts: Toasts,
}

impl Acting {
    pub(super) fn new(loader: Loader) -> Acting {
        Acting {
            busy: RwSignal::new(false),
            loader,
            session: Session::expect(),
            toasts: Toasts::expect(),
        }
    }

    /// Says what came of a call. Fields that are wrong are said beside them, by the form.
    pub(super) fn act(
        self,
        done: &'static str,
        call: impl Future<Output = Result<ClaimView, ApiError>> + 'static,
    ) {
        let Acting {
            busy,
            loader,
            session,
            toasts,
        } = self;
        busy.set(true);
        spawn_local(async move {
            let asked = session.asked();
            match call.await {
                Ok(_) => {
                    toasts.say(Tone::Success, done);
                    page::focus("contenido");
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if !error.fields.is_empty() => {}
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            loader.ask_now();
        });
    }
}

#[component]
fn Offered(view: ClaimView, settlement: Settlement, loader: Loader) -> AnyView {
    let restaurant = RestaurantState::expect();
    let over = view.reply.is_some() || view.answered_at.is_some();
    let to_send = (!over && view.offer_waits())
        .then(|| view! { <ToSend view=view.clone() settlement=settlement.clone() loader /> });
    let to_note = (!over && settlement.sent.is_some() && settlement.answer.is_none())
        .then(|| view! { <ToNote view=view.clone() loader /> });
    let facts = facts(&view, &settlement, restaurant);
    // An order is named, so that somebody may expect its money.
    let no_money = settlement.is_accepted() && settlement.offer.refund_cents.is_none();
    let by_hand =
        (no_money && !view.claim.form.order.is_empty()).then(|| view! { <p>{texts::OFFER_MONEY}</p> });
    view! {
        <section class="stack">
            <h4>{texts::OFFER_TITLE}</h4>
            <p class="claim__asked">{settlement.offer.offer.clone()}</p>
            <dl class="facts claim__facts">{facts}</dl>
            {by_hand}
            {to_send}
            {to_note}
        </section>
    }
    .into_any()
}

fn facts(view: &ClaimView, settlement: &Settlement, restaurant: RestaurantState) -> Vec<AnyView> {
    let zone = restaurant.zone();
    let moment = |at| claims::moment(&zone, at);
    let offer = &settlement.offer;
    let mut facts = vec![(
        texts::OFFER_BY,
        texts::replied_by(&offer.by.name, &moment(offer.at)),
    )];
    if let Some(amount) = offer.refund_cents {
        let money = |amount| restaurant.format(amount);
        facts.push(match settlement.is_accepted() {
            true => (
                texts::REFUND_TITLE,
                texts::refund_stands(amount, view.refunded_cents, money),
            ),
            false => (texts::OFFER_REFUND, money(amount)),
        });
    }
    if let Some(sent) = &settlement.sent {
        facts.push((texts::OFFER_SENT, moment(sent.at)));
        let until = match sent.pauses(&zone) {
            true => texts::OFFER_UNTIL,
            false => texts::OFFER_UNTIL_LATE,
        };
        facts.push((until, claims::date(sent.until)));
    }
    if let Some(answer) = &settlement.answer {
        let noted = answer.noted_by.as_ref().map(|by| by.name.as_str());
        facts.push((
            texts::OFFER_ANSWER,
            texts::offer_answered(answer.accepted, noted, &moment(answer.at)),
        ));
        if answer.accepted {
            facts.push((texts::OFFER_WORDS, answer.words.clone()));
        }
    }
    let drawn = facts.into_iter().map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
        .into_any()
    });
    drawn.collect()
}

/// A letter that is printed, signed and sent by the restaurant.
#[component]
fn ToSend(view: ClaimView, settlement: Settlement, loader: Loader) -> AnyView {
    let restaurant = RestaurantState::expect();
    let number = view.claim.number;
    let (acting, printing) = (Acting::new(loader), RwSignal::new(false));
    let print = move |_| {
        printing.set(true);
        // Once the letter is marked as what is printed.
        request_animation_frame(move || {
            page::print();
            let _ = printing.try_set(false);
        });
    };
    // A term that is over does not pause.
    let pauses = view.would_pause(restaurant.today());
    let (what_to_do, done) = match pauses {
        true => (texts::OFFER_WAITS_TEXT, texts::OFFER_NOW_SENT),
        false => (texts::OFFER_WAITS_LATE, texts::OFFER_NOW_SENT_LATE),
    };
    let sent = Callback::new(move |()| {
        let call = note_offer(number, OfferNote::Sent);
        acting.act(done, call);
    });
    let title = match settlement.undelivered_at {
        Some(_) => texts::OFFER_UNDELIVERED,
        None => texts::OFFER_WAITS,
    };
    let offer = settlement.offer;
    let refund = offer
        .refund_cents
        .map(|amount| view! { <p>{claims::would_give_back(&restaurant.format(amount))}</p> });
    let head = letter_head(
        &view.claim,
        claims::date(restaurant.zone().date(offer.at)),
        &restaurant.zone(),
    );
    view! {
        <div class="notice" role="status">
            <p class="notice__title">{title}</p>
            <p>{what_to_do}</p>
        </div>
        <div class="letter" data-printing=move || printing.get().to_string()>
            {head}
            <p>{claims::OFFER_LEAD}</p>
            <p>{offer.offer}</p>
            {refund}
            <p>{claims::offer_term(PAUSE_DAYS, pauses)}</p>
            <p>{texts::OFFER_RETURN} " " <b>{ACCEPTED_WORDS}</b></p>
            <p>
                {offer.by.name}
                <br />
                {texts::CLAIM_SIGNATURE}
                ": ____________________"
            </p>
            <p class="muted">{claims::OTHER_WAYS}</p>
        </div>
        <div class="cluster">
            <button type="button" class="button" on:click=print>
                <Icon name="receipt" />
                {texts::OFFER_PRINT}
            </button>
            <Twice words=texts::OFFER_WENT sure=texts::CLAIM_LETTER_SURE busy=acting.busy act=sent />
        </div>
    }
    .into_any()
}

/// What the consumer said by telephone or letter.
#[component]
fn ToNote(view: ClaimView, loader: Loader) -> AnyView {
    let number = view.claim.number;
    let acting = Acting::new(loader);
    let busy = acting.busy;
    let note = move |note: OfferNote, done: &'static str| {
        Callback::new(move |()| acting.act(done, note_offer(number, note)))
    };
    let accepted = note(OfferNote::Accepted, texts::OFFER_NOW_ACCEPTED);
    let declined = note(OfferNote::Declined, texts::OFFER_NOW_DECLINED);
    view! {
        <p class="muted">{texts::OFFER_NOTE}</p>
        <div class="cluster">
            <Twice words=texts::OFFER_ACCEPTED sure=texts::OFFER_SURE busy act=accepted />
            <Twice words=texts::OFFER_DECLINED sure=texts::OFFER_SURE busy act=declined />
        </div>
    }
    .into_any()
}
