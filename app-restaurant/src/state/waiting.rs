//! What waits for an answer of the restaurant, for the navigation: requests for catering, and claims.

use super::following::Following;
use super::session::Session;
use crate::state::erased::effect;
use api::claims::ClaimTotals;
use domain::staff::Permission;
use leptos::prelude::*;
use rpc::catering::waiting_catering;
use rpc::claims::claim_totals;
use std::time::Duration;
use ui::resource::Loader;

/// Several changes in a row are one question.
const PAUSE: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    catering: RwSignal<usize>,
    claims: RwSignal<ClaimTotals>,
}

impl Waiting {
    /// Counts again whenever something about catering or claims has changed.
    pub fn provide() {
        let waiting = Waiting {
            catering: RwSignal::new(0),
            claims: RwSignal::new(ClaimTotals::default()),
        };
        let catering = Loader::filling(waiting.catering, waiting_catering).every(PAUSE);
        let claims = Loader::filling(waiting.claims, claim_totals).every(PAUSE);
        let (session, following) = (Session::expect(), Following::expect());
        effect(move || {
            following.catering();
            if session.may(Permission::ManageCatering) {
                catering.ask();
            }
        });
        effect(move || {
            following.claims();
            if session.may(Permission::AnswerClaims) {
                claims.ask();
            }
        });
        provide_context(waiting);
    }

    pub fn expect() -> Waiting {
        expect_context()
    }

    /// How many requests for catering wait; followed.
    pub fn catering(self) -> usize {
        self.catering.get()
    }

    /// How many claims are to be answered, and how many of them are late; followed.
    pub fn claims(self) -> (usize, usize) {
        let totals = self.claims.get();
        (totals.open, totals.late)
    }
}
