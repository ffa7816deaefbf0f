//! Read, decide, commit; and all of it once more where somebody else was faster.

use crate::error::Error;
use ports::documents::CommitError;
use std::future::Future;

/// Maximum number of attempts at what few change at the same time, such as a carta or a claim.
pub const ATTEMPTS: usize = 5;
/// Maximum number of attempts at what many change at the same time, such as an order or what is left of a product.
pub const ATTEMPTS_AMONG_MANY: usize = 8;

/// Makes a change in at most `attempts` attempts. Each reads what is there, decides and commits, and gives `None` where
/// somebody else has changed meanwhile what it had read ([`unless_overtaken`]). 409 when that happened every time.
pub async fn change<T, F>(attempts: usize, attempt: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<Option<T>, Error>>,
{
    let changed = repeat(attempts, attempt).await?;
    changed.ok_or_else(Error::conflict)
}

/// The same where it is not 409 when every attempt was overtaken, but `None`.
pub async fn repeat<T, E, F>(attempts: usize, attempt: impl Fn() -> F) -> Result<Option<T>, E>
where
    F: Future<Output = Result<Option<T>, E>>,
{
    for _ in 0..attempts {
        if let Some(done) = attempt().await? {
            return Ok(Some(done));
        }
    }
    Ok(None)
}

/// What an attempt comes to with its commit: `done`, or `None` where a condition of the commit failed.
pub fn unless_overtaken<T>(committed: Result<(), CommitError>, done: T) -> Result<Option<T>, Error> {
    match committed {
        Ok(()) => Ok(Some(done)),
        Err(CommitError::ConditionFailed { .. }) => Ok(None),
        Err(CommitError::Engine(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::Code;
    use ports::EngineError;
    use std::cell::Cell;

    /// A change whose first attempts are overtaken: what it came to, and how often it was tried.
    async fn changed(overtaken: usize, end: Result<(), CommitError>) -> (Result<usize, Code>, usize) {
        let made = Cell::new(0);
        let result = change(ATTEMPTS, || async {
            made.set(made.get() + 1);
            let committed = match made.get() > overtaken {
                true => end.clone(),
                false => Err(CommitError::ConditionFailed { write: 0 }),
            };
            unless_overtaken(committed, made.get())
        });
        (result.await.map_err(|error| error.code()), made.get())
    }

    #[tokio::test]
    async fn a_change_that_is_overtaken_is_made_again() {
        assert_eq!(changed(0, Ok(())).await, (Ok(1), 1));
        assert_eq!(changed(4, Ok(())).await, (Ok(5), 5));
    }

    #[tokio::test]
    async fn a_change_that_is_always_overtaken_is_a_conflict() {
        assert_eq!(changed(5, Ok(())).await, (Err(Code::Conflict), 5));
    }

    #[tokio::test]
    async fn an_engine_that_fails_is_not_asked_again() {
        let broken = CommitError::Engine(EngineError::broken("test", "the disk is full"));
        assert_eq!(changed(1, Err(broken)).await, (Err(Code::Internal), 2));
    }
}
