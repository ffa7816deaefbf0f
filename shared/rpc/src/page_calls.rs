//! What all calls of a page have in common: what they say besides what is asked, and what is heard in every answer.

use domain::Timestamp;
use leptos::prelude::document;
use std::cell::RefCell;
use std::rc::Rc;

/// The header that names the restaurant of a request whose host names none.
pub const TENANT_HEADER: &str = "x-tenant-id";
/// The header that names the customer or the colleague who is signed in as far as the page knows, by their id. The server refuses
/// a call of somebody else, as another tab may have signed somebody else in, and names who it is in the same header of its
/// answer.
pub const CALLER_HEADER: &str = "x-caller-id";
/// The header of an answer that says the server's time, in milliseconds since 1970.
pub const TIME_HEADER: &str = "x-server-time";

/// How a page waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// How long at most, in milliseconds.
    pub limit_ms: u32,
    /// Whether it asks once more by itself where nobody has answered, or only a gateway in the server's place.
    pub again: bool,
}

/// The restaurant that the page says to be of, in `<meta name="tenant">`. A page has it where the server does not learn the
/// host that was asked for (`xtask/src/cloud/amplify.rs`); `None` in all others, whose host names the restaurant.
pub fn page_tenant() -> Option<String> {
    let said = document().query_selector("meta[name=tenant]").ok()??;
    said.get_attribute("content")
}

/// What an answer says besides what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The server's time when it answered.
    pub server_time: Option<Timestamp>,
    /// How long the page waited for the answer, in milliseconds.
    pub took_ms: i64,
    /// Whether the call was refused because somebody else is signed in.
    pub other_caller: bool,
}

type Listener = Rc<dyn Fn(&Heard)>;

thread_local! {
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(Vec::new()) };
    static CALLER: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Calls back with every answer, as long as the page is there.
pub fn on_answer(listener: impl Fn(&Heard) + 'static) {
    LISTENERS.with_borrow_mut(|listeners| listeners.push(Rc::new(listener)));
}

pub(super) fn heard(heard: &Heard) {
    let listeners = LISTENERS.with_borrow(Clone::clone);
    for listener in listeners {
        listener(heard);
    }
}

/// Says who is signed in as far as the page knows, by their id: all calls from now on are made for them, or refused.
pub fn call_as(caller: Option<String>) {
    CALLER.replace(caller);
}

pub(super) fn caller() -> Option<String> {
    CALLER.with_borrow(Clone::clone)
}
