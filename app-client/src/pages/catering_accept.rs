//! Accepting a quote: how much is paid now, and which receipt is wanted.

use super::catering_doing::{Doing, OVERTAKEN, failed, foot};
use super::catering_request::{HEAD, request_path};
use super::checkout_fields::receipt_details;
use crate::components::field::{Choice, Problems};
use crate::state::catering::part_named;
use crate::state::checkout::{ReceiptKind, receipt_field};
use crate::state::leaving::Leaving;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{errors, storefront, storefront::catering_request as texts};
use api::ApiError;
use api::catering::{CateringAnswer, CateringPage, PaymentPart};
use domain::Money;
use domain::order::{BOLETA_WITHOUT_DOCUMENT, ReceiptForm};
use domain::tenant::Tenant;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui::clock::time;
use ui::dynamic::{dynamic, nothing};
use ui::page;

pub(super) fn accepting(doing: Doing, now: &CateringPage) -> AnyView {
    let known = RestaurantState::expect().known_now();
    let (Some(known), Some(quote)) = (known, now.quote.as_ref()) else {
        return nothing();
    };
    let problems = Problems::default();
    let company = !now.contact.ruc.is_empty();
    if company && !doing.is_overtaken() {
        propose_company(doing, now);
    }
    let leaving = Leaving::here();
    let (version, totals) = (quote.version, quote.totals);
    let free = totals.deposit == Money::ZERO;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if doing.has_just_changed() {
            return;
        }
        let draft = untrack(move || doing.receipt.draft());
        let receipt = match doing.no_receipt.get_untracked() {
            true => ReceiptForm::None,
            false => draft.receipt(),
        };
        if let Err(wrong) = receipt.checked(totals.total) {
            let shown = wrong
                .into_iter()
                .map(|(part, problem)| (receipt_field(part), errors::receipt(part, problem)));
            return problems.show(shown.collect());
        }
        let part = match doing.all.get_untracked() {
            true => PaymentPart::Everything,
            false => PaymentPart::Deposit,
        };
        let pays = !free || part == PaymentPart::Everything;
        let path = doing.link.with_value(|link| payment_path(link, part));
        doing.send(
            CateringAnswer::Accept { version, receipt },
            move |sent| match sent {
                Ok(()) if pays => leaving.to(&path),
                Ok(()) => request_animation_frame(|| page::focus(HEAD)),
                Err(error) => problems.show(by_field(&error)),
            },
        );
    };
    view! {
        <form novalidate=true on:submit=submit>
            <div class="sheet__body">
                <p>{if free { texts::ACCEPT_FREE_TEXT } else { texts::ACCEPT_TEXT }}</p>
                {doing.is_overtaken().then(|| view! { <p class="notice" id=OVERTAKEN tabindex="-1" role="alert">{texts::OVERTAKEN}</p> })}
                {failed(doing)}
                {how_much(doing, &known.storefront.tenant, now)}
                {which_receipt(doing, problems, company, totals.total)}
            </div>
            {foot(doing, "button button--primary", if free { texts::ACCEPT_FREE } else { texts::ACCEPT_YES })}
        </form>
    }
    .into_any()
}

/// Where a part of what is owed is paid.
pub(super) fn payment_path(link: &str, part: PaymentPart) -> String {
    [request_path(link).as_str(), "/pago?parte=", part_named(part)].concat()
}

/// The factura of the company that the request names, unless another one was written.
fn propose_company(doing: Doing, now: &CateringPage) {
    let form = doing.receipt;
    if form.ruc.with_untracked(String::is_empty) {
        form.receipt.set(ReceiptKind::Factura);
        form.ruc.set(now.contact.ruc.clone());
        form.business_name.set(now.contact.company.clone());
    }
}

fn by_field(error: &ApiError) -> Vec<(&'static str, String)> {
    let fields = error.fields.iter();
    fields
        .filter_map(|field| {
            let part = field.pointer.strip_prefix("/receipt/")?;
            Some((receipt_field(part), field.message.clone()))
        })
        .collect()
}

/// Boleta, factura or none. A company that gave its RUC always gets one of the two.
fn which_receipt(doing: Doing, problems: Problems, company: bool, total: Money) -> AnyView {
    let (form, none) = (doing.receipt, doing.no_receipt);
    let is = move |kind: ReceiptKind| Signal::derive(move || !none.get() && form.receipt.get() == kind);
    let choose = move |kind: ReceiptKind| {
        none.set(false);
        form.receipt.set(kind);
    };
    let without = (!company).then(|| {
        let chosen = move |()| none.set(true);
        view! { <Choice name="catering-receipt" checked=none title=texts::NO_RECEIPT chosen=chosen /> }
    });
    let details = move || match none.get() {
        true => nothing(),
        false => receipt_details(
            form.receipt.get(),
            form,
            problems,
            total > BOLETA_WITHOUT_DOCUMENT,
        ),
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{storefront::RECEIPT}</legend>
            <div class="choices choices--row">
                <Choice
                    name="catering-receipt"
                    checked=is(ReceiptKind::Boleta)
                    title=storefront::BOLETA
                    chosen=move |()| choose(ReceiptKind::Boleta)
                />
                <Choice
                    name="catering-receipt"
                    checked=is(ReceiptKind::Factura)
                    title=storefront::FACTURA
                    chosen=move |()| choose(ReceiptKind::Factura)
                />
                {without}
            </div>
        </fieldset>
        {dynamic(details)}
    }
    .into_any()
}

/// The deposit, or everything at once.
fn how_much(doing: Doing, tenant: &Tenant, now: &CateringPage) -> AnyView {
    let Some(totals) = now.quote.as_ref().map(|quote| quote.totals) else {
        return nothing();
    };
    if totals.deposit == Money::ZERO || totals.balance == Money::ZERO {
        return nothing();
    }
    let due = texts::until(&tenant.zone, now.balance_due_at, time());
    let all = doing.all;
    let row = move |everything: bool, title: String, note: String| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="how-much"
                    prop:checked=Signal::derive(move || all.get() == everything)
                    on:change=move |_| all.set(everything)
                />
                <span class="choice__body">
                    <span class="choice__title">{title}</span>
                    <span class="choice__note">{note}</span>
                </span>
            </label>
        }
        .into_any()
    };
    let deposit = texts::only_deposit(&tenant.format(totals.deposit));
    let later = texts::rest_later(&tenant.format(totals.balance), &due);
    let everything = texts::everything(&tenant.format(totals.total));
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts::HOW_MUCH}</legend>
            <div class="choices">
                {row(false, deposit, later)} {row(true, everything, texts::NOTHING_LEFT.to_owned())}
            </div>
        </fieldset>
    }
    .into_any()
}
