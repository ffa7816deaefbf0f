//! What a payment is called where it is paid.

use domain::payment::MAX_GIVEN;

pub const NOTHING_TO_HAND_BACK: &str = "Ahí no hay nada por entregar en mano.";
pub const NOTHING_TO_GIVE_BACK: &str = "De este pedido no hay nada por devolver.";

pub fn given_too_often() -> String {
    format!(
        "De este pedido ya se devolvió dinero {MAX_GIVEN} veces. Devuelve el resto de una vez en la pasarela."
    )
}

/// The most that can go back, as money.
pub fn at_most_back(amount: &str) -> String {
    format!("Puedes devolver hasta {amount}.")
}

/// An order in the app of the one who takes the money.
pub fn order_title(number: u64) -> String {
    format!("Pedido {number}")
}
