//! How the states of a component are placed. The style sheets that ship know nothing of galleries, so it is said here.

use super::ids::STATE;
use leptos::prelude::*;

/// A column that is never wider than what is around it.
pub const ONE_COLUMN: &str = "minmax(0, 1fr)";

/// A component, and the states it can be in by their names: each as wide as it wants to be, and never narrower than a phone.
pub fn component(name: &'static str, states: Vec<(&'static str, AnyView)>) -> AnyView {
    drawn(name, states, ("1 1 auto", "min(20rem, 100%)"))
}

/// The same of something that a page draws in several columns.
pub fn narrow(name: &'static str, states: Vec<(&'static str, AnyView)>) -> AnyView {
    drawn(name, states, ("0 1 22rem", "min(20rem, 100%)"))
}

/// The same of something small: its states stand beside each other.
pub fn small(name: &'static str, states: Vec<(&'static str, AnyView)>) -> AnyView {
    drawn(name, states, ("0 1 auto", "0"))
}

fn drawn(
    name: &'static str,
    states: Vec<(&'static str, AnyView)>,
    (flex, least): (&'static str, &'static str),
) -> AnyView {
    let state = |(state, drawn)| {
        view! {
            <figure
                class=format!("stack {}", STATE)
                style:flex=flex
                style:min-width=least
                style:max-width="100%"
                style:grid-template-columns=ONE_COLUMN
            >
                <figcaption class="small muted">{state}</figcaption>
                {drawn}
            </figure>
        }
        .into_any()
    };
    let states: Vec<AnyView> = states.into_iter().map(state).collect();
    view! {
        <section class="stack" style:grid-template-columns=ONE_COLUMN>
            <h2>{name}</h2>
            <div class="cluster" style:align-items="start" style:gap="var(--s5)">
                {states}
            </div>
        </section>
    }
    .into_any()
}
