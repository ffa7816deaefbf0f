//! How the console starts: it asks whose it is and who is signed in, then shows the sign-in page or the screens.

use crate::frame::Frame;
use crate::pages::invitation::InvitationPage;
use crate::pages::opening::{NotOpened, Opening};
use crate::pages::sign_in::SignInPage;
use crate::routes::{BASE, INVITATION};
use crate::state::alarm::Alarm;
use crate::state::asking::Asking;
use crate::state::erased::memo;
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::shared_tablet::SharedTablet;
use crate::state::taps::Taps;
use api::ApiError;
use api::auth::SignedInStaff;
use api::tablets::Door;
use domain::tenant::Tenant;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use rpc::auth::staff_who_am_i;
use rpc::catalog::restaurant;
use rpc::tablets::door;
use ui::clock::{Clock, follow_the_server};
use ui::toast::{ToastArea, Toasts};

/// What the console has to know before it shows anything.
#[derive(Debug, Clone)]
struct Known {
    tenant: Tenant,
    me: Option<SignedInStaff>,
    door: Option<Door>,
}

async fn ask() -> Result<Known, ApiError> {
    let (restaurant, me, door) = futures::future::join3(restaurant(), staff_who_am_i(), door()).await;
    Ok(Known {
        tenant: restaurant?,
        me: me?,
        door: door?,
    })
}

/// How long it waits before it asks again by itself, in milliseconds: first, and at most.
const AGAIN_MS: (u32, u32) = (3_000, 30_000);

/// Asks until somebody has answered: a tablet on the wall comes up by itself when the server does. Another press of the button ends it.
async fn ask_until_answered(known: RwSignal<Option<Result<Known, ApiError>>>, turn: StoredValue<u32>) {
    let (mine, (mut pause, longest)) = (turn.get_value(), AGAIN_MS);
    loop {
        let answer = ask().await;
        if turn.try_get_value() != Some(mine) {
            return;
        }
        let again = answer.as_ref().is_err_and(ApiError::is_no_answer);
        let code = |known: &Option<Result<Known, ApiError>>| Some(known.as_ref()?.as_ref().err()?.code);
        let said = known.try_with_untracked(code).flatten();
        // What is on the screen is not drawn anew for the same.
        if said.is_none() || said != answer.as_ref().err().map(|error| error.code) {
            let _ = known.try_set(Some(answer));
        }
        if !again {
            return;
        }
        TimeoutFuture::new(pause).await;
        pause = pause.saturating_mul(2).min(longest);
    }
}

#[component]
pub fn App() -> AnyView {
    follow_the_server();
    let known = RwSignal::new(None::<Result<Known, ApiError>>);
    let turn = StoredValue::new(0);
    let open = move || {
        turn.update_value(|turn| *turn += 1);
        known.set(None);
        spawn_local(ask_until_answered(known, turn));
    };
    open();
    view! {
        {move || match known.get() {
            None => unknown(view! { <Opening /> }.into_any()),
            Some(Err(error)) => {
                unknown(view! { <NotOpened error retry=Callback::new(move |()| open()) /> }.into_any())
            }
            Some(Ok(known)) => view! { <Opened known /> }.into_any(),
        }}
    }
    .into_any()
}

/// The page while it is not known whose it is.
fn unknown(shown: AnyView) -> AnyView {
    view! {
        <main class="console" id="contenido">
            {shown}
        </main>
    }
    .into_any()
}

/// Where nobody is signed in: the way in, or an invitation.
#[component]
fn Outside() -> AnyView {
    let path = use_location().pathname;
    let invited = memo(move || path.with(|path| path.trim_end_matches('/').ends_with(INVITATION)));
    view! {
        {move || match invited.get() {
            true => view! { <InvitationPage /> }.into_any(),
            false => view! { <SignInPage /> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Opened(known: Known) -> AnyView {
    let clock = Clock::ticking(1_000);
    provide_context(clock);
    RestaurantState::provide(known.tenant, clock);
    Toasts::provide();
    Alarm::provide();
    Asking::provide();
    let session = Session::provide(known.me);
    session.follow();
    SharedTablet::provide(known.door);
    let following = Following::provide(clock);
    Taps::provide(clock);
    // Its name, its colours, its places and whether it is published.
    let restaurant_now = RestaurantState::expect();
    Effect::new(move |before: Option<()>| {
        following.settings();
        if before.is_some() {
            restaurant_now.ask();
        }
    });
    // Drawn anew for somebody else, who may not see what the one before could.
    let person = memo(move || session.me().map(|me| me.id));
    view! {
        <Router base=BASE>
            {move || match person.get().is_some() {
                true => view! { <Frame /> }.into_any(),
                false => view! { <Outside /> }.into_any(),
            }}
            <ToastArea />
        </Router>
    }
    .into_any()
}
