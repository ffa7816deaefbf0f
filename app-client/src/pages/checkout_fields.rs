//! What is asked when ordering, besides where to and when: who, which receipt, how to pay, and consent.

use super::payment_methods::payment_methods;
use crate::components::field::{Choice, Field, Kind, Problems};
use crate::state::checkout::{DocumentKind, Draft, ReceiptKind};
use crate::state::destination::{self, Destination};
use crate::state::restaurant::RestaurantState;
use api::pages::Page;
use domain::Timestamp;
use domain::customer::Customer;
use domain::payment::PaymentMethod;
use leptos::prelude::*;
use rpc::customers::my_profile;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, listener};

/// The fields that are not of the destination.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub(super) phone: RwSignal<String>,
    pub(super) receipt: RwSignal<ReceiptKind>,
    pub(super) document: RwSignal<DocumentKind>,
    pub(super) dni: RwSignal<String>,
    pub(super) ruc: RwSignal<String>,
    pub(super) business_name: RwSignal<String>,
    pub(super) method: RwSignal<PaymentMethod>,
    pub(super) scheduled_for: RwSignal<Option<Timestamp>>,
    pub(super) terms: RwSignal<bool>,
    /// The profile is on its way, and may fill what is empty.
    pub(super) filling: RwSignal<bool>,
}

impl Form {
    /// As it was kept; every change is kept.
    pub(super) fn kept() -> Form {
        let form = Form::of(Draft::kept());
        Effect::new(move |_| form.draft().keep());
        form
    }

    pub(crate) fn of(draft: Draft) -> Form {
        Form {
            phone: RwSignal::new(draft.phone),
            receipt: RwSignal::new(draft.receipt),
            document: RwSignal::new(draft.document),
            dni: RwSignal::new(draft.dni),
            ruc: RwSignal::new(draft.ruc),
            business_name: RwSignal::new(draft.business_name),
            method: RwSignal::new(draft.method),
            scheduled_for: RwSignal::new(draft.scheduled_for),
            terms: RwSignal::new(draft.terms),
            filling: RwSignal::new(false),
        }
    }

    pub(super) fn draft(self) -> Draft {
        Draft {
            phone: self.phone.get(),
            receipt: self.receipt.get(),
            document: self.document.get(),
            dni: self.dni.get(),
            ruc: self.ruc.get(),
            business_name: self.business_name.get(),
            method: self.method.get(),
            scheduled_for: self.scheduled_for.get(),
            terms: self.terms.get(),
        }
    }

    /// As the next order finds it.
    pub(super) fn begin_next(self) {
        let next = untrack(move || self.draft()).after_order();
        self.document.set(next.document);
        self.dni.set(next.dni);
        self.scheduled_for.set(next.scheduled_for);
        self.terms.set(next.terms);
    }

    /// Fills what is empty from the profile.
    pub(super) fn fill_from_profile(self, destination: Destination) {
        self.filling.set(true);
        leptos::task::spawn_local(async move {
            let profile = my_profile().await;
            if let Ok(customer) = profile {
                self.fill(customer, destination);
            }
            let _ = self.filling.try_set(false);
        });
    }

    fn fill(self, customer: Customer, destination: Destination) {
        // Not under the hands of somebody who is about to write in it.
        let writing = document()
            .active_element()
            .is_some_and(|field| field.id() == "phone");
        if let Some(phone) = customer.phone
            && !writing
            && self.phone.try_with_untracked(String::is_empty) == Some(true)
        {
            self.phone.set(phone.shown());
        }
        let choice = destination.get_untracked();
        if let Some(address) = customer.address
            && choice.address.line.is_empty()
        {
            destination.set(destination::Choice { address, ..choice });
        }
    }
}

pub(crate) fn receipt(form: Form, problems: Problems) -> AnyView {
    let kind = form.receipt;
    let is = move |wanted| Signal::derive(move || kind.get() == wanted);
    let fields = move || receipt_details(kind.get(), form, problems, false);
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

/// For whom a boleta or a factura is; whether a boleta needs the document.
pub(super) fn receipt_details(kind: ReceiptKind, form: Form, problems: Problems, needed: bool) -> AnyView {
    match kind {
        ReceiptKind::Boleta => buyer_document(form, problems, needed),
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
}

/// The document of a boleta: a DNI, or what somebody without one has.
fn buyer_document(form: Form, problems: Problems, needed: bool) -> AnyView {
    let kind = form.document;
    let number = move || {
        let (label, input, hint) = match kind.get() {
            DocumentKind::Dni => (texts::DNI, Kind::digits(10), texts::DNI_HINT),
            DocumentKind::Ce => (texts::CE, Kind::text("off", 16), texts::DOCUMENT_HINT),
            DocumentKind::Passport => (texts::PASSPORT, Kind::text("off", 16), texts::DOCUMENT_HINT),
        };
        view! {
            <Field id="dni" label=label kind=input value=form.dni problems=problems hint=hint optional=!needed />
        }
    };
    view! {
        <div class="field-row">
            <div class="field">
                <label class="field__label" for="document">
                    {texts::DOCUMENT}
                </label>
                <select
                    class="field__input"
                    id="document"
                    on:change=listener(move |event| {
                        kind.set(DocumentKind::of_option(&event_target_value(&event)));
                    })
                >
                    {DocumentKind::ALL
                        .map(|one| {
                            view! {
                                <option value=one.option() selected=move || kind.get() == one>
                                    {one.title()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </div>
            {number}
        </div>
    }
    .into_any()
}

impl DocumentKind {
    const ALL: [DocumentKind; 3] = [DocumentKind::Dni, DocumentKind::Ce, DocumentKind::Passport];

    /// The value of its option in the form.
    fn option(self) -> &'static str {
        match self {
            DocumentKind::Dni => "dni",
            DocumentKind::Ce => "ce",
            DocumentKind::Passport => "passport",
        }
    }

    fn of_option(value: &str) -> DocumentKind {
        let found = DocumentKind::ALL.into_iter().find(|kind| kind.option() == value);
        found.unwrap_or_default()
    }

    fn title(self) -> &'static str {
        match self {
            DocumentKind::Dni => texts::DNI,
            DocumentKind::Ce => texts::CE,
            DocumentKind::Passport => texts::PASSPORT,
        }
    }
}

/// The ways to pay that a restaurant offers.
pub(crate) fn ways_to_pay(online: bool) -> &'static [PaymentMethod] {
    match online {
        true => &[PaymentMethod::Yape, PaymentMethod::Card, PaymentMethod::Cash],
        false => &[PaymentMethod::Cash],
    }
}

pub(crate) fn payment(method: RwSignal<PaymentMethod>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let online = Memo::new(move |_| restaurant.takes_online());
    // What was chosen before stays where it is offered.
    Effect::new(move |_| {
        if !online.get() {
            method.set(PaymentMethod::Cash);
        }
    });
    view! {
        <section class="card">
            <h2 class="card__title">{texts::PAYMENT}</h2>
            {dynamic(move || payment_methods(method, ways_to_pay(online.get())))}
        </section>
    }
    .into_any()
}

pub(crate) fn consent(terms: RwSignal<bool>, problems: Problems) -> AnyView {
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
                    {texts::TERMS_BEFORE} <a href=Page::Terms.href() target="_blank">{texts::TERMS_LINK}</a>
                    {texts::TERMS_BETWEEN} <a href=Page::Privacy.href() target="_blank">{texts::PRIVACY_LINK}</a>
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
