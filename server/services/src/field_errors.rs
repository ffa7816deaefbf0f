//! What is wrong with fields.

use api::{Code, FieldError};
use domain::customer::{Address, FieldProblem};
use texts::now::errors as texts;

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
