//! What a queue shows besides its tickets.

use super::States;
use super::samples::{Samples, branches, numbered};
use crate::components::all_day::AllDay;
use crate::components::recent::Recent;
use crate::components::to_accept::ToAccept;
use crate::state::queues::{Facts, Queues, StageQueue};
use api::orders::OrderView;
use api::stages::{DishCount, ToAccept as Waiting};
use domain::Slug;
use domain::stage::Stage;
use leptos::prelude::*;
use ui::gallery::component;

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
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
