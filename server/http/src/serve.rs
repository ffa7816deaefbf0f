//! The way in: a listener, and an end that does not wait for pages which would listen for ever.

use super::{App, routes};
use axum::serve::ListenerExt as _;
use std::future::Future;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Serves until `stopped`, then answers what was asked already, ends the live streams, and returns.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let stopping = CancellationToken::new();
    let service = routes(app, stopping.clone()).into_make_service_with_connect_info::<SocketAddr>();
    // An event is small and should not wait for more.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays slow");
        }
    });
    let stopped = async move {
        stopped.await;
        stopping.cancel();
    };
    axum::serve(listener, service)
        .with_graceful_shutdown(stopped)
        .await
}
