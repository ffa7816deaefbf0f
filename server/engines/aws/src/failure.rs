//! What the errors of AWS mean to the product.

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use ports::EngineError;
use std::error::Error;

/// The name of these engines in errors.
pub(super) const ENGINE: &str = "aws";

/// Codes of errors that pass, whatever the service.
const PASSING: [&str; 13] = [
    "InternalFailure",
    "InternalServerError",
    "InternalException",
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestTimeout",
    "ServiceUnavailable",
    "SlowDown",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionConflictException",
    "TransactionInProgressException",
];

/// The failure of a call. What the service itself refused is broken, unless its answer says that it is only busy.
pub(super) fn failed<E>(error: SdkError<E, HttpResponse>) -> EngineError
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    let said = match (error.code(), error.message()) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(code), None) => code.to_owned(),
        _ => DisplayErrorContext(&error).to_string(),
    };
    let stays = match &error {
        SdkError::ConstructionFailure(_) => true,
        SdkError::ServiceError(refused) => {
            let busy = refused.raw().status().as_u16() >= 500 || error.code().is_some_and(is_transient);
            !busy
        }
        _ => false,
    };
    let failure = if stays { broken(error) } else { unavailable(error) };
    failure.about(said)
}

/// Whether an error of this code may pass.
pub(super) fn is_transient(code: &str) -> bool {
    PASSING.contains(&code)
}

/// An error that may pass.
pub(super) fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
    EngineError::unavailable(ENGINE, source)
}

/// An error that stays.
pub(super) fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
    EngineError::broken(ENGINE, source)
}
