//! What is wrong with a form, all of it in one place, each with a way to its field. It takes the focus.

use super::field::Problems;
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, nothing};
use ui::page;

pub fn problem_summary(problems: Problems, id: &'static str, label: fn(&str) -> &'static str) -> AnyView {
    dynamic(move || {
        let wrong = problems.summary();
        if wrong.is_empty() {
            return nothing();
        }
        let title = texts::to_correct(wrong.len());
        let links: Vec<AnyView> = wrong
            .into_iter()
            .map(|(field, text)| {
                let go = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    page::focus(field);
                };
                view! {
                    <li>
                        <a href=["#", field].concat() rel="external" on:click=go>
                            {label(field)} ": " {text}
                        </a>
                    </li>
                }
                .into_any()
            })
            .collect();
        view! {
            <div class="notice notice--error" id=id tabindex="-1" role="alert">
                <p class="notice__title">{title}</p>
                <ul>{links}</ul>
            </div>
        }
        .into_any()
    })
}
