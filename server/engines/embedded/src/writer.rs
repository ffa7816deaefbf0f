//! The one thread that writes. It takes all requests that are waiting, does them in one transaction, with a savepoint
//! each where there are several, and answers when the transaction is on the disk: a flush is by far the most expensive step,
//! and so it is shared.

use super::failure::{RequestError, broken, unavailable};
use super::query::Place;
use super::recent::Recent;
use crate::failure::sqlite;
use ports::EngineError;
use rusqlite::Connection;
use std::fmt;
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot, watch};

/// Maximum number of requests that are committed together; more only makes the first of them wait.
const GROUP: usize = 256;
/// Maximum number of requests that wait before callers are held back.
const WAITING: usize = 1_024;

/// The transaction that a request writes in.
pub(super) struct Transaction<'a> {
    pub(super) db: &'a Connection,
    /// The outbox's newest number once this transaction is committed; 0 when it adds no event.
    pub(super) newest_event: u64,
    /// Where documents are written. It may name places that were not changed after all.
    pub(super) written: Vec<Place>,
}

/// The way to the writing thread. Dropping it waits until everything that was accepted is done.
pub(super) struct Writer {
    requests: Option<mpsc::Sender<Box<dyn Request>>>,
    thread: Option<JoinHandle<()>>,
    committed: watch::Receiver<u64>,
}

impl Writer {
    /// Starts the thread. `newest_event` is the number of the newest event that is committed already.
    pub(super) fn start(
        db: Connection,
        newest_event: u64,
        recent: Arc<Recent>,
    ) -> Result<Writer, EngineError> {
        let (requests, waiting) = mpsc::channel(WAITING);
        let (announce, committed) = watch::channel(newest_event);
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || serve(&db, waiting, &announce, &recent))
            .map_err(|error| unavailable(error).about("no thread to write with"))?;
        Ok(Writer {
            requests: Some(requests),
            thread: Some(thread),
            committed,
        })
    }

    /// The number of the newest committed event, and when it grows.
    pub(super) fn committed(&self) -> watch::Receiver<u64> {
        self.committed.clone()
    }

    /// Does some work in a transaction, all of it or nothing. When it returns without an error the work is on the
    /// disk. Work that is accepted is done, also when nobody waits for the answer any more.
    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: RequestError,
        F: FnOnce(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let request = Box::new(Waiting {
            work: Some(work),
            result: None,
            reply,
        });
        let stopped = || E::from(unavailable("the writer has stopped"));
        self.requests
            .as_ref()
            .ok_or_else(stopped)?
            .send(request)
            .await
            .map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.requests.take());
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            tracing::error!("the writer had stopped before its time");
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Writer")
            .field("committed", &*self.committed.borrow())
            .finish_non_exhaustive()
    }
}

