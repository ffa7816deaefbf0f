//! Whether money of the order goes back with the reply or an accepted offer, and how much.

use crate::state::catering::soles;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use api::ApiError;
use api::payments::PaymentView;
use domain::payment::PaymentMethod;
use domain::{Money, OrderId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::payments::payment_record;
use texts::now::console as texts;
use ui::failure::Failure;

/// What is typed: nothing goes back while `giving` is false.
#[derive(Debug, Clone, Copy)]
pub struct Refund {
    pub giving: RwSignal<bool>,
    pub amount: RwSignal<String>,
    /// Whether it is still being read what was paid: until then nobody could choose.
    reading: RwSignal<bool>,
}

impl Refund {
    pub fn new(before: Option<Money>) -> Refund {
        Refund {
            giving: RwSignal::new(before.is_some()),
            amount: RwSignal::new(
                before
                    .filter(|amount| *amount > Money::ZERO)
                    .map(Money::decimal)
                    .unwrap_or_default(),
            ),
            reading: RwSignal::new(false),
        }
    }

    /// Whether it cannot be sent yet, because nobody has seen what may go back.
    pub fn is_reading(self) -> bool {
        self.reading.get_untracked()
    }

    /// What goes back as it was typed; what is no amount, or none, is one that is refused.
    pub fn wanted(self) -> Option<Money> {
        let typed = |text: &String| soles(text).filter(|amount| *amount > Money::ZERO);
        let amount = || self.amount.with(typed).unwrap_or(Money(-1));
        self.giving.get().then(amount)
    }
}

/// Why it is not sent yet, at the field of the money.
pub fn still_reading(pointer: &str) -> (String, String) {
    (pointer.to_owned(), texts::REFUND_STILL_LOADING.to_owned())
}

/// What is wrong with a field, by its pointer.
pub fn problem_at(
    problems: RwSignal<Vec<(String, String)>>,
    pointer: &'static str,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        problems.with(|problems| {
            let found = problems.iter().find(|(known, _)| known == pointer);
            found.map(|(_, text)| text.clone())
        })
    })
}

/// `id` is that of the amount's field; `claimed` is what the consumer claims; `same_way` says when money that was not cash goes
/// back.
#[component]
pub fn ClaimRefund(
    order: OrderId,
    claimed: Option<Money>,
    refund: Refund,
    id: String,
    same_way: &'static str,
    problem: Signal<Option<String>>,
    changed: Callback<()>,
) -> AnyView {
    let (payment, failed) = (
        RwSignal::new(None::<PaymentView>),
        RwSignal::new(None::<ApiError>),
    );
    let ask = Callback::new(move |()| {
        let order = order.clone();
        failed.set(None);
        refund.reading.set(true);
        spawn_local(async move {
            match payment_record(order).await {
                Ok(found) => drop(payment.try_set(Some(found))),
                Err(error) => drop(failed.try_set(Some(error))),
            }
            if refund.reading.try_set(false).is_none() {
                changed.try_run(());
            }
        });
    });
    ask.run(());
    let left = memo(move || payment.with(|payment| payment.as_ref().map(PaymentView::can_go_back)));
    // What is claimed, where so much is left, is what one begins with.
    Effect::new(move |_| {
        let Some(left) = left.get() else { return };
        if left == Money::ZERO {
            // A draft may have been kept from before.
            refund.giving.set(false);
        }
        if refund.amount.with_untracked(String::is_empty) {
            let first = claimed.map_or(left, |claimed| claimed.min(left));
            refund.amount.set(first.decimal());
        }
    });
    let id = StoredValue::new(id);
    // A draft's amount may be refused before one sees its field.
    let refused = move || {
        let text = move || {
            problem
                .get()
                .map(|text| view! { <p class="field__error">{text}</p> })
        };
        view! {
            <div id=id.get_value() tabindex="-1">
                {text}
            </div>
        }
    };
    view! {
        {move || match left.get() {
            None if failed.with(Option::is_some) => {
                let failure = failed.get().map(|error| view! { <Failure error retry=Some(ask) /> });
                view! { {failure}{refused()} }.into_any()
            }
            None => view! { <p class="muted">{texts::REFUND_LOADING}</p>{refused()} }.into_any(),
            Some(Money::ZERO) => view! { <p class="muted">{texts::REFUND_NOTHING}</p>{refused()} }.into_any(),
            Some(left) => {
                let cash = payment
                    .with(|payment| payment.as_ref().is_some_and(|payment| payment.method == PaymentMethod::Cash));
                let note = if cash { texts::REFUND_CASH } else { same_way };
                view! { <Choice refund left note id=id.get_value() problem changed /> }.into_any()
            }
        }}
    }
    .into_any()
}

#[component]
pub(crate) fn Choice(
    refund: Refund,
    left: Money,
    note: &'static str,
    id: String,
    problem: Signal<Option<String>>,
    changed: Callback<()>,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let name = format!("{id}-si");
    let way = |wanted: bool, words: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=move || refund.giving.get() == wanted
                    on:change=move |_| {
                        refund.giving.set(wanted);
                        changed.run(());
                    }
                />
                <span class="choice__body">
                    <span class="choice__title">{words}</span>
                </span>
            </label>
        }
        .into_any()
    };
    let choices = [way(false, texts::REFUND_NONE), way(true, texts::REFUND_GIVE)];
    let (hint, error) = (format!("{id}-ayuda"), format!("{id}-error"));
    let described = format!("{hint} {error}");
    let words = texts::refund_left(&restaurant.format(left));
    let field = StoredValue::new((id, hint, error, described, words));
    view! {
        <fieldset>
            <legend class="field__label">{texts::REFUND_TITLE}</legend>
            <div class="choices choices--row">{choices}</div>
        </fieldset>
        {move || {
            refund
                .giving
                .get()
                .then(|| {
                    let (id, hint, error, described, words) = field.get_value();
                    view! {
                        <div class="field">
                            <label class="field__label" for=id.clone()>
                                {texts::REFUND_AMOUNT}
                            </label>
                            <input
                                class="field__input claim__amount"
                                id=id
                                type="text"
                                inputmode="decimal"
                                autocomplete="off"
                                maxlength="16"
                                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                                aria-describedby=described
                                prop:value=refund.amount
                                on:input=move |event| {
                                    refund.amount.set(event_target_value(&event));
                                    changed.run(());
                                }
                            />
                            <p class="field__hint" id=hint>
                                {words}
                                " "
                                {note}
                            </p>
                            <div id=error>
                                {move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}
                            </div>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}
