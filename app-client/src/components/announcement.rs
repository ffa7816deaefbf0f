//! What the restaurant says on every page for a while.

use crate::state::restaurant::RestaurantState;
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::clock::Clock;
use ui::dynamic::{dynamic, nothing};

/// How often is looked whether its last day is over, in milliseconds.
const TICK_MS: u64 = 60_000;

/// What the server gives is what today's pages say; it goes when its last day is over.
#[component]
pub fn Announcement() -> AnyView {
    let restaurant = RestaurantState::expect();
    let clock = Clock::ticking(TICK_MS);
    let said = Memo::new(move |_| {
        let known = restaurant.known()?;
        let tenant = &known.storefront.tenant;
        let notice = tenant.notice.as_ref()?;
        let over = restaurant.awake() && notice.is_over(tenant.zone.date(clock.now()));
        (!over).then(|| notice.text.clone())
    });
    dynamic(move || match said.get() {
        Some(text) => view! {
            <aside class="notice notice--announcement" aria-label=texts::ANNOUNCEMENT>
                <p>{text}</p>
            </aside>
        }
        .into_any(),
        None => nothing(),
    })
}
