//! What of a request for catering was filled in so far.

use super::catering_day::Day;
use crate::state::catering::{Draft, suggested_guests};
use crate::state::restaurant::RestaurantState;
use domain::Slug;
use domain::cart::FulfilmentKind;
use domain::written::Phone;
use leptos::prelude::*;
use rpc::account::my_account;
use rpc::customers::my_profile;

/// All that can be filled in, each field a signal of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled {
    pub(super) occasion: RwSignal<String>,
    pub(super) date: RwSignal<String>,
    pub(super) time: RwSignal<String>,
    pub(super) guests: RwSignal<String>,
    pub(super) kind: RwSignal<FulfilmentKind>,
    pub(super) line: RwSignal<String>,
    pub(super) district: RwSignal<String>,
    pub(super) reference: RwSignal<String>,
    pub(super) branch: RwSignal<Option<Slug>>,
    pub(super) package: RwSignal<Option<Slug>>,
    pub(super) diet: RwSignal<String>,
    pub(super) budget: RwSignal<String>,
    pub(super) name: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) company: RwSignal<String>,
    pub(super) ruc: RwSignal<String>,
    /// People do not see this field; robots fill it in.
    pub(super) website: RwSignal<String>,
    pub(crate) day: Day,
    /// It was stored: what is left in the fields is not kept any more.
    sent: StoredValue<bool>,
}

impl Filled {
    /// As it was kept; every change is kept.
    pub(super) fn kept() -> Filled {
        let filled = Filled::of(Draft::kept());
        Effect::new(move |_| {
            let draft = filled.draft();
            if !filled.sent.get_value() {
                draft.keep();
            }
        });
        filled.day.follow(filled);
        filled
    }

    /// As it is in a draft; nothing of it is kept, or looked up.
    pub(crate) fn of(draft: Draft) -> Filled {
        let text = RwSignal::<String>::new;
        Filled {
            occasion: text(draft.occasion),
            date: text(draft.date),
            time: text(draft.time),
            guests: text(draft.guests),
            kind: RwSignal::new(draft.kind),
            line: text(draft.line),
            district: text(draft.district),
            reference: text(draft.reference),
            branch: RwSignal::new(draft.branch),
            package: RwSignal::new(draft.package),
            diet: text(draft.diet),
            budget: text(draft.budget),
            name: text(draft.name),
            phone: text(draft.phone),
            email: text(draft.email),
            company: text(draft.company),
            ruc: text(draft.ruc),
            website: text(String::new()),
            day: Day::default(),
            sent: StoredValue::new(false),
        }
    }

    pub(super) fn draft(self) -> Draft {
        Draft {
            occasion: self.occasion.get(),
            date: self.date.get(),
            time: self.time.get(),
            guests: self.guests.get(),
            kind: self.kind.get(),
            line: self.line.get(),
            district: self.district.get(),
            reference: self.reference.get(),
            branch: self.branch.get(),
            package: self.package.get(),
            diet: self.diet.get(),
            budget: self.budget.get(),
            name: self.name.get(),
            phone: self.phone.get(),
            email: self.email.get(),
            company: self.company.get(),
            ruc: self.ruc.get(),
        }
    }

    /// It was stored.
    pub(super) fn sent(self) {
        let _ = self.sent.try_set_value(true);
    }

    /// Chooses a package, and as many guests as it is made for where none are written yet.
    pub(super) fn choose(self, package: Slug) {
        let known = RestaurantState::expect().known_now().and_then(|known| {
            let found = known.storefront.tenant.catering.package(&package)?;
            Some(found.price)
        });
        let Some(price) = known else { return };
        if self.guests.with_untracked(|guests| guests.trim().is_empty()) {
            self.guests.set(suggested_guests(price).to_string());
        }
        self.package.set(Some(package));
    }

    /// Fills what is empty from the profile.
    pub(super) fn fill_from_profile(self) {
        leptos::task::spawn_local(async move {
            let Ok(customer) = my_profile().await else { return };
            let address = customer.address.unwrap_or_default();
            let email = match customer.email {
                Some(email) => email.into(),
                None => unconfirmed_email().await,
            };
            let phone = customer.phone.as_ref().map(Phone::shown).unwrap_or_default();
            // Not under the hands of somebody who is about to write in it.
            let writing = document().active_element().map(|field| field.id());
            for (id, field, value) in [
                ("name", self.name, customer.name),
                ("email", self.email, email),
                ("phone", self.phone, phone),
                ("address-line", self.line, address.line),
                ("district", self.district, address.district),
                ("reference", self.reference, address.reference),
            ] {
                let empty = field.try_with_untracked(String::is_empty) == Some(true);
                if empty && !value.is_empty() && writing.as_deref() != Some(id) {
                    field.set(value);
                }
            }
        });
    }
}

/// The address of an account that has not been confirmed yet; empty where there is none.
async fn unconfirmed_email() -> String {
    let account = my_account().await.ok();
    account
        .and_then(|account| account.email.or(account.pending_email))
        .unwrap_or_default()
}
