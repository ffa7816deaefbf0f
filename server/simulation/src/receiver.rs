//! The systems of the restaurants that receive their webhooks: what came, and how they answer.

use ports::http_sender::Outgoing;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How the receivers answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mood {
    /// They take what comes.
    #[default]
    Takes,
    /// They take nothing, and say so.
    Fails,
    /// They do not answer.
    Silent,
    /// They say that they will never want anything again.
    Gone,
}

impl Mood {
    fn answer(self) -> Option<u16> {
        match self {
            Mood::Takes => Some(204),
            Mood::Fails => Some(500),
            Mood::Silent => None,
            Mood::Gone => Some(410),
        }
    }
}

/// A message that came.
#[derive(Debug, Clone)]
pub struct Received {
    pub url: String,
    /// The header that names its delivery.
    pub delivery: String,
    pub signature: String,
    pub body: String,
    /// Whether it was taken.
    pub taken: bool,
}

/// All receivers of a history.
#[derive(Debug, Default)]
pub struct Receiver(Mutex<(Mood, Vec<Received>)>);

impl Receiver {
    pub fn become_so(&self, mood: Mood) {
        self.state().0 = mood;
    }

    pub fn mood(&self) -> Mood {
        self.state().0
    }

    /// Everything that came, oldest first.
    pub fn received(&self) -> Vec<Received> {
        self.state().1.clone()
    }

    /// The status with which a message is answered; `None` where it is not.
    pub fn receive(&self, message: &Outgoing<'_>) -> Option<u16> {
        let header = |wanted: &str| {
            let mut headers = message.headers.iter();
            let found = headers.find(|(name, _)| *name == wanted);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let mut state = self.state();
        let mood = state.0;
        state.1.push(Received {
            url: message.url.to_owned(),
            delivery: header("brasa-delivery"),
            signature: header("brasa-signature"),
            body: message.body.to_owned(),
            taken: mood == Mood::Takes,
        });
        mood.answer()
    }

    fn state(&self) -> MutexGuard<'_, (Mood, Vec<Received>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
