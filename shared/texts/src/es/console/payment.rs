//! The record of a payment.

use super::payment_method;
use domain::claim::ClaimNumber;
use domain::payment::{AdjustmentKind, ChargeState, PaymentMethod, RefundReason};

pub const LOADING_PAYMENT: &str = "Trayendo los pagos…";
pub const PAID: &str = "Cobrado";
pub const OWED: &str = "Falta cobrar";
pub const REFUNDED: &str = "Devuelto";
pub const REFUNDING: &str = "En devolución";
pub const HAND_BACK: &str = "Ya lo entregué";
pub const HAND_BACK_SURE: &str = "¿Entregado? Confirmar";
pub const HANDED_BACK: &str = "Quedó anotado como devuelto.";
pub const UNMATCHED: &str = "No correspondía a ningún cobro";

/// A charge, with its amount and who stands for it.
pub fn charge_entry(method: PaymentMethod, amount: &str, by: Option<&str>) -> String {
    let by = by.map(|by| format!(", {by}")).unwrap_or_default();
    format!("{}, {amount}{by}.", payment_method(method))
}

/// An attempt at the gateway.
pub fn attempt_entry(method: PaymentMethod) -> String {
    format!("Intento con {}.", payment_method(method))
}

/// A refund: who gave it and why, the claim it answers, and who handed it over.
pub fn refund_entry(
    amount: &str,
    by: &str,
    reason: RefundReason,
    claim: Option<ClaimNumber>,
    handed_by: Option<&str>,
) -> String {
    let claim = claim.map(|number| format!(" {number}")).unwrap_or_default();
    let handed = handed_by
        .map(|name| format!(" Entregó {name}."))
        .unwrap_or_default();
    format!(
        "Devolución de {amount}, {by}: {}{claim}.{handed}",
        refund_reason(reason)
    )
}

/// `note` is what was noted with it, or empty.
pub fn adjustment_entry(kind: AdjustmentKind, amount: &str, by: &str, note: &str) -> String {
    let kind = match kind {
        AdjustmentKind::Tip => "Propina",
        AdjustmentKind::Rounding => "Redondeo de efectivo",
        AdjustmentKind::Claim => "Devolución por un reclamo",
        AdjustmentKind::Refund => "Devolución",
    };
    let note = match note {
        "" => String::new(),
        note => format!(" «{note}»"),
    };
    format!("{kind}, {amount}, {by}.{note}")
}

fn refund_reason(reason: RefundReason) -> &'static str {
    match reason {
        RefundReason::Cancelled => "se canceló el pedido",
        RefundReason::CashChosen => "eligió pagar al recibir",
        RefundReason::PaidTwice => "ya estaba pagado",
        RefundReason::WrongAmount => "no era el monto pedido",
        RefundReason::DeliveryRecalled => "se deshizo la entrega",
        RefundReason::AtTheGateway => "se devolvió en la pasarela",
        RefundReason::Claim => "respuesta al reclamo",
        RefundReason::Edited => "cambió el pedido",
        RefundReason::MissingItem => "faltó algo",
        RefundReason::WrongItem => "llegó otra cosa",
        RefundReason::Quality => "no llegó como debía",
        RefundReason::Late => "llegó tarde",
        RefundReason::Goodwill => "una atención",
    }
}

pub fn charge_state(state: ChargeState) -> &'static str {
    match state {
        ChargeState::Pending => "pendiente",
        ChargeState::Approved => "cobrado",
        ChargeState::Rejected => "no se cobró",
    }
}

pub const REFUND_DONE: &str = "devuelto";
pub const REFUND_BY_HAND: &str = "por entregar";
pub const REFUND_UNDER_WAY: &str = "en camino";
pub const ADJUSTMENT_NOTED: &str = "anotado";

pub fn refund_failed(failures: u32) -> String {
    format!("la pasarela falló {failures} veces, se intentará de nuevo")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_says_who_handed_it_back() {
        let words = |handed| refund_entry("590", "Gloria", RefundReason::Cancelled, None, handed);
        assert_eq!(words(None), "Devolución de 590, Gloria: se canceló el pedido.");
        assert_eq!(
            words(Some("Rosa")),
            "Devolución de 590, Gloria: se canceló el pedido. Entregó Rosa."
        );
    }
}
