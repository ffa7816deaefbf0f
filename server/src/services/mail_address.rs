//! E-mail addresses that mail reaches.

use shared::domain::customer::FieldProblem;
use shared::domain::written;

/// Reads an e-mail address as [`written::email`] does, and puts its domain into ASCII (IDNA): what is stored is what the
/// mailer can use.
pub fn deliverable(text: &str) -> Result<String, FieldProblem> {
    let email = written::email(text)?;
    let (local, domain) = email.rsplit_once('@').ok_or(FieldProblem::NoEmail)?;
    let domain = idna::domain_to_ascii_strict(domain).map_err(|_| FieldProblem::NoEmail)?;
    match local.len() + 1 + domain.len() {
        0..=254 => Ok(format!("{local}@{domain}")),
        _ => Err(FieldProblem::TooLong(254)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_beyond_ascii_is_stored_as_mail_writes_it() {
        for (written, stored) in [
            ("Ana@Example.pe", "ana@example.pe"),
            ("ana@ñandu.pe", "ana@xn--andu-fqa.pe"),
            // The same letter in two parts.
            ("ana@n\u{303}andu.pe", "ana@xn--andu-fqa.pe"),
        ] {
            assert_eq!(deliverable(written), Ok(stored.to_owned()), "{written}");
        }
        for wrong in ["ana@xn--.pe", "ana@a\u{2488}b.pe", "josé@example.pe"] {
            assert!(deliverable(wrong).is_err(), "{wrong}");
        }
    }
}
