//! The frame around every page.

use crate::components::announcement::Announcement;
use crate::components::footer::Footer;
use crate::header::{BottomBar, Header};
use crate::pages::not_found::not_found_page;
use crate::state::{
    cart::Cart, destination::Destination, inbox::Unread, reading::Reading, restaurant::RestaurantState,
    session::Session,
};
use crate::{browser, head, routes};
use ::texts::now::{shared as times, storefront as texts};
use api::pages::Page;
use leptos::children::ToChildren;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, FlatRoutesProps, Router};
use leptos_router::hooks::use_location;
use ui::clock::follow_the_server;
use ui::dynamic::{dynamic, nothing};
use ui::page;
use ui::toast::{ToastArea, Toasts, Tone};
use ui::version::Version;
use ui::way_back;

/// Where the content of every page is.
const MAIN: &str = "contenido";

/// The whole storefront.
#[component]
pub fn App() -> impl IntoView {
    // What dishes cost depends on it.
    let destination = Destination::provide();
    let restaurant = RestaurantState::provide();
    let cart = Cart::provide();
    let session = Session::provide();
    Unread::provide();
    Reading::provide();
    let toasts = Toasts::provide();
    // Effects run after the first drawing, which must be the server's.
    Effect::new(move |_| {
        follow_the_server();
        cart.wake();
        destination.wake();
        session.wake();
        restaurant.wake();
    });
    // What the app has taken up of a person goes with what the browser has kept of them. Another tab may have kept something of
    // the next person already: that stays.
    Effect::new(move |_| {
        if session.ends() > 0 {
            destination.take_up();
            cart.take_up();
            toasts.forget_kept();
        }
    });
    let version = Version::watch("/version.json");
    view! {
        <Router>
            {newer(version)}
            <a class="skip-link" href=["#", MAIN].concat() rel="external">
                {texts::SKIP}
            </a>
            <Header />
            <main id=MAIN tabindex="-1">
                <Arrival />
                {rehearsal_notice(restaurant)}
                <Announcement />
                {stale_notice(restaurant)}
                {pages()}
            </main>
            <Footer />
            <BottomBar />
            <ToastArea />
        </Router>
    }
}

/// A page of an older version is loaded anew when its customer goes to another one: what they have chosen is kept. Meanwhile it is
/// offered.
fn newer(version: Version) -> AnyView {
    let toasts = Toasts::expect();
    Effect::new(move |_| {
        if version.is_old() {
            toasts.offer(
                Tone::Success,
                times::NEW_VERSION.into(),
                times::RELOAD,
                move || {
                    version.reload();
                },
            );
        }
    });
    let location = use_location();
    Effect::new(move |before: Option<String>| {
        let path = location.pathname.get();
        if before.is_some_and(|before| before != path) && untrack(move || version.is_old()) {
            let there = path.clone();
            version.reload_by_itself(move || page::path().as_ref() == Some(&there));
        }
        path
    });
    ().into_any()
}

/// The page at the current address.
fn pages() -> impl IntoView {
    let pages = FlatRoutesProps::builder().fallback(elsewhere);
    FlatRoutes(pages.children(ToChildren::to_children(routes::routes)).build())
}

/// What stands at all other addresses.
fn elsewhere() -> AnyView {
    #[cfg(feature = "gallery")]
    if use_location().pathname.get_untracked() == crate::gallery::PATH {
        return crate::gallery::gallery_page();
    }
    not_found_page()
}

/// Says that nothing that is ordered here is meant, for as long as the restaurant is being set up.
fn rehearsal_notice(restaurant: RestaurantState) -> AnyView {
    let draft = Memo::new(move |_| {
        restaurant
            .known()
            .is_some_and(|known| known.storefront.tenant.draft)
    });
    dynamic(move || match draft.get() {
        true => view! {
            <p class="notice notice--warning" role="status">
                {texts::REHEARSAL}
            </p>
        }
        .into_any(),
        false => nothing(),
    })
}

/// Says that what is shown may be old, for as long as that is so.
fn stale_notice(restaurant: RestaurantState) -> AnyView {
    let stale = Memo::new(move |_| restaurant.stale());
    dynamic(move || {
        if !stale.get() {
            return nothing();
        }
        view! {
            <p class="notice notice--warning" role="status">
                {texts::STALE}
            </p>
        }
        .into_any()
    })
}

/// What happens on arriving at a page: its title, and the focus at its beginning.
#[component]
fn Arrival() -> impl IntoView {
    let restaurant = RestaurantState::expect();
    let path = use_location().pathname;
    Effect::new(move |_| way_back::begin(path));
    let title = Memo::new(move |_| head::title(&path.get(), restaurant.known().as_deref()));
    Effect::new(move |_| title.with(|title| page::set_title(title)));
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        // Within the carta one scrolls; those who search go on typing.
        let within_carta = |path: &str| path.starts_with(Page::Menu.href());
        if let Some(before) = before
            && before != path
            && !(within_carta(&before) && within_carta(&path))
            && !browser::is_searching()
        {
            page::focus(MAIN);
        }
        path
    });
}
