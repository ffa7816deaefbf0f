//! How the kitchen of each place keeps pace: whether its sales pause, whether what is new is promised later, and what begins and ends that.

use super::restaurant::RestaurantState;
use super::service_draft::Place;
use super::session::Session;
use ::texts::now::console::pace as texts;
use api::catalog::{NewPause, NewRush};
use api::{ApiError, Code};
use domain::opening::Rush;
use domain::tenant::Tenant;
use domain::{Slug, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::{pause, rush};
use ui::storage;
use ui::toast::{Toasts, Tone};

/// Where the device keeps of which place it is.
const PLACE: &str = "consola.local";

/// How a place stands at a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// When its pause ends.
    pub paused: Option<Timestamp>,
    pub rush: Option<Rush>,
}

impl Standing {
    pub fn of(tenant: &Tenant, place: &Place, now: Timestamp) -> Standing {
        let place = one_place(tenant, place);
        Standing {
            paused: tenant.paused_until(place, now),
            rush: tenant.rush(place, now).cloned(),
        }
    }

    /// Whether there is neither a pause nor a rush.
    pub fn is_usual(&self) -> bool {
        *self == Standing::default()
    }
}

/// Where a restaurant has one place alone, all places are that: what another system said of it by its id counts, too.
pub fn one_place<'a>(tenant: &'a Tenant, place: &'a Place) -> Option<&'a Slug> {
    match (place, tenant.branches.as_slice()) {
        (None, [only]) => Some(&only.id),
        (place, _) => place.as_ref(),
    }
}

/// The place that was chosen last on this device; all of them in a restaurant that has no several. `None` where nobody has chosen
/// one yet, or it is there no more.
pub fn place_of_device(tenant: &Tenant) -> Option<Place> {
    if tenant.branches.len() < 2 {
        return Some(None);
    }
    let kept: Place = storage::load(PLACE)?;
    let is_there = |place: &Place| {
        let mut branches = tenant.branches.iter();
        place
            .as_ref()
            .is_none_or(|id| branches.any(|branch| &branch.id == id))
    };
    Some(kept).filter(is_there)
}

/// Keeps the place for the next time.
pub fn keep_place(place: &Place) {
    storage::save(PLACE, place);
}

/// What begins and ends pauses and rushes.
#[derive(Debug, Clone, Copy)]
pub struct Pacing {
    restaurant: RestaurantState,
    session: Session,
    toasts: Toasts,
    /// Whether a change is on its way.
    pub busy: RwSignal<bool>,
}

impl Pacing {
    /// Of the restaurant and the person of the place where it is made.
    pub fn new() -> Pacing {
        Pacing {
            restaurant: RestaurantState::expect(),
            session: Session::expect(),
            toasts: Toasts::expect(),
            busy: RwSignal::new(false),
        }
    }

    /// Pauses sales in a place for some minutes; 0 end its pause.
    pub fn pause(self, branch: Place, minutes: u16) {
        let said = if minutes == 0 {
            texts::GOES_ON
        } else {
            texts::PAUSED
        };
        self.begin(
            pause(NewPause { branch, minutes }),
            said,
            RestaurantState::learn_pauses,
        );
    }

    /// Lets what is ordered at a place take some minutes longer for a while; 0 minutes end its rush.
    pub fn rush(self, branch: Place, minutes: u16, lasts: u16) {
        let said = if minutes == 0 {
            texts::RUSH_OVER
        } else {
            texts::RUSHED
        };
        let wanted = NewRush {
            branch,
            minutes,
            lasts,
        };
        self.begin(rush(wanted), said, RestaurantState::learn_rushes);
    }

    fn begin<T: 'static>(
        self,
        change: impl Future<Output = Result<T, ApiError>> + 'static,
        said: &'static str,
        learn: fn(RestaurantState, T),
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let asked = self.session.asked();
        spawn_local(async move {
            match change.await {
                Ok(now) => {
                    learn(self.restaurant, now);
                    self.toasts.say(Tone::Success, said);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => {
                    if error.is_no_answer() {
                        // What holds by now says whether it arrived.
                        self.restaurant.ask();
                    }
                    self.toasts.say(Tone::Danger, error.message);
                }
            }
            let _ = self.busy.try_set(false);
        });
    }
}
