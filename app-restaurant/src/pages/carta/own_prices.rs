//! What a dish costs instead at one place, or where it is brought or picked up.

use super::desk::Desk;
use crate::components::text_field::TextField;
use crate::state::erased::memo;
use crate::state::menu_form::DishForm;
use crate::state::price_form::PriceForm;
use crate::state::restaurant::RestaurantState;
use ::texts::now::console::menu as texts;
use domain::Slug;
use domain::catalog::MAX_OWN_PRICES;
use domain::fulfilment::FulfilmentKind;
use leptos::prelude::*;
use ui::icon::Icon;

/// The button for one price more.
const ADD: &str = "plato-otro-precio";

/// The ways of handing over, as the choice calls them.
const WAYS: [(&str, Option<FulfilmentKind>, &str); 3] = [
    ("", None, texts::OWN_PRICE_ANY_WAY),
    (
        "delivery",
        Some(FulfilmentKind::Delivery),
        texts::OWN_PRICE_DELIVERY,
    ),
    ("pickup", Some(FulfilmentKind::Pickup), texts::OWN_PRICE_PICKUP),
];

#[component]
pub(crate) fn OwnPrices(desk: Desk, form: RwSignal<DishForm>) -> AnyView {
    // Drawn anew when there are more or fewer of them, not with every letter.
    let count = memo(move || form.with(|form| form.prices.len()));
    let add = move |_| {
        let at = count.get_untracked();
        form.update(|form| {
            // The first way that has none yet.
            let is_free = |kind: &FulfilmentKind| {
                let mut everywhere = form.prices.iter().filter(|own| own.branch.is_none());
                everywhere.all(|own| own.fulfilment != Some(*kind))
            };
            let ways = [FulfilmentKind::Delivery, FulfilmentKind::Pickup];
            form.prices.push(PriceForm {
                fulfilment: ways.into_iter().find(is_free),
                price: form.price.clone(),
                ..PriceForm::default()
            });
        });
        ui::page::focus_soon(format!("precio-{at}-monto"));
    };
    view! {
        <div class="stack" role="group" aria-labelledby="plato-otros-precios">
            <h3 id="plato-otros-precios">{texts::OWN_PRICES_TITLE}</h3>
            <p class="muted">{texts::OWN_PRICES_LEAD}</p>
            {move || (0..count.get()).map(|at| row(desk, form, at)).collect_view()}
            {move || {
                (count.get() < MAX_OWN_PRICES)
                    .then(|| {
                        view! {
                            <div>
                                <button type="button" class="button" id=ADD on:click=add>
                                    <Icon name="plus" />
                                    {texts::OWN_PRICE_ADD}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

fn row(desk: Desk, form: RwSignal<DishForm>, at: usize) -> Option<AnyView> {
    let now = form.with_untracked(|form| form.prices.get(at).cloned())?;
    let change = move |change: &dyn Fn(&mut PriceForm)| {
        form.update(|form| {
            if let Some(own) = form.prices.get_mut(at) {
                change(own);
            }
        });
    };
    let places = RestaurantState::expect().with_tenant(|tenant| {
        let places = tenant.branches.iter();
        places
            .map(|branch| (branch.id.to_string(), branch.name.clone()))
            .collect::<Vec<_>>()
    });
    let any = (String::new(), texts::OWN_PRICE_ANY_PLACE.to_owned());
    let here = now.branch.as_ref().map(Slug::to_string).unwrap_or_default();
    let places = [any].into_iter().chain(places);
    let places = choices(places, &here);
    let ways = WAYS.map(|(value, _, words)| (value.to_owned(), words.to_owned()));
    let way = WAYS.iter().find(|(_, kind, _)| *kind == now.fulfilment);
    let ways = choices(ways, way.map_or("", |(value, ..)| value));
    let choose_place = move |event| {
        let branch = Slug::parse(event_target_value(&event)).ok();
        change(&|own| own.branch.clone_from(&branch));
    };
    let choose_way = move |event| {
        let value = event_target_value(&event);
        let way = WAYS.iter().find(|(known, ..)| *known == value);
        change(&|own| own.fulfilment = way.and_then(|(_, kind, _)| *kind));
    };
    let typed = Callback::new(move |text: String| change(&|own| own.price.clone_from(&text)));
    let remove = move |_| {
        desk.forget_wrong();
        form.update(|form| {
            if at < form.prices.len() {
                form.prices.remove(at);
            }
        });
        ui::page::focus_soon(ADD.to_owned());
    };
    let wrong = desk.wrong(format!("/prices/{at}/branch"));
    let row = view! {
        <div class="own-price" role="group" aria-label=texts::own_price(at + 1)>
            {choice(format!("precio-{at}-local"), texts::OWN_PRICE_PLACE, places, wrong, choose_place)}
            {choice(format!("precio-{at}-entrega"), texts::OWN_PRICE_WAY, ways, Signal::derive(|| None), choose_way)}
            <TextField
                id=format!("precio-{at}-monto")
                label=texts::OWN_PRICE
                value=RwSignal::new(now.price)
                wrong=desk.wrong(format!("/prices/{at}/priceCents"))
                typed
                longest=12
                keys="decimal"
            />
            <button
                type="button"
                class="button button--icon button--quiet"
                aria-label=texts::remove_own_price(at + 1)
                on:click=remove
            >
                <Icon name="close" />
            </button>
        </div>
    };
    Some(row.into_any())
}

fn choices(all: impl IntoIterator<Item = (String, String)>, chosen: &str) -> Vec<AnyView> {
    let option = |(value, words): (String, String)| {
        let selected = value == chosen;
        view! {
            <option value=value selected=selected>
                {words}
            </option>
        }
        .into_any()
    };
    all.into_iter().map(option).collect()
}

fn choice(
    id: String,
    label: &'static str,
    options: Vec<AnyView>,
    wrong: Signal<Option<String>>,
    choose: impl Fn(leptos::ev::Event) + 'static,
) -> AnyView {
    let about = [&id, "-sobre"].concat();
    let described = about.clone();
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <select
                class="field__input"
                id=id
                aria-describedby=described
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                on:change=choose
            >
                {options}
            </select>
            <div id=about>{move || wrong.get().map(|wrong| view! { <p class="field__error">{wrong}</p> })}</div>
        </div>
    }
    .into_any()
}
