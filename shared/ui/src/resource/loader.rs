//! Asking for something again and again, whatever it is.
//!
//! The first wish to ask is followed at once; what is wished while an answer is awaited is one more question after it, so an
//! older answer never replaces a newer one. What is shown stays until the next answer. A call whose page is left is given up. A
//! server that is busy is asked ever more seldom, whatever happens meanwhile: many pages that ask at every event keep it busy.
//! How long one call may take, and whether it is sent a second time, is the matter of its server function (`rpc::Reading`).

use crate::clock::uptime_ms;
use crate::version;
use ::texts::now::errors;
use api::unread::{self, Unread};
use api::{ApiError, Code};
use futures::future::{AbortHandle, abortable};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// Two questions in a row are at least so far apart, unless a page wants more.
const PAUSE: Duration = Duration::from_millis(200);
/// After so long it is asked for again where nobody could be reached.
const AGAIN: Duration = Duration::from_secs(8);
/// Milliseconds from a call that the server was too busy for to the next one; each further pause is twice as long.
const REST_MS: f64 = 2_000.0;
/// How often that pause is doubled at most: it grows to half a minute.
const DOUBLED: u32 = 4;

thread_local! {
    /// What the app does before each call.
    static BEFORE: RefCell<Option<Before>> = const { RefCell::new(None) };
}

type Before = Rc<dyn Fn() -> Option<Noticing>>;

/// Called with the error of an answer, or with `None` where there is none.
pub type Noticing = Box<dyn FnOnce(Option<&ApiError>) -> Verdict>;

/// What becomes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is shown.
    Take,
    /// It is not shown, and the same is asked again: somebody else has signed in meanwhile.
    AskAgain,
    /// It is not shown.
    Leave,
}

/// Calls `begin` before each call of a resource from now on. What it returns is called with the answer, such as to notice that
/// nobody is signed in any more; where it returns `None` the call is not made.
pub fn on_call(begin: impl Fn() -> Option<Noticing> + 'static) {
    BEFORE.set(Some(Rc::new(begin)));
}

pub(super) type Answer<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;
/// What to do with an answer.
pub(super) type Apply = Box<dyn FnOnce()>;
pub(super) type Ask = Arc<dyn Fn() -> Answer<Apply> + Send + Sync>;

/// Where a loader stands.
pub(super) struct Stand {
    pub(super) ask: Ask,
    /// Two questions in a row are at least so far apart.
    pause: Duration,
    /// The call whose answer is awaited.
    pub(super) call: Option<AbortHandle>,
    /// It is asked once more after the answer.
    pub(super) again: bool,
    /// When it is asked again by itself.
    timer: Option<TimeoutHandle>,
    /// Nothing but somebody who waits for the answer makes it ask before.
    pub(super) resting: bool,
    /// How often in a row the server was busy.
    busy: u32,
    /// When there was an answer, or its age was first of interest, in milliseconds of [`uptime_ms`].
    since_ms: i64,
}

/// Asks for something, whatever it is: what a list, a retry button or a notice needs of a [`Resource`].
#[derive(Clone, Copy)]
pub struct Loader {
    /// Whether there ever was an answer to the present question.
    pub loaded: RwSignal<bool>,
    /// Why the last question was not answered.
    pub error: RwSignal<Option<ApiError>>,
    pub(super) stand: StoredValue<Stand>,
}

impl std::fmt::Debug for Loader {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Loader")
            .field("loaded", &self.loaded)
            .finish_non_exhaustive()
    }
}

