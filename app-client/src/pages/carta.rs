//! The carta: all categories on one page, with tabs that follow the scroll, and the search.

use crate::browser;
use crate::components::dish_card::DishCard;
use crate::components::known_restaurant::{skeleton, waiting_for_restaurant, with_part};
use crate::components::opening::{ClosedBar, OpenSign};
use crate::components::search_box::{SearchBox, searched};
use crate::state::reading::Reading;
use crate::state::restaurant::{Extent, Known, RestaurantState};
use api::pages::Page;
use domain::ProductId;
use domain::catalog::Category;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, tap};

const TABS: &str = "categorias";
/// Number of dishes on the first screen, whose pictures are loaded at once.
const FIRST_SCREEN: usize = 4;

/// What is below the search and the tabs.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shows {
    Waiting,
    Skeleton,
    Results,
    Carta,
}

pub fn carta_page() -> AnyView {
    let words = searched();
    let searching = Memo::new(move |_| !words.with(|words| words.trim().is_empty()));
    let restaurant = RestaurantState::expect();
    let shows = Memo::new(move |_| match restaurant.known() {
        None => Shows::Waiting,
        Some(known) if matches!(known.extent, Extent::Page | Extent::Dish) => Shows::Skeleton,
        Some(_) if searching.get() => Shows::Results,
        Some(_) => Shows::Carta,
    });
    view! {
        <div class="page">
            <div class="page__head">
                <h1 class="page__title">{texts::TITLE_CARTA}</h1>
                <OpenSign />
            </div>
            <ClosedBar />
            <div class="menu-bar">
                <SearchBox />
                <Tabs searching=searching />
            </div>
            {dynamic(move || match shows.get() {
                Shows::Waiting => waiting_for_restaurant(),
                Shows::Skeleton => skeleton(),
                Shows::Results => results(words),
                Shows::Carta => sections(),
            })}
        </div>
    }
    .into_any()
}

/// One tab a category. The current one is the one being read.
#[component]
pub(crate) fn Tabs(searching: Memo<bool>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let params = use_params_map();
    let asked = Memo::new(move |_| params.with(|params| params.get("category")));
    let categories = Memo::new(move |_| -> Vec<Category> {
        let categories = restaurant
            .known()
            .map(|known| known.storefront.catalog.categories.clone());
        categories.unwrap_or_default()
    });
    let ids = Memo::new(move |_| -> Vec<String> {
        let ids = |categories: &Vec<Category>| {
            categories
                .iter()
                .map(|category| category.id.to_string())
                .collect()
        };
        categories.with(ids)
    });
    let first = asked
        .get_untracked()
        .and_then(|asked| ids.get_untracked().iter().position(|id| id == &asked));
    let current = RwSignal::new(first.unwrap_or_default());
    go_where_asked(asked, ids);
    let (reading, address) = (Reading::expect(), address());
    reading.opens();
    browser::on_scroll(move || {
        reading.is_at(&address.get_untracked(), browser::scrolled());
        let read = ids
            .with_untracked(|ids| browser::being_read(ids))
            .unwrap_or_default();
        if current.get_untracked() != read {
            current.set(read);
            browser::centre_in_row(TABS, read);
        }
    });
    let tabs = dynamic(move || {
        let tab = |(index, category): (usize, Category)| {
            let id = category.id.clone();
            // A second click on the same tab changes no address, but is meant all the same.
            let again = tap(move || browser::scroll_to(id.as_str(), true));
            view! {
                <a
                    class="tabs__tab"
                    href=Page::Menu.with(&[category.id.as_str()])
                    data-noscroll=""
                    aria-current=Signal::derive(move || (current.get() == index && !searching.get()).then_some("true"))
                    on:click=again
                >
                    {category.name}
                </a>
            }
            .into_any()
        };
        let tabs = categories.get().into_iter().enumerate();
        tabs.map(tab).collect::<Vec<AnyView>>().into_any()
    });
    view! {
        <nav class="tabs" id=TABS aria-label=texts::CATEGORIES>
            {tabs}
        </nav>
    }
    .into_any()
}

/// The address with the search.
fn address() -> Signal<String> {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    Signal::derive(move || match (path.get(), search.get()) {
        (path, search) if search.is_empty() => path,
        (path, search) => [&path, "?", &search].concat(),
    })
}

