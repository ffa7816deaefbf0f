//! Messages to addresses that somebody else has written down.

use async_trait::async_trait;
use std::fmt::Debug;

/// A message, by POST, of JSON.
#[derive(Debug, Clone)]
pub struct Outgoing<'a> {
    pub url: &'a str,
    pub headers: &'a [(&'static str, String)],
    pub body: &'a str,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The HTTP status of the answer, or why there was none, in a few words without personal data.
    pub answer: Result<u16, String>,
    pub took_ms: u32,
}

/// Sends messages to addresses which people of a restaurant have written down. Addresses inside the server's own
/// network are not for them to reach: in production only public ones, over TLS, are allowed.
#[async_trait]
pub trait HttpSender: Debug + Send + Sync {
    /// Whether messages may go to this address, as far as the address itself tells. Where its name leads is looked at
    /// when something is sent.
    fn allows(&self, url: &str) -> bool;

    /// Sends a message and waits for the answer, 10 seconds at most. Redirects are not followed.
    async fn post(&self, message: &Outgoing<'_>) -> Outcome;
}
