//! In which district an address is: chosen among those to which the restaurant brings orders, written where that is everywhere.

use super::field::{Field, Kind, Problems};
use crate::state::restaurant::RestaurantState;
use ::texts::now::{errors, storefront as texts};
use domain::delivery_zones::DeliveryZone;
use domain::letters::fold;
use leptos::prelude::*;
use ui::dynamic::{dynamic, listener, nothing};

/// The district of the form's address, with what it costs to bring an order there.
#[component]
pub fn DistrictField(district: RwSignal<String>, problems: Problems) -> AnyView {
    let restaurant = RestaurantState::expect();
    let zones = Memo::new(move |_| {
        let known = restaurant.known();
        known.map_or_else(Vec::new, |known| known.storefront.tenant.delivery_zones.clone())
    });
    dynamic(move || {
        if zones.with(Vec::is_empty) {
            let kind = Kind::text("address-level3", 60);
            view! { <Field id="district" label=texts::DISTRICT kind=kind value=district problems=problems /> }
                .into_any()
        } else {
            chosen_of(zones, district, problems)
        }
    })
}

/// All districts by their names, each with its zone.
fn by_name(zones: &[DeliveryZone]) -> Vec<(String, DeliveryZone)> {
    let mut all: Vec<(String, DeliveryZone)> = zones
        .iter()
        .flat_map(|zone| zone.districts.iter().map(|name| (name.clone(), zone.clone())))
        .collect();
    all.sort_by_cached_key(|(name, _)| fold(name));
    all
}

fn chosen_of(zones: Memo<Vec<DeliveryZone>>, district: RwSignal<String>, problems: Problems) -> AnyView {
    let problem = problems.of("district");
    let restaurant = RestaurantState::expect();
    let is_elsewhere = move |name: &str| {
        let named = !name.trim().is_empty();
        named && zones.with(|zones| !zones.iter().any(|zone| zone.has(name)))
    };
    let options = dynamic(move || {
        let chosen = district.get();
        let currency = restaurant.currency();
        let all = zones.with(|zones| by_name(zones));
        let known = all.iter().any(|(name, _)| fold(name) == fold(chosen.trim()));
        let rows = all.into_iter().map(|(name, zone)| {
            let selected = fold(&name) == fold(chosen.trim());
            let words = texts::district_at(&name, &currency.format(zone.fee_cents));
            view! {
                <option value=name selected=selected prop:selected=selected>
                    {words}
                </option>
            }
            .into_any()
        });
        let first = view! {
            <option value="" selected=!known prop:selected=!known>
                {texts::CHOOSE_DISTRICT}
            </option>
        };
        std::iter::once(first.into_any())
            .chain(rows)
            .collect_view()
            .into_any()
    });
    let choose = listener(move |event| {
        problems.clear("district");
        district.set(event_target_value(&event));
    });
    let invalid = Signal::derive(move || {
        let wrong = problem.with(Option::is_some) || is_elsewhere(&district.get());
        wrong.then_some("true")
    });
    // An address that was kept may be in a district that is served no longer, or never was.
    let said = dynamic(move || match (problem.get(), district.get()) {
        (Some(text), _) => view! { <p class="field__error">{text}</p> }.into_any(),
        (None, name) if is_elsewhere(&name) => {
            view! { <p class="field__error">{errors::out_of_zone(name.trim())}</p> }.into_any()
        }
        (None, _) => nothing(),
    });
    view! {
        <div class="field">
            <label class="field__label" for="district">
                {texts::DISTRICT}
            </label>
            <select
                class="field__input"
                id="district"
                name="district"
                autocomplete="address-level3"
                aria-required="true"
                aria-invalid=invalid
                aria-describedby="district-error"
                on:change=choose
            >
                {options}
            </select>
            <div id="district-error">{said}</div>
        </div>
    }
    .into_any()
}
