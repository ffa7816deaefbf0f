use super::*;

#[test]
fn a_line_is_stored_as_it_was_checked() {
    for (written, read) in [
        ("  Ana  ", Ok("Ana")),
        ("Ana\r\nQuispe", Ok("Ana  Quispe")),
        ("Ana\tQuispe", Ok("Ana Quispe")),
        ("A\u{202e}na\u{200b}", Ok("Ana")),
        ("\u{200b}\u{200b}", Err(FieldProblem::Missing)),
        ("\u{3164}\u{2800}", Err(FieldProblem::Missing)),
        ("", Err(FieldProblem::Missing)),
        ("A", Err(FieldProblem::TooShort(2))),
        ("Ana Quispe de los Ríos", Err(FieldProblem::TooLong(12))),
        ("Ana\u{0}", Err(FieldProblem::Malformed)),
        ("Ana\u{1b}[2J", Err(FieldProblem::Malformed)),
        ("A\u{300}\u{301}\u{302}\u{303}", Err(FieldProblem::Malformed)),
        ("José Ñ", Ok("José Ñ")),
    ] {
        assert_eq!(line(written, 2, 12), read.map(str::to_owned), "{written:?}");
    }
    let padded = format!("ab{}", " ".repeat(70_000));
    assert_eq!(line(&padded, 2, 12), Ok("ab".into()));
}

#[test]
fn a_note_keeps_its_lines() {
    assert_eq!(
        note(" sin ají\r\nbien dorado\n", 1, 40),
        Ok("sin ají\nbien dorado".into())
    );
    assert_eq!(note("a\u{2028}b\tc", 1, 40), Ok("a\nb c".into()));
    assert_eq!(note(" \r\n ", 1, 40), Err(FieldProblem::Missing));
    assert_eq!(optional_line(" ", 40), Ok(String::new()));
}

#[test]
fn emails_are_those_that_mail_reaches() {
    for (written, read) in [
        (" Ana.Q+brasa@Example.pe ", "ana.q+brasa@example.pe"),
        ("ana@ñandu.pe", "ana@ñandu.pe"),
        ("a@b.co", "a@b.co"),
    ] {
        assert_eq!(email(written), Ok(read.into()), "{written}");
    }
    assert_eq!(email("josé@example.pe"), Err(FieldProblem::EmailLetters));
    assert_eq!(email(""), Err(FieldProblem::Missing));
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
        assert_eq!(email(wrong), Err(FieldProblem::NoEmail), "{wrong}");
    }
}

#[test]
fn phones_have_one_form() {
    for (written, read) in [
        ("999 888 777", "+51999888777"),
        ("999.888.777", "+51999888777"),
        ("51-999-888-777", "+51999888777"),
        ("0051 999 888 777", "+51999888777"),
        ("tel:+51999888777", "+51999888777"),
        ("\u{202a}+51 999 888 777\u{202c}", "+51999888777"),
        ("999\u{2011}888\u{2011}777", "+51999888777"),
        ("(01) 444-5555", "+5114445555"),
        ("01.444.5555", "+5114445555"),
        ("+51 (1) 444-5555", "+5114445555"),
        ("(084) 234567", "+5184234567"),
        ("+34 600 000 000", "+34600000000"),
    ] {
        assert_eq!(phone(written), Ok(read.into()), "{written:?}");
    }
    for wrong in [
        "000000",
        "9",
        "llámame",
        "+51 12",
        "12345678901234567",
        "+0 600000000",
        "999888",
        "+51 999 888 7777",
    ] {
        assert_eq!(phone(wrong), Err(FieldProblem::NoPhone), "{wrong}");
    }
    assert_eq!(phone("  "), Err(FieldProblem::Missing));
    for (stored, shown) in [
        ("+51999888777", "999 888 777"),
        ("+5114445555", "(01) 444 5555"),
        ("+5184234567", "(084) 234567"),
        ("+34600000000", "+34600000000"),
        ("999888777", "999888777"),
    ] {
        assert_eq!(shown_phone(stored), shown);
    }
}

#[test]
fn documents_are_read_without_blanks_and_checked() {
    assert_eq!(dni("12345678 "), Ok("12345678".into()));
    assert_eq!(dni("01 234 567"), Ok("01234567".into()));
    for wrong in ["1234567", "123456789", "1234567A", ""] {
        assert_eq!(dni(wrong), Err(FieldProblem::NoDni), "{wrong}");
    }
    for right in [
        "20131312955",
        "20100047218",
        "20100070970",
        "10123456781",
        "20-10007097-0",
    ] {
        assert!(ruc(right).is_ok(), "{right}");
    }
    assert_eq!(ruc("20-10007097-0"), Ok("20100070970".into()));
    assert_eq!(ruc("20131312954"), Err(FieldProblem::WrongRuc));
    for wrong in ["12345678901", "2013131295", "30131312955"] {
        assert_eq!(ruc(wrong), Err(FieldProblem::NoRuc), "{wrong}");
    }
    let passport = |number: &str| ForeignDocument {
        kind: ForeignDocumentKind::Passport,
        number: number.into(),
    };
    assert_eq!(passport(" xdb-12345 ").checked(), Ok(passport("XDB12345")));
    for wrong in ["abc", "1234567890123", "AB_12"] {
        assert_eq!(
            passport(wrong).checked(),
            Err(FieldProblem::NoDocument),
            "{wrong}"
        );
    }
}
