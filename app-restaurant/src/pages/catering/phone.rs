//! A request that is taken by telephone: the form of the storefront, filled in by the restaurant.

use super::field::{Field, Summary, Takes, Wrong, id_of};
use super::link::PrivateLink;
use super::sending::{Sending, kept_form};
use super::{quote_href, request_href};
use crate::routes::Screen;
use crate::state::catering::PhoneForm;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{catering as problems, console::catering as texts};
use api::catering::{CateringRequested, NewCatering};
use domain::catering::CateringForm;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::catering::enter_catering;
use ui::page;
use ui::sent_before::Words;

/// Where the form is kept over a reload.
const KEPT: &str = "catering-phone";
const STORED: &str = "catering-guardada";

#[component]
pub fn PhoneScreen() -> AnyView {
    RestaurantState::expect().title(texts::PHONE_TITLE);
    let stored = RwSignal::new(None::<CateringRequested>);
    view! {
        <div class="console__head">
            <div>
                <a class="back" href=Screen::Catering.href()>
                    {texts::BACK}
                </a>
                <h1>{texts::PHONE_TITLE}</h1>
                <p class="muted">{texts::PHONE_TEXT}</p>
            </div>
        </div>
        {move || match stored.get() {
            None => view! { <Form stored /> }.into_any(),
            Some(requested) => view_stored(&requested),
        }}
    }
    .into_any()
}

/// What comes next: the quote, and the customer's private link for who has no address for mail.
pub(crate) fn view_stored(requested: &CateringRequested) -> AnyView {
    request_animation_frame(|| page::focus(STORED));
    let id = requested.id.to_string();
    view! {
        <section class="card catering__stored" id=STORED tabindex="-1" aria-labelledby="catering-guardada-titulo">
            <h2 class="card__title" id="catering-guardada-titulo">
                {texts::stored(requested.number)}
            </h2>
            <PrivateLink link=requested.link.clone() />
            <div class="cluster">
                <a class="button button--primary" href=quote_href(&id)>
                    {texts::QUOTE}
                </a>
                <a class="button" href=request_href(&id)>
                    {texts::SEE_REQUEST}
                </a>
            </div>
        </section>
    }
    .into_any()
}

/// What is said when the request that was sent first is stored.
pub(crate) fn before(requested: &CateringRequested) -> Words {
    Words {
        title: texts::stored_before(requested.number),
        text: texts::STORED_BEFORE_TEXT,
        see: texts::SEE_STORED,
        another: texts::STORE_ANOTHER,
    }
}

type Part = fn(&mut PhoneForm) -> &mut String;
type Read = fn(&PhoneForm) -> &String;

/// What the parts of the form share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typed {
    pub(crate) form: RwSignal<PhoneForm>,
    pub(crate) wrong: Wrong,
}

impl Typed {
    fn setter(self, part: Part) -> Callback<String> {
        Callback::new(move |text| self.form.update(|form| *part(form) = text))
    }

    fn value(self, part: Read) -> Signal<String> {
        Signal::derive(move || self.form.with(|form| part(form).clone()))
    }

    fn field(self, pointer: &str, label: &'static str, takes: Takes, part: Part, read: Read) -> AnyView {
        view! {
            <Field
                wrong=self.wrong
                pointer=pointer.to_owned()
                label
                takes
                value=self.value(read)
                set=self.setter(part)
            />
        }
        .into_any()
    }

    fn optional(self, pointer: &str, label: &'static str, takes: Takes, part: Part, read: Read) -> AnyView {
        let longest = if takes == Takes::LongText { 500 } else { 160 };
        view! {
            <Field
                wrong=self.wrong
                pointer=pointer.to_owned()
                label
                takes
                optional=true
                longest
                value=self.value(read)
                set=self.setter(part)
            />
        }
        .into_any()
    }
}

