//! The sheet of a claim, to be read and printed by a person who has its address, and the reply once there is one.

use super::claim_form::full_sheet_address;
use super::claim_offer::offer;
use crate::components::known_restaurant::{frame, with_tenant};
use crate::pages::not_found::nothing_here;
use ::texts::now::{claims, mail, storefront as texts};
use api::Code;
use api::claims::ClaimView;
use api::pages::Page;
use domain::claim::{Claim, ClaimNumber, FiledForm, ReplyBy, Settlement};
use domain::tenant::Tenant;
use domain::written::{or_empty, shown_phone};
use domain::{Currency, Date};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rpc::claims::claim_sheet;
use ui::clock::time;
use ui::dynamic::tap;
use ui::failure::Failure;
use ui::icon::Icon;
use ui::page;
use ui::resource::{Load, Resource};

pub fn claim_sheet_page() -> AnyView {
    let params = use_params_map();
    let address = Memo::new(move |_| {
        params.with(|params| {
            Some((
                params.get("number")?.parse::<ClaimNumber>().ok()?,
                params.get("key")?,
            ))
        })
    });
    (move || match address.get() {
        Some((number, key)) => view! { <Sheet number=number key_of_reader=key /> }.into_any(),
        None => no_sheet(),
    })
    .into_any()
}

fn no_sheet() -> AnyView {
    nothing_here(
        texts::NO_SHEET,
        texts::NO_SHEET_TEXT,
        Page::Claim.href(),
        texts::TITLE_BOOK,
    )
}

#[component]
fn Sheet(number: ClaimNumber, key_of_reader: String) -> AnyView {
    let key = StoredValue::new(key_of_reader);
    let sheet = Resource::new(move || claim_sheet(number, key.get_value()));
    Effect::new(move |_| sheet.ask());
    let retry = Callback::new(move |()| sheet.ask_now());
    with_tenant(move |tenant| match &sheet.load() {
        Load::Ready(view) => {
            let address = full_sheet_address(&number.to_string(), &key.get_value());
            drawn(view, tenant, &address, sheet, key)
        }
        Load::Failed(error) if error.code == Code::NotFound => no_sheet(),
        Load::Failed(error) => {
            view! { <div class="page"><Failure error=error.clone() retry=Some(retry) /></div> }.into_any()
        }
        Load::Loading => frame(texts::TITLE_SHEET, texts::LOADING_SHEET),
    })
}

pub(crate) fn drawn(
    view: &ClaimView,
    tenant: &Tenant,
    address: &str,
    sheet: Resource<ClaimView>,
    key: StoredValue<String>,
) -> AnyView {
    let (claim, zone) = (&view.claim, &tenant.zone);
    let (title, now) = standing(view, zone.date(time()));
    let foot = [
        claims::CLAIM_MEANS,
        claims::COMPLAINT_MEANS,
        claims::OTHER_WAYS,
        claims::TERM,
    ];
    let foot: Vec<AnyView> = foot
        .into_iter()
        .map(|text| view! { <p>{text}</p> }.into_any())
        .collect();
    view! {
        <div class="page book">
            <div class="notice notice--success book__said" role="status">
                <p class="notice__title">{title}</p>
                <p>{now}</p>
                <p>{texts::KEEP_LINK}</p>
                <p class="cluster">
                    <button type="button" class="button" on:click=tap(page::print)>
                        <Icon name="receipt" />
                        {texts::PRINT}
                    </button>
                    <a class="button button--quiet" href=Page::Claim.href()>
                        {texts::ANOTHER_CLAIM}
                    </a>
                </p>
            </div>
            <article class="book__sheet">
                <div class="book__head">
                    <div class="stack">
                        <p class="book__title">{claims::BOOK}</p>
                        <h1>{claims::SHEET}</h1>
                    </div>
                    <dl class="book__number">
                        <dt>{texts::BOOK_NUMBER}</dt>
                        <dd>{texts::number_of_sheet(claim.number)}</dd>
                        <dt>{texts::BOOK_DATE}</dt>
                        <dd>{claims::filed(claim, zone)}</dd>
                    </dl>
                </div>
                {provider(claim)}
                {facts("1", texts::PART_CONSUMER, consumer(&claim.form))}
                {facts("2", texts::PART_THING, thing(&claim.form, tenant.currency))}
                {facts("3", texts::PART_CLAIM, claim_facts(claim))}
                {reply(view, tenant)}
                {offer(view, tenant, sheet, key)}
                <footer class="book__foot muted">{foot} <p class="book__address">{address.to_owned()}</p></footer>
            </article>
        </div>
    }
    .into_any()
}

