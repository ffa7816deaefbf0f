//! A place where there is nothing, which says so and what may come.

use leptos::prelude::*;

#[component]
pub fn Empty(
    /// Name of an illustration.
    art: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let art = format!("/assets/illustrations/{art}.svg");
    view! {
        <div class="empty">
            <img class="empty__art" src=art width="240" height="240" alt="" />
            <h2 class="empty__title">{title}</h2>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
