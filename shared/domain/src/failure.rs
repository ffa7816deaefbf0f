//! What kinds of failures there are of what goes on by itself.

use serde::{Deserialize, Serialize};

/// Of what kind a failure is: what somebody who looks after the restaurant needs to know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureCause {
    /// Something that is needed does not answer, such as mail or the payment gateway: it passes by itself.
    Unavailable,
    /// What is stored, or what came, is not what the program expects: somebody has to look at it.
    Broken,
    /// The event was written by another version of the program: one that can read it delivers it.
    Unreadable,
}

impl FailureCause {
    /// As it is stored.
    pub fn wire_name(self) -> &'static str {
        match self {
            FailureCause::Unavailable => "unavailable",
            FailureCause::Broken => "broken",
            FailureCause::Unreadable => "unreadable",
        }
    }

    /// The cause that is stored so; of a name that this version does not know, that somebody has to look at it.
    pub fn named(name: &str) -> FailureCause {
        let passing = [FailureCause::Unavailable, FailureCause::Unreadable];
        let found = passing.into_iter().find(|cause| cause.wire_name() == name);
        found.unwrap_or(FailureCause::Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_stored_by_its_name() {
        for cause in [
            FailureCause::Unavailable,
            FailureCause::Broken,
            FailureCause::Unreadable,
        ] {
            assert_eq!(FailureCause::named(cause.wire_name()), cause);
            assert_eq!(serde_json::json!(cause), cause.wire_name());
        }
        assert_eq!(FailureCause::named("of a later version"), FailureCause::Broken);
    }
}
