//! Why a use case did not do what it should.

use api::{ApiError, Code, FieldError};
use domain::failure::FailureCause;
use ports::EngineError;
use ports::documents::CommitError;
use ports::event_bus::HandleError;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Either the answer for a caller who asked for what cannot be done, or a failure of what the services stand on. It becomes
/// an [`ApiError`] where a call ends; a failure is logged there, once.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    #[error("{}: {}", .0.code.wire_name(), .0.message)]
    Refused(Box<ApiError>),
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl Error {
    pub fn new(code: Code, message: impl Into<String>) -> Error {
        ApiError::new(code, message).into()
    }

    pub fn unauthenticated() -> Error {
        ApiError::unauthenticated().into()
    }

    pub fn forbidden() -> Error {
        ApiError::forbidden().into()
    }

    pub fn not_found() -> Error {
        ApiError::not_found().into()
    }

    pub fn internal() -> Error {
        ApiError::internal().into()
    }

    pub fn conflict() -> Error {
        ApiError::conflict().into()
    }

    /// See [`ApiError::invalid`].
    pub fn invalid(fields: Vec<FieldError>) -> Error {
        ApiError::invalid(fields).into()
    }

    /// One field is why the call is refused, with the code and the words of the whole.
    pub fn of_field(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Error {
        let message = message.into();
        let field = FieldError::new(pointer, code, message.clone());
        Error::new(code, message).with_fields(vec![field])
    }

    /// See [`ApiError::engine_down`].
    pub fn engine_down() -> Error {
        ApiError::engine_down().into()
    }

    /// What is wrong with which field; of a failure there is nothing to say.
    #[must_use]
    pub fn with_fields(mut self, fields: Vec<FieldError>) -> Error {
        if let Error::Refused(refused) = &mut self {
            refused.fields = fields;
        }
        self
    }

    /// What was answered to the call that had the key of this one before, where it is known.
    pub fn answered_before<T: DeserializeOwned>(&self) -> Option<T> {
        let Error::Refused(refused) = self else {
            return None;
        };
        let before = refused.detail.as_ref()?.get("before")?;
        let reused = refused.code == Code::IdempotencyKeyReused;
        reused.then(|| serde_json::from_value(before.clone()).ok())?
    }

    /// More for programs.
    #[must_use]
    pub fn with_detail(mut self, detail: Value) -> Error {
        if let Error::Refused(refused) = &mut self {
            refused.detail = Some(detail);
        }
        self
    }

    /// Seconds to wait before the next try.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Error {
        if let Error::Refused(refused) = &mut self {
            refused.retry_after = Some(seconds);
        }
        self
    }

    /// The code that the caller gets.
    pub fn code(&self) -> Code {
        match self {
            Error::Refused(refused) => refused.code,
            Error::Engine(error) if error.is_unavailable() => Code::EngineDown,
            Error::Engine(_) => Code::Internal,
        }
    }

    /// Whether the same call may succeed later without any change.
    pub fn is_temporary(&self) -> bool {
        match self {
            Error::Refused(refused) => refused.is_temporary(),
            Error::Engine(error) => error.is_unavailable(),
        }
    }

    /// See [`ApiError::is_no_answer`].
    pub fn is_no_answer(&self) -> bool {
        match self {
            Error::Refused(refused) => refused.is_no_answer(),
            Error::Engine(_) => true,
        }
    }
}

impl From<ApiError> for Error {
    fn from(refused: ApiError) -> Error {
        Error::Refused(Box::new(refused))
    }
}

/// A condition of a commit that failed is a conflict.
impl From<CommitError> for Error {
    fn from(error: CommitError) -> Error {
        match error {
            CommitError::ConditionFailed { .. } => Error::conflict(),
            CommitError::Engine(error) => error.into(),
        }
    }
}

/// The answer to a call. A failure of an engine is 503 with a time to wait when it may pass, and 500 otherwise.
impl From<Error> for ApiError {
    fn from(error: Error) -> ApiError {
        match error {
            Error::Refused(refused) => *refused,
            Error::Engine(error) if error.is_unavailable() => {
                tracing::warn!(%error, "engine unavailable");
                ApiError::engine_down()
            }
            Error::Engine(error) => {
                tracing::error!(%error, "engine broken");
                ApiError::internal()
            }
        }
    }
}

/// A refusal that may pass is no fault of what was asked.
impl From<Error> for HandleError {
    fn from(error: Error) -> HandleError {
        match error {
            Error::Engine(error) => error.into(),
            Error::Refused(_) if error.is_temporary() => {
                HandleError::caused(FailureCause::Unavailable, error)
            }
            Error::Refused(_) => HandleError::new(error),
        }
    }
}
