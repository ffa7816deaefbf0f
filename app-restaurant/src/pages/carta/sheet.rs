//! The sheet over the carta: a dish, a promotion, the sections, the changes or the table.

use super::desk::{Desk, Open};
use super::dish_form::DishSheet;
use super::promotion_form::PromotionSheet;
use super::publish::Changes;
use super::sections::Sections;
use super::table::Table;
use crate::state::erased::effect;
use ::texts::now::console::menu as texts;
use domain::ProductId;
use leptos::prelude::*;
use ui::sheet::Sheet;

#[component]
pub(crate) fn MenuSheet(desk: Desk) -> AnyView {
    let open = RwSignal::new(false);
    let shown = desk.menu.open;
    effect(move || open.set(shown.with(Option::is_some)));
    effect(move || {
        if !open.get() && shown.with_untracked(Option::is_some) {
            desk.close();
        }
    });
    let name = move |id: &ProductId| {
        desk.menu.shown.with_untracked(|carta| {
            let product = carta.product(id).map(|product| product.name.clone());
            product.or_else(|| Some(carta.promotion(id)?.name.clone()))
        })
    };
    let title = Signal::derive(move || match shown.get() {
        Some(Open::Dish(Some(id)) | Open::Promotion(Some(id))) => name(&id).unwrap_or_default(),
        Some(Open::Dish(None)) => texts::NEW_DISH.to_owned(),
        Some(Open::Promotion(None)) => texts::NEW_PROMOTION.to_owned(),
        Some(Open::Sections) => texts::SECTIONS.to_owned(),
        Some(Open::Changes) => texts::CHANGES.to_owned(),
        Some(Open::Table) => texts::TABLE_TITLE.to_owned(),
        None => String::new(),
    });
    view! {
        <Sheet open title id="carta-hoja" side=true>
            {move || {
                desk.menu.opening.update_value(|opening| *opening += 1);
                match shown.get() {
                Some(Open::Dish(id)) => view! { <DishSheet desk id /> }.into_any(),
                Some(Open::Promotion(id)) => view! { <PromotionSheet desk id /> }.into_any(),
                Some(Open::Sections) => view! { <Sections desk /> }.into_any(),
                Some(Open::Changes) => view! { <Changes desk /> }.into_any(),
                Some(Open::Table) => view! { <Table desk /> }.into_any(),
                None => ().into_any(),
                }
            }}
        </Sheet>
    }
    .into_any()
}
