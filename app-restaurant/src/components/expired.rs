//! The session ended during the work: the password, over the screen, and on it goes.

use super::sign_in_form::SignInForm;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::session::Session;
use leptos::html::Dialog;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::page;

#[component]
pub fn Expired() -> AnyView {
    let session = Session::expect();
    let following = Following::expect();
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        let expired = session.expired();
        let Some(dialog) = dialog.get() else { return };
        if expired && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !expired && dialog.open() {
            dialog.close();
        }
    });
    // A browser closes it all the same at the second Escape, and at Android's way back.
    let closed = move || {
        if session.has_expired()
            && let Some(dialog) = dialog.get_untracked()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
            page::focus("clave");
        }
    };
    // Drawn once for each session that ends, whatever else is noticed meanwhile.
    let expired = memo(move || session.expired());
    let me = move || session.me().map(|me| me.username).unwrap_or_default();
    view! {
        <dialog
            class="sheet"
            aria-labelledby="sesion"
            node_ref=dialog
            on:cancel=move |event: leptos::ev::Event| event.prevent_default()
            on:close=move |_| closed()
        >
            {move || {
                expired
                    .get()
                    .then(|| {
                        view! {
                            <div class="sheet__head">
                                <h2 class="sheet__title" id="sesion">
                                    {texts::CONTINUE_TITLE}
                                </h2>
                            </div>
                            <div class="sheet__body">
                                <p>{texts::CONTINUE_TEXT}</p>
                                <SignInForm username=me() done=Callback::new(move |_| following.look_again()) />
                                <button
                                    type="button"
                                    class="button button--quiet"
                                    on:click=move |_| session.forget()
                                >
                                    {texts::OTHER_PERSON}
                                </button>
                            </div>
                        }
                    })
            }}
        </dialog>
    }
    .into_any()
}
