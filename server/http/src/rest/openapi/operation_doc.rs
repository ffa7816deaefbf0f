//! An endpoint in words.

use super::shapes::{Shape, not_null, without_null_defaults};
use api::Code;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

/// Who may call an endpoint.
pub(crate) const STAFF: &str = "Staff and machines.";
pub(crate) const MANAGERS: &str = "Managers and machines.";
pub(crate) const OWNER: &str = "The order's customer, staff and machines, each with what they need of it.";
pub(crate) const PAYER: &str = "The order's customer, managers and machines.";
pub(crate) const STAGE_ROLE: &str = "Whose role works on the stage, and managers.";

/// An endpoint as it is documented for integrators.
pub(crate) struct OperationDoc {
    pub tag: &'static str,
    pub summary: &'static str,
    /// Who may call it; `None` for anybody without a token.
    pub who: Option<&'static str>,
    /// Names of the parameters after the question mark: see [`super::parameter`].
    pub query: &'static [&'static str],
    pub body: Option<BodyDoc>,
    pub status: u16,
    /// `None` when the answer has no body.
    pub answer: Option<Shape>,
    /// What kind of text the answer is.
    pub media: &'static str,
    /// Whether the caller may say by `If-Match` which state they have seen.
    pub if_match: bool,
    /// What can be wrong besides token, body and place.
    pub errors: &'static [Code],
}

/// The body of a call.
pub(crate) struct BodyDoc {
    pub example: Value,
    pub shape: Shape,
    /// The types it is made of, by their names.
    pub parts: Vec<(String, Shape)>,
    /// Whether there is nothing to do without it.
    pub needed: bool,
}

impl OperationDoc {
    pub(crate) fn new(tag: &'static str, summary: &'static str, answer: Shape) -> OperationDoc {
        OperationDoc {
            tag,
            summary,
            who: None,
            query: &[],
            body: None,
            status: 200,
            answer: Some(answer),
            media: super::JSON,
            if_match: false,
            errors: &[],
        }
    }

    pub(crate) fn who(mut self, who: &'static str) -> OperationDoc {
        self.who = Some(who);
        self
    }

    pub(crate) fn query(mut self, query: &'static [&'static str]) -> OperationDoc {
        self.query = query;
        self
    }

    /// A body of a type, of which these fields must be there.
    pub(crate) fn body<T: ToSchema>(mut self, example: Value, required: &[&str]) -> OperationDoc {
        let mut parts = Vec::new();
        T::schemas(&mut parts);
        let parts = parts
            .into_iter()
            .map(|(name, shape)| (name, without_null_defaults(shape)))
            .collect();
        let mut shape = without_null_defaults(T::schema());
        if let RefOr::T(Schema::Object(object)) = &mut shape {
            object.required = required.iter().map(|name| (*name).to_owned()).collect();
            for name in required {
                if let Some(field) = object.properties.get_mut(*name) {
                    *field = not_null(field);
                }
            }
        }
        self.body = Some(BodyDoc {
            example,
            shape,
            parts,
            needed: !required.is_empty(),
        });
        self
    }

    pub(crate) fn created(mut self) -> OperationDoc {
        self.status = 201;
        self
    }

    pub(crate) fn accepted(mut self) -> OperationDoc {
        self.status = 202;
        self
    }

    /// The answer has no body, and says so.
    pub(crate) fn no_content(mut self) -> OperationDoc {
        (self.status, self.answer) = (204, None);
        self
    }

    /// The answer has no body, and is a 200 all the same.
    pub(crate) fn no_answer(mut self) -> OperationDoc {
        self.answer = None;
        self
    }

    pub(crate) fn if_match(mut self) -> OperationDoc {
        self.if_match = true;
        self
    }

    pub(crate) fn errors(mut self, errors: &'static [Code]) -> OperationDoc {
        self.errors = errors;
        self
    }
}
