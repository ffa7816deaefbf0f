//! Hearing of changes while a page is open: server-sent events whose data is a [`Change`] and whose id is its cursor.
//!
//! The browser reconnects by itself and says which message was its last one. Where it gives up (an answer that is no
//! stream), the line is opened again after a while, and until then the page is told to ask again every now and then.

use crate::api::live::Change;
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

/// What a page hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    Change(Change),
    /// Changes may have been missed: ask again for all that is shown.
    Missed,
}

/// Whether a line stays open while nobody looks at the page. A browser has only six connections to a house.
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
    line: StoredValue<Option<browser::Line>, LocalStorage>,
    #[cfg(feature = "browser")]
    closed: StoredValue<bool>,
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

#[cfg(feature = "browser")]
mod browser {
    use super::*;
    use leptos::ev;
    use std::time::Duration;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::Closure;
    use web_sys::{Event, EventSource, MessageEvent, VisibilityState};

    /// How often a page without a line asks again, and the line is tried again.
    const AGAIN: Duration = Duration::from_secs(8);

    /// The browser's line and what it calls.
    #[derive(Debug)]
    pub struct Line {
        source: EventSource,
        _message: Closure<dyn FnMut(MessageEvent)>,
        _state: [Closure<dyn FnMut(Event)>; 2],
    }

    impl Drop for Line {
        fn drop(&mut self) {
            self.source.set_onmessage(None);
            self.source.set_onopen(None);
            self.source.set_onerror(None);
            self.source.close();
        }
    }

    fn hidden() -> bool {
        document().visibility_state() == VisibilityState::Hidden
    }

    impl LiveSource {
        /// Listens on a path such as `/rpc/live/carta`.
        pub fn open(path: String, hidden_too: WhileHidden, hear: impl Fn(Heard) + 'static) -> LiveSource {
            let source = LiveSource {
                connection: RwSignal::new(Connection::default()),
                line: StoredValue::new_local(None),
                closed: StoredValue::new(false),
            };
            let hear = UnsyncCallback::new(hear);
            let path = StoredValue::new(path);
            let dial = move || source.dial(&path.get_value(), hear);
            let away = move || hidden_too == WhileHidden::Close && hidden();
            if !away() {
                dial();
            }
            // Opens the line again where it is closed.
            let check = move || {
                if source.closed.try_get_value() != Some(false) || away() {
                    return;
                }
                let closed = source.line.with_value(|line| {
                    line.as_ref()
                        .is_none_or(|line| line.source.ready_state() == EventSource::CLOSED)
                });
                if closed {
                    dial();
                }
            };
            let timer = set_interval_with_handle(
                move || {
                    check();
                    if source.connection.try_get_untracked() == Some(Connection::Offline) && !hidden() {
                        hear.run(Heard::Missed);
                    }
                },
                AGAIN,
            );
            // The line may have outlived the loss of the connection, and what was asked meanwhile was not answered.
            let online = window_event_listener(ev::online, move |_| {
                check();
                if source.closed.try_get_value() == Some(false) {
                    hear.run(Heard::Missed);
                }
            });
            let seen = window_event_listener(ev::visibilitychange, move |_| {
                if away() {
                    source.line.set_value(None);
                } else {
                    check();
                }
            });
            on_cleanup(move || {
                if let Ok(timer) = timer {
                    timer.clear();
                }
                online.remove();
                seen.remove();
            });
            source
        }

        /// Stops listening for good.
        pub fn close(&self) {
            self.closed.set_value(true);
            self.line.set_value(None);
        }

        fn dial(self, path: &str, hear: UnsyncCallback<Heard>) {
            let Ok(source) = EventSource::new(path) else {
                self.connection.set(Connection::Offline);
                return;
            };
            let message = Closure::new(move |message: MessageEvent| {
                let change = message
                    .data()
                    .as_string()
                    .and_then(|data| serde_json::from_slice(data.as_bytes()).ok());
                if let Some(change) = change {
                    hear.run(Heard::Change(change));
                }
            });
            let opened = Closure::new(move |_: Event| {
                let before = self.connection.try_get_untracked();
                let _ = self.connection.try_set(Connection::Live);
                if before != Some(Connection::Opening) {
                    hear.run(Heard::Missed);
                }
            });
            let failed = Closure::new(move |_: Event| {
                let _ = self.connection.try_set(Connection::Offline);
            });
            source.set_onmessage(Some(message.as_ref().unchecked_ref()));
            source.set_onopen(Some(opened.as_ref().unchecked_ref()));
            source.set_onerror(Some(failed.as_ref().unchecked_ref()));
            self.line.set_value(Some(Line {
                source,
                _message: message,
                _state: [opened, failed],
            }));
        }
    }
}
