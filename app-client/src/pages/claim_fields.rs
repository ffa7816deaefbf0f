//! The fields of a sheet: who claims, about what, and what happened.

use super::claim_filled::Form;
use crate::components::field::{Choice, Field, Kind, LongField, Problems};
use crate::state::restaurant::RestaurantState;
use ::texts::now::{claims, storefront as texts};
use domain::Slug;
use domain::claim::{ClaimKind, ClaimedThing, DocumentKind, ReplyBy};
use leptos::prelude::*;
use ui::dynamic::{dynamic, listener, nothing};
use ui::typed::typed;

fn part(number: &'static str, title: &'static str, fields: AnyView) -> AnyView {
    view! {
        <section class="book__part">
            <h2>
                <span>{number}</span>
                {title}
            </h2>
            {fields}
        </section>
    }
    .into_any()
}

pub(crate) fn consumer(form: Form, problems: Problems) -> AnyView {
    let number = dynamic(move || {
        let kind = match form.document_kind.get() {
            DocumentKind::Dni => Kind::digits(12),
            DocumentKind::Ce | DocumentKind::Passport => Kind::text("off", 20),
        };
        let label = texts::CLAIM_DOCUMENT_NUMBER;
        view! { <Field id="claim-document" label=label kind=kind value=form.document problems=problems /> }
            .into_any()
    });
    let choose = listener(move |event| {
        let value = typed(&event);
        let found = KINDS.into_iter().find(|kind| claims::document(*kind) == value);
        form.document_kind.set(found.unwrap_or_default());
    });
    let kinds: Vec<AnyView> = KINDS
        .into_iter()
        .map(|kind| {
            view! { <option selected=move || form.document_kind.get() == kind>{claims::document(kind)}</option> }.into_any()
        })
        .collect();
    let (name, email, phone, address) = (
        Kind::text("name", 120),
        Kind::EMAIL,
        Kind::PHONE,
        Kind::text("street-address", 200),
    );
    let tick = listener(move |event| form.minor.set(event_target_checked(&event)));
    let fields = view! {
        <div class="book__fields">
            <Field id="claim-name" label=texts::FULL_NAME kind=name value=form.name problems=problems />
            <div class="book__fields">
                <div class="field">
                    <label class="field__label" for="claim-document-kind">
                        {texts::CLAIM_DOCUMENT}
                    </label>
                    <select class="field__input" id="claim-document-kind" on:change=choose>
                        {kinds}
                    </select>
                </div>
                {number}
            </div>
            <Field
                id="claim-email"
                label=texts::CLAIM_EMAIL
                kind=email
                value=form.email
                problems=problems
                hint=texts::CLAIM_EMAIL_HINT
                optional=true
            />
            <Field id="claim-phone" label=texts::CLAIM_PHONE kind=phone value=form.phone problems=problems optional=true />
        </div>
        <Field
            id="claim-address"
            label=texts::CLAIM_ADDRESS
            kind=address
            value=form.address
            problems=problems
            hint=texts::CLAIM_ADDRESS_HINT
            optional=true
        />
        <label class="check">
            <input type="checkbox" id="claim-minor" prop:checked=form.minor on:change=tick />
            <span>{texts::MINOR}</span>
        </label>
        {dynamic(move || if form.minor.get() { guardian(form, problems) } else { nothing() })}
    };
    part("2", texts::PART_CONSUMER, fields.into_any())
}

const KINDS: [DocumentKind; 3] = [DocumentKind::Dni, DocumentKind::Ce, DocumentKind::Passport];

/// A field of somebody else: the browser knows nothing of them.
fn not_completed(kind: Kind) -> Kind {
    Kind {
        autocomplete: "off",
        ..kind
    }
}

fn guardian(form: Form, problems: Problems) -> AnyView {
    let [name, email, phone, address] = form.guardian;
    let (mail, tel) = (not_completed(Kind::EMAIL), not_completed(Kind::PHONE));
    view! {
        <fieldset class="book__fields book__group">
            <legend>{texts::GUARDIAN}</legend>
            <Field
                id="guardian-name"
                label=texts::GUARDIAN_NAME
                kind=Kind::text("off", 120)
                value=name
                problems=problems
                optional=true
            />
            <Field
                id="guardian-email"
                label=texts::GUARDIAN_EMAIL
                kind=mail
                value=email
                problems=problems
                optional=true
            />
            <Field
                id="guardian-phone"
                label=texts::GUARDIAN_PHONE
                kind=tel
                value=phone
                problems=problems
                optional=true
            />
            <Field
                id="guardian-address"
                label=texts::GUARDIAN_ADDRESS
                kind=Kind::text("off", 200)
                value=address
                problems=problems
                optional=true
            />
        </fieldset>
    }
    .into_any()
}

