//! E-mail addresses.

use super::FieldProblem;
use super::characters::is_mark;
use super::{line, text_type};
use serde::{Deserialize, Serialize};

/// An e-mail address in lower case, at most 254 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

text_type!([] Email);

impl Email {
    /// Reads an e-mail address and puts it in lower case: at most 254 characters. Before the `@` stand ASCII letters, digits
    /// and `.!#$%&'*+/=?^_{|}~-` (RFC 5321), because mail to others is refused on the way. After it may stand any letters: the
    /// server turns them into ASCII.
    pub fn parse(text: &str) -> Result<Email, FieldProblem> {
        let email = line(text, 1, 254)?.to_lowercase();
        let (local, domain) = email.rsplit_once('@').ok_or(FieldProblem::NoEmail)?;
        if !local.is_ascii() {
            return Err(FieldProblem::EmailLetters);
        }
        let atom = |part: &str| {
            let fits = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b);
            !part.is_empty() && part.bytes().all(fits)
        };
        let label = |part: &str| {
            let fits = |c: char| c.is_alphanumeric() || c == '-' || is_mark(c);
            !part.is_empty() && part.chars().all(fits) && !part.starts_with('-') && !part.ends_with('-')
        };
        let labels: Vec<&str> = domain.split('.').collect();
        let sound = local.len() <= 64 && local.split('.').all(atom) && labels.len() > 1;
        let last = labels
            .last()
            .is_some_and(|last| last.chars().any(char::is_alphabetic));
        if sound && last && labels.into_iter().all(label) {
            Ok(Email(email))
        } else {
            Err(FieldProblem::NoEmail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails_are_those_that_mail_reaches() {
        for (written, read) in [
            (" Ana.Q+brasa@Example.pe ", "ana.q+brasa@example.pe"),
            ("ana@ñandu.pe", "ana@ñandu.pe"),
            ("a@b.co", "a@b.co"),
        ] {
            let email = Email::parse(written);
            assert_eq!(email.as_ref().map(Email::as_str), Ok(read), "{written}");
            // What was read is read the same again.
            assert_eq!(Email::parse(read), email);
        }
        assert_eq!(Email::parse("josé@example.pe"), Err(FieldProblem::EmailLetters));
        assert_eq!(Email::parse(""), Err(FieldProblem::Missing));
        let long = format!("ana@{}pe", "ñandu.".repeat(45));
        assert_eq!(Email::parse(&long), Err(FieldProblem::TooLong(254)));
        for wrong in [
            "ana",
            "ana@",
            "@example.pe",
            "ana@example",
            "a b@example.pe",
            "ana@-x.pe",
            "ana@x-.pe",
            "ana@x..pe",
            ".ana@x.pe",
            "ana.@x.pe",
            "a..b@x.pe",
            "ana@1.2.3.4",
            "ana@[::1]",
            "a<b>@x.pe",
            "a@b@x.pe",
            "ana@x.pe.",
        ] {
            assert_eq!(Email::parse(wrong), Err(FieldProblem::NoEmail), "{wrong}");
        }
    }
}
