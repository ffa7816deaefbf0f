//! Offering to settle a sheet: what the consumer reads, and what goes back once it is accepted.

use super::claim_offer::Acting;
use super::claim_refund::{ClaimRefund, Refund, problem_at, still_reading};
use super::claim_text::{ClaimText, Wrong, by_the_rules, by_the_server, keep, set_right};
use crate::state::restaurant::RestaurantState;
use api::claims::ClaimView;
use domain::claim::{ClaimNumber, OfferForm, PAUSE_DAYS, ReplyBy};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::claims::offer_settlement;
use texts::now::console as texts;
use ui::resource::Loader;
use ui::{page, storage};

/// The field of the money that goes back.
const MONEY: &str = "/refundCents";

/// The fields of an offer and what is done with them.
#[derive(Clone, Copy)]
struct Offering {
    number: ClaimNumber,
    by_letter: bool,
    offer: RwSignal<String>,
    refund: Refund,
    problems: RwSignal<Wrong>,
    acting: Acting,
}

impl Offering {
    /// What was written survives a reload, until it is sent.
    fn new(view: &ClaimView, loader: Loader) -> Offering {
        let number = view.claim.number;
        let name = StoredValue::new(format!("offer-{number}"));
        let written: OfferForm = name.with_value(|name| storage::load(name)).unwrap_or_default();
        let offering = Offering {
            number,
            by_letter: view.claim.form.reply_by == ReplyBy::Letter,
            offer: RwSignal::new(written.offer),
            refund: Refund::new(written.refund_cents),
            problems: RwSignal::default(),
            acting: Acting::new(loader),
        };
        keep(name, move || offering.form());
        offering
    }

    fn form(self) -> OfferForm {
        OfferForm {
            offer: self.offer.get(),
            refund_cents: self.refund.wanted(),
        }
    }

    fn text_id(self) -> String {
        format!("oferta-{}", self.number)
    }

    fn amount_id(self) -> String {
        format!("devolucion-oferta-{}", self.number)
    }

    /// Says what is wrong, and puts the focus on the first of it.
    fn show(self, wrong: Wrong) {
        let money_first = wrong.first().is_some_and(|(at, _)| at == MONEY);
        let _ = self.problems.try_set(wrong);
        page::focus(&if money_first {
            self.amount_id()
        } else {
            self.text_id()
        });
    }

    fn send(self) {
        if self.acting.busy.get_untracked() {
            return;
        }
        let form = match untrack(move || self.form()).checked() {
            Ok(_) if self.refund.is_reading() => return self.show(vec![still_reading(MONEY)]),
            Ok(form) => form,
            Err(wrong) => return self.show(by_the_rules(wrong)),
        };
        self.problems.set(Vec::new());
        let done = if self.by_letter {
            texts::OFFER_READY
        } else {
            texts::OFFER_GONE
        };
        self.acting.act(done, async move {
            let offered = offer_settlement(self.number, form).await;
            match &offered {
                Ok(_) => {
                    let _ = self.offer.try_set(String::new());
                    let _ = self.refund.giving.try_set(false);
                }
                Err(error) if !error.fields.is_empty() => self.show(by_the_server(error)),
                Err(_) => {}
            }
            offered
        });
    }

    /// The words on the button.
    fn label(self) -> &'static str {
        match (self.acting.busy.get(), self.by_letter) {
            (true, _) => texts::CLAIM_SENDING,
            (false, true) => texts::OFFER_PREPARE,
            (false, false) => texts::OFFER_SEND,
        }
    }
}

/// The form, closed until somebody wants it.
#[component]
pub fn OfferSheet(view: ClaimView, loader: Loader) -> AnyView {
    let pauses = view.would_pause(RestaurantState::expect().today());
    let offering = Offering::new(&view, loader);
    let (problems, busy) = (offering.problems, offering.acting.busy);
    let open = untrack(move || offering.form()) != OfferForm::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        offering.send();
    };
    // The record of the order's money is read once somebody wants to offer something.
    let wanted = RwSignal::new(open);
    let want = move |_| {
        // Once: setting it again would read the record again.
        if !wanted.get_untracked() {
            wanted.set(true);
        }
    };
    let order = StoredValue::new(view.claim.order_id.clone());
    let claimed = view.claim.form.amount_cents;
    let money = move || {
        let order = order.get_value().filter(|_| wanted.get())?;
        let (id, refund) = (offering.amount_id(), offering.refund);
        let changed = Callback::new(move |()| set_right(problems, MONEY));
        let problem = problem_at(problems, MONEY);
        let same_way = texts::REFUND_WHEN_ACCEPTED;
        Some(view! { <ClaimRefund order claimed refund id same_way problem changed /> })
    };
    view! {
        <details class="claim__offer" open=open on:toggle=want>
            <summary>{texts::OFFER_MAKE}</summary>
            <form class="stack" novalidate=true on:submit=submit>
                <ClaimText
                    id=offering.text_id()
                    label=texts::OFFER_TEXT
                    longest=4_000
                    hint=texts::offer_hint(PAUSE_DAYS, pauses)
                    value=offering.offer
                    problems
                    pointer="/offer"
                />
                {money}
                <div class="cluster">
                    <button class="button" aria-busy=move || busy.get().then_some("true")>
                        {move || offering.label()}
                    </button>
                </div>
            </form>
        </details>
    }
    .into_any()
}
