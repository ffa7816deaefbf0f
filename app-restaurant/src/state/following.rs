//! Whether this screen follows the restaurant, and what it receives.

use crate::state::erased::effect;
use crate::state::session::Session;
use api::Code;
use domain::Timestamp;
use domain::event::Area;
use domain::stage::Stage;
use domain::time::SECOND_MS;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use ui::clock::{Clock, device_time, uptime_ms};
use ui::live::{Connection, Heard, LiveSource, WhileHidden};
use ui::resource::{Loader, Noticing, Verdict, on_call};

/// A connection that comes back within this time is not worth an alarm.
const GRACE_MS: i64 = 2 * SECOND_MS;
/// The queues are asked for this often although nothing seems to have changed: only an answer shows that they are as they
/// were.
const PULSE: Duration = Duration::from_secs(10);
/// What was answered longer ago is not live, whatever the connection seems to be.
const FRESH_MS: i64 = 15 * SECOND_MS;

/// How the screen stands to the restaurant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiveStatus {
    Connecting,
    Live,
    /// Since then.
    Offline(Timestamp),
    /// The server no longer knows the session: nothing arrives here until somebody signs in.
    Expired,
}

#[derive(Debug, Clone, Copy)]
pub struct Following {
    connection: RwSignal<Connection>,
    /// The last call did not reach the server.
    unreachable: RwSignal<bool>,
    /// What asks for each queue that this screen follows.
    queues: StoredValue<Vec<(Stage, Loader)>>,
    /// The last answer about a queue is too old.
    stale: RwSignal<bool>,
    /// Grows with every pulse.
    pulse: RwSignal<u64>,
    /// Since when nothing is live, in milliseconds of [`uptime_ms`]: the clock of the page may be set meanwhile.
    offline_since: RwSignal<Option<i64>>,
    /// Grows when something about orders has changed.
    orders: RwSignal<u64>,
    /// Grows when the figures have changed.
    figures: RwSignal<u64>,
    /// Grows when something about claims has changed.
    claims: RwSignal<u64>,
    /// Grows when something about catering has changed.
    catering: RwSignal<u64>,
    /// Grows when the settings have changed.
    settings: RwSignal<u64>,
    clock: Clock,
    session: Session,
}

impl Following {
    /// Follows for the session of the place where it is provided.
    pub fn provide(clock: Clock) -> Following {
        let following = Following {
            connection: RwSignal::new(Connection::Opening),
            unreachable: RwSignal::new(false),
            queues: StoredValue::new(Vec::new()),
            stale: RwSignal::new(false),
            pulse: RwSignal::new(0),
            offline_since: RwSignal::new(None),
            orders: RwSignal::new(0),
            figures: RwSignal::new(0),
            claims: RwSignal::new(0),
            catering: RwSignal::new(0),
            settings: RwSignal::new(0),
            clock,
            session: Session::expect(),
        };
        provide_context(following);
        on_call(move || following.call());
        following
    }

    /// Before each call of this screen: it waits for the password where the session is over, and notices in an answer whether
    /// the server was reached and knows the session.
    fn call(self) -> Option<Noticing> {
        // Who signs in again asks again.
        if self.session.has_expired() {
            return None;
        }
        let asked = self.session.asked();
        Some(Box::new(move |error| {
            let code = error.map(|error| error.code);
            match code {
                Some(Code::Unauthenticated | Code::OtherCaller) if asked.is_over() => {
                    return Verdict::AskAgain;
                }
                // The session learns who is there, and all is asked again for them.
                Some(Code::OtherCaller) => return Verdict::Leave,
                Some(Code::Unauthenticated) => asked.expire(),
                Some(Code::Offline | Code::Unanswered) => self.not_heard(),
                _ => self.heard_back(),
            }
            Verdict::Take
        }))
    }

    pub fn expect() -> Following {
        expect_context()
    }