#[component]
pub(crate) fn Form(stored: RwSignal<Option<CateringRequested>>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let typed = Typed {
        form: kept_form(KEPT, restaurant.with_tenant(PhoneForm::new)),
        wrong: Wrong::new(),
    };
    let sending = Sending::new(KEPT, typed.wrong, stored);
    let busy = sending.busy;
    let send = move || {
        let problems = |form: &CateringForm, now| {
            restaurant.with_tenant(|tenant| {
                let words = |(pointer, problem)| (pointer, problems::problem(problem, tenant, now));
                let found = form.checked(tenant, true, now).err().unwrap_or_default();
                found.into_iter().map(words).collect()
            })
        };
        let form = typed.form.with_untracked(PhoneForm::form);
        sending.send(form, problems, |key, form| {
            enter_catering(NewCatering {
                form,
                idempotency_key: key,
                website: String::new(),
            })
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <form class="catering__form" novalidate on:submit=submit>
            <Summary wrong=typed.wrong />
            <section class="card">
                <h2 class="card__title">{texts::EVENT}</h2>
                {typed.field("/occasion", texts::OCCASION, Takes::Text, |form| &mut form.occasion, |form| &form.occasion)}
                <div class="field-row">
                    {typed.field("/date", texts::DATE, Takes::Date, |form| &mut form.date, |form| &form.date)}
                    {typed.field("/time", texts::TIME, Takes::Time, |form| &mut form.time, |form| &form.time)}
                    {typed.field("/guests", texts::PEOPLE, Takes::Count, |form| &mut form.guests, |form| &form.guests)}
                </div>
                <Place typed />
            </section>
            <section class="card">
                <h2 class="card__title">{texts::ASKED}</h2>
                <div class="field-row">
                    <Package typed />
                    {typed.optional("/budgetCents", texts::BUDGET_SOLES, Takes::Amount, |form| &mut form.budget, |form| &form.budget)}
                </div>
                {typed.optional("/diet", texts::DIET, Takes::LongText, |form| &mut form.diet, |form| &form.diet)}
            </section>
            <section class="card">
                <h2 class="card__title">{texts::CONTACT}</h2>
                <div class="field-row">
                    {typed.field("/name", texts::NAME, Takes::Text, |form| &mut form.name, |form| &form.name)}
                    {typed.field("/phone", texts::PHONE, Takes::Phone, |form| &mut form.phone, |form| &form.phone)}
                    {typed.optional("/email", texts::EMAIL, Takes::Email, |form| &mut form.email, |form| &form.email)}
                </div>
                <div class="field-row">
                    {typed.optional("/company", texts::COMPANY, Takes::Text, |form| &mut form.company, |form| &form.company)}
                    {typed.optional("/ruc", texts::RUC, Takes::Count, |form| &mut form.ruc, |form| &form.ruc)}
                </div>
            </section>
            {sending.stored_before(before, send)}
            <div class="cluster">
                <button class="button button--primary button--large" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::WORKING } else { texts::STORE }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Delivery to an address, or pickup at a branch.
#[component]
pub(crate) fn Place(typed: Typed) -> AnyView {
    let pickup = memo(move || typed.form.with(|form| form.pickup));
    let way = move |wanted: bool, words: &'static str| {
        let choose = move |_| typed.form.update(|form| form.pickup = wanted);
        view! {
            <label class="choice">
                <input type="radio" name="catering-entrega" prop:checked=move || pickup.get() == wanted on:change=choose />
                <span class="choice__body">
                    <span class="choice__title">{words}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend class="field__label">{texts::PLACE}</legend>
            <div class="choices choices--row">{way(false, texts::DELIVERY)} {way(true, texts::PICKUP_HERE)}</div>
        </fieldset>
        {move || {
            if pickup.get() {
                view! { <Branch typed /> }.into_any()
            } else {
                let at = "/fulfilment/address";
                view! {
                    <div class="field-row">
                        {typed.field(&format!("{at}/line"), texts::ADDRESS, Takes::Text, |form| &mut form.line, |form| &form.line)}
                        {typed.field(&format!("{at}/district"), texts::DISTRICT, Takes::Text, |form| &mut form.district, |form| &form.district)}
                        {typed.optional(&format!("{at}/reference"), texts::REFERENCE, Takes::Text, |form| &mut form.reference, |form| &form.reference)}
                    </div>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

#[component]
fn Branch(typed: Typed) -> AnyView {
    let branches = RestaurantState::expect().with_tenant(|tenant| {
        let branches = tenant.branches.iter();
        branches
            .map(|branch| (branch.id.to_string(), branch.name.clone()))
            .collect::<Vec<(String, String)>>()
    });
    let chosen = typed.value(|form| &form.branch);
    view! {
        <Choice
            typed
            pointer="/fulfilment/branch"
            label=texts::BRANCH
            options=branches
            chosen
            set=typed.setter(|form| &mut form.branch)
        />
    }
    .into_any()
}

#[component]
pub(crate) fn Package(typed: Typed) -> AnyView {
    let restaurant = RestaurantState::expect();
    let mut packages = vec![(String::new(), texts::ADVISE.to_owned())];
    packages.extend(restaurant.with_tenant(|tenant| {
        let packages = tenant.catering.packages.iter();
        packages
            .map(|package| {
                let price = tenant.format(package.price.unit());
                (package.id.to_string(), texts::of_amount(&package.name, &price))
            })
            .collect::<Vec<(String, String)>>()
    }));
    let chosen = typed.value(|form| &form.package);
    view! {
        <Choice
            typed
            pointer="/package"
            label=texts::PACKAGE
            options=packages
            chosen
            set=typed.setter(|form| &mut form.package)
        />
    }
    .into_any()
}

/// One of several, by value and words.
#[component]
fn Choice(
    typed: Typed,
    pointer: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    chosen: Signal<String>,
    set: Callback<String>,
) -> AnyView {
    let id = id_of(pointer);
    let error = format!("{id}-error");
    let problem = memo(move || typed.wrong.at(pointer));
    let option = |(value, words): (String, String)| {
        let of = value.clone();
        view! {
            <option value=value selected=move || chosen.with(|chosen| *chosen == of)>
                {words}
            </option>
        }
    };
    let choose = move |event| {
        set.run(event_target_value(&event));
        typed.wrong.changed(pointer);
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <select
                class="field__input"
                id=id
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=error.clone()
                on:change=choose
            >
                {options.into_iter().map(option).collect_view()}
            </select>
            <div id=error>{move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}</div>
        </div>
    }
    .into_any()
}
