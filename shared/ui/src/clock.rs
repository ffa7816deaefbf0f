//! The time, ticking, as the server has it.

use domain::Timestamp;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// How far the server's clock is ahead of the device's, as far as a page knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ahead {
    ms: i64,
    /// By how much that may be wrong: the answer was on its way for some of the time that the page waited for it.
    give_or_take_ms: i64,
}

/// A clock that is set by less than this, in milliseconds, is right at its next tick.
const NOTICED_MS: i64 = 500;

thread_local! {
    static AHEAD: Cell<Option<Ahead>> = const { Cell::new(None) };
    /// What each clock of the page shows.
    static SHOWN: RefCell<Vec<RwSignal<Timestamp>>> = const { RefCell::new(Vec::new()) };
}

/// Learns the server's time from every answer of it, as long as the page is there.
pub fn follow_the_server() {
    rpc::on_answer(|heard| {
        if let Some(server) = heard.server_time {
            learn(server, heard.took_ms);
        }
    });
}

/// The server has said its time in an answer for which the page has waited so many milliseconds until now.
fn learn(server: Timestamp, took_ms: i64) {
    let said = Ahead {
        ms: server.0 + took_ms / 2 - device_time().0,
        give_or_take_ms: took_ms / 2 + 1,
    };
    let (before, now) = (AHEAD.get(), closer(AHEAD.get(), said));
    AHEAD.set(Some(now));
    let moved = (now.ms - before.map_or(0, |before| before.ms)).abs();
    if moved > NOTICED_MS {
        let shown = SHOWN.with_borrow_mut(|shown| {
            shown.retain(|clock| clock.try_get_untracked().is_some());
            shown.clone()
        });
        for clock in shown {
            let _ = clock.try_set(time());
        }
    }
}

/// What is known after an answer: what is surer, unless both cannot be true, as after the device's clock was set.
fn closer(known: Option<Ahead>, said: Ahead) -> Ahead {
    let Some(known) = known else { return said };
    let apart = (said.ms - known.ms).abs();
    let agree = apart <= said.give_or_take_ms + known.give_or_take_ms;
    match agree && known.give_or_take_ms <= said.give_or_take_ms {
        true => known,
        false => said,
    }
}

/// The time at this moment, as the server has it; the device's own until there was an answer.
pub fn time() -> Timestamp {
    device_time().plus_ms(AHEAD.get().map_or(0, |ahead| ahead.ms))
}

/// The milliseconds since the page began, by a clock that nobody sets; 0 on the server.
pub fn uptime_ms() -> i64 {
    #[cfg(feature = "browser")]
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds of a page fit")]
    let passed = window()
        .performance()
        .map_or(0, |performance| performance.now() as i64);
    #[cfg(not(feature = "browser"))]
    let passed = 0;
    passed
}

/// A clock that ticks until its owner is gone. It shows the server's time once that is known, so that a tablet or a telephone
/// with a wrong clock shows the right ages and ends.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    now: RwSignal<Timestamp>,
}

impl Clock {
    /// Ticks every given number of milliseconds.
    pub fn ticking(every_ms: u64) -> Clock {
        let clock = Clock {
            now: RwSignal::new(time()),
        };
        if cfg!(feature = "browser") {
            SHOWN.with_borrow_mut(|shown| shown.push(clock.now));
            let tick = move || clock.tick();
            let timer = set_interval_with_handle(tick, Duration::from_millis(every_ms));
            on_cleanup(move || {
                if let Ok(timer) = timer {
                    timer.clear();
                }
            });
        }
        clock
    }

    /// The time, followed.
    pub fn now(&self) -> Timestamp {
        self.now.get()
    }

    /// The time at this moment, not followed.
    pub fn at_once(&self) -> Timestamp {
        time()
    }

    fn tick(self) {
        let _ = self.now.try_set(time());
    }
}

/// The device's own time; the beginning of 1970 on the server, which asks its clock port instead.
pub fn device_time() -> Timestamp {
    #[cfg(feature = "browser")]
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds of a date fit")]
    let now = Timestamp(js_sys::Date::now() as i64);
    #[cfg(not(feature = "browser"))]
    let now = Timestamp(0);
    now
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ahead(ms: i64, give_or_take_ms: i64) -> Ahead {
        Ahead { ms, give_or_take_ms }
    }

    #[test]
    fn the_surest_answer_counts_until_another_contradicts_it() {
        let slow = closer(None, ahead(1_000, 900));
        assert_eq!(slow, ahead(1_000, 900));
        let quick = closer(Some(slow), ahead(300, 20));
        assert_eq!(quick, ahead(300, 20));
        assert_eq!(closer(Some(quick), ahead(900, 700)), quick, "it may be the same");
        // Somebody has set the device's clock.
        assert_eq!(closer(Some(quick), ahead(60_000, 700)), ahead(60_000, 700));
    }
}
