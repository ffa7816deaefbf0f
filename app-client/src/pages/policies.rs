//! The terms of service and the privacy policy.

use leptos::prelude::*;
use texts::now::storefront as texts;

pub fn terms_page() -> AnyView {
    policy(texts::TITLE_TERMS, texts::TERMS)
}

pub fn privacy_page() -> AnyView {
    policy(texts::TITLE_PRIVACY, texts::PRIVACY)
}

fn policy(title: &'static str, parts: &'static [(&'static str, &'static [&'static str])]) -> AnyView {
    let part = |(heading, paragraphs): &(&'static str, &'static [&'static str])| {
        let paragraphs: Vec<AnyView> = paragraphs
            .iter()
            .map(|text| view! { <p>{*text}</p> }.into_any())
            .collect();
        view! {
            <h2>{*heading}</h2>
            {paragraphs}
        }
        .into_any()
    };
    let parts: Vec<AnyView> = parts.iter().map(part).collect();
    view! {
        <article class="page page--narrow prose">
            <h1 class="page__title">{title}</h1>
            {parts}
        </article>
    }
    .into_any()
}
