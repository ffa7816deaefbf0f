//! The record of a payment.

use super::payment_method;
use crate::api::payments::EntryView;
use crate::domain::Money;
use crate::domain::payment::{AdjustmentKind, ChargeState, RefundReason, RefundState};

pub const LOADING_PAYMENT: &str = "Trayendo los pagos…";
pub const PAID: &str = "Cobrado";
pub const OWED: &str = "Falta cobrar";
pub const REFUNDED: &str = "Devuelto";
pub const REFUNDING: &str = "En devolución";
pub const HAND_BACK: &str = "Ya lo entregué";
pub const HAND_BACK_SURE: &str = "¿Entregado? Confirmar";
pub const HANDED_BACK: &str = "Quedó anotado como devuelto.";
pub const UNMATCHED: &str = "No correspondía a ningún cobro";

/// What an entry is, with its amount and who stands for it.
pub fn payment_entry(entry: &EntryView, money: impl Fn(Money) -> String) -> String {
    match entry {
        EntryView::Charge { charge, .. } => {
            let by = charge.by.as_ref().map(|by| format!(", {by}")).unwrap_or_default();
            format!(
                "{}, {}{by}.",
                payment_method(charge.method),
                money(charge.amount_cents)
            )
        }
        EntryView::Try(tried) => format!("Intento con {}.", payment_method(tried.method)),
        EntryView::Refund(refund) => {
            let claim = refund
                .claim
                .map(|number| format!(" {number}"))
                .unwrap_or_default();
            let handed = refund.handed_by.as_ref();
            let handed = handed.map(|name| format!(" Entregó {name}.")).unwrap_or_default();
            format!(
                "Devolución de {}, {}: {}{claim}.{handed}",
                money(refund.amount_cents),
                refund.by,
                reason(refund.reason)
            )
        }
        EntryView::Adjustment(adjustment) => {
            let kind = match adjustment.kind {
                AdjustmentKind::Tip => "Propina",
                AdjustmentKind::Rounding => "Redondeo de efectivo",
                AdjustmentKind::Claim => "Devolución por un reclamo",
            };
            format!("{kind}, {}, {}.", money(adjustment.amount_cents), adjustment.by)
        }
    }
}

fn reason(reason: RefundReason) -> &'static str {
    match reason {
        RefundReason::Cancelled => "se canceló el pedido",
        RefundReason::CashChosen => "eligió pagar al recibir",
        RefundReason::PaidTwice => "ya estaba pagado",
        RefundReason::WrongAmount => "no era el monto pedido",
        RefundReason::DeliveryRecalled => "se deshizo la entrega",
        RefundReason::AtTheGateway => "se devolvió en la pasarela",
        RefundReason::Claim => "respuesta al reclamo",
    }
}

/// How an entry stands: its name in the style sheet, the classes of its badge, and the words.
pub fn entry_state(entry: &EntryView) -> (&'static str, &'static str, String) {
    let charge = |state: ChargeState| match state {
        ChargeState::Pending => ("pending", "badge badge--warning", "pendiente".to_owned()),
        ChargeState::Approved => ("done", "badge badge--success", "cobrado".to_owned()),
        ChargeState::Rejected => ("rejected", "badge badge--neutral", "no se cobró".to_owned()),
    };
    match entry {
        EntryView::Charge { charge: view, .. } => charge(view.state),
        EntryView::Try(tried) => charge(tried.state),
        EntryView::Refund(refund) => match (refund.state, refund.failures) {
            (RefundState::Done, _) => ("done", "badge badge--success", "devuelto".to_owned()),
            (RefundState::Pending, _) if refund.by_hand => {
                ("pending", "badge badge--warning", "por entregar".to_owned())
            }
            (RefundState::Pending, 0) => ("pending", "badge badge--warning", "en camino".to_owned()),
            (RefundState::Pending, failures) => (
                "failing",
                "badge badge--danger",
                format!("la pasarela falló {failures} veces, se intentará de nuevo"),
            ),
        },
        EntryView::Adjustment(_) => ("done", "badge badge--neutral", "anotado".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::payments::RefundView;
    use crate::domain::Timestamp;

    #[test]
    fn a_refund_says_who_handed_it_back() {
        let mut refund = RefundView {
            id: 1,
            charge: 1,
            amount_cents: Money(590),
            reason: RefundReason::Cancelled,
            by: "Gloria".into(),
            state: RefundState::Pending,
            asked_at: Timestamp(1),
            done_at: None,
            handed_by: None,
            failures: 0,
            by_hand: true,
            claim: None,
        };
        let words = |refund: &RefundView| {
            payment_entry(&EntryView::Refund(refund.clone()), |amount| amount.0.to_string())
        };
        assert_eq!(words(&refund), "Devolución de 590, Gloria: se canceló el pedido.");
        refund.handed_by = Some("Rosa".into());
        assert_eq!(
            words(&refund),
            "Devolución de 590, Gloria: se canceló el pedido. Entregó Rosa."
        );
    }
}
