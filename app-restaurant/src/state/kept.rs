//! Something that a screen shows and asks for again whenever the restaurant has changed.
//!
//! The first wish to ask is followed at once; what is wished while an answer is awaited is one more question after it.
//! An answer that comes after the question has changed is dropped. What is shown stays until the next answer. A server that
//! is busy is asked ever more seldom, whatever happens meanwhile: many pages that ask at every event keep it busy.

use super::following::Following;
use super::session::{Asked, Session};
use api::{ApiError, Code};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

/// After so long it is asked for again where nobody could be reached.
const AGAIN: Duration = Duration::from_secs(8);
/// After so long it is asked for again where the server was busy, and after twice as long each time.
const REST: Duration = Duration::from_secs(2);
/// The number of times that the rest is doubled: to half a minute.
const DOUBLED: u32 = 4;

/// What to do with an answer.
type Apply = Box<dyn FnOnce()>;
type Ask = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<Apply, ApiError>>>>>;

#[derive(Clone, Copy)]
pub struct Kept {
    /// Whether there ever was an answer to the present question.
    pub loaded: RwSignal<bool>,
    /// Why the last question was not answered.
    pub error: RwSignal<Option<ApiError>>,
    asking: RwSignal<bool>,
    again: StoredValue<bool>,
    /// How often in a row the server was busy.
    busy: StoredValue<u32>,
    /// The server was busy: it is asked again when its rest is over.
    resting: StoredValue<bool>,
    /// Grows with every rest: one that is over ends no later one.
    rests: StoredValue<u32>,
    /// Grows with every other question.
    question: StoredValue<u32>,
    ask: StoredValue<Ask, LocalStorage>,
    pause: Duration,
    following: Following,
    session: Session,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Kept")
            .field("loaded", &self.loaded)
            .finish_non_exhaustive()
    }
}

impl Kept {
    /// Asks with `ask` and hands answers to `apply`; two questions in a row are at least `pause` apart.
    pub fn new<T, F>(pause: Duration, ask: impl Fn() -> F + 'static, apply: impl Fn(T) + 'static) -> Kept
    where
        T: 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let apply = Rc::new(apply);
        let ask = move || {
            let answer = ask();
            let apply = Rc::clone(&apply);
            Box::pin(async move {
                let value = answer.await?;
                Ok(Box::new(move || apply(value)) as Apply)
            }) as Pin<Box<dyn Future<Output = Result<Apply, ApiError>>>>
        };
        Kept {
            loaded: RwSignal::new(false),
            error: RwSignal::new(None),
            asking: RwSignal::new(false),
            again: StoredValue::new(false),
            busy: StoredValue::new(0),
            resting: StoredValue::new(false),
            rests: StoredValue::new(0),
            question: StoredValue::new(0),
            ask: StoredValue::new_local(Rc::new(ask)),
            pause,
            following: Following::expect(),
            session: Session::expect(),
        }
    }

    /// Asks, now or after the answer that is awaited, or when a busy server has had its rest.
    pub fn ask(self) {
        if self.resting.try_get_value() == Some(false) {
            self.ask_now();
        }
    }

    /// Asks without regard to a server that was busy: somebody waits for the answer.
    pub fn ask_now(self) {
        if self.asking.try_get_untracked() != Some(false) {
            let _ = self.again.try_set_value(true);
            return;
        }
        let _ = self.asking.try_set(true);
        spawn_local(async move {
            self.until_answered().await;
            let _ = self.asking.try_set(false);
        });
    }

    /// Asks another question: what the old one answers no longer counts.
    pub fn ask_anew(self) {
        let _ = self.question.try_update_value(|number| *number += 1);
        let _ = self.loaded.try_set(false);
        let _ = self.error.try_set(None);
        self.ask_now();
    }

    fn rest(self) {
        let times = self.busy.try_get_value().unwrap_or_default();
        let _ = self.busy.try_set_value(times.saturating_add(1));
        let _ = self.resting.try_set_value(true);
        let _ = self
            .rests
            .try_update_value(|number| *number = number.wrapping_add(1));
        let rest = self.rests.try_get_value();
        let go_on = move || {
            // It may have answered somebody who did not wait, or be resting anew.
            if self.resting.try_get_value() == Some(true) && self.rests.try_get_value() == rest {
                let _ = self.resting.try_set_value(false);
                self.ask();
            }
        };
        set_timeout(go_on, rest_after(times));
    }

    async fn until_answered(self) {
        while let Some(ask) = self.ask.try_get_value() {
            let _ = self.again.try_set_value(false);
            // Who signs in again asks again.
            if self.session.has_expired() {
                return;
            }
            let question = self.question.try_get_value();
            let asked = self.session.asked();
            let answer = ask().await;
            if question.is_none() || self.question.try_get_value() != question {
                if self.question.try_get_value().is_none() {
                    return;
                }
                continue;
            }
            let code = answer.as_ref().err().map(|error| error.code);
            let of_another = code == Some(Code::OtherCaller);
            if (of_another || code == Some(Code::Unauthenticated)) && asked.is_over() {
                // Somebody has signed in meanwhile: asked in the new session, it is another question.
                continue;
            }
            if of_another {
                // The session learns who is there, and all is asked again for them.
                return;
            }
            self.take(answer, asked);
            if self.again.try_get_value() != Some(true) || self.resting.try_get_value() != Some(false) {
                return;
            }
            gloo_timers::future::sleep(self.pause).await;
        }
    }

    fn take(self, answer: Result<Apply, ApiError>, asked: Asked) {
        match answer {
            Ok(apply) => {
                self.following.heard_back();
                let _ = self.busy.try_set_value(0);
                let _ = self.resting.try_set_value(false);
                apply();
                // Only changes are passed on: a screen is not drawn again for an answer like the last one.
                if self.error.try_with_untracked(Option::is_some) == Some(true) {
                    let _ = self.error.try_set(None);
                }
                if self.loaded.try_get_untracked() == Some(false) {
                    let _ = self.loaded.try_set(true);
                }
            }
            Err(error) => {
                match error.code {
                    Code::Unauthenticated => asked.expire(),
                    Code::Offline | Code::Unanswered => self.following.not_heard(),
                    _ => self.following.heard_back(),
                }
                if error.code == Code::Offline {
                    set_timeout(move || self.ask(), AGAIN);
                } else if error.is_no_answer() {
                    self.rest();
                }
                let _ = self.error.try_set(Some(error));
            }
        }
    }
}

/// How long a server is left alone that was busy `times` times before.
fn rest_after(times: u32) -> Duration {
    REST * 2_u32.pow(times.min(DOUBLED))
}

#[cfg(test)]
mod tests {
    use super::rest_after;

    #[test]
    fn a_busy_server_is_asked_ever_more_seldom() {
        let seconds = [0, 1, 2, 3, 4, 5, u32::MAX].map(|times| rest_after(times).as_secs());
        assert_eq!(seconds, [2, 4, 8, 16, 32, 32, 32]);
    }
}
