//! Clientes: everybody who has an account here, by number or by what is looked for, and one of them as a whole.

pub mod account;
pub mod contact;
pub mod history;
pub mod note;
pub mod one;

use crate::components::empty::Empty;
use crate::components::file_button::{FileButton, Making};
use crate::components::read_on::{NextPage, ReadOn};
use crate::pages::missing::NotForYou;
use crate::routes::Screen;
use crate::state::customers::{href, query};
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::shelf::Shelf;
use ::texts::now::claims::date;
use ::texts::now::console::customers as texts;
use api::{ApiError, Paged};
use domain::customer::{Customer, initial};
use domain::written::{Phone, or_empty};
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use rpc::customers::{export_customers, list_customers};
use std::time::Duration;
use ui::icon::Icon;
use ui::resource::{Loaded, Loader};

/// So long nothing more is typed before it is looked for.
const TYPING: Duration = Duration::from_millis(350);

/// Maximum number of pages without a match that are skipped in a row; after them there is a button to continue.
const MAX_EMPTY: usize = 20;

/// Several orders in a row are one question.
pub const PAUSE: Duration = Duration::from_secs(2);

#[component]
pub fn CustomersScreen() -> AnyView {
    RestaurantState::expect().title(texts::TITLE);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Customers.is_for(role)));
    view! {
        {move || {
            if allowed.get() { view! { <Asked /> }.into_any() } else { view! { <NotForYou /> }.into_any() }
        }}
    }
    .into_any()
}

#[component]
fn Asked() -> AnyView {
    let parts = use_query_map();
    let search = memo(move || {
        let words = parts.with(|parts| parts.get("buscar")).unwrap_or_default();
        words.trim().to_owned()
    });
    let shelf = Shelf::new(Paged::default());
    let ask = move || found(search.get_untracked(), None);
    let loader = Loader::new(ask, move |page| shelf.renew(page)).every(PAUSE);
    // No live message tells of customers: an order may be somebody's first.
    let following = Following::expect();
    Effect::new(move |before: Option<String>| {
        let search = search.get();
        following.orders();
        if before.as_ref() == Some(&search) {
            loader.ask();
        } else {
            shelf.clear();
            loader.ask_anew();
        }
        search
    });
    view! {
        <Head search />
        <Loaded loader loading=texts::LOADING>
            <List shelf search />
        </Loaded>
    }
    .into_any()
}

/// The next customers that a search finds. The server looks at some at a time, and may find nobody among them.
async fn found(search: String, cursor: Option<String>) -> Result<Paged<Customer>, ApiError> {
    let mut page = list_customers(search.clone(), cursor).await?;
    for _ in 0..MAX_EMPTY {
        if !page.items.is_empty() || page.next_cursor.is_none() {
            break;
        }
        page = list_customers(search.clone(), page.next_cursor).await?;
    }
    Ok(page)
}

#[component]
pub(crate) fn Head(#[prop(into)] search: Signal<String>) -> AnyView {
    let make = Box::new(move || -> Making { Box::pin(export_customers(search.get_untracked())) });
    view! {
        <div class="console__head customers__head">
            <h1>{texts::TITLE}</h1>
            <SearchCustomers search />
            <FileButton make words=texts::CSV busy=texts::CSV_BUSY />
        </div>
    }
    .into_any()
}

