use super::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Record {
    #[serde(default, with = "blank")]
    email: Option<Email>,
    #[serde(default, with = "blank")]
    phone: Option<Phone>,
    #[serde(default, with = "blank")]
    note: Option<Note<10>>,
}

#[test]
fn an_absent_text_is_stored_as_an_empty_one() {
    let nothing = r#"{"email":"","phone":"","note":""}"#;
    assert_eq!(serde_json::to_string(&Record::default()).unwrap(), nothing);
    for stored in [nothing, "{}", r#"{"email":null,"phone":null,"note":null}"#] {
        let record: Record = serde_json::from_str(stored).unwrap();
        assert_eq!(record, Record::default(), "{stored}");
    }
    let record = Record {
        email: Email::parse("ana@example.pe").ok(),
        phone: Phone::parse("999 888 777").ok(),
        note: Note::parse("a\nb").ok(),
    };
    let stored = r#"{"email":"ana@example.pe","phone":"+51999888777","note":"a\nb"}"#;
    assert_eq!(serde_json::to_string(&record).unwrap(), stored);
    assert_eq!(serde_json::from_str::<Record>(stored).unwrap(), record);
}

#[test]
fn what_older_rules_stored_is_read_as_it_is() {
    let stored = r#"{"email":"josé@example","phone":"999888777","note":"más de diez caracteres"}"#;
    let record: Record = serde_json::from_str(stored).unwrap();
    assert_eq!(or_empty(&record.email), "josé@example");
    assert_eq!(or_empty(&record.phone), "999888777");
    assert_eq!(serde_json::to_string(&record).unwrap(), stored);
    let no_text = r#"{"email":7}"#;
    assert!(serde_json::from_str::<Record>(no_text).is_err());
}

#[test]
fn a_field_that_may_be_left_out_is_read_like_one_that_may_not() {
    for left_out in ["", "  ", "\r\n", "\u{200b}", "\u{3164}"] {
        assert!(is_left_out(left_out), "{left_out:?}");
        assert_eq!(optional(left_out, Dni::parse), Ok(None), "{left_out:?}");
        assert_eq!(optional(left_out, Phone::parse), Ok(None), "{left_out:?}");
    }
    assert!(!is_left_out("\u{0}"));
    assert_eq!(optional("12345678", Dni::parse), Dni::parse("12345678").map(Some));
    assert_eq!(optional("1", Dni::parse), Err(FieldProblem::NoDni));
}
