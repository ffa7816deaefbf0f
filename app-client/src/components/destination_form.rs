//! Delivery or pickup, and where. In the header's sheet, and as a part of ordering.

use super::district_field::DistrictField;
use super::field::{Choice, Field, Kind, Problems};
use super::saved_addresses::SavedAddresses;
use crate::state::destination::{self, Destination};
use crate::state::restaurant::RestaurantState;
use ::texts::now::{hours, storefront as texts};
use domain::cart::FulfilmentKind;
use domain::customer::Address;
use domain::tenant::Branch;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The fields, which write what is chosen into `destination` at once.
#[component]
pub fn DestinationFields(
    problems: Problems,
    /** Of the radio buttons. */
    name: &'static str,
) -> AnyView {
    let destination = Destination::expect();
    let restaurant = RestaurantState::expect();
    let branches = Memo::new(move |_| {
        restaurant.known().map(|known| {
            let tenant = &known.storefront.tenant;
            let hours = |branch: &Branch| hours::of_week(tenant.hours_of(branch));
            let with_hours = |branch: &Branch| (branch.clone(), hours(branch));
            tenant.branches.iter().map(with_hours).collect::<Vec<_>>()
        })
    });
    let kind = move || destination.kind();
    let choose = move |kind| {
        for field in ["address-line", "district", "reference", "branch"] {
            problems.clear(field);
        }
        destination.set(destination::Choice {
            kind,
            ..destination.get_untracked()
        });
    };
    let is = move |wanted| Signal::derive(move || kind() == wanted);
    let delivery = Memo::new(move |_| kind() == FulfilmentKind::Delivery);
    view! {
        <div class="choices choices--row" role="radiogroup" aria-label=texts::WHERE_TITLE>
            <Choice
                name=name
                checked=is(FulfilmentKind::Delivery)
                title=texts::DELIVERY
                note=texts::DELIVERY_NOTE
                chosen=move |()| choose(FulfilmentKind::Delivery)
            />
            <Choice
                name=name
                checked=is(FulfilmentKind::Pickup)
                title=texts::PICKUP
                note=texts::PICKUP_NOTE
                chosen=move |()| choose(FulfilmentKind::Pickup)
            />
        </div>
        {move || {
            if delivery.get() {
                view! { <AddressFields problems=problems /> }.into_any()
            } else {
                branch_choices(branches.get().unwrap_or_default(), problems)
            }
        }}
    }
    .into_any()
}

/// Street, district, reference.
#[component]
fn AddressFields(problems: Problems) -> AnyView {
    let destination = Destination::expect();
    let address = destination.get_untracked().address;
    let (line, district, reference) = (
        RwSignal::new(address.line),
        RwSignal::new(address.district),
        RwSignal::new(address.reference),
    );
    Effect::new(move |before: Option<()>| {
        let address = Address {
            line: line.get(),
            district: district.get(),
            reference: reference.get(),
        };
        if before.is_some() {
            destination.set(destination::Choice {
                address,
                ..destination.get_untracked()
            });
        }
    });
    // Filled in from the profile, or in another tab.
    let kept = Memo::new(move |_| destination.get().address);
    Effect::new(move |_| {
        let address = kept.get();
        for (field, value) in [
            (line, address.line),
            (district, address.district),
            (reference, address.reference),
        ] {
            if field.with_untracked(|before| before != &value) {
                field.set(value);
            }
        }
    });
    view! {
        <SavedAddresses />
        <div class="field-row">
            <Field
                id="address-line"
                label=texts::ADDRESS
                kind=Kind::text("address-line1", 160)
                value=line
                problems=problems
                hint=texts::ADDRESS_HINT
            />
            <DistrictField district=district problems=problems />
        </div>
        <Field
            id="reference"
            label=texts::REFERENCE
            kind=Kind::text("address-line2", 160)
            value=reference
            problems=problems
            hint=texts::REFERENCE_HINT
            optional=true
        />
    }
    .into_any()
}

/// The places with their hours in words.
fn branch_choices(branches: Vec<(Branch, String)>, problems: Problems) -> AnyView {
    let destination = Destination::expect();
    let only = branches.len() == 1;
    let problem = problems.of("branch");
    let rows: Vec<AnyView> = branches
        .into_iter()
        .enumerate()
        .map(|(index, (branch, hours))| {
            let (id, wanted) = (branch.id.clone(), branch.id);
            let checked = move || only || destination.get().branch.as_ref() == Some(&id);
            let choose = move |_| {
                problems.clear("branch");
                destination.set(destination::Choice { branch: Some(wanted.clone()), ..destination.get_untracked() });
            };
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="branch"
                        id=(index == 0).then_some("branch")
                        prop:checked=checked
                        on:change=choose
                    />
                    <span class="choice__body">
                        <span class="choice__title">{branch.name}</span>
                        <span class="choice__note">{[branch.address.as_str(), ", ", branch.district.as_str()].concat()}</span>
                        <span class="choice__note">{hours}</span>
                    </span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset>
            <legend class="field__label">{texts::BRANCH}</legend>
            <div class="choices">{rows}</div>
            {move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}
        </fieldset>
    }
    .into_any()
}

/// The fields in a sheet. They may be left as they are: what is missing is asked for when ordering.
pub fn destination_form(done: Callback<()>) -> AnyView {
    let submit: Box<dyn FnMut(SubmitEvent)> = Box::new(move |event| {
        event.prevent_default();
        done.run(());
    });
    view! {
        <form on:submit=submit>
            <div class="sheet__body">
                <DestinationFields problems=Problems::default() name="sheet-kind" />
            </div>
            <div class="sheet__foot">
                <button class="button button--primary">{texts::SAVE}</button>
            </div>
        </form>
    }
    .into_any()
}
