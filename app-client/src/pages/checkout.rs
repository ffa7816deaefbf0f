//! Where to, who, which receipt, how to pay: and the order is placed, once.

use crate::components::destination_form::DestinationFields;
use crate::components::field::{Choice, Field, Kind, Problems};
use crate::components::house_gate::when_ready;
use crate::components::schedule_fields::ScheduleFields;
use crate::components::summary::totals_list;
use crate::state::cart::Cart;
use crate::state::checkout::{self, Draft, ReceiptKind, check, field_of};
use crate::state::destination::{self, Destination};
use crate::state::house::{Extent, House};
use crate::state::pricing::{PricedCart, priced_cart};
use crate::state::session::{Session, Who, sign_in_path};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::api::customers::my_profile;
use shared::api::orders::place_order;
use shared::api::{ApiError, Code};
use shared::domain::Timestamp;
use shared::domain::payment::PaymentMethod;
use shared::texts::es::{errors, storefront as texts};
use shared::ui::clock::device_time;
use shared::ui::failure::Failure;

const HERE: &str = "/pedido/entrega";

pub fn checkout_page() -> AnyView {
    let house = House::expect();
    let ready =
        Memo::new(move |_| house.awake() && house.known().is_some_and(|known| known.extent == Extent::Whole));
    when_ready(ready, || view! { <Checkout /> }.into_any())
}

