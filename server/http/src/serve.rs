//! The way in: connections that may take only so long and are only so many, and an end that waits for nobody too long.

mod progress;
mod under_way;

use super::{App, routes};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use progress::{Pace, Progress};
use std::collections::HashMap;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

pub(super) use under_way::{UnderWay, limit as limit_under_way};

/// Files that are kept for the database, logs, mails and calls to others; connections take none of them.
const RESERVED_FILES: usize = 128;
/// Maximum number of connections, however many files the process may open: each takes some memory.
const MAX_CONNECTIONS: usize = 8_000;
/// Maximum number of connections of one address. A neighbourhood behind one address has one or two each.
const MAX_OF_ADDRESS: usize = 512;
/// A pause after a connection could not be taken, which others end in the meantime.
const PAUSE: Duration = Duration::from_millis(200);

/// What a connection may take.
#[derive(Debug, Clone, Copy)]
struct Limits {
    connections: usize,
    of_address: usize,
    /// Whether addresses of the own network are those of proxies, which speak for many.
    proxies: bool,
    /// For the head of a request, also of the next one: longer than the proxies that are used most keep a connection.
    head: Duration,
    /// How slowly an answer may be taken.
    pace: Pace,
    /// For all to end once the server shall stop.
    end: Duration,
}

impl Limits {
    fn of_this_process(production: bool) -> Limits {
        Limits {
            connections: open_files()
                .saturating_sub(RESERVED_FILES)
                .clamp(RESERVED_FILES, MAX_CONNECTIONS),
            of_address: MAX_OF_ADDRESS,
            proxies: production,
            head: Duration::from_secs(75),
            // A telephone with the worst reception takes some kilobytes a second.
            pace: Pace {
                bytes: 16 * 1024,
                within: Duration::from_secs(30),
            },
            end: Duration::from_secs(8),
        }
    }
}

/// How many files this process may open, after it has asked for as many as it may ask for.
fn open_files() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let asked = Rlimit {
        current: maximum,
        maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, asked) {
        tracing::debug!(%error, "the limit of open files stays as it is");
    }
    let current = getrlimit(Resource::Nofile).current;
    current.map_or(usize::MAX, |files| usize::try_from(files).unwrap_or(usize::MAX))
}

/// Serves until `stopped`, then answers what was asked already, ends the live streams, and returns: after
/// some seconds also where somebody keeps a connection open.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let stopping = CancellationToken::new();
    let limits = Limits::of_this_process(app.production);
    let routes = routes(app, stopping.clone());
    accept(listener, routes, limits, stopping, stopped).await;
    Ok(())
}

async fn accept(
    listener: TcpListener,
    routes: Router,
    limits: Limits,
    stopping: CancellationToken,
    stopped: impl Future<Output = ()> + Send,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let addresses = Arc::new(Addresses::default());
    let (connections, cut) = (TaskTracker::new(), CancellationToken::new());
    let taking = async {
        loop {
            // Who comes while all places are taken waits in the operating system's queue.
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return;
            };
            let (socket, peer) = match listener.accept().await {
                Ok(taken) => taken,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            };
            let Some(of_address) = addresses.enter(peer.ip(), &limits) else {
                tracing::warn!(address = %peer.ip(), "an address has too many connections");
                continue;
            };
            let connection = connection(socket, peer, routes.clone(), limits, stopping.clone());
            let cut = cut.clone();
            connections.spawn(async move {
                cut.run_until_cancelled(connection).await;
                drop((of_address, place));
            });
        }
    };
    tokio::select! {
        () = taking => {}
        () = stopped => {}
    }
    // Who comes now is refused, and does not wait for nothing.
    drop(listener);
    stopping.cancel();
    connections.close();
    if tokio::time::timeout(limits.end, connections.wait())
        .await
        .is_err()
    {
        tracing::warn!(open = connections.len(), "connections that do not end are cut");
        cut.cancel();
        connections.wait().await;
    }
}

/// One connection with all its requests.
async fn connection(
    socket: TcpStream,
    peer: SocketAddr,
    routes: Router,
    limits: Limits,
    stopping: CancellationToken,
) {
    // An event is small and should not wait for more.
    if let Err(error) = socket.set_nodelay(true) {
        tracing::debug!(%error, "a connection stays slow");
    }
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.clone().oneshot(request)
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(under_way::PART)
        .serve_connection(TokioIo::new(Progress::new(socket, limits.pace)), service);
    let mut serving = pin!(serving);
    let ended = tokio::select! {
        ended = serving.as_mut() => ended,
        () = stopping.cancelled() => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// How many connections each address has.
#[derive(Debug, Default)]
struct Addresses(Mutex<HashMap<IpAddr, usize>>);

/// A place among those of an address, which it leaves when it is dropped.
#[derive(Debug)]
struct OfAddress {
    addresses: Arc<Addresses>,
    address: Option<IpAddr>,
}

impl Addresses {
    /// `None` when there are as many as there may be.
    fn enter(self: &Arc<Self>, address: IpAddr, limits: &Limits) -> Option<OfAddress> {
        let near = is_near(address.to_canonical());
        let counted = (!(limits.proxies && near)).then(|| super::address::network(address));
        if let Some(address) = counted {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let open = all.entry(address).or_default();
            if *open >= limits.of_address {
                return None;
            }
            *open += 1;
        }
        Some(OfAddress {
            addresses: Arc::clone(self),
            address: counted,
        })
    }
}

impl Drop for OfAddress {
    fn drop(&mut self) {
        let Some(address) = self.address else { return };
        let mut all = self.addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = all.get_mut(&address) {
            *open = open.saturating_sub(1);
            if *open == 0 {
                all.remove(&address);
            }
        }
    }
}

/// Whether an address is of this machine or of a private network, as a proxy's is.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => {
            // 100.64.0.0/10 is for networks of carriers and of clusters (RFC 6598).
            let [a, b, ..] = four.octets();
            let shared = a == 100 && (64..128).contains(&b);
            four.is_loopback() || four.is_private() || four.is_link_local() || shared
        }
        IpAddr::V6(six) => six.is_loopback() || six.is_unique_local() || six.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests;
