//! Something that is fetched, in the three states a page must be able to show.

use leptos::prelude::*;
use shared::api::ApiError;
use std::future::Future;

#[derive(Debug, Clone, PartialEq, Default)]
pub enum Load<T> {
    #[default]
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

/// Fetches into a signal. What is shown stays while it is fetched again, also when that fails.
pub fn fetch<T: Clone + PartialEq + Send + Sync + 'static>(
    into: RwSignal<Load<T>>,
    call: impl Future<Output = Result<T, ApiError>> + 'static,
) {
    let has_value = into.with_untracked(|load| load.ready().is_some());
    if !has_value {
        into.set(Load::Loading);
    }
    leptos::task::spawn_local(async move {
        match call.await {
            Ok(value) => {
                let _ = into.try_set(Load::Ready(value));
            }
            Err(error) if !has_value => {
                let _ = into.try_set(Load::Failed(error));
            }
            Err(_) => {}
        }
    });
}
