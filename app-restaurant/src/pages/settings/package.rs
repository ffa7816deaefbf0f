//! What of a package of catering can be changed.

use crate::components::picture_input::{PictureInput, PictureWords};
use crate::components::text_field::TextField;
use crate::state::catering_rules::{CateringDraft, amount, number, people, priced, shown};
use crate::state::erased::memo;
use crate::state::menu_form::wrong_with;
use crate::state::upload::Upload;
use ::texts::now::console::catering_rules as texts;
use api::catalog::PictureKind;
use domain::catering::{CateringPackage, MAX_CONTENT, MAX_PACKAGE_ABOUT, MAX_PACKAGE_NAME, PackagePrice};
use domain::{Money, Slug};
use leptos::ev::Event;
use leptos::prelude::*;

const PHOTO: PictureWords = PictureWords {
    choose: texts::PHOTO_CHOOSE,
    change: texts::PHOTO_CHANGE,
    remove: texts::PHOTO_REMOVE,
    sending: texts::PHOTO_SENDING,
    hint: texts::PHOTO_HINT,
};

/// One picture at a time is on its way, for the package whose fields are open.
pub(super) const UPLOAD: u64 = 0;

/// The longest text of all entries of a package.
const LONGEST: usize = 20 * (MAX_CONTENT + 1);

/// What is typed is in the draft at once.
#[component]
pub(crate) fn PackageFields(
    rules: CateringDraft,
    at: usize,
    package: CateringPackage,
    upload: Upload,
) -> AnyView {
    let id = move |name: &str| format!("paquete-{at}-{name}");
    let wrong = move |field: &str| {
        let pointer = format!("/catering/packages/{at}/{field}");
        Signal::derive(move || rules.wrong.with(|found| wrong_with(found, &pointer)))
    };
    let typed = move |change: fn(&mut CateringPackage, String)| {
        Callback::new(move |text: String| rules.change_package(at, |package| change(package, text)))
    };
    // What is wrong with one of the entries is said of all of them.
    let entries = format!("/catering/packages/{at}/contents");
    let wrong_entry = Signal::derive(move || {
        rules.wrong.with(|found| {
            let mut of_entries = found.iter().filter(|field| field.pointer.starts_with(&entries));
            of_entries.next().map(|field| field.message.clone())
        })
    });
    view! {
        <div class="stack">
            <TextField
                id=id("nombre")
                label=texts::NAME
                value=RwSignal::new(package.name)
                wrong=wrong("name")
                typed=typed(|package, text| package.name = text)
                longest=MAX_PACKAGE_NAME
            />
            <TextField
                id=id("sobre")
                label=texts::ABOUT
                hint=texts::ABOUT_HINT
                value=RwSignal::new(package.description)
                wrong=wrong("description")
                typed=typed(|package, text| package.description = text)
                longest=MAX_PACKAGE_ABOUT
            />
            <TextField
                id=id("trae")
                label=texts::CONTENTS
                hint=texts::CONTENTS_HINT
                value=RwSignal::new(package.contents.join("\n"))
                wrong=wrong_entry
                typed=typed(|package, text| package.contents = text.lines().map(str::to_owned).collect())
                longest=LONGEST
                long=true
            />
            {price(rules, at, package.price)}
            {photo(rules, at, package.id, upload)}
        </div>
    }
    .into_any()
}

/// For each person or for all of them, how many, and how much.
fn price(rules: CateringDraft, at: usize, price: PackagePrice) -> AnyView {
    let current = move || {
        let package = rules.draft.with(|draft| draft.catering.packages.get(at).cloned());
        package.map_or(price, |package| package.price)
    };
    let for_each = memo(move || matches!(current(), PackagePrice::PerPerson { .. }));
    let set = move |for_each: bool, people: u32, price: Money| {
        rules.change_package(at, |package| package.price = priced(for_each, people, price));
    };
    let wrong = move |fields: [&str; 2]| {
        let pointers = fields.map(|field| format!("/catering/packages/{at}/price/{field}"));
        Signal::derive(move || {
            rules
                .wrong
                .with(|found| pointers.iter().find_map(|pointer| wrong_with(found, pointer)))
        })
    };
    let kind = move |each: bool, words: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name=format!("paquete-{at}-precio")
                    prop:checked=move || for_each.get() == each
                    on:change=move |_| {
                        let now = untrack(current);
                        set(each, people(now), now.unit());
                    }
                />
                <span>{words}</span>
            </label>
        }
    };
    let count = Callback::new(move |text: String| {
        let now = untrack(current);
        set(
            matches!(now, PackagePrice::PerPerson { .. }),
            number(&text, u32::MAX),
            now.unit(),
        );
    });
    let cost = Callback::new(move |text: String| {
        let now = untrack(current);
        set(
            matches!(now, PackagePrice::PerPerson { .. }),
            people(now),
            amount(&text),
        );
    });
    let first = match price.unit() {
        none if none <= Money::ZERO => String::new(),
        price => price.decimal(),
    };
    view! {
        <div role="radiogroup" class="stack" aria-label=texts::PRICE_KIND>
            {kind(true, texts::PER_PERSON)}
            {kind(false, texts::WHOLE)}
        </div>
        <div class="field-row">
            <TextField
                id=format!("paquete-{at}-personas")
                label=texts::PEOPLE
                hint=texts::PEOPLE_HINT
                value=RwSignal::new(shown(people(price)))
                wrong=wrong(["people", "from"])
                typed=count
                longest=6
                keys="numeric"
            />
            <TextField
                id=format!("paquete-{at}-monto")
                label=texts::PRICE
                value=RwSignal::new(first)
                wrong=wrong(["price", "price"])
                typed=cost
                longest=12
                keys="decimal"
            />
        </div>
    }
    .into_any()
}

fn photo(rules: CateringDraft, at: usize, id: Slug, upload: Upload) -> AnyView {
    let image = memo(move || {
        let package = rules.draft.with(|draft| draft.catering.packages.get(at).cloned());
        package.map(|package| package.image).unwrap_or_default()
    });
    let shown = memo(move || match image.get() {
        none if none.is_empty() => "/assets/favicon.svg".to_owned(),
        image => image,
    });
    let wrong = Signal::derive(move || {
        let pointer = format!("/catering/packages/{at}/image");
        let of_address = || rules.wrong.with(|found| wrong_with(found, &pointer));
        upload.wrong(UPLOAD).or_else(of_address)
    });
    let choose = Callback::new(move |event: Event| {
        let id = id.clone();
        upload.send(UPLOAD, &event, PictureKind::Photo, move |address| {
            rules.put_picture(&id, address)
        });
    });
    let remove = Callback::new(move |()| {
        upload.forget();
        rules.change_package(at, |package| package.image.clear());
    });
    view! {
        <PictureInput
            id="paquete-foto"
            words=PHOTO
            image=shown
            own=memo(move || !image.with(String::is_empty))
            sends=memo(move || upload.sends(UPLOAD))
            arrived=memo(move || upload.arrived(UPLOAD))
            wrong
            choose
            remove
        />
    }
    .into_any()
}
