//! Waiting for the answer to what somebody does: after a while it is said that it is still being tried, and may be given up.

use super::dynamic::{dynamic, nothing, tap};
use ::texts::now::{errors, shared as texts};
use api::{ApiError, Code};
use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use std::future::Future;
use std::time::Duration;

/// An answer that takes longer than this is slow.
const SLOW: Duration = Duration::from_secs(4);

/// One call at a time that somebody waits for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    slow: RwSignal<bool>,
    giving_up: StoredValue<Option<AbortHandle>>,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            slow: RwSignal::new(false),
            giving_up: StoredValue::new(None),
        }
    }
}

impl Patience {
    /// One whose call is slow, for the gallery.
    #[cfg(feature = "gallery")]
    pub(super) fn that_is_slow() -> Patience {
        let patience = Patience::default();
        patience.slow.set(true);
        patience
    }

    /// Waits for a call. One that is given up is [`Code::Unanswered`]: it may have been carried out.
    pub async fn during<T>(self, call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        let (call, handle) = abortable(call);
        let _ = self.giving_up.try_set_value(Some(handle));
        let slow = cfg!(feature = "browser").then(|| {
            let is_slow = move || {
                let _ = self.slow.try_set(true);
            };
            set_timeout_with_handle(is_slow, SLOW)
        });
        let answer = call.await;
        if let Some(Ok(slow)) = slow {
            slow.clear();
        }
        let _ = self.slow.try_set(false);
        answer.unwrap_or_else(|_| Err(ApiError::new(Code::Unanswered, errors::GIVEN_UP)))
    }

    fn give_up(self) {
        let handle = self.giving_up.try_update_value(Option::take).flatten();
        if let Some(handle) = handle {
            handle.abort();
        }
    }
}

/// Says that a slow call is still being tried, with a way to give it up.
#[component]
pub fn StillTrying(patience: Patience) -> AnyView {
    dynamic(move || match patience.slow.get() {
        false => nothing(),
        true => view! {
            <p class="working" role="status">
                {texts::STILL_TRYING} " "
                <button type="button" class="button button--quiet" on:click=tap(move || patience.give_up())>
                    {texts::GIVE_UP}
                </button>
            </p>
        }
        .into_any(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;
    use futures::future::{join, pending, ready};

    #[test]
    fn what_is_given_up_may_have_been_carried_out() {
        let owner = Owner::new();
        owner.set();
        let patience = Patience::default();
        let call = patience.during(pending::<Result<(), ApiError>>());
        let (answer, ()) = block_on(join(call, async move { patience.give_up() }));
        assert_eq!(answer.unwrap_err().code, Code::Unanswered);
        patience.give_up();
        assert_eq!(block_on(patience.during(ready(Ok(1)))), Ok(1));
    }
}