    /// Listens until the owner is gone.
    pub fn listen(self) {
        let _ = self.queues.try_set_value(Vec::new());
        let _ = self.stale.try_set(false);
        let source =
            LiveSource::open(
                "/rpc/live/house".to_owned(),
                WhileHidden::Listen,
                move |news| match news {
                    Heard::Missed => self.look_again(),
                    Heard::Change(change) => match change.event.area() {
                        Area::Dashboard => self.figures.update(|beat| *beat += 1),
                        Area::Orders => {
                            self.orders.update(|beat| *beat += 1);
                            self.figures.update(|beat| *beat += 1);
                        }
                        Area::Claims => self.claims.update(|beat| *beat += 1),
                        Area::Catering => self.catering.update(|beat| *beat += 1),
                        Area::Carta => self.settings.update(|beat| *beat += 1),
                        Area::Other => {}
                    },
                },
            );
        let connection = source.connection();
        effect(move || self.connection.set(connection.get()));
        let ticked = StoredValue::new((uptime_ms(), device_time()));
        effect(move || {
            self.clock.now();
            self.wake_up(ticked);
            let is_old =
                |queues: &Vec<(Stage, Loader)>| queues.iter().any(|(_, queue)| queue.age_ms() > FRESH_MS);
            let stale = self.queues.try_with_value(is_old) == Some(true);
            if self.stale.get_untracked() != stale {
                self.stale.set(stale);
            }
        });
        effect(move || {
            let stale = self.stale.get();
            let offline = self.connection.get() == Connection::Offline || self.unreachable.get() || stale;
            self.offline_since.update(|since| {
                let begun = || uptime_ms() - if stale { FRESH_MS } else { 0 };
                *since = offline.then(|| since.unwrap_or_else(begun));
            });
        });
        let pulse = move || {
            let _ = self.pulse.try_update(|beat| *beat += 1);
        };
        let pulse = set_interval_with_handle(pulse, PULSE);
        let lost = window_event_listener(ev::offline, move |_| self.not_heard());
        let back = window_event_listener(ev::online, move |_| self.look_again());
        on_cleanup(move || {
            lost.remove();
            back.remove();
            if let Ok(pulse) = pulse {
                pulse.clear();
            }
        });
    }

    /// Notices at a tick of the clock that the device was asleep since the one before: by its own clock more time has passed than
    /// the page has counted. What is shown is that much older, and is asked for at once.
    fn wake_up(self, ticked: StoredValue<(i64, Timestamp)>) {
        let now = (uptime_ms(), device_time());
        let Some((counted, at)) = ticked.try_update_value(|ticked| std::mem::replace(ticked, now)) else {
            return;
        };
        let slept = now.1.since_ms(at) - (now.0 - counted);
        if slept < GRACE_MS {
            return;
        }
        let _ = self
            .queues
            .try_with_value(|queues| queues.iter().for_each(|(_, queue)| queue.grow_older(slept)));
        if let Some(since) = self.offline_since.try_get_untracked().flatten() {
            let _ = self.offline_since.try_set(Some(since - slept));
        }
        untrack(move || self.look_again());
    }

    /// This screen follows a queue from now on, and asks for it.
    pub fn asks_for_queue(self, stage: Stage, queue: Loader) {
        let _ = self.queues.try_update_value(|queues| {
            if queues.iter().all(|(known, _)| *known != stage) {
                queue.count_age();
                queues.push((stage, queue));
            }
        });
    }

    /// This screen follows a queue no longer.
    pub fn leaves_queue(self, stage: Stage) {
        let _ = self
            .queues
            .try_update_value(|queues| queues.retain(|(known, _)| *known != stage));
    }

    /// Follows the pulse by which queues are asked for.
    pub fn pulse(self) {
        self.pulse.track();
    }

    /// Asks again for all that is shown.
    pub fn look_again(self) {
        let _ = self.orders.try_update(|beat| *beat += 1);
        let _ = self.figures.try_update(|beat| *beat += 1);
        let _ = self.claims.try_update(|beat| *beat += 1);
        let _ = self.catering.try_update(|beat| *beat += 1);
        let _ = self.settings.try_update(|beat| *beat += 1);
    }

    /// A call has reached the server.
    pub fn heard_back(self) {
        if self.unreachable.try_get_untracked() == Some(true) {
            let _ = self.unreachable.try_set(false);
        }
    }

    /// A call has not reached the server.
    pub fn not_heard(self) {
        if self.unreachable.try_get_untracked() == Some(false) {
            let _ = self.unreachable.try_set(true);
        }
    }

    /// Follows what changes about orders: a number that grows with it.
    pub fn orders(self) -> u64 {
        self.orders.get()
    }

    /// Follows what changes about the figures.
    pub fn figures(self) {
        self.figures.track();
    }

    /// Follows what changes about claims.
    pub fn claims(self) {
        self.claims.track();
    }

    /// Follows what changes about the settings.
    pub fn settings(self) {
        self.settings.track();
    }

    /// Follows what changes about catering.
    pub fn catering(self) {
        self.catering.track();
    }

    /// Whether calls reach the server, as far as is known; followed.
    pub fn reachable(self) -> bool {
        self.offline_since.get().is_none()
    }

    /// How the screen stands; followed.
    pub fn live_status(self) -> LiveStatus {
        // It says more than a connection: also with a good one nothing is answered.
        if self.session.expired() {
            return LiveStatus::Expired;
        }
        let since = self.offline_since.get();
        let lasted = since.map(|since| (uptime_ms() - since, self.clock.now()));
        match (lasted, self.connection.get()) {
            (Some((lasted, now)), _) if lasted >= GRACE_MS => LiveStatus::Offline(now.plus_ms(-lasted)),
            (_, Connection::Opening) => LiveStatus::Connecting,
            _ => LiveStatus::Live,
        }
    }
}
