//! The restaurant and its carta, as far as it is known.

use crate::browser;
use crate::state::destination::{Choice, Destination};
use api::catalog::Storefront;
use api::{ApiError, Code};
use domain::capacity::FullQuarter;
use domain::catalog::{Product, Promotion};
use domain::event::Area;
use domain::fulfilment::FulfilmentKind;
use domain::palette::App;
use domain::tenant::Tenant;
use domain::{Currency, Date, ProductId, Slug};
use leptos::prelude::*;
use rpc::catalog::storefront;
use rpc::orders::full_quarters;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use ui::live::{Heard, LiveSource, WhileHidden};
use ui::resource::{Load, Loader};
use ui::{clock, page, palette};

/// Where a page of the server carries its data.
pub const ELEMENT: &str = "restaurant";

/// How often is looked for what comes back to the carta by itself.
const RETURNS: Duration = Duration::from_secs(5);

/// How often is asked which quarters of an hour are full: others order meanwhile.
const FULL_ASKED: Duration = Duration::from_secs(60);

/// How much of the carta is here: pages of the server carry only what they show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// What one page shows, dishes without their options.
    Page,
    /// The dish or promotion of a page of its own, with its options.
    Dish,
    /// All dishes, without their options.
    Carta,
    #[default]
    Whole,
}

/// What is known of the restaurant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Known {
    #[serde(default)]
    pub extent: Extent,
    pub storefront: Storefront,
}

impl Known {
    pub fn whole(storefront: Storefront) -> Known {
        Known {
            extent: Extent::Whole,
            storefront,
        }
    }

    /// The dish with its options: loading while it may still come.
    pub fn product(&self, id: &ProductId) -> Load<Product> {
        self.found(self.storefront.catalog.product(id))
    }

    /// The promotion with its options.
    pub fn promotion(&self, id: &ProductId) -> Load<Promotion> {
        self.found(self.storefront.catalog.promotion(id))
    }

    fn found<T: Clone>(&self, item: Option<&T>) -> Load<T> {
        match (item, self.extent) {
            (Some(item), Extent::Whole | Extent::Dish) => Load::Ready(item.clone()),
            (None, Extent::Whole) => Load::Failed(ApiError::not_found()),
            _ => Load::Loading,
        }
    }
}

/// Keeps which quarters of an hour are full, of which the restaurant itself says nothing.
fn learn_full(known: RwSignal<Option<Arc<Known>>>, full: Vec<FullQuarter>) {
    let before = known.try_get_untracked().flatten();
    if let Some(before) = before.filter(|before| before.storefront.tenant.full != full) {
        let mut now = Known::clone(&before);
        now.storefront.tenant.full = full;
        known.set(Some(Arc::new(now)));
    }
}

fn learn(known: RwSignal<Option<Arc<Known>>>, mut answer: Known) {
    fn colours(known: &Known) -> &[(String, String)] {
        &known.storefront.tenant.brand.palette
    }
    fn logo(known: &Known) -> String {
        known.storefront.tenant.logo()
    }
    if let Some(before) = known.get_untracked() {
        answer
            .storefront
            .tenant
            .full
            .clone_from(&before.storefront.tenant.full);
    }
    if known.with_untracked(|before| before.as_deref() == Some(&answer)) {
        return;
    }
    // They stay on the page: each other brand adds its rules once.
    if known.with_untracked(|before| before.as_deref().map(colours) != Some(colours(&answer))) {
        palette::put_on(App::Storefront, colours(&answer));
    }
    if known.with_untracked(|before| before.as_deref().map(logo) != Some(logo(&answer))) {
        page::show_icon(&logo(&answer));
    }
    known.set(Some(Arc::new(answer)));
}

