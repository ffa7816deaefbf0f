//! The restaurant whose console this is.

use super::erased::memo;
use domain::opening::{Pause, Rush};
use domain::palette::App;
use domain::stage::Stage;
use domain::tenant::Tenant;
use domain::{Currency, Date, Money, Slug, Timestamp, Zone};
use leptos::prelude::*;
use rpc::catalog::restaurant;
use texts::now::shared as words;
use ui::clock::Clock;
use ui::resource::Loader;
use ui::{page, palette};

#[derive(Debug, Clone, Copy)]
pub struct RestaurantState {
    tenant: RwSignal<Tenant>,
    loader: Loader,
    clock: Clock,
    day: Memo<Date>,
}

impl RestaurantState {
    /// Makes the restaurant known and puts on its colours.
    pub fn provide(tenant: Tenant, clock: Clock) -> RestaurantState {
        wear(&tenant);
        let tenant = RwSignal::new(tenant);
        let restaurant = RestaurantState {
            tenant,
            loader: Loader::new(restaurant, move |known| learn(tenant, known)),
            clock,
            day: memo(move || tenant.with(|tenant| tenant.zone.date(clock.now()))),
        };
        provide_context(restaurant);
        restaurant
    }

    /// Asks for the restaurant as it is by now, and puts on its colours.
    pub fn ask(self) {
        self.loader.ask();
    }

    /// Takes the restaurant as it is by now, as a call of one's own has answered.
    pub fn learn(self, known: Tenant) {
        learn(self.tenant, known);
        self.loader.overtake();
    }

    /// Where sales pause by now, as the answer to a change of it says.
    pub fn learn_pauses(self, pauses: Vec<Pause>) {
        self.change(|tenant| tenant.pauses = pauses);
    }

    /// Where the kitchen is in a rush by now, as the answer to a change of it says.
    pub fn learn_rushes(self, rushes: Vec<Rush>) {
        self.change(|tenant| tenant.rushes = rushes);
    }

    fn change(self, change: impl FnOnce(&mut Tenant)) {
        let _ = self.tenant.try_update(change);
        // Somebody else may have changed it meanwhile, and their change is known already.
        self.loader.overtake();
        self.loader.ask();
    }

    /// Something of the restaurant, followed.
    pub fn followed<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Tenant) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        memo(move || self.tenant.with(&read))
    }

    /// Whether it is being set up and not published yet; not followed.
    pub fn is_draft(self) -> bool {
        self.with_tenant(|tenant| tenant.draft)
    }

    pub fn expect() -> RestaurantState {
        expect_context()
    }

    pub fn name(&self) -> String {
        self.with_tenant(|tenant| tenant.brand.name.clone())
    }

    /// Address of the logo.
    pub fn logo(&self) -> String {
        self.with_tenant(Tenant::logo)
    }

    /// Reads of the restaurant, followed.
    pub fn read<T>(&self, read: impl FnOnce(&Tenant) -> T) -> T {
        self.tenant.with(read)
    }

    /// Reads of the restaurant as it is known by now; not followed.
    pub fn with_tenant<T>(&self, read: impl FnOnce(&Tenant) -> T) -> T {
        self.tenant.with_untracked(read)
    }

    pub fn currency(&self) -> Currency {
        self.with_tenant(|tenant| tenant.currency)
    }

    pub fn format(&self, amount: Money) -> String {
        self.currency().format(amount)
    }

    pub fn zone(&self) -> Zone {
        self.with_tenant(|tenant| tenant.zone.clone())
    }

    pub fn target_minutes(&self, stage: Stage) -> i64 {
        self.with_tenant(|tenant| stage.target_minutes(&tenant.targets))
    }

    /// The name of a place to pick up at.
    pub fn branch(&self, id: &Slug) -> String {
        self.with_tenant(|tenant| {
            let branch = tenant.branches.iter().find(|branch| &branch.id == id);
            branch.map_or_else(|| id.to_string(), |branch| branch.name.clone())
        })
    }

    /// The restaurant's day, not followed.
    pub fn today(&self) -> Date {
        self.zone().date(self.clock.at_once())
    }

    /// The same, followed: a screen that is open at midnight goes on to the next day.
    pub fn day(&self) -> Date {
        self.day.get()
    }

    /// `HH:MM` here.
    pub fn hhmm(&self, at: Timestamp) -> String {
        self.zone().hhmm(at)
    }

    /// A time with its day where that is not today.
    pub fn moment(&self, at: Timestamp) -> String {
        words::moment(&self.zone(), at, self.clock.at_once())
    }

    /// Names the window after a page.
    pub fn title(&self, page: &str) {
        page::set_title(&texts::now::console::title(page, &self.name()));
    }
}

/// Takes the restaurant as it is by now.
fn learn(tenant: RwSignal<Tenant>, known: Tenant) {
    if tenant.try_with_untracked(|before| *before != known) == Some(true) {
        wear(&known);
        tenant.set(known);
    }
}

/// Puts on the colours of a restaurant, and its logo.
fn wear(tenant: &Tenant) {
    palette::put_on(App::Console, &tenant.brand.palette);
    page::show_icon(&tenant.logo());
}
