//! A newer version of the console: offered, and taken when nobody works at the screen.

use super::{alarm::Alarm, taps::Taps};
use crate::state::erased::effect;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use texts::now::shared as texts;
use ui::clock::uptime_ms;
use ui::toast::{Toasts, Tone};
use ui::version::Version;

/// Nobody has touched the screen for so long, in milliseconds: it may be loaded again under nobody's hands.
const QUIET_MS: i64 = 60_000;
/// How often it is looked whether nobody works at the screen.
const LOOK: Duration = Duration::from_secs(15);

/// Follows newer versions until the owner is gone.
pub fn follow() {
    let (version, taps, toasts, alarm) = (
        Version::watch("/restaurante/version.json"),
        Taps::expect(),
        Toasts::expect(),
        Alarm::expect(),
    );
    let touched = StoredValue::new(uptime_ms());
    let touch = move || {
        let _ = touched.try_set_value(uptime_ms());
    };
    effect(move || {
        if version.is_old() {
            toasts.offer(
                Tone::Success,
                texts::NEW_VERSION.to_owned(),
                texts::RELOAD,
                move || version.reload(),
            );
        }
    });
    let idle = move || {
        let quiet = touched
            .try_get_value()
            .is_some_and(|at| uptime_ms() - at > QUIET_MS);
        quiet && untrack(move || taps.count()) == 0 && !in_hand() && alarm.outlives_reload()
    };
    let look = move || {
        if untrack(move || version.is_old()) && idle() {
            version.reload_by_itself(idle);
        }
    };
    let timer = set_interval_with_handle(look, LOOK);
    let pressed = window_event_listener(ev::pointerdown, move |_| touch());
    let typed = window_event_listener(ev::keydown, move |_| touch());
    on_cleanup(move || {
        pressed.remove();
        typed.remove();
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

/// Whether something on the screen is half done: an open question, or a field with the cursor in it.
fn in_hand() -> bool {
    let unfinished = "dialog[open], input:focus, textarea:focus, select:focus";
    matches!(document().query_selector(unfinished), Ok(Some(_)))
}
