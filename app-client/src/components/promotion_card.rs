//! A promotion as a dark card.

use super::picture::Picture;
use crate::state::restaurant::{Known, RestaurantState};
use api::pages::Page;
use domain::catalog::Promotion;
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::money::Price;

/// A promotion as a card shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// Without what is chosen and what it consists of, which a card does not show and a page may not carry.
    pub promotion: Promotion,
    /// Whether there is all that it consists of, as far as is known.
    pub available: bool,
}

#[component]
pub fn PromotionCard(
    promotion: Offered,
    /** On the first screen. */
    #[prop(optional)]
    early: bool,
    /// Right under the page's own heading, and not in a section.
    #[prop(optional)]
    top: bool,
) -> AnyView {
    let currency = RestaurantState::expect().currency();
    let Offered { promotion, available } = promotion;
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
            <p>
                {promotion.hours.as_ref().map(|hours| view! { <b>{texts::served(hours)} " "</b> }.into_any())}
                {promotion.description}
            </p>
            <span class="promo__foot">
                <Price amount=promotion.price currency=currency />
                {badge}
            </span>
        </a>
    }
    .into_any()
}

/// The promotions of today; all of them as long as the day is not known.
pub fn of_today(known: &Known) -> Vec<Offered> {
    let today = RestaurantState::expect().day_of_sale();
    let catalog = &known.storefront.catalog;
    let sold = |promotion: &&Promotion| today.is_none_or(|day| promotion.sold_on(day));
    let card = |promotion: &Promotion| Offered {
        available: catalog.has_promotion(promotion),
        promotion: Promotion {
            groups: Vec::new(),
            components: Vec::new(),
            ..promotion.clone()
        },
    };
    catalog.promotions.iter().filter(sold).map(card).collect()
}