/// What the consumer has to know first: how far the sheet is by now.
fn standing(view: &ClaimView, today: Date) -> (String, String) {
    let claim = &view.claim;
    let settlement = view.settlement.as_ref();
    if settlement.is_some_and(Settlement::is_accepted) {
        return (
            texts::claim_settled(claim.number),
            texts::SETTLED_BELOW.to_owned(),
        );
    }
    if view.answered_at.is_some() {
        return (
            texts::claim_answered(claim.number),
            texts::ANSWER_BELOW.to_owned(),
        );
    }
    let open = settlement.and_then(|settlement| settlement.open_until(today));
    if let Some(until) = open.filter(|_| view.reply.is_none()) {
        return (texts::claim_offered(claim.number), texts::offer_below(until));
    }
    let until = texts::answered_until(claim.due);
    let mailed = claim.form.email.is_some().then_some(texts::COPY_MAILED);
    let said = mailed.map_or(until.clone(), |mailed| [until.as_str(), " ", mailed].concat());
    (texts::claim_received(claim.number), said)
}

type Fact = (&'static str, String);

fn facts(number: &'static str, title: &'static str, facts: Vec<Fact>) -> AnyView {
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
        <section class="book__part">
            <h2>
                <span>{number}</span>
                {title}
            </h2>
            <dl class="book__facts">{facts}</dl>
        </section>
    }
    .into_any()
}

fn provider(claim: &Claim) -> AnyView {
    let provider = &claim.provider;
    let code = (!provider.branch_code.is_empty()).then(|| [" · ", &provider.branch_code].concat());
    view! {
        <section class="book__part">
            <h2>{texts::PART_PROVIDER}</h2>
            <p>
                {mail::legal(&provider.legal_name, or_empty(&provider.ruc))} <br />
                <span class="muted">{provider.branch.clone()} ", " {provider.address.clone()} {code}</span>
            </p>
        </section>
    }
    .into_any()
}

fn consumer(form: &FiledForm) -> Vec<Fact> {
    let mut facts = vec![
        (texts::FULL_NAME, form.name.clone()),
        (claims::document(form.document_kind), form.document.clone()),
        (texts::CLAIM_EMAIL, or_empty(&form.email).to_owned()),
        (texts::CLAIM_PHONE, shown_phone(or_empty(&form.phone))),
        (texts::CLAIM_ADDRESS, form.address.clone()),
    ];
    if form.minor {
        facts.extend([
            (texts::GUARDIAN_NAME, form.guardian.name.clone()),
            (texts::GUARDIAN_EMAIL, or_empty(&form.guardian.email).to_owned()),
            (texts::GUARDIAN_PHONE, shown_phone(or_empty(&form.guardian.phone))),
            (texts::GUARDIAN_ADDRESS, form.guardian.address.clone()),
        ]);
    }
    facts
}

fn thing(form: &FiledForm, currency: Currency) -> Vec<Fact> {
    let amount = form.amount_cents.map(|amount| currency.format(amount));
    vec![
        (texts::CLAIM_THING, claims::thing(form.thing).to_owned()),
        (texts::CLAIM_ORDER, form.order.clone()),
        (texts::CLAIM_AMOUNT, amount.unwrap_or_default()),
        (texts::CLAIM_DESCRIPTION, form.description.clone()),
    ]
}

fn claim_facts(claim: &Claim) -> Vec<Fact> {
    let form = &claim.form;
    let mut facts = vec![
        (texts::CLAIM_KIND, claims::kind(form.kind).to_owned()),
        (texts::CLAIM_DETAIL, form.detail.clone()),
        (texts::CLAIM_REQUEST, form.request.clone()),
        (texts::REPLY_BY, claims::reply_by(form.reply_by).to_owned()),
        (texts::SHEET_DUE, claims::date(claim.due)),
        (claims::PAPER, claims::paper(claim)),
    ];
    if form.confirmed {
        facts.push((texts::CLAIM_CONFIRM_SHORT, texts::CLAIM_CONFIRMED.to_owned()));
    }
    facts
}

/// What the restaurant answered; a letter that was not sent yet is no answer.
fn reply(view: &ClaimView, tenant: &Tenant) -> AnyView {
    let by_letter = view.claim.form.reply_by == ReplyBy::Letter;
    let Some(reply) = view
        .reply
        .as_ref()
        .filter(|_| !by_letter || view.answered_at.is_some())
    else {
        let settled = view.settlement.as_ref().is_some_and(Settlement::is_accepted);
        let waiting = if settled {
            texts::SETTLED_REPLY
        } else {
            texts::WAITING_REPLY
        };
        return view! {
            <section class="book__part">
                <h2>
                    <span>4</span>
                    {texts::PART_REPLY}
                </h2>
                <p class="muted">{waiting}</p>
            </section>
        }
        .into_any();
    };
    let actions = (!reply.actions.is_empty()).then_some((texts::REPLY_OBSERVATIONS, reply.actions.clone()));
    let mut all = vec![(texts::PART_REPLY, reply.answer.clone())];
    all.extend(actions);
    if let Some(amount) = reply.refund_cents {
        let words = texts::given_back(amount, view.refunded_cents, |amount| {
            tenant.currency.format(amount)
        });
        all.push((texts::GIVEN_BACK, words));
    }
    all.push((texts::REPLY_DATE, claims::date(tenant.zone.date(reply.at))));
    all.push((texts::REPLY_SIGNED, reply.by.name.clone()));
    facts("4", texts::PART_REPLY, all)
}
