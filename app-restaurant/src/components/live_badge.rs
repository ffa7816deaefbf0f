//! Whether the screen follows the restaurant, at a glance.

use crate::state::erased::memo;
use crate::state::following::{Following, Standing};
use leptos::prelude::*;
use texts::now::console as texts;

#[component]
pub fn LiveBadge() -> AnyView {
    let following = Following::expect();
    let shown = memo(move || match following.standing() {
        Standing::Offline(_) => ("offline", texts::OFFLINE),
        Standing::Connecting => ("pending", texts::CONNECTING),
        Standing::Live => ("live", texts::LIVE),
    });
    view! {
        <span class="live" data-state=move || shown.get().0 role="status">
            {move || shown.get().1}
        </span>
    }
    .into_any()
}
