//! The time, ticking, as the server has it.

use domain::Timestamp;
use leptos::prelude::*;
use std::time::Duration;

/// A clock that ticks until its owner is gone. It follows the server's time once it knows it, so that a tablet
/// or a telephone with a wrong clock shows the right ages.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    now: RwSignal<Timestamp>,
    /// How far the server is ahead, in milliseconds.
    ahead: StoredValue<i64>,
}

impl Clock {
    /// Ticks every given number of milliseconds.
    pub fn ticking(every_ms: u64) -> Clock {
        let clock = Clock {
            now: RwSignal::new(device_time()),
            ahead: StoredValue::new(0),
        };
        if cfg!(feature = "browser") {
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
        device_time().plus_ms(self.ahead.get_value())
    }

    /// Sets the clock by what the server says.
    pub fn learn(&self, server: Timestamp) {
        self.ahead.set_value(server.0 - device_time().0);
        self.tick();
    }

    fn tick(self) {
        let ahead = self.ahead.try_get_value().unwrap_or_default();
        let _ = self.now.try_set(device_time().plus_ms(ahead));
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
