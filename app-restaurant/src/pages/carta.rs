//! Carta: what there is to order, and what has run out, until when. Managers change it here: what they change waits in a draft until
//! they publish it.

pub mod desk;
pub mod dish;
pub mod dish_form;
pub mod groups;
pub mod keeping;
pub mod own_prices;
pub mod picture;
pub mod promotion_form;
pub mod promotions;
pub mod publish;
pub mod sections;
pub mod served;
pub mod sheet;
pub mod stock;
pub mod table;

use self::desk::{Desk, Open};
use self::dish::Dish;
use self::promotions::Promotions;
use self::publish::PublishBar;
use self::sheet::MenuSheet;
use crate::components::which::Which;
use crate::pages::missing::NotForYou;
use crate::routes::Screen;
use crate::state::carta::{counts, found, learn};
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::menu_changes::{Mark, mark};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console::carta as texts;
use ::texts::now::console::menu as words;
use api::catalog::{MenuDesk, Storefront};
use domain::catalog::{Catalog, MenuDraft, Product};
use domain::staff::Permission;
use domain::{ProductId, Slug};
use leptos::prelude::*;
use rpc::catalog::{menu_desk, storefront};
use ui::clock::Clock;
use ui::icon::Icon;
use ui::resource::{Loaded, Loader};

#[component]
pub fn CartaScreen() -> AnyView {
    RestaurantState::expect().title(texts::TITLE);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Carta.is_for(role)));
    view! {
        {move || {
            if allowed.get() { view! { <Asked /> }.into_any() } else { view! { <NotForYou /> }.into_any() }
        }}
    }
    .into_any()
}

/// The carta as this screen knows it.
#[derive(Debug, Clone, Copy)]
pub struct Menu {
    /// What is published.
    pub catalog: RwSignal<Catalog>,
    /// What is not published yet; nothing for who does not manage the carta.
    pub draft: RwSignal<MenuDraft>,
    /// The draft's.
    pub version: RwSignal<u64>,
    /// What this screen shows: the carta as it will be.
    pub shown: Memo<Catalog>,
    /// What is listed: that, and what is still sold until it is taken off.
    pub listed: Memo<Catalog>,
    /// Whether it can be changed here.
    pub manages: bool,
    /// What is being changed.
    pub open: RwSignal<Option<Open>>,
    /// Grows when something is opened.
    pub opening: StoredValue<u64>,
}

impl Menu {
    pub fn new(desk: MenuDesk, manages: bool) -> Menu {
        let (catalog, draft) = (RwSignal::new(desk.catalog), RwSignal::new(desk.draft));
        Menu {
            catalog,
            draft,
            version: RwSignal::new(desk.version),
            shown: memo(move || catalog.with(|catalog| draft.with(|draft| draft.applied(catalog)))),
            listed: memo(move || {
                catalog.with(|catalog| draft.with(|draft| draft.without_removals().applied(catalog)))
            }),
            manages,
            open: RwSignal::new(None),
            opening: StoredValue::new(0),
        }
    }

    /// What is published and drafted by now. The screen may have been left meanwhile; and an answer that took longer than a newer one
    /// says nothing new.
    pub fn take(self, desk: MenuDesk) {
        if self
            .version
            .try_get_untracked()
            .is_none_or(|known| desk.version < known)
        {
            return;
        }
        let _ = self.catalog.try_set(desk.catalog);
        let _ = self.draft.try_set(desk.draft);
        let _ = self.version.try_set(desk.version);
    }

    /// What is known of a dish by now.
    pub fn learn(self, product: Product) {
        // The screen may have been left meanwhile.
        let _ = self.catalog.try_update(|catalog| learn(catalog, product));
    }

    /// How something differs from what is published, followed.
    pub fn marked(self, id: &ProductId) -> Option<Mark> {
        self.draft.with(|draft| {
            self.catalog
                .with(|carta| self.listed.with(|listed| mark(draft, carta, listed, id)))
        })
    }

    /// A dish, followed.
    pub fn dish(self, id: ProductId) -> Memo<Option<Product>> {
        memo(move || self.listed.with(|catalog| catalog.product(&id).cloned()))
    }
}

