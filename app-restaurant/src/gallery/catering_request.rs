//! What the page of one request for catering is made of. The entries of its payment are asked for where it has one: no sample
//! has.

use super::States;
use super::requests::{changed, doing, each, one, requests, some, unchanging};
use crate::pages::catering::facts::{History, Wanted, Warnings};
use crate::pages::catering::link::{LinkByWhatsApp, PrivateLink};
use crate::pages::catering::money::Money;
use crate::pages::catering::steps::{Ask, Doing, ask_cancel, ask_decline, ask_kitchen};
use crate::pages::catering::talk::Talk;
use crate::pages::catering::todo::ToDo;
use crate::pages::catering::versions::Versions;
use crate::state::restaurant::RestaurantState;
use api::catering::CateringView;
use leptos::prelude::*;
use ui::dynamic::tap;
use ui::gallery::{component, narrow};

pub fn components() -> Vec<AnyView> {
    vec![
        component("Warnings", warnings()),
        component("Wanted", wanted()),
        component("PrivateLink", private_links()),
        component("LinkByWhatsApp", links_by_whatsapp()),
        component("Versions", versions()),
        component("Talk", talks()),
        component("History", histories()),
        narrow("ToDo", to_do()),
        component("Money", money()),
        component("Ask", questions()),
    ]
}

fn warnings() -> States {
    let names = ["new", "to be quoted again"];
    each(some(300, &names), |request| {
        view! { <Warnings request /> }.into_any()
    })
}

fn wanted() -> States {
    let names = ["new", "by telephone"];
    each(some(300, &names), |request| {
        view! { <Wanted request /> }.into_any()
    })
}

fn private_links() -> States {
    let link = "muestra".to_owned();
    vec![("link", view! { <PrivateLink link /> }.into_any())]
}

fn links_by_whatsapp() -> States {
    let drawn = |phone: &str| {
        let (phone, name, link) = (phone.to_owned(), "Lucía".to_owned(), "muestra".to_owned());
        view! { <LinkByWhatsApp phone name link /> }.into_any()
    };
    vec![
        ("to a mobile telephone", drawn("+51987654321")),
        ("to none: nothing", drawn("+5114445566")),
    ]
}

fn versions() -> States {
    let names = ["new", "quoted", "quoted, and read", "quoted again"];
    each(some(330, &names), |request| {
        view! { <Versions request /> }.into_any()
    })
}

fn talks() -> States {
    let names = ["new", "to be quoted again", "done"];
    each(some(360, &names), |request| {
        let changed = changed();
        view! { <Talk request changed /> }.into_any()
    })
}

fn histories() -> States {
    let names = ["new", "by telephone", "quoted again", "done", "cancelled"];
    each(some(390, &names), |request| {
        view! { <History request /> }.into_any()
    })
}

fn to_do() -> States {
    each(requests(420), |request| {
        let changed = changed();
        view! { <ToDo request changed /> }.into_any()
    })
}

fn money() -> States {
    let names = ["new", "quoted", "accepted", "scheduled", "done", "cancelled"];
    each(some(450, &names), |request| {
        let changed = changed();
        view! { <Money request changed /> }.into_any()
    })
}

/// The sheet of all questions, and what opens it.
fn questions() -> States {
    let Some(request) = one(480, "scheduled").map(unchanging) else {
        return States::new();
    };
    let button = |ask: fn(Doing, Memo<CateringView>)| {
        let press = tap(move || ask(doing(request), request));
        view! { <button type="button" class="button" on:click=press>"Open"</button> }.into_any()
    };
    vec![
        (
            "before it goes to the kitchen",
            button(|doing, _| ask_kitchen(doing)),
        ),
        ("before it is declined", button(|doing, _| ask_decline(doing))),
        (
            "before it is cancelled",
            button(|doing, _| ask_cancel(doing, None)),
        ),
        (
            "before it is cancelled, with money",
            button(|doing, request| {
                let paid = request.with_untracked(|request| request.page.money.paid_cents);
                ask_cancel(doing, Some(RestaurantState::expect().format(paid)));
            }),
        ),
        ("the sheet", view! { <Ask /> }.into_any()),
    ]
}