impl Loader {
    /// Asks with `ask` and hands answers to `apply`, until its owner is gone.
    pub fn new<T, F>(
        ask: impl Fn() -> F + Send + Sync + 'static,
        apply: impl Fn(T) + Send + Sync + 'static,
    ) -> Loader
    where
        T: 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let apply = Arc::new(apply);
        Loader::of(Arc::new(move || {
            let answer = ask();
            let apply = Arc::clone(&apply);
            Box::pin(async move {
                let value = answer.await?;
                Ok(Box::new(move || apply(value)) as Apply)
            })
        }))
    }

    /// Asks with `ask` and keeps the answers in a signal, which tells of changes only.
    pub fn filling<T, F>(signal: RwSignal<T>, ask: impl Fn() -> F + Send + Sync + 'static) -> Loader
    where
        T: PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        Loader::new(ask, move |value| set_changed(signal, value))
    }

    /// One that asks nobody, for galleries.
    #[cfg(feature = "gallery")]
    pub fn idle() -> Loader {
        Loader::new(std::future::pending::<Result<(), ApiError>>, |()| {})
    }

    pub(super) fn of(ask: Ask) -> Loader {
        let stand = StoredValue::new(Stand {
            ask,
            pause: PAUSE,
            call: None,
            again: false,
            timer: None,
            resting: false,
            busy: 0,
            since_ms: 0,
        });
        on_cleanup(move || stand.try_update_value(Stand::stop).unwrap_or_default());
        Loader {
            loaded: RwSignal::new(false),
            error: RwSignal::new(None),
            stand,
        }
    }

    /// The same, with at least so long between two questions in a row.
    pub fn every(self, pause: Duration) -> Loader {
        let _ = self.stand.try_update_value(|stand| stand.pause = pause);
        self
    }

    /// Asks, now or after the answer that is awaited, or when a busy server has had its rest.
    pub fn ask(self) {
        if self.stand.try_with_value(|stand| stand.resting) == Some(false) {
            self.ask_once_more();
        }
    }

    /// Asks without regard to a server that was busy: somebody waits for the answer.
    pub fn ask_now(self) {
        if self.loaded.try_get_untracked() == Some(false) {
            set_changed(self.error, None);
        }
        self.ask_once_more();
    }

    fn ask_once_more(self) {
        let waits = self.stand.try_update_value(|stand| {
            stand.again = stand.call.is_some();
            stand.again
        });
        if waits == Some(false) {
            self.start();
        }
    }

    /// Asks another question: what the old one answers no longer counts.
    pub fn ask_anew(self) {
        set_changed(self.loaded, false);
        set_changed(self.error, None);
        self.start();
    }

    /// Something newer is known than what an answer that is on its way may say: it is asked for once more.
    pub fn overtake(self) {
        if self.stand.try_with_value(|stand| stand.call.is_some()) == Some(true) {
            self.start();
        }
    }

    /// The milliseconds since there was an answer, or since [`Loader::count_age`]; not followed.
    pub fn age_ms(self) -> i64 {
        let since = self.stand.try_with_value(|stand| stand.since_ms);
        uptime_ms() - since.unwrap_or_default()
    }

    /// Counts its age from now on.
    pub fn count_age(self) {
        let _ = self.stand.try_update_value(|stand| stand.since_ms = uptime_ms());
    }

    /// What was answered is so much older, in milliseconds: the device was asleep, and [`uptime_ms`] with it.
    pub fn grow_older(self, ms: i64) {
        let _ = self.stand.try_update_value(|stand| stand.since_ms -= ms);
    }

    fn start(self) {
        let (call, handle) = abortable(self.answered());
        let started = self.stand.try_update_value(|stand| {
            stand.stop();
            stand.call = Some(handle);
        });
        if started.is_some() {
            spawn_local(async move {
                let _ = call.await;
            });
        }
    }

    async fn answered(self) {
        while let Some(ask) = self.stand.try_with_value(|stand| Arc::clone(&stand.ask)) {
            let noticing = BEFORE.with_borrow(Clone::clone).map(|begin| begin());
            if matches!(noticing, Some(None)) {
                self.over();
                return;
            }
            // What others have left is not of this answer.
            drop(unread::take());
            let answer = ask().await;
            let unread = unread::take();
            let verdict = match noticing.flatten() {
                Some(noticing) => noticing(answer.as_ref().err()),
                None => Verdict::Take,
            };
            match verdict {
                Verdict::Take => return self.take(answer, &unread),
                Verdict::AskAgain => {}
                Verdict::Leave => {
                    self.over();
                    return;
                }
            }
        }
    }

    /// No answer is awaited any more. Returns after which pause it is to be asked once more, if it is.
    fn over(self) -> Option<Duration> {
        let again = self.stand.try_update_value(|stand| {
            stand.call = None;
            std::mem::take(&mut stand.again).then_some(stand.pause)
        });
        again.flatten()
    }

    pub(super) fn take(self, answer: Result<Apply, ApiError>, unread: &[Unread]) {
        let again = self.over();
        match answer {
            Ok(apply) => {
                let _ = self.stand.try_update_value(|stand| {
                    stand.busy = 0;
                    stand.since_ms = uptime_ms();
                });
                apply();
                // Only changes are passed on: a screen is not drawn again for an answer like the last one.
                set_changed(self.error, left_out(unread));
                set_changed(self.loaded, true);
                if let Some(pause) = again {
                    self.later(pause, true);
                }
            }
            Err(error) => {
                if error.code != Code::Offline && error.is_no_answer() {
                    let busy = self.stand.try_update_value(|stand| {
                        stand.busy = stand.busy.saturating_add(1);
                        stand.busy - 1
                    });
                    self.later(rest_after(busy.unwrap_or_default(), chance()), true);
                } else if let Some(pause) = again {
                    self.later(pause, true);
                } else if error.code == Code::Offline {
                    self.later(AGAIN, false);
                }
                if error.code == Code::OldPage {
                    version::found_out();
                }
                set_changed(self.error, Some(error));
            }
        }
    }

    /// Asks again after a time, and not before if it rests.
    fn later(self, after: Duration, rests: bool) {
        let timer = cfg!(feature = "browser").then(|| set_timeout_with_handle(move || self.start(), after));
        let _ = self.stand.try_update_value(|stand| {
            stand.timer = timer.and_then(Result::ok);
            stand.resting = rests;
        });
    }
}

impl Stand {
    /// Awaits nothing, and asks nothing by itself.
    fn stop(&mut self) {
        if let Some(call) = self.call.take() {
            call.abort();
        }
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        (self.again, self.resting) = (false, false);
    }
}

/// What is to be said of the answer that was read right now, for calls that are no resource: which of its rows cannot be shown.
pub fn left_out_now() -> Option<ApiError> {
    left_out(&unread::take())
}

/// What is said of an answer of which not all could be read.
fn left_out(unread: &[Unread]) -> Option<ApiError> {
    if unread.is_empty() {
        return None;
    }
    version::found_out();
    let numbers: Vec<u64> = unread.iter().filter_map(|row| row.number).collect();
    Some(ApiError::old_page(errors::left_out(&numbers, unread.len())))
}

/// How long a server is left alone that was busy `busy` times before, and up to half as long again by chance, from 0 to 1: not all
/// pages ask at the same moment.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rest of a minute at most"
)]
pub(super) fn rest_after(busy: u32, chance: f64) -> Duration {
    let rest = REST_MS * f64::from(1_u32 << busy.min(DOUBLED));
    Duration::from_millis((rest * (1.0 + chance / 2.0)) as u64)
}

fn chance() -> f64 {
    #[cfg(feature = "browser")]
    let chance = js_sys::Math::random();
    #[cfg(not(feature = "browser"))]
    let chance = 0.0;
    chance
}

/// Tells of changes only. Not inlined: comparing takes much code, and several callers want it for the same type.
#[inline(never)]
pub(super) fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|known| *known != value) == Some(true) {
        let _ = signal.try_set(value);
    }
}
