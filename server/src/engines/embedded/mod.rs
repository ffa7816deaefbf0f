//! Everything in one process and one folder: a SQLite file for documents, events and deadlines, plain files for
//! pictures and mail.
//!
//! [`database`] has the file, its one writer and its readers; the engines are built on it.

pub mod database;
pub mod documents;
pub mod event_bus;

mod commit;
mod failure;
mod outbox;
mod query;
mod readers;
mod schema;
mod stream;
mod subscription;
mod tasks;
mod writer;

pub use database::Database;
pub use documents::SqliteDocuments;
pub use event_bus::SqliteEventBus;
