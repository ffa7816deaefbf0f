//! The terms of service and the privacy policy.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use shared::texts::es::storefront as texts;

#[derive(Debug)]
pub struct TermsPage;

#[lazy_route]
impl LazyRoute for TermsPage {
    fn data() -> Self {
        TermsPage
    }

    fn view(_page: Self) -> AnyView {
        policy(texts::TITLE_TERMS, texts::TERMS)
    }
}

#[derive(Debug)]
pub struct PrivacyPage;

#[lazy_route]
impl LazyRoute for PrivacyPage {
    fn data() -> Self {
        PrivacyPage
    }

    fn view(_page: Self) -> AnyView {
        policy(texts::TITLE_PRIVACY, texts::PRIVACY)
    }
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
