//! Turns the sound on and off, and says when the browser still has to be touched.

use crate::state::alarm::Alarm;
use crate::state::erased::memo;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::icon::Icon;

#[component]
pub fn SoundButton() -> AnyView {
    let alarm = Alarm::expect();
    let blocked = memo(move || alarm.blocked() && !alarm.muted());
    let toggle = move |_| alarm.mute(!alarm.muted());
    view! {
        {move || {
            if blocked.get() {
                view! {
                    <button
                        type="button"
                        class="button"
                        title=texts::SOUND_BLOCKED_TEXT
                        on:click=move |_| alarm.touched()
                    >
                        <Icon name="bell" />
                        {texts::SOUND_BLOCKED}
                    </button>
                }
                    .into_any()
            } else {
                let muted = move || alarm.muted();
                view! {
                    <button
                        type="button"
                        class=move || if muted() { "button" } else { "button button--quiet button--icon" }
                        aria-label=move || if muted() { texts::SOUND_MUTED } else { texts::SOUND }
                        aria-pressed=move || (!muted()).to_string()
                        title=move || if muted() { texts::UNMUTE } else { texts::MUTE }
                        on:click=toggle
                    >
                        {move || {
                            if muted() {
                                view! {
                                    <Icon name="bell" />
                                    {texts::MUTED}
                                }
                                    .into_any()
                            } else {
                                view! { <Icon name="sound" /> }.into_any()
                            }
                        }}
                    </button>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}
