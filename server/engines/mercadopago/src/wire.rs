//! What Mercado Pago reads and writes, as far as it is of interest.

use super::{ENGINE, text};
use domain::payment::Settlement;
use domain::{Money, Timestamp};
use ports::EngineError;
use ports::payment_gateway::{CreatePayment, GatewayPayment, Received};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

/// An order for a QR code, with one line: what was ordered is nobody's business there.
#[derive(Debug, Serialize)]
pub(super) struct NewOrder<'a> {
    external_reference: &'a str,
    title: &'a str,
    description: &'a str,
    total_amount: Number,
    /// Like `2020-08-22T16:34:56.559-04:00`.
    expiration_date: String,
    items: [NewItem<'a>; 1],
}

#[derive(Debug, Serialize)]
struct NewItem<'a> {
    sku_number: &'a str,
    category: &'static str,
    title: &'a str,
    description: &'a str,
    quantity: u32,
    unit_measure: &'static str,
    unit_price: Number,
    total_amount: Number,
}

/// The answer to it.
#[derive(Debug, Deserialize)]
pub(super) struct NewQr {
    /// What the QR code says, in the form of EMVCo.
    pub(super) qr_data: String,
}

/// What a customer did with such a code.
#[derive(Debug, Deserialize)]
pub(super) struct Payment {
    id: Value,
    status: String,
    pub(super) external_reference: Option<String>,
    transaction_amount: Option<Number>,
    currency_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Search {
    pub(super) results: Vec<Payment>,
}

/// An amount as a number with two decimals.
pub(super) fn amount(money: Money) -> Result<Number, EngineError> {
    serde_json::from_str(&money.decimal()).map_err(|error| EngineError::broken(ENGINE, error))
}

impl<'a> NewOrder<'a> {
    pub(super) fn new(reference: &'a str, opening: &CreatePayment<'a>) -> Result<NewOrder<'a>, EngineError> {
        let amount = amount(opening.amount)?;
        Ok(NewOrder {
            external_reference: reference,
            title: opening.title,
            description: opening.title,
            total_amount: amount.clone(),
            expiration_date: with_offset(opening.expires_at),
            items: [NewItem {
                sku_number: opening.order.as_str(),
                category: "food",
                title: opening.title,
                description: opening.title,
                quantity: 1,
                unit_measure: "unit",
                unit_price: amount.clone(),
                total_amount: amount,
            }],
        })
    }
}

impl Payment {
    /// The gateway's own name for it.
    pub(super) fn receipt(&self) -> String {
        text(&self.id).unwrap_or_default()
    }

    /// What its status means; `None` while it is under way, and for a status that nobody here knows.
    pub(super) fn settlement(&self) -> Option<Settlement> {
        match self.status.as_str() {
            "approved" => Some(Settlement::Approved),
            "rejected" | "cancelled" => Some(Settlement::Rejected),
            "refunded" | "charged_back" => Some(Settlement::Refunded),
            _ => None,
        }
    }

    /// Whether money came in, even if it is gone again.
    pub(super) fn is_money(&self) -> bool {
        matches!(
            self.settlement(),
            Some(Settlement::Approved | Settlement::Refunded)
        )
    }

    pub(super) fn standing(&self) -> Option<GatewayPayment> {
        let received = || Received {
            receipt: self.receipt(),
            amount: self
                .transaction_amount
                .as_ref()
                .and_then(|amount| Money::from_decimal(&amount.to_string())),
            currency: self.currency_id.clone().unwrap_or_default(),
        };
        self.settlement().map(|settlement| GatewayPayment {
            settlement,
            money: self.is_money().then(received),
        })
    }
}

/// A time with milliseconds and an offset in digits.
fn with_offset(at: Timestamp) -> String {
    let utc = at.rfc3339();
    let utc = utc.trim_end_matches('Z');
    let (seconds, fraction) = utc.split_once('.').unwrap_or((utc, ""));
    format!("{seconds}.{fraction:0<3}+00:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_milliseconds_and_an_offset() {
        let at = Timestamp::parse("2025-10-25T17:15:00Z").unwrap();
        assert_eq!(with_offset(at), "2025-10-25T17:15:00.000+00:00");
        assert_eq!(with_offset(at.plus_ms(50)), "2025-10-25T17:15:00.050+00:00");
    }

    #[test]
    fn an_amount_is_read_to_the_cent() {
        let payment: Payment = serde_json::from_str(
            r#"{"id":9007199254740993,"status":"approved","transaction_amount":36.9,"currency_id":"PEN"}"#,
        )
        .unwrap();
        let money = payment.standing().unwrap().money.unwrap();
        assert_eq!(
            (money.amount, money.receipt.as_str()),
            (Some(Money(3_690)), "9007199254740993")
        );
    }
}
