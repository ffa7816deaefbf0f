//! What is written for a receipt.

use super::*;
use crate::domain::customer::FieldProblem;
use crate::domain::written::ForeignDocument;

#[test]
fn a_receipt_is_stored_as_it_was_checked() {
    let boleta = |dni: &str| Receipt::Boleta {
        dni: Some(dni.into()),
        document: None,
    };
    let none = Receipt::Boleta {
        dni: None,
        document: None,
    };
    assert_eq!(boleta("1234 5678 ").checked(Money(100)), Ok(boleta("12345678")));
    assert_eq!(boleta("  ").checked(BOLETA_WITHOUT_DOCUMENT), Ok(none.clone()));
    let needed = Err(vec![("dni", FieldProblem::DocumentNeeded)]);
    assert_eq!(none.checked(BOLETA_WITHOUT_DOCUMENT + Money(1)), needed);
    let passport = |number: &str| Receipt::Boleta {
        dni: None,
        document: Some(ForeignDocument {
            kind: ForeignDocumentKind::Passport,
            number: number.into(),
        }),
    };
    let dear = BOLETA_WITHOUT_DOCUMENT + Money(1);
    assert_eq!(passport("xd 12345").checked(dear), Ok(passport("XD12345")));
    let factura = |ruc: &str, name: &str| Receipt::Factura {
        ruc: ruc.into(),
        business_name: name.into(),
    };
    assert_eq!(
        factura("20-13131295-5", &format!(" Brasa\tSAC{}", " ".repeat(70_000))).checked(dear),
        Ok(factura("20131312955", "Brasa SAC"))
    );
    assert_eq!(
        factura("20131312954", "x").checked(dear),
        Err(vec![
            ("ruc", FieldProblem::WrongRuc),
            ("businessName", FieldProblem::TooShort(2))
        ])
    );
}
