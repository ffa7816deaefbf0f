//! The tablets that several people share: which there are, when each is locked, and making the one in one's hands one of them.

use crate::components::text_field::TextField;
use crate::components::twice::Twice;
use crate::state::erased::{effect, follow, memo};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::shared_tablet::SharedTablet;
use ::texts::now::console::tablet as texts;
use ::texts::now::errors;
use api::tablets::{Tablet, TabletChange, Tablets};
use api::{ApiError, Code};
use domain::customer::check_name;
use domain::time::SECOND_MS;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::tablets::{change_tablet, register_tablet, remove_tablet, tablets};
use ui::clock::Clock;
use ui::page;
use ui::resource::Resource;
use ui::toast::{Toasts, Tone};

const NAME: &str = "tableta-nombre";

/// How often is looked which there are: no event tells of them.
const LOOKED_AGAIN_MS: i64 = 15 * SECOND_MS;

/// After how many minutes a tablet may be locked; 0 for never.
const LOCKS: [u16; 6] = [1, 2, 5, 15, 60, 0];

/// What the parts of this card share.
#[derive(Debug, Clone, Copy)]
pub struct Registered {
    pub tablets: Resource<Tablets>,
    /// Grows with each time at which is looked again.
    pub turn: Memo<i64>,
}

impl Registered {
    pub fn new() -> Registered {
        let clock = expect_context::<Clock>();
        Registered {
            tablets: Resource::new(tablets),
            turn: memo(move || clock.now().0 / LOOKED_AGAIN_MS),
        }
    }

    pub fn follow(self) {
        effect(move || {
            follow(self.turn);
            self.tablets.ask();
        });
    }

    /// Whether there is any; followed.
    pub fn any(self) -> bool {
        self.tablets
            .value
            .with(|known| known.as_ref().is_some_and(|known| !known.tablets.is_empty()))
    }
}

#[component]
pub(crate) fn TabletsCard(registered: Registered) -> AnyView {
    let shared = SharedTablet::expect();
    let known = memo(move || registered.tablets.value.get().map(|known| known.tablets));
    let empty = memo(move || known.with(|known| known.as_ref().is_some_and(Vec::is_empty)));
    let listed = move || known.get().unwrap_or_default();
    let register = memo(move || !shared.is_shared());
    view! {
        <section class="card stack" aria-labelledby="tabletas">
            <h2 class="card__title" id="tabletas" tabindex="-1">
                {texts::TITLE}
            </h2>
            <p class="muted">{texts::LEAD}</p>
            {move || empty.get().then(|| view! { <p class="muted">{texts::NONE_YET}</p> })}
            <ul class="tablets">
                <For
                    each=listed
                    key=|tablet| (tablet.id.clone(), tablet.name.clone(), tablet.locks_after_min, tablet.last_name.clone())
                    children=move |tablet| row(registered, tablet)
                />
            </ul>
            {move || register.get().then(|| view! { <Register registered /> })}
        </section>
    }
    .into_any()
}

/// Says why something was not done; nothing where the answer is missing, which the list will say.
fn refused(toasts: Toasts, error: ApiError, perhaps: &'static str) {
    match error.is_no_answer() {
        true => toasts.say(Tone::Danger, perhaps),
        false => toasts.say(Tone::Danger, error.message),
    }
}