#[component]
fn Checkout() -> AnyView {
    let (house, cart, destination) = (House::expect(), Cart::expect(), Destination::expect());
    // Placing the order empties the cart, which is no reason to leave for the carta.
    let placed = RwSignal::new(false);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if cart.count() == 0 && !placed.get_untracked() {
            navigate(
                "/pedido",
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
    let priced = Memo::new(move |_| {
        let known = house.known();
        known.map_or_else(PricedCart::default, |known| {
            priced_cart(
                &known.storefront,
                &cart.lines(),
                destination.kind(),
                device_time(),
            )
        })
    });
    let steps = texts::STEPS.into_iter().zip([Some("done"), Some("active"), None]).map(|(step, state)| {
        view! {
            <li class="steps-bar__step" data-state=state aria-current=(state == Some("active")).then_some("step")>
                {step}
            </li>
        }
    });
    view! {
        <div class="page">
            <h1 class="page__title">{texts::TITLE_CHECKOUT}</h1>
            <ol class="steps-bar">{steps.collect_view()}</ol>
            <div class="split">
                <CheckoutForm priced=priced placed=placed />
                <aside class="split__side">
                    <section class="card">
                        <h2 class="card__title">{texts::SUMMARY}</h2>
                        {move || {
                            let priced = priced.get();
                            let lines = priced.lines.iter().filter_map(|line| line.priced.as_ref());
                            let lines = lines
                                .map(|line| ([line.qty.to_string().as_str(), " × ", line.name.as_str()].concat(), line.subtotal));
                            totals_list(house.currency(), lines, &priced.totals, destination.kind())
                        }}
                        <a href="/pedido">{texts::SEE_ORDER}</a>
                    </section>
                </aside>
            </div>
        </div>
    }
    .into_any()
}

/// The fields that are not of the destination.
#[derive(Debug, Clone, Copy)]
struct Form {
    phone: RwSignal<String>,
    receipt: RwSignal<ReceiptKind>,
    dni: RwSignal<String>,
    ruc: RwSignal<String>,
    business_name: RwSignal<String>,
    method: RwSignal<PaymentMethod>,
    scheduled_for: RwSignal<Option<Timestamp>>,
    terms: RwSignal<bool>,
}

impl Form {
    /// As it was kept; every change is kept.
    fn kept() -> Form {
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

    fn draft(self) -> Draft {
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
    fn fill_from_profile(self, destination: Destination) {
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

#[component]
fn CheckoutForm(priced: Memo<PricedCart>, placed: RwSignal<bool>) -> AnyView {
    let (house, cart, destination, session) = (
        House::expect(),
        Cart::expect(),
        Destination::expect(),
        Session::expect(),
    );
    let (form, problems) = (Form::kept(), Problems::default());
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let navigate = StoredValue::new(use_navigate());
    Effect::new(move |_| {
        if session.customer().is_some() {
            form.fill_from_profile(destination);
        }
    });
    let visitor = move || session.who() == Who::Visitor;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(known) = house.known_now() else { return };
        if busy.get_untracked() || !priced.with_untracked(|priced| priced.sound) {
            return;
        }
        failure.set(None);
        if session.customer_now().is_none() {
            return navigate.with_value(|navigate| navigate(&sign_in_path(HERE), NavigateOptions::default()));
        }
        let total = priced.with_untracked(|priced| priced.totals.total);
        let draft = untrack(move || form.draft());
        let lines = untrack(move || cart.lines());
        let order = match check(
            &draft,
            &destination.get_untracked(),
            &known.storefront.tenant,
            lines,
            total,
            device_time(),
        ) {
            Ok(order) => order,
            Err(missing) => return problems.show(missing),
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            match place_order(checkout::with_key(order)).await {
                Ok(order) => {
                    placed.set(true);
                    checkout::forget_attempt();
                    // The next order is asked anew when it is wanted.
                    let _ = form.terms.try_set(false);
                    let _ = form.scheduled_for.try_set(None);
                    Draft {
                        terms: false,
                        scheduled_for: None,
                        ..Draft::kept()
                    }
                    .keep();
                    cart.clear();
                    let page = if order.awaiting_payment {
                        "/pedido/pago/"
                    } else {
                        "/pedidos/"
                    };
                    let path = [page, order.order_id.as_str()].concat();
                    let options = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    navigate.with_value(|navigate| navigate(&path, options));
                }
                Err(error) => {
                    if !error.is_temporary() {
                        checkout::forget_attempt();
                    }
                    if matches!(
                        error.code,
                        Code::PriceChanged | Code::OutOfStock | Code::Unavailable86
                    ) {
                        house.ask();
                    }
                    let error = session.notice(error);
                    let by_field = error.fields.iter();
                    let by_field =
                        by_field.filter_map(|field| Some((field_of(&field.pointer)?, field.message.clone())));
                    problems.show(by_field.collect());
                    let _ = failure.try_set(Some(error));
                    let _ = busy.try_set(false);
                }
            }
        });
    };
    let label = move || match (busy.get(), form.method.get(), visitor()) {
        (true, _, _) => texts::PLACING,
        (false, _, true) => texts::VISITOR_TITLE,
        (false, PaymentMethod::Cash, false) => texts::PLACE_CASH,
        (false, _, false) => texts::GO_TO_PAY,
    };
    let total = move || house.currency().format(priced.with(|priced| priced.totals.total));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {move || notices(problems, failure, priced)}
            <section class="card">
                <h2 class="card__title">{texts::WHERE_TITLE}</h2>
                <DestinationFields problems=problems name="kind" />
            </section>
            <section class="card">
                <h2 class="card__title">{texts::WHEN_TITLE}</h2>
                <ScheduleFields wanted=form.scheduled_for problems=problems />
            </section>
            <section class="card">
                <h2 class="card__title">{texts::CONTACT}</h2>
                {move || {
                    session.customer().map(|customer| view! { <p class="muted">{texts::ORDERING_AS} " " <b>{customer.name}</b></p> })
                }}
                <Field id="phone" label=texts::PHONE kind=Kind::PHONE value=form.phone problems=problems hint=texts::PHONE_HINT />
            </section>
            {receipt(form, problems)}
            {payment(form.method)}
            {consent(form.terms, problems)}
            {move || {
                visitor().then(|| view! { <p class="notice">{texts::VISITOR_TEXT}</p> })
            }}
            <button
                class="button button--primary button--large button--block"
                aria-busy=move || busy.get().then_some("true")
                disabled=move || !priced.with(|priced| priced.sound)
            >
                {label}
                <span class="button__price">{total}</span>
            </button>
        </form>
    }
    .into_any()
}

/// What is wrong, above the form.
fn notices(problems: Problems, failure: RwSignal<Option<ApiError>>, priced: Memo<PricedCart>) -> AnyView {
    let currency = House::expect().currency();
    if let Some(error) = failure.get() {
        return view! { <Failure error=error retry=None /> }.into_any();
    }
    let of_cart: Vec<String> = priced.with(|priced| {
        let lines = priced.lines.iter().flat_map(|line| &line.problems);
        lines
            .chain(&priced.problems)
            .map(|problem| errors::cart(problem, currency))
            .collect()
    });
    if !of_cart.is_empty() {
        return view! {
            <div class="notice notice--warning" role="status">
                <p class="notice__title">{texts::FIX_CART}</p>
                <p>{of_cart.join(" ")}</p>
                <a class="button" href="/pedido">
                    {texts::SEE_ORDER}
                </a>
            </div>
        }
        .into_any();
    }
    match problems.count() {
        0 => ().into_any(),
        count => view! {
            <div class="notice notice--error" role="alert">
                <p class="notice__title">{texts::missing_fields(count)}</p>
                <p>{texts::MISSING_TEXT}</p>
            </div>
        }
        .into_any(),
    }
}

fn receipt(form: Form, problems: Problems) -> AnyView {
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

fn payment(method: RwSignal<PaymentMethod>) -> AnyView {
    view! {
        <section class="card">
            <h2 class="card__title">{texts::PAYMENT}</h2>
            {super::payment_methods::payment_methods(method, &[PaymentMethod::Yape, PaymentMethod::Card, PaymentMethod::Cash])}
        </section>
    }
    .into_any()
}

fn consent(terms: RwSignal<bool>, problems: Problems) -> AnyView {
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
