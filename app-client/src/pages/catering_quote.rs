//! A quote on its ticket, and what it answers: what was asked for, and what was written.

use super::catering_accept::payment_path;
use super::catering_doing::{Doing, What};
use super::catering_list::tone;
use crate::components::figure::figure;
use crate::components::summary::total_row;
use crate::state::catering::shown_status;
use ::texts::now::{
    mail,
    shared::sentence,
    storefront::{catering as form, catering_request as texts},
};
use api::catering::{CateringPage, MessageView, PaymentPart};
use domain::catering::{CateringStatus, Quote};
use domain::customer::initial;
use domain::order::Fulfilment;
use domain::tenant::Tenant;
use domain::written::or_empty;
use domain::{Money, Zone};
use leptos::prelude::*;
use ui::clock::time;
use ui::dynamic::{nothing, tap};
use ui::icon::Icon;
use ui::page as window;

/// Nothing was offered yet.
pub(crate) fn no_quote(tenant: &Tenant, page: &CateringPage) -> AnyView {
    if page.status != CateringStatus::New {
        return nothing();
    }
    view! {
        <section class="ticket">
            <div class="ticket__head">
                <span class="badge badge--warning">
                    <Icon name="clock" />
                    {texts::badge(page.status, false)}
                </span>
                <span class="muted small num">{texts::code(page.number)}</span>
            </div>
            <h2 class="ticket__title">{texts::NO_QUOTE}</h2>
            <p class="muted">{texts::no_quote(tenant.catering.answer_hours)}</p>
        </section>
    }
    .into_any()
}

pub(crate) fn quote_ticket(tenant: &Tenant, page: &CateringPage, quote: &Quote, doing: Doing) -> AnyView {
    let (currency, now, status) = (tenant.currency, time(), shown_status(page));
    let lines = quote.lines.iter().map(|line| {
        row(
            line.qty,
            &line.name,
            currency.format(line.subtotal),
            or_empty(&line.note),
        )
    });
    let fees = quote
        .fees
        .iter()
        .map(|fee| row(1, &fee.name, currency.format(fee.amount), ""));
    let rows: Vec<AnyView> = lines.chain(fees).collect();
    let discount = (quote.totals.discount > Money::ZERO).then(|| {
        let amount = currency.format(-quote.totals.discount);
        view! { <dl class="totals">{total_row("totals__row", texts::DISCOUNT.into(), amount)}</dl> }
    });
    let message = (!quote.message.is_empty()).then(|| says(quote));
    view! {
        <section class="ticket" aria-labelledby="cotizacion">
            {printed_head(tenant, page)}
            <div class="ticket__head">
                <span class=tone(status)>
                    <Icon name="clock" />
                    {texts::badge(status, page.wants_change)}
                </span>
                <span class="muted small num">
                    {[texts::code(page.number).as_str(), " · ", &texts::version(quote.version)].concat()}
                </span>
            </div>
            <h2 class="ticket__title" id="cotizacion">
                {texts::QUOTE}
            </h2>
            <p class="muted">
                {[
                    texts::people(quote.guests).as_str(),
                    ". ",
                    &texts::when(&tenant.zone, quote.at, now),
                    ". ",
                    &place(tenant, &page.fulfilment),
                    ".",
                ]
                    .concat()}
            </p>
            <ul class="quote-lines">{rows}</ul>
            {message}
            <hr class="ticket__cut" />
            {discount}
            <p class="amount">
                <span>{texts::TOTAL}</span>
                {figure(currency, quote.totals.total)}
            </p>
            {terms(tenant, page, quote)}
            {buttons(tenant, page, doing)}
        </section>
    }
    .into_any()
}

