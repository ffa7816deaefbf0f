//! The line of a page in a browser: a stream of the server, or questions and a socket where there is none.

use super::line::{Line, News};
use super::socket::Socket;
use super::{Connection, Heard, LiveSource, WhileHidden};
use api::live::{Change, Changes};
use domain::EventId;
use futures::future::{Either, select};
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use js_sys::Date;
use leptos::ev;
use leptos::prelude::*;
use rpc::{TENANT_HEADER, page_tenant};
use std::collections::VecDeque;
use std::pin::pin;
use std::time::Duration;
use web_sys::VisibilityState;

/// How often a page without a line asks again, and the line is tried again.
const AGAIN: Duration = Duration::from_secs(8);
/// How often a server that cannot stream is asked what has changed.
const LOOK: Duration = Duration::from_secs(3);
/// Where sockets do not get through, one is tried again after this time, in milliseconds.
const REDIAL_MS: f64 = 60_000.0;
/// How long an answer is waited for, in milliseconds.
const ANSWER_MS: u32 = 8_000;
/// Maximum number of changes that came by a socket and are remembered until an answer has them too.
const MAX_FROM_SOCKET: usize = 256;

/// What is known where the server cannot stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asking {
    /// Where to go on: all up to here is known.
    cursor: StoredValue<Option<String>>,
    /// Whether an answer is on its way.
    waiting: StoredValue<bool>,
    socket: StoredValue<Option<Socket>, LocalStorage>,
    /// Not before this time another socket is asked for.
    redial: StoredValue<f64>,
    /// Changes that came by the socket, oldest first: an answer may hold them once more.
    from_socket: StoredValue<VecDeque<EventId>>,
}

/// Whether the server may have streams. The page says where it has none (`xtask/src/cloud/amplify.rs`): there nobody needs
/// to try. Every page that names its restaurant says so too, because a stream's request can name none.
fn may_stream() -> bool {
    let said = document().query_selector("meta[name=live][content=asked]");
    !matches!(said, Ok(Some(_)))
}

fn hidden() -> bool {
    document().visibility_state() == VisibilityState::Hidden
}

/// What has changed after a cursor; without one only where changes end now.
async fn changes(path: &str, after: Option<&str>, socket: bool) -> Option<Changes> {
    let after = after.map_or_else(String::new, |after| ["&after=", after].concat());
    let socket = if socket { "?socket=true" } else { "?socket=false" };
    let mut request = Request::get(&[path, socket, &after].concat()).header("accept", "application/json");
    if let Some(tenant) = page_tenant() {
        request = request.header(TENANT_HEADER, &tenant);
    }
    let asking = pin!(async {
        let answer = request.send().await.ok().filter(|answer| answer.ok())?;
        serde_json::from_slice(&answer.binary().await.ok()?).ok()
    });
    // One that is not answered in time is asked again: nothing else would be asked meanwhile.
    match select(asking, TimeoutFuture::new(ANSWER_MS)).await {
        Either::Left((found, _)) => found,
        Either::Right(_) => None,
    }
}

/// A source with what it is kept open by.
#[derive(Clone, Copy)]
struct Watch {
    source: LiveSource,
    path: StoredValue<String>,
    hear: UnsyncCallback<Heard>,
    hidden_too: WhileHidden,
}

impl Watch {
    fn dial(self) {
        if may_stream() {
            self.source.dial(&self.path.get_value(), self.hear);
        } else {
            self.source.look(self.path.get_value(), self.hear);
        }
    }

    /// Nobody looks at the page, and the source is closed meanwhile.
    fn away(self) -> bool {
        self.hidden_too == WhileHidden::Close && hidden()
    }

    /// Closed for good, nothing is asked any more.
    fn over(self) -> bool {
        self.source.closed.try_get_value() != Some(false)
    }

    /// Opens the line again where it is closed.
    fn check(self) {
        let source = self.source;
        if self.over() || self.away() {
            return;
        }
        if source.asking.asks() {
            if !source.asking.is_wanted() {
                source.look(self.path.get_value(), self.hear);
            }
            return;
        }
        let alive = source
            .line
            .with_value(|line| line.as_ref().is_some_and(Line::is_alive));
        if !alive {
            self.dial();
        }
    }
}

impl LiveSource {
    /// Listens on a path such as `/rpc/live/carta`.
    pub fn open(path: String, hidden_too: WhileHidden, hear: impl Fn(Heard) + 'static) -> LiveSource {
        let source = LiveSource {
            connection: RwSignal::new(Connection::default()),
            line: StoredValue::new_local(None),
            closed: StoredValue::new(false),
            asking: Asking {
                cursor: StoredValue::new(None),
                waiting: StoredValue::new(false),
                socket: StoredValue::new_local(None),
                redial: StoredValue::new(0.0),
                from_socket: StoredValue::new(VecDeque::new()),
            },
        };
        let watch = Watch {
            source,
            path: StoredValue::new(path),
            hear: UnsyncCallback::new(hear),
            hidden_too,
        };
        if !watch.away() {
            watch.dial();
        }
        let timer = set_interval_with_handle(
            move || {
                watch.check();
                let offline = source.connection.try_get_untracked() == Some(Connection::Offline);
                if offline && !watch.over() && !hidden() {
                    watch.hear.run(Heard::Missed);
                }
            },
            AGAIN,
        );
        let looking = set_interval_with_handle(
            move || {
                if !watch.over() && source.asking.asks() {
                    source.asking.tend();
                    watch.check();
                }
            },
            LOOK,
        );
        // The line may have outlived the loss of the connection, and what was asked meanwhile was not answered.
        let online = window_event_listener(ev::online, move |_| {
            watch.check();
            if !watch.over() {
                watch.hear.run(Heard::Missed);
            }
        });
        let offline = window_event_listener(ev::offline, move |_| source.asking.hang_up());
        let seen = window_event_listener(ev::visibilitychange, move |_| {
            if watch.away() {
                source.line.set_value(None);
                source.asking.hang_up();
            } else {
                watch.check();
            }
        });
        on_cleanup(move || {
            for timer in [timer, looking].into_iter().flatten() {
                timer.clear();
            }
            for listener in [online, offline, seen] {
                listener.remove();
            }
        });
        source
    }

