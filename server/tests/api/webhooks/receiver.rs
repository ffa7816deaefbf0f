//! A system of a restaurant's own, on loopback: it notes what comes and answers as it is set to.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;

/// A delivery as it came.
#[derive(Debug, Clone)]
pub struct Received {
    pub headers: HeaderMap,
    pub text: String,
    pub body: Value,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// Whether it was signed with a secret, checked as the documentation tells.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let (t, v1) = self.header("brasa-signature").split_once(',').unwrap();
        let (t, v1) = (t.strip_prefix("t=").unwrap(), v1.strip_prefix("v1=").unwrap());
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{t}.{}", self.text).as_bytes());
        let expected = hex::encode(mac.finalize().into_bytes());
        v1 == expected
    }
}

#[derive(Debug, Default)]
struct Seen {
    received: Vec<Received>,
    answers: u16,
}

pub struct Receiver {
    pub url: String,
    seen: Arc<Mutex<Seen>>,
    serving: JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Receiver {
    pub async fn start() -> Receiver {
        let seen = Arc::new(Mutex::new(Seen {
            answers: 200,
            ..Seen::default()
        }));
        let router = Router::new().route("/hook", post(note)).with_state(seen.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Receiver { url, seen, serving }
    }

    /// From now on it answers with this status.
    pub fn answers(&self, status: u16) {
        self.seen.lock().unwrap().answers = status;
    }

    /// From now on nobody is there.
    pub fn stop(&self) {
        self.serving.abort();
    }

    /// Everything that came.
    pub fn received(&self) -> Vec<Received> {
        self.seen.lock().unwrap().received.clone()
    }
}

async fn note(State(seen): State<Arc<Mutex<Seen>>>, headers: HeaderMap, text: String) -> StatusCode {
    let mut seen = seen.lock().unwrap();
    let body = serde_json::from_str(&text).unwrap();
    seen.received.push(Received { headers, text, body });
    StatusCode::from_u16(seen.answers).unwrap()
}
