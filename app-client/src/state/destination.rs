//! Where the order goes: to an address, or over the counter of a branch. Kept in the browser.

use domain::cart::FulfilmentKind;
use domain::customer::Address;
use domain::opening::Opening;
use domain::schedule::Handover;
use domain::tenant::{Branch, Tenant};
use domain::{Slug, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use ui::storage;

pub(super) const KEPT: &str = "destination";

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub kind: FulfilmentKind,
    pub address: Address,
    pub branch: Option<Slug>,
}

impl Choice {
    /// The branch to pick up at: the chosen one, or the only one there is.
    pub fn branch<'a>(&self, tenant: &'a Tenant) -> Option<&'a Branch> {
        let chosen = self
            .branch
            .as_ref()
            .and_then(|id| tenant.branches.iter().find(|branch| &branch.id == id));
        chosen.or(match tenant.branches.as_slice() {
            [only] => Some(only),
            _ => None,
        })
    }

    /// How and where the order is handed over.
    pub fn handover<'a>(&self, tenant: &'a Tenant) -> Handover<'a> {
        let picked_up_at = match self.kind {
            FulfilmentKind::Pickup => self.branch(tenant).map(|branch| &branch.id),
            FulfilmentKind::Delivery => None,
        };
        Handover {
            kind: self.kind,
            branch: picked_up_at,
        }
    }

    /// The restaurant as it serves who has chosen this: in the zone of the address, or in the first one until that is known.
    pub fn served(&self, tenant: &Tenant) -> Tenant {
        match self.kind {
            FulfilmentKind::Delivery => tenant.serving_district(&self.address.district),
            FulfilmentKind::Pickup => tenant.clone(),
        }
    }

    /// Whether what it costs to bring the order depends on a district that is not known yet, or is none of the restaurant's.
    pub fn lacks_zone(&self, tenant: &Tenant) -> bool {
        self.kind == FulfilmentKind::Delivery && !tenant.brings_to(&self.address.district)
    }

    /// Whether the place that would cook it takes orders for now, of a restaurant as it is [served](Choice::served).
    pub fn opening(&self, tenant: &Tenant, now: Timestamp) -> Opening {
        tenant.takes_now(self.handover(tenant), now)
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Destination {
    choice: RwSignal<Choice>,
}

impl Destination {
    pub fn provide() -> Destination {
        let destination = Destination {
            choice: RwSignal::new(Choice::default()),
        };
        provide_context(destination);
        destination
    }

    pub fn expect() -> Destination {
        expect_context()
    }

    /// Takes up what was kept, and follows the other tabs.
    pub fn wake(self) {
        let load = move || self.choice.set(storage::load(KEPT).unwrap_or_default());
        load();
        storage::on_change(KEPT, load);
    }

    /// Takes up what is kept after the end of somebody's session, in this tab or another: nothing, or what the next one has chosen.
    /// How an order gets to somebody is nobody's secret.
    pub fn take_up(self) {
        let choice = storage::load(KEPT).unwrap_or_else(|| Choice {
            address: Address::default(),
            ..self.choice.get_untracked()
        });
        self.choice.set(choice);
    }

    pub fn get(self) -> Choice {
        self.choice.get()
    }

    pub fn with<T>(self, read: impl FnOnce(&Choice) -> T) -> T {
        self.choice.with(read)
    }

    pub fn get_untracked(self) -> Choice {
        self.choice.get_untracked()
    }

    pub fn kind(self) -> FulfilmentKind {
        self.choice.with(|choice| choice.kind)
    }

    pub fn set(self, choice: Choice) {
        if self.choice.with_untracked(|before| before != &choice) {
            storage::save(KEPT, &choice);
            self.choice.set(choice);
        }
    }
}
