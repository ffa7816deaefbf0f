//! Every component of the storefront in every state, drawn with what the demo restaurant sells: `/componentes` under
//! `cargo xtask dev`. A component that is new gets its place here.

use crate::components::destination_form::DestinationFields;
use crate::components::dish_card::DishCard;
use crate::components::field::{Field, Kind, Problems};
use crate::components::figure::figure;
use crate::components::known_restaurant::{loading, when_ready};
use crate::components::order_row::OrderRow;
use crate::components::problem_summary::problem_summary;
use crate::components::promotion_card::PromotionCard;
use crate::components::schedule_fields::ScheduleFields;
use crate::components::search_box::SearchBox;
use crate::components::summary::totals_list;
use crate::state::restaurant::RestaurantState;
use api::catalog::Storefront;
use api::orders::MyOrder;
use domain::cart::{FulfilmentKind, Totals};
use domain::order::Status;
use domain::stage::CurrentStep;
use domain::{Currency, Money, OrderId};
use leptos::prelude::*;
use ui::clock::device_time;
use ui::gallery::{component, gallery};

/// Where it is.
pub const PATH: &str = "/componentes";

type States = Vec<(&'static str, AnyView)>;

pub fn gallery_page() -> AnyView {
    let restaurant = RestaurantState::expect();
    when_ready(restaurant.whole(), move || {
        let known = restaurant.known_now();
        known.map_or_else(loading, |known| gallery(own(&known.storefront)))
    })
}

fn own(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        component("Field", fields()),
        component("problem_summary", summaries()),
        component("DishCard", dishes(storefront)),
        component("PromotionCard", promotions(storefront)),
        component("OrderRow", orders()),
        component(
            "figure",
            vec![("figure", figure(Currency::default(), Money(128_490)))],
        ),
        component("totals_list", totals()),
        component("DestinationFields", destinations()),
        component("ScheduleFields", schedules()),
        component("SearchBox", vec![("empty", view! { <SearchBox /> }.into_any())]),
        component("loading", vec![("loading", loading())]),
    ]
}

fn fields() -> States {
    let wrong = Problems::default();
    let drawn = |id: &'static str, value: &str, problems: Problems, optional: bool| {
        let value = RwSignal::new(value.to_owned());
        let kind = Kind::text("off", 60);
        view! { <Field id label="Nombre y apellido" kind value problems hint="Como en tu DNI" optional /> }
            .into_any()
    };
    let none = Problems::default();
    let states = vec![
        ("empty", drawn("campo-1", "", none, false)),
        ("filled", drawn("campo-2", "Lucía Rojas", none, false)),
        ("optional", drawn("campo-3", "", none, true)),
        ("wrong", drawn("campo-4", "L", wrong, false)),
    ];
    wrong.show(vec![("campo-4", "Escribe al menos 2 letras.".to_owned())]);
    states
}

fn summaries() -> States {
    let problems = Problems::default();
    problems.summarise(
        vec![("campo-4", "Escribe al menos 2 letras.".to_owned())],
        "resumen",
    );
    vec![(
        "one",
        problem_summary(problems, "resumen", |_| "Nombre y apellido"),
    )]
}

/// The first dish of each kind that the demo sells.
fn dishes(storefront: &Storefront) -> States {
    let products = &storefront.catalog.products;
    let first = |name: &'static str, wanted: fn(&domain::catalog::Product) -> bool| {
        let found = products.iter().find(|product| wanted(product)).cloned();
        found.map(|product| (name, view! { <DishCard product /> }.into_any()))
    };
    let mut states: States = [
        first("with options", |product| !product.groups.is_empty()),
        first("as it comes", |product| product.groups.is_empty()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let Some(mut product) = products.first().cloned() {
        product.active = false;
        states.push((
            "not today",
            view! { <DishCard product=product.clone() /> }.into_any(),
        ));
        product.active = true;
        product.stock = Some(0);
        states.push(("sold out", view! { <DishCard product /> }.into_any()));
    }
    states
}

fn promotions(storefront: &Storefront) -> States {
    let promotions = storefront.catalog.promotions.iter().take(2).cloned();
    promotions
        .map(|promotion| ("promotion", view! { <PromotionCard promotion /> }.into_any()))
        .collect()
}

fn orders() -> States {
    let drawn = |name: &'static str, number: u64, status: Status, current_step: CurrentStep| {
        let order = MyOrder {
            order_id: OrderId::parse("o_muestra").ok()?,
            number,
            status,
            current_step,
            fulfilment: FulfilmentKind::Delivery,
            lines: Vec::new(),
            contents: vec![
                "2 × ¼ de pollo a la brasa".to_owned(),
                "1 × Chicha morada grande".to_owned(),
            ],
            total: Money(7_480),
            scheduled_for: None,
            created_at: device_time().plus_minutes(-12),
        };
        Some((name, view! { <OrderRow order /> }.into_any()))
    };
    let all = [
        drawn("to be paid", 101, Status::Created, CurrentStep::Created),
        drawn("in the kitchen", 102, Status::Confirmed, CurrentStep::Cooking),
        drawn("being packed", 103, Status::Confirmed, CurrentStep::Packaging),
        drawn("on its way", 104, Status::Confirmed, CurrentStep::Delivery),
        drawn("delivered", 105, Status::Completed, CurrentStep::Delivered),
        drawn("cancelled", 106, Status::Cancelled, CurrentStep::Cooking),
    ];
    all.into_iter().flatten().collect()
}

fn totals() -> States {
    let totals = Totals {
        subtotal: Money(7_480),
        delivery_fee: Money(600),
        total: Money(8_080),
        tax: Money(1_233),
        tax_basis_points: 1_800,
        ..Totals::default()
    };
    let discounted = Totals {
        discount: Money(500),
        ..totals
    };
    let drawn = |totals: &Totals, kind| totals_list(Currency::default(), Vec::new(), totals, kind);
    vec![
        ("delivery", drawn(&totals, FulfilmentKind::Delivery)),
        ("pickup", drawn(&totals, FulfilmentKind::Pickup)),
        ("with a discount", drawn(&discounted, FulfilmentKind::Delivery)),
    ]
}

fn destinations() -> States {
    let (fine, wrong) = (Problems::default(), Problems::default());
    wrong.show(vec![("address-line", "Escribe tu dirección.".to_owned())]);
    vec![
        (
            "fine",
            view! { <DestinationFields problems=fine name="muestra-1" /> }.into_any(),
        ),
        (
            "wrong",
            view! { <DestinationFields problems=wrong name="muestra-2" /> }.into_any(),
        ),
    ]
}

fn schedules() -> States {
    let drawn =
        |wanted: RwSignal<_>| view! { <ScheduleFields wanted problems=Problems::default() /> }.into_any();
    let later = device_time().plus_minutes(180);
    vec![
        ("as soon as possible", drawn(RwSignal::new(None))),
        ("for later", drawn(RwSignal::new(Some(later)))),
    ]
}
