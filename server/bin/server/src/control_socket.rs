//! Commands while the server runs. A folder is open in one process at a time, so a command that is typed beside it goes to
//! that process, over a socket in the folder that only the folder's owner reaches.
//!
//! One connection is one command: an [`Invocation`] as JSON to the end of what is written, and an [`Outcome`] back.

use application::control::{Control, Invocation, Outcome};
use std::fs::{self, Permissions};
use std::io::{Error, ErrorKind, Result};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};

const NAME: &str = "control.sock";
/// Largest command or answer, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;
/// Longest time that a command may take to be written.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The socket of a process; the file goes when this is dropped.
#[derive(Debug)]
pub struct ControlSocket {
    path: PathBuf,
    task: tokio::task::JoinHandle<()>,
}

impl ControlSocket {
    /// Listens in a folder that this process has open.
    pub fn open(folder: &Path, control: Control) -> Result<ControlSocket> {
        let path = folder.join(NAME);
        // One that is there was left behind: nobody else has the folder open.
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(&path)?;
        fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        let task = tokio::spawn(async move {
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => {
                        let control = control.clone();
                        tokio::spawn(async move {
                            if let Err(error) = answer(stream, &control).await {
                                tracing::warn!(%error, "a command was not answered");
                            }
                        });
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a command was not taken");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
            }
        });
        Ok(ControlSocket { path, task })
    }
}

impl Drop for ControlSocket {
    fn drop(&mut self) {
        self.task.abort();
        // It may be gone with its folder.
        let _ = fs::remove_file(&self.path);
    }
}

async fn answer(mut stream: UnixStream, control: &Control) -> Result<()> {
    let mut written = Vec::new();
    let mut limited = (&mut stream).take(MAX_BYTES);
    tokio::time::timeout(TIMEOUT, limited.read_to_end(&mut written)).await??;
    let invocation: Invocation = serde_json::from_slice(&written)?;
    let outcome = control.run(&invocation).await;
    stream.write_all(&serde_json::to_vec(&outcome)?).await?;
    stream.shutdown().await
}

/// What the process that has a folder open answers to a command; `None` when there is none.
pub async fn ask(folder: &Path, invocation: &Invocation) -> Result<Option<Outcome>> {
    let mut stream = match UnixStream::connect(folder.join(NAME)).await {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        // The path is longer than a socket's may be, so there is none.
        Err(error) if error.kind() == ErrorKind::InvalidInput => return Ok(None),
        Err(error) => return Err(error),
    };
    stream.write_all(&serde_json::to_vec(invocation)?).await?;
    stream.shutdown().await?;
    let mut answered = Vec::new();
    stream.take(MAX_BYTES).read_to_end(&mut answered).await?;
    let outcome = serde_json::from_slice(&answered).map_err(|_| {
        Error::new(
            ErrorKind::UnexpectedEof,
            "the running server ended before it answered",
        )
    })?;
    Ok(Some(outcome))
}
