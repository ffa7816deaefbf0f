//! The address book. Its first address is the one that orders go to when nothing else is said.

use crate::components::field::{Field, Kind, Problems};
use crate::state::checkout::field_of;
use crate::state::session::Session;
use ::texts::now::{errors, shared::FIRST_LABEL, storefront as texts};
use api::ApiError;
use api::customers::ProfileChange;
use domain::customer::{Address, MAX_ADDRESSES, SavedAddress};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::customers::update_profile;
use ui::failure::Failure;
use ui::icon::Icon;
use ui::page;
use ui::toast::{Toasts, Tone};

/// Where one begins to add an address.
const ADD: &str = "address-add";

/// The button that edits the address at a place.
fn edit_id(place: usize) -> String {
    ["address-edit-", &place.to_string()].concat()
}

/// Puts the focus where it was before all was drawn again: on the address at this place, or, where there is none, on the
/// button that adds one.
fn return_to(place: usize, count: usize) {
    let id = if place < count {
        edit_id(place)
    } else {
        ADD.to_owned()
    };
    request_animation_frame(move || page::focus(&id));
}

#[component]
pub fn AddressBook(addresses: Vec<SavedAddress>) -> AnyView {
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let book = RwSignal::new(addresses);
    // The place of the one that is written now; one behind the last for a new one.
    let editing = RwSignal::new(None::<usize>);
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    // What has the focus then is at `place`.
    let store = move |changed: Vec<SavedAddress>, place: usize| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            let change = ProfileChange {
                addresses: Some(changed),
                ..ProfileChange::default()
            };
            match update_profile(change).await {
                Ok(customer) => {
                    let count = customer.addresses.len();
                    let _ = editing.try_set(None);
                    let _ = book.try_set(customer.addresses);
                    return_to(place.min(count.saturating_sub(1)), count);
                    toasts.say(Tone::Success, texts::SAVED);
                }
                Err(error) => {
                    let _ = failure.try_set(Some(asked.notice(error)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    let row = move |place: usize, saved: SavedAddress| {
        let without = move || {
            let mut book = book.get_untracked();
            (place < book.len())
                .then(|| book.remove(place))
                .map(|saved| (saved, book))
        };
        let remove = move |_| {
            if let Some((_, rest)) = without() {
                store(rest, place);
            }
        };
        let first = move |_| {
            if let Some((saved, mut rest)) = without() {
                rest.insert(0, saved);
                store(rest, 0);
            }
        };
        let label = saved.label.clone();
        let name = |action: &str| [action, " ", saved.label.as_str()].concat();
        view! {
            <li>
                <Icon name=if place == 0 { "home" } else { "pin" } />
                <span class="rows__text">
                    <strong>{label}</strong>
                    <small>{saved.address.one_line()}</small>
                    {(place == 0).then(|| view! { <small>{texts::FIRST_ADDRESS}</small> })}
                </span>
                <span class="rows__actions">
                    {(place > 0)
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button button--quiet button--icon"
                                    aria-label=name(texts::USE_FIRST)
                                    title=texts::USE_FIRST
                                    on:click=first
                                >
                                    <Icon name="star" />
                                </button>
                            }
                        })}
                    <button
                        type="button"
                        id=edit_id(place)
                        class="button button--quiet button--icon"
                        aria-label=name(texts::EDIT)
                        title=texts::EDIT
                        on:click=move |_| editing.set(Some(place))
                    >
                        <Icon name="edit" />
                    </button>
                    <button
                        type="button"
                        class="button button--quiet button--icon"
                        aria-label=name(texts::REMOVE)
                        title=texts::REMOVE
                        on:click=remove
                    >
                        <Icon name="trash" />
                    </button>
                </span>
            </li>
        }
        .into_any()
    };
    let rows = move || {
        let book = book.get();
        if book.is_empty() {
            return view! { <p class="muted">{texts::NO_ADDRESSES}</p> }.into_any();
        }
        let rows: Vec<AnyView> = book
            .into_iter()
            .enumerate()
            .map(|(place, saved)| row(place, saved))
            .collect();
        view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
    };
    let form = move || match editing.get() {
        Some(place) => {
            let saved = book.with_untracked(|book| book.get(place).cloned());
            let done = Callback::new(move |saved: SavedAddress| {
                let mut changed = book.get_untracked();
                match changed.get_mut(place) {
                    Some(before) => *before = saved,
                    None => changed.push(saved),
                }
                store(changed, place);
            });
            let cancel = Callback::new(move |()| {
                editing.set(None);
                return_to(place, book.with_untracked(Vec::len));
            });
            view! { <AddressForm saved=saved busy=busy done=done cancel=cancel /> }.into_any()
        }
        None if book.with(Vec::len) < MAX_ADDRESSES => {
            let add = move |_| editing.set(Some(book.with_untracked(Vec::len)));
            view! {
                <div class="cluster">
                    <button type="button" id=ADD class="button" on:click=add>
                        {texts::ADD_ADDRESS}
                    </button>
                </div>
            }
            .into_any()
        }
        None => ().into_any(),
    };
    view! {
        <section class="card" aria-labelledby="account-addresses">
            <h2 class="card__title" id="account-addresses">
                {texts::ADDRESSES}
            </h2>
            {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
            {rows}
            {form}
        </section>
    }
    .into_any()
}

#[component]
fn AddressForm(
    saved: Option<SavedAddress>,
    busy: RwSignal<bool>,
    done: Callback<SavedAddress>,
    cancel: Callback<()>,
) -> AnyView {
    let saved = saved.unwrap_or_else(|| SavedAddress {
        label: FIRST_LABEL.to_owned(),
        address: Address::default(),
    });
    let label = RwSignal::new(saved.label);
    let (line, district) = (
        RwSignal::new(saved.address.line),
        RwSignal::new(saved.address.district),
    );
    let reference = RwSignal::new(saved.address.reference);
    let problems = Problems::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let written = SavedAddress {
            label: label.get_untracked(),
            address: Address {
                line: line.get_untracked(),
                district: district.get_untracked(),
                reference: reference.get_untracked(),
            },
        };
        match written.checked() {
            Ok(saved) => done.run(saved),
            Err((part, problem)) => {
                let pointer = ["/address/", part].concat();
                let id = field_of(&pointer).unwrap_or("address-label");
                problems.show(vec![(id, errors::field(problem))]);
            }
        }
    };
    Effect::new(move |_| page::focus("address-label"));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <Field
                id="address-label"
                label=texts::ADDRESS_LABEL
                kind=Kind::text("off", 30)
                value=label
                problems=problems
                hint=texts::ADDRESS_LABEL_HINT
            />
            <div class="fields">
                <Field
                    id="address-line"
                    label=texts::ADDRESS
                    kind=Kind::text("address-line1", 160)
                    value=line
                    problems=problems
                    hint=texts::ADDRESS_HINT
                />
                <Field
                    id="district"
                    label=texts::DISTRICT
                    kind=Kind::text("address-level3", 60)
                    value=district
                    problems=problems
                    optional=true
                />
                <Field
                    id="reference"
                    label=texts::REFERENCE
                    kind=Kind::text("address-line2", 160)
                    value=reference
                    problems=problems
                    optional=true
                />
            </div>
            <div class="cluster">
                <button class="button button--primary" aria-busy=move || busy.get().then_some("true")>
                    {texts::SAVE}
                </button>
                <button type="button" class="button" on:click=move |_| cancel.run(())>
                    {texts::LEAVE_AS_IT_IS}
                </button>
            </div>
        </form>
    }
    .into_any()
}
