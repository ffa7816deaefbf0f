//! What customer and restaurant wrote to each other, and a message more.

use super::steps::{Changed, Doing};
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{console::catering as texts, shared::sentence};
use api::ApiError;
use api::catering::{CateringAction, CateringView, MessageView};
use domain::catering::MAX_MESSAGE;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui::page;

const FIELD: &str = "catering-mensaje";

#[component]
pub fn Talk(request: Memo<CateringView>, changed: Changed) -> AnyView {
    let restaurant = RestaurantState::expect();
    let messages = memo(move || request.with(|request| request.page.messages.clone()));
    let open = memo(move || request.with(|request| request.page.status.is_open()));
    let shown = move || {
        let messages = messages.get();
        if messages.is_empty() {
            return view! { <p class="muted">{texts::NO_MESSAGES}</p> }.into_any();
        }
        let rows: Vec<AnyView> = messages
            .into_iter()
            .map(|message| row(message, restaurant))
            .collect();
        view! { <ol class="talk">{rows}</ol> }.into_any()
    };
    view! {
        <section class="card">
            <h2 class="card__title">{texts::MESSAGES}</h2>
            {shown}
            {move || open.get().then(|| view! { <Write request changed /> })}
        </section>
    }
    .into_any()
}

/// What is typed stays until it was taken.
#[component]
fn Write(request: Memo<CateringView>, changed: Changed) -> AnyView {
    let doing = Doing::new(request.with_untracked(|request| request.page.id.clone()), changed);
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = text.get_untracked().trim().to_owned();
        if words.is_empty() {
            wrong.set(Some(texts::MESSAGE_MISSING.to_owned()));
            return page::focus(FIELD);
        }
        wrong.set(None);
        let then = move |answer: Result<(), ApiError>| match answer {
            Ok(()) => drop(text.try_set(String::new())),
            Err(error) => drop(wrong.try_set(Some(error.message))),
        };
        doing.act_then(CateringAction::Write { text: words }, texts::SENT, Box::new(then));
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <div class="field">
                <label class="field__label" for=FIELD>
                    {texts::YOUR_MESSAGE}
                </label>
                <textarea
                    class="field__input"
                    id=FIELD
                    maxlength=MAX_MESSAGE.to_string()
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    aria-describedby="catering-mensaje-error"
                    bind:value=text
                ></textarea>
                <div id="catering-mensaje-error" role="alert">
                    {move || wrong.get().map(|text| view! { <p class="field__error">{text}</p> })}
                </div>
            </div>
            <div class="cluster">
                <button class="button" aria-busy=move || doing.busy.get().then_some("true")>
                    {move || if doing.busy.get() { texts::SENDING } else { texts::WRITE }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn row(message: MessageView, restaurant: RestaurantState) -> AnyView {
    let who = texts::written_by(
        &message.by,
        message.from_customer,
        &sentence(&restaurant.moment(message.at)),
    );
    let wish = message
        .wants_change
        .then(|| view! { <span class="badge badge--warning">{texts::WANTS_CHANGE}</span> });
    view! {
        <li data-mine=(!message.from_customer).to_string()>
            <span class="talk__who">{who} {wish}</span>
            <p>{message.text}</p>
        </li>
    }
    .into_any()
}
