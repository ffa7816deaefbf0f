//! A field to fill in, with its label, its hint and what is wrong with it.

use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, listener, nothing};
use ui::typed::typed;

/// What is wrong with the fields of a form, by their ids.
#[derive(Debug, Clone, Copy, Default)]
pub struct Problems {
    now: RwSignal<Vec<(&'static str, String)>>,
    /// As they were when the form was last sent, for a summary.
    said: RwSignal<Vec<(&'static str, String)>>,
}

impl Problems {
    pub fn of(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.now.with(|problems| {
                problems
                    .iter()
                    .find(|(field, _)| *field == id)
                    .map(|(_, text)| text.clone())
            })
        })
    }

    pub fn count(self) -> usize {
        self.now.with(Vec::len)
    }

    /// Shows these, and puts the focus on the first. Nothing where the form is gone by now.
    pub fn show(self, problems: Vec<(&'static str, String)>) {
        let first = problems.first().map(|(id, _)| *id);
        let gone = self.now.try_set(problems).is_some();
        if let Some(first) = first.filter(|_| !gone) {
            ui::page::focus(first);
        }
    }

    /// Shows these beside their fields and in the summary of this id, which takes the focus.
    pub fn summarise(self, problems: Vec<(&'static str, String)>, summary: &'static str) {
        let any = !problems.is_empty();
        let gone = self.now.try_set(problems.clone()).is_some();
        let _ = self.said.try_set(problems);
        if any && !gone {
            // Once it is drawn.
            request_animation_frame(move || ui::page::focus(summary));
        }
    }

    /// What the summary shows: what was wrong and has not been mended since.
    pub fn summary(self) -> Vec<(&'static str, String)> {
        self.said.get()
    }

    /// Nothing is wrong with this one any more, as far as is known.
    pub fn clear(self, id: &'static str) {
        for problems in [self.now, self.said] {
            if problems.with_untracked(|problems| problems.iter().any(|(field, _)| *field == id)) {
                problems.update(|problems| problems.retain(|(field, _)| *field != id));
            }
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
        value.set(typed(&event));
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

/// A field for a text of several lines.
#[component]
pub fn LongField(
    /// Of the element, and in `problems`.
    id: &'static str,
    label: &'static str,
    longest: u16,
    value: RwSignal<String>,
    problems: Problems,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] optional: bool,
) -> AnyView {
    let problem = problems.of(id);
    let (hint_id, error_id) = ([id, "-hint"].concat(), [id, "-error"].concat());
    let described = [hint_id.as_str(), " ", error_id.as_str()].concat();
    let typed = listener(move |event| {
        value.set(typed(&event));
        problems.clear(id);
    });
    let invalid = Signal::derive(move || problem.with(Option::is_some).then_some("true"));
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
                {optional.then(|| view! { " " <span class="field__optional">{texts::OPTIONAL}</span> })}
            </label>
            <textarea
                class="field__input"
                id=id
                name=id
                maxlength=longest
                aria-required=(!optional).then_some("true")
                aria-invalid=invalid
                aria-describedby=described
                prop:value=value
                on:input=typed
            ></textarea>
            <p class="field__hint" id=hint_id>
                {hint}
            </p>
            <div id=error_id>
                {dynamic(move || {
                    let text = problem.get();
                    text.map_or_else(nothing, |text| view! { <p class="field__error">{text}</p> }.into_any())
                })}
            </div>
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
    /** It cannot be chosen now. */
    #[prop(optional, into)]
    off: Signal<bool>,
    #[prop(into)] chosen: Callback<()>,
) -> AnyView {
    view! {
        <label class="choice">
            <input
                type="radio"
                name=name
                prop:checked=checked
                prop:disabled=off
                on:change=move |_| chosen.run(())
            />
            <span class="choice__body">
                <span class="choice__title">{title}</span>
                {(!note.is_empty()).then(|| view! { <span class="choice__note">{note}</span> })}
            </span>
        </label>
    }
    .into_any()
}
