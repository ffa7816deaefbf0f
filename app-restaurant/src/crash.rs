//! A fault of ours must not leave a tablet with a dead screen: the page is loaded again, at most once a minute. What
//! waits to be sent is kept, and so is where one was.

use domain::Timestamp;
use domain::time::MINUTE_MS;
use std::panic::PanicHookInfo;
use ui::clock::device_time;
use ui::storage;

/// When the page was last loaded again.
const KEPT: &str = "consola.recarga";

pub fn reload_after_a_fault() {
    std::panic::set_hook(Box::new(|fault: &PanicHookInfo<'_>| {
        leptos::logging::error!("{fault}");
        let now = device_time();
        let last: Option<Timestamp> = storage::load(KEPT);
        if last.is_none_or(|last| now.since_ms(last) > MINUTE_MS) {
            storage::save(KEPT, &now);
            let _ = leptos::prelude::window().location().reload();
        }
    }));
}
