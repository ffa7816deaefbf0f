//! Something that is fetched, in the three states a page must be able to show.

use api::ApiError;
use leptos::prelude::*;
use std::future::Future;
use ui::latest::Latest;

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
        self.fetch_unless_gone(call, |_| false);
    }

    /// The same, but an error that says that it is there no more takes the place of what is shown.
    pub fn fetch_unless_gone(
        self,
        call: impl Future<Output = Result<T, ApiError>> + 'static,
        is_gone: fn(&ApiError) -> bool,
    ) {
        let Fetched { load, latest } = self;
        if load.try_with_untracked(|load| load.ready().is_some()) == Some(false) {
            load.set(Load::Loading);
        }
        let question = latest.ask();
        leptos::task::spawn_local(async move {
            let answer = call.await;
            if !latest.take(question) {
                return;
            }
            self.take(answer, is_gone);
        });
    }

    /// Shows an answer; an error only where there is nothing better to show.
    fn take(self, answer: Result<T, ApiError>, is_gone: fn(&ApiError) -> bool) {
        let has_value = self.load.try_with_untracked(|load| load.ready().is_some());
        match answer {
            Ok(value) => self.show(value),
            Err(error) if has_value == Some(false) || is_gone(&error) => {
                let _ = self.load.try_set(Load::Failed(error));
            }
            Err(_) => {}
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use api::Code;

    #[test]
    fn what_is_shown_stays_unless_it_is_gone() {
        let owner = Owner::new();
        owner.set();
        let fetched = Fetched::<u8>::default();
        let is_gone = |error: &ApiError| error.code == Code::NotFound;
        fetched.take(Err(ApiError::conflict()), is_gone);
        assert_eq!(
            fetched.load.get_untracked(),
            Load::Failed(ApiError::conflict()),
            "there is nothing else to show"
        );
        fetched.take(Ok(1), is_gone);
        fetched.take(Err(ApiError::conflict()), is_gone);
        assert_eq!(fetched.load.get_untracked(), Load::Ready(1));
        fetched.take(Err(ApiError::not_found()), is_gone);
        assert_eq!(fetched.load.get_untracked(), Load::Failed(ApiError::not_found()));
    }
}
