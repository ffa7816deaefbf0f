//! A PIN for somebody: chosen or proposed, and shown this once.

use super::Team;
use crate::components::text_field::TextField;
use crate::state::erased::{effect, memo};
use crate::state::session::Session;
use ::texts::now::console as words;
use ::texts::now::console::tablet as texts;
use ::texts::now::errors;
use api::Code;
use api::staff::{NewPin, StaffMember, StaffPin};
use domain::customer::first_name;
use domain::pin::{PIN_DIGITS, Pin};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::tablets::{give_pin, unlock_pin};
use ui::page;
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

const PIN: &str = "pin-nuevo";

/// The sheet of somebody's PIN.
#[component]
pub(crate) fn GivePin(team: Team) -> AnyView {
    let open = RwSignal::new(false);
    let given = RwSignal::new(None::<StaffPin>);
    let to = team.pin_of;
    effect(move || open.set(to.with(Option::is_some)));
    effect(move || {
        if !open.get() && to.with_untracked(Option::is_some) {
            to.set(None);
        }
    });
    // The one of somebody is shown in no sheet of somebody else.
    effect(move || {
        to.track();
        given.set(None);
    });
    let person = memo(move || team.person(to.get()?).get());
    let title = Signal::derive(move || {
        let name = person.get().map(|person| person.name).unwrap_or_default();
        texts::pin_of(first_name(&name))
    });
    let username = memo(move || to.get());
    view! {
        <Sheet open title id="pin-de">
            {move || match (username.get(), given.get()) {
                (Some(_), Some(given)) => view! { <Given given open /> }.into_any(),
                (Some(username), None) => view! { <PinForm team username given /> }.into_any(),
                (None, _) => ().into_any(),
            }}
        </Sheet>
    }
    .into_any()
}

#[component]
pub(crate) fn PinForm(team: Team, username: String, given: RwSignal<Option<StaffPin>>) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let pin = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let text = pin.get_untracked();
        let read = (!text.trim().is_empty()).then(|| Pin::read(&text)).transpose();
        wrong.set(read.as_ref().err().map(|problem| errors::field(*problem)));
        let Ok(read) = read else { return page::focus(PIN) };
        busy.set(true);
        let (username, asked) = (username.clone(), session.asked());
        let new = NewPin {
            pin: read.map(|pin| pin.as_str().to_owned()),
        };
        spawn_local(async move {
            match give_pin(username, new).await {
                Ok(after) => {
                    let person = after.person.clone();
                    let shown = team.pin_of.try_get_untracked().flatten();
                    if shown.as_ref() == Some(&person.username) {
                        let _ = given.try_set(Some(after));
                    }
                    team.learn(person);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.is_no_answer() => toasts.say(Tone::Danger, texts::PERHAPS_GIVEN),
                Err(error) => match error.field("/pin") {
                    Some(said) => {
                        let _ = wrong.try_set(Some(said.to_owned()));
                        page::focus(PIN);
                    }
                    None => toasts.say(Tone::Danger, error.message),
                },
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="sheet__body">
                <p>{texts::GIVE_LEAD}</p>
                <TextField
                    id=PIN
                    label=texts::PIN
                    hint=texts::PIN_HINT
                    value=pin
                    wrong
                    typed=Callback::new(move |text| pin.set(text))
                    longest=PIN_DIGITS
                    keys="numeric"
                />
            </div>
            <div class="sheet__foot">
                <button type="button" class="button" on:click=move |_| team.pin_of.set(None)>
                    {words::NOT_NOW}
                </button>
                <button class="button button--primary" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::GIVING } else { texts::GIVE }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The PIN, this once.
#[component]
pub(crate) fn Given(given: StaffPin, open: RwSignal<bool>) -> AnyView {
    view! {
        <div class="sheet__body" role="status">
            <p>{texts::GIVEN_LEAD}</p>
            <dl class="staff__credentials" translate="no">
                <div>
                    <dt>
                        <bdi>{given.person.name}</bdi>
                    </dt>
                    <dd>{given.pin}</dd>
                </div>
            </dl>
            <p class="notice notice--warning">{texts::GIVEN_ONCE}</p>
        </div>
        <div class="sheet__foot">
            <button type="button" class="button button--primary" on:click=move |_| open.set(false)>
                {texts::NOTED}
            </button>
        </div>
    }
    .into_any()
}

/// Lets somebody's PIN be tried again.
#[component]
pub(crate) fn Unlock(team: Team, #[prop(into)] person: Signal<StaffMember>) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let busy = RwSignal::new(false);
    let unlock = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (username, asked) = (
            person.with_untracked(|person| person.username.clone()),
            session.asked(),
        );
        spawn_local(async move {
            match unlock_pin(username).await {
                Ok(after) => {
                    toasts.say(Tone::Success, texts::unlocked(first_name(&after.name)));
                    team.learn(after);
                    page::focus_unless_placed("contenido");
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <button
            type="button"
            class="button button--primary"
            aria-label=move || texts::unlock(&person.with(|person| person.name.clone()))
            aria-busy=move || busy.get().then_some("true")
            on:click=unlock
        >
            {texts::UNLOCK}
        </button>
    }
    .into_any()
}
