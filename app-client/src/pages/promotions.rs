//! All promotions.

use crate::components::known_restaurant::with_part;
use crate::components::promotion_card::{PromotionCard, of_today};
use leptos::prelude::*;
use texts::now::storefront as texts;

pub fn promotions_page() -> AnyView {
    with_part(of_today, |offered| {
        let cards: Vec<AnyView> = offered
            .into_iter()
            .map(|promotion| view! { <PromotionCard promotion early=true top=true /> }.into_any())
            .collect();
        view! {
            <div class="page">
                <h1 class="page__title">{texts::PROMOTIONS}</h1>
                <h2 class="visually-hidden">{texts::PROMOTIONS_OF_TODAY}</h2>
                <div class="promos promos--grid">{cards}</div>
            </div>
        }
        .into_any()
    })
}
