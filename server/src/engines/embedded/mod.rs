//! Everything in one process and one folder: a SQLite file for documents, events and deadlines, plain files for
//! pictures and mail.
//!
//! [`database`] has the file, its one writer and its readers; the engines are built on it.

pub mod database;
pub mod documents;

mod commit;
mod failure;
mod query;

mod readers;
mod schema;
mod writer;

pub use database::Database;
pub use documents::SqliteDocuments;
