//! What a page asks the server for, and shows: its value, or why there is none, and asking again whenever it may have changed.

mod loader;

pub use loader::{Loader, Noticing, Verdict, left_out_now, on_call};

use super::dynamic::{dynamic, nothing};
use super::failure::Failure;
use api::{ApiError, Code};
use leptos::prelude::*;
use loader::{Apply, set_changed};
use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

/// The three states that a page of one resource must be able to show.
#[derive(Debug, Clone, PartialEq)]
pub enum Load<T> {
    Loading,
    Ready(T),
    Failed(ApiError),
}

impl<T> Load<T> {
    pub fn ready(&self) -> Option<&T> {
        match self {
            Load::Ready(value) => Some(value),
            Load::Loading | Load::Failed(_) => None,
        }
    }
}

/// Something that a page asks for, with the last answer.
#[derive(Debug)]
pub struct Resource<T: Send + Sync + 'static> {
    pub value: RwSignal<Option<T>>,
    loader: Loader,
    is_newer: fn(&T, &T) -> bool,
}

// A derived Clone and Copy would need both of T, whose value is not copied here.
impl<T: Send + Sync + 'static> Clone for Resource<T> {
    fn clone(&self) -> Resource<T> {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Resource<T> {}

impl<T: Send + Sync + 'static> Deref for Resource<T> {
    type Target = Loader;

    fn deref(&self) -> &Loader {
        &self.loader
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Resource<T> {
    /// Asks with `ask` when it is first told to. What is shown stays when a later call fails.
    pub fn new<F>(ask: impl Fn() -> F + Send + Sync + 'static) -> Resource<T>
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        Resource::until_gone(ask, |_| false)
    }

    /// The same, but an error that says that it is there no more takes the place of what is shown.
    pub fn until_gone<F>(
        ask: impl Fn() -> F + Send + Sync + 'static,
        is_gone: fn(&ApiError) -> bool,
    ) -> Resource<T>
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        Resource::of(ask, |_, _| true, is_gone, keep)
    }

    /// The same, but an answer is shown only where `is_newer` says so of what is shown and the answer.
    pub fn newest<F>(ask: impl Fn() -> F + Send + Sync + 'static, is_newer: fn(&T, &T) -> bool) -> Resource<T>
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        Resource::of(
            ask,
            is_newer,
            |_| false,
            move |value, answer| keep_newer(value, is_newer, answer),
        )
    }

    /// The same, but `apply` decides what becomes of an answer.
    pub fn with<F>(
        ask: impl Fn() -> F + Send + Sync + 'static,
        apply: impl Fn(RwSignal<Option<T>>, T) + Send + Sync + 'static,
    ) -> Resource<T>
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        Resource::of(ask, |_, _| true, |_| false, apply)
    }

    fn of<F>(
        ask: impl Fn() -> F + Send + Sync + 'static,
        is_newer: fn(&T, &T) -> bool,
        is_gone: fn(&ApiError) -> bool,
        apply: impl Fn(RwSignal<Option<T>>, T) + Send + Sync + 'static,
    ) -> Resource<T>
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let value = RwSignal::new(None);
        let apply = Arc::new(apply);
        let loader = Loader::of(Arc::new(move || {
            let (answer, apply) = (ask(), Arc::clone(&apply));
            Box::pin(async move {
                match answer.await {
                    Ok(answer) => Ok(Box::new(move || apply(value, answer)) as Apply),
                    Err(error) => {
                        if is_gone(&error) {
                            let _ = value.try_set(None);
                        }
                        Err(error)
                    }
                }
            })
        }));
        Resource {
            value,
            loader,
            is_newer,
        }
    }

    /// The same, with at least so long between two questions in a row.
    pub fn every(self, pause: Duration) -> Resource<T> {
        let _ = self.loader.every(pause);
        self
    }

    /// Its loader, for what needs to ask again or to know how a call went, and not the value.
    pub fn loader(self) -> Loader {
        self.loader
    }

    /// Something newer than any answer that is on its way, such as what an action has given back.
    pub fn learn(self, value: T) {
        keep_newer(self.value, self.is_newer, value);
        set_changed(self.loader.loaded, true);
        self.loader.overtake();
    }

    /// How it stands; followed.
    pub fn load(self) -> Load<T> {
        match (self.value.get(), self.loader.error) {
            (Some(value), _) => Load::Ready(value),
            (None, error) => error.get().map_or(Load::Loading, Load::Failed),
        }
    }
}

fn keep<T: PartialEq + Send + Sync + 'static>(value: RwSignal<Option<T>>, answer: T) {
    set_changed(value, Some(answer));
}

fn keep_newer<T: PartialEq + Send + Sync + 'static>(
    value: RwSignal<Option<T>>,
    is_newer: fn(&T, &T) -> bool,
    answer: T,
) {
    let older = |known: &Option<T>| known.as_ref().is_some_and(|known| !is_newer(known, &answer));
    if value.try_with_untracked(older) == Some(false) {
        keep(value, answer);
    }
}

/// What was asked for: a word while it comes, why it does not come, and then what it is.
#[component]
pub fn Loaded(loader: Loader, loading: &'static str, children: ChildrenFn) -> AnyView {
    let children = StoredValue::new(children);
    // Without a connection, or a session, the app says so; what was there stays.
    let trouble = Memo::new(move |_| {
        loader.error.get().filter(|error| {
            !loader.loaded.get() || !matches!(error.code, Code::Offline | Code::Unauthenticated)
        })
    });
    let retry = Callback::new(move |()| loader.ask_now());
    view! {
        {dynamic(move || {
            trouble.get().map_or_else(nothing, |error| view! { <Failure error retry=Some(retry) /> }.into_any())
        })}
        {dynamic(move || {
            if loader.loaded.get() {
                children.with_value(|children| children())
            } else if trouble.with(Option::is_none) {
                view! { <p class="working working--page" role="status">{loading}</p> }.into_any()
            } else {
                nothing()
            }
        })}
    }
    .into_any()
}

#[cfg(test)]
mod tests;
