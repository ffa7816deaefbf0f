//! What stands around every screen, and which screen stands in it.

use crate::components::ask_cancel::AskCancel;
use crate::components::ask_confirm::AskConfirm;
use crate::components::banners::Banners;
use crate::components::expired::Expired;
use crate::components::topbar::TopBar;
use crate::components::who::Me;
use crate::pages::catering::{Part, catering};
use crate::pages::invitation::AlreadyIn;
use crate::pages::missing::{GoHome, Missing};
use crate::pages::office::{Office, office};
use crate::pages::queue::QueueScreen;
use crate::state::alarm::Alarm;
use crate::state::bell::Bell;
use crate::state::following::Following;
use crate::state::newer;
use crate::state::queues::Queues;
use crate::state::session::Session;
use crate::state::shared_tablet::SharedTablet;
use crate::state::taps::Taps;
use crate::state::waiting::Waiting;
use domain::stage::Stage;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route};
use leptos_router::hooks::use_location;
use leptos_router::path;
use texts::now::console as texts;
use ui::clock::Clock;
use ui::{page, way_back};

/// The screens of somebody who is signed in.
#[component]
pub fn Frame() -> AnyView {
    Following::expect().listen();
    Taps::expect().keep_sending();
    let queues = Queues::provide();
    Waiting::provide();
    newer::follow();
    let bell = Bell::provide(queues);
    Alarm::expect().follow(Signal::derive(move || queues.ringing(bell)));
    SharedTablet::expect().watch(expect_context::<Clock>());
    let session = Session::expect();
    Effect::new(move |before: Option<Option<String>>| {
        let id = session.me().map(|me| me.id);
        if before.is_some_and(|before| before != id) {
            // All that is shown is asked for by somebody else now.
            Following::expect().look_again();
        }
        id
    });
    let location = use_location();
    let path = location.pathname;
    Effect::new(move |_| way_back::begin(path));
    Effect::new(move |before: Option<String>| {
        let path = location.pathname.get();
        if before.is_some_and(|before| before != path) {
            page::focus("contenido");
        }
        path
    });
    let who = RwSignal::new(false);
    view! {
        <a class="skip-link" href="#contenido">
            {texts::SKIP}
        </a>
        <div class="crown">
            <TopBar who />
            <Banners />
        </div>
        <Me open=who />
        <main class="console" id="contenido" tabindex="-1">
            <FlatRoutes fallback=elsewhere>
                <Route path=path!("/") view=GoHome />
                <Route path=path!("/ingresar") view=GoHome />
                <Route path=path!("/tablero") view=|| office(Office::Dashboard) />
                <Route path=path!("/pedidos") view=|| office(Office::Orders) />
                <Route path=path!("/cocina") view=|| view! { <QueueScreen stage=Stage::Cooking /> } />
                <Route path=path!("/empaque") view=|| view! { <QueueScreen stage=Stage::Packaging /> } />
                <Route path=path!("/reparto") view=|| view! { <QueueScreen stage=Stage::Delivery /> } />
                <Route path=path!("/catering") view=|| catering(Part::Requests) />
                <Route path=path!("/catering/nueva") view=|| catering(Part::ByPhone) />
                <Route path=path!("/catering/:id") view=|| catering(Part::Request) />
                <Route path=path!("/catering/:id/cotizar") view=|| catering(Part::Quote) />
                <Route path=path!("/reclamos") view=|| office(Office::Claims) />
                <Route path=path!("/reclamos/papel") view=|| office(Office::PaperClaim) />
                <Route path=path!("/reclamos/aviso") view=|| office(Office::ClaimPoster) />
                <Route path=path!("/carta") view=|| office(Office::Carta) />
                <Route path=path!("/clientes") view=|| office(Office::Customers) />
                <Route path=path!("/clientes/:id") view=|| office(Office::Customer) />
                <Route path=path!("/personal") view=|| office(Office::Staff) />
                <Route path=path!("/ajustes") view=|| office(Office::Settings) />
                <Route path=path!("/ajustes/conexiones") view=|| office(Office::Connections) />
                <Route path=path!("/sistema") view=|| office(Office::System) />
                <Route path=path!("/instalacion") view=|| office(Office::Setup) />
                <Route path=path!("/instalacion/:paso") view=|| office(Office::Setup) />
                <Route path=path!("/invitacion") view=|| view! { <AlreadyIn /> } />
            </FlatRoutes>
        </main>
        <AskCancel />
        <AskConfirm />
        <Expired />
    }
    .into_any()
}

/// What stands at all other addresses.
fn elsewhere() -> AnyView {
    #[cfg(feature = "gallery")]
    if use_location()
        .pathname
        .get_untracked()
        .ends_with(crate::gallery::PATH)
    {
        return view! { <crate::gallery::Gallery /> }.into_any();
    }
    view! { <Missing /> }.into_any()
}