fn row(registered: Registered, tablet: Tablet) -> AnyView {
    let (restaurant, shared) = (RestaurantState::expect(), SharedTablet::expect());
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let busy = RwSignal::new(false);
    let named = ["tableta-", &tablet.id].concat();
    let (id, name) = (tablet.id.clone(), tablet.name.clone());
    let remove = Callback::new(move |()| {
        busy.set(true);
        let (id, asked) = (id.clone(), session.asked());
        spawn_local(async move {
            match remove_tablet(id).await {
                Ok(()) => toasts.say(Tone::Success, texts::REMOVED),
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                // Somebody else has removed it meanwhile.
                Err(error) if error.code == Code::NotFound => {}
                Err(error) => refused(toasts, error, texts::PERHAPS_REMOVED),
            }
            let _ = busy.try_set(false);
            registered.tablets.ask();
            shared.look();
            page::focus_unless_placed("tabletas");
        });
    });
    let id = tablet.id.clone();
    let own = memo(move || shared.door().is_some_and(|door| door.id == id));
    let used = texts::last_used(&tablet.last_name, &restaurant.moment(tablet.seen_at));
    view! {
        <li>
            <span>
                <b id=named.clone()>
                    <bdi>{name}</bdi>
                </b>
                {move || own.get().then(|| view! { " " <span class="muted">{texts::THIS}</span> })}
                <small>{used}</small>
            </span>
            <Twice
                words=texts::REMOVE
                sure=texts::REMOVE_SURE
                busy
                act=remove
                class="button button--quiet"
                about=named
            />
            {locks(registered, &tablet)}
        </li>
    }
    .into_any()
}

/// After which time it is locked.
fn locks(registered: Registered, tablet: &Tablet) -> AnyView {
    let (toasts, session, shared) = (Toasts::expect(), Session::expect(), SharedTablet::expect());
    let (id, chosen) = (tablet.id.clone(), tablet.locks_after_min);
    let choose = move |event| {
        let Ok(minutes) = event_target_value(&event).parse() else {
            return;
        };
        let (id, asked) = (id.clone(), session.asked());
        let change = TabletChange {
            name: None,
            locks_after_min: Some(minutes),
        };
        spawn_local(async move {
            match change_tablet(id, change).await {
                Ok(after) => {
                    shared.learn_changed(&after);
                    let said = texts::changed_lock(&after.name, after.locks_after_min);
                    toasts.say(Tone::Success, said);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            registered.tablets.ask();
        });
    };
    let own = (!LOCKS.contains(&chosen)).then_some(chosen);
    let offered: Vec<u16> = own.into_iter().chain(LOCKS).collect();
    let field = ["tableta-bloqueo-", &tablet.id].concat();
    view! {
        <div class="field">
            <label class="field__label" for=field.clone()>
                {texts::LOCKS}
            </label>
            <select class="field__input" id=field on:change=choose>
                {offered
                    .into_iter()
                    .map(|minutes| {
                        view! {
                            <option value=minutes.to_string() selected=minutes == chosen>
                                {texts::locks_after(minutes)}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// Makes the tablet in one's hands one that several share.
#[component]
pub(crate) fn Register(registered: Registered) -> AnyView {
    let (toasts, session, shared) = (Toasts::expect(), Session::expect(), SharedTablet::expect());
    let name = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let read = check_name(&name.get_untracked());
        wrong.set(read.as_ref().err().map(|problem| errors::field(*problem)));
        let Ok(read) = read else { return page::focus(NAME) };
        busy.set(true);
        let asked = session.asked();
        spawn_local(async move {
            match register_tablet(read).await {
                Ok(door) => {
                    toasts.say(Tone::Success, texts::registered(&door.tablet));
                    shared.learn(Some(door));
                    page::focus_unless_placed("tabletas");
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => match error.field("/name") {
                    Some(said) => {
                        let _ = wrong.try_set(Some(said.to_owned()));
                        page::focus(NAME);
                    }
                    None => {
                        // Its answer may have been lost on its way here.
                        shared.look();
                        refused(toasts, error, texts::PERHAPS_REGISTERED);
                    }
                },
            }
            registered.tablets.ask();
            let _ = busy.try_set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField
                id=NAME
                label=texts::NAME
                hint=texts::NAME_HINT
                value=name
                wrong
                typed=Callback::new(move |text| name.set(text))
            />
            <button class="button button--block" aria-busy=move || busy.get().then_some("true")>
                {move || if busy.get() { texts::REGISTERING } else { texts::REGISTER }}
            </button>
        </form>
    }
    .into_any()
}
