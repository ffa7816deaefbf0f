//! Everything in one process and one folder: a SQLite file for documents, events and deadlines, plain files for
//! pictures and mail.
//!
//! [`database`] has the file, its one writer and its readers; [`documents`], [`event_bus`] and [`workflows`] are built
//! on it. [`Embedded`] has them all.

pub mod backup;
pub mod blobs;
pub mod database;
pub mod documents;
pub mod event_bus;
pub mod mailer;
pub mod sent_mails;
pub mod smtp;
pub mod tenants;
pub mod workflows;

mod apply;
mod commit;
mod dead_letters;
mod deadlines;
mod failure;
mod files;
mod mime;
mod numbers;
mod outbox;
mod query;
mod readers;
mod recent;
mod schema;
mod stream;
mod subscription;
mod tasks;
mod writer;

pub use blobs::FolderBlobs;
pub use database::Database;
pub use documents::SqliteDocuments;
pub use event_bus::SqliteEventBus;
pub use mailer::FolderMailer;
pub use sent_mails::KeptMails;
pub use smtp::SmtpMailer;
pub use tenants::SqliteTenants;
pub use workflows::SqliteWorkflows;

use futures::FutureExt as _;
use ports::{Clock, EngineError, PeriodicTask};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tasks::Tasks;

/// How often what is not needed any more is removed.
const CLEANING: Duration = Duration::from_secs(60);

/// How often what becomes due by itself is asked for.
const TICK: Duration = Duration::from_secs(1);

/// All embedded engines on one folder: `brasa.db`, `blobs/` and `mail/`.
#[derive(Debug)]
pub struct Embedded {
    pub documents: Arc<SqliteDocuments>,
    pub event_bus: Arc<SqliteEventBus>,
    pub workflows: Arc<SqliteWorkflows>,
    pub blobs: Arc<FolderBlobs>,
    pub mailer: Arc<FolderMailer>,
    pub tenants: Arc<SqliteTenants>,
    chores: RwLock<Vec<Arc<dyn PeriodicTask>>>,
    tasks: Tasks,
}

impl Embedded {
    /// Opens a folder and makes it when there is none; only its owner may enter it. One process at a time.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Embedded, EngineError> {
        files::make_folder(folder)?;
        let documents = SqliteDocuments::open(&folder.join(backup::DATABASE), Arc::clone(&clock))?;
        Ok(Embedded {
            event_bus: SqliteEventBus::new(&documents, Arc::clone(&clock)),
            workflows: SqliteWorkflows::new(&documents, Arc::clone(&clock)),
            blobs: FolderBlobs::open(&folder.join("blobs"), Arc::clone(&clock))?,
            mailer: FolderMailer::open(&folder.join("mail"), clock)?,
            tenants: SqliteTenants::new(&documents),
            documents,
            chores: RwLock::default(),
            tasks: Tasks::default(),
        })
    }

    /// Asks for a chore every second, once [`Embedded::spawn`] is called. Say so before.
    pub fn register(&self, periodic_task: Arc<dyn PeriodicTask>) {
        self.chores
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(periodic_task);
    }

    /// Starts delivering events, watching deadlines and cleaning up. Call it once everyone has subscribed, within a
    /// tokio runtime. Calling it again starts nothing.
    pub fn spawn(&self) {
        self.event_bus.spawn();
        self.workflows.spawn();
        if !self.tasks.begin() {
            return;
        }
        for periodic_task in self.chores.read().unwrap_or_else(PoisonError::into_inner).iter() {
            let (periodic_task, stop) = (Arc::clone(periodic_task), self.tasks.stop.clone());
            self.tasks.spawn(async move {
                while stop.run_until_cancelled(tokio::time::sleep(TICK)).await.is_some() {
                    let name = periodic_task.name();
                    match AssertUnwindSafe(periodic_task.run_due()).catch_unwind().await {
                        Ok(Ok(_)) => {}
                        Ok(Err(error)) => {
                            tracing::error!(periodic_task = name, %error, "a chore failed and will be tried again");
                        }
                        Err(_) => tracing::error!(periodic_task = name, "a chore panicked and will be tried again"),
                    }
                }
            });
        }
        let (documents, event_bus) = (Arc::clone(&self.documents), Arc::clone(&self.event_bus));
        let (workflows, stop) = (Arc::clone(&self.workflows), self.tasks.stop.clone());
        self.tasks.spawn(async move {
            while stop
                .run_until_cancelled(tokio::time::sleep(CLEANING))
                .await
                .is_some()
            {
                let cleaned = tokio::try_join!(documents.sweep(), event_bus.forget_old(), workflows.sweep());
                if let Err(error) = cleaned {
                    tracing::error!(%error, "cleaning up failed and will be tried again");
                }
            }
        });
    }

    /// Ends what [`Embedded::spawn`] started, after what it is doing just now. Events that are not delivered then are
    /// delivered after the next start. The file is closed when the last engine is dropped.
    pub async fn shutdown(&self) -> Result<(), EngineError> {
        // All at once: each may wait for somebody who does not answer.
        let (_, _, delivered) = tokio::join!(
            self.tasks.shutdown(),
            self.workflows.shutdown(),
            self.event_bus.shutdown()
        );
        delivered
    }
}
