//! What was sent first had arrived, and its answer was lost: one goes on with that, or means another one by now.

use crate::dynamic::tap;
use leptos::prelude::*;

/// What is said of it.
#[derive(Debug, Clone)]
pub struct Words {
    pub title: String,
    pub text: &'static str,
    /// Going on with what had arrived.
    pub see: &'static str,
    /// Sending what is filled in now as another one.
    pub another: &'static str,
}

pub fn sent_before(words: Words, see: impl Fn() + 'static, another: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="notice notice--warning" role="alert">
            <p class="notice__title">{words.title}</p>
            <p>{words.text}</p>
            <button type="button" class="button button--primary" on:click=tap(see)>
                {words.see}
            </button>
            <button type="button" class="button" on:click=tap(another)>
                {words.another}
            </button>
        </div>
    }
    .into_any()
}
