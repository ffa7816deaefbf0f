//! The header, and the bar at the bottom of telephones.

use super::destination_form::DestinationForm;
use super::search_box::SearchBox;
use crate::state::{
    cart::Cart,
    destination::Destination,
    house::House,
    inbox::Unread,
    session::{Session, Who},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::domain::cart::FulfilmentKind;
use shared::domain::customer::first_name;
use shared::texts::es::storefront as texts;
use shared::ui::icon::Icon;
use shared::ui::sheet::Sheet;

#[component]
pub fn Header() -> AnyView {
    let cart = Cart::expect();
    let said = move || {
        if cart.count() > 0 {
            texts::in_your_order(cart.count())
        } else {
            String::new()
        }
    };
    view! {
        <header class="site-header ember">
            <div class="site-header__inner">
                {logo()} <Where /> <nav class="site-nav" aria-label=texts::MAIN_NAV>
                    <a class="site-nav__link" href="/carta" aria-current=here("/carta")>
                        {texts::CARTA}
                    </a>
                    <a class="site-nav__link" href="/promociones" aria-current=here("/promociones")>
                        {texts::PROMOTIONS}
                    </a>
                </nav> <SearchBox /> <a class="site-header__account" href="/cuenta">
                    <Icon name="user" />
                    <span>{account_label}</span>
                    {unread_badge("cart-link__count")}
                </a> <a class="cart-link" href="/pedido">
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
            <a class="bottom-bar__link" href="/" aria-current=here("/")>
                <Icon name="home" />
                {texts::HOME}
            </a>
            <a class="bottom-bar__link" href="/carta" aria-current=here("/carta")>
                <Icon name="menu" />
                {texts::CARTA}
            </a>
            <a class="bottom-bar__link" href="/promociones" aria-current=here("/promociones")>
                <Icon name="tag" />
                {texts::PROMOTIONS_SHORT}
            </a>
            <a class="bottom-bar__link" href="/pedido" aria-current=here("/pedido")>
                <Icon name="cart" />
                {texts::ORDER}
                {cart_badge("bottom-bar__count")}
            </a>
            <a class="bottom-bar__link" href="/cuenta" aria-current=here("/cuenta")>
                <Icon name="user" />
                {texts::ACCOUNT}
                {unread_badge("bottom-bar__count")}
            </a>
        </nav>
    }
    .into_any()
}

fn logo() -> AnyView {
    let house = House::expect();
    (move || {
        let (name, src) = house.known().map_or_else(
            || (texts::SITE.to_owned(), "/assets/favicon.svg".to_owned()),
            |known| {
                let tenant = &known.storefront.tenant;
                (
                    tenant.brand.name.clone(),
                    ["/assets/illustrations/logo_", tenant.id.as_str(), ".svg"].concat(),
                )
            },
        );
        view! {
            <a class="site-header__logo" href="/">
                <img src=src width="40" height="40" alt="" />
                {name}
            </a>
        }
    })
    .into_any()
}

/// Marks the link of the section that one is in.
fn here(section: &'static str) -> impl Fn() -> Option<&'static str> + Copy + Send + 'static {
    let path = use_location().pathname;
    move || {
        path.with(|path| {
            let rest = path.strip_prefix(section);
            let inside = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            inside.then_some("page")
        })
    }
}

fn account_label() -> String {
    match Session::expect().who() {
        Who::Customer(customer) => first_name(&customer.name).to_owned(),
        Who::Unknown => texts::ACCOUNT.to_owned(),
        Who::Visitor => texts::SIGN_IN.to_owned(),
    }
}

fn cart_badge(class: &'static str) -> impl Fn() -> Option<AnyView> + Copy + Send + 'static {
    let cart = Cart::expect();
    move || {
        let count = cart.count();
        let badge = || {
            view! {
                <span class=class>
                    <span aria-hidden="true">{texts::short_count(usize::try_from(count).unwrap_or(100))}</span>
                    <span class="visually-hidden">{texts::products(count)}</span>
                </span>
            }
            .into_any()
        };
        (count > 0).then(badge)
    }
}

fn unread_badge(class: &'static str) -> impl Fn() -> Option<AnyView> + Copy + Send + 'static {
    let unread = Unread::expect();
    move || {
        let count = unread.get();
        let badge = || {
            view! {
                <span class=class>
                    <span aria-hidden="true">{texts::short_count(count)}</span>
                    <span class="visually-hidden">{texts::unread(count)}</span>
                </span>
            }
            .into_any()
        };
        (count > 0).then(badge)
    }
}

/// Where the order goes, and the sheet to change it.
#[component]
fn Where() -> AnyView {
    let destination = Destination::expect();
    let house = House::expect();
    let open = RwSignal::new(false);
    let pickup = move || destination.kind() == FulfilmentKind::Pickup;
    let place = move || {
        let choice = destination.get();
        match choice.kind {
            FulfilmentKind::Delivery if choice.address.line.is_empty() => texts::CHOOSE_ADDRESS.to_owned(),
            FulfilmentKind::Delivery => choice.address.one_line(),
            FulfilmentKind::Pickup => house
                .known()
                .and_then(|known| {
                    choice
                        .branch(&known.storefront.tenant)
                        .map(|branch| branch.name.clone())
                })
                .unwrap_or_else(|| texts::CHOOSE_BRANCH.to_owned()),
        }
    };
    view! {
        <button type="button" class="where" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            {move || if pickup() { view! { <Icon name="store" /> }.into_any() } else { view! { <Icon name="pin" /> }.into_any() }}
            <span>
                <span class="where__label">
                    {move || if pickup() { texts::PICK_UP_AT } else { texts::DELIVER_TO }}
                </span>
                <span class="where__place">{place}</span>
            </span>
        </button>
        <Sheet open=open title=texts::WHERE_TITLE.to_owned() id="where-title">
            <DestinationForm done=move |()| open.set(false) />
        </Sheet>
    }
    .into_any()
}
