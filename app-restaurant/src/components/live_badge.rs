//! Whether the screen follows the restaurant, at a glance.

use crate::state::erased::memo;
use crate::state::following::{Following, LiveStatus};
use leptos::prelude::*;
use texts::now::console as texts;

#[component]
pub fn LiveBadge() -> AnyView {
    let following = Following::expect();
    let shown = memo(move || match following.live_status() {
        LiveStatus::Expired => ("expired", texts::SESSION_OVER),
        LiveStatus::Offline(_) => ("offline", texts::OFFLINE),
        LiveStatus::Connecting => ("pending", texts::CONNECTING),
        LiveStatus::Live => ("live", texts::LIVE),
    });
    view! {
        <span class="live" data-state=move || shown.get().0 role="status">
            {move || shown.get().1}
        </span>
    }
    .into_any()
}
