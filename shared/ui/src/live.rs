//! Hearing of changes while a page is open: server-sent events whose data is a [`Change`] and whose id is its cursor.
//!
//! The browser reconnects by itself and says which message was its last one. Where it gives up (an answer that is no
//! stream), the same address is asked what has changed: a server that cannot stream answers that, and says where there is
//! a socket to listen at; until one answers there, the server is asked again every few seconds. Otherwise the line is
//! opened again after a while, and until then the page has to ask again every now and then.

#[cfg(feature = "browser")]
mod browser;
#[cfg(feature = "browser")]
mod line;
#[cfg(feature = "browser")]
mod socket;

use api::live::Change;
use leptos::prelude::*;

/// Whether changes arrive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Connection {
    /// Not yet known.
    #[default]
    Opening,
    Live,
    Offline,
}

/// What a page receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    Change(Change),
    /// Changes may have been missed, as they may before each opening of the line: ask again for all that is shown.
    Missed,
}

/// Whether a line stays open while nobody looks at the page. A browser has only six connections to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhileHidden {
    Listen,
    Close,
}

/// An open line. It closes with the owner in which it was opened, or by [`LiveSource::close`].
#[derive(Debug, Clone, Copy)]
pub struct LiveSource {
    connection: RwSignal<Connection>,
    #[cfg(feature = "browser")]
    line: StoredValue<Option<line::Line>, LocalStorage>,
    #[cfg(feature = "browser")]
    closed: StoredValue<bool>,
    #[cfg(feature = "browser")]
    asking: browser::Asking,
}

impl LiveSource {
    /// Whether changes arrive.
    pub fn connection(&self) -> Signal<Connection> {
        self.connection.into()
    }
}

#[cfg(not(feature = "browser"))]
impl LiveSource {
    /// Listens on a path such as `/rpc/live/carta`.
    pub fn open(_path: String, _hidden: WhileHidden, _hear: impl Fn(Heard) + 'static) -> LiveSource {
        LiveSource {
            connection: RwSignal::new(Connection::default()),
        }
    }

    /// Stops listening for good.
    pub fn close(&self) {}
}
