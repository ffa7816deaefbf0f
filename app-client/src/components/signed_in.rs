//! Pages for the one who is signed in.

use crate::components::known_restaurant::parts;
use crate::state::session::{Session, Who, sign_in_path};
use api::auth::SignedInCustomer;
use api::pages::Page;
use domain::customer::first_name;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use texts::now::storefront as texts;
use ui::dynamic::dynamic;
use ui::failure::Failure;
use ui::icon::Icon;
use ui::names::isolated;

/// Draws for the customer; a visitor is sent to sign in, and comes back. `meanwhile` stands there while it is asked who it is; where
/// the server cannot say, that is said.
pub fn signed_in(
    draw: impl Fn(SignedInCustomer) -> AnyView + Send + 'static,
    meanwhile: fn() -> AnyView,
) -> AnyView {
    let session = Session::expect();
    let (path, navigate) = (use_location().pathname, use_navigate());
    let page = |path: &str| Page::at(path).map(|(page, _)| page);
    let here = page(&path.get_untracked());
    Effect::new(move |_| {
        // Signing out leads away from here first: then nobody is sent to sign in.
        let at = path.get_untracked();
        if session.who() == Who::Visitor && page(&at) == here {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&sign_in_path(&at), options);
        }
    });
    let again = Callback::new(move |()| session.ask());
    (move || match session.customer() {
        Some(customer) => draw(customer),
        None => nobody_yet(session, again, meanwhile),
    })
    .into_any()
}

/// While it is asked who it is, and where the server cannot say.
fn nobody_yet(session: Session, again: Callback<()>, meanwhile: fn() -> AnyView) -> AnyView {
    dynamic(move || match session.failure() {
        Some(error) => view! { <div class="page"><Failure error=error retry=Some(again) /></div> }.into_any(),
        None => meanwhile(),
    })
}

/// A page of the account.
pub fn of_account(page: fn() -> AnyView) -> AnyView {
    signed_in(
        move |customer| account_frame(Some(&customer.name), page()),
        || account_frame(None, parts(texts::LOADING)),
    )
}

/// The pages of the account, around one of them; the customer is greeted once their name is known.
pub fn account_frame(name: Option<&str>, page: AnyView) -> AnyView {
    let greeting = name.map(first_name).map_or_else(
        || texts::TITLE_ACCOUNT.into_any(),
        |name| isolated(&texts::hello(name), name).into_any(),
    );
    let path = use_location().pathname;
    let tab = move |href: &'static str, icon: &'static str, label: &'static str| {
        let here = move || path.with(|path| path == href).then_some("page");
        view! {
            <a class="tabs__tab" href=href aria-current=here>
                <Icon name=icon />
                {label}
            </a>
        }
    };
    view! {
        <div class="page">
            <div class="account">
                <nav class="tabs account__nav" aria-label=texts::ACCOUNT_NAV>
                    {tab(Page::Account.href(), "user", texts::TAB_PROFILE)}
                    {tab(Page::MyOrders.href(), "receipt", texts::TAB_ORDERS)}
                    {tab(Page::MyCatering.href(), "calendar", texts::catering::CATERING)}
                    {tab(Page::Notifications.href(), "bell", texts::TAB_NOTIFICATIONS)}
                    {tab(Page::Claim.href(), "book", texts::TITLE_BOOK)}
                </nav>
                <div class="account__main">
                    <div class="account__title">
                        <h1 class="page__title">{greeting}</h1>
                        <p>{texts::ACCOUNT_LEAD}</p>
                    </div>
                    {page}
                </div>
            </div>
        </div>
    }
    .into_any()
}
