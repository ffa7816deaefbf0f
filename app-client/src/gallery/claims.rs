//! The book of claims: a sheet that is filled in, and one that was filed.

use super::States;
use crate::pages::claim_fields::{claim, consumer, thing};
use crate::pages::claim_filled::Form;
use crate::pages::claim_form::{confirmation, number_and_date, provider};
use crate::pages::claim_sheet::drawn;
use crate::state::claim::Draft;
use crate::state::restaurant::RestaurantState;
use api::ApiError;
use api::catalog::Storefront;
use domain::claim::{ClaimForm, Guardian, ReplyBy};
use domain::order::Actor;
use domain::staff::Role;
use leptos::prelude::*;
use ui::clock::device_time;
use ui::gallery::book::{Book, Sheet};
use ui::gallery::{alone, component};
use ui::resource::Resource;

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        component("sheet: its number and date", heads()),
        component("sheet: the consumer", consumers()),
        component("sheet: the thing", things()),
        component("sheet: the claim", claims()),
        component("sheet: its end", ends()),
        component("a sheet that was filed", sheets(storefront)),
    ]
}

fn heads() -> States {
    let restaurant = RestaurantState::expect();
    vec![
        ("number and date", number_and_date(restaurant)),
        ("whose book it is", provider(restaurant)),
    ]
}

/// What is written in a sheet.
fn filled() -> Draft {
    Draft {
        form: ClaimForm {
            name: "Marta Salcedo".to_owned(),
            document: "09876543".to_owned(),
            email: "marta@example.pe".to_owned(),
            phone: "955 555 014".to_owned(),
            order: "101".to_owned(),
            description: "Postre del almuerzo".to_owned(),
            detail: "Pagué el postre y no llegó con el resto del pedido.".to_owned(),
            request: "Que me devuelvan lo que pagué por el postre.".to_owned(),
            ..ClaimForm::default()
        },
        amount: "12.90".to_owned(),
    }
}

fn consumers() -> States {
    let drawn = |draft: Draft, wrong: &'static [&'static str]| {
        let problems = super::fields::wrong_at(wrong);
        alone(consumer(Form::of(draft), problems))
    };
    let mut minor = filled();
    minor.form.minor = true;
    minor.form.guardian = Guardian {
        name: "Elena Salcedo".to_owned(),
        ..Guardian::default()
    };
    vec![
        ("empty", drawn(Draft::default(), &[])),
        ("filled", drawn(filled(), &[])),
        ("of a minor", drawn(minor, &[])),
        (
            "wrong",
            drawn(Draft::default(), &["claim-name", "claim-document"]),
        ),
    ]
}

fn things() -> States {
    let drawn = |draft: Draft, wrong: &'static [&'static str]| {
        let problems = super::fields::wrong_at(wrong);
        alone(thing(Form::of(draft), problems))
    };
    vec![
        ("empty", drawn(Draft::default(), &[])),
        ("filled", drawn(filled(), &[])),
        ("wrong", drawn(filled(), &["claim-amount"])),
    ]
}

fn claims() -> States {
    let drawn = |draft: Draft, wrong: &'static [&'static str]| {
        let problems = super::fields::wrong_at(wrong);
        alone(claim(Form::of(draft), problems))
    };
    let mut letter = filled();
    letter.form.reply_by = ReplyBy::Letter;
    vec![
        ("empty", drawn(Draft::default(), &[])),
        ("filled", drawn(filled(), &[])),
        ("answered by letter", drawn(letter, &[])),
        ("wrong", drawn(Draft::default(), &["claim-detail"])),
    ]
}

fn ends() -> States {
    let drawn = |busy: bool, failure: Option<ApiError>| {
        let form = Form::of(filled());
        alone(confirmation(form, RwSignal::new(busy), RwSignal::new(failure)))
    };
    vec![
        ("to be sent", drawn(false, None)),
        ("on its way", drawn(true, None)),
        ("not sent", drawn(false, Some(ApiError::engine_down()))),
    ]
}

/// Each as its consumer reads it.
fn sheets(storefront: &Storefront) -> States {
    let by = Actor {
        id: "s_muestra".to_owned(),
        name: "Gloria Quispe".to_owned(),
        role: Role::Manager,
    };
    let (tenant, now) = (&storefront.tenant, device_time());
    let book = Book { tenant, by, now };
    let sheets = [book.unanswered(1), book.replied(20), book.offered(40)];
    let sheet = |(name, view): Sheet| {
        let sheet = Resource::new(std::future::pending);
        sheet.learn(view.clone());
        let key = StoredValue::new("muestra".to_owned());
        (name, drawn(&view, tenant, "ejemplo.pe/muestra", sheet, key))
    };
    sheets.into_iter().flatten().map(sheet).collect()
}
