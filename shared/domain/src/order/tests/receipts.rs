//! What is written for a receipt.

use super::*;
use crate::customer::FieldProblem;
use crate::written::{ForeignDocumentForm, or_empty};

fn boleta(dni: &str) -> ReceiptForm {
    ReceiptForm::Boleta {
        dni: Some(dni.into()),
        document: None,
    }
}

fn passport(number: &str) -> ReceiptForm {
    ReceiptForm::Boleta {
        dni: None,
        document: Some(ForeignDocumentForm {
            kind: ForeignDocumentKind::Passport,
            number: number.into(),
        }),
    }
}

fn factura(ruc: &str, name: &str) -> ReceiptForm {
    ReceiptForm::Factura {
        ruc: ruc.into(),
        business_name: name.into(),
    }
}

/// The receipt of a form as it is stored and sent.
fn stored(form: &ReceiptForm, total: Money) -> Result<String, Vec<(&'static str, FieldProblem)>> {
    let receipt = form.checked(total)?;
    Ok(serde_json::to_string(&receipt).unwrap())
}

#[test]
fn a_receipt_is_stored_as_it_was_checked() {
    let same = |form: &ReceiptForm| Ok(serde_json::to_string(form).unwrap());
    let none = ReceiptForm::Boleta {
        dni: None,
        document: None,
    };
    assert_eq!(
        stored(&boleta("1234 5678 "), Money(100)),
        same(&boleta("12345678"))
    );
    assert_eq!(stored(&boleta("  "), BOLETA_WITHOUT_DOCUMENT), same(&none));
    let needed = Err(vec![("dni", FieldProblem::DocumentNeeded)]);
    let dear = BOLETA_WITHOUT_DOCUMENT + Money(1);
    assert_eq!(stored(&none, dear), needed);
    assert_eq!(
        stored(&boleta("1234567"), dear),
        Err(vec![("dni", FieldProblem::NoDni)])
    );
    assert_eq!(stored(&passport("xd 12345"), dear), same(&passport("XD12345")));
    assert_eq!(
        stored(&passport("xd"), dear),
        Err(vec![("document", FieldProblem::NoDocument)])
    );
    assert_eq!(
        stored(
            &factura("20-13131295-5", &format!(" Brasa\tSAC{}", " ".repeat(70_000))),
            dear
        ),
        same(&factura("20131312955", "Brasa SAC"))
    );
    assert_eq!(
        stored(&factura("20131312954", "x"), dear),
        Err(vec![
            ("ruc", FieldProblem::WrongRuc),
            ("businessName", FieldProblem::TooShort(2))
        ])
    );
    assert_eq!(stored(&ReceiptForm::None, dear), same(&ReceiptForm::None));
}

#[test]
fn receipts_of_older_versions_are_read_as_they_are() {
    for stored in [
        r#"{"kind":"boleta","dni":null}"#,
        r#"{"kind":"boleta","dni":"1234567"}"#,
        r#"{"kind":"boleta","dni":null,"document":{"kind":"ce","number":"1"}}"#,
        r#"{"kind":"factura","ruc":"123","businessName":"x"}"#,
        // That of a person who was erased.
        r#"{"kind":"factura","ruc":"","businessName":""}"#,
        r#"{"kind":"none"}"#,
    ] {
        let receipt: Receipt = serde_json::from_str(stored).unwrap();
        assert_eq!(serde_json::to_string(&receipt).unwrap(), stored);
    }
    let erased: Receipt = serde_json::from_str(r#"{"kind":"factura","ruc":"","businessName":""}"#).unwrap();
    let Receipt::Factura { ruc, business_name } = &erased else {
        panic!("{erased:?}");
    };
    assert_eq!((or_empty(ruc), or_empty(business_name)), ("", ""));
}
