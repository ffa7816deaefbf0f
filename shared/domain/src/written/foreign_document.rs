//! Documents of people without a DNI.

use super::FieldProblem;
use super::line;
use serde::{Deserialize, Serialize};

/// A document of somebody without a DNI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForeignDocument {
    kind: ForeignDocumentKind,
    /// Up to 12 capital letters and digits.
    number: String,
}

/// The same as it is typed, read with [`ForeignDocumentForm::checked`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeignDocumentForm {
    pub kind: ForeignDocumentKind,
    pub number: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ForeignDocumentKind {
    /// Carné de extranjería.
    Ce,
    Passport,
}

impl ForeignDocument {
    /// Reads the number: 4 to 12 letters and digits, in capitals. Blanks and hyphens between them are left out.
    pub fn parse(kind: ForeignDocumentKind, number: &str) -> Result<ForeignDocument, FieldProblem> {
        let number: String = line(number, 1, 40)?
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect::<String>()
            .to_uppercase();
        let fits = number.bytes().all(|b| b.is_ascii_alphanumeric());
        if fits && (4..=12).contains(&number.len()) {
            Ok(ForeignDocument { kind, number })
        } else {
            Err(FieldProblem::NoDocument)
        }
    }

    pub fn kind(&self) -> ForeignDocumentKind {
        self.kind
    }

    /// 4 to 12 capital letters and digits.
    pub fn number(&self) -> &str {
        &self.number
    }
}

impl ForeignDocumentForm {
    /// The document as it is stored.
    pub fn checked(&self) -> Result<ForeignDocument, FieldProblem> {
        ForeignDocument::parse(self.kind, &self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_documents_have_four_to_twelve_letters_and_digits() {
        for (written, read) in [
            (" xdb-12345 ", Ok("XDB12345")),
            ("001 234 567", Ok("001234567")),
            ("abcd", Ok("ABCD")),
            ("", Err(FieldProblem::Missing)),
            ("abc", Err(FieldProblem::NoDocument)),
            ("1234567890123", Err(FieldProblem::NoDocument)),
            ("AB_12", Err(FieldProblem::NoDocument)),
        ] {
            for kind in [ForeignDocumentKind::Ce, ForeignDocumentKind::Passport] {
                let form = ForeignDocumentForm {
                    kind,
                    number: written.into(),
                };
                let document = form.checked();
                assert_eq!(
                    document.as_ref().map(ForeignDocument::number),
                    read.as_ref().copied(),
                    "{written:?}"
                );
                assert!(document.is_err() || document.is_ok_and(|document| document.kind() == kind));
            }
        }
    }

    #[test]
    fn what_was_stored_is_read_as_it_is() {
        let stored = r#"{"kind":"ce","number":"1234"}"#;
        let document: ForeignDocument = serde_json::from_str(stored).unwrap();
        assert_eq!(
            (document.kind(), document.number()),
            (ForeignDocumentKind::Ce, "1234")
        );
        assert_eq!(serde_json::to_string(&document).unwrap(), stored);
    }
}
