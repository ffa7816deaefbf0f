//! A field of a form by the JSON pointer of its value, what is wrong with it beside it, and all of that in a summary.

use crate::state::erased::memo;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use texts::now::console::catering as texts;
use ui::page;
use ui::typed::typed;

/// The id of the summary.
const SUMMARY: &str = "por-corregir";

/// What is wrong with a form, by JSON pointer.
#[derive(Debug, Clone, Copy)]
pub struct Wrong(RwSignal<Vec<(String, String)>>);

impl Wrong {
    pub fn new() -> Wrong {
        Wrong(RwSignal::new(Vec::new()))
    }

    /// Shows what is wrong; the summary takes the focus.
    pub fn show(self, found: Vec<(String, String)>) {
        let _ = self.0.try_set(found);
        request_animation_frame(|| page::focus(SUMMARY));
    }

    /// Notes what is wrong with one field.
    pub fn note(self, pointer: &str, text: String) {
        let _ = self.0.try_set(vec![(pointer.to_owned(), text)]);
    }

    pub fn clear(self) {
        if self.0.try_with_untracked(Vec::is_empty) == Some(false) {
            self.0.set(Vec::new());
        }
    }

    /// What is wrong at a pointer; followed.
    pub fn at(self, pointer: &str) -> Option<String> {
        self.0.with(|found| {
            let found = found.iter().find(|(known, _)| known == pointer);
            found.map(|(_, text)| text.clone())
        })
    }

    /// A field was changed: what was said of it no longer counts.
    pub fn changed(self, pointer: &str) {
        let known = self
            .0
            .with_untracked(|found| found.iter().any(|(known, _)| known == pointer));
        if known {
            self.0.update(|found| found.retain(|(known, _)| known != pointer));
        }
    }

    /// Rows have moved: what was said of any of them no longer counts.
    pub fn moved(self, list: &str) {
        self.0
            .update(|found| found.retain(|(known, _)| !known.starts_with(list)));
    }
}

/// The id of the field of a pointer.
pub fn id_of(pointer: &str) -> String {
    format!("campo{}", pointer.replace('/', "-"))
}

/// What a field takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Takes {
    #[default]
    Text,
    LongText,
    Date,
    Time,
    Count,
    Amount,
    Phone,
    Email,
}

impl Takes {
    fn kind(self) -> &'static str {
        match self {
            Takes::Text | Takes::LongText | Takes::Count | Takes::Amount => "text",
            Takes::Date => "date",
            Takes::Time => "time",
            Takes::Phone => "tel",
            Takes::Email => "email",
        }
    }

    fn keyboard(self) -> Option<&'static str> {
        match self {
            Takes::Count => Some("numeric"),
            Takes::Amount => Some("decimal"),
            _ => None,
        }
    }
}

#[component]
pub fn Field(
    wrong: Wrong,
    #[prop(into)] pointer: Signal<String>,
    label: &'static str,
    #[prop(into)] value: Signal<String>,
    set: Callback<String>,
    #[prop(optional)] takes: Takes,
    #[prop(optional)] optional: bool,
    #[prop(optional)] hint: &'static str,
    #[prop(default = 120)] longest: usize,
) -> AnyView {
    let id = memo(move || pointer.with(|pointer| id_of(pointer)));
    let problem = memo(move || pointer.with(|pointer| wrong.at(pointer)));
    let described = move || {
        id.with(|id| match hint.is_empty() {
            true => format!("{id}-error"),
            false => format!("{id}-ayuda {id}-error"),
        })
    };
    let invalid = move || problem.with(Option::is_some).then_some("true");
    let type_in = move |text: String| {
        set.run(text);
        pointer.with_untracked(|pointer| wrong.changed(pointer));
    };
    let input = match takes {
        Takes::LongText => view! {
            <textarea
                class="field__input"
                id=id
                maxlength=longest.to_string()
                aria-invalid=invalid
                aria-describedby=described
                prop:value=value
                on:input=move |event| type_in(typed(&event))
            ></textarea>
        }
        .into_any(),
        _ => view! {
            <input
                class="field__input"
                id=id
                type=takes.kind()
                inputmode=takes.keyboard()
                autocomplete="off"
                maxlength=longest.to_string()
                aria-invalid=invalid
                aria-describedby=described
                prop:value=value
                on:input=move |event| type_in(typed(&event))
            />
        }
        .into_any(),
    };
    let optional = optional.then(|| view! { <span class="field__optional">{texts::OPTIONAL}</span> });
    let hint = (!hint.is_empty()).then(|| {
        view! {
            <p class="field__hint" id=move || id.with(|id| format!("{id}-ayuda"))>
                {hint}
            </p>
        }
    });
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
                " "
                {optional}
            </label>
            {input}
            {hint}
            <div id=move || id.with(|id| format!("{id}-error"))>
                {move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
        </div>
    }
    .into_any()
}

/// Everything that is wrong, each with a way to its field. It takes the focus.
#[component]
pub fn Summary(
    wrong: Wrong,
    /// The name of a field by its pointer.
    #[prop(default = texts::field_name)]
    named: fn(&str) -> String,
) -> AnyView {
    let row = move |(pointer, text): (String, String)| {
        let id = id_of(&pointer);
        let href = format!("#{id}");
        let go = move |event: MouseEvent| {
            event.prevent_default();
            page::focus(&id);
        };
        view! {
            <li>
                <a href=href rel="external" on:click=go>
                    {named(&pointer)}
                    ": "
                    {text}
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        {move || {
            let found = wrong.0.get();
            (!found.is_empty())
                .then(|| {
                    view! {
                        <div class="notice notice--error problems" id=SUMMARY tabindex="-1" role="alert">
                            <p class="notice__title">{texts::problems(found.len())}</p>
                            <ul>{found.into_iter().map(row).collect::<Vec<AnyView>>()}</ul>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}
