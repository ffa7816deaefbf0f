//! Marca: name, words, logo, colours and forms, with the storefront as it would look.

use super::colours::{ColourRow, Preview, logo};
use super::forms::Forms;
use crate::components::picture_input::{PictureInput, PictureWords};
use crate::components::text_field::TextField;
use crate::state::brand_draft::BrandDraft;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::menu_form::wrong_with;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::upload::Upload;
use ::texts::now::console::brand as texts;
use api::catalog::{BrandDesk, PictureKind};
use api::{ApiError, Code};
use domain::brand::{BrandSettings, MAX_HEADLINE, MAX_NAME, MAX_STORY, MAX_TAGLINE};
use domain::palette::Chosen;
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::{brand as asked, change_brand};
use ui::resource::{Loaded, Loader};
use ui::toast::{Toasts, Tone};

const LOGO: PictureWords = PictureWords {
    choose: texts::LOGO_CHOOSE,
    change: texts::LOGO_CHANGE,
    remove: texts::LOGO_REMOVE,
    sending: texts::LOGO_SENDING,
    hint: texts::LOGO_HINT,
};

/// A screen has one.
const OPENING: u64 = 0;

/// Asks for the brand, and again whenever the settings have changed.
#[component]
pub fn AskedBrand() -> AnyView {
    let brand = RestaurantState::expect().with_tenant(|tenant| {
        let begin = BrandDesk {
            version: 0,
            brand: BrandSettings::of(&tenant.brand),
        };
        BrandDraft::new(begin, tenant.brand.clone())
    });
    let loader = Loader::new(asked, move |stored| brand.learn(stored));
    let following = Following::expect();
    effect(move || {
        following.settings();
        loader.ask();
    });
    view! {
        <Loaded loader loading=texts::LOADING>
            <BrandCard brand loader />
        </Loaded>
    }
    .into_any()
}

/// Stores the draft, and says why it came to nothing where it did.
fn save(brand: BrandDraft, loader: Loader) {
    if brand.saves.get_untracked() {
        return;
    }
    brand.saves.set(true);
    brand.wrong.set(Vec::new());
    let wanted = brand.wanted();
    let sent = wanted.brand.clone();
    let (toasts, session) = (Toasts::expect(), Session::expect().asked());
    spawn_local(async move {
        match change_brand(wanted).await {
            Ok(stored) => {
                brand.saved(&sent, stored);
                toasts.say(Tone::Success, texts::SAVED);
            }
            Err(error) if error.code == Code::Unauthenticated => session.expire(),
            Err(error) => not_saved(brand, loader, error, toasts),
        }
        let _ = brand.saves.try_set(false);
    });
}

fn not_saved(brand: BrandDraft, loader: Loader, error: ApiError, toasts: Toasts) {
    // What is stored says whether it arrived, and what somebody else has made of it.
    if error.is_no_answer() || error.code == Code::VersionChanged {
        loader.ask_now();
    }
    if error.code == Code::VersionChanged {
        // Until it is known what has changed: another setting stands in nobody's way.
        let _ = brand.overtaken.try_set(true);
        return;
    }
    let said = match error.fields.first() {
        _ if error.is_no_answer() => texts::PERHAPS_SAVED.to_owned(),
        Some(field) => field.message.clone(),
        None => error.message,
    };
    let _ = brand.wrong.try_set(error.fields);
    toasts.say(Tone::Danger, said);
}

