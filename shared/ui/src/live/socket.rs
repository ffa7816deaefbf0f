//! One connection to a gateway of sockets: it says where the page is, at first and every now and then, and hands on what
//! it gets.

use api::live::Resume;
use js_sys::Date;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent, WebSocket};

/// How often the page says where it is: a lost message is made good, and a gateway sees that the page is there. In
/// milliseconds, like all times here.
const RESUME_MS: f64 = 30_000.0;
/// A connection that answers no sooner is broken.
const ANSWER_MS: f64 = 10_000.0;

/// A connection, from dialing on.
#[derive(Debug)]
pub(super) struct Socket {
    socket: WebSocket,
    state: Rc<State>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _opened: Closure<dyn FnMut(Event)>,
}

#[derive(Debug, Default)]
struct State {
    /// When the page said last where it is, or dialed.
    said: Cell<f64>,
    /// Whether it knew then where it is.
    resumed: Cell<bool>,
    /// Whether it was answered since then.
    answered: Cell<bool>,
    /// Whether it was ever answered.
    works: Cell<bool>,
}

impl Socket {
    /// Dials. `after` says where the page is, `hear` takes a message; `None` for an address that is none.
    pub(super) fn dial(
        address: &str,
        after: impl Fn() -> Option<String> + 'static,
        hear: impl Fn(&str) + 'static,
    ) -> Option<Socket> {
        let socket = WebSocket::new(address).ok()?;
        let state = Rc::<State>::default();
        state.said.set(Date::now());
        let message = Closure::new(move |message: MessageEvent| {
            if let Some(text) = message.data().as_string() {
                hear(&text);
            }
        });
        let (line, saying) = (socket.clone(), state.clone());
        let opened = Closure::new(move |_: Event| say(&line, &saying, after()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        Some(Socket {
            socket,
            state,
            _message: message,
            _opened: opened,
        })
    }

    /// What the page said was answered: whether it knew where it is.
    pub(super) fn answered(&self) -> bool {
        self.state.answered.set(true);
        self.state.works.set(true);
        self.state.resumed.get()
    }

    /// Whether it was ever answered here.
    pub(super) fn works(&self) -> bool {
        self.state.works.get()
    }

    /// Says where the page is when it is time to; `false` when nobody is there any more.
    pub(super) fn tend(&self, after: Option<String>) -> bool {
        let state = &self.state;
        let since = Date::now() - state.said.get();
        match self.socket.ready_state() {
            WebSocket::OPEN if state.answered.get() => {
                if since >= RESUME_MS {
                    say(&self.socket, state, after);
                }
                true
            }
            WebSocket::OPEN | WebSocket::CONNECTING => since < ANSWER_MS,
            _ => false,
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onmessage(None);
        self.socket.set_onopen(None);
        let _ = self.socket.close();
    }
}

fn say(socket: &WebSocket, state: &State, after: Option<String>) {
    state.said.set(Date::now());
    state.resumed.set(after.is_some());
    state.answered.set(false);
    if let Ok(said) = serde_json::to_string(&Resume { after }) {
        let _ = socket.send_with_str(&said);
    }
}
