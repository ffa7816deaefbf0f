//! What the person who runs the system looks after.

pub const LETTERS: &str = "Avisos sin entregar";
pub const LETTERS_LEAD: &str = "Cuando algo pasa con un pedido, otras partes del sistema se enteran. Aquí quedan los avisos que no pudieron \
     atender, para intentarlo de nuevo.";
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
pub const COLUMN_WHEN: &str = "Cuándo";
pub const COLUMN_ACTION: &str = "Acción";

pub fn retry_of(event: &str, subject: &str) -> String {
    format!("Intentar de nuevo {event} de {subject}")
}