#[component]
pub(crate) fn BrandCard(brand: BrandDraft, loader: Loader) -> AnyView {
    let (overtaken, upload) = (brand.overtaken, Upload::new());
    view! {
        <section class="card stack" aria-labelledby="marca">
            <header class="card__head">
                <h2 id="marca">{texts::TITLE}</h2>
                <p class="muted">{texts::LEAD}</p>
            </header>
            <div class="brand">
                <div class="stack">
                    <BrandTexts brand />
                    <Logo brand upload />
                    <h3 id="marca-colores">{texts::COLOURS}</h3>
                    <div role="group" aria-labelledby="marca-colores">
                        {Chosen::ALL.map(|which| view! { <ColourRow brand which /> }).collect_view()}
                    </div>
                    <h3>{texts::FORMS}</h3>
                    <Forms brand />
                </div>
                <Preview brand />
            </div>
            <div role="alert">
                {move || overtaken.get().then(|| view! { <p class="notice notice--warning">{texts::OVERTAKEN}</p> })}
            </div>
            <BrandFoot brand loader upload />
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn BrandTexts(brand: BrandDraft) -> AnyView {
    let draft = brand.draft;
    let text =
        move |read: fn(&BrandSettings) -> &String| memo(move || draft.with(|draft| read(draft).clone()));
    let typed = move |write: fn(&mut BrandSettings, String)| {
        Callback::new(move |text: String| draft.update(|draft| write(draft, text)))
    };
    let wrong = move |pointer: &'static str| {
        Signal::derive(move || brand.wrong.with(|found| wrong_with(found, pointer)))
    };
    view! {
        <TextField
            id="marca-nombre"
            label=texts::NAME
            value=text(|brand| &brand.name)
            wrong=wrong("/brand/name")
            typed=typed(|brand, text| brand.name = text)
            longest=MAX_NAME
            capitals="words"
        />
        <TextField
            id="marca-linea"
            label=texts::TAGLINE
            hint=texts::TAGLINE_HINT
            value=text(|brand| &brand.tagline)
            wrong=wrong("/brand/tagline")
            typed=typed(|brand, text| brand.tagline = text)
            longest=MAX_TAGLINE
        />
        <TextField
            id="marca-frase"
            label=texts::HEADLINE
            value=text(|brand| &brand.headline)
            wrong=wrong("/brand/headline")
            typed=typed(|brand, text| brand.headline = text)
            longest=MAX_HEADLINE
        />
        <TextField
            id="marca-historia"
            label=texts::STORY
            hint=texts::STORY_HINT
            value=text(|brand| &brand.story)
            wrong=wrong("/brand/story")
            typed=typed(|brand, text| brand.story = text)
            longest=MAX_STORY
            long=true
        />
    }
    .into_any()
}

#[component]
pub(crate) fn Logo(brand: BrandDraft, upload: Upload) -> AnyView {
    let wrong = move || {
        let of_address = || brand.wrong.with(|found| wrong_with(found, "/brand/logo"));
        upload.wrong(OPENING).or_else(of_address)
    };
    let choose = Callback::new(move |event: Event| {
        upload.send(OPENING, &event, PictureKind::Logo, move |address| {
            brand.draft.try_update(|draft| draft.logo = address).is_some()
        });
    });
    let remove = Callback::new(move |()| {
        upload.forget();
        brand.draft.update(|draft| draft.logo.clear());
    });
    view! {
        <PictureInput
            id="marca-logo"
            words=LOGO
            image=logo(brand)
            own=memo(move || brand.draft.with(|draft| !draft.logo.is_empty()))
            sends=memo(move || upload.sends(OPENING))
            arrived=memo(move || upload.arrived(OPENING))
            wrong=Signal::derive(wrong)
            choose
            remove
            square=true
        />
    }
    .into_any()
}

#[component]
pub(crate) fn BrandFoot(brand: BrandDraft, loader: Loader, upload: Upload) -> AnyView {
    let changed = memo(move || brand.changed());
    let readable = memo(move || brand.is_readable());
    let saves = brand.saves;
    let press = move |_| {
        let ready = changed.get_untracked() && readable.get_untracked();
        if ready && !upload.is_awaited(OPENING) {
            save(brand, loader);
        }
    };
    let discard = move |_| {
        upload.forget();
        brand.discard();
        loader.ask_now();
    };
    view! {
        <div class="cluster">
            <p class="muted" role="status">
                {move || match (changed.get(), readable.get()) {
                    (_, false) => texts::NOT_YET,
                    (true, true) => texts::UNSAVED,
                    (false, true) => texts::ALL_SAVED,
                }}
            </p>
            <button
                type="button"
                class="button"
                disabled=move || !changed.get() || saves.get()
                on:click=discard
            >
                {texts::DISCARD}
            </button>
            <button
                type="button"
                class="button button--primary"
                disabled=move || !changed.get() || !readable.get()
                aria-busy=move || saves.get().then_some("true")
                on:click=press
            >
                {move || if saves.get() { texts::SAVING } else { texts::SAVE }}
            </button>
        </div>
    }
    .into_any()
}
