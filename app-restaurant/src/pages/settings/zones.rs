//! Delivery zones: to which districts orders are brought, and on what terms.

use super::Hours;
use crate::components::some_hours::SomeHours;
use crate::components::text_field::TextField;
use crate::state::catering::soles;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft as draft;
use ::texts::now::console::settings as texts;
use domain::delivery_zones::{DeliveryZone, MAX_NAME};
use domain::service_hours::WeeklyHours;
use domain::{Money, Slug};
use leptos::prelude::*;
use ui::icon::Icon;

/// What is no amount, so that the rules refuse it.
const NO_AMOUNT: Money = Money(-1);

#[component]
pub(crate) fn Zones(hours: Hours) -> AnyView {
    // Drawn anew when there are more or fewer of them, and when what is stored takes their place: not with every letter.
    let drawn = memo(move || {
        let count = hours.draft.with(|draft| draft.delivery_zones.len());
        (count, hours.replaced.get())
    });
    let open = RwSignal::new(None::<usize>);
    let add = move |_| {
        hours
            .draft
            .update(|draft| draft.delivery_zones.push(draft::new_zone()));
        open.set(
            hours
                .draft
                .with_untracked(|draft| draft.delivery_zones.len().checked_sub(1)),
        );
    };
    view! {
        <section class="card" aria-labelledby="zonas">
            <h2 class="card__title" id="zonas">
                {texts::ZONES}
            </h2>
            <p class="muted">
                {move || if drawn.with(|(count, _)| *count == 0) { texts::NO_ZONES } else { texts::ZONES_LEAD }}
            </p>
            {move || {
                let (count, _) = drawn.get();
                let rows: Vec<AnyView> = (0..count).map(|index| view! { <Zone hours index open /> }.into_any()).collect();
                (count > 0).then(|| view! { <ul class="hours zones">{rows}</ul> })
            }}
            <button type="button" class="button" on:click=add>
                <Icon name="plus" />
                {texts::ADD_ZONE}
            </button>
        </section>
    }
    .into_any()
}

/// A zone in words, and its fields where they are open.
#[component]
pub(crate) fn Zone(hours: Hours, index: usize, open: RwSignal<Option<usize>>) -> AnyView {
    let zone = memo(move || hours.draft.with(|draft| draft.delivery_zones.get(index).cloned()));
    let problem = memo(move || {
        hours
            .draft
            .with(|draft| draft::zone_problem(&draft.delivery_zones, index))
    });
    let currency = RestaurantState::expect().with_tenant(|tenant| tenant.currency);
    let name = move || zone.with(|zone| zone.as_ref().map_or_else(String::new, |zone| zone.name.clone()));
    let named = move || match name() {
        name if name.is_empty() => texts::NEW_ZONE.to_owned(),
        name => name,
    };
    let said = move || {
        let terms = |zone: &DeliveryZone| {
            texts::zone_terms(
                &currency.format(zone.fee_cents),
                &currency.format(zone.minimum_cents),
                zone.minutes,
            )
        };
        zone.with(|zone| zone.as_ref().map(|zone| (zone.districts.join(", "), terms(zone))))
    };
    let is_open = memo(move || open.get() == Some(index));
    let toggle = move |_| open.update(|open| *open = (*open != Some(index)).then_some(index));
    let remove = move |_| {
        open.set(None);
        hours.draft.update(|draft| {
            if index < draft.delivery_zones.len() {
                draft.delivery_zones.remove(index);
            }
        });
    };
    let edit_words = move || [texts::EDIT_ZONE, " ", &named()].concat();
    let remove_words = move || [texts::REMOVE_ZONE, " ", &named()].concat();
    view! {
        <li class="zones__zone">
            <div class="zones__head">
                <div>
                    <b>{named}</b>
                    {move || said().map(|(districts, terms)| view! { <p>{districts}</p> <p class="muted">{terms}</p> })}
                </div>
                <button
                    type="button"
                    class="button button--icon button--quiet"
                    aria-label=edit_words
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    on:click=toggle
                >
                    <Icon name="edit" />
                </button>
                <button type="button" class="button button--icon button--quiet" aria-label=remove_words on:click=remove>
                    <Icon name="close" />
                </button>
            </div>
            <div role="status">
                {move || problem.get().map(|problem| view! { <p class="field__error">{problem}</p> })}
            </div>
            {move || {
                let zone = is_open.get().then(|| zone.get_untracked()).flatten();
                zone.map(|zone| view! { <ZoneFields hours index zone /> })
            }}
        </li>
    }
    .into_any()
}

