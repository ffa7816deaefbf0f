use super::*;
use axum::routing::get;
use std::time::Instant;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinHandle;

/// So long nothing here should take, on the busiest machine.
const LONG: Duration = Duration::from_secs(60);
/// More than a socket of this machine takes without anybody reading.
const LARGE: usize = 64 * 1024 * 1024;

struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

fn limits() -> Limits {
    Limits {
        connections: 20,
        of_address: 20,
        proxies: false,
        head: Duration::from_millis(200),
        pace: Pace {
            bytes: 1024,
            within: Duration::from_millis(200),
        },
        end: Duration::from_millis(300),
    }
}

async fn serving(limits: Limits) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = Router::new()
        .route("/", get(async || "hello"))
        .route("/large", get(async || vec![b'a'; LARGE]));
    let stop = CancellationToken::new();
    let (stopping, stopped) = (CancellationToken::new(), stop.clone());
    let serving = tokio::spawn(accept(listener, routes, limits, stopping, async move {
        stopped.cancelled().await
    }));
    Server {
        address,
        stop,
        serving,
    }
}

impl Server {
    async fn sent(&self, text: &str) -> TcpStream {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        socket.write_all(text.as_bytes()).await.unwrap();
        socket
    }
}

const WHOLE: &str = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
const LAST: &str = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

/// All that comes until the end, in time.
async fn rest(socket: &mut TcpStream) -> Vec<u8> {
    let mut read = Vec::new();
    let end = tokio::time::timeout(LONG, socket.read_to_end(&mut read));
    let _ = end.await.expect("the connection ends");
    read
}

#[tokio::test]
async fn half_a_head_and_a_connection_without_requests_end() {
    let server = serving(limits()).await;
    let mut half = server.sent("GET / HTTP/1.1\r\nhos").await;
    let mut silent = server.sent("").await;
    let mut idle = server.sent(WHOLE).await;
    assert!(String::from_utf8_lossy(&rest(&mut idle).await).ends_with("hello"));
    for socket in [&mut half, &mut silent] {
        assert!(!String::from_utf8_lossy(&rest(socket).await).contains("hello"));
    }
}

#[tokio::test]
async fn an_answer_that_nobody_reads_ends_and_one_that_is_read_slowly_does_not() {
    let server = serving(limits()).await;
    let ask = "GET /large HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    let mut unread = server.sent(ask).await;
    let mut slow = server.sent(ask).await;
    let mut read = 0;
    let mut part = vec![0; LARGE / 16];
    while read < LARGE {
        // Slower than the limit for all of it, and never as long as that without reading.
        tokio::time::sleep(limits().pace.within / 4).await;
        let some = tokio::time::timeout(LONG, slow.read(&mut part))
            .await
            .unwrap()
            .unwrap();
        assert!(some > 0, "cut after {read}");
        read += some;
    }
    assert!(rest(&mut unread).await.len() < LARGE);
}

#[tokio::test]
async fn what_is_open_keeps_the_server_from_stopping_for_a_moment_only() {
    let mut patient = limits();
    (patient.head, patient.pace.within) = (LONG, LONG);
    let server = serving(patient).await;
    let _half = server.sent("GET / HTTP/1.1\r\nhos").await;
    let _unread = server.sent("GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await;
    let mut answered = server.sent(LAST).await;
    assert!(!rest(&mut answered).await.is_empty());
    let asked = Instant::now();
    server.stop.cancel();
    server.serving.await.unwrap();
    assert!(asked.elapsed() < LONG / 2, "{:?}", asked.elapsed());
}

#[tokio::test]
async fn connections_are_so_many_and_who_waits_is_answered() {
    let mut few = limits();
    few.connections = 2;
    let server = serving(few).await;
    let _open = [server.sent("GET").await, server.sent("GET").await];
    let mut third = server.sent(LAST).await;
    assert!(String::from_utf8_lossy(&rest(&mut third).await).ends_with("hello"));
}

#[tokio::test]
async fn one_address_has_only_so_many() {
    let mut few = limits();
    (few.of_address, few.head) = (1, LONG);
    let server = serving(few).await;
    let first = server.sent(WHOLE).await;
    // It is taken once it is answered.
    first.readable().await.unwrap();
    assert!(rest(&mut server.sent("").await).await.is_empty(), "refused");
    drop(first);
    let again = async {
        loop {
            let mut next = TcpStream::connect(server.address).await.unwrap();
            let _ = next.write_all(LAST.as_bytes()).await;
            if !rest(&mut next).await.is_empty() {
                return;
            }
        }
    };
    tokio::time::timeout(LONG, again)
        .await
        .expect("a place comes back");
}

#[test]
fn a_proxy_speaks_for_many() {
    let addresses = Arc::new(Addresses::default());
    let limits = Limits {
        of_address: 1,
        proxies: true,
        ..limits()
    };
    let enter = |text: &str| addresses.enter(text.parse().unwrap(), &limits);
    let near = [
        enter("127.0.0.1"),
        enter("127.0.0.1"),
        enter("10.0.0.7"),
        enter("10.0.0.7"),
        enter("::1"),
        enter("::1"),
        enter("100.64.0.9"),
        enter("100.64.0.9"),
    ];
    assert!(near.iter().all(Option::is_some));
    let far = enter("203.0.113.9");
    assert!(far.is_some() && enter("203.0.113.9").is_none());
    drop(far);
    assert!(enter("203.0.113.9").is_some());
}
