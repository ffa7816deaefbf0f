//! Catering in Ajustes.

use super::States;
use crate::pages::settings::catering::{CateringRules, Packages};
use crate::pages::settings::catering_numbers::DailyLimitField;
use crate::pages::settings::package::PackageFields;
use crate::state::catering_rules::{CateringDraft, LimitUnit};
use crate::state::restaurant::RestaurantState;
use crate::state::upload::Upload;
use api::FieldError;
use api::catalog::CateringDesk;
use domain::catering::CateringSettings;
use leptos::prelude::*;
use ui::gallery::component;
use ui::resource::Loader;

pub fn components() -> Vec<AnyView> {
    vec![
        component("CateringRules", whole()),
        component("Packages", packages()),
        component("PackageFields", fields()),
        component(
            "DailyLimitField",
            vec![
                ("none", limit(LimitUnit::None)),
                ("of guests", limit(LimitUnit::Guests)),
            ],
        ),
    ]
}

fn stored() -> CateringDesk {
    CateringDesk {
        version: 1,
        catering: RestaurantState::expect().with_tenant(|tenant| tenant.catering.clone()),
    }
}

fn whole() -> States {
    let overtaken = CateringDraft::new(stored());
    overtaken.change(|catering| catering.notice_hours = 72);
    overtaken.overtaken.set(true);
    let idle = |rules: CateringDraft| {
        let loader = Loader::new(async || Ok(stored()), |_: CateringDesk| {});
        view! { <CateringRules rules loader /> }.into_any()
    };
    vec![
        ("as it is stored", idle(CateringDraft::new(stored()))),
        ("overtaken", idle(overtaken)),
    ]
}

fn packages() -> States {
    let none = CateringDraft::new(CateringDesk {
        version: 1,
        catering: CateringSettings::default(),
    });
    let some = CateringDraft::new(none.wanted());
    some.add_package("Oficina");
    some.add_package("Fiesta");
    some.wrong.set(vec![refused("/catering/packages/1/name")]);
    vec![
        (
            "none",
            view! { <Packages rules=none upload=Upload::new() /> }.into_any(),
        ),
        (
            "one of two is wrong",
            view! { <Packages rules=some upload=Upload::new() /> }.into_any(),
        ),
    ]
}

fn refused(pointer: &str) -> FieldError {
    FieldError {
        pointer: pointer.to_owned(),
        code: "invalid_value".to_owned(),
        message: "Escribe de 2 a 80 caracteres.".to_owned(),
    }
}

fn fields() -> States {
    let rules = CateringDraft::unknown();
    rules.add_package("Oficina");
    rules.wrong.set(vec![refused("/catering/packages/0/contents/2")]);
    let package = rules.wanted().catering.packages.into_iter().next();
    let drawn =
        package.map(|package| view! { <PackageFields rules at=0 package upload=Upload::new() /> }.into_any());
    drawn
        .into_iter()
        .map(|drawn| ("one entry is wrong", drawn))
        .collect()
}

fn limit(unit: LimitUnit) -> AnyView {
    let rules = CateringDraft::unknown();
    rules.change(|catering| catering.daily_limit = unit.limit(120));
    view! { <DailyLimitField rules /> }.into_any()
}
