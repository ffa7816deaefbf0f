//! Buttons whose second press counts. The second half of a double click is no second press.

use super::clock::device_time;
use domain::Timestamp;
use leptos::prelude::*;

/// For so long after the first press another one does not count, in milliseconds: longer than a double click takes.
const TOO_SOON_MS: i64 = 600;

/// Which of some buttons was pressed once, and when.
#[derive(Debug)]
pub struct Sure<T: Send + Sync + 'static> {
    pressed: RwSignal<Option<(T, Timestamp)>>,
}

// Derived, they would ask the same of the button.
impl<T: Send + Sync + 'static> Clone for Sure<T> {
    fn clone(&self) -> Sure<T> {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Sure<T> {}

impl<T: Send + Sync + 'static> Default for Sure<T> {
    fn default() -> Sure<T> {
        Sure {
            pressed: RwSignal::new(None),
        }
    }
}

impl<T: Copy + PartialEq + Send + Sync + 'static> Sure<T> {
    /// A button is pressed; whether that counts.
    pub fn press(self, button: T) -> bool {
        self.press_at(button, device_time())
    }

    fn press_at(self, button: T, now: Timestamp) -> bool {
        match self.pressed.get_untracked() {
            // A device whose clock was set back meanwhile keeps nobody waiting.
            Some((before, at)) if before == button => !(0..TOO_SOON_MS).contains(&(now.0 - at.0)),
            _ => {
                self.pressed.set(Some((button, now)));
                false
            }
        }
    }

    /// Whether the next press of this button counts, followed.
    pub fn is(self, button: T) -> bool {
        self.pressed.get().is_some_and(|(pressed, _)| pressed == button)
    }

    /// No button was pressed.
    pub fn forget(self) {
        let _ = self.pressed.try_set(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_click_is_no_second_press() {
        let owner = Owner::new();
        owner.set();
        let sure = Sure::default();
        assert!(!sure.press_at(true, Timestamp(1_000)));
        assert!(sure.is(true) && !sure.is(false));
        for soon in [1_000, 1_200, 1_599] {
            assert!(!sure.press_at(true, Timestamp(soon)), "{soon}");
        }
        assert!(sure.press_at(true, Timestamp(1_600)));
        assert!(sure.press_at(true, Timestamp(500)), "the clock was set back");
    }

    #[test]
    fn one_button_is_sure_at_a_time() {
        let owner = Owner::new();
        owner.set();
        let sure = Sure::default();
        assert!(!sure.press_at(true, Timestamp(1_000)));
        assert!(!sure.press_at(false, Timestamp(5_000)), "that was the other one");
        assert!(sure.is(false) && !sure.is(true));
        sure.forget();
        assert!(!sure.press_at(false, Timestamp(9_000)));
    }
}
