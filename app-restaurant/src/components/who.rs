//! Who is signed in, and leaving.

use super::own_password::OwnPassword;
use crate::state::queues::Queues;
use crate::state::session::Session;
use crate::state::shared_tablet::SharedTablet;
use crate::state::taps::Taps;
use ::texts::now::console as texts;
use ::texts::now::console::tablet as shared;
use api::Code;
use domain::customer::{first_name, initial};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::icon::Icon;
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

/// The button in the bar.
#[component]
pub fn Who(open: RwSignal<bool>) -> AnyView {
    let session = Session::expect();
    let name = move || session.me().map(|me| me.name).unwrap_or_default();
    let role = move || session.role().map(texts::role).unwrap_or_default();
    view! {
        <button
            type="button"
            class="who"
            aria-haspopup="dialog"
            on:click=move |_| open.set(true)
        >
            <span class="avatar" aria-hidden="true">
                {move || initial(&name()).to_owned()}
            </span>
            <span><bdi>{move || first_name(&name()).to_owned()}</bdi> <small>{role}</small></span>
            <span class="visually-hidden">{texts::YOUR_SESSION}</span>
        </button>
    }
    .into_any()
}

/// The sheet that it opens.
#[component]
pub fn Me(open: RwSignal<bool>) -> AnyView {
    let session = Session::expect();
    let name = move || session.me().map(|me| me.name).unwrap_or_default();
    view! {
        <Sheet open title=Signal::derive(name) id="quien">
            <Leave />
        </Sheet>
    }
    .into_any()
}

#[component]
fn Leave() -> AnyView {
    let session = Session::expect();
    let taps = Taps::expect();
    let toasts = Toasts::expect();
    let (tablet, queues) = (SharedTablet::expect(), Queues::expect());
    let leaving = RwSignal::new(false);
    let changing = RwSignal::new(false);
    let leave = move |_| {
        leaving.set(true);
        spawn_local(async move {
            match session.sign_out().await {
                Ok(()) => session.leave(),
                Err(error) if error.code == Code::Unauthenticated => session.leave(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = leaving.try_set(false);
        });
    };
    let switch = move |_| {
        let waited = untrack(move || queues.seen());
        spawn_local(async move {
            if let Err(error) = tablet.lock(session, waited).await {
                toasts.say(Tone::Danger, error.message);
            }
        });
    };
    view! {
        <div class="sheet__body">
            <p class="muted">
                {move || session.me().map(|me| format!("{} · {}", texts::role(me.role), me.username))}
            </p>
            {move || match changing.get() {
                true => view! { <OwnPassword open=changing /> }.into_any(),
                false => {
                    view! {
                        <button type="button" class="button" id="cambiar-clave" on:click=move |_| changing.set(true)>
                            {texts::OWN_PASSWORD}
                        </button>
                    }
                        .into_any()
                }
            }}
            {move || {
                let count = taps.count();
                (count > 0)
                    .then(|| view! { <p class="notice notice--warning">{texts::unsent_before_leaving(count)}</p> })
            }}
        </div>
        <div class="sheet__foot">
            {move || {
                tablet
                    .is_shared()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button button--primary"
                                aria-busy=move || tablet.is_locking().then_some("true")
                                on:click=switch
                            >
                                {move || if tablet.is_locking() { shared::SWITCHING } else { shared::SWITCH }}
                            </button>
                        }
                    })
            }}
            <button
                type="button"
                class="button button--danger"
                aria-busy=move || leaving.get().then_some("true")
                disabled=move || leaving.get()
                on:click=leave
            >
                {move || (!leaving.get()).then(|| view! { <Icon name="logout" /> })}
                {move || if leaving.get() { texts::SIGNING_OUT } else { texts::SIGN_OUT }}
            </button>
        </div>
    }
    .into_any()
}
