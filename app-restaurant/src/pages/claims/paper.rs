//! A sheet of the paper book, typed in by the restaurant.

use super::super::missing::NotForYou;
use crate::pages::catering::field::{Field, Summary, Takes, Wrong, id_of};
use crate::pages::catering::sending::{Sending, kept_form};
use crate::routes::Screen;
use crate::state::erased::memo;
use crate::state::paper_claim::PaperTyped;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::{claims, console as texts, errors};
use api::claims::FiledClaim;
use domain::claim::{ClaimKind, ClaimedThing, DocumentKind, PaperForm, ReplyBy};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::claims::enter_paper_claim;
use ui::page;
use ui::sent_before::Words;

/// Where the form is kept over a reload.
const KEPT: &str = "paper-claim";
const STORED: &str = "hoja-guardada";

#[component]
pub fn PaperScreen() -> AnyView {
    RestaurantState::expect().title(texts::PAPER_ENTER);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Claims.is_for(role)));
    let stored = RwSignal::new(None::<FiledClaim>);
    view! {
        {move || {
            if !allowed.get() {
                return view! { <NotForYou /> }.into_any();
            }
            view! {
                <div class="console__head">
                    <div>
                        <a class="back" href=Screen::Claims.href()>
                            {texts::BACK_TO_CLAIMS}
                        </a>
                        <h1>{texts::PAPER_ENTER}</h1>
                        <p class="muted">{texts::PAPER_LEAD}</p>
                    </div>
                </div>
                {move || match stored.get() {
                    None => view! { <Form stored /> }.into_any(),
                    Some(filed) => view_stored(&filed, stored),
                }}
            }
                .into_any()
        }}
    }
    .into_any()
}

