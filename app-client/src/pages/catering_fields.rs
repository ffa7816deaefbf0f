//! The fields of a request for catering.

use super::catering_day::day_fields;
use super::catering_filled::Filled;
use crate::components::field::{Choice, Field, Kind, LongField, Problems};
use crate::state::restaurant::RestaurantState;
use ::texts::now::{storefront, storefront::catering as texts};
use domain::Slug;
use domain::cart::FulfilmentKind;
use domain::tenant::Branch;
use leptos::prelude::*;
use ui::dynamic::{dynamic, listener, nothing};

pub(crate) fn event(filled: Filled, problems: Problems) -> AnyView {
    view! {
        <fieldset>
            <legend>{texts::PART_EVENT}</legend>
            {packages(filled, problems)}
            <Field
                id="occasion"
                label=texts::OCCASION
                kind=Kind::text("off", 80)
                value=filled.occasion
                problems=problems
                hint=texts::OCCASION_HINT
            />
            {day_fields(filled, problems)}
        </fieldset>
    }
    .into_any()
}

/// What is offered, followed. A choice that is gone is none any more.
fn packages(filled: Filled, problems: Problems) -> AnyView {
    let restaurant = RestaurantState::expect();
    let offered = Memo::new(move |_| {
        let known = restaurant.known()?;
        let packages = known.storefront.tenant.catering.packages.iter();
        let named = packages.map(|package| (package.id.clone(), package.name.clone()));
        Some(named.collect::<Vec<_>>())
    });
    let parts = dynamic(move || {
        let packages = offered.get().unwrap_or_default();
        let is_gone = |id: &Slug| packages.iter().all(|(known, _)| known != id);
        if filled
            .package
            .with_untracked(|chosen| chosen.as_ref().is_some_and(is_gone))
        {
            filled.package.set(None);
        }
        choices(filled, problems, packages)
    });
    view! {
        <fieldset class="field" aria-describedby="package-error">
            <legend class="field__label">{texts::PACKAGE}</legend>
            <div class="segment">{parts}</div>
            {error_of(problems, "package", "package-error")}
        </fieldset>
    }
    .into_any()
}

fn choices(filled: Filled, problems: Problems, packages: Vec<(Slug, String)>) -> AnyView {
    let choices = packages
        .into_iter()
        .map(|(id, name)| (Some(id), name))
        .chain([(None, texts::ADVISE.to_owned())]);
    let parts: Vec<AnyView> = choices
        .enumerate()
        .map(|(index, (id, name))| {
            let chosen = id.clone();
            let checked = move || filled.package.with(|package| package == &chosen);
            let choose = move |_| {
                problems.clear("package");
                filled.package.set(id.clone());
            };
            view! {
                <label class="segment__part">
                    <input
                        type="radio"
                        name="package"
                        id=(index == 0).then_some("package")
                        prop:checked=checked
                        on:change=choose
                    />
                    {name}
                </label>
            }
            .into_any()
        })
        .collect();
    parts.into_any()
}

/// What is wrong with a group of choices, in an element of this id.
fn error_of(problems: Problems, field: &'static str, id: &'static str) -> AnyView {
    let problem = problems.of(field);
    let text = move || match problem.get() {
        Some(text) => view! { <p class="field__error">{text}</p> }.into_any(),
        None => nothing(),
    };
    view! { <div id=id>{dynamic(text)}</div> }.into_any()
}

pub(crate) fn place(filled: Filled, problems: Problems) -> AnyView {
    let kind = filled.kind;
    let is = move |wanted| Signal::derive(move || kind.get() == wanted);
    let choose = move |wanted| {
        for field in ["address-line", "district", "reference", "branch"] {
            problems.clear(field);
        }
        kind.set(wanted);
    };
    view! {
        <fieldset>
            <legend>{texts::PART_PLACE}</legend>
            <div class="choices choices--row" role="radiogroup" aria-label=texts::PLACE>
                <Choice
                    name="catering-kind"
                    checked=is(FulfilmentKind::Delivery)
                    title=texts::DELIVERED
                    note=texts::DELIVERED_NOTE
                    chosen=move |()| choose(FulfilmentKind::Delivery)
                />
                <Choice
                    name="catering-kind"
                    checked=is(FulfilmentKind::Pickup)
                    title=texts::PICKED_UP
                    note=texts::PICKED_UP_NOTE
                    chosen=move |()| choose(FulfilmentKind::Pickup)
                />
            </div>
            {dynamic(move || match kind.get() {
                FulfilmentKind::Delivery => address(filled, problems),
                FulfilmentKind::Pickup => branches(filled, problems),
            })}
        </fieldset>
    }
    .into_any()
}

