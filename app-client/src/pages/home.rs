//! Home: one invitation, the promotions, the categories, how it works.

use crate::components::house_gate::with_house;
use crate::components::order_row::OrderRow;
use crate::components::picture::Picture;
use crate::components::promotion_card::{PromotionCard, of_today};
use crate::state::house::Known;
use crate::state::session::Session;
use leptos::prelude::*;
use shared::api::orders::{MyOrder, my_orders};
use shared::domain::order::Status;
use shared::domain::stage::Stage;
use shared::texts::es::storefront as texts;
use shared::ui::icon::Icon;

/// So many earlier orders are offered again.
const AGAIN: usize = 2;

#[component]
pub fn HomePage() -> AnyView {
    with_house(|known| {
        view! {
            {hero(&known)}
            <div class="page">
                <OrderAgain />
                {promotions(&known)}
                {categories(&known)}
                {how_it_works()}
            </div>
        }
        .into_any()
    })
}

fn hero(known: &Known) -> AnyView {
    let tenant = &known.storefront.tenant;
    let minutes: i64 = Stage::ALL
        .into_iter()
        .map(|stage| stage.target_minutes(&tenant.targets))
        .sum();
    let delivery = match tenant.free_delivery_from {
        Some(from) => texts::free_delivery(&tenant.format(from)),
        None => texts::delivery_costs(&tenant.format(tenant.delivery_fee)),
    };
    view! {
        <section class="hero ember">
            <div class="hero__inner">
                <div class="hero__text">
                    <h1 class="hero__title">{tenant.brand.headline.clone()}</h1>
                    <p class="hero__lead">{tenant.brand.story.clone()}</p>
                    <a class="button button--primary button--large" href="/carta">
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
                <img
                    class="hero__art"
                    src=["/assets/illustrations/hero_", tenant.id.as_str(), ".svg"].concat()
                    width="720"
                    height="560"
                    alt=""
                    fetchpriority="high"
                />
            </div>
        </section>
    }
    .into_any()
}

/// The last orders of whoever is signed in.
#[component]
fn OrderAgain() -> AnyView {
    let session = Session::expect();
    let orders = RwSignal::new(Vec::<MyOrder>::new());
    Effect::new(move |_| {
        if session.customer().is_some() {
            leptos::task::spawn_local(async move {
                if let Ok(page) = my_orders(None).await {
                    let fit = |order: &MyOrder| order.status != Status::Cancelled;
                    let _ = orders.try_set(page.items.into_iter().filter(fit).take(AGAIN).collect());
                }
            });
        } else {
            orders.set(Vec::new());
        }
    });
    (move || {
        let rows: Vec<AnyView> = orders
            .get()
            .into_iter()
            .map(|order| view! { <OrderRow order=order /> }.into_any())
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="section">
                    <div class="section__head">
                        <h2>{texts::AGAIN_TITLE}</h2>
                        <a href="/cuenta/pedidos">{texts::MY_ORDERS}</a>
                    </div>
                    <div class="orders">{rows}</div>
                </section>
            }
        })
    })
    .into_any()
}

fn promotions(known: &Known) -> Option<AnyView> {
    let cards: Vec<AnyView> = of_today(known)
        .into_iter()
        .map(|promotion| view! { <PromotionCard promotion=promotion /> }.into_any())
        .collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="section">
                <div class="section__head">
                    <h2>{texts::PROMOTIONS}</h2>
                    <a href="/promociones">{texts::ALL_PROMOTIONS}</a>
                </div>
                <div class="promos">{cards}</div>
            </section>
        }
        .into_any()
    })
}

fn categories(known: &Known) -> AnyView {
    let tile = |category: &shared::domain::catalog::Category| {
        let picture = ["/assets/illustrations/cat_", category.id.as_str(), ".svg"].concat();
        view! {
            <a class="category" href=["/carta/", category.id.as_str()].concat()>
                <Picture src=picture size=112 />
                {category.name.clone()}
            </a>
        }
        .into_any()
    };
    let tiles: Vec<AnyView> = known.storefront.catalogue.categories.iter().map(tile).collect();
    view! {
        <section class="section">
            <div class="section__head">
                <h2>{texts::TITLE_CARTA}</h2>
                <a href="/carta">{texts::ALL_CARTA}</a>
            </div>
            <nav class="categories" aria-label=texts::CATEGORIES>
                {tiles}
            </nav>
        </section>
    }
    .into_any()
}

fn how_it_works() -> AnyView {
    let steps = texts::HOW.map(|(title, text)| {
        view! {
            <li class="steps__step">
                <h3>{title}</h3>
                <p>{text}</p>
            </li>
        }
    });
    view! {
        <section class="section">
            <div class="section__head">
                <h2>{texts::HOW_TITLE}</h2>
            </div>
            <ol class="steps">{steps.into_iter().collect_view()}</ol>
        </section>
    }
    .into_any()
}
