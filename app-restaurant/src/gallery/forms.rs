//! Fields, buttons and places that several screens have.

use super::States;
use crate::components::claim_text::{ClaimText, Wrong};
use crate::components::empty::Empty;
use crate::components::twice::Twice;
use crate::pages::catering::field::{Field, Summary, Takes, Wrong as Problems};
use ::texts::now::{console as texts, console::catering, errors};
use domain::customer::FieldProblem;
use leptos::prelude::*;
use ui::gallery::component;

pub fn components() -> Vec<AnyView> {
    vec![
        component("Field", fields()),
        component("Field, by what it takes", takes()),
        component("Summary", summaries()),
        component("ClaimText", claim_texts()),
        component("Twice", twice()),
        component("Empty", empty()),
    ]
}

fn missing() -> String {
    errors::field(FieldProblem::Missing)
}

/// A field for a text, with what is said about it.
fn field(pointer: &str, begin: &str, problems: Problems, optional: bool) -> AnyView {
    let value = RwSignal::new(begin.to_owned());
    let set = Callback::new(move |text| value.set(text));
    let (pointer, label, hint) = (pointer.to_owned(), catering::MESSAGE, catering::MESSAGE_HINT);
    view! { <Field wrong=problems pointer label value set optional hint /> }.into_any()
}

fn fields() -> States {
    let (fine, wrong) = (Problems::new(), Problems::new());
    wrong.note("/muestra-4", missing());
    vec![
        ("empty", field("/muestra-1", "", fine, false)),
        ("filled", field("/muestra-2", "Lucía Rojas", fine, false)),
        ("optional", field("/muestra-3", "", fine, true)),
        ("wrong", field("/muestra-4", "", wrong, false)),
    ]
}

fn takes() -> States {
    let drawn = |name: &'static str, takes: Takes, label: &'static str, begin: &str| {
        let value = RwSignal::new(begin.to_owned());
        let set = Callback::new(move |text| value.set(text));
        let pointer = format!("/muestra-{takes:?}");
        let wrong = Problems::new();
        (
            name,
            view! { <Field wrong pointer label value set takes /> }.into_any(),
        )
    };
    vec![
        drawn("several lines", Takes::LongText, catering::MESSAGE, ""),
        drawn("day", Takes::Date, catering::DATE, "2026-11-26"),
        drawn("time", Takes::Time, catering::TIME, "13:00"),
        drawn("count", Takes::Count, catering::QUANTITY, "40"),
        drawn("amount", Takes::Amount, catering::AMOUNT, "74.80"),
        drawn("telephone", Takes::Phone, texts::PHONE, "987654321"),
        drawn("e-mail", Takes::Email, texts::MAIL, "lucia.rojas@ejemplo.pe"),
    ]
}

/// A form of one field, with what is wrong with it above.
fn summaries() -> States {
    let drawn = |pointer: &'static str| {
        let wrong = Problems::new();
        wrong.note(pointer, missing());
        let field = field(pointer, "", wrong, false);
        view! {
            <Summary wrong />
            {field}
        }
        .into_any()
    };
    vec![
        ("a field", drawn("/date")),
        ("a field of a line", drawn("/lines/0/qty")),
    ]
}

fn claim_texts() -> States {
    let drawn = |id: &str, optional: bool, problems: RwSignal<Wrong>| {
        let value = RwSignal::new(String::new());
        let (id, hint) = (id.to_owned(), texts::CLAIM_REPLY_HINT.to_owned());
        let (label, pointer) = (texts::CLAIM_REPLY, "/answer");
        view! { <ClaimText id label longest=4_000 optional hint value problems pointer /> }.into_any()
    };
    let wrong = vec![("/answer".to_owned(), missing())];
    vec![
        ("empty", drawn("texto-1", false, RwSignal::default())),
        ("optional", drawn("texto-2", true, RwSignal::default())),
        ("wrong", drawn("texto-3", false, RwSignal::new(wrong))),
    ]
}

fn twice() -> States {
    let drawn = |busy: bool, class: &'static str| {
        let (busy, act) = (RwSignal::new(busy), Callback::new(|()| {}));
        view! { <Twice words=texts::HAND_BACK sure=texts::HAND_BACK_SURE busy act class /> }.into_any()
    };
    vec![
        ("to be pressed twice", drawn(false, "button")),
        ("primary", drawn(false, "button button--primary")),
        ("busy", drawn(true, "button")),
    ]
}

fn empty() -> States {
    let (art, title, text) = ("empty_orders", texts::NOTHING_OPEN, texts::NOTHING_OPEN_TEXT);
    vec![
        ("with a picture", view! { <Empty art title text /> }.into_any()),
        (
            "with a way on",
            view! {
                <Empty art title text>
                    <a class="button" href=super::PATH>{texts::GO_HOME}</a>
                </Empty>
            }
            .into_any(),
        ),
    ]
}
