//! Carta: what there is to order, and what has run out, until when.

pub mod dish;

use self::dish::Dish;
use crate::components::which::Which;
use crate::pages::missing::NotForYou;
use crate::routes::Screen;
use crate::state::carta::{counts, found, learn};
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console::carta as texts;
use api::catalog::Storefront;
use domain::catalog::{Catalog, Product};
use domain::{ProductId, Slug};
use leptos::prelude::*;
use rpc::catalog::storefront;
use ui::clock::Clock;
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
    pub catalog: RwSignal<Catalog>,
}

impl Menu {
    pub fn new(catalog: Catalog) -> Menu {
        let catalog = RwSignal::new(catalog);
        Menu { catalog }
    }

    /// What is known of a dish by now.
    pub fn learn(self, product: Product) {
        // The screen may have been left meanwhile.
        let _ = self.catalog.try_update(|catalog| learn(catalog, product));
    }

    /// A dish, followed.
    pub fn dish(self, id: ProductId) -> Memo<Option<Product>> {
        memo(move || self.catalog.with(|catalog| catalog.product(&id).cloned()))
    }
}

#[component]
fn Asked() -> AnyView {
    let menu = Menu::new(Catalog::default());
    let loader = Loader::new(storefront, move |answer: Storefront| {
        menu.catalog.set(answer.catalog)
    });
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
        menu.catalog
            .with(|catalog| search.with(|search| found(catalog, search, only_out)))
    });
    let named = |(category, _): &(Slug, Vec<ProductId>)| category.clone();
    let categories = memo(move || dishes.with(|dishes| dishes.iter().map(named).collect::<Vec<Slug>>()));
    let all = Signal::derive(move || menu.catalog.with(counts));
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
                <p class="muted">{texts::LEAD}</p>
            </div>
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
    let name = menu.catalog.with_untracked(|catalog| {
        catalog
            .category(category.as_str())
            .map(|known| known.name.clone())
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
