//! Instalación: five steps from an empty restaurant to one that is published. Each keeps what it asks for by itself, so that one may
//! go on later, on another device.

pub mod identity;
pub mod menu;
pub mod people;
pub mod published;
pub mod publishing;
pub mod service;
pub mod side;

use self::identity::identity;
use self::menu::menu;
use self::people::people;
use self::published::Published;
use self::publishing::publishing;
use self::service::service;
use self::side::side;
use crate::pages::carta::Menu;
use crate::pages::missing::NotForYou;
use crate::pages::settings::colours::Preview;
use crate::pages::settings::{Hours, none};
use crate::routes::Screen;
use crate::state::brand_draft::BrandDraft;
use crate::state::business_draft::BusinessDraft;
use crate::state::erased::{effect, memo};
use crate::state::first_prices::Prices;
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::setup::{KEPT, Step, first_open};
use ::texts::now::console::setup as texts;
use api::catalog::{BrandDesk, MenuDesk, Readiness};
use api::staff::StaffList;
use domain::brand::BrandSettings;
use domain::catalog::Product;
use domain::readiness::Lack;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use rpc::catalog::{brand, business, menu_desk, readiness, service_settings};
use rpc::staff::staff_members;
use ui::page;
use ui::resource::{Loaded, Loader, Resource};
use ui::storage;

/// Dishes that the picture of the storefront shows.
const SHOWN: usize = 3;

#[component]
pub fn SetupScreen() -> AnyView {
    let restaurant = RestaurantState::expect();
    restaurant.title(texts::TITLE);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Setup.is_for(role)));
    let draft = restaurant.followed(|tenant| tenant.draft);
    view! {
        {move || match (allowed.get(), draft.get()) {
            (false, _) => view! { <NotForYou /> }.into_any(),
            (true, true) => view! { <Steps /> }.into_any(),
            (true, false) => view! { <Published /> }.into_any(),
        }}
    }
    .into_any()
}

/// What the steps share. It outlives each of them, so that what is typed in one is there when one comes back to it.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    pub brand: BrandDraft,
    pub brand_loader: Loader,
    pub business: BusinessDraft,
    pub business_loader: Loader,
    pub menu: Menu,
    pub menu_loader: Loader,
    pub prices: Prices,
    pub hours: Hours,
    pub hours_loader: Loader,
    pub readiness: Resource<Readiness>,
    pub people: Resource<StaffList>,
    /// The paths of the steps that somebody has gone through in this browser.
    through: RwSignal<Vec<String>>,
    /// The step of the address.
    at: Memo<Option<Step>>,
    navigate: StoredValue<Box<dyn Fn(Step, bool)>, LocalStorage>,
}

impl Setup {
    fn new() -> Setup {
        let brand_draft = RestaurantState::expect().with_tenant(|tenant| {
            let stored = BrandDesk {
                version: 0,
                brand: BrandSettings::of(&tenant.brand),
            };
            BrandDraft::new(stored, tenant.brand.clone())
        });
        let (business_draft, hours) = (BusinessDraft::unknown(), Hours::new(none()));
        let menu = Menu::new(MenuDesk::default(), true);
        let (navigate, path) = (use_navigate(), use_location().pathname);
        let last = |path: &String| path.rsplit('/').find(|part| !part.is_empty()).and_then(Step::at);
        Setup {
            brand: brand_draft,
            brand_loader: Loader::new(brand, move |stored| brand_draft.learn(stored)),
            business: business_draft,
            business_loader: Loader::new(business, move |stored| business_draft.learn(stored)),
            menu,
            menu_loader: Loader::new(menu_desk, move |desk| menu.take(desk)),
            prices: Prices::default(),
            hours,
            hours_loader: Loader::new(service_settings, move |stored| hours.learn(stored)),
            readiness: Resource::new(readiness),
            people: Resource::new(staff_members),
            through: RwSignal::new(storage::load(KEPT).unwrap_or_default()),
            at: memo(move || path.with(last)),
            navigate: StoredValue::new_local(Box::new(move |step: Step, replace: bool| {
                let there = NavigateOptions {
                    replace,
                    ..NavigateOptions::default()
                };
                navigate(&step_path(step), there);
            })),
        }
    }

    fn ask(self) {
        self.brand_loader.ask();
        self.business_loader.ask();
        self.menu_loader.ask();
        self.hours_loader.ask();
        self.readiness.ask();
        self.people.ask();
    }

    pub fn lacks(self) -> Vec<Lack> {
        let known = self.readiness.value;
        known.with(|known| {
            known
                .as_ref()
                .map(|known| known.lacks.clone())
                .unwrap_or_default()
        })
    }

    /// The steps of which somebody has seen that they are as they should be, by their paths: here, or anywhere by what came of it.
    fn through(self) -> Vec<String> {
        let mut through = self.through.get();
        let team = self
            .people
            .value
            .with(|known| known.as_ref().is_some_and(|known| known.people.len() > 1));
        let zones = self.hours.stored.with(|stored| !stored.delivery_zones.is_empty());
        for (step, known) in [(Step::People, team), (Step::Service, zones)] {
            if known {
                through.push(step.path().to_owned());
            }
        }
        through
    }

