//! The frame around every page, and the routes.

use crate::components::{
    footer::Footer,
    header::{BottomBar, Header},
};
use crate::pages::account::AccountPage;
use crate::pages::cart::CartPage;
use crate::pages::carta::CartaPage;
use crate::pages::checkout::CheckoutPage;
use crate::pages::dish::{DishPage, PromotionPage};
use crate::pages::home::HomePage;
use crate::pages::my_orders::MyOrdersPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::notifications::NotificationsPage;
use crate::pages::payment::PaymentPage;
use crate::pages::policies::{PrivacyPage, TermsPage};
use crate::pages::promotions::PromotionsPage;
use crate::pages::registration::RegistrationPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::tracking::TrackingPage;
use crate::state::{cart::Cart, destination::Destination, house::House, inbox::Unread, session::Session};
use crate::{browser, head};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::{Lazy, path};
use shared::texts::es::storefront as texts;
use shared::ui::dynamic::{dynamic, nothing};
use shared::ui::page;
use shared::ui::toast::{ToastArea, Toasts};

/// Where the content of every page is.
const MAIN: &str = "contenido";

/// The whole storefront.
#[component]
pub fn App() -> impl IntoView {
    let house = House::provide();
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
        house.wake();
    });
    view! {
        <Router>
            <a class="skip-link" href=["#", MAIN].concat() rel="external">
                {texts::SKIP}
            </a>
            <Header />
            <main id=MAIN tabindex="-1">
                <Arrival />
                {stale_notice(house)}
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("/") view=HomePage />
                    <Route path=path!("/carta/:category?") view=CartaPage />
                    <Route path=path!("/plato/:id") view=DishPage />
                    <Route path=path!("/promociones") view=PromotionsPage />
                    <Route path=path!("/promociones/:id") view=PromotionPage />
                    <Route path=path!("/pedido") view={Lazy::<CartPage>::new()} />
                    <Route path=path!("/pedido/entrega") view={Lazy::<CheckoutPage>::new()} />
                    <Route path=path!("/pedido/pago/:id") view={Lazy::<PaymentPage>::new()} />
                    <Route path=path!("/pedidos/:id") view={Lazy::<TrackingPage>::new()} />
                    <Route path=path!("/cuenta") view={Lazy::<AccountPage>::new()} />
                    <Route path=path!("/cuenta/pedidos") view={Lazy::<MyOrdersPage>::new()} />
                    <Route path=path!("/cuenta/avisos") view={Lazy::<NotificationsPage>::new()} />
                    <Route path=path!("/ingresar") view={Lazy::<SignInPage>::new()} />
                    <Route path=path!("/registro") view={Lazy::<RegistrationPage>::new()} />
                    <Route path=path!("/terminos") view={Lazy::<TermsPage>::new()} />
                    <Route path=path!("/privacidad") view={Lazy::<PrivacyPage>::new()} />
                </FlatRoutes>
            </main>
            <Footer />
            <BottomBar />
            <ToastArea />
        </Router>
    }
}

/// Says that what is shown may be old, for as long as that is so.
fn stale_notice(house: House) -> AnyView {
    let stale = Memo::new(move |_| house.stale());
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
    let house = House::expect();
    let path = use_location().pathname;
    Effect::new(move |_| page::set_title(&head::title(&path.get(), house.known().as_deref())));
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        // Within the carta one scrolls; whoever searches goes on typing.
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
