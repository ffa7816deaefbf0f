//! How a page's calls reach the server: as any browser asks, and with the name of the restaurant where the page has one.

use futures::{Sink, Stream};
use leptos::prelude::document;
use server_fn::Bytes;
use server_fn::client::Client;
use server_fn::client::browser::BrowserClient;
use server_fn::error::FromServerFnError;
use server_fn::request::browser::BrowserRequest;
use server_fn::response::browser::BrowserResponse;
use std::future::Future;

/// The header that names the restaurant of a request whose host names none.
pub const TENANT_HEADER: &str = "x-tenant-id";

/// The restaurant that the page says to be of, in `<meta name="tenant">`. A page has it where the server does not learn the
/// host that was asked for (`xtask/src/cloud/amplify.rs`); `None` in all others, whose host names the restaurant.
pub fn page_tenant() -> Option<String> {
    let said = document().query_selector("meta[name=tenant]").ok()??;
    said.get_attribute("content")
}

/// Sends the calls of all server functions. Each names it as its `client`, which `cargo xtask step architecture` holds them to.
#[derive(Debug, Clone, Copy)]
pub struct PageClient;

impl<E, I, O> Client<E, I, O> for PageClient
where
    E: FromServerFnError,
    I: FromServerFnError,
    O: FromServerFnError,
{
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, E>> + Send {
        if let Some(tenant) = page_tenant() {
            request.headers().set(TENANT_HEADER, &tenant);
        }
        <BrowserClient as Client<E, I, O>>::send(request)
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (
                impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static,
                impl Sink<Bytes> + Send + 'static,
            ),
            E,
        >,
    > + Send {
        <BrowserClient as Client<E, I, O>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<E, I, O>>::spawn(future);
    }
}
