//! Who comes in on a tablet that several people share: each by name, with a PIN, and what waits meanwhile.

use super::behind::Queue;
use crate::state::erased::memo;
use crate::state::session::Session;
use crate::state::shared_tablet::SharedTablet;
use ::texts::now::console::tablet as texts;
use ::texts::now::{console as words, errors};
use api::Code;
use api::auth::SignedInStaff;
use api::tablets::{AtTheDoor, Door};
use domain::customer::{first_name, initial};
use domain::pin::PIN_DIGITS;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::icon::Icon;
use ui::page;
use ui::toast::{Toasts, Tone};

/// The id of the heading over the keys, to which the focus goes with the person.
const KEYS: &str = "pin";

/// What somebody types who comes in.
#[derive(Debug, Clone, Copy)]
struct Entry {
    tablet: SharedTablet,
    /// The user name of who it is.
    chosen: RwSignal<Option<String>>,
    typed: RwSignal<String>,
    error: RwSignal<Option<String>>,
    forgot: RwSignal<bool>,
    busy: RwSignal<bool>,
    session: Session,
    toasts: Toasts,
    done: Callback<SignedInStaff>,
}

/// The people of the tablet, the keys, and the way in with a password.
#[component]
pub fn Crew(
    done: Callback<SignedInStaff>,
    /// Comes in with a password instead.
    password: RwSignal<bool>,
) -> AnyView {
    let tablet = SharedTablet::expect();
    let entry = Entry {
        tablet,
        chosen: RwSignal::new(tablet.door_now().and_then(|door| first_chosen(&door))),
        typed: RwSignal::new(String::new()),
        error: RwSignal::new(None),
        forgot: RwSignal::new(false),
        busy: RwSignal::new(false),
        session: Session::expect(),
        toasts: Toasts::expect(),
        done,
    };
    entry.listen();
    view! {
        <div class="entry">
            <section class="card stack" aria-labelledby="quien-eres">
                <div class="entry__head">
                    <h1 id="quien-eres">{texts::WHO}</h1>
                    <p class="muted">
                        {move || tablet.door().map(|door| texts::tablet(&door.tablet)).unwrap_or_default()}
                    </p>
                </div>
                <People entry />
                <Queue />
                <button type="button" class="button button--quiet" on:click=move |_| password.set(true)>
                    {texts::WITH_PASSWORD}
                </button>
            </section>
            <Keys entry />
        </div>
    }
    .into_any()
}

/// Who it is before anybody has said so: who was there last, or the only one there is.
fn first_chosen(door: &Door) -> Option<String> {
    let known = |username: &String| door.people.iter().any(|person| &person.username == username);
    let only = match door.people.as_slice() {
        [person] => Some(person.username.clone()),
        _ => None,
    };
    door.last.clone().filter(known).or(only)
}

impl Entry {
    /// Takes digits from a keyboard too, until the owner is gone.
    fn listen(self) {
        let key = window_event_listener(ev::keydown, move |event| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() {
                return;
            }
            let key = event.key();
            match key.chars().next().filter(char::is_ascii_digit) {
                Some(digit) if key.len() == 1 => self.press(digit),
                _ if key == "Backspace" => self.erase(),
                _ => {}
            }
        });
        on_cleanup(move || key.remove());
    }

    /// Who it is, as far as they still may come in; followed.
    fn person(self) -> Option<AtTheDoor> {
        let chosen = self.chosen.get()?;
        let door = self.tablet.door()?;
        door.people.into_iter().find(|person| person.username == chosen)
    }

    fn choose(self, username: String, locked: bool) {
        if locked {
            // A manager may have unlocked it just now.
            self.tablet.look();
        }
        self.chosen.set(Some(username));
        self.typed.set(String::new());
        self.error.set(None);
        self.forgot.set(false);
        page::focus(KEYS);
    }

    fn press(self, digit: char) {
        let person = untrack(move || self.person());
        let Some(person) = person.filter(|person| !person.locked) else {
            return;
        };
        if self.busy.get_untracked() || self.typed.with_untracked(|typed| typed.len() >= PIN_DIGITS) {
            return;
        }
        self.error.set(None);
        self.typed.update(|typed| typed.push(digit));
        if self.typed.with_untracked(|typed| typed.len() == PIN_DIGITS) {
            self.enter(person.username);
        }
    }

    fn erase(self) {
        if !self.busy.get_untracked() {
            self.typed.update(|typed| {
                typed.pop();
            });
        }
    }

    fn enter(self, username: String) {
        self.busy.set(true);
        let pin = self.typed.get_untracked();
        spawn_local(async move {
            match self.session.sign_in_with_pin(username, pin).await {
                Ok(me) => {
                    let _ = self.done.try_run(me);
                }
                // The tablet is registered no more.
                Err(error) if error.code == Code::Unauthenticated => {
                    self.toasts.say(Tone::Danger, error.message);
                    self.tablet.learn(None);
                }
                Err(error) => {
                    if error.code == Code::PinLocked || error.code == Code::WrongCredentials {
                        self.tablet.look();
                        let _ = self.typed.try_set(String::new());
                        page::focus(KEYS);
                    }
                    let _ = self.error.try_set(Some(error.message));
                }
            }
            let _ = self.busy.try_set(false);
        });
    }
}

