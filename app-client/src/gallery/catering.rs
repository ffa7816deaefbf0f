//! Catering: its packages, the form to ask for it, and the page of a request.

use super::States;
use super::paying::{CODE, payment_of};
use crate::pages::catering::card;
use crate::pages::catering_doing::{Doing, What, doing_sheet};
use crate::pages::catering_fields::{contact, event, food, place};
use crate::pages::catering_filled::Filled;
use crate::pages::catering_list::{empty, row};
use crate::pages::catering_payment::standing;
use crate::pages::catering_quote::{asked_for, messages, no_quote, quote_ticket};
use crate::pages::catering_request::{buttons, money_back, way};
use crate::pages::catering_sent::acknowledged;
use crate::state::catering::{Draft, asked, of_quote};
use crate::state::paying::Stand;
use crate::state::payment::{Paid, Paying};
use api::catalog::Storefront;
use api::catering::{CateringPage, CateringRequested, DayAnswer, PaymentPart};
use api::payments::{PaymentView, Qr};
use domain::cart::FulfilmentKind;
use domain::catering::DayProblem;
use domain::order::Actor;
use domain::payment::PaymentMethod;
use domain::staff::Role;
use domain::tenant::Tenant;
use leptos::prelude::*;
use ui::clock::device_time;
use ui::dynamic::tap;
use ui::gallery::requests::Requests;
use ui::gallery::{alone, component, narrow, on_demand};

/// The secret part of a private link that leads nowhere.
const LINK: &str = "muestra";

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    let tenant = &storefront.tenant;
    vec![
        narrow("a package", packages(tenant)),
        component("form: the event", events(tenant)),
        component("form: the place", places(tenant)),
        component("form: the food", foods()),
        component("form: the contact", contacts()),
        component("acknowledged", acknowledgements(tenant)),
        component(
            "a request in the list",
            each(tenant, &[], |page| row(&page, tenant)),
        ),
        component("no requests", vec![("none", empty())]),
        component(
            "the way of a request",
            each(tenant, &[], |page| way(tenant, page)),
        ),
        component(
            "the buttons of a request",
            each(tenant, &[], |page| buttons(&page, doing(&page))),
        ),
        component("quote_ticket", quotes(tenant)),
        component(
            "messages",
            each(tenant, &["to be quoted again"], |page| {
                messages(&page.messages, &tenant.zone)
            }),
        ),
        component(
            "asked_for",
            each(tenant, &["new", "by telephone"], |page| asked_for(tenant, &page)),
        ),
        component(
            "money_back",
            each(tenant, &["cancelled"], |page| {
                money_back(tenant, page.status, page.money)
            }),
        ),
        component("doing_sheet", doings(tenant)),
        component("a payment of catering", payments(tenant)),
    ]
}

fn packages(tenant: &Tenant) -> States {
    let packages = tenant.catering.packages.iter().take(2);
    packages
        .map(|package| ("package", card(package, tenant)))
        .collect()
}

/// Each request of these states, or of all, as its customer sees it, drawn in a way.
fn each(tenant: &Tenant, names: &[&str], draw: impl Fn(CateringPage) -> AnyView) -> States {
    let samples = pages(tenant).into_iter();
    let wanted = samples.filter(|(name, _)| names.is_empty() || names.contains(name));
    wanted.map(|(name, page)| (name, draw(page))).collect()
}

fn pages(tenant: &Tenant) -> Vec<(&'static str, CateringPage)> {
    let by = Actor {
        id: "s_muestra".to_owned(),
        name: "Gloria Quispe".to_owned(),
        role: Role::Manager,
    };
    let now = device_time();
    let samples = Requests { tenant, by, now }.in_every_state(1);
    samples
        .into_iter()
        .map(|(name, view)| (name, view.page))
        .collect()
}

fn one(tenant: &Tenant, name: &str) -> Option<CateringPage> {
    let mut samples = pages(tenant).into_iter();
    samples.find(|(known, _)| *known == name).map(|(_, page)| page)
}

/// What can be done about a request that is known already.
fn doing(page: &CateringPage) -> Doing {
    let doing = Doing::of(LINK.to_owned());
    doing.request.learn(page.clone());
    doing
}

/// A request as it is typed: for a day of the next weeks.
fn draft(tenant: &Tenant) -> Draft {
    let date = tenant.zone.date(device_time()).plus_days(14);
    Draft {
        occasion: "Almuerzo de fin de año".to_owned(),
        date: date.to_string(),
        time: "13:00".to_owned(),
        guests: tenant.catering.min_guests.max(40).to_string(),
        line: "Calle Los Sauces 120".to_owned(),
        district: "San Isidro".to_owned(),
        package: tenant.catering.packages.first().map(|package| package.id.clone()),
        diet: "Dos personas celíacas".to_owned(),
        name: "Lucía Rojas".to_owned(),
        phone: "987 654 321".to_owned(),
        email: "lucia.rojas@ejemplo.pe".to_owned(),
        ..Draft::default()
    }
}

/// Part of the form, as it stands on its page.
fn in_form(part: AnyView) -> AnyView {
    view! {
        <div class="quote" style:display="block">
            <form class="card" on:submit=|event| event.prevent_default()>
                {part}
            </form>
        </div>
    }
    .into_any()
}

