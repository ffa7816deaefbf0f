//! Three cards of a request: its facts and its customer, the diet and allergies, and its history.

use super::link::{LinkByWhatsApp, PrivateLink};
use crate::components::ticket_catering::Diet;
use crate::state::catering::{Row, facts, history};
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use api::catering::{CateringContact, CateringView};
use domain::customer::first_name;
use domain::written::shown_phone;
use leptos::prelude::*;
use texts::now::console::catering as texts;
use ui::icon::Icon;

/// Diet and allergies, and the changes for which the customer waits.
#[component]
pub fn Warnings(request: Memo<CateringView>) -> AnyView {
    let diet = memo(move || request.with(|request| request.page.diet.clone()));
    let wish = memo(move || request.with(wish));
    let notice = |text: String| {
        view! {
            <div class="notice notice--warning catering__text">
                <p class="notice__title">{texts::CHANGE_WANTED}</p>
                <p>{text}</p>
            </div>
        }
    };
    view! {
        {move || Some(diet.get()).filter(|diet| !diet.is_empty()).map(|text| view! { <Diet text /> })}
        {move || wish.get().map(notice)}
    }
    .into_any()
}

/// What the customer wants changed, while nobody has answered it.
fn wish(request: &CateringView) -> Option<String> {
    let page = &request.page;
    let wish = page.messages.iter().rev().find(|message| message.wants_change);
    wish.filter(|_| page.wants_change).map(|wish| wish.text.clone())
}

#[component]
pub fn Wanted(request: Memo<CateringView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let rows = memo(move || {
        request.with(|request| {
            restaurant.with_tenant(|tenant| facts(request, tenant, |at| restaurant.moment(at)))
        })
    });
    let contact = memo(move || request.with(|request| request.page.contact.clone()));
    let link = memo(move || request.with(|request| request.page.link.clone()));
    let row = |(name, value): Row| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <section class="card">
            <h2 class="card__title">{texts::ASKED}</h2>
            <dl class="facts">{move || rows.get().into_iter().map(row).collect_view()}</dl>
        </section>
        <section class="card">
            <h2 class="card__title">{texts::CONTACT}</h2>
            {move || view_contact(contact.get(), link.get())}
        </section>
    }
    .into_any()
}

fn view_contact(contact: CateringContact, link: Option<String>) -> AnyView {
    let phone = shown_phone(&contact.phone);
    let company = match (contact.company.as_str(), contact.ruc.as_str()) {
        (name, "") => name.to_owned(),
        (name, ruc) => texts::company(name, ruc),
    };
    let email = (!contact.email.is_empty()).then(|| {
        view! {
            <a class="button" href=format!("mailto:{}", contact.email)>
                {contact.email.clone()}
            </a>
        }
    });
    let by_whatsapp = link.clone().map(|link| {
        let name = first_name(&contact.name).to_owned();
        view! { <LinkByWhatsApp phone=contact.phone.clone() name link /> }
    });
    view! {
        <p>
            <strong>{contact.name}</strong>
        </p>
        {(!company.is_empty()).then(|| view! { <p class="muted">{company}</p> })}
        <div class="cluster">
            <a class="button" href=format!("tel:{}", contact.phone.replace(' ', ""))>
                <Icon name="phone" />
                {phone}
            </a>
            {email}
            {by_whatsapp}
        </div>
        {link.map(|link| view! { <PrivateLink link /> })}
    }
    .into_any()
}

/// What happened, oldest first.
#[component]
pub fn History(request: Memo<CateringView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let rows = memo(move || request.with(|request| history(request, |at| restaurant.moment(at))));
    let row = |text: String| view! { <li>{text}</li> };
    view! {
        <section class="card">
            <h2 class="card__title">{texts::HISTORY}</h2>
            <ol class="stack">{move || rows.get().into_iter().map(row).collect_view()}</ol>
        </section>
    }
    .into_any()
}
