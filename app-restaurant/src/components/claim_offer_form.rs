//! Offering to settle a sheet: what the consumer reads, and what goes back once it is accepted.

use super::claim_offer::Acting;
use super::claim_refund::{ClaimRefund, Refund, problem_at};
use crate::state::kept::Kept;
use crate::state::restaurant::RestaurantState;
use crate::state::taps::patiently;
use ::texts::now::{console as texts, errors};
use api::claims::ClaimView;
use domain::claim::{OfferForm, PAUSE_DAYS, ReplyBy};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::claims::offer_settlement;
use ui::typed::typed;
use ui::{page, storage};

/// The form, closed until somebody wants it.
#[component]
pub fn OfferSheet(view: ClaimView, kept: Kept) -> AnyView {
    let number = view.claim.number;
    let by_letter = view.claim.form.reply_by == ReplyBy::Letter;
    let pauses = view.would_pause(RestaurantState::expect().today());
    // What was written survives a reload, until it is sent.
    let name = StoredValue::new(format!("offer-{number}"));
    let written: OfferForm = name.with_value(|name| storage::load(name)).unwrap_or_default();
    let open = written != OfferForm::default();
    let (offer, refund) = (RwSignal::new(written.offer), Refund::new(written.refund_cents));
    let (acting, problems) = (Acting::new(kept), RwSignal::new(Vec::<(String, String)>::new()));
    let busy = acting.busy;
    let form = move || OfferForm {
        offer: offer.get(),
        refund_cents: refund.wanted(),
    };
    Effect::new(move |_| {
        let form = form();
        name.with_value(|name| match form == OfferForm::default() {
            true => storage::forget(name),
            false => storage::save(name, &form),
        });
    });
    let right = move |pointer: &'static str| {
        problems.update(|problems| problems.retain(|(known, _)| known != pointer));
    };
    let id = format!("oferta-{number}");
    let amount_id = format!("devolucion-oferta-{number}");
    let ids = StoredValue::new((id.clone(), amount_id.clone()));
    let show = move |wrong: Vec<(String, String)>| {
        let money_first = wrong.first().is_some_and(|(at, _)| at == "/refundCents");
        let _ = problems.try_set(wrong);
        let _ = ids.try_with_value(|(text, amount)| page::focus(if money_first { amount } else { text }));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let form = match untrack(form).checked() {
            Ok(form) => form,
            Err(wrong) => {
                let named = |(pointer, problem): (&str, _)| (pointer.to_owned(), errors::field(problem));
                return show(wrong.into_iter().map(named).collect());
            }
        };
        problems.set(Vec::new());
        let done = if by_letter {
            texts::OFFER_READY
        } else {
            texts::OFFER_GONE
        };
        acting.act(done, async move {
            let offered = patiently(offer_settlement(number, form)).await;
            match &offered {
                Ok(_) => {
                    let _ = offer.try_set(String::new());
                    let _ = refund.giving.try_set(false);
                }
                Err(error) if !error.fields.is_empty() => {
                    let fields = error.fields.iter();
                    show(
                        fields
                            .map(|field| (field.pointer.clone(), field.message.clone()))
                            .collect(),
                    );
                }
                Err(_) => {}
            }
            offered
        });
    };
    // The record of the order's money is read once somebody wants to offer something.
    let wanted = RwSignal::new(open);
    let order = StoredValue::new(view.claim.order_id.clone());
    let claimed = view.claim.form.amount_cents;
    let money = move || {
        let order = order.get_value().filter(|_| wanted.get())?;
        let id = amount_id.clone();
        let changed = Callback::new(move |()| right("/refundCents"));
        let problem = problem_at(problems, "/refundCents");
        let same_way = texts::REFUND_WHEN_ACCEPTED;
        Some(view! { <ClaimRefund order claimed refund id same_way problem changed /> })
    };
    let (of, hint, error) = (id.clone(), format!("{id}-ayuda"), format!("{id}-error"));
    let described = format!("{hint} {error}");
    let problem = problem_at(problems, "/offer");
    let send = if by_letter {
        texts::OFFER_PREPARE
    } else {
        texts::OFFER_SEND
    };
    let words = move || if busy.get() { texts::CLAIM_SENDING } else { send };
    view! {
        <details class="claim__offer" open=open on:toggle=move |_| wanted.set(true)>
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
                            right("/offer");
                        }
                    ></textarea>
                    <p class="field__hint" id=hint>
                        {texts::offer_hint(PAUSE_DAYS, pauses)}
                    </p>
                    <div id=error>
                        {move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}
                    </div>
                </div>
                {money}
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
