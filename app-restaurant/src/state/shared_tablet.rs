//! A tablet that several people share: registered by a manager, locked where nobody touches it, and opened with a PIN.

use super::queues::Queues;
use super::session::Session;
use super::taps::Taps;
use crate::state::erased::effect;
use api::ApiError;
use api::tablets::{Door, Tablet};
use domain::time::{MINUTE_MS, SECOND_MS};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::tablets::{door, lock_tablet};
use std::time::Duration;
use ui::clock::{Clock, device_time, uptime_ms};
use ui::{page, storage};

/// A tablet that could not be locked, because the server was not reached, is locked so much later.
const AGAIN_MS: i64 = 30 * SECOND_MS;

/// Where it is kept how many orders waited when it was locked, also for other tabs and after a reload.
const WAITED: &str = "consola.esperaban";

/// Where it is kept when any tab was touched last, and how old that may be, in milliseconds.
const TOUCHED: &str = "consola.tocada";
const TOUCHED_WITHIN_MS: i64 = 5 * SECOND_MS;

/// How often a tablet that somebody uses looks after how long it is to be locked.
const LEARNT_MS: i64 = 5 * MINUTE_MS;

/// How often a tablet where nobody is signed in looks who may come in by now.
const LOOKED_AGAIN: Duration = Duration::from_mins(1);

#[derive(Debug, Clone, Copy)]
pub struct SharedTablet {
    /// What it shows where nobody is signed in; `None` where it is not registered.
    door: RwSignal<Option<Door>>,
    /// It is being locked.
    locking: RwSignal<bool>,
}

/// When it was touched last, by the page's own time and by the device's clock: a page does not count while the device sleeps.
#[derive(Debug, Clone, Copy)]
struct Touched {
    counted: i64,
    at: i64,
}

impl Touched {
    fn now() -> Touched {
        Touched {
            counted: uptime_ms(),
            at: device_time().0,
        }
    }

    fn ago_ms(self, now: Touched) -> i64 {
        (now.counted - self.counted).max(now.at - self.at)
    }
}

impl SharedTablet {
    pub fn provide(door: Option<Door>) -> SharedTablet {
        let tablet = SharedTablet {
            door: RwSignal::new(door),
            locking: RwSignal::new(false),
        };
        provide_context(tablet);
        tablet
    }

    pub fn expect() -> SharedTablet {
        expect_context()
    }

    /// What it shows where nobody is signed in; followed.
    pub fn door(self) -> Option<Door> {
        self.door.get()
    }

    /// The same; not followed.
    pub fn door_now(self) -> Option<Door> {
        self.door.try_get_untracked().flatten()
    }

    /// Whether it is registered; followed.
    pub fn is_shared(self) -> bool {
        self.door.with(Option::is_some)
    }

    pub fn is_locking(self) -> bool {
        self.locking.get()
    }

    /// How many orders waited when it was locked that somebody had seen: the others go on sounding.
    pub fn waited(self) -> usize {
        storage::load(WAITED).unwrap_or_default()
    }

    pub fn learn(self, door: Option<Door>) {
        if self.door_now() != door {
            let _ = self.door.try_set(door);
        }
    }

    /// A manager has changed a tablet, which may be this one.
    pub fn learn_changed(self, tablet: &Tablet) {
        let own = self.door_now().filter(|door| door.id == tablet.id);
        if let Some(door) = own {
            self.learn(Some(Door {
                tablet: tablet.name.clone(),
                locks_after_min: tablet.locks_after_min,
                ..door
            }));
        }
    }

    /// Asks what it shows by now: somebody may have left, or have a PIN. Where nobody can say it, it stays as it is.
    pub fn look(self) {
        spawn_local(async move {
            if let Ok(door) = door().await {
                self.learn(door);
            }
        });
    }

    /// Asks again and again, until the owner is gone.
    pub fn keep_looking(self) {
        self.look();
        let looking = set_interval_with_handle(move || self.look(), LOOKED_AGAIN);
        on_cleanup(move || {
            if let Ok(looking) = looking {
                looking.clear();
            }
        });
    }

    /// Locks it, with this many orders waiting that somebody has seen: the session is over, and the tablet asks who is there. Where
    /// the server cannot be reached it stays open, since nobody could come in.
    pub async fn lock(self, session: Session, waited: usize) -> Result<(), ApiError> {
        if self.locking.try_get_untracked() != Some(false) {
            return Ok(());
        }
        let _ = self.locking.try_set(true);
        let locked = lock_tablet().await;
        let _ = self.locking.try_set(false);
        let door = locked?;
        storage::save(WAITED, &waited);
        match &door {
            Some(_) => session.lock(),
            None => session.leave(),
        }
        self.learn(door);
        Ok(())
    }

    /// Locks it when nobody has touched any tab of it for as long as its manager said, until the owner is gone. Taps that are still to
    /// be sent go first.
    pub fn watch(self, clock: Clock) {
        let (session, taps, queues) = (Session::expect(), Taps::expect(), Queues::expect());
        let touched = StoredValue::new(Touched::now());
        let kept = StoredValue::new(0_i64);
        let touch = move || {
            let now = Touched::now();
            let _ = touched.try_set_value(now);
            if kept
                .try_get_value()
                .is_some_and(|at| (now.at - at).abs() >= TOUCHED_WITHIN_MS)
            {
                let _ = kept.try_set_value(now.at);
                storage::save(TOUCHED, &now.at);
            }
        };
        let pointer = window_event_listener(ev::pointerdown, move |_| touch());
        let key = window_event_listener(ev::keydown, move |_| touch());
        let wheel = window_event_listener(ev::wheel, move |_| touch());
        on_cleanup(move || {
            pointer.remove();
            key.remove();
            wheel.remove();
        });
        let elsewhere = move |now: Touched, pause: i64| {
            let at = storage::load::<i64>(TOUCHED);
            at.is_some_and(|at| (0..pause - TOUCHED_WITHIN_MS).contains(&(now.at - at)))
        };
        let (again, learnt) = (StoredValue::new(0_i64), StoredValue::new(uptime_ms()));
        effect(move || {
            clock.now();
            let Some(minutes) = self.door_now().map(|door| door.locks_after_min) else {
                return;
            };
            let now = Touched::now();
            if now.counted - learnt.get_value() >= LEARNT_MS {
                learnt.set_value(now.counted);
                self.look();
            }
            let pause = i64::from(minutes) * MINUTE_MS;
            let due = minutes > 0 && touched.get_value().ago_ms(now) >= pause && !elsewhere(now, pause);
            let busy = untrack(move || taps.count()) > 0 || session.has_expired();
            if !due || busy || !page::is_connected() || now.counted < again.get_value() {
                return;
            }
            again.set_value(now.counted + AGAIN_MS);
            let waited = untrack(move || queues.seen());
            spawn_local(async move {
                // What fails is tried again a while later.
                let _ = self.lock(session, waited).await;
            });
        });
        // Who comes back to a session that is over says with a PIN who they are, as always here.
        effect(move || {
            if session.expired() && self.is_shared() {
                session.forget();
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_that_slept_was_not_touched_meanwhile() {
        let touched = Touched {
            counted: 1_000,
            at: 50_000,
        };
        let later = |counted, at| touched.ago_ms(Touched { counted, at });
        assert_eq!(later(4_000, 53_000), 3_000);
        assert_eq!(later(2_000, 950_000), 900_000, "it slept");
        assert_eq!(later(4_000, 10_000), 3_000, "its clock was set back");
    }
}
