//! What mails say that is the same in all of them, and the page of the demo that shows them.

/// The first line of a mail; an empty name when it is not known.
pub fn greeting(name: &str) -> String {
    match name.trim() {
        "" => "Hola:".to_owned(),
        name => format!("Hola, {name}:"),
    }
}

/// Who the restaurant is by law.
pub fn legal(legal_name: &str, ruc: &str) -> String {
    match (legal_name, ruc) {
        ("", _) => String::new(),
        (name, "") => name.to_owned(),
        (name, ruc) => format!("{name} · RUC {ruc}"),
    }
}

pub const FOLLOW_ORDER: &str = "Seguir mi pedido";
pub const ORDER_NUMBER: &str = "Pedido";
pub const ORDER_TOTAL: &str = "Total";

pub mod outbox {
    pub const TITLE: &str = "Correos de la demo";
    pub const INTRO: &str = "Aquí no se envía ningún correo de verdad: estos son los que el restaurante habría enviado, los más nuevos primero.";
    pub const EMPTY: &str = "Todavía no hay correos. Haz un pedido y vuelve a cargar esta página.";
    pub const TO: &str = "Para";
    pub const AS_SENT: &str = "Ver como llega";
}
