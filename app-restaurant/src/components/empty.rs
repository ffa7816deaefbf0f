//! A place where there is nothing, which says so and what may come.

use leptos::prelude::*;

#[component]
pub fn Empty(
    /// Name of an illustration.
    art: &'static str,
    #[prop(into)] title: String,
    /// The title is the page's own.
    #[prop(optional)]
    page: bool,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let art = format!("/assets/illustrations/{art}.svg");
    view! {
        <div class="empty">
            <img class="empty__art" src=art width="240" height="240" alt="" />
            {if page {
                view! { <h1 class="empty__title">{title}</h1> }.into_any()
            } else {
                view! { <h2 class="empty__title">{title}</h2> }.into_any()
            }}
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
