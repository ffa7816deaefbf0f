//! What a payment is called where it is paid.

/// An order in the app of whoever takes the money.
pub fn order_title(number: u64) -> String {
    format!("Pedido {number}")
}
