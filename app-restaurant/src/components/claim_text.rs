//! What is written on a sheet: a large field with what is wrong with it, kept on the tablet until it is sent.

use super::claim_refund::problem_at;
use ::texts::now::{console as texts, errors};
use api::ApiError;
use domain::customer::FieldProblem;
use leptos::prelude::*;
use serde::Serialize;
use ui::storage;
use ui::typed::typed;

/// What is wrong with the fields of a form: JSON pointers with what is said there.
pub type Wrong = Vec<(String, String)>;

/// What the rules say is wrong.
pub fn by_the_rules(wrong: Vec<(&str, FieldProblem)>) -> Wrong {
    let named = |(pointer, problem): (&str, _)| (pointer.to_owned(), errors::field(problem));
    wrong.into_iter().map(named).collect()
}

/// What the server says is wrong.
pub fn by_the_server(error: &ApiError) -> Wrong {
    let fields = error.fields.iter();
    fields
        .map(|field| (field.pointer.clone(), field.message.clone()))
        .collect()
}

/// A field that is written in is not wrong any more.
pub fn set_right(problems: RwSignal<Wrong>, pointer: &str) {
    problems.update(|problems| problems.retain(|(known, _)| known != pointer));
}

/// Keeps what was written under a name, so that it survives a reload, as long as there is something.
pub fn keep<T>(name: StoredValue<String>, form: impl Fn() -> T + 'static)
where
    T: Default + PartialEq + Serialize,
{
    Effect::new(move |_| {
        let form = form();
        name.with_value(|name| match form == T::default() {
            true => storage::forget(name),
            false => storage::save(name, &form),
        });
    });
}

#[component]
pub fn ClaimText(
    id: String,
    label: &'static str,
    /// The maximum number of characters.
    longest: u16,
    #[prop(optional)] optional: bool,
    #[prop(into)] hint: Option<String>,
    value: RwSignal<String>,
    problems: RwSignal<Wrong>,
    pointer: &'static str,
) -> AnyView {
    let (of, hint_id, error_id) = (id.clone(), format!("{id}-ayuda"), format!("{id}-error"));
    let problem = problem_at(problems, pointer);
    let described = format!("{hint_id} {error_id}");
    view! {
        <div class="field">
            <label class="field__label" for=of>
                {label} " "
                {optional.then(|| view! { <span class="field__optional">{texts::CLAIM_OPTIONAL}</span> })}
            </label>
            <textarea
                class="field__input"
                id=id
                maxlength=longest
                aria-required=(!optional).then_some("true")
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=move |event| {
                    value.set(typed(&event));
                    set_right(problems, pointer);
                }
            ></textarea>
            <p class="field__hint" id=hint_id>{hint}</p>
            <div id=error_id>{move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}</div>
        </div>
    }
    .into_any()
}
