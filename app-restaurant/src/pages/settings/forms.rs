//! The forms of the brand: the edge of its paper, its corners and its letters, each shown as it is.

use crate::state::brand_draft::BrandDraft;
use crate::state::erased::{effect, memo};
use ::texts::now::console::brand as texts;
use domain::brand::BrandSettings;
use domain::brand_forms::{Corners, Edge, Form, Letters};
use leptos::html::Span;
use leptos::prelude::*;

/// A kind of form: what it is called, and where it stands in the settings.
struct Kind<F: 'static> {
    /// Its name in the style sheet.
    class: &'static str,
    title: &'static str,
    called: fn(F) -> &'static str,
    read: fn(&BrandSettings) -> Option<F>,
    write: fn(&mut BrandSettings, F),
}

#[component]
pub(crate) fn Forms(brand: BrandDraft) -> AnyView {
    let edge = Kind {
        class: "edge",
        title: texts::EDGE,
        called: texts::edge,
        read: |brand| brand.edge,
        write: |brand, edge: Edge| brand.edge = Some(edge),
    };
    let corners = Kind {
        class: "corners",
        title: texts::CORNERS,
        called: texts::corners,
        read: |brand| brand.corners,
        write: |brand, corners: Corners| brand.corners = Some(corners),
    };
    let letters = Kind {
        class: "letters",
        title: texts::LETTERS,
        called: texts::letters,
        read: |brand| brand.letters,
        write: |brand, letters: Letters| brand.letters = Some(letters),
    };
    view! {
        {tiles(brand, edge)}
        {tiles(brand, corners)}
        {tiles(brand, letters)}
    }
    .into_any()
}

fn tiles<F: Form + Send + Sync>(brand: BrandDraft, kind: Kind<F>) -> AnyView {
    let Kind {
        class,
        title,
        called,
        read,
        write,
    } = kind;
    let drafted = memo(move || brand.draft.with(read));
    let id = ["marca-", class].concat();
    let titled = id.clone();
    let tile = |form: F| {
        let look = NodeRef::<Span>::new();
        effect(move || {
            if let Some(look) = look.get() {
                ui::palette::put_on_element(&look, &written(form));
            }
        });
        view! {
            <button
                type="button"
                class="tile"
                aria-pressed=move || if drafted.get() == Some(form) { "true" } else { "false" }
                on:click=move |_| brand.draft.update(|draft| write(draft, form))
            >
                <span class=["form-look form-look--", class].concat() node_ref=look aria-hidden="true">
                    {(class == "letters").then_some(texts::LETTERS_SAMPLE)}
                </span>
                {called(form)}
            </button>
        }
    };
    view! {
        <div role="group" class="stack" aria-labelledby=titled>
            <p class="field__label" id=id>
                {title}
            </p>
            <div class="tiles tiles--forms">{F::ALL.iter().map(|form| tile(*form)).collect_view()}</div>
        </div>
    }
    .into_any()
}

fn written<F: Form>(form: F) -> Vec<(&'static str, String)> {
    let tokens = form.tokens().iter();
    tokens.map(|(name, value)| (*name, (*value).to_owned())).collect()
}
