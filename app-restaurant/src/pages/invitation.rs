//! The page of an invitation: who has its link chooses a user name and a password, and is in.

use crate::components::empty::Empty;
use crate::components::text_field::TextField;
use crate::routes::Screen;
use crate::state::erased::effect;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console as words;
use ::texts::now::console::staff as texts;
use ::texts::now::errors;
use api::staff::{Invited, Joining};
use api::{ApiError, Code};
use domain::customer::{check_name, check_password, check_username};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use rpc::staff::invited;
use ui::failure::Failure;
use ui::page;
use ui::toast::{Toasts, Tone};

const NAME: &str = "invitado-nombre";
const USERNAME: &str = "invitado-usuario";
const PASSWORD: &str = "invitado-clave";

/// Where the page asks to whom its link was given.
#[component]
pub fn InvitationPage() -> AnyView {
    let restaurant = RestaurantState::expect();
    restaurant.title(texts::JOIN_TITLE);
    let code = page::fragment();
    let found = RwSignal::new(None::<Result<Invited, ApiError>>);
    let ask = StoredValue::new(code.clone());
    let look = move || {
        found.set(None);
        let code = ask.get_value();
        spawn_local(async move {
            let _ = found.try_set(Some(invited(code).await));
        });
    };
    effect(look);
    let to_sign_in = [crate::routes::BASE, "/ingresar"].concat();
    view! {
        <main class="signin" id="contenido">
            <div class="card stack">
                <img src=restaurant.followed(domain::tenant::Tenant::logo) width="64" height="64" alt="" />
                <h1>{texts::JOIN_TITLE}</h1>
                {move || match found.get() {
                    None => view! { <p class="working" role="status">{texts::JOIN_LOADING}</p> }.into_any(),
                    Some(Ok(invited)) => view! { <Join code=code.clone() invited /> }.into_any(),
                    Some(Err(error)) if error.code == Code::InvitationOver => {
                        view! { <p class="notice notice--warning" role="alert">{error.message}</p> }.into_any()
                    }
                    Some(Err(error)) => {
                        view! { <Failure error retry=Some(Callback::new(move |()| look())) /> }.into_any()
                    }
                }}
                <a class="button button--quiet button--block" href=to_sign_in rel="external">
                    {texts::TO_SIGN_IN}
                </a>
            </div>
        </main>
    }
    .into_any()
}

/// What is filled in, and what is wrong with it.
#[derive(Debug, Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    username: RwSignal<String>,
    password: RwSignal<String>,
    wrong: RwSignal<[Option<String>; 3]>,
}

impl Form {
    fn of(invited: &Invited) -> Form {
        Form {
            name: RwSignal::new(invited.name.clone()),
            username: RwSignal::new(invited.username.clone()),
            password: RwSignal::new(String::new()),
            wrong: RwSignal::new([None, None, None]),
        }
    }

    /// What is sent; `None`, with what is wrong beside it and the first of it in focus, where that cannot be.
    fn read(self, code: &str) -> Option<Joining> {
        let (name, username) = (self.name.get_untracked(), self.username.get_untracked());
        let password = self.password.get_untracked();
        let said = |problem: Option<_>| problem.map(errors::field);
        let wrong = [
            said(check_name(&name).err()),
            said(check_username(&username).err()),
            said(check_password(&password).err()),
        ];
        if self.show(wrong) {
            return None;
        }
        Some(Joining {
            code: code.to_owned(),
            name,
            username,
            password,
        })
    }

    /// Says what is wrong, with the focus on the first of it; `false` where nothing is. The page may be left by now.
    fn show(self, wrong: [Option<String>; 3]) -> bool {
        let first = [NAME, USERNAME, PASSWORD]
            .into_iter()
            .zip(&wrong)
            .find(|(_, wrong)| wrong.is_some());
        if let Some((id, _)) = first {
            page::focus(id);
        }
        let is_wrong = first.is_some();
        let _ = self.wrong.try_set(wrong);
        is_wrong
    }

    fn wrong_at(self, at: usize) -> Signal<Option<String>> {
        Signal::derive(move || self.wrong.with(|wrong| wrong.get(at).cloned().flatten()))
    }
}

#[component]
pub(crate) fn Join(code: String, invited: Invited) -> AnyView {
    let form = Form::of(&invited);
    let session = Session::expect();
    let restaurant = RestaurantState::expect();
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let navigate = StoredValue::new_local(use_navigate());
    let first = if invited.name.is_empty() { NAME } else { PASSWORD };
    effect(move || page::focus(first));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refused.set(None);
        let Some(joining) = form.read(&code) else { return };
        busy.set(true);
        spawn_local(async move {
            match session.join(joining).await {
                Ok(me) => {
                    let there = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    let home = Screen::home_in(me.role, restaurant.is_draft()).path();
                    let _ = navigate.try_with_value(|navigate| navigate(home, there));
                }
                Err(error) => {
                    let of = |pointer: &str| error.field(pointer).map(str::to_owned);
                    if !form.show([of("/name"), of("/username"), of("/password")]) {
                        let _ = refused.try_set(Some(error.message));
                    }
                }
            }
            let _ = busy.try_set(false);
        });
    };
    let role = words::role(invited.role);
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p class="muted">{texts::join_lead(&restaurant.name(), role)}</p>
            {move || {
                refused.get().map(|said| view! { <div class="notice notice--error" role="alert"><p>{said}</p></div> })
            }}
            {fields(form)}
            <button
                class="button button--primary button--large button--block"
                aria-busy=move || busy.get().then_some("true")
            >
                {move || if busy.get() { texts::JOINING } else { texts::JOIN }}
            </button>
        </form>
    }
    .into_any()
}

/// Name, user name and password.
fn fields(form: Form) -> AnyView {
    view! {
        <TextField
            id=NAME
            label=texts::JOIN_NAME
            hint=texts::JOIN_NAME_HINT
            value=form.name
            wrong=form.wrong_at(0)
            typed=Callback::new(move |text| form.name.set(text))
            capitals="words"
        />
        <TextField
            id=USERNAME
            label=texts::JOIN_USERNAME
            hint=texts::USERNAME_HINT
            value=form.username
            wrong=form.wrong_at(1)
            typed=Callback::new(move |text| form.username.set(text))
            capitals="none"
        />
        <TextField
            id=PASSWORD
            label=texts::JOIN_PASSWORD
            hint=texts::JOIN_PASSWORD_HINT
            value=form.password
            wrong=form.wrong_at(2)
            typed=Callback::new(move |text| form.password.set(text))
            capitals="none"
            kind="password"
            longest=128
            completes="new-password"
        />
    }
    .into_any()
}

/// In place of it where somebody is signed in: the link is for somebody who has no account yet. It is still there once they have left.
#[component]
pub fn AlreadyIn() -> AnyView {
    RestaurantState::expect().title(texts::ALREADY_IN);
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let leave = move |_| {
        spawn_local(async move {
            match session.sign_out().await {
                Ok(()) => session.leave(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
        });
    };
    let home = [crate::routes::BASE, "/"].concat();
    view! {
        <Empty page=true art="empty_orders" title=texts::ALREADY_IN text=texts::ALREADY_IN_TEXT>
            <a class="button button--primary" href=home>
                {words::GO_HOME}
            </a>
            <button type="button" class="button" on:click=leave>
                {texts::LEAVE}
            </button>
        </Empty>
    }
    .into_any()
}
