//! A mail server on this machine that keeps what it is given, or refuses every recipient.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub struct SmtpServer {
    pub address: SocketAddr,
    kept: Arc<Mutex<Vec<String>>>,
}

impl SmtpServer {
    /// A server that answers each recipient with this line, such as `250 ok`.
    pub async fn answering(recipient: &'static str) -> SmtpServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let kept = Arc::new(Mutex::new(Vec::new()));
        let messages = Arc::clone(&kept);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, recipient, Arc::clone(&messages)));
            }
        });
        SmtpServer { address, kept }
    }

    pub fn messages(&self) -> Vec<String> {
        self.kept.lock().unwrap().clone()
    }
}

async fn converse(stream: TcpStream, recipient: &'static str, kept: Arc<Mutex<Vec<String>>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let _ = write.write_all(b"220 test\r\n").await;
    while let Ok(Some(line)) = lines.next_line().await {
        let verb = line.split_whitespace().next().unwrap_or_default().to_uppercase();
        let answer = match verb.as_str() {
            "RCPT" => recipient,
            "DATA" => {
                let _ = write.write_all(b"354 go on\r\n").await;
                let mut message = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    message.push_str(&line);
                    message.push('\n');
                }
                kept.lock().unwrap().push(message);
                "250 ok"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        let _ = write.write_all(format!("{answer}\r\n").as_bytes()).await;
        if verb == "QUIT" {
            return;
        }
    }
}
