//! Something that is fetched, in the three states a page must be able to show.

use leptos::prelude::*;
use shared::api::ApiError;
use shared::ui::latest::Latest;
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

/// Something that is fetched again whenever it may have changed.
#[derive(Debug)]
pub struct Fetched<T: Send + Sync + 'static> {
    pub load: RwSignal<Load<T>>,
    latest: Latest,
}

// Derived, they would ask the same of what is fetched.
impl<T: Send + Sync + 'static> Clone for Fetched<T> {
    fn clone(&self) -> Fetched<T> {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Fetched<T> {}

impl<T: Send + Sync + 'static> Default for Fetched<T> {
    fn default() -> Fetched<T> {
        Fetched {
            load: RwSignal::new(Load::Loading),
            latest: Latest::default(),
        }
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Fetched<T> {
    /// Fetches it. What is shown stays meanwhile, also when that fails, and when the answer comes after that of a later call.
    pub fn fetch(self, call: impl Future<Output = Result<T, ApiError>> + 'static) {
        let Fetched { load, latest } = self;
        let has_value = move || load.try_with_untracked(|load| load.ready().is_some());
        if has_value() == Some(false) {
            load.set(Load::Loading);
        }
        let question = latest.ask();
        leptos::task::spawn_local(async move {
            let answer = call.await;
            if !latest.take(question) {
                return;
            }
            match answer {
                Ok(value) => self.show(value),
                Err(error) if has_value() == Some(false) => {
                    let _ = load.try_set(Load::Failed(error));
                }
                Err(_) => {}
            }
        });
    }
    /// Something newer than any answer that is on its way, such as what an action has given back.
    pub fn learn(self, value: T) {
        self.latest.overtake();
        self.show(value);
    }

    /// Draws nothing again when nothing has changed.
    fn show(self, value: T) {
        let same = |load: &Load<T>| load.ready() == Some(&value);
        if self.load.try_with_untracked(same) == Some(false) {
            self.load.set(Load::Ready(value));
        }
    }
}
