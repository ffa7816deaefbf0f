//! What is asked when ordering, besides where to and when: who, which receipt, how to pay, and consent.

use super::payment_methods::payment_methods;
use crate::components::field::{Choice, Field, Kind, Problems};
use crate::state::checkout::{Draft, ReceiptKind};
use crate::state::destination::{self, Destination};
use leptos::prelude::*;
use shared::api::customers::my_profile;
use shared::domain::Timestamp;
use shared::domain::payment::PaymentMethod;
use shared::texts::es::storefront as texts;

/// The fields that are not of the destination.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    pub(super) phone: RwSignal<String>,
    pub(super) receipt: RwSignal<ReceiptKind>,
    pub(super) dni: RwSignal<String>,
    pub(super) ruc: RwSignal<String>,
    pub(super) business_name: RwSignal<String>,
    pub(super) method: RwSignal<PaymentMethod>,
    pub(super) scheduled_for: RwSignal<Option<Timestamp>>,
    pub(super) terms: RwSignal<bool>,
}

impl Form {
    /// As it was kept; every change is kept.
    pub(super) fn kept() -> Form {
        let draft = Draft::kept();
        let form = Form {
            phone: RwSignal::new(draft.phone),
            receipt: RwSignal::new(draft.receipt),
            dni: RwSignal::new(draft.dni),
            ruc: RwSignal::new(draft.ruc),
            business_name: RwSignal::new(draft.business_name),
            method: RwSignal::new(draft.method),
            scheduled_for: RwSignal::new(draft.scheduled_for),
            terms: RwSignal::new(draft.terms),
        };
        Effect::new(move |_| form.draft().keep());
        form
    }

    pub(super) fn draft(self) -> Draft {
        Draft {
            phone: self.phone.get(),
            receipt: self.receipt.get(),
            dni: self.dni.get(),
            ruc: self.ruc.get(),
            business_name: self.business_name.get(),
            method: self.method.get(),
            scheduled_for: self.scheduled_for.get(),
            terms: self.terms.get(),
        }
    }

    /// Fills what is empty from the profile.
    pub(super) fn fill_from_profile(self, destination: Destination) {
        leptos::task::spawn_local(async move {
            let Ok(customer) = my_profile().await else { return };
            if let Some(phone) = customer.phone
                && self.phone.try_with_untracked(String::is_empty) == Some(true)
            {
                self.phone.set(phone);
            }
            let choice = destination.get_untracked();
            if let Some(address) = customer.address
                && choice.address.line.is_empty()
            {
                destination.set(destination::Choice { address, ..choice });
            }
        });
    }
}

pub(super) fn receipt(form: Form, problems: Problems) -> AnyView {
    let kind = form.receipt;
    let is = move |wanted| Signal::derive(move || kind.get() == wanted);
    let fields = move || {
        match kind.get() {
        ReceiptKind::Boleta => view! {
            <Field
                id="dni"
                label=texts::DNI
                kind=Kind::digits(8)
                value=form.dni
                problems=problems
                hint=texts::DNI_HINT
                optional=true
            />
        }.into_any(),
        ReceiptKind::Factura => view! {
            <div class="field-row">
                <Field id="ruc" label=texts::RUC kind=Kind::digits(11) value=form.ruc problems=problems hint=texts::RUC_HINT />
                <Field
                    id="business-name"
                    label=texts::BUSINESS_NAME
                    kind=Kind::text("organization", 120)
                    value=form.business_name
                    problems=problems
                />
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <section class="card">
            <h2 class="card__title">{texts::RECEIPT}</h2>
            <div class="choices choices--row" role="radiogroup" aria-label=texts::RECEIPT>
                <Choice name="receipt" checked=is(ReceiptKind::Boleta) title=texts::BOLETA chosen=move |()| kind.set(ReceiptKind::Boleta) />
                <Choice name="receipt" checked=is(ReceiptKind::Factura) title=texts::FACTURA chosen=move |()| kind.set(ReceiptKind::Factura) />
            </div>
            {fields}
        </section>
    }
    .into_any()
}

pub(super) fn payment(method: RwSignal<PaymentMethod>) -> AnyView {
    view! {
        <section class="card">
            <h2 class="card__title">{texts::PAYMENT}</h2>
            {payment_methods(method, &[PaymentMethod::Yape, PaymentMethod::Card, PaymentMethod::Cash])}
        </section>
    }
    .into_any()
}

pub(super) fn consent(terms: RwSignal<bool>, problems: Problems) -> AnyView {
    let problem = problems.of("terms");
    let tick = move |event| {
        terms.set(event_target_checked(&event));
        problems.clear("terms");
    };
    view! {
        <div>
            <label class="check">
                <input
                    type="checkbox"
                    id="terms"
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby="terms-error"
                    prop:checked=terms
                    on:change=tick
                />
                <span>
                    {texts::TERMS_BEFORE} <a href="/terminos" target="_blank">{texts::TERMS_LINK}</a>
                    {texts::TERMS_BETWEEN} <a href="/privacidad" target="_blank">{texts::PRIVACY_LINK}</a>
                    {texts::TERMS_AFTER}
                </span>
            </label>
            <div id="terms-error">
                {move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
        </div>
    }
    .into_any()
}
