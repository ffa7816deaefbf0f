//! A socket whose writes must get on: an answer that nobody reads, or that is read a few bytes at a time, is not kept for ever.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// How slowly an answer may be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// Of what waits to be written at least this number of bytes, or all of it, has to be taken …
    pub bytes: usize,
    /// … within this time.
    pub within: Duration,
}

/// Fails a write of which too little is taken within a time. Reading has limits of its own: a page that listens has nothing to
/// say for as long as it is open.
#[derive(Debug)]
pub(super) struct Progress<S> {
    socket: S,
    pace: Pace,
    /// Runs from when a write had to wait until enough was taken since.
    waiting: Option<Pin<Box<Sleep>>>,
    /// The number of bytes that were taken since then.
    taken: usize,
}

impl<S> Progress<S> {
    pub(super) fn new(socket: S, pace: Pace) -> Progress<S> {
        Progress {
            socket,
            pace,
            waiting: None,
            taken: 0,
        }
    }

    /// What a write has come to, unless what waits is taken too slowly.
    fn in_time<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            return written;
        }
        let within = self.pace.within;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(within)));
        ready!(waiting.as_mut().poll(context));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }

    fn write(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(bytes)) = &written {
            self.taken = self.taken.saturating_add(*bytes);
            if self.taken >= self.pace.bytes {
                self.starts_anew();
            }
        }
        self.in_time(context, written)
    }

    fn starts_anew(&mut self) {
        (self.waiting, self.taken) = (None, 0);
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Progress<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Progress<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(context, bytes);
        self.write(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write_vectored(context, bytes);
        self.write(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    /// Is called when all that there was to write has been taken.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.socket).poll_flush(context);
        if flushed.is_ready() {
            self.starts_anew();
        }
        self.in_time(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let ended = Pin::new(&mut self.socket).poll_shutdown(context);
        self.in_time(context, ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    const PACE: Pace = Pace {
        bytes: 1_000,
        within: Duration::from_millis(400),
    };

    /// Writes that many bytes to somebody who takes a part, pauses, and so on.
    async fn written(pace: Pace, bytes: usize, part: usize, pause: Duration) -> io::Result<()> {
        let (mut theirs, ours) = duplex(64);
        let mut ours = Progress::new(ours, pace);
        let reading = tokio::spawn(async move {
            let mut read = vec![0; part];
            while theirs.read(&mut read).await.is_ok_and(|length| length > 0) {
                sleep(pause).await;
            }
        });
        let sent = vec![7; bytes];
        let written = ours.write_all(&sent).await;
        let written = match written {
            Ok(()) => ours.flush().await,
            Err(error) => Err(error),
        };
        reading.abort();
        written
    }

    #[tokio::test]
    async fn a_byte_now_and_then_is_no_progress() {
        let slow = written(PACE, 10_000, 1, PACE.within / 20).await;
        assert_eq!(slow.unwrap_err().kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn what_is_taken_at_a_fair_pace_arrives_however_long_it_takes() {
        let pace = Pace {
            bytes: 64,
            within: Duration::from_secs(2),
        };
        let (parts, pause) = (20, Duration::from_millis(150));
        assert!(pause * parts > pace.within);
        written(pace, 64 * parts as usize, 64, pause).await.unwrap();
    }

    #[tokio::test]
    async fn the_last_bytes_need_not_be_as_many() {
        let (mut theirs, ours) = duplex(64);
        let mut ours = Progress::new(ours, PACE);
        for _ in 0..3 {
            // It has to wait once, is taken whole, and nothing is written for longer than a write may take.
            let sent = vec![7; 100];
            let (written, read) = tokio::join!(ours.write_all(&sent), async {
                tokio::task::yield_now().await;
                theirs.read_exact(&mut [0; 100]).await
            });
            written.unwrap();
            read.unwrap();
            ours.flush().await.unwrap();
            sleep(PACE.within * 2).await;
        }
    }
}
