//! Ajustes.

use super::States;
use super::samples::now;
use crate::components::picture_input::{PictureInput, PictureWords};
use crate::pages::settings::brand::{BrandCard, BrandFoot, BrandTexts, Logo};
use crate::pages::settings::capacity::Capacity;
use crate::pages::settings::colours::{ColourRow, Preview};
use crate::pages::settings::days::{Another, SpecialDays};
use crate::pages::settings::forms::Forms;
use crate::pages::settings::movements::{MovementList, Shelf};
use crate::pages::settings::week::{Span, Week, Weekday, Weekdays};
use crate::pages::settings::zones::{Zone, ZoneFields, Zones};
use crate::pages::settings::{Hours, Settings};
use crate::state::brand_draft::BrandDraft;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft::new_zone;
use crate::state::upload::Upload;
use ::texts::now::console::brand as texts;
use ::texts::now::errors;
use api::audit::{AuditChange, AuditEntry, AuditPage};
use api::catalog::{BrandDesk, ServiceSettings};
use domain::audit::AuditAction;
use domain::brand::BrandSettings;
use domain::delivery_zones::DeliveryZone;
use domain::palette::{Chosen, Colour};
use domain::service_hours::{ServiceHours, SpecialDay, WeeklyHours};
use domain::staff::Role;
use leptos::prelude::*;
use leptos::serde_json::{Value, json};
use ui::gallery::{PHOTOGRAPH, component};
use ui::resource::Loader;

/// From noon to half past three.
const NOON: ServiceHours = ServiceHours {
    opens: 720,
    closes: 930,
};
/// From six in the evening to two in the night.
const NIGHT: ServiceHours = ServiceHours {
    opens: 1_080,
    closes: 1_560,
};

pub fn components() -> Vec<AnyView> {
    let mut all = vec![
        component("Settings", settings()),
        component("Week", weeks()),
        component(
            "Weekdays",
            vec![(
                "of all",
                view! { <Weekdays hours=usual() place=None /> }.into_any(),
            )],
        ),
        component("Weekday", weekdays()),
        component("Span", spans()),
        component(
            "SpecialDays",
            vec![("one", view! { <SpecialDays hours=busy() /> }.into_any())],
        ),
        component(
            "Another",
            vec![("empty", view! { <Another hours=usual() /> }.into_any())],
        ),
        component(
            "Capacity",
            vec![("unlimited", view! { <Capacity hours=usual() /> }.into_any())],
        ),
        component(
            "Zones",
            vec![
                ("none", view! { <Zones hours=usual() /> }.into_any()),
                ("two", view! { <Zones hours=zoned() /> }.into_any()),
            ],
        ),
        component("Zone", vec![("closed", zone(None)), ("open", zone(Some(0)))]),
        component(
            "ZoneFields",
            vec![(
                "of a zone",
                view! { <ZoneFields hours=zoned() index=0 zone=near() /> }.into_any(),
            )],
        ),
        component("MovementList", movements()),
    ];
    all.extend(brands());
    all
}

fn movements() -> States {
    let change = |field: &str, before: Value, after: Value| AuditChange {
        field: field.to_owned(),
        before,
        after,
    };
    let entry = |id: &str, action, subject: &str, name: &str, changes: Vec<AuditChange>| AuditEntry {
        id: id.to_owned(),
        at: now().plus_minutes(-40),
        by: "u_rosa".to_owned(),
        by_name: "Rosa Huamán".to_owned(),
        role: Role::Manager,
        action,
        subject: subject.to_owned(),
        subject_name: name.to_owned(),
        changes,
    };
    let some = AuditPage {
        entries: vec![
            entry("4", AuditAction::OrderCancelled, "118", "", Vec::new()),
            entry(
                "3",
                AuditAction::ProductChanged,
                "chicha_grande",
                "Chicha morada grande",
                vec![
                    change("price", json!(1200), json!(1400)),
                    change("active", json!(true), json!(false)),
                    change("groups", json!([]), json!([{}])),
                ],
            ),
            entry(
                "2",
                AuditAction::StaffChanged,
                "jose",
                "José Quispe",
                vec![change("role", json!("cook"), json!("driver"))],
            ),
        ],
        next_cursor: Some("2".to_owned()),
    };
    let drawn = |page: AuditPage| view! { <MovementList shelf=Shelf::new(page) /> }.into_any();
    vec![("none", drawn(AuditPage::default())), ("some", drawn(some))]
}

fn stored() -> ServiceSettings {
    ServiceSettings {
        version: 1,
        hours: WeeklyHours::default(),
        branch_hours: Default::default(),
        special_days: Vec::new(),
        capacity: Default::default(),
        delivery_zones: Vec::new(),
    }
}

fn usual() -> Hours {
    Hours::new(stored())
}

/// With a break and a night, a weekday that cannot be, and a day that is other, and a pause.
fn busy() -> Hours {
    let mut hours = stored();
    hours.hours.0[4] = vec![NOON, NIGHT];
    hours.hours.0[5] = vec![NIGHT, NOON];
    let (date, branch) = RestaurantState::expect().with_tenant(|tenant| {
        let first = tenant.branches.first().map(|branch| branch.id.clone());
        (tenant.zone.date(now()).plus_days(9), first)
    });
    hours.special_days = vec![SpecialDay {
        date,
        branch,
        hours: vec![NOON],
        note: "Nochebuena".to_owned(),
    }];
    Hours::new(hours)
}

