//! The form of somebody new.

use super::Team;
use super::roles::RoleChoice;
use crate::components::text_field::TextField;
use crate::state::people::proposed;
use crate::state::session::Session;
use ::texts::now::console::staff as texts;
use ::texts::now::errors;
use api::staff::NewStaffMember;
use api::{ApiError, Code};
use domain::customer::{check_name, check_username, first_name};
use domain::staff::Role;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::staff::hire;
use ui::page;
use ui::resource::Loader;
use ui::toast::{Toasts, Tone};

const NAME: &str = "persona-nombre";
const USERNAME: &str = "persona-usuario";

/// What is filled in, and what is wrong with it.
#[derive(Debug, Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    username: RwSignal<String>,
    /// Whether somebody has written a user name of their own: it no longer follows the name.
    own: RwSignal<bool>,
    role: RwSignal<Role>,
    name_wrong: RwSignal<Option<String>>,
    username_wrong: RwSignal<Option<String>>,
}

impl Form {
    fn new() -> Form {
        Form {
            name: RwSignal::new(String::new()),
            username: RwSignal::new(String::new()),
            own: RwSignal::new(false),
            role: RwSignal::new(Role::Cook),
            name_wrong: RwSignal::new(None),
            username_wrong: RwSignal::new(None),
        }
    }

    /// The person; `None`, with what is wrong beside it and the first of it in focus, where that is nobody yet.
    fn read(self) -> Option<NewStaffMember> {
        let name = check_name(&self.name.get_untracked());
        let username = check_username(&self.username.get_untracked());
        let said = |problem: Option<&_>| problem.map(|problem| errors::field(*problem));
        self.name_wrong.set(said(name.as_ref().err()));
        self.username_wrong.set(said(username.as_ref().err()));
        let (Ok(name), Ok(username)) = (name, username) else {
            self.focus();
            return None;
        };
        let role = self.role.get_untracked();
        Some(NewStaffMember { username, name, role })
    }

    /// What the server found wrong; `false` where it named no field.
    fn refuse(self, error: &ApiError) -> bool {
        let of = |pointer| error.field(pointer).map(str::to_owned);
        // The screen may have been left meanwhile.
        let _ = self.name_wrong.try_set(of("/name"));
        let _ = self.username_wrong.try_set(of("/username"));
        self.focus()
    }

    /// Puts the focus where something is wrong; `false` where nothing is.
    fn focus(self) -> bool {
        let first = [(self.name_wrong, NAME), (self.username_wrong, USERNAME)]
            .into_iter()
            .find(|(wrong, _)| wrong.try_with_untracked(Option::is_some) == Some(true));
        if let Some((_, id)) = first {
            page::focus(id);
        }
        first.is_some()
    }

    fn clear(self) {
        let _ = self.name.try_set(String::new());
        let _ = self.username.try_set(String::new());
        let _ = self.own.try_set(false);
    }
}

#[component]
pub(crate) fn Hire(team: Team, loader: Loader) -> AnyView {
    let form = Form::new();
    let busy = RwSignal::new(false);
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(person) = form.read() else { return };
        busy.set(true);
        let asked = session.asked();
        spawn_local(async move {
            match hire(person).await {
                Ok(hired) => {
                    team.learn(hired.person.clone());
                    let _ = team.told.try_set(Some(hired));
                    form.clear();
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if form.refuse(&error) => {}
                Err(error) if error.is_no_answer() => {
                    loader.ask_now();
                    toasts.say(Tone::Danger, texts::PERHAPS_HIRED);
                }
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
        });
    };
    let name_typed = move |typed: String| {
        form.name.set(typed);
        if !form.own.get_untracked() {
            let name = form.name.get_untracked();
            let proposal = team.people.with_untracked(|people| proposed(&name, people));
            form.username.set(proposal);
        }
    };
    let username_typed = move |typed: String| {
        form.own.set(!typed.is_empty());
        form.username.set(typed);
    };
    let button = move || match busy.get() {
        true => texts::CREATING.to_owned(),
        false => form.name.with(|name| texts::create(first_name(name.trim()))),
    };
    view! {
        <form class="card staff__new" aria-labelledby="persona-nueva" novalidate on:submit=submit>
            <h2 class="card__title" id="persona-nueva">
                {texts::NEW}
            </h2>
            <TextField
                id=NAME
                label=texts::NAME
                hint=texts::NAME_HINT
                value=form.name
                wrong=form.name_wrong
                typed=Callback::new(name_typed)
                capitals="words"
            />
            <TextField
                id=USERNAME
                label=texts::USERNAME
                hint=texts::USERNAME_HINT
                value=form.username
                wrong=form.username_wrong
                typed=Callback::new(username_typed)
                capitals="none"
            />
            <RoleChoice name="persona-rol" role=form.role />
            <button class="button button--primary button--block" aria-busy=move || busy.get().then_some("true")>
                {button}
            </button>
        </form>
    }
    .into_any()
}
