//! The real server as a child process on a folder.

use super::client::Client;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Running {
    child: Child,
    pub address: SocketAddr,
}

impl Running {
    /// Starts the server with the demo restaurants and waits until it is ready.
    pub fn start(binary: &Path, folder: &Path) -> Running {
        let address = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .expect("a free port");
        let child = Command::new(binary)
            .env("BRASA_ADDR", address.to_string())
            .env("BRASA_DATA", folder)
            .env("BRASA_DEMO", "1")
            .env("BRASA_LOG", "error")
            .stdin(Stdio::null())
            .spawn()
            .expect("the server starts");
        let running = Running { child, address };
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline {
            if let Ok(mut client) = Client::connect(address)
                && let Ok((200, _)) = client.call("GET", "/ready", &[], None)
            {
                return running;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server is not ready after a minute");
    }

    /// The same while others still talk to it.
    pub fn end(&self) {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-9", &id]).status();
        assert!(killed.expect("there is kill").success());
    }

    /// kill -9: nothing in the process gets a chance to tidy up.
    pub fn kill(mut self) {
        self.child.kill().expect("the child was running");
        self.child.wait().expect("the child ends");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A token for a machine of the restaurant, from the server's own command.
pub fn service_token(binary: &Path, folder: &Path, tenant: &str) -> String {
    let output = Command::new(binary)
        .args(["token", "--tenant", tenant, "--role", "service"])
        .env("BRASA_DATA", folder)
        .output()
        .expect("the command runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
