//! The sound that repeats until somebody has looked. Browsers let a page sound only after it was touched once, so the
//! console says when it still has to be touched.

use crate::state::erased::effect;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use ui::storage;
use web_sys::{AudioContext, AudioContextState, OscillatorType};

/// Where the choice is kept.
const MUTED: &str = "consola.silencio";
/// How often it sounds.
const AGAIN: Duration = Duration::from_millis(2_600);
/// After this time a page that may sound without a touch does.
const STARTED: Duration = Duration::from_secs(1);

/// What it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ring {
    Arrival,
    /// Lower, and more urgent.
    Cancelled,
}

impl Ring {
    /// Frequencies in hertz, one after the other.
    fn tones(self) -> &'static [f32] {
        match self {
            Ring::Arrival => &[880.0, 1_174.7],
            Ring::Cancelled => &[440.0, 330.0, 440.0],
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Alarm {
    muted: RwSignal<bool>,
    /// The browser waits for a touch.
    blocked: RwSignal<bool>,
    /// Somebody has touched this page.
    touched: StoredValue<bool>,
    /// This page could sound before anybody touched it.
    by_itself: StoredValue<bool>,
    sound: StoredValue<Option<AudioContext>, LocalStorage>,
}

impl Alarm {
    pub fn provide() -> Alarm {
        let alarm = Alarm {
            muted: RwSignal::new(storage::load(MUTED).unwrap_or(false)),
            blocked: RwSignal::new(true),
            touched: StoredValue::new(false),
            by_itself: StoredValue::new(false),
            sound: StoredValue::new_local(AudioContext::new().ok()),
        };
        alarm.look();
        // A browser that lets it sound says so a moment later.
        set_timeout(move || alarm.look(), STARTED);
        provide_context(alarm);
        alarm
    }

    pub fn expect() -> Alarm {
        expect_context()
    }

    pub fn muted(&self) -> bool {
        self.muted.get()
    }

    pub fn blocked(&self) -> bool {
        self.blocked.get()
    }

    /// Whether a page that is loaded again with nobody at the screen sounds no less than this one.
    pub fn outlives_reload(self) -> bool {
        let sounds =
            self.muted.try_get_untracked() == Some(false) && self.blocked.try_get_untracked() == Some(false);
        !sounds || self.by_itself.try_get_value() == Some(true)
    }

    pub fn mute(self, muted: bool) {
        storage::save(MUTED, &muted);
        self.muted.set(muted);
    }

    /// Sounds while `ring` says so, until the owner is gone.
    pub fn follow(self, ring: Signal<Option<Ring>>) {
        let sound = move || {
            if let Some(ring) = ring.try_get_untracked().flatten() {
                self.sound_once(ring);
            }
        };
        effect(move || {
            ring.track();
            sound();
        });
        let timer = set_interval_with_handle(sound, AGAIN);
        let touched = window_event_listener(ev::pointerdown, move |_| self.touched());
        let typed = window_event_listener(ev::keydown, move |_| self.touched());
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
            touched.remove();
            typed.remove();
        });
    }

    /// Somebody has touched the page: now it may sound.
    pub fn touched(self) {
        let _ = self.touched.try_set_value(true);
        if self.blocked.try_get_untracked() != Some(true) {
            return;
        }
        self.with(|sound| drop(sound.resume()));
        set_timeout(move || self.look(), Duration::from_millis(150));
    }

    fn look(self) {
        let running = self
            .sound
            .try_with_value(|sound| sound.as_ref().map(AudioContext::state))
            .flatten()
            == Some(AudioContextState::Running);
        let _ = self.blocked.try_set(!running);
        if running && self.touched.try_get_value() == Some(false) {
            let _ = self.by_itself.try_set_value(true);
        }
    }

    fn with(self, act: impl FnOnce(&AudioContext)) {
        let _ = self.sound.try_with_value(|sound| sound.as_ref().map(act));
    }

    fn sound_once(self, ring: Ring) {
        if self.muted.try_get_untracked() != Some(false) {
            return;
        }
        self.look();
        self.with(|sound| {
            let mut at = sound.current_time();
            for tone in ring.tones() {
                // A browser that cannot sound stays silent: the screen shows it all the same.
                let _ = play(sound, *tone, at);
                at += 0.22;
            }
        });
    }
}

/// One tone of a fifth of a second, soft at its ends.
fn play(sound: &AudioContext, frequency: f32, at: f64) -> Result<(), wasm_bindgen::JsValue> {
    let (oscillator, gain) = (sound.create_oscillator()?, sound.create_gain()?);
    oscillator.set_type(OscillatorType::Triangle);
    oscillator.frequency().set_value(frequency);
    gain.gain().set_value_at_time(0.0001, at)?;
    gain.gain().exponential_ramp_to_value_at_time(0.6, at + 0.02)?;
    gain.gain().exponential_ramp_to_value_at_time(0.0001, at + 0.2)?;
    oscillator.connect_with_audio_node(&gain)?;
    gain.connect_with_audio_node(&sound.destination())?;
    oscillator.start_with_when(at)?;
    oscillator.stop_with_when(at + 0.21)
}