/// On paper: from whom the quote is, and for whom.
fn printed_head(tenant: &Tenant, page: &CateringPage) -> AnyView {
    let (brand, contact) = (&tenant.brand, &page.contact);
    view! {
        <div class="print-only">
            <p>
                <b>{brand.name.clone()}</b>
                " · "
                {mail::legal(&brand.legal_name, or_empty(&brand.ruc))}
            </p>
            <p>{texts::quoted_for(&contact.name, &texts::company(&contact.company, &contact.ruc))}</p>
        </div>
    }
    .into_any()
}

fn row(qty: u32, name: &str, amount: String, note: &str) -> AnyView {
    view! {
        <li>
            <b>{qty}</b>
            <span class="quote-lines__name">{name.to_owned()}</span>
            <span class="price">{amount}</span>
            {(!note.is_empty()).then(|| view! { <small>{note.to_owned()}</small> })}
        </li>
    }
    .into_any()
}

fn says(quote: &Quote) -> AnyView {
    let letter = initial(&quote.by).to_owned();
    view! {
        <div class="quote-says">
            <span class="avatar" aria-hidden="true">
                {letter}
            </span>
            <p>
                {["“", &quote.message, "” "].concat()}
                <span class="muted">{texts::signed(&quote.by)}</span>
            </p>
        </div>
    }
    .into_any()
}

/// What is paid when, and until when the quote holds.
fn terms(tenant: &Tenant, page: &CateringPage, quote: &Quote) -> AnyView {
    let (currency, zone, now) = (tenant.currency, &tenant.zone, time());
    let totals = quote.totals;
    let due = texts::until(zone, page.balance_due_at, now);
    let taxed = (totals.tax > Money::ZERO).then(|| texts::tax(&currency.format(totals.tax)));
    let mut parts: Vec<String> = taxed.into_iter().collect();
    if page.status == CateringStatus::Quoted {
        parts.push(texts::terms(
            quote.deposit_percent,
            &currency.format(totals.deposit),
            &currency.format(totals.balance),
            &due,
        ));
        parts.push(texts::valid_until(&texts::until(zone, quote.valid_until, now)));
    }
    let paid = (page.money.paid_cents > Money::ZERO).then(|| {
        let rows = [
            total_row(
                "totals__row",
                texts::PAID.into(),
                currency.format(page.money.paid_cents),
            ),
            total_row(
                "totals__row",
                texts::OWED.into(),
                currency.format(page.money.owed_cents),
            ),
        ];
        view! { <dl class="totals">{Vec::from(rows)}</dl> }
    });
    let balance = (page.may.pay && page.money.paid_cents > Money::ZERO)
        .then(|| texts::owed_until(&currency.format(page.money.owed_cents), &due));
    view! {
        <p class="small muted">{parts.join(" ")}</p>
        {paid}
        {balance.map(|text| view! { <p class="small muted">{text}</p> })}
    }
    .into_any()
}

/// What to do about the quote now.
fn buttons(tenant: &Tenant, page: &CateringPage, doing: Doing) -> AnyView {
    let format = |amount: Money| tenant.format(amount);
    let money = page.money;
    let accept = page.may.accept.then(|| {
        let words = match money.deposit_cents {
            Money::ZERO => texts::ACCEPT_FREE.to_owned(),
            deposit => texts::accept(&format(deposit)),
        };
        button("button button--primary button--large", words, move || {
            doing.begin(What::Accept)
        })
    });
    let pay = page.may.pay.then(|| {
        let deposit = money.deposit_owed_cents > Money::ZERO;
        let now = match deposit {
            true => money.deposit_owed_cents,
            false => money.owed_cents,
        };
        let part = if deposit {
            PaymentPart::Deposit
        } else {
            PaymentPart::Everything
        };
        let href = |part| doing.link.with_value(|link| payment_path(link, part));
        let all = (deposit && money.owed_cents > money.deposit_owed_cents).then(|| {
            view! {
                <a class="button button--large" href=href(PaymentPart::Everything)>
                    {texts::pay_everything(&format(money.owed_cents))}
                </a>
            }
        });
        view! {
            <a class="button button--primary button--large" href=href(part)>
                {texts::pay(&format(now))}
            </a>
            {all}
        }
        .into_any()
    });
    let change = page.may.ask_change.then(|| {
        button("button button--large", texts::ASK_CHANGE.to_owned(), move || {
            doing.begin(What::Change);
        })
    });
    let decline = page.may.decline.then(|| {
        button("button button--quiet", texts::NO_THANKS.to_owned(), move || {
            doing.begin(What::Decline);
        })
    });
    view! {
        <div class="cluster no-print">
            {accept} {pay} {change} {decline}
            <button type="button" class="button button--quiet" on:click=tap(window::print)>
                <Icon name="receipt" />
                {texts::PRINT}
            </button>
        </div>
    }
    .into_any()
}

