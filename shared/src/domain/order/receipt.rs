//! The proof of payment of an order.

use crate::domain::Money;
use crate::domain::customer::FieldProblem;
use crate::domain::written::{self, ForeignDocument};
use serde::{Deserialize, Serialize};

/// The proof of payment that Peruvian law knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Receipt {
    /// For a person. Up to [`BOLETA_WITHOUT_DOCUMENT`] the DNI (8 digits) or another document may be left out.
    #[serde(rename_all = "camelCase")]
    Boleta {
        dni: Option<String>,
        /// That of somebody without a DNI.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<ForeignDocument>,
    },
    /// For a business, by its RUC (11 digits) and name.
    #[serde(rename_all = "camelCase")]
    Factura { ruc: String, business_name: String },
    /// Nothing asked for.
    #[default]
    None,
}

/// A boleta over this total names its buyer by a document: S/ 700.00 (Reglamento de Comprobantes de Pago, RS 007-99/SUNAT,
/// art. 8, 3.10; the amount itself is taken as not over it, to be checked with the accountant).
pub const BOLETA_WITHOUT_DOCUMENT: Money = Money(70_000);

impl Receipt {
    /// Removes what tells of a person. The company of a factura, whose RUC begins with 20, stays; other numbers are those of
    /// people.
    pub fn forget_person(&mut self) {
        match self {
            Receipt::Boleta { dni, document } => (*dni, *document) = (None, None),
            Receipt::Factura { ruc, business_name } if !ruc.starts_with("20") => {
                ruc.clear();
                business_name.clear();
            }
            Receipt::Factura { .. } | Receipt::None => {}
        }
    }

    /// Reads what was written for a receipt of this total. The error names each field that cannot be used.
    pub fn checked(&self, total: Money) -> Result<Receipt, Vec<(&'static str, FieldProblem)>> {
        let mut wrong = Vec::new();
        let mut read = |field: &'static str, result: Result<String, FieldProblem>| {
            result.unwrap_or_else(|problem| {
                wrong.push((field, problem));
                String::new()
            })
        };
        let receipt = match self {
            Receipt::None => Receipt::None,
            Receipt::Boleta { dni, document } => {
                let dni = dni.as_deref().filter(|dni| !dni.trim().is_empty());
                let dni = dni.map(|dni| read("dni", written::dni(dni)));
                let document = document.as_ref().map(|document| ForeignDocument {
                    kind: document.kind,
                    number: read("document", document.checked().map(|checked| checked.number)),
                });
                if dni.is_none() && document.is_none() && total > BOLETA_WITHOUT_DOCUMENT {
                    wrong.push(("dni", FieldProblem::DocumentNeeded));
                }
                Receipt::Boleta { dni, document }
            }
            Receipt::Factura { ruc, business_name } => Receipt::Factura {
                ruc: read("ruc", written::ruc(ruc)),
                business_name: read("businessName", written::line(business_name, 2, 120)),
            },
        };
        if wrong.is_empty() { Ok(receipt) } else { Err(wrong) }
    }
}
