//! What a payment is called where it is paid.

pub const NOTHING_TO_HAND_BACK: &str = "Ahí no hay nada por entregar en mano.";

/// An order in the app of the one who takes the money.
pub fn order_title(number: u64) -> String {
    format!("Pedido {number}")
}