/// What of a zone can be changed. What is typed is in the draft at once.
#[component]
pub(crate) fn ZoneFields(hours: Hours, index: usize, zone: DeliveryZone) -> AnyView {
    let id = move |name: &str| format!("zona-{index}-{name}");
    let change = move |change: &dyn Fn(&mut DeliveryZone)| {
        hours.draft.update(|draft| {
            if let Some(zone) = draft.delivery_zones.get_mut(index) {
                change(zone);
            }
        });
    };
    let amount = |amount: Money| amount.decimal();
    let free_from = zone.free_from_cents.map_or_else(String::new, amount);
    let minutes = zone.minutes.to_string();
    let branches = RestaurantState::expect().with_tenant(|tenant| tenant.branches.clone());
    let chosen = zone.branch.clone();
    let first = branches.first().map(|branch| branch.id.clone());
    let places: Vec<AnyView> = branches
        .iter()
        .map(|branch| {
            let selected = chosen.as_ref().or(first.as_ref()) == Some(&branch.id);
            view! {
                <option value=branch.id.to_string() selected=selected>
                    {branch.name.clone()}
                </option>
            }
            .into_any()
        })
        .collect();
    let choose_place = move |event| {
        let branch = Slug::parse(event_target_value(&event)).ok();
        change(&|zone| zone.branch.clone_from(&branch));
    };
    let at = Callback::new(move |week: Option<WeeklyHours>| change(&|zone| zone.hours.clone_from(&week)));
    view! {
        <div class="stack">
            {text_field(id("nombre"), texts::ZONE_NAME, "", zone.name.clone(), MAX_NAME, move |text| {
                change(&|zone| text.trim().clone_into(&mut zone.name));
            })}
            {text_field(id("distritos"), texts::DISTRICTS, texts::DISTRICTS_HINT, zone.districts.join(", "), 2_000, move |text| {
                change(&|zone| zone.districts = draft::districts(&text));
            })}
            <div class="field-row">
                {text_field(id("cobra"), texts::ZONE_FEE, "", amount(zone.fee_cents), 12, move |text| {
                    change(&|zone| zone.fee_cents = soles(&text).unwrap_or(NO_AMOUNT));
                })}
                {text_field(id("minimo"), texts::ZONE_MINIMUM, "", amount(zone.minimum_cents), 12, move |text| {
                    change(&|zone| zone.minimum_cents = soles(&text).unwrap_or(NO_AMOUNT));
                })}
            </div>
            <div class="field-row">
                {text_field(id("gratis"), texts::ZONE_FREE_FROM, texts::ZONE_FREE_FROM_HINT, free_from, 12, move |text| {
                    let from = (!text.trim().is_empty()).then(|| soles(&text).unwrap_or(NO_AMOUNT));
                    change(&|zone| zone.free_from_cents = from);
                })}
                {text_field(id("minutos"), texts::ZONE_MINUTES, "", minutes, 3, move |text| {
                    change(&|zone| zone.minutes = text.trim().parse().unwrap_or(0));
                })}
            </div>
            {(places.len() > 1)
                .then(|| {
                    view! {
                        <div class="field">
                            <label class="field__label" for=id("local")>
                                {texts::ZONE_PLACE}
                            </label>
                            <select class="field__input" id=id("local") on:change=choose_place>
                                {places}
                            </select>
                        </div>
                    }
                })}
            <SomeHours week=zone.hours change=at label=texts::ZONE_ONLY_AT />
        </div>
    }
    .into_any()
}

fn text_field(
    id: String,
    label: &'static str,
    hint: &'static str,
    value: String,
    longest: usize,
    typed: impl Fn(String) + Send + Sync + 'static,
) -> AnyView {
    view! { <TextField id label hint value=RwSignal::new(value) typed=Callback::new(typed) longest /> }
        .into_any()
}
