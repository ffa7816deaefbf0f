//! A stream of the server to a page: what is heard on it, and whether anything is.

use crate::clock::uptime_ms;
use api::live::Change;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventSource, MessageEvent};

/// A line on which nothing is heard for longer than this is broken, in milliseconds: the server says something every fifteen
/// seconds.
const SILENT_MS: i64 = 40_000;

/// What happens on a line.
#[derive(Debug)]
pub(super) enum News {
    Opened,
    Change(Change),
    /// It broke, and the browser opens it again.
    Lost,
    /// The answer is no stream.
    GivenUp,
}

/// The browser's line and what it calls.
#[derive(Debug)]
pub(super) struct Line {
    source: EventSource,
    /// When something was heard last, by a clock that nobody sets.
    heard: Rc<Cell<i64>>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _state: [Closure<dyn FnMut(Event)>; 3],
}

impl Line {
    /// Opens one at a path; `None` for a path that is none.
    pub(super) fn open(path: &str, hear: impl Fn(News) + 'static) -> Option<Line> {
        let source = EventSource::new(path).ok()?;
        let heard = Rc::new(Cell::new(uptime_ms()));
        let hear: Rc<dyn Fn(News)> = Rc::new(hear);
        let [of_message, of_opening, of_beat] = [(); 3].map(|()| Rc::clone(&heard));
        let [to_message, to_opening, to_failure] = [(); 3].map(|()| Rc::clone(&hear));
        let message = Closure::new(move |message: MessageEvent| {
            of_message.set(uptime_ms());
            let text = message.data().as_string();
            if let Some(change) = text.and_then(|text| serde_json::from_slice(text.as_bytes()).ok()) {
                to_message(News::Change(change));
            }
        });
        let opened = Closure::new(move |_: Event| {
            of_opening.set(uptime_ms());
            to_opening(News::Opened);
        });
        let beat = Closure::new(move |_: Event| of_beat.set(uptime_ms()));
        let failed = Closure::new(move |event: Event| {
            let line = event
                .target()
                .and_then(|line| line.dyn_into::<EventSource>().ok());
            let given_up = line.is_some_and(|line| line.ready_state() == EventSource::CLOSED);
            to_failure(if given_up { News::GivenUp } else { News::Lost });
        });
        source.set_onmessage(Some(message.as_ref().unchecked_ref()));
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        let _ = source.add_event_listener_with_callback("beat", beat.as_ref().unchecked_ref());
        Some(Line {
            source,
            heard,
            _message: message,
            _state: [opened, beat, failed],
        })
    }

    /// Whether the server may still be at the other end.
    pub(super) fn is_alive(&self) -> bool {
        self.source.ready_state() != EventSource::CLOSED && uptime_ms() - self.heard.get() <= SILENT_MS
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}
