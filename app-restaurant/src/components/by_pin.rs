//! What takes the password says so before anything is typed.

use crate::state::erased::memo;
use crate::state::session::Session;
use ::texts::now::errors::PASSWORD_NEEDED;
use leptos::prelude::*;

/// Above what somebody who came in with a PIN may look at and not change.
#[component]
pub fn ByPin() -> AnyView {
    let session = Session::expect();
    let by_pin = memo(move || session.by_pin());
    view! { {move || by_pin.get().then(|| view! { <p class="notice">{PASSWORD_NEEDED}</p> })} }.into_any()
}
