//! A line of text in a form, with its label, a hint and what is wrong with it.

use leptos::prelude::*;

/// What is wrong takes the place of the hint and is read with the field.
#[component]
pub fn TextField(
    #[prop(into)] id: String,
    label: &'static str,
    #[prop(default = "")] hint: &'static str,
    /// What it shows, followed.
    #[prop(into)]
    value: Signal<String>,
    #[prop(optional, into)] wrong: Signal<Option<String>>,
    typed: Callback<String>,
    #[prop(default = 80)] longest: usize,
    /// Which keys a telephone shows.
    #[prop(default = "text")]
    keys: &'static str,
    /// Which letters a telephone makes large by itself: `words`, `none`.
    #[prop(default = "sentences")]
    capitals: &'static str,
    /// `date` for a day, `password` for a secret.
    #[prop(default = "text")]
    kind: &'static str,
    /// What a browser may fill in, such as `new-password`.
    #[prop(default = "off")]
    completes: &'static str,
    /// Whether it has several lines.
    #[prop(default = false)]
    long: bool,
) -> AnyView {
    let about = [&id, "-sobre"].concat();
    let described = about.clone();
    let invalid = move || wrong.with(Option::is_some).then_some("true");
    let heard = move |event| typed.run(ui::typed::typed(&event));
    let field = match long {
        true => view! {
            <textarea
                class="field__input"
                id=id.clone()
                rows="3"
                maxlength=longest.to_string()
                aria-invalid=invalid
                aria-describedby=described
                prop:value=value
                on:input=heard
            ></textarea>
        }
        .into_any(),
        false => view! {
            <input
                class="field__input"
                id=id.clone()
                type=kind
                inputmode=keys
                autocomplete=completes
                autocapitalize=capitals
                spellcheck=if capitals == "sentences" { "true" } else { "false" }
                maxlength=longest.to_string()
                aria-invalid=invalid
                aria-describedby=described
                prop:value=value
                on:input=heard
            />
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            {field}
            <div id=about>
                {move || match wrong.get() {
                    Some(wrong) => view! { <p class="field__error">{wrong}</p> }.into_any(),
                    None if hint.is_empty() => ().into_any(),
                    None => view! { <p class="field__hint">{hint}</p> }.into_any(),
                }}
            </div>
        </div>
    }
    .into_any()
}
