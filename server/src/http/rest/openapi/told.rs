//! An endpoint in words.

use super::shapes::Shape;
use serde_json::Value;
use shared::api::Code;

/// An endpoint as it is told to integrators.
pub(super) struct Told {
    pub tag: &'static str,
    pub summary: &'static str,
    /// Who may call it; `None` for anybody without a token.
    pub who: Option<&'static str>,
    /// Names of the parameters after the question mark: see [`super::parameter`].
    pub query: &'static [&'static str],
    /// An example of the body, from which its shape is drawn, and the fields that must be there.
    pub body: Option<(Value, &'static [&'static str])>,
    pub status: u16,
    /// `None` when the answer has no body.
    pub answer: Option<Shape>,
    /// What can be wrong besides token, body and place.
    pub errors: &'static [Code],
}

impl Told {
    pub(super) fn new(tag: &'static str, summary: &'static str, answer: Shape) -> Told {
        Told {
            tag,
            summary,
            who: None,
            query: &[],
            body: None,
            status: 200,
            answer: Some(answer),
            errors: &[],
        }
    }

    pub(super) fn who(mut self, who: &'static str) -> Told {
        self.who = Some(who);
        self
    }

    pub(super) fn query(mut self, query: &'static [&'static str]) -> Told {
        self.query = query;
        self
    }

    pub(super) fn body(mut self, example: Value, required: &'static [&'static str]) -> Told {
        self.body = Some((example, required));
        self
    }

    pub(super) fn created(mut self) -> Told {
        self.status = 201;
        self
    }

    pub(super) fn errors(mut self, errors: &'static [Code]) -> Told {
        self.errors = errors;
        self
    }
}
