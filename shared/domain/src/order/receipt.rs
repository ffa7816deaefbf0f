//! The proof of payment of an order.

use crate::Money;
use crate::customer::FieldProblem;
use crate::written;
use crate::written::{Dni, ForeignDocument, ForeignDocumentForm, Line, Ruc};
use serde::{Deserialize, Serialize};

/// The name of a business on a receipt.
pub type BusinessName = Line<120, 2>;

/// The proof of payment that Peruvian law knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Receipt {
    /// For a person. Up to [`BOLETA_WITHOUT_DOCUMENT`] the DNI (8 digits) or another document may be left out.
    #[serde(rename_all = "camelCase")]
    Boleta {
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        dni: Option<Dni>,
        /// That of somebody without a DNI.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<ForeignDocument>,
    },
    /// For a business, by its RUC (11 digits) and name; both are empty once they were erased.
    #[serde(rename_all = "camelCase")]
    Factura {
        #[serde(with = "written::blank")]
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        ruc: Option<Ruc>,
        #[serde(with = "written::blank")]
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        business_name: Option<BusinessName>,
    },
    /// Nothing asked for.
    #[default]
    None,
}

/// A receipt as it is typed, read with [`ReceiptForm::checked`]. Its JSON is that of [`Receipt`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum ReceiptForm {
    #[serde(rename_all = "camelCase")]
    Boleta {
        dni: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<ForeignDocumentForm>,
    },
    #[serde(rename_all = "camelCase")]
    Factura { ruc: String, business_name: String },
    #[default]
    None,
}

/// A boleta over this total names its buyer by a document: S/ 700.00 (Reglamento de Comprobantes de Pago, RS 007-99/SUNAT,
/// art. 8, 3.10; the amount itself is taken as not over it, to be checked with the accountant).
pub const BOLETA_WITHOUT_DOCUMENT: Money = Money(70_000);

impl Receipt {
    /// Removes what tells of a person. The company of a factura stays; other numbers are those of people.
    pub fn forget_person(&mut self) {
        match self {
            Receipt::Boleta { dni, document } => (*dni, *document) = (None, None),
            Receipt::Factura { ruc, business_name } => {
                if !ruc.as_ref().is_some_and(Ruc::is_of_a_company) {
                    (*ruc, *business_name) = (None, None);
                }
            }
            Receipt::None => {}
        }
    }
}

impl ReceiptForm {
    /// Reads what was written for a receipt of this total. The error names each field that cannot be used.
    pub fn checked(&self, total: Money) -> Result<Receipt, Vec<(&'static str, FieldProblem)>> {
        let mut wrong = Vec::new();
        let receipt = match self {
            ReceiptForm::None => Receipt::None,
            ReceiptForm::Boleta { dni, document } => {
                let has_dni = dni.as_deref().is_some_and(|dni| !written::is_left_out(dni));
                if !has_dni && document.is_none() && total > BOLETA_WITHOUT_DOCUMENT {
                    wrong.push(("dni", FieldProblem::DocumentNeeded));
                }
                let dni = written::optional(dni.as_deref().unwrap_or_default(), Dni::parse);
                let document = document.as_ref().map(ForeignDocumentForm::checked).transpose();
                Receipt::Boleta {
                    dni: read(&mut wrong, "dni", dni).flatten(),
                    document: read(&mut wrong, "document", document).flatten(),
                }
            }
            ReceiptForm::Factura { ruc, business_name } => Receipt::Factura {
                ruc: read(&mut wrong, "ruc", Ruc::parse(ruc)),
                business_name: read(&mut wrong, "businessName", BusinessName::parse(business_name)),
            },
        };
        if wrong.is_empty() { Ok(receipt) } else { Err(wrong) }
    }
}

/// What was read, or a remark of what is wrong.
fn read<T>(
    wrong: &mut Vec<(&'static str, FieldProblem)>,
    field: &'static str,
    result: Result<T, FieldProblem>,
) -> Option<T> {
    result.map_err(|problem| wrong.push((field, problem))).ok()
}
