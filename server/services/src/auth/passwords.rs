//! Passwords, as Argon2id hashes: 19 MiB, two passes, one lane (OWASP's first recommendation). Accounts that came from
//! another system may still have bcrypt's.

use super::store::{Person, UserRecord};
use crate::error::Error;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::fmt;
use tokio::sync::{Semaphore, SemaphorePermit};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Maximum number of passwords that are hashed at the same time: each takes a core and its memory for some 20 ms.
const HASHING_CONCURRENCY: usize = 2;
/// Maximum number of those that wait for that, before others are told to come again: nobody waits for a second.
const MAX_WAITING: usize = 64;

/// The hash of nobody's password, for users that do not exist. Nothing hashes to it.
pub(super) const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whose passwords wait for one another. However many customers come, the people of a kitchen do not wait behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    Everybody,
    Staff,
}

pub(super) fn lane_of(user: &UserRecord) -> Lane {
    match user.person {
        Person::Staff { .. } => Lane::Staff,
        Person::Customer { .. } => Lane::Everybody,
    }
}

/// Hashes passwords off the async threads, a few at a time.
pub(super) struct Passwords {
    everybody: Turns,
    staff: Turns,
}

/// Those who hash, and those who wait for it.
struct Turns {
    waiting: Semaphore,
    hashing: Semaphore,
}

impl Turns {
    fn new(hashing: usize) -> Turns {
        Turns {
            waiting: Semaphore::new(MAX_WAITING + hashing),
            hashing: Semaphore::new(hashing),
        }
    }

    /// A turn, or that there are too many who wait for one.
    async fn turn(&self) -> Result<(SemaphorePermit<'_>, SemaphorePermit<'_>), Error> {
        let waiting = self.waiting.try_acquire().map_err(|_| Error::engine_down())?;
        let hashing = self.hashing.acquire().await.map_err(|_| Error::internal())?;
        Ok((waiting, hashing))
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Passwords")
    }
}

impl Passwords {
    pub(super) fn new() -> Passwords {
        Passwords {
            everybody: Turns::new(HASHING_CONCURRENCY),
            staff: Turns::new(1),
        }
    }

    async fn turn(&self, lane: Lane) -> Result<(SemaphorePermit<'_>, SemaphorePermit<'_>), Error> {
        match lane {
            Lane::Everybody => self.everybody.turn().await,
            Lane::Staff => self.staff.turn().await,
        }
    }

    /// The hash of a new password, with a salt of its own, as a PHC string. 503 when too many wait.
    pub(super) async fn hash(&self, lane: Lane, password: &str) -> Result<String, Error> {
        let _turn = self.turn(lane).await?;
        let password = password.to_owned();
        run(move || Some(hasher()?.hash_password(password.as_bytes()).ok()?.to_string())).await
    }

    /// Whether a password is the one of this hash; without a hash it takes as long and is never. `allowed` is asked
    /// once it is its turn, so that many tries at once are not more than the limits let through. 503 when too many wait.
    pub(super) async fn is_right(
        &self,
        lane: Lane,
        password: &str,
        hash: Option<&str>,
        allowed: impl Fn() -> Result<(), Error>,
    ) -> Result<bool, Error> {
        let _turn = self.turn(lane).await?;
        allowed()?;
        let (password, hash) = (password.to_owned(), hash.unwrap_or(NOBODY).to_owned());
        run(move || {
            if is_from_elsewhere(&hash) {
                return Some(bcrypt::verify(password, &hash).unwrap_or(false));
            }
            Some(
                hasher()?
                    .verify_password(password.as_bytes(), hash.as_str())
                    .is_ok(),
            )
        })
        .await
    }
}

/// Whether a hash is bcrypt's (`$2b$…`), to be replaced by ours once its password is known.
pub(super) fn is_from_elsewhere(hash: &str) -> bool {
    hash.starts_with("$2")
}

fn hasher() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> Option<T> + Send + 'static) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Some(done)) => Ok(done),
        Ok(None) | Err(_) => {
            tracing::error!("a password could not be hashed");
            Err(Error::internal())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::PasswordHash;

    #[tokio::test]
    async fn a_hash_knows_its_password() {
        let passwords = Passwords::new();
        let hash = passwords.hash(Lane::Everybody, "brasa-demo").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let fine = || Ok(());
        assert!(
            passwords
                .is_right(Lane::Everybody, "brasa-demo", Some(&hash), fine)
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .is_right(Lane::Everybody, "brasa-demo ", Some(&hash), fine)
                .await
                .unwrap()
        );
        assert_ne!(
            hash,
            passwords.hash(Lane::Everybody, "brasa-demo").await.unwrap(),
            "each has a salt of its own"
        );
    }

    #[tokio::test]
    async fn nobody_has_no_password_but_takes_the_same_work() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let real = Passwords::new()
            .hash(Lane::Everybody, "brasa-demo")
            .await
            .unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!(
            (&nobody.algorithm, &nobody.params),
            (&real.algorithm, &real.params)
        );
        assert_eq!(nobody.hash.unwrap().len(), real.hash.unwrap().len());
        assert!(
            !Passwords::new()
                .is_right(Lane::Everybody, "", None, || Ok(()))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn nobody_waits_for_long_and_staff_not_behind_others() {
        let passwords = Passwords::new();
        let turns = async {
            let mut turns = Vec::new();
            for _ in 0..HASHING_CONCURRENCY {
                turns.push(passwords.turn(Lane::Everybody).await.unwrap());
            }
            turns
        };
        let hashing = turns.await;
        let mut waiting = Vec::new();
        for _ in 0..MAX_WAITING {
            let mut turn = Box::pin(passwords.turn(Lane::Everybody));
            assert!(futures::poll!(turn.as_mut()).is_pending());
            waiting.push(turn);
        }
        let refused = passwords.hash(Lane::Everybody, "brasa-demo").await.unwrap_err();
        assert_eq!(refused.code(), api::Code::EngineDown);
        assert!(passwords.hash(Lane::Staff, "brasa-demo").await.is_ok());
        drop((hashing, waiting));
        assert!(passwords.hash(Lane::Everybody, "brasa-demo").await.is_ok());
    }
}