/// Looks for what is typed once nothing more is, or at once where it is sent.
#[component]
pub(crate) fn SearchCustomers(#[prop(into)] search: Signal<String>) -> AnyView {
    let words = RwSignal::new(search.get_untracked());
    let sent = StoredValue::new(search.get_untracked());
    // Another address has other words; what this field has sent is in it already.
    effect(move || {
        let there = search.get();
        if sent.with_value(|sent| *sent != there) {
            sent.set_value(there.clone());
            words.set(there);
        }
    });
    let navigate = use_navigate();
    let look = move || {
        let Some(wanted) = words.try_get_untracked().map(|words| words.trim().to_owned()) else {
            return;
        };
        if sent.try_with_value(|sent| *sent == wanted) == Some(true) {
            return;
        }
        let _ = sent.try_set_value(wanted.clone());
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(
            &format!("{}{}", Screen::Customers.path(), query(&wanted)),
            options,
        );
    };
    let look = StoredValue::new_local(look);
    let look = move || {
        let _ = look.try_with_value(|look| look());
    };
    let strokes = StoredValue::new(0_u64);
    let heard = move |event: Event| {
        words.set(ui::typed::typed(&event));
        strokes.update_value(|strokes| *strokes += 1);
        let mine = strokes.get_value();
        set_timeout(
            move || {
                if strokes.try_get_value() == Some(mine) {
                    look();
                }
            },
            TYPING,
        );
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        look();
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <Icon name="search" />
            <input
                class="field__input"
                type="search"
                enterkeyhint="search"
                autocomplete="off"
                maxlength="80"
                aria-label=texts::SEARCH
                placeholder=texts::SEARCH
                prop:value=words
                on:input=heard
            />
        </form>
    }
    .into_any()
}

#[component]
pub(crate) fn List(shelf: Shelf<Customer>, #[prop(into)] search: Signal<String>) -> AnyView {
    let empty = memo(move || shelf.items.with(Vec::is_empty) && shelf.more.with(Option::is_none));
    let next = move |cursor| -> NextPage<Customer> { Box::pin(found(search.get_untracked(), cursor)) };
    let counted = move || {
        let count = shelf.items.with(Vec::len);
        texts::listed(count, shelf.more.with(Option::is_some))
    };
    view! {
        {move || match empty.get() {
            true => view! { <Nothing search /> }.into_any(),
            false => {
                view! {
                    <section class="card customers" aria-labelledby="lista-clientes">
                        <p class="muted" id="lista-clientes" role="status">
                            {counted}
                        </p>
                        <ul>
                            <For
                                each=move || shelf.items.get()
                                key=key
                                children=|customer| view! { <Row customer /> }
                            />
                        </ul>
                        <ReadOn
                            shelf
                            next=Box::new(next)
                            place=place
                            words=texts::MORE
                            busy_words=texts::MORE_BUSY
                        />
                    </section>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

/// What of a customer a row is drawn anew for.
fn key(customer: &Customer) -> (String, String, String, String, bool) {
    (
        customer.id.to_string(),
        customer.name.clone(),
        or_empty(&customer.phone).to_owned(),
        or_empty(&customer.email).to_owned(),
        customer.blocked,
    )
}

/// The id of a customer's link on the page.
fn place(customer: &Customer) -> String {
    format!("cliente-{}", customer.number)
}

#[component]
pub(crate) fn Row(customer: Customer) -> AnyView {
    let zone = RestaurantState::expect().zone();
    let since = texts::since(&date(zone.date(customer.created_at)));
    let phone = customer.phone.as_ref().map(Phone::shown);
    let mail = or_empty(&customer.email).to_owned();
    view! {
        <li class="customer">
            <span class="avatar" aria-hidden="true">
                {initial(&customer.name).to_owned()}
            </span>
            <div class="customer__who">
                <a class="customer__link" id=place(&customer) href=href(&customer.id)>
                    <bdi>{customer.name.clone()}</bdi>
                </a>
                <p class="muted small">{texts::code(customer.number)} ", " {since}</p>
            </div>
            <span class="customer__state">
                {customer.blocked.then(|| view! { <span class="badge badge--danger">{texts::BLOCKED}</span> })}
            </span>
            <span class="customer__phone">{phone}</span>
            <span class="customer__mail">{mail}</span>
        </li>
    }
    .into_any()
}

#[component]
fn Nothing(search: Signal<String>) -> AnyView {
    let all = search.with_untracked(String::is_empty);
    let (title, text) = match all {
        true => (texts::NONE_YET, texts::NONE_YET_TEXT),
        false => (texts::NOBODY_LIKE_IT, texts::NOBODY_LIKE_IT_TEXT),
    };
    view! {
        <Empty art="empty_orders" title text>
            {(!all).then(|| view! { <a class="button" href=Screen::Customers.href()>{texts::SEE_ALL}</a> })}
        </Empty>
    }
    .into_any()
}
