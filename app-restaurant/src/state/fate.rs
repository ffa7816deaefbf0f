//! What is known of a call that has failed.

use super::offline_queue::{Tap, TapKind};
use ::texts::now::console as texts;
use api::{ApiError, Code};
use domain::customer::first_name;

/// What became of what was to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The call has not left the device: it had no network.
    NotSent,
    /// The server has said that it was not done, and why.
    Refused,
    /// It may have been done: the answer got lost, came too late, cannot be read, or says only that something has failed.
    Unknown,
}

impl Fate {
    /// As an error says it; `connected` is whether the device had a network when the call was made.
    pub fn of(error: &ApiError, connected: bool) -> Fate {
        match error.code {
            Code::Offline if !connected => Fate::NotSent,
            // A browser does not tell a call that reached nobody from one whose answer got lost.
            Code::Offline
            | Code::Unanswered
            | Code::EngineDown
            | Code::Internal
            | Code::IdempotencyInProgress
            | Code::OldPage => Fate::Unknown,
            _ => Fate::Refused,
        }
    }
}

/// Why a tap was refused, in words; or that nobody knows what became of it, where that is `unknown`.
pub fn of_tap(tap: &Tap, error: &ApiError, unknown: bool) -> String {
    if unknown {
        return texts::tap_unknown(tap.number);
    }
    let winner = error
        .detail
        .as_ref()
        .and_then(|detail| detail.get("takenBy"))
        .and_then(|by| by.get("name").unwrap_or(by).as_str());
    match (error.code, tap.kind, winner) {
        (Code::AlreadyTaken, TapKind::Take, Some(name)) => texts::taken_by(tap.number, first_name(name)),
        _ => texts::tap_refused(tap.number, &error.message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_been_done_is_not_called_undone() {
        let of = |code, connected| Fate::of(&ApiError::new(code, ""), connected);
        assert_eq!(of(Code::Offline, false), Fate::NotSent);
        assert_eq!(
            of(Code::Offline, true),
            Fate::Unknown,
            "an answer may have got lost"
        );
        for connected in [true, false] {
            for code in [Code::Unanswered, Code::EngineDown, Code::Internal, Code::OldPage] {
                assert_eq!(of(code, connected), Fate::Unknown, "{code:?}");
            }
            for code in [
                Code::Conflict,
                Code::AlreadyTaken,
                Code::RateLimited,
                Code::Unauthenticated,
            ] {
                assert_eq!(of(code, connected), Fate::Refused, "{code:?}");
            }
        }
    }
}
