//! Negocio y locales: who sells, how it is reached, and where it cooks.

use super::desk::{self, DeskWords};
use super::taxes::TaxField;
use crate::components::text_field::TextField;
use crate::routes::Screen;
use crate::state::business_draft::BusinessDraft;
use crate::state::erased::memo;
use crate::state::menu_form::wrong_with;
use ::texts::now::console::business as texts;
use api::ApiError;
use api::catalog::BusinessDesk;
use domain::business::{
    BusinessSettings, CODE_DIGITS, MAX_DISTRICT, MAX_LEGAL_NAME, MAX_PLACE_NAME, MAX_PLACES, MAX_STREET,
    PlaceSettings,
};
use leptos::prelude::*;
use rpc::catalog::{business as asked, change_business};
use ui::icon::Icon;
use ui::resource::Loader;

const WORDS: DeskWords = DeskWords {
    save: texts::SAVE,
    saved: texts::SAVED,
};

/// The button for one place more.
const ADD: &str = "local-agregar";

/// Asks for it, and again whenever the settings have changed.
#[component]
pub fn AskedBusiness() -> AnyView {
    let business = BusinessDraft::unknown();
    let card = move |loader| view! { <BusinessCard business loader /> }.into_any();
    desk::asked(business, asked, texts::LOADING, card)
}

/// Stores what is drafted.
pub(crate) async fn store(business: BusinessDraft, wanted: BusinessDesk) -> Result<BusinessDesk, ApiError> {
    let sent = wanted.clone();
    let stored = change_business(wanted).await?;
    business.saved(&sent, stored.clone());
    Ok(stored)
}

#[component]
pub(crate) fn BusinessCard(business: BusinessDraft, loader: Loader) -> AnyView {
    view! {
        <section class="card stack" aria-labelledby="negocio">
            <header class="card__head">
                <h2 id="negocio">{texts::TITLE}</h2>
                <p class="muted">{texts::LEAD}</p>
            </header>
            <p>
                <a href=Screen::Setup.href()>{texts::DOOR}</a>
            </p>
            {business_fields(business)}
            <TaxField business />
            {zone_field(business)}
            {places(business)}
            {desk::foot(business, loader, WORDS, || true, change_business)}
        </section>
    }
    .into_any()
}

/// A text of the business, followed, with what is wrong with it.
fn field(
    business: BusinessDraft,
    id: &'static str,
    (label, hint): (&'static str, &'static str),
    (pointer, longest, keys): (&'static str, usize, &'static str),
    read: fn(&BusinessSettings) -> String,
    write: fn(&mut BusinessSettings, String),
) -> AnyView {
    let draft = business.draft;
    let value = memo(move || draft.with(|draft| read(&draft.business)));
    let wrong = Signal::derive(move || business.wrong.with(|found| wrong_with(found, pointer)));
    let typed = Callback::new(move |text: String| draft.update(|draft| write(&mut draft.business, text)));
    let capitals = if keys == "text" { "words" } else { "none" };
    view! { <TextField id label hint value wrong typed longest keys capitals /> }.into_any()
}

/// Name in law, tax number, telephone and e-mail.
pub(crate) fn business_fields(business: BusinessDraft) -> AnyView {
    let legal_name = field(
        business,
        "negocio-razon",
        (texts::LEGAL_NAME, texts::LEGAL_NAME_HINT),
        ("/business/legalName", MAX_LEGAL_NAME, "text"),
        |business| business.legal_name.clone(),
        |business, text| business.legal_name = text,
    );
    let phone = field(
        business,
        "negocio-telefono",
        (texts::PHONE, ""),
        ("/business/phone", 40, "tel"),
        |business| business.phone.clone(),
        |business, text| business.phone = text,
    );
    let ruc = field(
        business,
        "negocio-ruc",
        (texts::RUC, texts::RUC_HINT),
        ("/business/ruc", 20, "numeric"),
        |business| business.ruc.clone(),
        |business, text| business.ruc = text,
    );
    let email = field(
        business,
        "negocio-correo",
        (texts::EMAIL, texts::EMAIL_HINT),
        ("/business/email", 254, "email"),
        |business| business.email.clone().unwrap_or_default(),
        |business, text| business.email = Some(text),
    );
    view! {
        {legal_name}
        <div class="field-row">{ruc} {phone}</div>
        {email}
    }
    .into_any()
}

