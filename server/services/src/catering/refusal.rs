//! What the rules of catering refuse, as answers.

use crate::error::Error;
use crate::field_errors;
use api::{Code, FieldError};
use domain::catering::{CateringProblem, CateringProblems, Refusal};
use domain::tenant::Tenant;
use domain::{Date, Timestamp};
use serde_json::json;
use texts::now::catering as texts;

/// A refusal with its stable code.
pub fn answer(refusal: &Refusal) -> Error {
    let code = match refusal {
        Refusal::NotAllowed => Code::Forbidden,
        Refusal::OtherState { .. } | Refusal::OtherQuote { .. } | Refusal::NotYet => Code::Conflict,
        Refusal::QuoteOver => Code::Conflict,
        Refusal::TooLate => Code::CancelWindowOver,
        Refusal::ReasonMissing => Code::InvalidValue,
        Refusal::TooMany => Code::LimitReached,
    };
    let text = texts::refusal(refusal);
    let error = Error::new(code, text.clone());
    match refusal {
        Refusal::OtherState { status } => error.with_detail(json!({ "cateringStatus": status.wire_name() })),
        Refusal::OtherQuote { version } => error.with_detail(json!({ "quoteVersion": version })),
        Refusal::ReasonMissing => Error::invalid(vec![FieldError::new("/reason", Code::InvalidValue, text)]),
        _ => error,
    }
}

/// The day cannot hold it: 409 with the next one that can.
pub fn full(next: Option<Date>, tenant: &Tenant, now: Timestamp) -> Error {
    let text = texts::full(next, tenant, now);
    Error::of_field(Code::LimitReached, "/date", text).with_detail(json!({ "nextFree": next }))
}

/// A day that was asked for and is full, as a field of a form.
pub fn full_field(next: Option<Date>, tenant: &Tenant, now: Timestamp) -> FieldError {
    FieldError::new("/date", Code::LimitReached, texts::full(next, tenant, now))
}

/// Fields that cannot be used: 422 with one JSON pointer each.
pub fn invalid(problems: &CateringProblems, tenant: &Tenant, now: Timestamp) -> Vec<FieldError> {
    let field = |(pointer, problem): &(String, CateringProblem)| match problem {
        CateringProblem::Field(problem) => field_errors::field(pointer, *problem),
        CateringProblem::NoLines | CateringProblem::NoPlace => {
            FieldError::new(pointer, Code::MissingField, texts::problem(*problem, tenant, now))
        }
        problem => FieldError::new(pointer, Code::InvalidValue, texts::problem(*problem, tenant, now)),
    };
    problems.iter().map(field).collect()
}
