//! Catering: requests by state, a calendar of accepted ones, each request with its quotes, and new ones by telephone.
//! Loaded when the first of its pages is wanted.

pub mod board;
pub mod calendar;
pub mod card;
pub mod facts;
pub mod field;
mod ledger;
pub mod link;
pub mod list;
pub mod menu;
pub mod money;
pub mod phone;
pub mod quote;
pub mod quote_lines;
pub mod quote_terms;
mod request;
pub mod sending;
pub mod steps;
pub mod talk;
pub mod todo;
pub mod versions;

use self::board::Board;
use self::calendar::Calendar;
use self::list::List;
use self::phone::PhoneScreen;
use self::quote::QuoteScreen;
use self::request::RequestScreen;
use self::steps::{Ask, Questions};
use crate::pages::missing::NotForYou;
use crate::routes::{BASE, Screen};
use crate::state::catering::{CateringAddress, View};
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::{console as words, console::catering as texts};
use leptos::lazy;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::dynamic::later;
use ui::icon::Icon;

/// A page of the tab.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    Requests,
    ByPhone,
    Request,
    Quote,
}

pub fn catering(part: Part) -> AnyView {
    let loading = || view! { <p class="working working--page" role="status">{words::LOADING}</p> }.into_any();
    later(Box::pin(draw_catering(part)), loading)
}

#[lazy]
fn draw_catering(part: Part) -> AnyView {
    view! { <Allowed part /> }.into_any()
}

/// The page, for those who handle catering.
#[component]
fn Allowed(part: Part) -> AnyView {
    let session = Session::expect();
    Questions::provide();
    RestaurantState::expect().title(texts::TITLE);
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Catering.is_for(role)));
    view! {
        {move || match (allowed.get(), part) {
            (false, _) => view! { <NotForYou /> }.into_any(),
            (true, Part::Requests) => view! { <Requests /> }.into_any(),
            (true, Part::ByPhone) => view! { <PhoneScreen /> }.into_any(),
            (true, Part::Request) => view! { <RequestScreen /> }.into_any(),
            (true, Part::Quote) => view! { <QuoteScreen /> }.into_any(),
        }}
        <Ask />
    }
    .into_any()
}

/// The address of a request.
fn request_href(id: &str) -> String {
    format!("{}/{id}", Screen::Catering.href())
}

/// Where its quote is made.
fn quote_href(id: &str) -> String {
    format!("{}/cotizar", request_href(id))
}

/// Where one is taken by telephone.
fn phone_href() -> String {
    request_href("nueva")
}

/// An address below the console's own, as the router takes it.
fn below_base(href: &str) -> String {
    href.strip_prefix(BASE).unwrap_or(href).to_owned()
}

#[component]
fn Requests() -> AnyView {
    let query = use_query_map();
    let address = memo(move || query.with(|query| CateringAddress::read(|name| query.get(name))));
    let view = memo(move || address.with(|address| address.view));
    let tab = move |one: View| {
        let current = move || (view.get() == one).then_some("true");
        view! {
            <a class="tabs__tab" href=CateringAddress::of(one).href() aria-current=current>
                {one.words()}
            </a>
        }
    };
    view! {
        <div class="console__head">
            <h1>{texts::TITLE}</h1>
            <a class="button button--primary" href=phone_href()>
                <Icon name="plus" />
                {texts::BY_PHONE}
            </a>
        </div>
        <nav class="tabs" aria-label=texts::VIEWS>
            {View::ALL.map(tab).collect_view()}
        </nav>
        {move || match view.get() {
            View::Board => view! { <Board /> }.into_any(),
            View::Calendar => view! { <Calendar address /> }.into_any(),
            View::Done | View::Declined | View::Cancelled | View::Expired => view! { <List address /> }.into_any(),
        }}
    }
    .into_any()
}