pub(crate) fn thing(form: Form, problems: Problems) -> AnyView {
    let is = move |wanted| Signal::derive(move || form.thing.get() == wanted);
    let one = move |thing: ClaimedThing| {
        let chosen = move |()| form.thing.set(thing);
        view! { <Choice name="claim-thing" checked=is(thing) title=claims::thing(thing) chosen=chosen /> }
            .into_any()
    };
    let amount = Kind {
        inputmode: "decimal",
        ..Kind::text("off", 16)
    };
    let fields = view! {
        <div class="book__fields">
            {branches(form)}
            <Field
                id="claim-order"
                label=texts::CLAIM_ORDER
                kind=Kind::text("off", 30)
                value=form.order
                problems=problems
                hint=texts::CLAIM_ORDER_HINT
                optional=true
            />
            <Field
                id="claim-amount"
                label=texts::CLAIM_AMOUNT
                kind=amount
                value=form.amount
                problems=problems
                optional=true
            />
            <Field
                id="claim-description"
                label=texts::CLAIM_DESCRIPTION
                kind=Kind::text("off", 300)
                value=form.description
                problems=problems
                optional=true
            />
        </div>
        <fieldset class="book__group">
            <legend>{texts::CLAIM_THING}</legend>
            <div class="choices choices--row">{[one(ClaimedThing::Product), one(ClaimedThing::Service)]}</div>
        </fieldset>
    };
    part("3", texts::PART_THING, fields.into_any())
}

/// Where it was, for a restaurant of several places.
fn branches(form: Form) -> AnyView {
    let restaurant = RestaurantState::expect();
    let branches = Memo::new(move |_| {
        restaurant
            .known()
            .map(|known| known.storefront.tenant.branches.clone())
    });
    dynamic(move || {
        let branches = branches.get().unwrap_or_default();
        if branches.len() < 2 {
            return nothing();
        }
        let options: Vec<AnyView> = branches
            .iter()
            .map(|branch| {
                let (id, chosen) = (branch.id.clone(), branch.id.clone());
                let selected = move || form.branch.with(|known| known.as_ref() == Some(&chosen));
                view! { <option value=id.to_string() selected=selected>{branch.name.clone()}</option> }
                    .into_any()
            })
            .collect();
        let choose = listener(move |event| form.branch.set(Slug::parse(event_target_value(&event)).ok()));
        view! {
            <div class="field">
                <label class="field__label" for="claim-branch">
                    {texts::CLAIM_BRANCH} " " <span class="field__optional">{texts::OPTIONAL}</span>
                </label>
                <select class="field__input" id="claim-branch" on:change=choose>
                    <option value="">"—"</option>
                    {options}
                </select>
            </div>
        }
        .into_any()
    })
}

pub(crate) fn claim(form: Form, problems: Problems) -> AnyView {
    let kind = move |kind: ClaimKind, note: &'static str| {
        let checked = Signal::derive(move || form.kind.get() == kind);
        let chosen = move |()| form.kind.set(kind);
        let title = claims::kind(kind);
        view! { <Choice name="claim-kind" checked=checked title=title note=note chosen=chosen /> }.into_any()
    };
    let by = move |by: ReplyBy| {
        let checked = Signal::derive(move || form.reply_by.get() == by);
        let chosen = move |()| form.reply_by.set(by);
        view! { <Choice name="claim-reply-by" checked=checked title=claims::reply_by(by) chosen=chosen /> }
            .into_any()
    };
    let fields = view! {
        <fieldset class="book__group">
            <legend>{texts::CLAIM_KIND}</legend>
            <div class="choices choices--row">
                {[
                    kind(ClaimKind::Claim, texts::CLAIM_KIND_NOTE),
                    kind(ClaimKind::Complaint, texts::COMPLAINT_KIND_NOTE),
                ]}
            </div>
        </fieldset>
        <LongField
            id="claim-detail"
            label=texts::CLAIM_DETAIL
            longest=3000
            value=form.detail
            problems=problems
            hint=texts::CLAIM_DETAIL_HINT
        />
        <LongField
            id="claim-request"
            label=texts::CLAIM_REQUEST
            longest=1500
            value=form.request
            problems=problems
            optional=true
        />
        <fieldset class="book__group">
            <legend>{texts::REPLY_BY}</legend>
            <div class="choices choices--row">{[by(ReplyBy::Email), by(ReplyBy::Letter)]}</div>
        </fieldset>
    };
    part("4", texts::PART_CLAIM, fields.into_any())
}
