//! A sheet with all that was written, and what was answered or is to be.

use super::claim_card::letter_waits;
use super::claim_letter::ClaimLetter;
use super::claim_reply::ClaimReply;
use crate::routes::Screen;
use crate::state::house::House;
use crate::state::kept::Kept;
use leptos::prelude::*;
use shared::api::claims::ClaimView;
use shared::domain::claim::ClaimForm;
use shared::domain::written::shown_phone;
use shared::texts::es::{claims, console as texts};

type Fact = (&'static str, String);

#[component]
pub fn ClaimBody(view: ClaimView, kept: Kept) -> AnyView {
    let house = House::expect();
    let order = view.claim.order_id.is_some().then(|| {
        let number = view.claim.form.order.trim_start_matches(['#', ' ']);
        let href = format!("{}?buscar={number}", Screen::Orders.href());
        view! { <a class="button" href=href>{texts::CLAIM_SEE_ORDER}</a> }
    });
    let answer = match (&view.reply, letter_waits(&view)) {
        (None, _) => view! { <ClaimReply view=view.clone() kept /> }.into_any(),
        (Some(_), true) => view! { <ClaimLetter view=view.clone() kept /> }.into_any(),
        (Some(_), false) => replied(&view, house),
    };
    view! {
        <div class="record__body">
            {section(texts::CLAIM_SHEET, sheet(&view, house))}
            {section(texts::CLAIM_CONSUMER, consumer(&view.claim.form))}
            {order}
            {answer}
        </div>
    }
    .into_any()
}

fn section(title: &'static str, facts: Vec<Fact>) -> AnyView {
    let facts: Vec<AnyView> = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <section>
            <h3>{title}</h3>
            <dl class="facts claim__facts">{facts}</dl>
        </section>
    }
    .into_any()
}

fn sheet(view: &ClaimView, house: House) -> Vec<Fact> {
    let (claim, form) = (&view.claim, &view.claim.form);
    let about = match form.description.as_str() {
        "" => claims::thing(form.thing).to_owned(),
        description => format!("{}: {description}", claims::thing(form.thing)),
    };
    vec![
        (texts::CLAIM_TOLD, form.detail.clone()),
        (texts::CLAIM_ASKED, form.request.clone()),
        (texts::CLAIM_ABOUT, about),
        (texts::CLAIM_ORDER, form.order.clone()),
        (
            texts::CLAIM_AMOUNT,
            form.amount_cents
                .map(|amount| house.format(amount))
                .unwrap_or_default(),
        ),
        (texts::CLAIM_BRANCH, claim.provider.branch.clone()),
        (texts::CLAIM_FILED, claims::moment(&house.zone(), claim.filed_at)),
        (texts::CLAIM_DUE, claims::date(claim.due)),
        (texts::CLAIM_REPLY_BY, claims::reply_by(form.reply_by).to_owned()),
    ]
}

fn consumer(form: &ClaimForm) -> Vec<Fact> {
    let guardian = &form.guardian;
    let guardian = [
        guardian.name.clone(),
        guardian.email.clone(),
        shown_phone(&guardian.phone),
        guardian.address.clone(),
    ];
    let guardian: Vec<String> = guardian.into_iter().filter(|text| !text.is_empty()).collect();
    vec![
        (texts::NAME, form.name.clone()),
        (claims::document(form.document_kind), form.document.clone()),
        (texts::CLAIM_MAIL, form.email.clone()),
        (texts::CLAIM_PHONE, shown_phone(&form.phone)),
        (texts::CLAIM_ADDRESS, form.address.clone()),
        (texts::CLAIM_GUARDIAN, guardian.join("\n")),
    ]
}

fn replied(view: &ClaimView, house: House) -> AnyView {
    let Some(reply) = &view.reply else {
        return ().into_any();
    };
    let when = view.answered_at.unwrap_or(reply.at);
    let facts = vec![
        (texts::CLAIM_REPLIED, reply.answer.clone()),
        (texts::CLAIM_ACTIONS, reply.actions.clone()),
        (
            texts::CLAIM_SIGNATURE,
            texts::replied_by(&reply.by.name, &claims::moment(&house.zone(), when)),
        ),
    ];
    let undelivered = view.undelivered_at.map(|_| {
        view! {
            <div class="notice notice--warning record__wide">
                <p class="notice__title">{texts::CLAIM_UNDELIVERED}</p>
                <p>{texts::CLAIM_UNDELIVERED_TEXT}</p>
            </div>
        }
    });
    view! {
        {undelivered}
        {section(texts::CLAIM_REPLIED, facts)}
    }
    .into_any()
}
