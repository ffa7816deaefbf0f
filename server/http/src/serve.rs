//! The way in: a listener, and an end that does not wait for pages which would listen for ever.

use super::{App, routes};
use axum::serve::ListenerExt as _;
use std::future::Future;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Tells open streams that the process stops.
#[derive(Debug, Clone)]
pub(super) struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// Of a router that somebody else serves: it never stops by itself.
    pub(super) fn never() -> Stopping {
        Stopping(watch::channel(false).1)
    }

    pub(super) async fn begun(&mut self) {
        if self.0.wait_for(|stopping| *stopping).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Serves until `stopped`, then answers what was asked already, ends the live streams, and returns.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let service = routes(app, Stopping(stopping)).into_make_service_with_connect_info::<SocketAddr>();
    // An event is small and should not wait for more.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays slow");
        }
    });
    let stopped = async move {
        stopped.await;
        let _ = stop.send(true);
    };
    axum::serve(listener, service)
        .with_graceful_shutdown(stopped)
        .await
}
