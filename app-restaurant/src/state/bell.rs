//! How many orders wait while the session is over. The screen learns nothing else by then: a bell reads this one number, and
//! goes on doing so for twelve hours after the session was renewed last, unless it was ended on purpose.

use super::queues::Queues;
use super::session::Session;
use crate::state::erased::effect;
use api::stages::WaitingOrders;
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
    /// How many orders there are and how many of them wait, and whether any of those has come since the session is over.
    Waiting {
        orders: usize,
        queued: usize,
        more: bool,
    },
    /// It was refused, or could not be asked: an order may wait. `rang`: one does that nobody has seen.
    Unknown { rang: bool },
}

#[derive(Debug, Clone, Copy)]
pub struct Bell {
    heard: RwSignal<Heard>,
    /// How many orders waited when it was known last.
    known: StoredValue<usize>,
    /// Whether the session is over.
    over: Signal<bool>,
    session: Session,
}

impl Bell {
    /// Asks while the session is over, until the owner is gone.
    pub fn provide(queues: Queues) -> Bell {
        let session = Session::expect();
        let over = Signal::derive(move || session.expired());
        Bell::while_over(over, move || queues.waiting())
    }

    /// The same behind a tablet that is locked, where nobody is signed in. `waited`: how many orders waited when it was locked.
    pub fn provide_behind(waited: usize) -> Bell {
        Bell::while_over(Signal::derive(|| true), move || waited)
    }

    fn while_over(over: Signal<bool>, waited: impl Fn() -> usize + Copy + Send + Sync + 'static) -> Bell {
        let bell = Bell {
            heard: RwSignal::new(Heard::Nothing),
            known: StoredValue::new(0),
            over,
            session: Session::expect(),
        };
        effect(move || {
            if bell.over.get() {
                bell.known.set_value(untrack(waited));
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

    /// What was heard last; followed.
    pub fn heard(self) -> Heard {
        self.heard.get()
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
        let is_over = move || self.over.try_get_untracked() == Some(true);
        if !is_over() {
            return;
        }
        let asked = self.session.asked();
        spawn_local(async move {
            let answer = waiting_orders().await;
            if asked.is_over() || !is_over() {
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
                    then(before, known, answer)
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
fn then(before: Heard, known: usize, answer: WaitingOrders) -> Heard {
    let orders = answer.waiting;
    Heard::Waiting {
        orders,
        queued: answer.queued.max(orders),
        more: orders > known || (rang(before) && orders > 0),
    }
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
        let heard = |orders, more| Heard::Waiting {
            orders,
            queued: 5,
            more,
        };
        let (quiet, rings) = (|orders| heard(orders, false), |orders| heard(orders, true));
        let heard_then = |before, known, waiting| then(before, known, WaitingOrders { waiting, queued: 5 });
        assert_eq!(
            heard_then(Heard::Nothing, 2, 2),
            quiet(2),
            "they were on the screen"
        );
        assert_eq!(heard_then(Heard::Nothing, 2, 3), rings(3));
        assert_eq!(heard_then(quiet(2), 2, 1), quiet(1), "somebody else took one");
        assert_eq!(heard_then(quiet(1), 1, 2), rings(2));
        assert_eq!(heard_then(rings(2), 2, 2), rings(2), "nobody has seen it");
        assert_eq!(heard_then(rings(2), 2, 0), quiet(0));
        assert_eq!(heard_then(Heard::Unknown { rang: false }, 2, 2), quiet(2));
        let lost = Heard::Unknown { rang: rang(rings(3)) };
        assert_eq!(
            heard_then(lost, 3, 3),
            rings(3),
            "one lost answer is no one who has seen it"
        );
    }
}
