//! How a page's calls reach the server: as any browser asks, and no longer than somebody waits.

use super::page_calls::Patience;
use super::page_request::{PageRequest, PageResponse};
use api::ApiError;
use futures::{Sink, Stream};
use server_fn::Bytes;
use server_fn::client::Client;
use server_fn::client::browser::BrowserClient;
use server_fn::error::FromServerFnError;
use std::future::Future;
use std::marker::PhantomData;

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

/// Server functions that carry a file, over a slow line.
#[derive(Debug, Clone, Copy)]
pub struct Sends;

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

impl Kind for Sends {
    const PATIENCE: Patience = Patience {
        limit_ms: 60_000,
        again: false,
    };
}

/// The client of server functions that only read.
pub type Reading = PageClient<Reads>;
/// The client of server functions that do something.
pub type Writing = PageClient<Acts>;
/// The client of server functions that make a file.
pub type Making = PageClient<Makes>;
/// The client of server functions that carry a file.
pub type Sending = PageClient<Sends>;

/// Sends the calls of server functions of a kind. A call that nobody waits for any more is given up. Each server function names
/// [`Reading`], [`Writing`], [`Making`] or [`Sending`] as its `client`, which `cargo xtask step architecture` holds them to.
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