/// Which prices of a dish's own hold for a customer: the place that cooks for them, and the way in which it is handed over.
fn priced_by(given: &Known, choice: &Choice) -> (Option<Slug>, FulfilmentKind) {
    let tenant = &given.storefront.tenant;
    let served = choice.served(tenant);
    let handover = choice.handover(&served);
    // Until the district is known, dishes cost what they cost in the first zone, as bringing them does.
    let first = tenant
        .delivery_zones
        .first()
        .filter(|_| choice.lacks_zone(tenant));
    let first = first.and_then(|zone| zone.branch.clone());
    let cooks = || {
        let branch = served.branch_of(handover.branch);
        branch.map(|branch| branch.id.clone())
    };
    (first.or_else(cooks), handover.kind)
}

/// What is known, at these prices.
fn priced(given: Arc<Known>, (branch, kind): (Option<Slug>, FulfilmentKind)) -> Arc<Known> {
    let mut known = Known::clone(&given);
    known.storefront.catalog.price_for(branch.as_ref(), kind);
    Arc::new(known)
}

/// The restaurant, for every page.
#[derive(Debug, Clone, Copy)]
pub struct RestaurantState {
    /// As the server gave it.
    given: RwSignal<Option<Arc<Known>>>,
    /// The same at the prices of what the customer has chosen.
    known: Memo<Option<Arc<Known>>>,
    loader: Loader,
    full: Loader,
    awake: RwSignal<bool>,
}

impl RestaurantState {
    /// With what the page carries: given where there is no browser, found in the document by the browser.
    pub fn provide() -> RestaurantState {
        let carried = use_context::<Arc<Known>>().or_else(|| {
            let text = browser::text_of(ELEMENT)?;
            serde_json::from_slice(text.as_bytes()).ok().map(Arc::new)
        });
        let carries = carried.is_some();
        if let Some(carried) = &carried {
            page::show_icon(&carried.storefront.tenant.logo());
        }
        let given = RwSignal::new(carried);
        let destination = use_context::<Destination>();
        // Most cartas have one price everywhere: nothing is copied then, and with each letter of an address nothing is either.
        let by = Memo::new(move |_| {
            given.with(|given| {
                let given = given.as_ref()?;
                let varies = given.storefront.catalog.has_own_prices();
                varies.then(|| match destination {
                    Some(destination) => destination.with(|choice| priced_by(given, choice)),
                    None => priced_by(given, &Choice::default()),
                })
            })
        });
        let priced = move |_: Option<&Option<Arc<Known>>>| {
            let given = given.get()?;
            Some(match by.get() {
                Some(by) => priced(given, by),
                None => given,
            })
        };
        let full = Loader::new(full_quarters, move |full| learn_full(given, full));
        let restaurant = RestaurantState {
            given,
            known: Memo::new_with_compare(priced, |before, now| {
                let at = |known: Option<&Option<Arc<Known>>>| known.and_then(Option::as_ref).map(Arc::as_ptr);
                at(before) != at(now)
            }),
            loader: Loader::new(storefront, move |storefront| {
                let limited = !storefront.tenant.capacity.is_unlimited();
                learn(given, Known::whole(storefront));
                if limited {
                    full.ask();
                }
            }),
            full,
            awake: RwSignal::new(false),
        };
        restaurant.loader.loaded.set(carries);
        provide_context(restaurant);
        restaurant
    }

    pub fn expect() -> RestaurantState {
        expect_context()
    }

    /// Whether all that the restaurant sells is known in this browser: what ordering needs.
    pub fn whole(self) -> Memo<bool> {
        Memo::new(move |_| self.awake() && self.known().is_some_and(|known| known.extent == Extent::Whole))
    }

    /// Asks for the restaurant as it is now, and follows what changes in its carta.
    pub fn wake(self) {
        self.awake.set(true);
        self.ask();
        let returns = set_interval_with_handle(move || self.bring_back(), RETURNS);
        let others = set_interval_with_handle(move || self.ask_full(), FULL_ASKED);
        on_cleanup(move || {
            for timer in [returns, others].into_iter().flatten() {
                timer.clear();
            }
        });
        // Asking tells that the connection is gone; that it is back, the line says.
        let gone = window_event_listener(leptos::ev::offline, move |_| self.ask());
        on_cleanup(move || gone.remove());
        LiveSource::open(
            "/rpc/live/carta".into(),
            WhileHidden::Close,
            move |news| match news {
                Heard::Change(change) if change.event.area() != Area::Carta => {}
                Heard::Change(_) | Heard::Missed => self.ask(),
            },
        );
    }