    /// One has gone through a step, and goes on with another, unless one has left it since. The screen may be left by now.
    pub fn go_on(self, from: Step, to: Step) {
        let gone = self.through.try_update(|through| {
            if !through.iter().any(|known| known == from.path()) {
                through.push(from.path().to_owned());
            }
            through.clone()
        });
        if let Some(gone) = gone {
            storage::save(KEPT, &gone);
            self.readiness.ask();
            if self.at.try_get_untracked().flatten() == Some(from) {
                let _ = self.navigate.try_with_value(|navigate| navigate(to, false));
            }
        }
    }
}

/// The address of a step below the console's own.
fn step_path(step: Step) -> String {
    [Screen::Setup.path(), "/", step.path()].concat()
}

fn step_href(step: Step) -> String {
    [Screen::Setup.href().as_str(), "/", step.path()].concat()
}

#[component]
fn Steps() -> AnyView {
    let setup = Setup::new();
    let following = Following::expect();
    effect(move || {
        following.settings();
        setup.ask();
    });
    // One stays at a step until one goes on, whatever becomes of the others meanwhile.
    effect(move || {
        let known = setup.readiness.value.with(Option::is_some) && setup.hours_loader.loaded.get();
        if known && setup.at.get().is_none() {
            let open = untrack(move || first_open(&setup.lacks(), &setup.through()));
            setup.navigate.with_value(|navigate| navigate(open, true));
        }
    });
    view! {
        <Loaded loader=setup.readiness.loader() loading=texts::LOADING>
            <Loaded loader=setup.brand_loader loading=texts::LOADING>
                <Loaded loader=setup.business_loader loading=texts::LOADING>
                    <Loaded loader=setup.menu_loader loading=texts::LOADING>
                        <Loaded loader=setup.hours_loader loading=texts::LOADING>{whole(setup)}</Loaded>
                    </Loaded>
                </Loaded>
            </Loaded>
        </Loaded>
    }
    .into_any()
}

/// The steps, the one that is open, and the storefront as it comes out.
fn whole(setup: Setup) -> AnyView {
    let restaurant = RestaurantState::expect();
    let shown = memo(move || {
        let dish = |dish: &Product| {
            [
                dish.image.clone(),
                dish.name.clone(),
                restaurant.format(dish.price),
            ]
        };
        setup.menu.catalog.with(|carta| {
            let sold = carta.products.iter().filter(|dish| dish.active);
            sold.take(SHOWN).map(dish).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="setup">
            {side(setup)}
            <section class="stack" aria-labelledby="instalacion-paso">
                {move || match setup.at.get() {
                    Some(Step::Brand) => identity(setup),
                    Some(Step::Menu) => menu(setup),
                    Some(Step::Service) => service(setup),
                    Some(Step::People) => people(setup),
                    Some(Step::Publish) => publishing(setup),
                    None => ().into_any(),
                }}
            </section>
            <aside class="stack setup__preview" aria-labelledby="instalacion-tienda">
                <h2 class="card__title" id="instalacion-tienda">
                    {texts::PREVIEW}
                </h2>
                <Preview brand=setup.brand dishes=shown />
                <p class="muted">{texts::PREVIEW_LEAD}</p>
            </aside>
        </div>
    }
    .into_any()
}

/// The heading of a step.
pub(super) fn heading(title: &'static str, lead: &'static str) -> AnyView {
    view! {
        <header class="stack">
            <h1 class="setup__h" id="instalacion-paso">
                {title}
            </h1>
            <p class="muted">{lead}</p>
        </header>
    }
    .into_any()
}

/// The way back, why one does not go on, and the way on.
pub(super) fn foot(
    step: Step,
    why_not: Signal<Option<String>>,
    busy: RwSignal<bool>,
    (words, meanwhile): (&'static str, &'static str),
    press: impl Fn() + 'static,
) -> AnyView {
    let back = step.before().map(|before| {
        view! {
            <a class="button" href=step_href(before)>
                {texts::BACK}
            </a>
        }
    });
    let tap = move |_| {
        if busy.get_untracked() {
            return;
        }
        match why_not.with_untracked(Option::is_none) {
            true => press(),
            false => page::focus_wrong(),
        }
    };
    view! {
        <footer class="cluster setup__foot">
            {back} <p class="muted push" role="status" id="instalacion-falta">
                {move || why_not.get()}
            </p>
            <button
                type="button"
                class="button button--primary button--large"
                aria-disabled=move || why_not.with(Option::is_some).then_some("true")
                aria-describedby="instalacion-falta"
                aria-busy=move || busy.get().then_some("true")
                on:click=tap
            >
                {move || if busy.get() { meanwhile } else { words }}
            </button>
        </footer>
    }
    .into_any()
}