fn events(tenant: &Tenant) -> States {
    let drawn = |filled: Filled, wrong: &'static [&'static str]| {
        let problems = super::fields::wrong_at(wrong);
        in_form(event(filled, problems))
    };
    let answered = |problem: Option<DayProblem>| {
        let draft = draft(tenant);
        let day = tenant.zone.date(device_time());
        let answer = DayAnswer {
            free: problem.is_none(),
            next_free: problem.map(|_| day.plus_days(16)),
            problem,
            message: String::new(),
        };
        let question = asked(&draft, tenant);
        let filled = Filled::of(draft);
        filled.day.answer.set(question.map(|question| (question, answer)));
        drawn(filled, &[])
    };
    vec![
        ("empty", drawn(Filled::of(Draft::default()), &[])),
        ("filled", drawn(Filled::of(draft(tenant)), &[])),
        ("the day is free", answered(None)),
        ("the day is full", answered(Some(DayProblem::Full))),
        (
            "wrong",
            drawn(
                Filled::of(Draft::default()),
                &["package", "occasion", "date", "time", "guests"],
            ),
        ),
    ]
}

fn places(tenant: &Tenant) -> States {
    let drawn = |draft: Draft, wrong: &'static [&'static str]| {
        let problems = super::fields::wrong_at(wrong);
        in_form(place(Filled::of(draft), problems))
    };
    let pickup = Draft {
        kind: FulfilmentKind::Pickup,
        branch: tenant.branches.first().map(|branch| branch.id.clone()),
        ..draft(tenant)
    };
    let nowhere = Draft {
        branch: None,
        ..pickup.clone()
    };
    vec![
        ("to an address", drawn(draft(tenant), &[])),
        ("to an address, wrong", drawn(Draft::default(), &["address-line"])),
        ("over the counter", drawn(pickup, &[])),
        ("over the counter, wrong", drawn(nowhere, &["branch"])),
    ]
}

fn foods() -> States {
    let drawn = |wrong: &'static [&'static str]| {
        let problems = super::fields::wrong_at(wrong);
        in_form(food(Filled::of(Draft::default()), problems))
    };
    vec![("empty", drawn(&[])), ("wrong", drawn(&["budget"]))]
}

fn contacts() -> States {
    let drawn = |wrong: &'static [&'static str]| {
        let problems = super::fields::wrong_at(wrong);
        in_form(contact(Filled::of(Draft::default()), problems))
    };
    vec![("empty", drawn(&[])), ("wrong", drawn(&["name", "phone", "ruc"]))]
}

/// Drawn by a button, because it takes the focus.
fn acknowledgements(tenant: &Tenant) -> States {
    let Some(page) = one(tenant, "new") else {
        return States::new();
    };
    let drawn = move || {
        let requested = CateringRequested {
            id: page.id.clone(),
            number: page.number,
            status: page.status,
            email: Some(page.contact.email.clone()),
            link: LINK.to_owned(),
        };
        acknowledged(requested, RwSignal::new(None))
    };
    vec![("stored", on_demand(drawn))]
}

fn quotes(tenant: &Tenant) -> States {
    each(tenant, &[], |page| match &page.quote {
        Some(quote) => quote_ticket(tenant, &of_quote(&page), quote, doing(&page)),
        None => no_quote(tenant, &page),
    })
}

/// The sheet, and what opens it.
fn doings(tenant: &Tenant) -> States {
    let Some(page) = one(tenant, "quoted") else {
        return States::new();
    };
    let doing = doing(&page);
    let button = |what: What| {
        let begin = tap(move || doing.begin(what));
        view! { <button type="button" class="button" on:click=begin>"Open"</button> }.into_any()
    };
    vec![
        ("before a quote is accepted", button(What::Accept)),
        ("a wish for changes", button(What::Change)),
        ("before it is declined", button(What::Decline)),
        ("a message", button(What::Write)),
        ("before it is cancelled", button(What::Cancel)),
        ("the sheet", doing_sheet(doing)),
    ]
}

fn payments(tenant: &Tenant) -> States {
    let Some(page) = one(tenant, "accepted") else {
        return States::new();
    };
    let Some(payment) = payment_of(page.money.total_cents) else {
        return States::new();
    };
    let scanned = PaymentView {
        qr: Some(Qr {
            payload: LINK.to_owned(),
            svg: CODE.to_owned(),
        }),
        simulated: false,
        ..payment.clone()
    };
    let method = RwSignal::new(PaymentMethod::Yape);
    let drawn = |stand: Stand, payment: &PaymentView, part: PaymentPart| {
        let link = LINK.to_owned();
        let paying = Paying::of(Paid::Catering { link, part });
        let drawn = standing(stand, &page, payment, part, paying, method, super::PATH);
        alone(view! { <div class="pay">{drawn}</div> }.into_any())
    };
    let (deposit, everything) = (PaymentPart::Deposit, PaymentPart::Everything);
    vec![
        ("the deposit", drawn(Stand::Unopened, &payment, deposit)),
        ("everything", drawn(Stand::Unopened, &payment, everything)),
        ("waiting, pretended", drawn(Stand::Waiting, &payment, deposit)),
        ("waiting, with a code", drawn(Stand::Waiting, &scanned, deposit)),
        ("rejected", drawn(Stand::Rejected, &payment, deposit)),
        ("nothing owed", drawn(Stand::Settled, &payment, deposit)),
    ]
}
