//! A sheet with all that was written, and what was answered or is to be.

use super::claim_card::badge;
use super::claim_letter::ClaimLetter;
use super::claim_offer::ClaimOffer;
use super::claim_order::ClaimOrder;
use super::claim_reply::ClaimReply;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{claims, console as texts};
use api::claims::ClaimView;
use domain::claim::{FiledForm, ReplyBy};
use domain::written::{or_empty, shown_phone};
use leptos::prelude::*;
use ui::resource::Loader;

type Fact = (&'static str, String);

#[component]
pub fn ClaimBody(view: ClaimView, loader: Loader) -> AnyView {
    let restaurant = RestaurantState::expect();
    let order = view.claim.order_id.clone();
    let order = order.map(|order| view! { <ClaimOrder order /> });
    let answer = match (&view.reply, view.letter_waits()) {
        (None, _) if view.answered_at.is_some() => ().into_any(),
        (None, _) => view! { <ClaimReply view=view.clone() loader /> }.into_any(),
        (Some(_), true) => view! { <ClaimLetter view=view.clone() loader /> }.into_any(),
        (Some(_), false) => replied(&view, restaurant),
    };
    let form = &view.claim.form;
    let asked = (!form.request.is_empty()).then(|| {
        view! {
            <p class="claim__asked">
                <b>{texts::CLAIM_ASKED}": "</b>
                {form.request.clone()}
            </p>
        }
    });
    let heading = match view.reply {
        None if view.answered_at.is_none() => texts::claim_to_answer(view.claim.number),
        _ => texts::claim_heading(view.claim.number),
    };
    view! {
        <div class="record__body claim__body">
            <div class="claim__head">
                <h3>{heading}</h3>
                {badge(&view)}
            </div>
            <div class="claim__main">
                <blockquote class="claim__told">{form.detail.clone()}</blockquote>
                {asked}
                {answer}
                <ClaimOffer view=view.clone() loader />
            </div>
            <div class="claim__side">
                {section(texts::CLAIM_SHEET, sheet(&view, restaurant))}
                {section(texts::CLAIM_CONSUMER, consumer(form))}
                {order}
            </div>
        </div>
    }
    .into_any()
}

/// Names and values under a heading, without those that are empty.
pub(super) fn section(title: &'static str, facts: Vec<Fact>) -> AnyView {
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
            <h4>{title}</h4>
            <dl class="facts claim__facts">{facts}</dl>
        </section>
    }
    .into_any()
}

fn sheet(view: &ClaimView, restaurant: RestaurantState) -> Vec<Fact> {
    let (claim, form) = (&view.claim, &view.claim.form);
    let about = match form.description.as_str() {
        "" => claims::thing(form.thing).to_owned(),
        description => format!("{}: {description}", claims::thing(form.thing)),
    };
    vec![
        (texts::CLAIM_KIND, claims::kind(form.kind).to_owned()),
        (texts::CLAIM_ABOUT, about),
        (texts::CLAIM_ORDER, form.order.clone()),
        (
            texts::CLAIM_AMOUNT,
            form.amount_cents
                .map(|amount| restaurant.format(amount))
                .unwrap_or_default(),
        ),
        (texts::CLAIM_BRANCH, claim.provider.branch.clone()),
        (texts::CLAIM_FILED, claims::filed(claim, &restaurant.zone())),
        (claims::PAPER, paper(view, restaurant)),
        (texts::CLAIM_DUE, claims::date(claim.due)),
        (texts::CLAIM_REPLY_BY, claims::reply_by(form.reply_by).to_owned()),
    ]
}

fn consumer(form: &FiledForm) -> Vec<Fact> {
    let guardian = &form.guardian;
    let guardian = [
        guardian.name.clone(),
        or_empty(&guardian.email).to_owned(),
        shown_phone(or_empty(&guardian.phone)),
        guardian.address.clone(),
    ];
    let guardian: Vec<String> = guardian.into_iter().filter(|text| !text.is_empty()).collect();
    vec![
        (texts::NAME, form.name.clone()),
        (claims::document(form.document_kind), form.document.clone()),
        (texts::CLAIM_MAIL, or_empty(&form.email).to_owned()),
        (texts::CLAIM_PHONE, shown_phone(or_empty(&form.phone))),
        (texts::CLAIM_ADDRESS, form.address.clone()),
        (texts::CLAIM_GUARDIAN, guardian.join("\n")),
    ]
}

/// What is known of the paper: its number, and who typed it in when.
fn paper(view: &ClaimView, restaurant: RestaurantState) -> String {
    let Some(paper) = &view.claim.paper else {
        return String::new();
    };
    let when = claims::moment(&restaurant.zone(), paper.entered_at);
    texts::paper_entered(&paper.number, &paper.entered_by.name, &when)
}

fn replied(view: &ClaimView, restaurant: RestaurantState) -> AnyView {
    let Some(reply) = &view.reply else {
        return ().into_any();
    };
    let mut facts = vec![
        (texts::CLAIM_REPLIED, reply.answer.clone()),
        (texts::CLAIM_ACTIONS, reply.actions.clone()),
    ];
    if let Some(amount) = reply.refund_cents {
        let words = texts::refund_stands(amount, view.refunded_cents, |amount| restaurant.format(amount));
        facts.push((texts::REFUND_TITLE, words));
    }
    let written = claims::moment(&restaurant.zone(), reply.at);
    facts.push((
        texts::CLAIM_SIGNATURE,
        texts::replied_by(&reply.by.name, &written),
    ));
    if let Some(at) = view.answered_at {
        let by_letter = view.claim.form.reply_by == ReplyBy::Letter || view.undelivered_at.is_some();
        let when = claims::moment(&restaurant.zone(), at);
        facts.push((texts::CLAIM_SENT, texts::reply_sent(by_letter, &when)));
    }
    section(texts::CLAIM_REPLIED, facts)
}
