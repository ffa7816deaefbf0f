//! The way in.

use crate::components::behind::Queue;
use crate::components::crew::Crew;
use crate::components::sign_in_form::SignInForm;
use crate::routes::Screen;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::shared_tablet::SharedTablet;
use api::auth::SignedInStaff;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use texts::now::console as texts;

/// Where nobody is signed in. It stands at `/ingresar` and goes on to where one wanted to go.
#[component]
pub fn SignInPage() -> AnyView {
    let restaurant = RestaurantState::expect();
    let session = Session::expect();
    restaurant.title(texts::SIGN_IN);
    let location = use_location();
    let wanted = StoredValue::new(None::<(Screen, String)>);
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |path: &str| {
        let there = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        let _ = navigate.try_with_value(|navigate| navigate(path, there));
    };
    Effect::new(move |before: Option<()>| {
        let path = location.pathname.get_untracked();
        if before.is_none() && !path.trim_end_matches('/').ends_with("/ingresar") {
            let search = location.search.get_untracked();
            if !session.take_left() {
                wanted.set_value(Screen::at(&path).map(|screen| (screen, search)));
            }
            go("/ingresar");
        }
    });
    let done = move |me: SignedInStaff| match wanted.try_get_value().flatten() {
        Some((screen, search)) if screen.is_for(me.role) && !search.is_empty() => {
            go(&format!("{}?{}", screen.path(), search.trim_start_matches('?')));
        }
        Some((screen, _)) if screen.is_for(me.role) => go(screen.path()),
        _ => go(Screen::home_in(me.role, restaurant.is_draft()).path()),
    };
    let done = Callback::new(done);
    let tablet = SharedTablet::expect();
    let password = RwSignal::new(false);
    let shared = memo(move || tablet.is_shared());
    if tablet.door_now().is_some() {
        tablet.keep_looking();
    }
    view! {
        <main class="signin" id="contenido">
            {move || match shared.get() && !password.get() {
                true => view! { <Crew done password /> }.into_any(),
                false => view! { <WithPassword done shared password /> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

#[component]
fn WithPassword(done: Callback<SignedInStaff>, shared: Memo<bool>, password: RwSignal<bool>) -> AnyView {
    let restaurant = RestaurantState::expect();
    view! {
        <div class="card stack">
            <img src=restaurant.logo() width="64" height="64" alt="" />
            <h1>{texts::console_of(&restaurant.name())}</h1>
            <p class="muted">{texts::SIGN_IN_LEAD}</p>
            <SignInForm done />
            {move || {
                shared
                    .get()
                    .then(|| {
                        view! {
                            <Queue />
                            <button type="button" class="button button--quiet" on:click=move |_| password.set(false)>
                                {texts::tablet::WITH_PIN}
                            </button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
