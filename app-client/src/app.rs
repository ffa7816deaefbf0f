//! The frame around every page, and the routes.

use crate::components::{
    footer::Footer,
    header::{BottomBar, Header},
};
use crate::pages::book::{Book, book};
use crate::pages::carta::carta_page;
use crate::pages::catering::catering_page;
use crate::pages::catering_parts::{Part, catering_part};
use crate::pages::dish::{dish_page, promotion_page};
use crate::pages::home::home_page;
use crate::pages::not_found::not_found_page;
use crate::pages::ordering::{Ordering, ordering};
use crate::pages::personal::{Personal, personal};
use crate::pages::promotions::promotions_page;
use crate::state::{
    cart::Cart, destination::Destination, inbox::Unread, restaurant::RestaurantState, session::Session,
};
use crate::{browser, head};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, nothing};
use ui::page;
use ui::toast::{ToastArea, Toasts};

/// Where the content of every page is.
const MAIN: &str = "contenido";

/// The whole storefront.
#[component]
pub fn App() -> impl IntoView {
    let restaurant = RestaurantState::provide();
    let cart = Cart::provide();
    let destination = Destination::provide();
    let session = Session::provide();
    Unread::provide();
    Toasts::provide();
    // Effects run after the first drawing, which must be the pre-rendered one.
    Effect::new(move |_| {
        cart.wake();
        destination.wake();
        session.wake();
        restaurant.wake();
    });
    view! {
        <Router>
            <a class="skip-link" href=["#", MAIN].concat() rel="external">
                {texts::SKIP}
            </a>
            <Header />
            <main id=MAIN tabindex="-1">
                <Arrival />
                {stale_notice(restaurant)}
                <FlatRoutes fallback=not_found_page>
                    <Route path=path!("/") view=as_page(home_page) />
                    <Route path=path!("/carta/:category?") view=as_page(carta_page) />
                    <Route path=path!("/plato/:id") view=as_page(dish_page) />
                    <Route path=path!("/promociones") view=as_page(promotions_page) />
                    <Route path=path!("/promociones/:id") view=as_page(promotion_page) />
                    <Route path=path!("/pedido") view=as_page(|| ordering(Ordering::Cart)) />
                    <Route path=path!("/pedido/entrega") view=as_page(|| ordering(Ordering::Checkout)) />
                    <Route path=path!("/pedido/pago/:id") view=as_page(|| ordering(Ordering::Payment)) />
                    <Route path=path!("/pedidos/:id") view=as_page(|| ordering(Ordering::Tracking)) />
                    <Route path=path!("/catering") view=as_page(catering_page) />
                    <Route path=path!("/catering/solicitud/:link") view=as_page(|| catering_part(Part::Request)) />
                    <Route path=path!("/catering/solicitud/:link/pago") view=as_page(|| catering_part(Part::Payment)) />
                    <Route path=path!("/cuenta/catering") view=as_page(|| catering_part(Part::MyList)) />
                    <Route path=path!("/cuenta") view=as_page(|| personal(Personal::Account)) />
                    <Route path=path!("/cuenta/pedidos") view=as_page(|| personal(Personal::MyOrders)) />
                    <Route path=path!("/cuenta/avisos") view=as_page(|| personal(Personal::Notifications)) />
                    <Route path=path!("/ingresar") view=as_page(|| personal(Personal::SignIn)) />
                    <Route path=path!("/registro") view=as_page(|| personal(Personal::Registration)) />
                    <Route path=path!("/libro-de-reclamaciones") view=as_page(|| book(Book::Form)) />
                    <Route path=path!("/libro-de-reclamaciones/:number/:key") view=as_page(|| book(Book::Sheet)) />
                    <Route path=path!("/recuperar") view=as_page(|| personal(Personal::Recovery)) />
                    <Route path=path!("/terminos") view=as_page(|| personal(Personal::Terms)) />
                    <Route path=path!("/privacidad") view=as_page(|| personal(Personal::Privacy)) />
                </FlatRoutes>
            </main>
            <Footer />
            <BottomBar />
            <ToastArea />
        </Router>
    }
}

/// All pages are of one type, so that the router is compiled for one.
fn as_page(page: fn() -> AnyView) -> fn() -> AnyView {
    page
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
    Effect::new(move |_| page::set_title(&head::title(&path.get(), restaurant.known().as_deref())));
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        // Within the carta one scrolls; those who search go on typing.
        let within_carta = |path: &str| path.starts_with("/carta");
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