/// The number it was given, and the address for a consumer who has no address for mail.
pub(crate) fn view_stored(filed: &FiledClaim, stored: RwSignal<Option<FiledClaim>>) -> AnyView {
    request_animation_frame(|| page::focus(STORED));
    let origin = window().location().origin().unwrap_or_default();
    let link = format!("{origin}/libro-de-reclamaciones/{}/{}", filed.number, filed.key);
    view! {
        <section class="card catering__stored" id=STORED tabindex="-1" aria-labelledby="hoja-guardada-titulo">
            <h2 class="card__title" id="hoja-guardada-titulo">
                {texts::paper_stored(filed.number, filed.due)}
            </h2>
            <div class="field">
                <label class="field__label" for="hoja-enlace">
                    {texts::PAPER_LINK}
                </label>
                <input class="field__input" id="hoja-enlace" readonly value=link aria-describedby="hoja-enlace-ayuda" />
                <p class="field__hint" id="hoja-enlace-ayuda">
                    {texts::PAPER_LINK_HINT}
                </p>
            </div>
            <div class="cluster">
                <a class="button button--primary" href=Screen::Claims.href()>
                    {texts::PAPER_SEE}
                </a>
                <button type="button" class="button" on:click=move |_| stored.set(None)>
                    {texts::PAPER_ANOTHER}
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// What is said when the sheet that was sent first is in the book.
pub(crate) fn before(filed: &FiledClaim) -> Words {
    Words {
        title: texts::paper_before(filed.number),
        text: texts::PAPER_BEFORE_TEXT,
        see: texts::PAPER_SEE_STORED,
        another: texts::PAPER_STORE_ANOTHER,
    }
}

type Part = fn(&mut PaperTyped) -> &mut String;
type Read = fn(&PaperTyped) -> &String;

/// What the parts of the form share.
#[derive(Debug, Clone, Copy)]
struct Typed {
    form: RwSignal<PaperTyped>,
    wrong: Wrong,
}

impl Typed {
    fn field(self, pointer: &str, label: &'static str, takes: Takes, part: Part, read: Read) -> AnyView {
        self.draw(pointer, label, (takes, false, longest(pointer)), part, read)
    }

    fn optional(self, pointer: &str, label: &'static str, takes: Takes, part: Part, read: Read) -> AnyView {
        self.draw(pointer, label, (takes, true, longest(pointer)), part, read)
    }

    fn draw(
        self,
        pointer: &str,
        label: &'static str,
        (takes, optional, longest): (Takes, bool, usize),
        part: Part,
        read: Read,
    ) -> AnyView {
        let set = Callback::new(move |text| self.form.update(|form| *part(form) = text));
        let value = Signal::derive(move || self.form.with(|form| read(form).clone()));
        view! { <Field wrong=self.wrong pointer=pointer.to_owned() label takes optional longest value set /> }
            .into_any()
    }
}

/// As many characters as the rules take.
fn longest(pointer: &str) -> usize {
    match pointer {
        "/detail" => 3_000,
        "/request" => 1_500,
        "/description" => 300,
        "/address" => 200,
        "/paperNumber" | "/order" => 30,
        _ => 120,
    }
}

#[component]
pub(crate) fn Form(stored: RwSignal<Option<FiledClaim>>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let typed = Typed {
        form: kept_form(KEPT, PaperTyped::default()),
        wrong: Wrong::new(),
    };
    let sending = Sending::new(KEPT, typed.wrong, stored);
    let busy = sending.busy;
    let send = move || {
        let problems = |form: &PaperForm, now| {
            let words = |(pointer, problem): (&str, _)| (pointer.to_owned(), errors::field(problem));
            let checked = form.checked(restaurant.zone().date(now));
            checked.err().unwrap_or_default().into_iter().map(words).collect()
        };
        sending.send(
            typed.form.with_untracked(PaperTyped::form),
            problems,
            enter_paper_claim,
        );
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <form class="catering__form" novalidate on:submit=submit>
            <Summary wrong=typed.wrong named=texts::paper_field />
            <section class="card">
                <h2 class="card__title">{texts::PAPER_SHEET}</h2>
                <div class="field-row">
                    {typed.field("/filedOn", texts::PAPER_DATE, Takes::Date, |form| &mut form.filed_on, |form| &form.filed_on)}
                    {typed.optional("/paperNumber", texts::PAPER_NUMBER, Takes::Text, |form| &mut form.paper_number, |form| &form.paper_number)}
                    <Branch typed />
                </div>
            </section>
            <Consumer typed />
            <section class="card">
                <h2 class="card__title">{texts::PAPER_THING}</h2>
                <div class="field-row">
                    {radios(typed, ("hoja-tipo", texts::CLAIM_KIND), KINDS, claims::kind, |form| &mut form.kind)}
                    {radios(typed, ("hoja-bien", texts::CLAIM_ABOUT), THINGS, claims::thing, |form| &mut form.thing)}
                </div>
                {typed.field("/detail", texts::PAPER_DETAIL, Takes::LongText, |form| &mut form.detail, |form| &form.detail)}
                {typed.optional("/request", texts::PAPER_REQUEST, Takes::LongText, |form| &mut form.request, |form| &form.request)}
                <div class="field-row">
                    {typed.optional("/order", texts::PAPER_ORDER, Takes::Count, |form| &mut form.order, |form| &form.order)}
                    {typed.optional("/amountCents", texts::PAPER_AMOUNT, Takes::Amount, |form| &mut form.amount, |form| &form.amount)}
                    {typed.optional("/description", texts::PAPER_DESCRIPTION, Takes::Text, |form| &mut form.description, |form| &form.description)}
                </div>
            </section>
            {sending.stored_before(before, send)}
            <div class="cluster">
                <button class="button button--primary button--large" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::PAPER_STORING } else { texts::PAPER_STORE }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

const KINDS: [ClaimKind; 2] = [ClaimKind::Claim, ClaimKind::Complaint];
const THINGS: [ClaimedThing; 2] = [ClaimedThing::Product, ClaimedThing::Service];
const WAYS: [ReplyBy; 2] = [ReplyBy::Email, ReplyBy::Letter];
const DOCUMENTS: [DocumentKind; 3] = [DocumentKind::Dni, DocumentKind::Ce, DocumentKind::Passport];

#[component]
fn Consumer(typed: Typed) -> AnyView {
    let minor = memo(move || typed.form.with(|form| form.minor));
    let guardian = move || {
        minor.get().then(|| {
            typed.optional(
                "/guardian/name",
                texts::PAPER_GUARDIAN,
                Takes::Text,
                |form| &mut form.guardian,
                |form| &form.guardian,
            )
        })
    };
    view! {
        <section class="card">
            <h2 class="card__title">{texts::CLAIM_CONSUMER}</h2>
            {typed.field("/name", texts::NAME, Takes::Text, |form| &mut form.name, |form| &form.name)}
            {radios(typed, ("hoja-documento", texts::PAPER_DOCUMENT_KIND), DOCUMENTS, claims::document, |form| &mut form.document_kind)}
            <div class="field-row">
                {typed.field("/document", texts::PAPER_DOCUMENT, Takes::Text, |form| &mut form.document, |form| &form.document)}
                {typed.optional("/phone", texts::CLAIM_PHONE, Takes::Phone, |form| &mut form.phone, |form| &form.phone)}
                {typed.optional("/email", texts::CLAIM_MAIL, Takes::Email, |form| &mut form.email, |form| &form.email)}
            </div>
            {typed.optional("/address", texts::CLAIM_ADDRESS, Takes::Text, |form| &mut form.address, |form| &form.address)}
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=minor
                    on:change=move |event| typed.form.update(|form| form.minor = event_target_checked(&event))
                />
                <span class="choice__body">
                    <span class="choice__title">{texts::PAPER_MINOR}</span>
                </span>
            </label>
            {guardian}
            {radios(typed, ("hoja-respuesta", texts::CLAIM_REPLY_BY), WAYS, claims::reply_by, |form| &mut form.reply_by)}
        </section>
    }
    .into_any()
}

/// One of a few, by its words.
fn radios<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    typed: Typed,
    (name, legend): (&'static str, &'static str),
    options: [T; N],
    words: fn(T) -> &'static str,
    part: fn(&mut PaperTyped) -> &mut T,
) -> AnyView {
    let option = move |value: T| {
        let checked = move || {
            let mut form = typed.form.get();
            *part(&mut form) == value
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    prop:checked=checked
                    on:change=move |_| typed.form.update(|form| *part(form) = value)
                />
                <span class="choice__body">
                    <span class="choice__title">{words(value)}</span>
                </span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset>
            <legend class="field__label">{legend}</legend>
            <div class="choices choices--row">{options.map(option)}</div>
        </fieldset>
    }
    .into_any()
}

/// The place whose book it was written in.
#[component]
fn Branch(typed: Typed) -> AnyView {
    let branches: Vec<(String, String)> = RestaurantState::expect().with_tenant(|tenant| {
        let branches = tenant.branches.iter();
        branches
            .map(|branch| (branch.id.to_string(), branch.name.clone()))
            .collect()
    });
    let id = id_of("/branch");
    let option = move |(value, words): (String, String)| {
        let of = value.clone();
        view! {
            <option value=value selected=move || typed.form.with(|form| form.branch == of)>
                {words}
            </option>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {texts::CLAIM_BRANCH}
            </label>
            <select
                class="field__input"
                id=id
                on:change=move |event| typed.form.update(|form| form.branch = event_target_value(&event))
            >
                {branches.into_iter().map(option).collect::<Vec<AnyView>>()}
            </select>
        </div>
    }
    .into_any()
}
