//! What the person who runs the system looks after.

use domain::failure::FailureCause;

pub const LETTERS: &str = "Avisos sin entregar";
pub const LETTERS_LEAD: &str = "Cuando algo pasa con un pedido, otras partes del sistema se enteran. Aquí están los avisos que no pudieron \
     atender. Se intentan otra vez solos, durante tres días; también puedes hacerlo tú.";
pub const LOADING_LETTERS: &str = "Buscando avisos…";
pub const NO_LETTERS: &str = "Todo está entregado";
pub const NO_LETTERS_TEXT: &str = "No hay avisos pendientes. Si alguno falla, lo verás aquí.";
pub const TRY_AGAIN: &str = "Intentar de nuevo";
pub const TRYING: &str = "Intentando…";
pub const TRIED: &str = "Lo enviamos otra vez. Si vuelve a fallar, aparecerá de nuevo aquí.";
pub const COLUMN_EVENT: &str = "Aviso";
pub const COLUMN_ABOUT: &str = "Sobre";
pub const COLUMN_WHO: &str = "Quién no pudo";
pub const COLUMN_ERROR: &str = "Qué pasó";
pub const COLUMN_WHEN: &str = "Último intento";
pub const COLUMN_NEXT: &str = "Próximo intento";
pub const NO_NEXT: &str = "Ya no se intenta solo";
pub const COLUMN_ACTION: &str = "Acción";

pub fn retry_of(event: &str, subject: &str) -> String {
    format!("Intentar de nuevo {event} de {subject}")
}

/// What went wrong, in a sentence for who looks after the restaurant.
pub fn failure(cause: FailureCause) -> &'static str {
    match cause {
        FailureCause::Unavailable => "Algo que necesita no responde. Suele pasar solo.",
        FailureCause::Broken => "El sistema no pudo con este aviso. Alguien tiene que revisarlo.",
        FailureCause::Unreadable => "Lo escribió otra versión del sistema. Lo entregará la que pueda leerlo.",
    }
}

/// How often it was tried, e.g. "3 intentos".
pub fn tries(number: u32) -> String {
    match number {
        1 => "1 intento".to_owned(),
        more => format!("{more} intentos"),
    }
}
