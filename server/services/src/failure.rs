//! What goes wrong inside, as answers.

use api::{ApiError, Code, FieldError};
use domain::customer::{Address, FieldProblem};
use ports::documents::CommitError;
use ports::event_bus::HandleError;
use ports::{EngineError, EngineErrorKind};
use texts::now::errors as texts;

/// An engine's failure as an answer: 503 with a time to wait when it may pass, 500 otherwise. It is logged here, once.
pub fn engine(error: EngineError) -> ApiError {
    match error.kind {
        EngineErrorKind::Unavailable => {
            tracing::warn!(%error, "engine unavailable");
            ApiError::engine_down()
        }
        EngineErrorKind::Broken => {
            tracing::error!(%error, "engine broken");
            ApiError::internal()
        }
    }
}

/// A failed commit as an answer; a condition that failed is a conflict.
pub fn commit(error: CommitError) -> ApiError {
    match error {
        CommitError::ConditionFailed { .. } => ApiError::conflict(),
        CommitError::Engine(error) => engine(error),
    }
}

/// A refused call as the failure of a reaction to an event.
pub fn handle(error: ApiError) -> HandleError {
    HandleError::new(format!("{}: {}", error.code.wire_name(), error.message))
}

/// What was read of a field of this JSON pointer; nothing, and a remark among `wrong`, where it cannot be used.
pub fn read<T>(
    wrong: &mut Vec<FieldError>,
    pointer: &'static str,
    read: Result<T, FieldProblem>,
) -> Option<T> {
    read.map_err(|problem| wrong.push(field(pointer, problem))).ok()
}

/// The same for an address, whose parts have pointers of their own.
pub fn read_address(wrong: &mut Vec<FieldError>, address: &Address) -> Option<Address> {
    let read = address.checked();
    read.map_err(|(part, problem)| wrong.push(field(format!("/address/{part}"), problem)))
        .ok()
}

/// A field that was filled in with something that cannot be used, by its JSON pointer.
pub fn field(pointer: impl Into<String>, problem: FieldProblem) -> FieldError {
    let code = if problem == FieldProblem::Missing {
        Code::MissingField
    } else {
        Code::InvalidValue
    };
    FieldError::new(pointer, code, texts::field(problem))
}