    /// Stops listening for good.
    pub fn close(&self) {
        self.closed.set_value(true);
        self.line.set_value(None);
        self.asking.hang_up();
    }

    /// Asks what has changed, and for a socket where none is open.
    fn look(self, path: String, hear: UnsyncCallback<Heard>) {
        let asking = self.asking;
        if asking.waiting.try_get_value() != Some(false) {
            return;
        }
        asking.waiting.set_value(true);
        leptos::task::spawn_local(async move {
            let after = asking.cursor.try_get_value().flatten();
            let answer = changes(&path, after.as_deref(), asking.may_dial()).await;
            if asking.waiting.try_set_value(false).is_some() || self.closed.try_get_value() != Some(false) {
                return;
            }
            match answer {
                Some(mut found) => {
                    let socket = found.socket.take();
                    self.take(found, after.is_some(), hear);
                    if let Some(address) = socket {
                        self.listen(&address, hear);
                    }
                }
                None => {
                    let _ = self.connection.try_set(Connection::Offline);
                }
            }
        });
    }

    /// An answer: all up to its cursor is known from now on. Where another one was faster, what that had is asked for once
    /// more. `resumed` is whether it was asked with a cursor.
    fn take(self, found: Changes, resumed: bool, hear: UnsyncCallback<Heard>) {
        let asking = self.asking;
        let before = self.connection.try_get_untracked();
        // At first nobody knows what changed between what the page has read and this answer.
        let missed = before == Some(Connection::Offline) || !resumed || found.missed;
        let from_socket = asking.from_socket.try_get_value().unwrap_or_default();
        asking.cursor.try_set_value(Some(found.cursor));
        asking.from_socket.try_update_value(|from_socket| {
            from_socket.retain(|id| found.changes.iter().all(|change| change.id != *id));
        });
        let _ = self.connection.try_set(Connection::Live);
        if missed {
            hear.run(Heard::Missed);
            return;
        }
        let new = found.changes.into_iter();
        for change in new.filter(|change| !from_socket.contains(&change.id)) {
            hear.run(Heard::Change(change));
        }
    }

    /// Listens at a socket.
    fn listen(self, address: &str, hear: UnsyncCallback<Heard>) {
        let asking = self.asking;
        let after = move || asking.cursor.try_get_value().flatten();
        let received = move |text: &str| {
            if let Ok(found) = serde_json::from_slice::<Changes>(text.as_bytes()) {
                let resumed = asking
                    .socket
                    .try_with_value(|socket| socket.as_ref().is_some_and(Socket::answered));
                self.take(found, resumed == Some(true), hear);
            } else if let Ok(changes) = serde_json::from_slice::<Vec<Change>>(text.as_bytes()) {
                for change in changes {
                    asking.from_socket.try_update_value(|from_socket| {
                        from_socket.push_back(change.id.clone());
                        if from_socket.len() > MAX_FROM_SOCKET {
                            from_socket.pop_front();
                        }
                    });
                    hear.run(Heard::Change(change));
                }
            }
        };
        asking
            .socket
            .try_set_value(Socket::dial(address, after, received));
    }

    fn dial(self, path: &str, hear: UnsyncCallback<Heard>) {
        let address = path.to_owned();
        let line = Line::open(path, move |news| match news {
            News::Opened => {
                let _ = self.connection.try_set(Connection::Live);
                // Also at first: what the page has read may have changed before the line was open.
                hear.run(Heard::Missed);
            }
            News::Change(change) => hear.run(Heard::Change(change)),
            News::Lost => {
                let _ = self.connection.try_set(Connection::Offline);
            }
            News::GivenUp => self.look(address.clone(), hear),
        });
        match line {
            Some(line) => self.line.set_value(Some(line)),
            None => self.connection.set(Connection::Offline),
        }
    }
}

impl Asking {
    /// Whether the page asks what has changed, and does not hear it from a stream.
    fn asks(self) -> bool {
        self.cursor.try_with_value(Option::is_some) == Some(true)
    }

    /// Whether changes come by themselves.
    fn is_wanted(self) -> bool {
        let works = |socket: &Option<Socket>| socket.as_ref().is_some_and(Socket::works);
        self.socket.try_with_value(works) == Some(true)
    }

    fn may_dial(self) -> bool {
        let none = self.socket.try_with_value(Option::is_none) == Some(true);
        none && self.redial.try_get_value().is_some_and(|at| at <= Date::now())
    }

    /// Looks after the socket, and gives up one that is broken.
    fn tend(self) {
        let after = self.cursor.try_get_value().flatten();
        let broken = self.socket.try_with_value(|socket| {
            let broken = socket.as_ref().filter(|socket| !socket.tend(after.clone()));
            broken.map(Socket::works)
        });
        if let Some(Some(worked)) = broken {
            self.hang_up();
            if !worked {
                self.redial.try_set_value(Date::now() + REDIAL_MS);
            }
        }
    }

    fn hang_up(self) {
        self.socket.try_set_value(None);
    }
}
