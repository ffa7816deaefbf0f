//! E-mail addresses that mail reaches.

use domain::customer::FieldProblem;
use domain::written::Email;

/// Reads an e-mail address as [`Email::parse`] does, and puts its domain into ASCII (IDNA): what is stored is what the
/// mailer can use.
pub fn deliverable(text: &str) -> Result<Email, FieldProblem> {
    let email = Email::parse(text)?;
    let (local, domain) = email.as_str().rsplit_once('@').ok_or(FieldProblem::NoEmail)?;
    let domain = idna::domain_to_ascii_strict(domain).map_err(|_| FieldProblem::NoEmail)?;
    // In ASCII it may have become too long.
    Email::parse(&format!("{local}@{domain}"))
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
            let email = deliverable(written).map(String::from);
            assert_eq!(email, Ok(stored.to_owned()), "{written}");
        }
        for wrong in ["ana@xn--.pe", "ana@a\u{2488}b.pe", "josé@example.pe"] {
            assert!(deliverable(wrong).is_err(), "{wrong}");
        }
    }
}
