//! The header, and the bar at the bottom of telephones.

use crate::components::search_box::SearchBox;
use crate::pages::ordering::{Ordering, ordering};
use crate::state::{
    cart::Cart,
    destination::Destination,
    inbox::Unread,
    restaurant::RestaurantState,
    session::{Session, Who},
};
use api::pages::Page;
use domain::cart::FulfilmentKind;
use domain::customer::first_name;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, nothing, tap};
use ui::icon::Icon;
use ui::sheet::Sheet;

#[component]
pub fn Header() -> AnyView {
    let cart = Cart::expect();
    let said = Signal::derive(move || {
        if cart.count() > 0 {
            texts::in_your_order(cart.count())
        } else {
            String::new()
        }
    });
    let session = Session::expect();
    view! {
        <header class="site-header ember">
            <div class="site-header__inner">
                {logo()} <Where /> <nav class="site-nav" aria-label=texts::MAIN_NAV>
                    <a class="site-nav__link" href=Page::Menu.href() aria-current=here(Page::Menu.href())>
                        {texts::CARTA}
                    </a>
                    <a class="site-nav__link" href=Page::Promotions.href() aria-current=here(Page::Promotions.href())>
                        {texts::PROMOTIONS}
                    </a>
                    <a class="site-nav__link" href=Page::Catering.href() aria-current=here(Page::Catering.href())>
                        {texts::catering::CATERING}
                    </a>
                </nav> <SearchBox /> <a class="site-header__account" href=Page::Account.href()>
                    <Icon name="user" />
                    <span>{Signal::derive(move || account_label(session))}</span>
                    {unread_badge("cart-link__count")}
                </a> <a class="cart-link" href=Page::Cart.href()>
                    <Icon name="cart" />
                    {texts::ORDER}
                    {cart_badge("cart-link__count")}
                </a>
            </div>
            <p class="visually-hidden" role="status">
                {said}
            </p>
        </header>
    }
    .into_any()
}

#[component]
pub fn BottomBar() -> AnyView {
    view! {
        <nav class="bottom-bar" aria-label=texts::QUICK_NAV>
            <a class="bottom-bar__link" href=Page::Home.href() aria-current=here(Page::Home.href())>
                <Icon name="home" />
                {texts::HOME}
            </a>
            <a class="bottom-bar__link" href=Page::Menu.href() aria-current=here(Page::Menu.href())>
                <Icon name="menu" />
                {texts::CARTA}
            </a>
            <a class="bottom-bar__link" href=Page::Promotions.href() aria-current=here(Page::Promotions.href())>
                <Icon name="tag" />
                {texts::PROMOTIONS_SHORT}
            </a>
            <a class="bottom-bar__link" href=Page::Cart.href() aria-current=here(Page::Cart.href())>
                <Icon name="cart" />
                {texts::ORDER}
                {cart_badge("bottom-bar__count")}
            </a>
            <a class="bottom-bar__link" href=Page::Account.href() aria-current=here(Page::Account.href())>
                <Icon name="user" />
                {texts::ACCOUNT}
                {unread_badge("bottom-bar__count")}
            </a>
        </nav>
    }
    .into_any()
}

fn logo() -> AnyView {
    let tenant = RestaurantState::expect().tenant();
    dynamic(move || {
        let (name, src) = tenant.get().map_or_else(
            || (texts::SITE.to_owned(), "/assets/favicon.svg".to_owned()),
            |tenant| (tenant.brand.name.clone(), tenant.logo()),
        );
        view! {
            <a class="site-header__logo" href=Page::Home.href()>
                <img src=src width="40" height="40" alt="" />
                {name}
            </a>
        }
        .into_any()
    })
}

/// Marks the link of the section that one is in.
fn here(section: &'static str) -> Signal<Option<&'static str>> {
    let path = use_location().pathname;
    Signal::derive(move || {
        path.with(|path| {
            let rest = path.strip_prefix(section);
            let inside = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            inside.then_some("page")
        })
    })
}

fn account_label(session: Session) -> String {
    match session.who() {
        Who::Customer(customer) => first_name(&customer.name).to_owned(),
        Who::Unknown => texts::ACCOUNT.to_owned(),
        Who::Visitor => texts::SIGN_IN.to_owned(),
    }
}

fn cart_badge(class: &'static str) -> AnyView {
    let cart = Cart::expect();
    dynamic(move || {
        let count = cart.count();
        badge(
            class,
            usize::try_from(count).unwrap_or(100),
            texts::products(count),
        )
    })
}

fn unread_badge(class: &'static str) -> AnyView {
    let unread = Unread::expect();
    dynamic(move || badge(class, unread.get(), texts::unread(unread.get())))
}

/// A number, and what it counts for those who do not see where it stands.
fn badge(class: &'static str, count: usize, words: String) -> AnyView {
    if count == 0 {
        return nothing();
    }
    view! {
        <span class=class>
            <span aria-hidden="true">{texts::short_count(count)}</span>
            <span class="visually-hidden">{words}</span>
        </span>
    }
    .into_any()
}

/// Where the order goes, and the sheet to change it.
#[component]
fn Where() -> AnyView {
    let destination = Destination::expect();
    let restaurant = RestaurantState::expect();
    let open = RwSignal::new(false);
    let pickup = move || destination.kind() == FulfilmentKind::Pickup;
    let place = Signal::derive(move || {
        let choice = destination.get();
        match choice.kind {
            FulfilmentKind::Delivery if choice.address.line.is_empty() => texts::CHOOSE_ADDRESS.to_owned(),
            FulfilmentKind::Delivery => choice.address.one_line(),
            FulfilmentKind::Pickup => restaurant
                .known()
                .and_then(|known| {
                    choice
                        .branch(&known.storefront.tenant)
                        .map(|branch| branch.name.clone())
                })
                .unwrap_or_else(|| texts::CHOOSE_BRANCH.to_owned()),
        }
    });
    let done = Callback::new(move |()| open.set(false));
    let way = move || {
        let (icon, label) = if pickup() {
            ("store", texts::PICK_UP_AT)
        } else {
            ("pin", texts::DELIVER_TO)
        };
        view! {
            <Icon name=icon />
            <span>
                <span class="where__label">{label}</span>
                <span class="where__place">{place}</span>
            </span>
        }
        .into_any()
    };
    view! {
        <button type="button" class="where" aria-haspopup="dialog" on:click=tap(move || open.set(true))>
            {dynamic(way)}
        </button>
        <Sheet open=open title=texts::WHERE_TITLE.to_owned() id="where-title">
            {ordering(Ordering::Destination { done })}
        </Sheet>
    }
    .into_any()
}
