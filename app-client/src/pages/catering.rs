//! Catering: packages with their prices, how it works, common questions, and the form to ask for a quote.

use crate::components::figure::figure;
use crate::components::known_restaurant::{when_ready, with_tenant};
use crate::pages::catering_parts::{Part, catering_part};
use crate::state::restaurant::RestaurantState;
use api::pages::Page;
use domain::catalog::pictures::is_drawing;
use domain::catering::{CateringPackage, PackagePrice};
use domain::tenant::Tenant;
use leptos::prelude::*;
use texts::now::storefront::catering as texts;
use ui::dynamic::{dynamic, nothing};
use ui::icon::Icon;

/// Where the form is on the page.
pub const FORM: &str = "cotizar";

pub fn catering_page() -> AnyView {
    let restaurant = RestaurantState::expect();
    when_ready(Memo::new(move |_| restaurant.known().is_some()), move || {
        view! {
            {with_tenant(intro)}
            <div class="page">
                {with_tenant(packages)}
                <section class="section quote" id=FORM tabindex="-1" aria-labelledby="cotizar-titulo">
                    {with_tenant(how)}
                    {form(restaurant)}
                </section>
                {with_tenant(questions)}
            </div>
        }
        .into_any()
    })
}

/// What only this browser knows, such as what was typed before, comes after the first drawing.
fn form(restaurant: RestaurantState) -> AnyView {
    let awake = Memo::new(move |_| restaurant.awake());
    dynamic(move || match awake.get() {
        true => catering_part(Part::Form),
        false => waiting_for_form(),
    })
}

/// What stands in the place of the form until its code is here.
pub fn waiting_for_form() -> AnyView {
    view! {
        <div class="card">
            <p class="working" role="status">
                {texts::LOADING_FORM}
            </p>
            <span class="skeleton skeleton--block" aria-hidden="true"></span>
            <span class="skeleton skeleton--block" aria-hidden="true"></span>
        </div>
    }
    .into_any()
}

fn intro(tenant: &Tenant) -> AnyView {
    let settings = &tenant.catering;
    let art = settings
        .packages
        .get(1)
        .or(settings.packages.first())
        .map(|package| package.image.clone())
        .filter(|image| !image.is_empty());
    view! {
        <section class="intro ember edge">
            <div class="intro__in">
                <p>{texts::CATERING}</p>
                <h1>{texts::TITLE}</h1>
                <p>{texts::lead(settings.min_guests, settings.max_guests)}</p>
                {art.map(|src| view! { <img class="intro__art" src=src width="320" height="320" alt="" fetchpriority="high" /> })}
            </div>
        </section>
    }
    .into_any()
}

fn packages(tenant: &Tenant) -> AnyView {
    if tenant.catering.packages.is_empty() {
        return nothing();
    }
    let cards: Vec<AnyView> = tenant
        .catering
        .packages
        .iter()
        .map(|package| card(package, tenant))
        .collect();
    view! {
        <section class="section packs" aria-label=texts::PACKAGES>
            {cards}
        </section>
    }
    .into_any()
}

pub(crate) fn card(package: &CateringPackage, tenant: &Tenant) -> AnyView {
    let contents: Vec<AnyView> = package
        .contents
        .iter()
        .map(|entry| {
            view! {
                <li>
                    <Icon name="check" />
                    {entry.clone()}
                </li>
            }
            .into_any()
        })
        .collect();
    let beside = match package.price {
        PackagePrice::Whole { .. } => texts::per_person(&tenant.format(package.price.per_person())),
        PackagePrice::PerPerson { .. } => texts::PER_PERSON.to_owned(),
    };
    let photo = !is_drawing(&package.image);
    // A package without a picture keeps its ground.
    let picture = Some(package.image.clone()).filter(|image| !image.is_empty());
    let href = [Page::Catering.href(), "?paquete=", package.id.as_str(), "#", FORM].concat();
    view! {
        <article class="pack">
            <div class=if photo { "pic pic--photo" } else { "pic" }>
                {picture.map(|src| view! { <img src=src width="320" height="320" alt="" loading="lazy" /> })}
            </div>
            <h2>{package.name.clone()}</h2>
            <p class="muted">{[texts::package_for(package.price).as_str(), ". ", &package.description].concat()}</p>
            <ul>{contents}</ul>
            <p class="pack__price">
                {figure(tenant.currency, package.price.unit())}
                <span>{beside}</span>
            </p>
            <a class="button button--block" href=href>
                {texts::choose(&package.name)}
            </a>
        </article>
    }
    .into_any()
}

fn how(tenant: &Tenant) -> AnyView {
    let settings = &tenant.catering;
    let (tell, tell_text) = texts::HOW_TELL;
    let steps = [
        (Some("now"), tell, tell_text.to_owned()),
        (
            None,
            texts::HOW_QUOTE,
            texts::answered_within(settings.answer_hours),
        ),
        (
            None,
            texts::HOW_ACCEPT,
            texts::reserved_with(settings.deposit_percent),
        ),
    ];
    let steps: Vec<AnyView> = steps.map(|(state, title, text)| step(state, title, text)).into();
    view! {
        <div class="quote__side">
            <h2 id="cotizar-titulo">{texts::ASK_TITLE}</h2>
            <p class="muted">{texts::ASK_TEXT}</p>
            <ol class="path" aria-label=texts::HOW>
                {steps}
            </ol>
        </div>
    }
    .into_any()
}

/// A step of a path.
pub fn step(state: Option<&'static str>, title: &'static str, text: String) -> AnyView {
    view! {
        <li data-state=state aria-current=(state == Some("now")).then_some("step")>
            <div>
                <b>{title}</b>
                <p>{text}</p>
            </div>
        </li>
    }
    .into_any()
}

fn questions(tenant: &Tenant) -> AnyView {
    let settings = &tenant.catering;
    let fixed = |(question, answer): (&'static str, &'static str)| (question, answer.to_owned());
    let asked = [
        (texts::ASKED_NOTICE, texts::notice_answer(settings.notice_hours)),
        (
            texts::ASKED_PAY,
            texts::pay_answer(settings.deposit_percent, settings.balance_hours),
        ),
        (
            texts::ASKED_CANCEL,
            texts::cancel_answer(settings.free_cancel_hours),
        ),
        fixed(texts::ASKED_CHANGE),
        fixed(texts::ASKED_DIET),
        fixed(texts::ASKED_RECEIPT),
    ];
    let rows: Vec<AnyView> = asked
        .map(|(question, answer)| {
            view! {
                <details>
                    <summary>
                        {question}
                        <Icon name="down" />
                    </summary>
                    <p>{answer}</p>
                </details>
            }
            .into_any()
        })
        .into();
    view! {
        <section class="section">
            <div class="section__head">
                <h2>{texts::QUESTIONS}</h2>
            </div>
            <div class="questions">{rows}</div>
        </section>
    }
    .into_any()
}
