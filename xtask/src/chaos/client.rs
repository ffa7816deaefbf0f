//! HTTP/1.1 on one kept connection: as much as it takes to talk to our own server, whose answers have a length.

use std::{
    io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// How long an answer may take before its connection counts as lost. The server's own limits for what others do not answer are
/// shorter.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    /// Who asks: a token, without `Bearer`.
    pub token: Option<&'a str>,
    /// The idempotency key.
    pub key: Option<&'a str>,
    pub body: Option<&'a Value>,
}

impl<'a> Request<'a> {
    /// Reads something that everybody may see.
    pub fn get(path: &'a str) -> Request<'a> {
        Request {
            method: "GET",
            path,
            token: None,
            key: None,
            body: None,
        }
    }

    /// Does something, without a key.
    pub fn post(path: &'a str, body: &'a Value) -> Request<'a> {
        Request {
            method: "POST",
            body: Some(body),
            ..Request::get(path)
        }
    }

    /// The same of somebody who is signed in.
    pub fn by(self, token: &'a str) -> Request<'a> {
        Request {
            token: Some(token),
            ..self
        }
    }

    /// The same with an idempotency key.
    pub fn keyed(self, key: &'a str) -> Request<'a> {
        Request {
            key: Some(key),
            ..self
        }
    }

    /// As it is sent.
    pub fn text(&self) -> String {
        let body = self.body.map(Value::to_string).unwrap_or_default();
        let mut text = format!(
            "{} {} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n",
            self.method,
            self.path,
            body.len()
        );
        if !body.is_empty() {
            text.push_str("content-type: application/json\r\n");
        }
        if let Some(token) = self.token {
            text.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        if let Some(key) = self.key {
            text.push_str(&format!("idempotency-key: {key}\r\n"));
        }
        text + "\r\n" + &body
    }
}

/// What is answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// `null` when it is not JSON.
    pub body: Value,
}

impl Answer {
    /// The answer, if its status is one of these. `what` says in an error what was asked.
    pub fn expect(self, statuses: &[u16], what: &str) -> Result<Answer> {
        if !statuses.contains(&self.status) {
            bail!("{what} was answered {}: {}", self.status, self.body);
        }
        Ok(self)
    }

    /// A text in the body, by its JSON pointer, such as `/order/id`.
    pub fn text(&self, pointer: &str) -> Result<&str> {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found.with_context(|| format!("there is no {pointer} in {}", self.body))
    }

    /// A whole number in the body, by its JSON pointer.
    pub fn number(&self, pointer: &str) -> Result<u64> {
        let found = self.body.pointer(pointer).and_then(Value::as_u64);
        found.with_context(|| format!("there is no {pointer} in {}", self.body))
    }
}

/// A connection that is kept.
#[derive(Debug)]
pub struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Connects.
    pub fn connect(address: SocketAddr) -> io::Result<Client> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(ANSWER_TIMEOUT))?;
        stream.set_write_timeout(Some(ANSWER_TIMEOUT))?;
        Ok(Client {
            stream: BufReader::new(stream),
        })
    }

    /// Sends a request and reads its answer.
    pub fn ask(&mut self, request: &Request) -> io::Result<Answer> {
        self.send(request)?;
        self.answer()
    }

    /// Sends a request.
    pub fn send(&mut self, request: &Request) -> io::Result<()> {
        self.stream.get_mut().write_all(request.text().as_bytes())
    }

    /// Reads the answer to a request that was sent.
    pub fn answer(&mut self) -> io::Result<Answer> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or(ErrorKind::UnexpectedEof)?;
        let mut length = 0;
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let header = line.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Ok(Answer { status, body })
    }
}

/// Asks once, on a connection of its own.
pub fn ask(address: SocketAddr, request: &Request) -> Result<Answer> {
    let asked = Client::connect(address).and_then(|mut client| client.ask(request));
    asked.with_context(|| format!("{} {} got no answer", request.method, request.path))
}

#[cfg(test)]
mod tests {
    use super::{Client, Request};
    use serde_json::json;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    #[test]
    fn a_request_has_what_it_was_given() {
        let body = json!({ "a": 1 });
        let request = Request::post("/api/orders", &body).by("t").keyed("k");
        let text = request.text();
        for part in [
            "POST /api/orders HTTP/1.1\r\n",
            "content-length: 7\r\n",
            "authorization: Bearer t\r\n",
            "idempotency-key: k\r\n",
            "\r\n\r\n{\"a\":1}",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn an_answer_that_breaks_off_is_none() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            for said in [
                "HTTP/1.1 201 Created\r\ncontent-length: 8\r\n\r\n{\"a\":2}\n",
                "HTTP/1.1 201 Created\r\ncontent-length: 8\r\n\r\n{\"a\"",
                "HTTP/1.1 201 Created\r\ncontent-",
            ] {
                let (mut stream, _) = listener.accept().unwrap();
                let _ = stream.read(&mut [0; 1_024]).unwrap();
                stream.write_all(said.as_bytes()).unwrap();
            }
        });
        let ask = || Client::connect(address).unwrap().ask(&Request::get("/"));
        let whole = ask().unwrap();
        assert_eq!((whole.status, whole.number("/a").unwrap()), (201, 2));
        assert!(ask().is_err());
        assert!(ask().is_err());
        server.join().unwrap();
    }
}