/// Going to a category is scrolling to it: at once on arrival, smoothly from there on. Nothing else that becomes known
/// of the restaurant scrolls.
fn go_where_asked(asked: Memo<Option<String>>, ids: Memo<Vec<String>>) {
    let (restaurant, reading, address) = (RestaurantState::expect(), Reading::expect(), address());
    let ready = Memo::new(move |_| {
        let known = restaurant.known();
        known.is_some_and(|known| matches!(known.extent, Extent::Carta | Extent::Whole))
    });
    // On a page that was drawn before the app began, somebody may have begun to read.
    let found_drawn = !untrack(move || restaurant.awake());
    Effect::new(move |before: Option<bool>| {
        let (ready, asked) = (ready.get(), asked.get());
        if !ready {
            return false;
        }
        let (arriving, was_at) = (before != Some(true), reading.taken_up());
        let address = address.get_untracked();
        let index = ids.with_untracked(|ids| ids.iter().position(|id| Some(id) == asked.as_ref()));
        // By the next frame the router has made the entry in the history and has done its own scrolling.
        request_animation_frame(move || {
            let is_reading = arriving && found_drawn && browser::scrolled() > 0.0;
            match (was_at, asked) {
                (Some(top), _) => browser::scroll_down_to(top),
                (None, Some(id)) if !is_reading => {
                    browser::scroll_to(&id, !arriving);
                    browser::centre_in_row(TABS, index.unwrap_or_default());
                }
                _ => {}
            }
            reading.is_at(&address, browser::scrolled());
        });
        true
    });
}

/// A category with dishes, as the page has it: it is drawn again when one comes or goes. What changes in a dish is its card's.
#[derive(Debug, Clone, PartialEq)]
struct Section {
    category: Category,
    dishes: Vec<ProductId>,
}

fn sections_of(known: &Known) -> Vec<Section> {
    let catalog = &known.storefront.catalog;
    let section = |category: &Category| Section {
        category: category.clone(),
        dishes: catalog
            .in_category(&category.id)
            .map(|product| product.id.clone())
            .collect(),
    };
    let mut sections: Vec<Section> = catalog.categories.iter().map(section).collect();
    sections.retain(|section| !section.dishes.is_empty());
    sections
}

fn sections() -> AnyView {
    with_part(sections_of, |sections| {
        let section = |(
            index,
            Section {
                category,
                dishes: found,
            },
        ): (usize, Section)| {
            let early = if index == 0 { FIRST_SCREEN } else { 0 };
            view! {
                <section class="section" id=category.id.to_string() aria-labelledby=["titulo-", category.id.as_str()].concat()>
                    <div class="section__head">
                        <h2 id=["titulo-", category.id.as_str()].concat()>{category.name}</h2>
                    </div>
                    {dishes(found, early)}
                </section>
            }
            .into_any()
        };
        let sections = sections.into_iter().enumerate();
        sections.map(section).collect::<Vec<AnyView>>().into_any()
    })
}

fn dishes(found: Vec<ProductId>, early: usize) -> AnyView {
    let restaurant = RestaurantState::expect();
    let card = |(index, id): (usize, ProductId)| {
        let product = move || {
            let known = restaurant.known()?;
            known.storefront.catalog.product(&id).cloned()
        };
        // One that has gone stays as it was until the list is drawn without it.
        let last = untrack(&product)?;
        let product = Signal::derive(move || product().unwrap_or_else(|| last.clone()));
        Some(view! { <DishCard product early=index < early /> }.into_any())
    };
    let cards: Vec<AnyView> = found.into_iter().enumerate().filter_map(card).collect();
    view! { <div class="dishes">{cards}</div> }.into_any()
}

fn results(words: Signal<String>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let found = Memo::new(move |_| {
        let words = words.get();
        let known = restaurant.known();
        let found = known.map(|known| {
            let found = known.storefront.catalog.search(words.trim()).into_iter();
            found.map(|product| product.id.clone()).collect()
        });
        (words.trim().to_owned(), found.unwrap_or_default())
    });
    dynamic(move || {
        let (words, found) = found.get();
        list_of_results(&words, found)
    })
}

fn list_of_results(words: &str, found: Vec<ProductId>) -> AnyView {
    let count = found.len();
    let body = if found.is_empty() {
        view! {
            <div class="empty">
                <img class="empty__art" src="/assets/illustrations/not_found.svg" width="240" height="240" alt="" />
                <h2 class="empty__title">{texts::NOTHING_FOUND}</h2>
                <p>{texts::NOTHING_FOUND_TEXT}</p>
                <a class="button" href=Page::Menu.href()>
                    {texts::CLEAR_SEARCH}
                </a>
            </div>
        }
        .into_any()
    } else {
        view! {
            <h2 class="visually-hidden">{texts::RESULTS}</h2>
            {dishes(found, FIRST_SCREEN)}
        }
        .into_any()
    };
    view! {
        <section class="section">
            <div class="section__head">
                <p role="status">{texts::found(count, words)}</p>
                <a href=Page::Menu.href()>{texts::CLEAR_SEARCH}</a>
            </div>
            {body}
        </section>
    }
    .into_any()
}