/// By which clocks hours and days go. A zone of another part of the world, which an operator has set, is offered too.
fn zone_field(business: BusinessDraft) -> AnyView {
    let draft = business.draft;
    let zone = memo(move || draft.with(|draft| draft.zone.clone()));
    let wrong = Signal::derive(move || business.wrong.with(|found| wrong_with(found, "/zone")));
    let options = move || {
        let chosen = zone.get();
        let other = texts::ZONES.iter().all(|(name, _)| *name != chosen);
        let other = other.then(|| (chosen.clone(), chosen.clone()));
        let known = texts::ZONES.iter();
        let known = known.map(|(name, place)| ((*name).to_owned(), (*place).to_owned()));
        let option = |(name, place): (String, String)| {
            let selected = name == chosen;
            view! { <option value=name selected=selected>{place}</option> }.into_any()
        };
        other
            .into_iter()
            .chain(known)
            .map(option)
            .collect::<Vec<AnyView>>()
    };
    let choose = move |event| draft.update(|draft| draft.zone = event_target_value(&event));
    view! {
        <div class="field">
            <label class="field__label" for="negocio-zona">
                {texts::ZONE}
            </label>
            <select
                class="field__input"
                id="negocio-zona"
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby="negocio-zona-sobre"
                on:change=choose
            >
                {options}
            </select>
            <div id="negocio-zona-sobre">
                {move || match wrong.get() {
                    Some(wrong) => view! { <p class="field__error">{wrong}</p> }.into_any(),
                    None => view! { <p class="field__hint">{texts::ZONE_HINT}</p> }.into_any(),
                }}
            </div>
        </div>
    }
    .into_any()
}

/// A text of a place, followed, with what is wrong with it.
fn place_field(
    business: BusinessDraft,
    at: usize,
    name: &'static str,
    (label, hint): (&'static str, &'static str),
    longest: usize,
    read: fn(&PlaceSettings) -> &String,
    write: fn(&mut PlaceSettings, String),
) -> AnyView {
    let draft = business.draft;
    let value = memo(move || {
        draft.with(|draft| {
            draft
                .places
                .get(at)
                .map(|place| read(place).clone())
                .unwrap_or_default()
        })
    });
    let pointer = format!("/places/{at}/{name}");
    let wrong = Signal::derive(move || business.wrong.with(|found| wrong_with(found, &pointer)));
    let typed = Callback::new(move |text: String| {
        draft.update(|draft| {
            if let Some(place) = draft.places.get_mut(at) {
                write(place, text);
            }
        });
    });
    let id = format!("local-{at}-{name}");
    view! { <TextField id label hint value wrong typed longest capitals="words" /> }.into_any()
}

/// Street and district of a place.
pub(crate) fn address_fields(business: BusinessDraft, at: usize) -> AnyView {
    view! {
        {place_field(
            business,
            at,
            "address",
            (texts::ADDRESS, ""),
            MAX_STREET,
            |place| &place.address,
            |place, text| place.address = text,
        )}
        {place_field(
            business,
            at,
            "district",
            (texts::DISTRICT, ""),
            MAX_DISTRICT,
            |place| &place.district,
            |place, text| place.district = text,
        )}
    }
    .into_any()
}

fn places(business: BusinessDraft) -> AnyView {
    let draft = business.draft;
    // Drawn anew when there are more or fewer of them, and when what is stored takes their place: not with every letter.
    let drawn = memo(move || (draft.with(|draft| draft.places.len()), business.replaced.get()));
    let add = move |_| {
        let at = draft.with_untracked(|draft| draft.places.len());
        business.add_place(texts::NEW_PLACE);
        ui::page::focus_soon(format!("local-{at}-name"));
    };
    view! {
        <h3>{texts::PLACES}</h3>
        {move || {
            let (count, _) = drawn.get();
            (0..count).map(|at| place(business, at)).collect_view()
        }}
        {move || {
            (drawn.get().0 < MAX_PLACES)
                .then(|| {
                    view! {
                        <div>
                            <button type="button" class="button" id=ADD on:click=add>
                                <Icon name="plus" />
                                {texts::ADD_PLACE}
                            </button>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

fn place(business: BusinessDraft, at: usize) -> AnyView {
    let stored = memo(move || business.is_stored(at));
    let take_back = move |_| {
        business.remove_place(at);
        business.wrong.set(Vec::new());
        ui::page::focus_soon(ADD.to_owned());
    };
    let draft = business.draft;
    let name = memo(move || {
        draft.with(|draft| {
            draft
                .places
                .get(at)
                .map(|place| place.name.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <fieldset class="place">
            <legend class="visually-hidden">{name}</legend>
            <div class="field-row">
                {place_field(
                    business,
                    at,
                    "name",
                    (texts::PLACE_NAME, ""),
                    MAX_PLACE_NAME,
                    |place| &place.name,
                    |place, text| place.name = text,
                )}
                {place_field(
                    business,
                    at,
                    "code",
                    (texts::CODE, texts::CODE_HINT),
                    CODE_DIGITS,
                    |place| &place.code,
                    |place, text| place.code = text,
                )}
            </div>
            <div class="field-row">{address_fields(business, at)}</div>
            {move || {
                (!stored.get())
                    .then(|| {
                        view! {
                            <button type="button" class="button button--quiet" on:click=take_back>
                                {texts::TAKE_BACK}
                            </button>
                        }
                    })
            }}
        </fieldset>
    }
    .into_any()
}