/// Those who may come in.
#[component]
fn People(entry: Entry) -> AnyView {
    let people = memo(move || entry.tablet.door().map(|door| door.people).unwrap_or_default());
    view! {
        {move || people.with(Vec::is_empty).then(|| view! { <p class="notice">{texts::NOBODY}</p> })}
        <div class="crew" role="group" aria-label=texts::CREW>
            <For
                each=move || people.get()
                key=|person| (person.username.clone(), person.name.clone(), person.role, person.locked)
                children=move |person| one(entry, person)
            />
        </div>
    }
    .into_any()
}

fn one(entry: Entry, person: AtTheDoor) -> AnyView {
    let username = person.username.clone();
    let chosen = memo(move || entry.chosen.with(|chosen| chosen.as_ref() == Some(&username)));
    let username = person.username;
    let choose = move |_| entry.choose(username.clone(), person.locked);
    let below = match person.locked {
        true => texts::LOCKED,
        false => words::role(person.role),
    };
    view! {
        <button
            type="button"
            class="crew__person"
            data-locked=person.locked.then_some("true")
            aria-pressed=move || chosen.get().to_string()
            on:click=choose
        >
            <span class="avatar" aria-hidden="true">
                {initial(&person.name).to_owned()}
            </span>
            <span>
                <bdi>{person.name.clone()}</bdi>
                <small>{below}</small>
            </span>
        </button>
    }
    .into_any()
}

/// The keys with the dots above them.
#[component]
fn Keys(entry: Entry) -> AnyView {
    let person = memo(move || entry.person());
    let title = move || match person.get() {
        Some(person) => texts::pin_of(first_name(&person.name)),
        None => texts::CHOOSE.to_owned(),
    };
    let closed = memo(move || person.with(|person| person.as_ref().is_none_or(|person| person.locked)));
    let said = move || {
        let locked = person.with(|person| person.as_ref().is_some_and(|person| person.locked));
        let locked = locked.then(|| errors::PIN_LOCKED.to_owned());
        entry.error.get().or(locked)
    };
    Effect::new(move |before: Option<bool>| {
        let closed = closed.get();
        if before.is_some_and(|before| before != closed) {
            entry.typed.set(String::new());
            entry.error.set(None);
        }
        closed
    });
    let typed = move || entry.typed.with(String::len);
    // What was typed stays where only its answer is missing.
    let again = memo(move || entry.error.with(Option::is_some) && !entry.busy.get() && typed() == PIN_DIGITS);
    let enter = move |_| {
        if let Some(person) = person.get_untracked() {
            entry.enter(person.username);
        }
    };
    let key = move |digit: char| {
        view! {
            <button
                type="button"
                class="button"
                disabled=move || closed.get()
                on:click=move |_| entry.press(digit)
            >
                {digit.to_string()}
            </button>
        }
    };
    view! {
        <section class="card pin" aria-labelledby=KEYS>
            <h2 id=KEYS tabindex="-1">
                {title}
            </h2>
            <p class="pin__dots" role="img" aria-label=move || texts::digits(typed(), PIN_DIGITS)>
                {(0..PIN_DIGITS)
                    .map(|place| view! { <i data-on=move || (typed() > place).then_some("true")></i> })
                    .collect_view()}
            </p>
            <p class="visually-hidden" role="status">
                {move || if entry.busy.get() { texts::CHECKING.to_owned() } else { texts::digits(typed(), PIN_DIGITS) }}
            </p>
            <div class="pin__said" role="alert">
                {move || said().map(|said| view! { <p class="field__error">{said}</p> })}
            </div>
            {move || {
                again
                    .get()
                    .then(|| {
                        view! {
                            <button type="button" class="button button--primary" on:click=enter>
                                {texts::AGAIN}
                            </button>
                        }
                    })
            }}
            <div class="pin__keys" aria-busy=move || entry.busy.get().then_some("true")>
                {('1'..='9').map(key).collect_view()}
                <button
                    type="button"
                    class="button button--quiet"
                    aria-label=texts::ERASE
                    disabled=move || closed.get()
                    on:click=move |_| entry.erase()
                >
                    <Icon name="back" />
                </button>
                {key('0')}
                <button
                    type="button"
                    class="button button--quiet pin__help"
                    aria-label=texts::FORGOT_PIN
                    aria-expanded=move || entry.forgot.get().to_string()
                    on:click=move |_| entry.forgot.update(|forgot| *forgot = !*forgot)
                >
                    {texts::FORGOT}
                </button>
            </div>
            <div role="status">
                {move || entry.forgot.get().then(|| view! { <p class="notice">{texts::FORGOT_TEXT}</p> })}
            </div>
        </section>
    }
    .into_any()
}
