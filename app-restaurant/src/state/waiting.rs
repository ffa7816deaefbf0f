//! How many requests for catering wait for an answer, for the navigation of those who handle them.

use super::following::Following;
use super::kept::Kept;
use super::session::Session;
use crate::state::erased::effect;
use leptos::prelude::*;
use shared::api::catering::waiting_catering;
use shared::domain::staff::Permission;
use std::time::Duration;

/// Several changes in a row are one question.
const PAUSE: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, Copy)]
pub struct Waiting(RwSignal<usize>);

impl Waiting {
    /// Counts again whenever something about catering has changed.
    pub fn provide() {
        let count = RwSignal::new(0);
        let kept = Kept::new(PAUSE, waiting_catering, move |answer: usize| {
            if count.try_get_untracked().is_some_and(|known| known != answer) {
                count.set(answer);
            }
        });
        let (session, following) = (Session::expect(), Following::expect());
        effect(move || {
            following.catering();
            if session.may(Permission::ManageCatering) {
                kept.ask();
            }
        });
        provide_context(Waiting(count));
    }

    pub fn expect() -> Waiting {
        expect_context()
    }

    /// How many wait; followed.
    pub fn count(self) -> usize {
        self.0.get()
    }
}
