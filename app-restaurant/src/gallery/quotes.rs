//! A quote that is being made, and a request that is taken by telephone. What is typed into the form for requests by
//! telephone is as on its own page: it is here once, as it was left.

use super::States;
use super::requests::{menu, one};
use super::samples::branches;
use crate::pages::catering::field::Wrong;
use crate::pages::catering::menu::Menu;
use crate::pages::catering::phone::{Form as PhoneRequest, Package, Place, Typed, before, view_stored};
use crate::pages::catering::quote::{Form, Making};
use crate::pages::catering::quote_lines::Lines;
use crate::pages::catering::quote_terms::{Event, Fees, Terms};
use crate::state::catering::{Editor, PhoneForm, Source};
use crate::state::restaurant::RestaurantState;
use ::texts::now::errors;
use api::catering::CateringRequested;
use domain::customer::FieldProblem;
use leptos::prelude::*;
use ui::gallery::{alone, component, on_demand};
use ui::sent_before::sent_before;

pub fn components() -> Vec<AnyView> {
    vec![
        component("Making", quotes()),
        component("Lines", lines()),
        component("Menu", menus()),
        component("Fees", fees()),
        component("Event", events()),
        component("Terms", terms()),
        component("Form of a request by telephone", phone_requests()),
        component("Place", places()),
        component("Package", packages()),
    ]
}

fn missing() -> String {
    errors::field(FieldProblem::Missing)
}

fn quotes() -> States {
    let drawn = |first: u64, name: &str| {
        let (request, menu) = (RwSignal::new(one(first, name)), RwSignal::new(Some(menu())));
        view! { <Making request menu /> }.into_any()
    };
    vec![
        ("the first one", drawn(500, "new")),
        ("without a package", drawn(530, "by telephone")),
        ("another version", drawn(560, "to be quoted again")),
        ("overtaken", overtaken()),
        ("no more", drawn(620, "scheduled")),
    ]
}

/// Somebody else sends another version while it is open.
fn overtaken() -> AnyView {
    let (request, menu) = (RwSignal::new(one(590, "quoted")), RwSignal::new(Some(menu())));
    let drawn = view! { <Making request menu /> }.into_any();
    request.set(one(590, "quoted again"));
    drawn
}

/// The parts of a quote for a request in this state, and whether something is wrong with it.
fn form(name: &str, wrong_at: &str) -> Option<Form> {
    let (view, restaurant) = (one(650, name)?, RestaurantState::expect());
    let today = restaurant.today();
    let editor = restaurant.with_tenant(|tenant| Editor::of(&view, tenant, today));
    let wrong = Wrong::new();
    if !wrong_at.is_empty() {
        wrong.note(wrong_at, missing());
    }
    Some(Form {
        editor: RwSignal::new(editor),
        menu: StoredValue::new(menu()),
        wrong,
    })
}

/// These forms, drawn in a way.
fn each<const N: usize>(forms: [(&'static str, Option<Form>); N], draw: impl Fn(Form) -> AnyView) -> States {
    let drawn = |(name, form): (&'static str, Option<Form>)| Some((name, draw(form?)));
    forms.into_iter().filter_map(drawn).collect()
}

fn lines() -> States {
    let with_dish = form("quoted", "");
    if let Some(form) = with_dish {
        let dish = menu().catalog.products.into_iter().next();
        form.editor.update(|editor| {
            if let Some(dish) = dish {
                editor.push(Source::Dish, dish.id.as_str(), &dish.name, 4);
            }
        });
    }
    let none = form("quoted", "/lines");
    if let Some(form) = none {
        form.editor.update(|editor| editor.lines.clear());
    }
    let forms = [
        ("as a package", form("new", "")),
        ("of every kind", with_dish),
        ("wrong", form("quoted", "/lines/1/qty")),
        ("none", none),
    ];
    each(forms, |form| view! { <Lines form /> }.into_any())
}

fn menus() -> States {
    each([("to be searched", form("new", ""))], |form| {
        view! { <Menu form /> }.into_any()
    })
}

fn fees() -> States {
    let forms = [
        ("none", form("new", "")),
        ("one", form("quoted", "")),
        ("wrong", form("quoted", "/fees/0/amountCents")),
    ];
    each(forms, |form| view! { <Fees form /> }.into_any())
}

fn events() -> States {
    let forms = [("filled", form("new", "")), ("wrong", form("new", "/guests"))];
    each(forms, |form| view! { <Event form /> }.into_any())
}

fn terms() -> States {
    let forms = [
        ("new", form("new", "")),
        ("filled", form("quoted again", "")),
        ("wrong", form("new", "/depositPercent")),
    ];
    each(forms, |form| view! { <Terms form /> }.into_any())
}

fn phone_requests() -> States {
    let stored = RwSignal::new(None::<CateringRequested>);
    let stored_before =
        one(680, "by telephone").map(|view| sent_before(before(&requested(view)), || {}, || {}));
    vec![
        ("as it was left", view! { <PhoneRequest stored /> }.into_any()),
        ("stored before it was changed", stored_before.into_any()),
        (
            "stored",
            on_demand(|| {
                one(680, "by telephone")
                    .map(|view| view_stored(&requested(view)))
                    .into_any()
            }),
        ),
    ]
}

fn requested(view: api::catering::CateringView) -> CateringRequested {
    CateringRequested {
        id: view.page.id,
        number: view.page.number,
        status: view.page.status,
        email: None,
        link: "muestra".to_owned(),
    }
}

/// What is typed so far, and where something is wrong.
fn typed(form: PhoneForm, wrong_at: &str) -> Typed {
    let wrong = Wrong::new();
    if !wrong_at.is_empty() {
        wrong.note(wrong_at, missing());
    }
    Typed {
        form: RwSignal::new(form),
        wrong,
    }
}

fn places() -> States {
    let drawn = |pickup: bool, wrong_at: &str| {
        let branch = branches().into_iter().next();
        let form = PhoneForm {
            pickup,
            line: "Calle Los Sauces 120".to_owned(),
            district: "San Isidro".to_owned(),
            branch: branch.map(|branch| branch.to_string()).unwrap_or_default(),
            ..PhoneForm::default()
        };
        alone(view! { <Place typed=typed(form, wrong_at) /> }.into_any())
    };
    vec![
        ("to an address", drawn(false, "")),
        ("to an address, wrong", drawn(false, "/fulfilment/address/line")),
        ("over the counter", drawn(true, "")),
    ]
}

fn packages() -> States {
    let drawn = |wrong_at: &str| view! { <Package typed=typed(PhoneForm::default(), wrong_at) /> }.into_any();
    vec![("to be chosen", drawn("")), ("wrong", drawn("/package"))]
}