/// Work that waits for its turn.
trait Request: Send {
    fn run(&mut self, transaction: &mut Transaction<'_>) -> Done;
    /// Tells the caller, now that it is known whether the group was committed.
    fn answer(self: Box<Self>, committed: Result<(), EngineError>);
}

/// How a request went.
enum Done {
    Kept,
    /// It found something else than it expected, or was wrong in itself.
    Undone,
    /// The disk does not take it, nor the others.
    Failed(EngineError),
}

struct Waiting<T, E, F> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Request for Waiting<T, E, F>
where
    T: Send,
    E: RequestError,
    F: FnOnce(&mut Transaction<'_>) -> Result<T, E> + Send,
{
    fn run(&mut self, transaction: &mut Transaction<'_>) -> Done {
        let Some(work) = self.work.take() else {
            return Done::Undone;
        };
        let result = work(transaction);
        let done = match &result {
            Ok(_) => Done::Kept,
            Err(error) => error.of_all().map_or(Done::Undone, Done::Failed),
        };
        self.result = Some(result);
        done
    }

    fn answer(self: Box<Self>, committed: Result<(), EngineError>) {
        let result = match (committed, self.result) {
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => Err(E::from(broken("the request was not run"))),
            (Err(error), _) => Err(E::from(error)),
        };
        // Nobody may be waiting any more.
        let _ = self.reply.send(result);
    }
}

/// The life of the thread: until nobody can send any more and everything that was sent is done.
fn serve(
    db: &Connection,
    mut waiting: mpsc::Receiver<Box<dyn Request>>,
    announce: &watch::Sender<u64>,
    recent: &Recent,
) {
    let mut group = Vec::with_capacity(GROUP);
    while waiting.blocking_recv_many(&mut group, GROUP) > 0 {
        let committed = commit(db, &mut group, recent);
        if let Err(error) = &committed {
            tracing::error!(%error, requests = group.len(), "a group could not be committed");
        }
        if let Ok(newest) = committed
            && newest > 0
        {
            announce.send_replace(newest);
        }
        for request in group.drain(..) {
            request.answer(committed.clone().map(drop));
        }
    }
}

/// Commits a group and returns its newest event, or 0. After an error nothing of it is done.
fn commit(db: &Connection, group: &mut [Box<dyn Request>], recent: &Recent) -> Result<u64, EngineError> {
    undo(db)?;
    let mut transaction = Transaction {
        db,
        newest_event: 0,
        written: Vec::new(),
    };
    let result = run(&mut transaction, group, recent);
    if result.is_err()
        && let Err(error) = undo(db)
    {
        tracing::error!(%error, "a group could not be undone yet and will be before the next one");
    }
    recent.release(&transaction.written);
    result.map(|()| transaction.newest_event)
}

fn run(
    transaction: &mut Transaction<'_>,
    group: &mut [Box<dyn Request>],
    recent: &Recent,
) -> Result<(), EngineError> {
    let db = transaction.db;
    execute(db, "BEGIN IMMEDIATE")?;
    // One alone is undone with the whole transaction: a savepoint would have SQLite copy each page before it is changed.
    if let [request] = group {
        match request.run(transaction) {
            Done::Kept => {}
            Done::Undone => {
                transaction.newest_event = 0;
                return undo(db);
            }
            Done::Failed(error) => return Err(error),
        }
        recent.hold(&transaction.written);
        return execute(db, "COMMIT");
    }
    for request in group {
        let before = transaction.newest_event;
        execute(db, "SAVEPOINT request")?;
        match request.run(transaction) {
            Done::Kept => {}
            Done::Undone => {
                execute(db, "ROLLBACK TO request")?;
                transaction.newest_event = before;
            }
            Done::Failed(error) => return Err(error),
        }
        execute(db, "RELEASE request")?;
    }
    recent.hold(&transaction.written);
    execute(db, "COMMIT")
}

/// Undoes a transaction that is still open. SQLite undoes some that fail by itself, and others not.
fn undo(db: &Connection) -> Result<(), EngineError> {
    if db.is_autocommit() {
        Ok(())
    } else {
        execute(db, "ROLLBACK")
    }
}

fn execute(db: &Connection, sql: &str) -> Result<(), EngineError> {
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute([])
        .map_err(sqlite)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ports::documents::CommitError;

    fn writer() -> Writer {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE notes (text TEXT NOT NULL, UNIQUE (text)) STRICT")
            .unwrap();
        Writer::start(db, 0, Arc::default()).unwrap()
    }

    async fn note(writer: &Writer, text: String) -> Result<(), EngineError> {
        let insert = move |transaction: &mut Transaction<'_>| -> Result<(), EngineError> {
            transaction
                .db
                .execute("INSERT INTO notes VALUES (?1)", [text])
                .map_err(sqlite)?;
            Ok(())
        };
        writer.write(insert).await
    }

    async fn count(writer: &Writer) -> i64 {
        let count = |transaction: &mut Transaction<'_>| -> Result<i64, EngineError> {
            transaction
                .db
                .query_row("SELECT count(*) FROM notes", [], |row| row.get(0))
                .map_err(sqlite)
        };
        writer.write(count).await.unwrap()
    }

    #[tokio::test]
    async fn a_refused_request_undoes_only_its_own() {
        let writer = writer();
        let refuse = |transaction: &mut Transaction<'_>| -> Result<(), CommitError> {
            transaction
                .db
                .execute("INSERT INTO notes VALUES ('gone')", [])
                .map_err(sqlite)?;
            Err(CommitError::ConditionFailed { write: 3 })
        };
        let (first, refused, second) = tokio::join!(
            note(&writer, "one".into()),
            writer.write(refuse),
            note(&writer, "two".into())
        );
        first.unwrap();
        assert!(matches!(refused, Err(CommitError::ConditionFailed { write: 3 })));
        second.unwrap();
        assert_eq!(count(&writer).await, 2);
        assert!(
            note(&writer, "one".into())
                .await
                .is_err_and(|error| error.is_broken())
        );
    }

    #[tokio::test]
    async fn a_full_disk_is_refused_and_passes() {
        let writer = writer();
        let limit = |pages: i64| {
            move |transaction: &mut Transaction<'_>| -> Result<(), EngineError> {
                transaction
                    .db
                    .pragma_update(None, "max_page_count", pages)
                    .map_err(sqlite)
            }
        };
        note(&writer, "before".into()).await.unwrap();
        writer.write(limit(8)).await.unwrap();
        let (small, large) = tokio::join!(note(&writer, "small".into()), note(&writer, "x".repeat(100_000)));
        assert!(
            large.as_ref().is_err_and(EngineError::is_unavailable),
            "{large:?}"
        );
        // The small one may have been in the same group or in one before.
        let kept = 1 + i64::from(small.is_ok());
        assert_eq!(count(&writer).await, kept);
        writer.write(limit(10_000)).await.unwrap();
        note(&writer, "x".repeat(100_000)).await.unwrap();
        assert_eq!(count(&writer).await, kept + 1);
    }

    #[tokio::test]
    async fn what_was_accepted_is_done_before_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.db");
        let db = Connection::open(&path).unwrap();
        db.execute_batch("CREATE TABLE notes (text TEXT NOT NULL) STRICT")
            .unwrap();
        let writer = Writer::start(db, 0, Arc::default()).unwrap();
        for number in 0..50 {
            // Sends the request and does not wait for the answer.
            let mut sending = Box::pin(note(&writer, format!("note {number}")));
            assert!(futures::poll!(&mut sending).is_pending());
        }
        drop(writer);
        let db = Connection::open(&path).unwrap();
        let kept: i64 = db
            .query_row("SELECT count(*) FROM notes", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, 50);
    }
}