fn address(filled: Filled, problems: Problems) -> AnyView {
    view! {
        <div class="fields fields--2">
            <Field
                id="address-line"
                label=storefront::ADDRESS
                kind=Kind::text("address-line1", 160)
                value=filled.line
                problems=problems
                hint=storefront::ADDRESS_HINT
            />
            <Field
                id="district"
                label=storefront::DISTRICT
                kind=Kind::text("address-level3", 60)
                value=filled.district
                problems=problems
            />
        </div>
        <Field
            id="reference"
            label=storefront::REFERENCE
            kind=Kind::text("address-line2", 160)
            value=filled.reference
            problems=problems
            optional=true
        />
    }
    .into_any()
}

fn branches(filled: Filled, problems: Problems) -> AnyView {
    let known = RestaurantState::expect().known_now();
    let branches = known
        .map(|known| known.storefront.tenant.branches.clone())
        .unwrap_or_default();
    let only = branches.len() == 1;
    let row = |(index, branch): (usize, Branch)| {
        let (id, wanted) = (branch.id.clone(), branch.id);
        let checked = move || only || filled.branch.with(|chosen| chosen.as_ref() == Some(&id));
        let choose = move |_| {
            problems.clear("branch");
            filled.branch.set(Some(wanted.clone()));
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="catering-branch"
                    id=(index == 0).then_some("branch")
                    prop:checked=checked
                    on:change=choose
                />
                <span class="choice__body">
                    <span class="choice__title">{branch.name}</span>
                    <span class="choice__note">{[branch.address.as_str(), ", ", branch.district.as_str()].concat()}</span>
                </span>
            </label>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = branches.into_iter().enumerate().map(row).collect();
    view! {
        <fieldset class="field" aria-describedby="branch-error">
            <legend class="field__label">{storefront::BRANCH}</legend>
            <div class="choices choices--row">{rows}</div>
            {error_of(problems, "branch", "branch-error")}
        </fieldset>
    }
    .into_any()
}

pub(crate) fn food(filled: Filled, problems: Problems) -> AnyView {
    view! {
        <fieldset>
            <legend>{texts::PART_FOOD}</legend>
            <LongField
                id="diet"
                label=texts::DIET
                longest=500
                value=filled.diet
                problems=problems
                hint=texts::DIET_HINT
                optional=true
            />
            <Field
                id="budget"
                label=texts::BUDGET
                kind=Kind { input: "text", autocomplete: "off", inputmode: "decimal", longest: 14 }
                value=filled.budget
                problems=problems
                hint=texts::BUDGET_HINT
                optional=true
            />
        </fieldset>
    }
    .into_any()
}

pub(crate) fn contact(filled: Filled, problems: Problems) -> AnyView {
    view! {
        <fieldset>
            <legend>{texts::PART_CONTACT}</legend>
            <div class="fields fields--2">
                <Field id="name" label=texts::NAME kind=Kind::text("name", 80) value=filled.name problems=problems />
                <Field id="phone" label=texts::PHONE kind=Kind::PHONE value=filled.phone problems=problems />
            </div>
            <Field
                id="email"
                label=texts::EMAIL
                kind=Kind::EMAIL
                value=filled.email
                problems=problems
                hint=texts::EMAIL_HINT
            />
            <div class="fields fields--2">
                <Field
                    id="company"
                    label=texts::COMPANY
                    kind=Kind::text("organization", 120)
                    value=filled.company
                    problems=problems
                    optional=true
                />
                <Field
                    id="ruc"
                    label=texts::RUC
                    kind=Kind::digits(11)
                    value=filled.ruc
                    problems=problems
                    hint=texts::RUC_HINT
                    optional=true
                />
            </div>
        </fieldset>
    }
    .into_any()
}

/// A field that people neither see nor reach; robots fill it in.
pub(super) fn trap(filled: Filled) -> AnyView {
    view! {
        <div class="trap" aria-hidden="true">
            <label for="website">{storefront::LEAVE_EMPTY}</label>
            <input
                id="website"
                name="website"
                type="text"
                tabindex="-1"
                autocomplete="off"
                prop:value=filled.website
                on:input=listener(move |event| filled.website.set(event_target_value(&event)))
            />
        </div>
    }
    .into_any()
}
