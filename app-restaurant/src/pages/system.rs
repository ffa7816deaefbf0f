//! Sistema: events that could not be handled.

use crate::components::empty::Empty;
use crate::pages::missing::NotForYou;
use crate::routes::Screen;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use api::Code;
use api::operations::DeadLetterView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::operations::{dead_letters, retry_dead_letter};
use std::time::Duration;
use texts::now::console as texts;
use ui::icon::Icon;
use ui::resource::{Loaded, Loader};
use ui::toast::{Toasts, Tone};

/// Several changes in a row are one question.
const PAUSE: Duration = Duration::from_secs(2);

#[component]
pub fn SystemScreen() -> AnyView {
    RestaurantState::expect().title(texts::SYSTEM);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::System.is_for(role)));
    view! {
        {move || {
            if allowed.get() { view! { <Letters /> }.into_any() } else { view! { <NotForYou /> }.into_any() }
        }}
    }
    .into_any()
}

#[component]
fn Letters() -> AnyView {
    let letters = RwSignal::new(Vec::<DeadLetterView>::new());
    let loader = Loader::filling(letters, dead_letters).every(PAUSE);
    let following = Following::expect();
    effect(move || {
        following.figures();
        loader.ask();
    });
    view! {
        <div class="console__head">
            <div>
                <h1>{texts::SYSTEM}</h1>
                <p class="muted">{texts::LETTERS_LEAD}</p>
            </div>
        </div>
        <Loaded loader loading=texts::LOADING_LETTERS>
            <Table letters loader />
        </Loaded>
    }
    .into_any()
}

#[component]
pub(crate) fn Table(letters: RwSignal<Vec<DeadLetterView>>, loader: Loader) -> AnyView {
    let empty = memo(move || letters.with(Vec::is_empty));
    view! {
        {move || {
            if empty.get() {
                return view! { <Empty art="empty_orders" title=texts::NO_LETTERS text=texts::NO_LETTERS_TEXT /> }
                    .into_any();
            }
            view! {
                <section class="stack">
                    <h2 id="avisos">{texts::LETTERS}</h2>
                    <div class="table-scroll" role="region" tabindex="0" aria-labelledby="avisos">
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">{texts::COLUMN_EVENT}</th>
                                    <th scope="col">{texts::COLUMN_ABOUT}</th>
                                    <th scope="col">{texts::COLUMN_WHO}</th>
                                    <th scope="col">{texts::COLUMN_ERROR}</th>
                                    <th scope="col">{texts::COLUMN_WHEN}</th>
                                    <th scope="col">{texts::COLUMN_NEXT}</th>
                                    <th scope="col">{texts::COLUMN_ACTION}</th>
                                </tr>
                            </thead>
                            <tbody>
                                <For
                                    each=move || letters.get()
                                    key=|letter| (letter.id.clone(), letter.failed_at)
                                    children=move |letter| view! { <Letter letter loader /> }
                                />
                            </tbody>
                        </table>
                    </div>
                </section>
            }
                .into_any()
        }}
    }
    .into_any()
}

#[component]
fn Letter(letter: DeadLetterView, loader: Loader) -> AnyView {
    let (restaurant, toasts, session) = (RestaurantState::expect(), Toasts::expect(), Session::expect());
    let busy = RwSignal::new(false);
    let id = StoredValue::new(letter.id.clone());
    let retry = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let id = id.get_value();
        spawn_local(async move {
            let asked = session.asked();
            match retry_dead_letter(id).await {
                Ok(()) => toasts.say(Tone::Success, texts::TRIED),
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            loader.ask();
        });
    };
    view! {
        <tr>
            <th scope="row">{letter.event.clone()}</th>
            <td>{letter.subject.clone()}</td>
            <td>{letter.subscriber}</td>
            <td>
                <p>{texts::failure(letter.cause)}</p>
                <p class="muted small">{letter.error}</p>
            </td>
            <td>
                <p>{restaurant.moment(letter.failed_at)}</p>
                <p class="muted small">{texts::tries(letter.tries)}</p>
            </td>
            <td>{letter.due_at.map_or_else(|| texts::NO_NEXT.to_owned(), |at| restaurant.moment(at))}</td>
            <td>
                <button
                    type="button"
                    class="button"
                    aria-label=texts::retry_of(&letter.event, &letter.subject)
                    aria-busy=move || busy.get().then_some("true")
                    on:click=retry
                >
                    {move || (!busy.get()).then(|| view! { <Icon name="refresh" /> })}
                    {move || if busy.get() { texts::TRYING } else { texts::TRY_AGAIN }}
                </button>
            </td>
        </tr>
    }
    .into_any()
}
