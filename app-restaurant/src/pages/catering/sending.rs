//! Sending a form that makes something new, once: what is typed survives a reload, the same form sent again is the same attempt,
//! and what is wrong with it is said beside its fields.

use super::field::Wrong;
use crate::state::catering::Attempt;
use crate::state::erased::effect;
use crate::state::session::Session;
use api::{ApiError, Code};
use domain::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use ui::clock::Clock;
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

/// The sending of a form `F` that makes an `M`.
#[derive(Debug)]
pub struct Sending<F: Send + Sync + 'static, M: Send + Sync + 'static> {
    /// A call is under way.
    pub busy: RwSignal<bool>,
    name: &'static str,
    wrong: Wrong,
    made: RwSignal<Option<M>>,
    attempt: StoredValue<Option<Attempt<F>>>,
    session: Session,
    toasts: Toasts,
    clock: Clock,
}

impl<F: Send + Sync + 'static, M: Send + Sync + 'static> Clone for Sending<F, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Send + Sync + 'static, M: Send + Sync + 'static> Copy for Sending<F, M> {}

impl<F, M> Sending<F, M>
where
    F: Clone + PartialEq + Send + Sync + 'static,
    M: Send + Sync + 'static,
{
    /// Of what is kept under `name`; `made` is set once it is stored.
    pub fn new(name: &'static str, wrong: Wrong, made: RwSignal<Option<M>>) -> Sending<F, M> {
        Sending {
            busy: RwSignal::new(false),
            name,
            wrong,
            made,
            attempt: StoredValue::new(None),
            session: Session::expect(),
            toasts: Toasts::expect(),
            clock: expect_context::<Clock>(),
        }
    }

    /// Sends a form with `call`, under a key. `problems` says what is wrong with it, by JSON pointer; then it stays.
    pub fn send<C>(
        self,
        form: F,
        problems: impl FnOnce(&F, Timestamp) -> Vec<(String, String)>,
        call: impl FnOnce(String, F) -> C,
    ) where
        C: Future<Output = Result<M, ApiError>> + 'static,
    {
        let Some(me) = self.session.me_now() else { return };
        if self.busy.get_untracked() {
            return;
        }
        let now = self.clock.at_once();
        let found = problems(&form, now);
        if !found.is_empty() {
            return self.wrong.show(found);
        }
        self.wrong.clear();
        self.busy.set(true);
        let before = self.attempt.get_value();
        let sent = Attempt::for_form(before, &form, || format!("{}-{}", me.id, now.0));
        self.attempt.set_value(Some(sent.clone()));
        let (asked, answer) = (self.session.asked(), call(sent.key, form));
        spawn_local(async move {
            match answer.await {
                Ok(made) => {
                    storage::forget(self.name);
                    let _ = self.made.try_set(Some(made));
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if !error.fields.is_empty() => {
                    let fields = error.fields.into_iter();
                    let found = fields.map(|field| (field.pointer, field.message));
                    self.wrong.show(found.collect());
                }
                Err(error) => self.toasts.say(Tone::Danger, error.message),
            }
            let _ = self.busy.try_set(false);
        });
    }
}
