//! Offering to settle a sheet, and what came of the offer: the term pauses while the consumer has it.

use super::claim_letter::letter_head;
use super::twice::Twice;
use crate::state::house::House;
use crate::state::kept::Kept;
use crate::state::session::Session;
use crate::state::taps::patiently;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::claims::{ClaimView, note_offer, offer_settlement};
use shared::api::{ApiError, Code};
use shared::domain::claim::{ACCEPTED_WORDS, OfferForm, OfferNote, PAUSE_DAYS, ReplyBy, Settlement};
use shared::texts::es::{claims, console as texts, errors};
use shared::ui::icon::Icon;
use shared::ui::toast::{Toasts, Tone};
use shared::ui::typed::typed;
use shared::ui::{page, storage};
use std::future::Future;

/// The form while nothing was offered, and the offer afterwards.
#[component]
pub fn ClaimOffer(view: ClaimView, kept: Kept) -> AnyView {
    match view.settlement.clone() {
        Some(settlement) => view! { <Offered view settlement kept /> }.into_any(),
        None if view.may_be_offered() => view! { <OfferSheet view kept /> }.into_any(),
        None => ().into_any(),
    }
}

/// What is done to a claim, once at a time.
#[derive(Clone, Copy)]
struct Acting {
    busy: RwSignal<bool>,
    kept: Kept,
    session: Session,
    toasts: Toasts,
}

impl Acting {
    fn new(kept: Kept) -> Acting {
        Acting {
            busy: RwSignal::new(false),
            kept,
            session: Session::expect(),
            toasts: Toasts::expect(),
        }
    }

    /// Says what came of a call.
    fn act(self, done: &'static str, call: impl Future<Output = Result<ClaimView, ApiError>> + 'static) {
        let Acting {
            busy,
            kept,
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
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            kept.ask();
        });
    }
}

#[component]
fn OfferSheet(view: ClaimView, kept: Kept) -> AnyView {
    let number = view.claim.number;
    let by_letter = view.claim.form.reply_by == ReplyBy::Letter;
    let pauses = view.would_pause(House::expect().today());
    // What was written survives a reload, until it is sent.
    let name = StoredValue::new(format!("offer-{number}"));
    let written: String = name.with_value(|name| storage::kept(name)).unwrap_or_default();
    let (open, offer) = (!written.is_empty(), RwSignal::new(written));
    let (acting, problem) = (Acting::new(kept), RwSignal::new(None::<String>));
    let busy = acting.busy;
    Effect::new(move |_| {
        offer.with(|offer| {
            name.with_value(|name| match offer.is_empty() {
                true => storage::forget(name),
                false => storage::keep(name, offer),
            });
        });
    });
    let id = format!("oferta-{number}");
    let (of, hint, error) = (id.clone(), format!("{id}-ayuda"), format!("{id}-error"));
    let (described, focused) = (format!("{hint} {error}"), StoredValue::new(id.clone()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let form = OfferForm {
            offer: offer.get_untracked(),
        };
        match form.checked() {
            Ok(form) => {
                problem.set(None);
                let done = if by_letter {
                    texts::OFFER_READY
                } else {
                    texts::OFFER_GONE
                };
                acting.act(done, async move {
                    let offered = patiently(offer_settlement(number, form)).await;
                    if offered.is_ok() {
                        let _ = offer.try_set(String::new());
                    }
                    offered
                });
            }
            Err(wrong) => {
                problem.set(wrong.first().map(|(_, problem)| errors::field(*problem)));
                focused.with_value(|id| page::focus(id));
            }
        }
    };
    let send = if by_letter {
        texts::OFFER_PREPARE
    } else {
        texts::OFFER_SEND
    };
    let words = move || if busy.get() { texts::CLAIM_SENDING } else { send };
    view! {
        <details class="claim__offer" open=open>
            <summary>{texts::OFFER_MAKE}</summary>
            <form class="stack" novalidate=true on:submit=submit>
                <div class="field">
                    <label class="field__label" for=of>
                        {texts::OFFER_TEXT}
                    </label>
                    <textarea
                        class="field__input"
                        id=id
                        maxlength=4_000
                        aria-required="true"
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        aria-describedby=described
                        prop:value=offer
                        on:input=move |event| {
                            offer.set(typed(&event));
                            problem.set(None);
                        }
                    ></textarea>
                    <p class="field__hint" id=hint>
                        {texts::offer_hint(PAUSE_DAYS, pauses)}
                    </p>
                    <div id=error>
                        {move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}
                    </div>
                </div>
                <div class="cluster">
                    <button class="button" aria-busy=move || busy.get().then_some("true")>
                        {words}
                    </button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

#[component]
fn Offered(view: ClaimView, settlement: Settlement, kept: Kept) -> AnyView {
    let house = House::expect();
    let over = view.reply.is_some() || view.answered_at.is_some();
    let to_send = (!over && view.offer_waits())
        .then(|| view! { <ToSend view=view.clone() settlement=settlement.clone() kept /> });
    let to_note = (!over && settlement.sent.is_some() && settlement.answer.is_none())
        .then(|| view! { <ToNote view=view.clone() kept /> });
    let facts = facts(&settlement, house);
    // An order is named, so that somebody may expect its money.
    let by_hand = (settlement.is_accepted() && !view.claim.form.order.is_empty())
        .then(|| view! { <p>{texts::OFFER_MONEY}</p> });
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

fn facts(settlement: &Settlement, house: House) -> Vec<AnyView> {
    let zone = house.zone();
    let moment = |at| claims::moment(&zone, at);
    let offer = &settlement.offer;
    let mut facts = vec![(
        texts::OFFER_BY,
        texts::replied_by(&offer.by.name, &moment(offer.at)),
    )];
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
fn ToSend(view: ClaimView, settlement: Settlement, kept: Kept) -> AnyView {
    let house = House::expect();
    let number = view.claim.number;
    let (acting, printing) = (Acting::new(kept), RwSignal::new(false));
    let print = move |_| {
        printing.set(true);
        // Once the letter is marked as what is printed.
        request_animation_frame(move || {
            page::print();
            let _ = printing.try_set(false);
        });
    };
    // A term that is over does not pause.
    let pauses = view.would_pause(house.today());
    let (what_to_do, done) = match pauses {
        true => (texts::OFFER_WAITS_TEXT, texts::OFFER_NOW_SENT),
        false => (texts::OFFER_WAITS_LATE, texts::OFFER_NOW_SENT_LATE),
    };
    let sent = Callback::new(move |()| {
        let call = patiently(note_offer(number, OfferNote::Sent));
        acting.act(done, call);
    });
    let title = match settlement.undelivered_at {
        Some(_) => texts::OFFER_UNDELIVERED,
        None => texts::OFFER_WAITS,
    };
    let offer = settlement.offer;
    let head = letter_head(
        &view.claim,
        claims::date(house.zone().date(offer.at)),
        &house.zone(),
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
fn ToNote(view: ClaimView, kept: Kept) -> AnyView {
    let number = view.claim.number;
    let acting = Acting::new(kept);
    let busy = acting.busy;
    let note = move |note: OfferNote, done: &'static str| {
        Callback::new(move |()| acting.act(done, patiently(note_offer(number, note))))
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