    /// What was off the carta until now is on it again: nobody says so.
    fn bring_back(self) {
        let now = clock::time();
        let is_due = |known: &Arc<Known>| {
            let back = known.storefront.catalog.next_return();
            back.is_some_and(|back| back <= now)
        };
        let given = self.given.try_get_untracked().flatten();
        if let Some(given) = given.filter(is_due) {
            let mut given = Known::clone(&given);
            given.storefront.catalog.bring_back(now);
            let _ = self.given.try_set(Some(Arc::new(given)));
        }
    }

    /// As a page that is awake has it.
    #[cfg(feature = "gallery")]
    pub fn shown_as_awake(self) {
        self.awake.set(true);
    }

    pub fn ask(self) {
        self.loader.ask_now();
    }

    /// Asks which quarters of an hour are full, where the kitchen has a limit.
    pub fn ask_full(self) {
        let limited = |known: Arc<Known>| !known.storefront.tenant.capacity.is_unlimited();
        if self.given.try_get_untracked().flatten().is_some_and(limited) {
            self.full.ask();
        }
    }

    /// What is known, followed.
    pub fn known(self) -> Option<Arc<Known>> {
        self.known.get()
    }

    /// Whether orders can be paid before they are received, followed; so as long as nothing is known.
    pub fn takes_online(self) -> bool {
        let known = self
            .known
            .try_with(|known| known.as_ref().map(|known| known.storefront.online));
        known.flatten().unwrap_or(true)
    }

    /// The restaurant without its carta, followed: what is drawn of it alone stays while the carta changes.
    pub fn tenant(self) -> Memo<Option<Tenant>> {
        Memo::new(move |_| {
            let tenant = self.known()?.storefront.tenant.clone();
            // What is full changes with every order.
            Some(Tenant {
                full: Vec::new(),
                ..tenant
            })
        })
    }

    /// What is known at this moment.
    pub fn known_now(self) -> Option<Arc<Known>> {
        self.known.get_untracked()
    }

    /// Why nothing is known; `None` as long as something is.
    pub fn failure(self) -> Option<ApiError> {
        self.loader
            .error
            .get()
            .filter(|_| self.known.with(Option::is_none))
    }

    /// Whether what is known may be old, because the server cannot be reached. That there is a newer version of the page is said
    /// elsewhere.
    pub fn stale(self) -> bool {
        let is_gone = |error: &ApiError| error.code != Code::OldPage;
        self.loader
            .error
            .with(|error| error.as_ref().is_some_and(is_gone))
            && self.known.with(Option::is_some)
    }

    /// Whether the first drawing is over, and what only this browser knows may show.
    pub fn awake(self) -> bool {
        self.awake.get()
    }

    pub fn currency(self) -> Currency {
        self.known
            .with_untracked(|known| known.as_ref().map(|known| known.storefront.tenant.currency))
            .unwrap_or_default()
    }

    /// Whether a dish can be ordered, as far as is known.
    pub fn sells(self, product: &Product) -> bool {
        let known = self.known.get_untracked();
        known.map_or_else(
            || product.available(),
            |known| known.storefront.catalog.sells(product),
        )
    }

    /// The day whose promotions count now, once the page is awake: the night after an evening belongs to it.
    pub fn day_of_sale(self) -> Option<Date> {
        let known = self.known()?;
        let tenant = &known.storefront.tenant;
        let branch = tenant.branch_of(None).map(|branch| &branch.id);
        self.awake().then(|| tenant.service_day(branch, clock::time()))
    }

    /// The day at the restaurant, once the page is awake.
    pub fn today(self) -> Option<Date> {
        let known = self.known()?;
        self.awake()
            .then(|| known.storefront.tenant.zone.date(clock::time()))
    }
}
