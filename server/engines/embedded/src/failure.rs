//! What SQLite's errors mean to the product.

use ports::EngineError;
use ports::documents::CommitError;
use rusqlite::ErrorCode;
use std::error::Error;

/// The name of these engines in errors.
pub(super) const ENGINE: &str = "embedded";

/// An error of SQLite.
pub(super) fn sqlite(error: rusqlite::Error) -> EngineError {
    match error.sqlite_error_code() {
        Some(
            ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::OutOfMemory
            | ErrorCode::CannotOpen
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::ReadOnly
            | ErrorCode::PermissionDenied
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::OperationInterrupted
            | ErrorCode::OperationAborted,
        ) => unavailable(error),
        _ => broken(error),
    }
}

/// An error that may pass.
pub(super) fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
    EngineError::unavailable(ENGINE, source)
}

/// An error that stays.
pub(super) fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
    EngineError::broken(ENGINE, source)
}

/// An error of the file system, about a file or folder.
pub(super) fn file_error(what: &std::path::Path, error: std::io::Error) -> EngineError {
    unavailable(error).about(what.display())
}

/// What one request of a group failed with.
pub(super) trait RequestError: From<EngineError> + Send + 'static {
    /// The error, when the disk is at fault, so that the requests beside this one cannot be done either.
    fn of_all(&self) -> Option<EngineError>;
}

impl RequestError for EngineError {
    fn of_all(&self) -> Option<EngineError> {
        self.is_unavailable().then(|| self.clone())
    }
}

impl RequestError for CommitError {
    fn of_all(&self) -> Option<EngineError> {
        match self {
            CommitError::Engine(error) => error.of_all(),
            CommitError::ConditionFailed { .. } => None,
        }
    }
}
