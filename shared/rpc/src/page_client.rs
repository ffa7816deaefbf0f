//! How a page's calls reach the server: with the name of the restaurant where the page has one, with who is believed to be
//! signed in, and no longer than somebody waits. What every answer says besides what was asked for is handed on.

use super::page_request::{PageRequest, PageResponse};
use api::ApiError;
use domain::Timestamp;
use futures::{Sink, Stream};
use leptos::prelude::document;
use server_fn::Bytes;
use server_fn::client::Client;
use server_fn::client::browser::BrowserClient;
use server_fn::error::FromServerFnError;
use std::cell::RefCell;
use std::future::Future;
use std::marker::PhantomData;
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
    /// Whether it asks once more by itself where nobody has answered, or the server was too busy to.
    pub again: bool,
}

/// A kind of server functions.
pub trait Kind: 'static {
    const PATIENCE: Patience;
}

/// Server functions that only read: asking twice does no harm.
#[derive(Debug, Clone, Copy)]
pub struct Reads;

/// Server functions that do something.
#[derive(Debug, Clone, Copy)]
pub struct Acts;

/// Server functions that make a file of a year.
#[derive(Debug, Clone, Copy)]
pub struct Makes;

impl Kind for Reads {
    const PATIENCE: Patience = Patience {
        limit_ms: 8_000,
        again: true,
    };
}

impl Kind for Acts {
    const PATIENCE: Patience = Patience {
        limit_ms: 15_000,
        again: false,
    };
}

impl Kind for Makes {
    const PATIENCE: Patience = Patience {
        limit_ms: 30_000,
        again: false,
    };
}

/// The client of server functions that only read.
pub type Reading = PageClient<Reads>;
/// The client of server functions that do something.
pub type Writing = PageClient<Acts>;
/// The client of server functions that make a file.
pub type Making = PageClient<Makes>;

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

/// Sends the calls of server functions of a kind. A call that nobody waits for any more is given up. Each server function names
/// [`Reading`], [`Writing`] or [`Making`] as its `client`, which `cargo xtask step architecture` holds them to.
#[derive(Debug)]
pub struct PageClient<K>(PhantomData<K>);

impl<I, O, K> Client<ApiError, I, O> for PageClient<K>
where
    I: FromServerFnError,
    O: FromServerFnError,
    K: Kind,
{
    type Request = PageRequest;
    type Response = PageResponse;

    fn send(request: PageRequest) -> impl Future<Output = Result<PageResponse, ApiError>> + Send {
        request.answered(K::PATIENCE)
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (
                impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static,
                impl Sink<Bytes> + Send + 'static,
            ),
            ApiError,
        >,
    > + Send {
        <BrowserClient as Client<ApiError, I, O>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<ApiError, I, O>>::spawn(future);
    }
}
