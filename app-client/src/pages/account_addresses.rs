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
use ui::patience::{Patience, StillTrying};
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

/// The addresses of the account, and the one that is being written.
#[derive(Clone, Copy)]
struct Book {
    session: Session,
    toasts: Toasts,
    addresses: RwSignal<Vec<SavedAddress>>,
    /// The place of the one that is written now; one behind the last for a new one.
    editing: RwSignal<Option<usize>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
    patience: Patience,
}

impl Book {
    /// Stores them, and puts the focus on the one at `place` then.
    fn store(self, changed: Vec<SavedAddress>, place: usize) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        leptos::task::spawn_local(async move {
            let asked = self.session.asked();
            let change = ProfileChange {
                addresses: Some(changed),
                ..ProfileChange::default()
            };
            match self.patience.during(update_profile(change)).await {
                Ok(customer) => {
                    let count = customer.addresses.len();
                    let _ = self.editing.try_set(None);
                    let _ = self.addresses.try_set(customer.addresses);
                    return_to(place.min(count.saturating_sub(1)), count);
                    self.toasts.say(Tone::Success, texts::SAVED);
                }
                Err(error) => {
                    let _ = self.failure.try_set(Some(asked.notice(error)));
                }
            }
            let _ = self.busy.try_set(false);
        });
    }

    /// The one at a place, and the others.
    fn without(self, place: usize) -> Option<(SavedAddress, Vec<SavedAddress>)> {
        let mut others = self.addresses.get_untracked();
        (place < others.len()).then(|| (others.remove(place), others))
    }

    fn remove(self, place: usize) {
        if let Some((_, others)) = self.without(place) {
            self.store(others, place);
        }
    }

    fn put_first(self, place: usize) {
        if let Some((saved, mut others)) = self.without(place) {
            others.insert(0, saved);
            self.store(others, 0);
        }
    }

    fn put(self, place: usize, saved: SavedAddress) {
        let mut changed = self.addresses.get_untracked();
        match changed.get_mut(place) {
            Some(before) => *before = saved,
            None => changed.push(saved),
        }
        self.store(changed, place);
    }

    /// All of them, or that there are none.
    fn rows(self) -> AnyView {
        let addresses = self.addresses.get();
        if addresses.is_empty() {
            return view! { <p class="muted">{texts::NO_ADDRESSES}</p> }.into_any();
        }
        let rows: Vec<AnyView> = addresses
            .into_iter()
            .enumerate()
            .map(|(place, saved)| self.row(place, &saved))
            .collect();
        view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
    }

    fn row(self, place: usize, saved: &SavedAddress) -> AnyView {
        let action = |icon, words: &'static str, id: Option<String>, tap: Callback<()>| {
            let name = [words, " ", saved.label.as_str()].concat();
            view! {
                <button
                    type="button"
                    id=id
                    class="button button--quiet button--icon"
                    aria-label=name
                    title=words
                    on:click=move |_| tap.run(())
                >
                    <Icon name=icon />
                </button>
            }
        };
        let first = Callback::new(move |()| self.put_first(place));
        let edit = Callback::new(move |()| self.editing.set(Some(place)));
        let remove = Callback::new(move |()| self.remove(place));
        view! {
            <li>
                <Icon name=if place == 0 { "home" } else { "pin" } />
                <span class="rows__text">
                    <strong>{saved.label.clone()}</strong>
                    <small>{saved.address.one_line()}</small>
                    {(place == 0).then(|| view! { <small>{texts::FIRST_ADDRESS}</small> })}
                </span>
                <span class="rows__actions">
                    {(place > 0).then(|| action("star", texts::USE_FIRST, None, first))}
                    {action("edit", texts::EDIT, Some(edit_id(place)), edit)}
                    {action("trash", texts::REMOVE, None, remove)}
                </span>
            </li>
        }
        .into_any()
    }

    /// The form for the one that is being written, or the button that begins one.
    fn form(self) -> AnyView {
        if let Some(place) = self.editing.get() {
            let saved = self.addresses.with_untracked(|all| all.get(place).cloned());
            let done = Callback::new(move |saved: SavedAddress| self.put(place, saved));
            let cancel = Callback::new(move |()| {
                self.editing.set(None);
                return_to(place, self.addresses.with_untracked(Vec::len));
            });
            return view! { <AddressForm saved busy=self.busy done cancel /> }.into_any();
        }
        if self.addresses.with(Vec::len) >= MAX_ADDRESSES {
            return ().into_any();
        }
        let add = move |_| self.editing.set(Some(self.addresses.with_untracked(Vec::len)));
        view! {
            <div class="cluster">
                <button type="button" id=ADD class="button" on:click=add>
                    {texts::ADD_ADDRESS}
                </button>
            </div>
        }
        .into_any()
    }
}

#[component]
pub fn AddressBook(addresses: Vec<SavedAddress>) -> AnyView {
    let book = Book {
        session: Session::expect(),
        toasts: Toasts::expect(),
        addresses: RwSignal::new(addresses),
        editing: RwSignal::new(None),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        patience: Patience::default(),
    };
    view! {
        <section class="card" aria-labelledby="account-addresses">
            <h2 class="card__title" id="account-addresses">
                {texts::ADDRESSES}
            </h2>
            {move || book.failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
            {move || book.rows()}
            {move || book.form()}
            <StillTrying patience=book.patience />
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
