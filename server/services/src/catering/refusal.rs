//! What the rules of catering refuse, as answers.

use crate::failure;
use api::{ApiError, Code, FieldError};
use domain::catering::{CateringProblem, CateringProblems, Refusal};
use domain::tenant::Tenant;
use domain::{Date, Timestamp};
use serde_json::json;
use texts::now::catering as texts;

/// A refusal with its stable code.
pub fn answer(refusal: &Refusal) -> ApiError {
    let code = match refusal {
        Refusal::NotAllowed => Code::Forbidden,
        Refusal::OtherState { .. } | Refusal::OtherQuote { .. } | Refusal::NotYet => Code::Conflict,
        Refusal::QuoteOver => Code::Conflict,
        Refusal::TooLate => Code::CancelWindowOver,
        Refusal::ReasonMissing => Code::InvalidValue,
        Refusal::TooMany => Code::LimitReached,
    };
    let error = ApiError::new(code, texts::refusal(refusal));
    match refusal {
        Refusal::OtherState { status } => error.with_detail(json!({ "cateringStatus": status.wire_name() })),
        Refusal::OtherQuote { version } => error.with_detail(json!({ "quoteVersion": version })),
        Refusal::ReasonMissing => ApiError::invalid(vec![FieldError::new(
            "/reason",
            Code::InvalidValue,
            error.message,
        )]),
        _ => error,
    }
}

/// The day cannot hold it: 409 with the next one that can.
pub fn full(next: Option<Date>, tenant: &Tenant, now: Timestamp) -> ApiError {
    let text = texts::full(next, tenant, now);
    let field = FieldError::new("/date", Code::LimitReached, text.clone());
    ApiError {
        fields: vec![field],
        ..ApiError::new(Code::LimitReached, text).with_detail(json!({ "nextFree": next }))
    }
}

/// A day that was asked for and is full, as a field of a form.
pub fn full_field(next: Option<Date>, tenant: &Tenant, now: Timestamp) -> FieldError {
    FieldError::new("/date", Code::LimitReached, texts::full(next, tenant, now))
}

/// Fields that cannot be used: 422 with one JSON pointer each.
pub fn invalid(problems: &CateringProblems, tenant: &Tenant, now: Timestamp) -> ApiError {
    let field = |(pointer, problem): &(String, CateringProblem)| match problem {
        CateringProblem::Field(problem) => failure::field(pointer, *problem),
        CateringProblem::NoLines | CateringProblem::NoPlace => {
            FieldError::new(pointer, Code::MissingField, texts::problem(*problem, tenant, now))
        }
        problem => FieldError::new(pointer, Code::InvalidValue, texts::problem(*problem, tenant, now)),
    };
    ApiError::invalid(problems.iter().map(field).collect())
}