fn button(class: &'static str, words: String, act: impl FnMut() + 'static) -> AnyView {
    view! {
        <button type="button" class=class aria-haspopup="dialog" on:click=tap(act)>
            {words}
        </button>
    }
    .into_any()
}

/// Where it is wanted, in a line.
pub(super) fn place(tenant: &Tenant, fulfilment: &Fulfilment) -> String {
    match fulfilment {
        Fulfilment::Delivery { address } => address.one_line(),
        Fulfilment::Pickup { branch } => {
            let known = tenant.branches.iter().find(|known| &known.id == branch);
            texts::pick_up_in(known.map_or(branch.as_str(), |branch| branch.name.as_str()))
        }
    }
}

pub(crate) fn messages(said: &[MessageView], zone: &Zone) -> AnyView {
    if said.is_empty() {
        return nothing();
    }
    let now = time();
    let rows: Vec<AnyView> = said
        .iter()
        .map(|message| {
            let who = match message.from_customer {
                true => texts::YOU.to_owned(),
                false => message.by.clone(),
            };
            view! {
                <li data-mine=message.from_customer.to_string()>
                    <p class="small muted">{[who.as_str(), " · ", &sentence(&texts::at(zone, message.at, now))].concat()}</p>
                    {message.wants_change.then(|| view! { <p><span class="badge badge--info">{texts::CHANGE_ASKED}</span></p> })}
                    <p>{message.text.clone()}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="card no-print">
            <h2 class="card__title">{texts::MESSAGES}</h2>
            <ol class="talk">{rows}</ol>
        </section>
    }
    .into_any()
}

/// What was asked for.
pub(crate) fn asked_for(tenant: &Tenant, page: &CateringPage) -> AnyView {
    let now = time();
    let package = match &page.package {
        None => form::ADVISE.to_owned(),
        Some(id) => {
            let offered = tenant.catering.package(id);
            offered.map_or_else(|| form::PACKAGE_GONE.to_owned(), |package| package.name.clone())
        }
    };
    let contact = &page.contact;
    let of_contact = [
        contact.name.clone(),
        domain::written::shown_phone(&contact.phone),
        contact.email.clone(),
    ];
    let of_contact: Vec<String> = of_contact.into_iter().filter(|part| !part.is_empty()).collect();
    let facts = [
        (form::OCCASION, page.occasion.clone()),
        (texts::FACT_WHEN, texts::when(&tenant.zone, page.at, now)),
        (texts::FACT_PEOPLE, texts::people(page.guests)),
        (texts::FACT_PLACE, place(tenant, &page.fulfilment)),
        (texts::FACT_PACKAGE, package),
        (
            texts::FACT_BUDGET,
            page.budget_cents
                .map(|budget| tenant.format(budget))
                .unwrap_or_default(),
        ),
        (texts::FACT_DIET, page.diet.clone()),
        (texts::FACT_CONTACT, of_contact.join(" · ")),
        (
            texts::FACT_COMPANY,
            texts::company(&contact.company, &contact.ruc),
        ),
    ];
    let rows: Vec<AnyView> = facts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{text}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="card no-print">
            <h2 class="card__title">{texts::ASKED}</h2>
            <dl class="request-facts">{rows}</dl>
        </section>
    }
    .into_any()
}
