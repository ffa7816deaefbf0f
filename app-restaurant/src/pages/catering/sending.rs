//! Sending a form that makes something new, once: what is typed survives a reload, and so does the key with which it is sent, which
//! stays the same until an answer has come, whatever is changed meanwhile. What is wrong with the form is said beside its fields.

use super::field::Wrong;
use crate::state::erased::effect;
use crate::state::session::Session;
use api::{ApiError, Code};
use domain::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use ui::attempt::{Attempt, answered_before};
use ui::clock::Clock;
use ui::dynamic::{dynamic, nothing};
use ui::sent_before::{Words, sent_before};
use ui::storage;
use ui::toast::{Toasts, Tone};

/// What is typed into a form, kept under a name until it was sent.
pub fn kept_form<T>(name: &'static str, empty: T) -> RwSignal<T>
where
    T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    let kept: Option<T> = storage::load(name);
    let form = RwSignal::new(kept.unwrap_or_else(|| empty.clone()));
    effect(move || {
        form.with(|form| match *form == empty {
            true => storage::forget(name),
            false => storage::save(name, form),
        });
    });
    form
}

/// The sending of a form that makes an `M`.
#[derive(Debug)]
pub struct Sending<M: Send + Sync + 'static> {
    /// A call is under way.
    pub busy: RwSignal<bool>,
    name: &'static str,
    wrong: Wrong,
    made: RwSignal<Option<M>>,
    /// What was stored before what was sent now, with the key of both.
    before: RwSignal<Option<(M, String)>>,
    session: Session,
    toasts: Toasts,
    clock: Clock,
}

/// What the server says of a form that was sent.
#[derive(Debug, PartialEq)]
enum Answer<M> {
    Stored(M),
    /// What was sent first with the same key is stored, and its answer was lost.
    StoredBefore(M),
    /// What is wrong, by JSON pointer.
    Wrong(Vec<(String, String)>),
    SessionOver,
    /// Not stored, or nobody knows, in words.
    Failed(String),
}

impl<M: DeserializeOwned> Answer<M> {
    fn of(answer: Result<M, ApiError>) -> Answer<M> {
        let error = match answer {
            Ok(made) => return Answer::Stored(made),
            Err(error) => error,
        };
        if let Some(before) = answered_before(&error) {
            return Answer::StoredBefore(before);
        }
        if error.code == Code::Unauthenticated {
            return Answer::SessionOver;
        }
        if error.fields.is_empty() {
            return Answer::Failed(error.message);
        }
        let fields = error.fields.into_iter();
        Answer::Wrong(fields.map(|field| (field.pointer, field.message)).collect())
    }
}

impl<M: Send + Sync + 'static> Clone for Sending<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M: Send + Sync + 'static> Copy for Sending<M> {}

impl<M> Sending<M>
where
    M: Clone + DeserializeOwned + Send + Sync + 'static,
{
    /// Of what is kept under `name`; `made` is set once it is stored.
    pub fn new(name: &'static str, wrong: Wrong, made: RwSignal<Option<M>>) -> Sending<M> {
        Sending {
            busy: RwSignal::new(false),
            name,
            wrong,
            made,
            before: RwSignal::new(None),
            session: Session::expect(),
            toasts: Toasts::expect(),
            clock: expect_context::<Clock>(),
        }
    }

    /// Sends a form with `call`, under a key. `problems` says what is wrong with it, by JSON pointer; then it stays.
    pub fn send<F, C>(
        self,
        form: F,
        problems: impl FnOnce(&F, Timestamp) -> Vec<(String, String)>,
        call: impl FnOnce(String, F) -> C,
    ) where
        C: Future<Output = Result<M, ApiError>> + 'static,
    {
        if self.session.me_now().is_none() || self.busy.get_untracked() {
            return;
        }
        self.before.set(None);
        let found = problems(&form, self.clock.at_once());
        if !found.is_empty() {
            return self.wrong.show(found);
        }
        self.wrong.clear();
        self.busy.set(true);
        // Kept before it is sent. Only the key is: what a consumer has written is kept with the form, and goes with it.
        let key = Attempt::of(&self.attempt(), &()).key;
        let (asked, answer) = (self.session.asked(), call(key.clone(), form));
        spawn_local(async move {
            match Answer::of(answer.await) {
                Answer::Stored(made) => self.done(made, &key),
                Answer::StoredBefore(made) => {
                    let _ = self.before.try_set(Some((made, key)));
                }
                Answer::Wrong(found) => self.wrong.show(found),
                Answer::SessionOver => asked.expire(),
                Answer::Failed(why) => self.toasts.say(Tone::Danger, why),
            }
            let _ = self.busy.try_set(false);
        });
    }

    /// Says that what was sent first is stored, once the server has said so: one goes on with that, or sends what is filled in now
    /// as another one, with `again`.
    pub fn stored_before(
        self,
        words: fn(&M) -> Words,
        again: impl Fn() + Copy + Send + Sync + 'static,
    ) -> AnyView {
        dynamic(move || {
            let Some((made, key)) = self.before.get() else {
                return nothing();
            };
            let (words, other) = (words(&made), key.clone());
            sent_before(
                words,
                move || self.done(made.clone(), &key),
                move || {
                    Attempt::forget(&self.attempt(), &other);
                    again();
                },
            )
        })
    }

    /// It is stored. Who has left the form meanwhile may have come back to it and send the same once more, which is still the same:
    /// then the key stays.
    fn done(self, made: M, key: &str) {
        storage::forget(self.name);
        let has_left = self.made.try_set(Some(made)).is_some();
        if !has_left {
            Attempt::forget(&self.attempt(), key);
        }
    }

    /// Where the key is kept.
    fn attempt(self) -> String {
        [self.name, "-attempt"].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::FieldError;

    #[test]
    fn what_is_stored_already_is_no_failure() {
        let reused = || ApiError::new(Code::IdempotencyKeyReused, "no");
        let before = reused().with_detail(serde_json::json!({ "before": 17 }));
        assert_eq!(Answer::of(Err(before)), Answer::StoredBefore(17));
        assert_eq!(Answer::of(Ok(17)), Answer::Stored(17));
        // Of somebody else's key nothing is said.
        assert_eq!(Answer::<u64>::of(Err(reused())), Answer::Failed("no".to_owned()));
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let wrong = ApiError::invalid(vec![FieldError::new("/date", Code::MissingField, "Falta")]);
        let found = vec![("/date".to_owned(), "Falta".to_owned())];
        assert_eq!(Answer::<u64>::of(Err(wrong)), Answer::Wrong(found));
        let over = ApiError::new(Code::Unauthenticated, "");
        assert_eq!(Answer::<u64>::of(Err(over)), Answer::SessionOver);
    }
}
