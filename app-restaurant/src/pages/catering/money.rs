//! How the money of a request stands, and money that did not come through the gateway.

use super::field::{Field, Takes, Wrong, id_of};
use super::ledger::Ledger;
use super::steps::{Changed, Doing};
use super::versions::sum_row;
use crate::state::catering::{due_first, soles};
use crate::state::erased::{effect, memo};
use crate::state::restaurant::RestaurantState;
use ::texts::now::{catering as problems, console as words, console::catering as texts};
use api::ApiError;
use api::catering::{CateringAction, CateringMoney, CateringView};
use domain::Money as Amount;
use domain::payment::PaymentMethod;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::page;

/// The id of the section, to which cards lead.
const HERE: &str = "cobrar";
const WAYS: [PaymentMethod; 3] = [PaymentMethod::Cash, PaymentMethod::Yape, PaymentMethod::Card];
const AMOUNT: &str = "/amountCents";

#[component]
pub fn Money(request: Memo<CateringView>, changed: Changed) -> AnyView {
    let restaurant = RestaurantState::expect();
    let money = memo(move || request.with(|request| request.page.money));
    let due_at = memo(move || request.with(|request| request.page.balance_due_at));
    let quoted = memo(move || request.with(|request| request.page.quote.is_some()));
    let owes = memo(move || money.with(|money| money.owed_cents > Amount::ZERO));
    if use_location().hash.get_untracked().trim_start_matches('#') == HERE {
        request_animation_frame(|| page::focus(HERE));
    }
    view! {
        <section class="card" id=HERE tabindex="-1">
            <h2 class="card__title">{texts::MONEY}</h2>
            {move || {
                if quoted.get() {
                    view_sums(money.get(), &restaurant.moment(due_at.get()), restaurant)
                } else {
                    view! { <p class="muted">{texts::NO_MONEY}</p> }.into_any()
                }
            }}
            <Ledger request />
            {move || owes.get().then(|| view! { <Take request changed /> })}
        </section>
    }
    .into_any()
}

fn view_sums(money: CateringMoney, due_at: &str, restaurant: RestaurantState) -> AnyView {
    let row = |name: &str, amount: Amount| {
        (amount > Amount::ZERO).then(|| sum_row(name, &restaurant.format(amount)))
    };
    let owes = money.owed_cents > Amount::ZERO;
    let rows: Vec<AnyView> = [
        Some(sum_row(texts::TOTAL, &restaurant.format(money.total_cents))),
        Some(sum_row(texts::DEPOSIT, &restaurant.format(money.deposit_cents))),
        Some(sum_row(texts::PAID_IN, &restaurant.format(money.paid_cents))),
        row(texts::DEPOSIT_MISSING, money.deposit_owed_cents),
        row(texts::OWED, money.owed_cents),
        owes.then(|| sum_row(texts::BALANCE_DUE, due_at)),
        row(texts::REFUNDED, money.refunded_cents),
        row(texts::REFUNDING, money.refunding_cents),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! { <dl class="totals">{rows}</dl> }.into_any()
}

/// Money that came in by hand.
#[component]
fn Take(request: Memo<CateringView>, changed: Changed) -> AnyView {
    let restaurant = RestaurantState::expect();
    let money = memo(move || request.with(|request| request.page.money));
    let amount = RwSignal::new(String::new());
    // The deposit comes first, then the rest.
    effect(move || amount.set(due_first(&money.get()).decimal()));
    let method = RwSignal::new(PaymentMethod::Cash);
    let wrong = Wrong::new();
    let doing = Doing::new(request.with_untracked(|request| request.page.id.clone()), changed);
    let say = move |text: String| {
        wrong.note(AMOUNT, text);
        page::focus(&id_of(AMOUNT));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let most = money.get_untracked().owed_cents;
        let read = soles(&amount.get_untracked()).filter(|amount| *amount > Amount::ZERO);
        let amount_cents = match read {
            None => return say(texts::AMOUNT_WRONG.to_owned()),
            Some(amount) if amount > most => return say(problems::at_most(&restaurant.format(most))),
            Some(amount) => amount,
        };
        let method = method.get_untracked();
        let then = move |answer: Result<(), ApiError>| {
            if let Err(error) = answer {
                let field = error.fields.into_iter().next();
                say(field.map_or(error.message, |field| field.message));
            }
        };
        let action = CateringAction::TakeMoney {
            method,
            amount_cents,
            owed_cents: Some(most),
        };
        doing.act_then(action, texts::MONEY_TAKEN, Box::new(then));
    };
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let found = WAYS.into_iter().find(|way| words::payment_method(*way) == chosen);
        method.set(found.unwrap_or(PaymentMethod::Cash));
    };
    view! {
        <form class="stack" novalidate on:submit=submit aria-label=texts::TAKE_MONEY>
            <h3>{texts::TAKE_MONEY}</h3>
            <div class="field-row">
                <Field
                    wrong
                    pointer=AMOUNT.to_owned()
                    label=texts::AMOUNT
                    value=amount
                    set=Callback::new(move |text| amount.set(text))
                    takes=Takes::Amount
                    longest=14
                />
                <div class="field">
                    <label class="field__label" for="catering-forma">
                        {texts::METHOD}
                    </label>
                    <select class="field__input" id="catering-forma" on:change=choose>
                        {WAYS.map(|way| view! { <option>{words::payment_method(way)}</option> }).collect_view()}
                    </select>
                </div>
            </div>
            <button class="button" aria-busy=move || doing.busy.get().then_some("true")>
                {move || if doing.busy.get() { texts::WORKING } else { texts::NOTE_MONEY }}
            </button>
        </form>
    }
    .into_any()
}
