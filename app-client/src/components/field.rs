//! A field to fill in, with its label, its hint and what is wrong with it.

use leptos::prelude::*;
use shared::texts::es::storefront as texts;

/// What is wrong with the fields of a form, by their ids.
#[derive(Debug, Clone, Copy, Default)]
pub struct Problems(RwSignal<Vec<(&'static str, String)>>);

impl Problems {
    pub fn of(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.0.with(|problems| {
                problems
                    .iter()
                    .find(|(field, _)| *field == id)
                    .map(|(_, text)| text.clone())
            })
        })
    }

    pub fn count(self) -> usize {
        self.0.with(Vec::len)
    }

    /// Shows these, and puts the focus on the first.
    pub fn show(self, problems: Vec<(&'static str, String)>) {
        let first = problems.first().map(|(id, _)| *id);
        self.0.set(problems);
        if let Some(first) = first {
            shared::ui::page::focus(first);
        }
    }

    /// Nothing is wrong with this one any more, as far as is known.
    pub fn clear(self, id: &'static str) {
        if self
            .0
            .with_untracked(|problems| problems.iter().any(|(field, _)| *field == id))
        {
            self.0
                .update(|problems| problems.retain(|(field, _)| *field != id));
        }
    }
}

/// What kind of text a field takes, and how the browser helps with it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    pub input: &'static str,
    pub autocomplete: &'static str,
    pub inputmode: &'static str,
    pub longest: u16,
}

impl Kind {
    pub const fn text(autocomplete: &'static str, longest: u16) -> Kind {
        Kind {
            input: "text",
            autocomplete,
            inputmode: "text",
            longest,
        }
    }

    pub const fn digits(longest: u16) -> Kind {
        Kind {
            input: "text",
            autocomplete: "off",
            inputmode: "numeric",
            longest,
        }
    }

    pub const PHONE: Kind = Kind {
        input: "tel",
        autocomplete: "tel",
        inputmode: "tel",
        longest: 24,
    };
    pub const EMAIL: Kind = Kind {
        input: "email",
        autocomplete: "email",
        inputmode: "email",
        longest: 254,
    };
}

#[component]
pub fn Field(
    /// Of the element, and in `problems`.
    id: &'static str,
    label: &'static str,
    kind: Kind,
    value: RwSignal<String>,
    problems: Problems,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] optional: bool,
) -> AnyView {
    let problem = problems.of(id);
    let (hint_id, error_id) = ([id, "-hint"].concat(), [id, "-error"].concat());
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || match (problem.with(Option::is_some), hint.is_empty()) {
            (true, _) => Some(error_id.clone()),
            (false, false) => Some(hint_id.clone()),
            (false, true) => None,
        }
    };
    let typed = move |event| {
        value.set(event_target_value(&event));
        problems.clear(id);
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
                {optional.then(|| view! { " " <span class="field__optional">{texts::OPTIONAL}</span> })}
            </label>
            <input
                class="field__input"
                id=id
                name=id
                type=kind.input
                autocomplete=kind.autocomplete
                inputmode=kind.inputmode
                maxlength=kind.longest
                aria-required=(!optional).then_some("true")
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=typed
            />
            {(!hint.is_empty())
                .then(|| {
                    view! {
                        <p class="field__hint" id=hint_id>
                            {hint}
                        </p>
                    }
                })}
            {move || {
                let error_id = error_id.clone();
                problem
                    .get()
                    .map(|text| {
                        view! {
                            <p class="field__error" id=error_id>
                                {text}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// One of a few, as a row.
#[component]
pub fn Choice(
    name: &'static str,
    #[prop(into)] checked: Signal<bool>,
    title: &'static str,
    #[prop(optional)] note: &'static str,
    #[prop(into)] chosen: Callback<()>,
) -> AnyView {
    view! {
        <label class="choice">
            <input type="radio" name=name prop:checked=checked on:change=move |_| chosen.run(()) />
            <span class="choice__body">
                <span class="choice__title">{title}</span>
                {(!note.is_empty()).then(|| view! { <span class="choice__note">{note}</span> })}
            </span>
        </label>
    }
    .into_any()
}
