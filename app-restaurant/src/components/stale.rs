//! The banners under the bar: the screen no longer follows, taps wait to be sent.

use crate::state::following::{Following, Standing};
use crate::state::house::House;
use crate::state::taps::Taps;
use leptos::prelude::*;
use shared::domain::customer::first_name;
use shared::texts::es::console as texts;
use shared::texts::es::shared as words;
use shared::ui::icon::Icon;

#[component]
pub fn Stale() -> AnyView {
    let following = Following::expect();
    let taps = Taps::expect();
    let house = House::expect();
    let since = Memo::new(move |_| match following.standing() {
        Standing::Offline(since) => Some(since),
        Standing::Connecting | Standing::Live => None,
    });
    let waiting = Memo::new(move |_| if since.get().is_some() { taps.count() } else { 0 });
    let others = Memo::new(move |_| taps.others());
    view! {
        {move || {
            since
                .get()
                .map(|since| {
                    view! {
                        <div class="stale" role="alert">
                            <Icon name="offline" />
                            <span>{texts::stale_since(&house.hhmm(since))}</span>
                            <button type="button" class="button" on:click=move |_| following.look_again()>
                                {words::RETRY}
                            </button>
                        </div>
                    }
                })
        }}
        {move || {
            let count = waiting.get();
            (count > 0)
                .then(|| view! { <div class="stale stale--pending" role="status">{texts::unsent(count)}</div> })
        }}
        {move || {
            others
                .get()
                .into_iter()
                .map(|(name, count)| {
                    view! {
                        <div class="stale stale--pending" role="status">
                            {texts::unsent_of_others(count, first_name(&name))}
                        </div>
                    }
                })
                .collect_view()
        }}
    }
    .into_any()
}
