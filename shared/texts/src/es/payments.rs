//! What a payment is called where it is paid.

use domain::payment::MAX_GIVEN;

/// Who takes the money, in the history of changes.
pub const SHARED: &str = "la cuenta del servicio";
pub const OFF: &str = "nadie: solo al recibir";

pub const NO_SUCH_ACCOUNT: &str = "Esa cuenta no está conectada. Conéctala primero.";
pub const SECRET_FORM: &str = "Pégala tal como la muestra Mercado Pago, sin espacios.";
pub const TOKEN_REFUSED: &str = "Mercado Pago no acepta esta clave. Cópiala de nuevo desde tus credenciales.";
pub const TEST_TOKEN: &str =
    "Esta es una clave de prueba: con ella nadie te paga de verdad. Copia el Access Token de producción.";
pub const KEY_COUNTS_NO_MORE: &str =
    "Mercado Pago ya no acepta la clave de esta cuenta. Cámbiala antes de cobrar con ella.";
pub const OTHER_CURRENCY: &str = "Esa cuenta no cobra en la moneda de tu restaurante.";
pub const NO_SUCH_POS: &str = "Esa caja no está en la cuenta. Elige una de la lista.";
pub const TOO_MANY_ACCOUNTS: &str =
    "Este restaurante ya conectó 50 cuentas, y todas se guardan para devolver lo cobrado.";

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
