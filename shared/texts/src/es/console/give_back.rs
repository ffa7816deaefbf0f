//! Giving money of an order back.

use domain::payment::GivenFor;

pub const OPEN: &str = "Devolver dinero";
pub const WHICH: &str = "¿Qué devuelves?";
pub const AMOUNT: &str = "Monto, en soles";
pub const WHY: &str = "Motivo, lo lee el cliente";
pub const WHY_MISSING: &str = "Elige el motivo.";
pub const AMOUNT_WRONG: &str = "Escribe un monto, como 12.50.";
pub const NOTE: &str = "Nota para el restaurante";
pub const NOTE_HINT: &str = "Opcional. El cliente no la lee.";
pub const BY_HAND: &str = "Este pago fue en mano: entrega el dinero y márcalo en el registro.";
pub const SAME_WAY: &str = "Vuelve por el mismo medio con que pagó.";
pub const CUSTOMER_READS: &str = "El cliente lee";
pub const SENDING: &str = "Devolviendo…";
pub const DONE_BEFORE: &str = "Ya se había devuelto. Mira el registro.";

pub fn title(number: u64) -> String {
    format!("Devolver dinero del pedido {number}")
}

/// All that can go back, as a button.
pub fn all(amount: &str) -> String {
    format!("Todo, {amount}")
}

/// What can go back, and how.
pub fn left(amount: &str, way: &str) -> String {
    format!("Hasta {amount}. {way}")
}

/// A line of the order.
pub fn line(qty: u16, name: &str) -> String {
    format!("{qty} × {name}")
}

pub fn send(amount: Option<&str>) -> String {
    match amount {
        Some(amount) => format!("Devolver {amount}"),
        None => OPEN.to_owned(),
    }
}

pub fn done(amount: &str) -> String {
    format!("Devolución de {amount} en camino.")
}

pub fn reason(reason: GivenFor) -> &'static str {
    match reason {
        GivenFor::MissingItem => "Faltó algo",
        GivenFor::WrongItem => "Llegó otra cosa",
        GivenFor::Quality => "No llegó como debía",
        GivenFor::Late => "Llegó tarde",
        GivenFor::Goodwill => "Una atención",
    }
}
