//! What orders and dishes cost, the tax in the prices, and the restaurant's own words.

use super::States;
use super::menu::drawn;
use crate::pages::carta::desk::Desk;
use crate::pages::carta::own_prices::OwnPrices;
use crate::pages::settings::order_rules::OrderRules;
use crate::pages::settings::sections::Sections;
use crate::pages::settings::store_words::{Notice, Parts, StoreWords};
use crate::pages::settings::taxes::{OwnRates, TaxField};
use crate::state::business_draft::BusinessDraft;
use crate::state::menu_form::DishForm;
use crate::state::numbers::NO_AMOUNT;
use crate::state::order_rules::OrderRulesDraft;
use crate::state::price_form::PriceForm;
use crate::state::restaurant::RestaurantState;
use crate::state::store_words::{Policy, StoreWordsDraft};
use api::FieldError;
use api::catalog::OrderRulesDesk;
use domain::Slug;
use domain::fulfilment::FulfilmentKind;
use domain::tax::TaxRegime;
use leptos::prelude::*;
use ui::gallery::component;
use ui::resource::Loader;

pub fn components() -> Vec<AnyView> {
    vec![
        component("Sections", vec![("the ways", view! { <Sections /> }.into_any())]),
        component("OrderRules", order_rules()),
        component("TaxField", taxes()),
        component("OwnRates", rates()),
        component("OwnPrices", vec![("of two ways", drawn(own_prices))]),
        component("StoreWords", whole()),
        component("Notice", notices()),
        component("Parts", parts()),
    ]
}

fn refused(pointer: &str, message: &str) -> FieldError {
    FieldError {
        pointer: pointer.to_owned(),
        code: "invalid_value".to_owned(),
        message: message.to_owned(),
    }
}

fn order_rules() -> States {
    let stored = RestaurantState::expect().with_tenant(|tenant| OrderRulesDesk {
        version: 1,
        minimum_order_cents: tenant.minimum_order,
        delivery_fee_cents: tenant.delivery_fee,
        free_delivery_from_cents: tenant.free_delivery_from,
        targets: tenant.targets,
        order_limits: tenant.order_limits,
    });
    let wrong = OrderRulesDraft::new(stored.clone());
    wrong.draft.update(|draft| draft.minimum_order_cents = NO_AMOUNT);
    wrong.wrong.set(vec![refused(
        "/minimumOrderCents",
        "Escribe un monto de S/ 0.00 a S/ 10,000.00.",
    )]);
    let drawn = |rules| view! { <OrderRules rules loader=Loader::idle() /> }.into_any();
    vec![
        ("as it is stored", drawn(OrderRulesDraft::new(stored))),
        ("refused", drawn(wrong)),
    ]
}

fn with_rates(regime: TaxRegime) -> BusinessDraft {
    let business = BusinessDraft::unknown();
    business.put_rates(regime.rates());
    business
}

fn taxes() -> States {
    let drawn = |business| view! { <TaxField business /> }.into_any();
    let own = with_rates(TaxRegime::SmallRestaurant);
    own.remove_rate(0);
    vec![
        ("18 %", drawn(with_rates(TaxRegime::General))),
        (
            "less, and more soon",
            drawn(with_rates(TaxRegime::SmallRestaurant)),
        ),
        ("rates of its own", drawn(own)),
    ]
}

fn rates() -> States {
    let wrong = with_rates(TaxRegime::General);
    wrong.wrong.set(vec![refused(
        "/taxRates/0/basisPoints",
        "Escribe un porcentaje de 0 a 30, como 10.5.",
    )]);
    vec![(
        "one that is refused",
        view! { <OwnRates business=wrong /> }.into_any(),
    )]
}

/// With a notice and a part of the terms.
fn some() -> StoreWordsDraft {
    let words = StoreWordsDraft::unknown();
    words.type_notice("El 24 atendemos hasta las 6 de la tarde.".into());
    words.add_part(Policy::Terms);
    words.change_part(Policy::Terms, 0, |part| {
        part.title = "Mascotas".into();
        part.text = "En la terraza, con correa.".into();
    });
    words
}

fn whole() -> States {
    let drawn = |words| view! { <StoreWords words loader=Loader::idle() /> }.into_any();
    vec![
        ("nothing yet", drawn(StoreWordsDraft::unknown())),
        ("not saved yet", drawn(some())),
    ]
}

fn notices() -> States {
    let drawn = |words| view! { <Notice words /> }.into_any();
    let wrong = some();
    wrong.wrong.set(vec![refused(
        "/notice/until",
        "El último día no puede ser antes del primero.",
    )]);
    vec![
        ("none", drawn(StoreWordsDraft::unknown())),
        ("its last day is refused", drawn(wrong)),
    ]
}

fn parts() -> States {
    let drawn = |words, policy| view! { <Parts words policy /> }.into_any();
    vec![
        ("one", drawn(some(), Policy::Terms)),
        ("none", drawn(some(), Policy::Privacy)),
    ]
}

fn own_prices(desk: Desk) -> AnyView {
    let Ok(category) = Slug::parse("brasa") else {
        return ().into_any();
    };
    let mut form = DishForm::empty(category);
    for (fulfilment, price) in [
        (FulfilmentKind::Delivery, "64.90"),
        (FulfilmentKind::Pickup, "55.00"),
    ] {
        form.prices.push(PriceForm {
            branch: None,
            fulfilment: Some(fulfilment),
            price: price.to_owned(),
        });
    }
    let form = RwSignal::new(form);
    view! { <OwnPrices desk form /> }.into_any()
}
