//! Clientes.

use super::States;
use super::samples::{Samples, in_full};
use crate::components::read_on::{NextPage, ReadOn};
use crate::pages::customers::account::{AccountCard, Erase};
use crate::pages::customers::contact::Contact;
use crate::pages::customers::history::{Ordered, Orders};
use crate::pages::customers::note::{NoteCard, NoteDraft, NoteForm, Overtaken};
use crate::pages::customers::one::NoSuch;
use crate::pages::customers::{Head, List, Row, SearchCustomers};
use crate::state::erased::memo;
use crate::state::samples::{customer, minutes};
use crate::state::shelf::Shelf;
use api::Paged;
use api::customers::{CustomerRecord, CustomerTotals, StaffNote};
use api::orders::{OrderView, Total};
use domain::Money;
use domain::customer::Customer;
use leptos::prelude::*;
use ui::gallery::component;
use ui::resource::Resource;

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
        component(
            "Head",
            vec![("empty", view! { <Head search=words("") /> }.into_any())],
        ),
        component(
            "SearchCustomers",
            vec![
                ("empty", view! { <SearchCustomers search=words("") /> }.into_any()),
                (
                    "with words",
                    view! { <SearchCustomers search=words("José") /> }.into_any(),
                ),
            ],
        ),
        component("List", lists()),
        component("Row", rows()),
        component("ReadOn", vec![("more", more())]),
        component(
            "NoSuch",
            vec![("no such customer", view! { <NoSuch /> }.into_any())],
        ),
        component("Contact", contacts()),
        component("NoteForm", notes()),
        component("NoteCard", note_cards()),
        component("Overtaken", overtaken()),
        component("AccountCard", accounts()),
        component("Erase", vec![("before the first press", erase())]),
        component("Orders", orders(samples)),
        component("Ordered", vec![("one", ordered(samples))]),
    ]
}

fn words(text: &str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

fn long_name() -> Customer {
    Customer {
        phone: None,
        email: None,
        blocked: true,
        addresses: Vec::new(),
        ..customer(
            1_204,
            "María del Carmen Fernández-Maldonado de la Torre Ugarte y Bustamante",
        )
    }
}

fn shelf(items: Vec<Customer>, more: bool) -> Shelf<Customer> {
    let next_cursor = more.then(|| "c".to_owned());
    Shelf::new(Paged { items, next_cursor })
}

fn lists() -> States {
    let some = vec![customer(1, "Lucía Rojas"), customer(2, "José Núñez"), long_name()];
    vec![
        (
            "some, and more",
            view! { <List shelf=shelf(some, true) search=words("") /> }.into_any(),
        ),
        (
            "nobody yet",
            view! { <List shelf=shelf(Vec::new(), false) search=words("") /> }.into_any(),
        ),
        (
            "nobody like it",
            view! { <List shelf=shelf(Vec::new(), false) search=words("zzz") /> }.into_any(),
        ),
    ]
}

fn rows() -> States {
    let drawn = |customer: Customer| view! { <ul><Row customer /></ul> }.into_any();
    vec![
        ("plain", drawn(customer(1, "Lucía Rojas"))),
        ("blocked, without a telephone", drawn(long_name())),
    ]
}

fn more() -> AnyView {
    let next = Box::new(|_| -> NextPage<Customer> { Box::pin(std::future::pending()) });
    let place = |customer: &Customer| customer.number.to_string();
    view! { <ReadOn shelf=shelf(Vec::new(), true) next place words="Ver más" busy_words="Trayendo…" /> }
        .into_any()
}

fn contacts() -> States {
    let drawn = |customer: Customer| view! { <Contact customer=memo(move || customer.clone()) /> }.into_any();
    vec![
        ("all", drawn(customer(1, "Lucía Rojas"))),
        ("nothing", drawn(long_name())),
    ]
}

fn note(text: &str) -> StaffNote {
    StaffNote {
        text: text.to_owned(),
        by_name: Some("Gloria Quispe".to_owned()),
        at: Some(minutes(0)),
        version: 2,
    }
}

fn notes() -> States {
    let drawn = |draft: NoteDraft| {
        let save = Callback::new(|()| {});
        view! { <NoteForm draft save /> }.into_any()
    };
    let written = || NoteDraft::new(note("Alérgica al maní. Prefiere que la llamen antes."));
    let (changed, met, wrong) = (written(), written(), written());
    changed.typed.set("Alérgica al maní y a la soya.".to_owned());
    met.typed.set("Paga con Yape.".to_owned());
    met.overtaken(note("Ya no es alérgica."));
    wrong.wrong.set(Some("Son demasiadas letras.".to_owned()));
    vec![
        ("empty", drawn(NoteDraft::new(StaffNote::default()))),
        ("written", drawn(written())),
        ("changed", drawn(changed)),
        ("overtaken", drawn(met)),
        ("wrong", drawn(wrong)),
    ]
}

fn note_cards() -> States {
    let one = customer(1, "Lucía Rojas");
    let known = memo(|| note("Alérgica al maní."));
    vec![(
        "written",
        view! { <NoteCard id=one.id note=known record=asks_nobody() /> }.into_any(),
    )]
}

fn overtaken() -> States {
    let drawn = |text: &str| {
        let (draft, theirs) = (NoteDraft::new(StaffNote::default()), note(text));
        view! { <Overtaken draft theirs /> }.into_any()
    };
    vec![("by words", drawn("Ya no es alérgica.")), ("by none", drawn(""))]
}

fn asks_nobody() -> Resource<CustomerRecord> {
    Resource::new(std::future::pending)
}

fn accounts() -> States {
    let drawn = |customer: Customer| {
        view! { <AccountCard customer=memo(move || customer.clone()) record=asks_nobody() /> }.into_any()
    };
    vec![
        ("may order", drawn(customer(1, "Lucía Rojas"))),
        ("blocked", drawn(long_name())),
    ]
}

fn erase() -> AnyView {
    view! { <Erase customer=memo(|| customer(1, "Lucía Rojas")) record=asks_nobody() /> }.into_any()
}

fn orders(samples: &Samples) -> States {
    let drawn = |items: Vec<OrderView>, more: bool| {
        let count = items.len();
        let totals = CustomerTotals {
            count: Total { count, more },
            spent_cents: Money(7_480),
        };
        let next_cursor = more.then(|| "c".to_owned());
        let shelf = Shelf::new(Paged { items, next_cursor });
        let id = customer(1, "Lucía Rojas").id;
        view! { <Orders id shelf totals=RwSignal::new(totals) /> }.into_any()
    };
    let some = vec![
        in_full(&samples.waiting),
        samples.cancelled(),
        samples.delivered.clone(),
    ];
    vec![
        ("some, and more", drawn(some, true)),
        ("none", drawn(Vec::new(), false)),
    ]
}

fn ordered(samples: &Samples) -> AnyView {
    let order = samples.delivered.clone();
    view! { <ul class="customer-orders"><Ordered order /></ul> }.into_any()
}
