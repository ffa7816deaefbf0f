//! The steps beside the one that is open: what is done, what it came to, and how long the rest takes.

use super::{Setup, step_href};
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::setup::{Step, minutes_left};
use ::texts::now::console::setup as texts;
use domain::customer::first_name;
use domain::tenant::Tenant;
use leptos::prelude::*;
use ui::icon::Icon;

/// How far it is: what is left, and the steps.
pub(super) fn side(setup: Setup) -> AnyView {
    let restaurant = RestaurantState::expect();
    let left = memo(move || minutes_left(&setup.lacks(), &setup.through()));
    let whole: u32 = Step::ALL.into_iter().map(Step::minutes).sum();
    let steps: Vec<AnyView> = (1..)
        .zip(Step::ALL)
        .map(|(number, step)| one_step(setup, number, step))
        .collect();
    view! {
        <aside class="stack setup__side" aria-label=texts::STEPS>
            <p class="setup__brand">
                <img src=restaurant.followed(Tenant::logo) width="40" height="40" alt="" />
                {restaurant.followed(|tenant| tenant.brand.name.clone())}
            </p>
            <div class="setup__bar">
                <b role="status">{move || texts::minutes_left(left.get())}</b>
                <progress
                    max=whole.to_string()
                    aria-label=texts::PROGRESS
                    prop:value=move || (whole - left.get()).to_string()
                ></progress>
                <span class="muted">{texts::KEPT}</span>
            </div>
            <ol class="setup__steps" aria-label=texts::STEPS>
                {steps}
            </ol>
        </aside>
    }
    .into_any()
}

fn one_step(setup: Setup, number: usize, step: Step) -> AnyView {
    let done = memo(move || {
        let through = setup.through().iter().any(|gone| gone == step.path());
        step.is_done(&setup.lacks(), through)
    });
    let is_current = memo(move || setup.at.get() == Some(step));
    let about = move || match done.get() {
        true => summary(setup, step),
        false => step.about().to_owned(),
    };
    view! {
        <li data-done=move || done.get().then_some("")>
            <a href=step_href(step) aria-current=move || is_current.get().then_some("step")>
                <i aria-hidden="true">
                    {move || match done.get() {
                        true => view! { <Icon name="check" /> }.into_any(),
                        false => number.to_string().into_any(),
                    }}
                </i>
                <span>
                    <b>{step.title()}</b>
                    {move || done.get().then(|| view! { <span class="visually-hidden">" " {texts::DONE}</span> })}
                    <small>{about}</small>
                </span>
                <em>{move || if done.get() { texts::EDIT.to_owned() } else { texts::minutes(step.minutes()) }}</em>
            </a>
        </li>
    }
    .into_any()
}

/// What was put in at a step, followed.
fn summary(setup: Setup, step: Step) -> String {
    match step {
        Step::Brand => RestaurantState::expect()
            .followed(|tenant| tenant.brand.name.clone())
            .get(),
        Step::Menu => setup.menu.catalog.with(|carta| {
            let off = carta.products.iter().filter(|dish| !dish.active).count();
            texts::carta(carta.products.len(), off)
        }),
        Step::Service => setup
            .hours
            .stored
            .with(|stored| texts::zones(stored.delivery_zones.len())),
        Step::People => {
            let known = setup.people.value.get();
            let people = known.map(|known| known.people).unwrap_or_default();
            let active = people.iter().filter(|person| person.active);
            let names: Vec<&str> = active.map(|person| first_name(&person.name)).collect();
            names.join(", ")
        }
        Step::Publish => step.about().to_owned(),
    }
}