#[component]
fn Asked() -> AnyView {
    let session = Session::expect();
    let manages = untrack(|| session.role()).is_some_and(|role| role.may(Permission::ManageCatalog));
    let menu = Menu::new(MenuDesk::default(), manages);
    let loader = match manages {
        true => Loader::new(menu_desk, move |desk| menu.take(desk)),
        false => Loader::new(storefront, move |answer: Storefront| {
            menu.catalog.set(answer.catalog)
        }),
    };
    let (following, clock) = (Following::expect(), expect_context::<Clock>());
    effect(move || {
        following.settings();
        loader.ask();
    });
    // Nobody says that something is back by itself.
    effect(move || {
        let now = clock.now();
        let due = menu
            .catalog
            .with_untracked(|catalog| catalog.next_return().is_some_and(|back| back <= now));
        if due {
            menu.catalog.update(|catalog| catalog.bring_back(now));
        }
    });
    view! {
        <Loaded loader loading=texts::LOADING>
            <Carta menu loader />
        </Loaded>
    }
    .into_any()
}

#[component]
pub(crate) fn Carta(menu: Menu, loader: Loader) -> AnyView {
    let only_out = RwSignal::new(false);
    let search = RwSignal::new(String::new());
    let dishes = memo(move || {
        let only_out = only_out.get();
        menu.listed
            .with(|catalog| search.with(|search| found(catalog, search, only_out)))
    });
    let named = |(category, _): &(Slug, Vec<ProductId>)| category.clone();
    let categories = memo(move || dishes.with(|dishes| dishes.iter().map(named).collect::<Vec<Slug>>()));
    let all = Signal::derive(move || menu.listed.with(counts));
    let desk = Desk::new(menu, loader);
    let nothing = move || {
        let words = match only_out.get() && search.with(|search| search.trim().is_empty()) {
            true => texts::NOTHING_OUT,
            false => texts::NOTHING_LIKE_IT,
        };
        categories.with(Vec::is_empty).then_some(words)
    };
    view! {
        <div class="console__head">
            <div>
                <h1>{texts::TITLE}</h1>
                <p class="muted">{if menu.manages { words::LEAD } else { texts::LEAD }}</p>
            </div>
            {menu.manages.then(|| head_buttons(menu))}
        </div>
        <Which
            label=texts::WHICH
            tabs=[texts::ALL, texts::OUT]
            counts=all
            second=only_out
            search
            words=texts::SEARCH
        />
        <p class="muted" role="status">
            {nothing}
        </p>
        <div class="menu">
            <For
                each=move || categories.get()
                key=Slug::clone
                children=move |category| view! { <Dishes menu loader category dishes /> }
            />
        </div>
        {menu
            .manages
            .then(|| {
                view! {
                    <Promotions menu />
                    <PublishBar desk />
                    <MenuSheet desk />
                }
            })}
    }
    .into_any()
}

/// What a manager adds and arranges.
fn head_buttons(menu: Menu) -> AnyView {
    let open = move |what: Open| move |_| menu.open.set(Some(what.clone()));
    view! {
        <div class="cluster">
            <button type="button" class="button" on:click=open(Open::Sections)>
                {words::SECTIONS}
            </button>
            <button type="button" class="button" aria-label=words::TABLE_ALOUD on:click=open(Open::Table)>
                <Icon name="download" />
                {words::TABLE}
            </button>
            <button type="button" class="button button--primary" on:click=open(Open::Dish(None))>
                <Icon name="plus" />
                {words::NEW_DISH}
            </button>
        </div>
    }
    .into_any()
}

/// The dishes of a category.
#[component]
pub(crate) fn Dishes(
    menu: Menu,
    loader: Loader,
    category: Slug,
    dishes: Memo<Vec<(Slug, Vec<ProductId>)>>,
) -> AnyView {
    let of_menu = category.clone();
    let name = memo(move || {
        menu.listed.with(|catalog| {
            let known = catalog.category(of_menu.as_str());
            known.map(|known| known.name.clone())
        })
    });
    let heading = ["categoria-", category.as_str()].concat();
    let about = heading.clone();
    let ids = memo(move || {
        let of_category = |dishes: &Vec<(Slug, Vec<ProductId>)>| {
            let found = dishes.iter().find(|(known, _)| *known == category);
            found.map(|(_, dishes)| dishes.clone()).unwrap_or_default()
        };
        dishes.with(of_category)
    });
    view! {
        <section class="card" aria-labelledby=about>
            <h2 class="card__title" id=heading>
                {name}
            </h2>
            <ul class="menu__dishes">
                <For
                    each=move || ids.get()
                    key=ProductId::clone
                    children=move |id| view! { <Dish menu loader id /> }
                />
            </ul>
        </section>
    }
    .into_any()
}
