//! Whether the screen follows the restaurant, at a glance.

use crate::state::bell::Bell;
use crate::state::erased::memo;
use crate::state::following::{Following, LiveStatus};
use leptos::prelude::*;
use texts::now::console as texts;

#[component]
pub fn LiveBadge() -> AnyView {
    let following = Following::expect();
    // On pages without screens there is none.
    let bell = use_context::<Bell>();
    let shown = memo(move || match following.live_status() {
        LiveStatus::Expired => ("expired", texts::SESSION_OVER),
        LiveStatus::Offline(_) => ("offline", texts::OFFLINE),
        LiveStatus::Connecting => ("pending", texts::CONNECTING),
        LiveStatus::Live => ("live", texts::LIVE),
    });
    view! {
        <span class="live" data-state=move || shown.get().0 role="status">
            {move || shown.get().1}
            {move || {
                let waiting = bell.and_then(Bell::waiting).filter(|waiting| *waiting > 0);
                waiting.map(|waiting| view! { <b>" " {texts::waiting_meanwhile(waiting)}</b> })
            }}
        </span>
    }
    .into_any()
}
