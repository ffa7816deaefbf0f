//! Marca: what the restaurant is called, where it is, and how it looks.

use super::{Setup, foot, heading};
use crate::components::text_field::TextField;
use crate::pages::settings::brand::Logo;
use crate::pages::settings::business::{address_fields, business_fields, store};
use crate::pages::settings::colours::ColourRow;
use crate::pages::settings::forms::Forms;
use crate::pages::settings::taxes::TaxField;
use crate::state::brand_draft::BrandDraft;
use crate::state::colour_sets;
use crate::state::erased::memo;
use crate::state::menu_form::wrong_with;
use crate::state::session::Session;
use crate::state::setup::Step;
use crate::state::upload::Upload;
use ::texts::now::console::brand as words;
use ::texts::now::console::setup as texts;
use api::{ApiError, Code};
use domain::brand::{BrandColours, BrandSettings, MAX_HEADLINE, MAX_NAME};
use domain::palette::Chosen;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::change_brand;
use ui::page;
use ui::toast::{Toasts, Tone};

/// A screen has one picture.
const OPENING: u64 = 0;

pub(super) fn identity(setup: Setup) -> AnyView {
    let (brand, upload) = (setup.brand, Upload::new());
    let busy = RwSignal::new(false);
    let readable = memo(move || brand.is_readable());
    let why_not = Signal::derive(move || (!readable.get()).then(|| words::NOT_YET.to_owned()));
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let press = move || {
        if upload.is_awaited(OPENING) {
            return;
        }
        busy.set(true);
        brand.wrong.set(Vec::new());
        setup.business.wrong.set(Vec::new());
        let asked = session.asked();
        spawn_local(async move {
            match keep(setup).await {
                Ok(()) => setup.go_on(Step::Brand, Step::Menu),
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => refused(setup, error, toasts),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        {heading(texts::BRAND_TITLE, texts::BRAND_LEAD)}
        <section class="card stack" aria-labelledby="instalacion-quien">
            <h2 class="card__title" id="instalacion-quien">
                {texts::WHO}
            </h2>
            {names(brand)}
            <div class="field-row">{address_fields(setup.business, 0)}</div>
            {business_fields(setup.business)}
            <TaxField business=setup.business />
        </section>
        <section class="card stack" aria-labelledby="instalacion-aspecto">
            <header class="card__head">
                <h2 class="card__title" id="instalacion-aspecto">
                    {texts::LOOKS}
                </h2>
                <p class="muted">{texts::LOOKS_LEAD}</p>
            </header>
            <Logo brand upload />
            {combinations(brand)}
            <details>
                <summary>{texts::OWN_COLOURS}</summary>
                <div>{Chosen::ALL.map(|which| view! { <ColourRow brand which /> }).collect_view()}</div>
            </details>
            <details>
                <summary>{texts::FORMS}</summary>
                <div class="stack">
                    <Forms brand />
                </div>
            </details>
        </section>
        {foot(Step::Brand, why_not, busy, (texts::TO_MENU, texts::SAVING), press)}
    }
    .into_any()
}

/// Stores brand and business, as far as they have changed. Both belong to the settings, whose version grows with the first.
async fn keep(setup: Setup) -> Result<(), ApiError> {
    if untrack(move || setup.brand.changed()) {
        let wanted = setup.brand.wanted();
        let (seen, sent) = (wanted.version, wanted.brand.clone());
        let stored = change_brand(wanted).await?;
        setup.business.follow_own(seen, stored.version);
        setup.hours.follow_own(seen, stored.version);
        setup.brand.saved(&sent, stored);
    }
    if setup.business.draft.try_get_untracked().is_some() && untrack(move || setup.business.changed()) {
        store(setup.business, setup.business.wanted()).await?;
    }
    Ok(())
}

fn refused(setup: Setup, error: ApiError, toasts: Toasts) {
    let overtaken = error.code == Code::VersionChanged;
    if overtaken {
        // What is shown from now on is what is stored.
        setup.brand.discard();
        setup.business.discard();
    }
    if overtaken || error.is_no_answer() {
        setup.brand_loader.ask_now();
        setup.business_loader.ask_now();
    }
    let said = match error.fields.first() {
        _ if overtaken => texts::OVERTAKEN.to_owned(),
        _ if error.is_no_answer() => texts::PERHAPS.to_owned(),
        Some(field) => field.message.clone(),
        None => error.message,
    };
    let (brand, business): (Vec<_>, Vec<_>) = error
        .fields
        .into_iter()
        .partition(|field| field.pointer.starts_with("/brand"));
    let _ = setup.brand.wrong.try_set(brand);
    let _ = setup.business.wrong.try_set(business);
    toasts.say(Tone::Danger, said);
    page::focus_wrong();
}

/// Name and the large sentence.
fn names(brand: BrandDraft) -> AnyView {
    let draft = brand.draft;
    let wrong = move |pointer: &'static str| {
        Signal::derive(move || brand.wrong.with(|found| wrong_with(found, pointer)))
    };
    let text =
        move |read: fn(&BrandSettings) -> &String| memo(move || draft.with(|draft| read(draft).clone()));
    view! {
        <TextField
            id="marca-nombre"
            label=words::NAME
            value=text(|brand| &brand.name)
            wrong=wrong("/brand/name")
            typed=Callback::new(move |text| draft.update(|draft| draft.name = text))
            longest=MAX_NAME
            capitals="words"
        />
        <TextField
            id="marca-frase"
            label=words::HEADLINE
            value=text(|brand| &brand.headline)
            wrong=wrong("/brand/headline")
            typed=Callback::new(move |text| draft.update(|draft| draft.headline = text))
            longest=MAX_HEADLINE
        />
    }
    .into_any()
}

/// Sets of colours that go together.
fn combinations(brand: BrandDraft) -> AnyView {
    let tiles: Vec<AnyView> = colour_sets::all()
        .into_iter()
        .map(|(name, colours)| combination(brand, name, colours))
        .collect();
    view! {
        <div class="tiles tiles--colours" role="group" aria-label=texts::COLOURS>
            {tiles}
        </div>
    }
    .into_any()
}

fn combination(brand: BrandDraft, name: &'static str, colours: BrandColours) -> AnyView {
    let chosen = memo(move || brand.draft.with(|draft| draft.colours == colours));
    let dot = |colour: domain::palette::Colour| {
        view! {
            <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                <circle cx="10" cy="10" r="9" fill=colour.to_string() />
            </svg>
        }
    };
    view! {
        <button
            type="button"
            class="tile"
            aria-pressed=move || if chosen.get() { "true" } else { "false" }
            on:click=move |_| brand.draft.update(|draft| draft.colours = colours)
        >
            <span class="cluster">{dot(colours.brand)} {dot(colours.accent)} {dot(colours.hero_from)}</span>
            {name}
        </button>
    }
    .into_any()
}
