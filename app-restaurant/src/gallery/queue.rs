//! What a queue shows besides its tickets.

use super::samples::{Samples, branches, numbered, person};
use super::tickets::{arrived_in, struck};
use super::{States, idle_queues};
use crate::components::all_day::AllDay;
use crate::components::recent::Recent;
use crate::components::to_accept::ToAccept;
use crate::pages::queue::{Head, Tickets};
use crate::state::queues::{CancelledTicket, Facts, Queues, StageQueue};
use crate::state::session::Session;
use api::orders::OrderView;
use api::stages::{DishCount, ToAccept as Waiting};
use domain::Slug;
use domain::staff::Role;
use domain::stage::Stage;
use leptos::prelude::*;
use ui::gallery::{apart, component};

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
        component("Head of a queue", heads(samples)),
        component("Tickets", tickets(samples)),
        component("AllDay", all_day()),
        component("Recent", recent(samples)),
        component("ToAccept", to_accept(samples)),
    ]
}

/// A queue that says this, whatever there is in the real one.
fn queue(stage: Stage, facts: Facts) -> StageQueue {
    let mut queue = Queues::expect().of(stage);
    queue.facts = RwSignal::new(facts);
    queue
}

/// A queue of a place of its own, with the orders in it.
fn idle_queue(orders: Vec<OrderView>) -> StageQueue {
    let queue = idle_queues().of(Stage::Cooking);
    queue.loader.loaded.set(true);
    queue.facts.update(|facts| facts.target_minutes = 12);
    queue.rows.replace(orders);
    Session::provide(Some(person(Role::Cook)));
    queue
}

fn heads(samples: &Samples) -> States {
    let drawn = |orders: Vec<OrderView>| {
        apart(move || {
            let queue = idle_queue(orders);
            view! { <Head queue /> }.into_any()
        })
    };
    let (waiting, taken) = (samples.waiting.clone(), numbered(&samples.elsewhere, 8));
    let new = samples.waiting.clone();
    let arrived = apart(move || {
        let queue = arrived_in(Stage::Cooking, &new);
        queue.loader.loaded.set(true);
        queue.rows.replace(vec![new]);
        view! { <Head queue /> }.into_any()
    });
    vec![
        ("with orders", drawn(vec![waiting, taken])),
        ("without any", drawn(Vec::new())),
        ("with a new one", arrived),
    ]
}

fn tickets(samples: &Samples) -> States {
    let (waiting, taken, struck) = (
        samples.waiting.clone(),
        numbered(&samples.elsewhere, 8),
        struck(samples),
    );
    let drawn = |orders: Vec<OrderView>, struck: Vec<CancelledTicket>| {
        apart(move || {
            let queue = idle_queue(orders);
            queue.struck.set(struck);
            view! { <Tickets queue /> }.into_any()
        })
    };
    vec![
        ("with orders", drawn(vec![waiting, taken], vec![struck])),
        ("without any", drawn(Vec::new(), Vec::new())),
    ]
}

fn all_day() -> States {
    let drawn = |dishes: &[(&str, u32)]| {
        let count = |(name, qty): &(&str, u32)| DishCount {
            name: (*name).to_owned(),
            qty: *qty,
        };
        let all_day = dishes.iter().map(count).collect();
        let queue = queue(
            Stage::Cooking,
            Facts {
                all_day,
                ..Facts::default()
            },
        );
        view! { <AllDay queue /> }.into_any()
    };
    let dishes = [
        ("¼ de pollo a la brasa", 14),
        ("Papas fritas familiares", 6),
        ("Chicha morada grande", 5),
        ("Ensalada fresca", 3),
    ];
    vec![("one dish", drawn(&dishes[..1])), ("several", drawn(&dishes))]
}

/// Gone after two minutes, as in a kitchen: then nothing can be taken back any more.
fn recent(samples: &Samples) -> States {
    let drawn = |recallable: Vec<OrderView>| {
        let queue = queue(
            Stage::Cooking,
            Facts {
                recallable,
                ..Facts::default()
            },
        );
        view! { <Recent queue /> }.into_any()
    };
    let done = |number| numbered(&samples.packaging, number);
    vec![
        ("one", drawn(vec![done(7)])),
        ("several", drawn(vec![done(7), done(8)])),
    ]
}

fn to_accept(samples: &Samples) -> States {
    let drawn = |branches: Vec<Slug>, each: u64| {
        let orders = |first: u64| (first..first + each).map(|number| numbered(&samples.to_accept(), number));
        let waiting = (1..).zip(branches).map(|(place, branch)| Waiting {
            branch,
            orders: orders(place * 10).collect(),
        });
        let facts = Facts {
            to_accept: waiting.collect(),
            ..Facts::default()
        };
        let queue = queue(Stage::Cooking, facts);
        view! { <ToAccept queue /> }.into_any()
    };
    let all = branches();
    vec![
        ("one", drawn(all.iter().take(1).cloned().collect(), 1)),
        ("several at each branch", drawn(all, 2)),
    ]
}
