//! The promotions of the carta, of all days.

use super::Menu;
use super::desk::Open;
use super::dish::marked;
use crate::state::erased::memo;
use crate::state::menu_changes::Mark;
use crate::state::restaurant::RestaurantState;
use ::texts::now::console::menu as texts;
use ::texts::now::shared::day as date;
use domain::ProductId;
use domain::catalog::Promotion;
use leptos::prelude::*;
use ui::icon::Icon;

#[component]
pub(crate) fn Promotions(menu: Menu) -> AnyView {
    let ids = memo(move || {
        let ids = |carta: &domain::catalog::Catalog| -> Vec<ProductId> {
            carta
                .promotions
                .iter()
                .map(|promotion| promotion.id.clone())
                .collect()
        };
        menu.listed.with(ids)
    });
    view! {
        <section class="card menu__promotions" aria-labelledby="promociones">
            <div class="card__head">
                <h2 class="card__title" id="promociones">
                    {texts::PROMOTIONS}
                </h2>
                <button type="button" class="button" on:click=move |_| menu.open.set(Some(Open::Promotion(None)))>
                    <Icon name="plus" />
                    {texts::NEW_PROMOTION}
                </button>
            </div>
            {move || ids.with(Vec::is_empty).then(|| view! { <p class="muted">{texts::NO_PROMOTIONS}</p> })}
            <ul class="menu__dishes">
                <For
                    each=move || ids.get()
                    key=ProductId::clone
                    children=move |id| view! { <PromotionRow menu id /> }
                />
            </ul>
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn PromotionRow(menu: Menu, id: ProductId) -> AnyView {
    let restaurant = RestaurantState::expect();
    let known = {
        let id = id.clone();
        memo(move || menu.listed.with(|carta| carta.promotion(&id).cloned()))
    };
    let text = move |read: fn(&Promotion) -> &String| {
        move || {
            known.with(|known| {
                known
                    .as_ref()
                    .map(|known| read(known).clone())
                    .unwrap_or_default()
            })
        }
    };
    let price = move || known.with(|known| known.as_ref().map(|known| restaurant.format(known.price)));
    let days = move || {
        let today = restaurant.day();
        let day = |day: Option<domain::Date>| day.map_or_else(String::new, |day| date(day, today));
        let of = |known: &Promotion| texts::sold_between(&day(known.from), &day(known.until));
        known.with(|known| known.as_ref().map(of))
    };
    let edited = {
        let id = id.clone();
        memo(move || menu.marked(&id))
    };
    let name = text(|known| &known.name);
    let open = move |_| menu.open.set(Some(Open::Promotion(Some(id.clone()))));
    view! {
        <li class="menu__dish">
            <img src=text(|known| &known.image) width="56" height="56" alt="" loading="lazy" />
            <div class="menu__name">
                <b>{name}</b>
                <p class="muted small">{price} " · " {days}</p>
                {move || edited.get().map(|mark| marked(mark, restaurant))}
            </div>
            {move || {
                let (open, name) = (open.clone(), name);
                (edited.get() != Some(Mark::Going))
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                aria-label=move || texts::of(texts::EDIT, &name())
                                on:click=open
                            >
                                {texts::EDIT}
                            </button>
                        }
                    })
            }}
        </li>
    }
    .into_any()
}
