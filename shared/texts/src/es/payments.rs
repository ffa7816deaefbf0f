//! What a payment is called where it is paid.

pub const NOTHING_TO_HAND_BACK: &str = "Ahí no hay nada por entregar en mano.";
pub const NOTHING_TO_GIVE_BACK: &str = "De este pedido no hay nada por devolver.";

/// The most that can go back, as money.
pub fn at_most_back(amount: &str) -> String {
    format!("Puedes devolver hasta {amount}.")
}

/// An order in the app of the one who takes the money.
pub fn order_title(number: u64) -> String {
    format!("Pedido {number}")
}
