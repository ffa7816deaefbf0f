//! Home: one invitation, the promotions, the categories, how it works.

use crate::components::known_restaurant::{when_ready, with_part, with_tenant};
use crate::components::opening::{ClosedBar, OpenSign};
use crate::components::picture::Picture;
use crate::components::promotion_card::{Offered, PromotionCard, of_today};
use crate::pages::personal::{Personal, personal};
use crate::state::restaurant::{Known, RestaurantState};
use crate::state::session::Session;
use api::pages::Page;
use domain::catalog::Category;
use domain::stage::Stage;
use domain::tenant::Tenant;
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, nothing};
use ui::icon::Icon;

pub fn home_page() -> AnyView {
    // Only who is signed in has ordered before; the others need not load what shows it.
    let session = Session::expect();
    let known_here = Memo::new(move |_| session.customer().is_some());
    let restaurant = RestaurantState::expect();
    when_ready(Memo::new(move |_| restaurant.known().is_some()), move || {
        view! {
            {with_tenant(hero)}
            <div class="page">
                <ClosedBar />
                {dynamic(move || if known_here.get() { personal(Personal::OrderAgain) } else { nothing() })}
                {with_part(of_today, promotions)}
                {with_part(category_tiles, categories)}
                {with_tenant(catering_band)}
                {how_it_works()}
            </div>
        }
        .into_any()
    })
}

pub(crate) fn hero(tenant: &Tenant) -> AnyView {
    let minutes: i64 = Stage::ALL
        .into_iter()
        .map(|stage| stage.target_minutes(&tenant.serving_district("").targets))
        .sum();
    let delivery = match tenant.free_delivery_from {
        _ if !tenant.delivery_zones.is_empty() => {
            let fees = tenant.delivery_zones.iter().map(|zone| zone.fee_cents);
            texts::delivery_costs_from(&tenant.format(fees.min().unwrap_or_default()))
        }
        Some(from) => texts::free_delivery(&tenant.format(from)),
        None => texts::delivery_costs(&tenant.format(tenant.delivery_fee)),
    };
    view! {
        <section class="hero ember">
            <div class="hero__inner">
                <div class="hero__text">
                    <OpenSign />
                    <h1 class="hero__title">{tenant.brand.headline.clone()}</h1>
                    <p class="hero__lead">{tenant.brand.story.clone()}</p>
                    <a class="button button--primary button--large" href=Page::Menu.href()>
                        {texts::ORDER_NOW}
                    </a>
                    <ul class="hero__facts">
                        <li>
                            <Icon name="clock" />
                            {texts::usual_minutes(u32::try_from(minutes).unwrap_or_default())}
                        </li>
                        <li>
                            <Icon name="bike" />
                            {delivery}
                        </li>
                    </ul>
                </div>
                {tenant
                    .hero_drawing()
                    .map(|src| {
                        view! { <img class="hero__art" src=src width="720" height="560" alt="" fetchpriority="high" /> }
                            .into_any()
                    })}
            </div>
        </section>
    }
    .into_any()
}

fn promotions(offered: Vec<Offered>) -> AnyView {
    let cards: Vec<AnyView> = offered
        .into_iter()
        .map(|promotion| view! { <PromotionCard promotion /> }.into_any())
        .collect();
    if cards.is_empty() {
        return nothing();
    }
    view! {
        <section class="section">
            <div class="section__head">
                <h2>{texts::PROMOTIONS}</h2>
                <a href=Page::Promotions.href()>{texts::ALL_PROMOTIONS}</a>
            </div>
            <div class="promos">{cards}</div>
        </section>
    }
    .into_any()
}

/// The categories with their pictures.
pub(crate) fn category_tiles(known: &Known) -> Vec<(Category, String)> {
    let catalog = &known.storefront.catalog;
    let tile = |category: &Category| (category.clone(), catalog.picture_of(&category.id));
    catalog.categories.iter().map(tile).collect()
}

pub(crate) fn categories(categories: Vec<(Category, String)>) -> AnyView {
    let tile = |(category, picture): (Category, String)| {
        view! {
            <a class="category" href=Page::Menu.with(&[category.id.as_str()]) data-noscroll="">
                <Picture src=picture size=112 />
                {category.name}
            </a>
        }
        .into_any()
    };
    let tiles: Vec<AnyView> = categories.into_iter().map(tile).collect();
    view! {
        <section class="section">
            <div class="section__head">
                <h2>{texts::TITLE_CARTA}</h2>
                <a href=Page::Menu.href()>{texts::ALL_CARTA}</a>
            </div>
            <nav class="categories" aria-label=texts::CATEGORIES>
                {tiles}
            </nav>
        </section>
    }
    .into_any()
}

/// A calm invitation for those who are many.
pub(crate) fn catering_band(tenant: &Tenant) -> AnyView {
    use texts::catering as words;
    let packages = &tenant.catering.packages;
    let art = packages
        .get(1)
        .or(packages.first())
        .map(|package| package.image.clone());
    view! {
        <section class="section band ember">
            <h2>{words::BAND_TITLE}</h2>
            <p>{words::BAND_TEXT}</p>
            <a class="button" href=Page::Catering.href()>
                {words::BAND_LINK}
            </a>
            {art.map(|src| view! { <img class="band__art" src=src width="320" height="320" alt="" loading="lazy" /> })}
        </section>
    }
    .into_any()
}

pub(crate) fn how_it_works() -> AnyView {
    let steps = texts::HOW.map(|(title, text)| {
        view! {
            <li class="steps__step">
                <h3>{title}</h3>
                <p>{text}</p>
            </li>
        }
        .into_any()
    });
    view! {
        <section class="section">
            <div class="section__head">
                <h2>{texts::HOW_TITLE}</h2>
            </div>
            <ol class="steps">{Vec::from(steps)}</ol>
        </section>
    }
    .into_any()
}
