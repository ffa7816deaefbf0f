//! Somebody's name and role, a new password, and whether they may sign in.

use super::Team;
use super::roles::RoleChoice;
use crate::components::text_field::TextField;
use crate::components::twice::Twice;
use crate::state::erased::{effect, memo};
use crate::state::session::Session;
use ::texts::now::console::{staff as texts, tablet};
use ::texts::now::errors;
use api::staff::{PinState, StaffChange, StaffMember};
use api::{ApiError, Code};
use domain::customer::check_name;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::staff::{change_staff_member, give_password};
use ui::page;
use ui::resource::Loader;
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

const NAME: &str = "editar-nombre";

#[component]
pub(crate) fn EditPerson(team: Team, loader: Loader) -> AnyView {
    let open = RwSignal::new(false);
    let edited = team.edited;
    effect(move || open.set(edited.with(Option::is_some)));
    effect(move || {
        if !open.get() && edited.with_untracked(Option::is_some) {
            edited.set(None);
        }
    });
    // What is typed stays while nothing has changed about them.
    let person = memo(move || team.person(edited.get()?).get());
    let title = Signal::derive(move || person.get().map(|person| person.name).unwrap_or_default());
    view! {
        <Sheet open title id="editar-persona">
            {move || person.get().map(|person| view! { <PersonForm team loader person /> })}
        </Sheet>
    }
    .into_any()
}

#[component]
pub(crate) fn PersonForm(team: Team, loader: Loader, person: StaffMember) -> AnyView {
    let session = Session::expect();
    let mine = session.me_now().is_some_and(|me| me.username == person.username);
    let name = RwSignal::new(person.name.clone());
    let wrong = RwSignal::new(None::<String>);
    let role = RwSignal::new(person.role);
    let busy = RwSignal::new(false);
    let acts = Acts {
        team,
        loader,
        session,
        toasts: Toasts::expect(),
        busy,
        wrong,
    };
    let (before, active) = (person.role, person.active);
    let known = StoredValue::new(person);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let checked = check_name(&name.get_untracked());
        wrong.set(checked.as_ref().err().map(|problem| errors::field(*problem)));
        let Ok(name) = checked else {
            return page::focus(NAME);
        };
        let change = StaffChange {
            name: Some(name),
            role: Some(role.get_untracked()),
            active: None,
        };
        acts.change(known.get_value(), change, texts::saved);
    };
    let switch = Callback::new(move |()| {
        let change = StaffChange {
            active: Some(!active),
            ..StaffChange::default()
        };
        let said = if active { texts::dismissed } else { texts::let_in };
        acts.change(known.get_value(), change, said);
    });
    let replace = Callback::new(move |()| acts.replace_password(known.get_value()));
    let typed = Callback::new(move |text| name.set(text));
    let note = move || match mine {
        true => Some(texts::OWN),
        false => (role.get() != before).then_some(texts::OTHER_ROLE),
    };
    view! {
        <form novalidate on:submit=save>
            <div class="sheet__body">
                <p class="muted">{texts::user(&known.with_value(|person| person.username.clone()))}</p>
                <TextField id=NAME label=texts::NAME hint=texts::NAME_HINT value=name wrong typed capitals="words" />
                <RoleChoice name="editar-rol" role />
                <div role="status">{move || note().map(|note| view! { <p class="notice">{note}</p> })}</div>
                {access(active, mine, busy, replace, switch)}
                {pin(team, &known.get_value())}
            </div>
            <div class="sheet__foot">
                <button type="button" class="button" on:click=move |_| team.edited.set(None)>
                    {::texts::now::console::NOT_NOW}
                </button>
                <button class="button button--primary" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::SAVING } else { texts::SAVE }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The buttons about a new password and about being let in.
fn access(
    active: bool,
    mine: bool,
    busy: RwSignal<bool>,
    replace: Callback<()>,
    switch: Callback<()>,
) -> AnyView {
    let switching = match active {
        true => view! {
            <Twice words=texts::DISMISS sure=texts::DISMISS_SURE busy act=switch class="button button--danger" />
        }
        .into_any(),
        false => view! {
            <button type="button" class="button" on:click=move |_| switch.run(())>
                {texts::LET_IN}
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="cluster">
            {(!mine)
                .then(|| view! { <Twice words=texts::NEW_PASSWORD sure=texts::NEW_PASSWORD_SURE busy act=replace /> })}
            {switching}
        </div>
    }
    .into_any()
}

/// The button about a PIN; its sheet takes the place of this one.
fn pin(team: Team, person: &StaffMember) -> AnyView {
    let username = person.username.clone();
    let words = match person.pin {
        PinState::None => tablet::GIVE,
        PinState::Set | PinState::Locked => tablet::GIVE_NEW,
    };
    let give = move |_| {
        team.close(&username);
        team.pin_of.set(Some(username.clone()));
    };
    view! {
        <div class="cluster">
            <button type="button" class="button" disabled=!person.active on:click=give>
                {words}
            </button>
        </div>
    }
    .into_any()
}

/// What can be done about somebody, and what is said of it.
#[derive(Debug, Clone, Copy)]
struct Acts {
    team: Team,
    loader: Loader,
    session: Session,
    toasts: Toasts,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
}

impl Acts {
    fn change(self, person: StaffMember, change: StaffChange, said: fn(&str) -> String) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let asked = self.session.asked();
        spawn_local(async move {
            match change_staff_member(person.username, change, person.version).await {
                Ok(after) => {
                    self.toasts.say(Tone::Success, said(&after.name));
                    self.team.close(&after.username);
                    self.team.learn(after);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => self.refused(error),
            }
            let _ = self.busy.try_set(false);
        });
    }

    fn replace_password(self, person: StaffMember) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let asked = self.session.asked();
        spawn_local(async move {
            match give_password(person.username).await {
                Ok(given) => {
                    self.team.close(&given.person.username);
                    self.team.learn(given.person.clone());
                    let _ = self.team.told.try_set(Some(given));
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => self.refused(error),
            }
            let _ = self.busy.try_set(false);
        });
    }

    /// Says why something was not done, and shows what is stored by now where that may be something else.
    fn refused(self, error: ApiError) {
        if let Some(wrong) = error.field("/name") {
            let _ = self.wrong.try_set(Some(wrong.to_owned()));
            return page::focus(NAME);
        }
        let overtaken = error.code == Code::VersionChanged;
        if overtaken || error.is_no_answer() {
            self.loader.ask_now();
        }
        let said = match overtaken {
            true => texts::OVERTAKEN.to_owned(),
            false if error.is_no_answer() => texts::PERHAPS.to_owned(),
            false => error.message,
        };
        self.toasts.say(Tone::Danger, said);
    }
}
