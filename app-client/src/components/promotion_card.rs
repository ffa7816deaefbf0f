//! A promotion as a dark card.

use super::picture::Picture;
use crate::state::restaurant::{Known, RestaurantState};
use api::pages::Page;
use domain::catalog::Promotion;
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::money::Price;

#[component]
pub fn PromotionCard(
    promotion: Promotion,
    /** On the first screen. */
    #[prop(optional)]
    early: bool,
    /// Right under the page's own heading, and not in a section.
    #[prop(optional)]
    top: bool,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let (currency, available) = (restaurant.currency(), restaurant.has_promotion(&promotion));
    let saved = promotion
        .regular_price
        .filter(|regular| *regular > promotion.price);
    let saved = saved.map(|regular| texts::you_save(&currency.format(regular - promotion.price)));
    let badge = match available {
        true => saved.map(|saved| view! { <span class="badge">{saved}</span> }.into_any()),
        false => Some(view! { <span class="badge badge--neutral">{texts::SOLD_OUT}</span> }.into_any()),
    };
    let title = if top {
        view! { <h2 class="promo__title">{promotion.name}</h2> }.into_any()
    } else {
        view! { <h3 class="promo__title">{promotion.name}</h3> }.into_any()
    };
    view! {
        <a class="promo ember" data-state=(!available).then_some("soldout") href=Page::Promotion.with(&[promotion.id.as_str()])>
            <Picture src=promotion.image size=220 early=early class="promo__art" />
            {title}
            <p>{promotion.description}</p>
            <span class="promo__foot">
                <Price amount=promotion.price currency=currency />
                {badge}
            </span>
        </a>
    }
    .into_any()
}

/// The promotions of today; all of them as long as the day is not known.
pub fn of_today(known: &Known) -> Vec<Promotion> {
    let today = RestaurantState::expect().today();
    let sold = |promotion: &&Promotion| today.is_none_or(|day| promotion.sold_on(day));
    known
        .storefront
        .catalog
        .promotions
        .iter()
        .filter(sold)
        .cloned()
        .collect()
}
