//! How many orders wait while the session is over. The screen learns nothing else by then: a bell reads this one number, and
//! goes on doing so for twelve hours after the session was renewed last, unless it was ended on purpose.

use super::queues::Queues;
use super::session::Session;
use crate::state::erased::effect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::stages::waiting_orders;
use std::time::Duration;

/// How often it is asked while the session is over.
const EVERY: Duration = Duration::from_secs(10);

/// What the bell has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It was not answered yet since the session is over, or the session is not over.
    Nothing,
    /// The number of orders that wait, and whether any of them has come since the session is over.
    Waiting { orders: usize, more: bool },
    /// It was refused, or could not be asked: an order may wait. `rang`: one does that nobody has seen.
    Unknown { rang: bool },
}

#[derive(Debug, Clone, Copy)]
pub struct Bell {
    heard: RwSignal<Heard>,
    /// How many orders waited when it was known last.
    known: StoredValue<usize>,
    session: Session,
}

impl Bell {
    /// Asks while the session is over, until the owner is gone.
    pub fn provide(queues: Queues) -> Bell {
        let bell = Bell {
            heard: RwSignal::new(Heard::Nothing),
            known: StoredValue::new(0),
            session: Session::expect(),
        };
        effect(move || {
            let over = bell.session.expired();
            if over {
                bell.known.set_value(untrack(move || queues.waiting()));
                bell.ask();
            } else if bell.heard.get_untracked() != Heard::Nothing {
                bell.heard.set(Heard::Nothing);
            }
        });
        let asking = set_interval_with_handle(move || bell.ask(), EVERY);
        on_cleanup(move || {
            if let Ok(asking) = asking {
                asking.clear();
            }
        });
        provide_context(bell);
        bell
    }

    /// How many orders wait, where the session is over and it is known; followed.
    pub fn waiting(self) -> Option<usize> {
        match self.heard.get() {
            Heard::Waiting { orders, .. } => Some(orders),
            Heard::Nothing | Heard::Unknown { .. } => None,
        }
    }

    /// Whether it sounds: orders have come, or nobody knows; followed.
    pub fn rings(self) -> bool {
        matches!(
            self.heard.get(),
            Heard::Unknown { .. } | Heard::Waiting { more: true, .. }
        )
    }

    fn ask(self) {
        if !self.session.has_expired() {
            return;
        }
        let asked = self.session.asked();
        spawn_local(async move {
            let answer = waiting_orders().await;
            if asked.is_over() || !self.session.has_expired() {
                return;
            }
            let before = self.heard.try_get_untracked();
            let known = self.known.try_get_value();
            let (Some(before), Some(known)) = (before, known) else {
                return;
            };
            let heard = match answer {
                Ok(answer) => {
                    let _ = self.known.try_set_value(answer.waiting);
                    then(before, known, answer.waiting)
                }
                Err(_) => Heard::Unknown { rang: rang(before) },
            };
            if heard != before {
                let _ = self.heard.try_set(heard);
            }
        });
    }
}

/// What is said with a new answer. What rings goes on while something waits: nobody has seen it.
fn then(before: Heard, known: usize, orders: usize) -> Heard {
    let more = orders > known || (rang(before) && orders > 0);
    Heard::Waiting { orders, more }
}

/// Whether it rang because of orders that nobody has seen: an answer that is lost in between changes nothing of it.
fn rang(before: Heard) -> bool {
    matches!(
        before,
        Heard::Waiting { more: true, .. } | Heard::Unknown { rang: true }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_rings_from_the_first_new_order_until_nothing_waits() {
        let quiet = |orders| Heard::Waiting { orders, more: false };
        let rings = |orders| Heard::Waiting { orders, more: true };
        assert_eq!(then(Heard::Nothing, 2, 2), quiet(2), "they were on the screen");
        assert_eq!(then(Heard::Nothing, 2, 3), rings(3));
        assert_eq!(then(quiet(2), 2, 1), quiet(1), "somebody else took one");
        assert_eq!(then(quiet(1), 1, 2), rings(2));
        assert_eq!(then(rings(2), 2, 2), rings(2), "nobody has seen it");
        assert_eq!(then(rings(2), 2, 0), quiet(0));
        assert_eq!(then(Heard::Unknown { rang: false }, 2, 2), quiet(2));
        let lost = Heard::Unknown { rang: rang(rings(3)) };
        assert_eq!(
            then(lost, 3, 3),
            rings(3),
            "one lost answer is no one who has seen it"
        );
    }
}