/// A brand of which something is not published.
fn brand() -> BrandDraft {
    let brand = RestaurantState::expect().with_tenant(|tenant| {
        let desk = BrandDesk {
            version: 1,
            brand: BrandSettings::of(&tenant.brand),
        };
        BrandDraft::new(desk, tenant.brand.clone())
    });
    brand.draft.update(|draft| {
        draft.headline = "Pollo a la brasa, como en casa".to_owned();
        draft.tagline = "Desde 1986".to_owned();
        draft.colours.set(Chosen::Accent, Colour::rgb(0xf5, 0xc5, 0x42));
    });
    brand
}

/// One of which the ink is not read.
fn pale() -> BrandDraft {
    let brand = brand();
    let grey = Colour::rgb(0x9a, 0x94, 0x8e);
    brand.draft.update(|draft| draft.colours.set(Chosen::Ink, grey));
    brand
}

fn logo() -> AnyView {
    let words = PictureWords {
        choose: texts::LOGO_CHOOSE,
        change: texts::LOGO_CHANGE,
        remove: texts::LOGO_REMOVE,
        sending: texts::LOGO_SENDING,
        hint: texts::LOGO_HINT,
    };
    let image = RwSignal::new(PHOTOGRAPH.to_owned());
    let wrong = RwSignal::new(Some(errors::LOGO_TOO_SMALL.to_owned()));
    let (own, sends, arrived) = (RwSignal::new(true), RwSignal::new(false), RwSignal::new(false));
    let (choose, remove) = (Callback::new(|_| ()), Callback::new(|()| ()));
    view! { <PictureInput id="muestra-logo" words image own sends arrived wrong choose remove square=true /> }
        .into_any()
}

fn brands() -> Vec<AnyView> {
    vec![
        component(
            "BrandCard",
            vec![(
                "with changes",
                view! { <BrandCard brand=brand() loader=Loader::idle() /> }.into_any(),
            )],
        ),
        component(
            "BrandTexts",
            vec![(
                "of a restaurant",
                view! { <BrandTexts brand=brand() /> }.into_any(),
            )],
        ),
        component(
            "Logo",
            vec![(
                "drawn",
                view! { <Logo brand=brand() upload=Upload::new() /> }.into_any(),
            )],
        ),
        component("PictureInput", vec![("a logo", logo())]),
        component(
            "ColourRow",
            vec![
                (
                    "read",
                    view! { <ColourRow brand=brand() which=Chosen::Brand /> }.into_any(),
                ),
                (
                    "not read",
                    view! { <ColourRow brand=pale() which=Chosen::Ink /> }.into_any(),
                ),
            ],
        ),
        component(
            "Forms",
            vec![("usual", view! { <Forms brand=brand() /> }.into_any())],
        ),
        component(
            "Preview",
            vec![("by day", view! { <Preview brand=brand() /> }.into_any())],
        ),
        component(
            "BrandFoot",
            vec![(
                "with changes",
                view! { <BrandFoot brand=brand() loader=Loader::idle() upload=Upload::new() /> }.into_any(),
            )],
        ),
    ]
}

fn settings() -> States {
    let changed = || {
        let hours = usual();
        hours.draft.update(|draft| draft.hours.0[0].clear());
        hours.overtaken.set(true);
        hours
    };
    let drawn = |hours: Hours| view! { <Settings hours loader=Loader::idle() /> }.into_any();
    vec![
        ("as usual", drawn(usual())),
        ("changed, and overtaken", drawn(changed())),
    ]
}

fn weeks() -> States {
    let drawn = |place| view! { <Week hours=busy() place=RwSignal::new(place) /> }.into_any();
    let first = RestaurantState::expect()
        .with_tenant(|tenant| tenant.branches.first().map(|branch| branch.id.clone()));
    vec![
        ("of all places", drawn(None)),
        ("of a place that has none of its own", drawn(first)),
    ]
}

fn weekdays() -> States {
    let drawn = |weekday: usize| view! { <Weekday hours=busy() place=None weekday /> }.into_any();
    vec![
        ("one span", drawn(0)),
        ("a break and a night", drawn(4)),
        ("spans that cannot be", drawn(5)),
    ]
}

fn spans() -> States {
    let drawn = |span: ServiceHours| {
        let spans = memo(move || vec![span]);
        let change = Callback::new(|_| {});
        view! { <Span spans index=0 change day="Lunes".to_owned() /> }.into_any()
    };
    vec![("at noon", drawn(NOON)), ("over midnight", drawn(NIGHT))]
}

fn near() -> DeliveryZone {
    DeliveryZone {
        name: "Miraflores y Surquillo".to_owned(),
        districts: vec!["Miraflores".to_owned(), "Surquillo".to_owned()],
        ..new_zone()
    }
}

fn zoned() -> Hours {
    let hours = usual();
    let far = DeliveryZone {
        name: "Barranco, de noche".to_owned(),
        districts: vec!["Barranco".to_owned()],
        hours: Some(WeeklyHours::every_day(NIGHT)),
        ..new_zone()
    };
    hours
        .draft
        .update(|draft| draft.delivery_zones = vec![near(), far]);
    hours
}

fn zone(open: Option<usize>) -> AnyView {
    view! { <ul class="hours zones"><Zone hours=zoned() index=0 open=RwSignal::new(open) /></ul> }.into_any()
}
