//! Hearing of changes while a page is open: server-sent events whose data is a [`Change`] and whose id is its cursor.
//!
//! The browser reconnects by itself and says which message was its last one. Where it gives up (an answer that is no
//! stream), the same address is asked what has changed: a server that cannot stream answers that, and is asked again
//! every few seconds. Otherwise the line is opened again after a while, and until then the page is told to ask again
//! every now and then.

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
    /// Where to go on asking, where the server cannot stream.
    #[cfg(feature = "browser")]
    asked: StoredValue<Option<u64>>,
    /// Whether an answer is on its way.
    #[cfg(feature = "browser")]
    asking: StoredValue<bool>,
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
    use crate::api::live::Changes;
    use gloo_net::http::Request;
    use leptos::ev;
    use std::time::Duration;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::Closure;
    use web_sys::{Event, EventSource, MessageEvent, VisibilityState};

    /// How often a page without a line asks again, and the line is tried again.
    const AGAIN: Duration = Duration::from_secs(8);
    /// How often a server that cannot stream is asked what has changed.
    const LOOK: Duration = Duration::from_secs(3);

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

    /// What has changed after a cursor; without one only where changes end now.
    async fn changes(path: &str, after: Option<u64>) -> Option<Changes> {
        let address = match after {
            Some(after) => [path, "?after=", &after.to_string()].concat(),
            None => path.to_owned(),
        };
        let request = Request::get(&address).header("accept", "application/json");
        let answer = request.send().await.ok().filter(|answer| answer.ok())?;
        serde_json::from_slice(&answer.binary().await.ok()?).ok()
    }

    impl LiveSource {
        /// Listens on a path such as `/rpc/live/carta`.
        pub fn open(path: String, hidden_too: WhileHidden, hear: impl Fn(Heard) + 'static) -> LiveSource {
            let source = LiveSource {
                connection: RwSignal::new(Connection::default()),
                line: StoredValue::new_local(None),
                closed: StoredValue::new(false),
                asked: StoredValue::new(None),
                asking: StoredValue::new(false),
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
                if source.asked.get_value().is_some() {
                    source.look(path.get_value(), hear);
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
            let looking = set_interval_with_handle(
                move || {
                    if source.asked.try_get_value().flatten().is_some() {
                        check();
                    }
                },
                LOOK,
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
                for timer in [timer, looking].into_iter().flatten() {
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

        /// Asks what has changed.
        fn look(self, path: String, hear: UnsyncCallback<Heard>) {
            if self.asking.try_get_value() != Some(false) {
                return;
            }
            self.asking.set_value(true);
            leptos::task::spawn_local(async move {
                let after = self.asked.try_get_value().flatten();
                let answer = changes(&path, after).await;
                if self.asking.try_set_value(false).is_some() || self.closed.try_get_value() != Some(false) {
                    return;
                }
                let before = self.connection.try_get_untracked();
                let Some(found) = answer else {
                    let _ = self.connection.try_set(Connection::Offline);
                    return;
                };
                self.asked.set_value(Some(found.cursor));
                let _ = self.connection.try_set(Connection::Live);
                let missed =
                    before == Some(Connection::Offline) || after.is_some_and(|after| found.cursor < after);
                if missed {
                    hear.run(Heard::Missed);
                } else {
                    for change in found.changes {
                        hear.run(Heard::Change(change));
                    }
                }
            });
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
            let address = path.to_owned();
            let failed = Closure::new(move |event: Event| {
                let line = event
                    .target()
                    .and_then(|line| line.dyn_into::<EventSource>().ok());
                let given_up = line.is_some_and(|line| line.ready_state() == EventSource::CLOSED);
                if given_up {
                    self.look(address.clone(), hear);
                } else {
                    let _ = self.connection.try_set(Connection::Offline);
                }
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
