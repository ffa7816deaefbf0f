//! A stack of its own for each test.

use crate::contract::START;
use server::engines::aws::{Aws, Connection, Stack};
use server::ports::clock::{ManualClock, unique};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

pub const FROM: &str = "no-reply@brasa.example";

/// Engines on tables, a bus and a bucket that nobody else has.
pub struct House {
    pub clock: Arc<ManualClock>,
    pub engines: Aws,
    pub connection: Connection,
    pub stack: Stack,
}

impl House {
    /// `None`, with a sentence, where there is no AWS to try.
    pub async fn open() -> Option<House> {
        let _ = endpoint()?;
        let connection = Connection::from_env().await;
        let name = format!("brasa-{}", unique(START));
        let stack = Stack {
            tables: format!("{name}-"),
            bus: name.clone(),
            bucket: name,
            machine: None,
            mail_from: Some(FROM.into()),
            tenant_role: None,
            sockets: None,
        };
        connection.create(&stack).await.unwrap();
        let clock = Arc::new(ManualClock::at(START));
        Some(House {
            engines: Aws::open(&connection, &stack, clock.clone()),
            clock,
            connection,
            stack,
        })
    }
}

/// The address of the emulator: host and port.
pub fn endpoint() -> Option<String> {
    let address = std::env::var("AWS_ENDPOINT_URL").unwrap_or_default();
    let host = address
        .strip_prefix("http://")
        .map(|host| host.trim_end_matches('/'));
    if host.is_none() {
        println!("not tried: AWS_ENDPOINT_URL names no emulator");
    }
    host.map(str::to_owned)
}

/// A request to the emulator, beside all clients: the status and the body of its answer.
pub fn plain_http(head: &str, body: &[u8]) -> (u16, Vec<u8>) {
    let host = endpoint().unwrap();
    let mut stream = TcpStream::connect(&host).unwrap();
    let request = format!(
        "{head}\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    let (line, rest) = request.split_once("\r\n").unwrap();
    stream
        .write_all(format!("{line} HTTP/1.1\r\n{rest}\r\n").as_bytes())
        .unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let status = String::from_utf8_lossy(&answer[..end])
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    (status, answer[end + 4..].to_vec())
}

/// How many messages carry the tag of a tenant, as the emulator kept them.
pub fn sent_mail(tenant: &str) -> usize {
    let (status, body) = plain_http("GET /_ministack/ses/messages", b"");
    assert_eq!(status, 200);
    String::from_utf8_lossy(&body).matches(tenant).count()
}
