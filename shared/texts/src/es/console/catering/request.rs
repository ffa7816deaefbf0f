//! Words of the page of one request: its facts, quotes, messages and money.

pub const ASKED: &str = "Lo que pide";
pub const OCCASION: &str = "Ocasión";
pub const WHEN: &str = "Cuándo";
pub const PEOPLE: &str = "Personas";
pub const PLACE: &str = "Dónde";
pub const PACKAGE: &str = "Paquete";
pub const DIET: &str = "Dieta y alergias";
pub const BUDGET: &str = "Presupuesto";
pub const CONTACT: &str = "Contacto";
pub const COMPANY: &str = "Empresa";
pub const RECEIPT: &str = "Comprobante";
pub const BOLETA: &str = "Boleta";
pub const MESSAGES: &str = "Mensajes";
pub const NO_MESSAGES: &str = "Todavía no hay mensajes.";
pub const YOUR_MESSAGE: &str = "Tu mensaje";
pub const MESSAGE_MISSING: &str = "Escribe el mensaje.";
const CUSTOMER: &str = "Cliente";
pub const VERSIONS: &str = "Cotizaciones";
pub const NO_QUOTES: &str = "Todavía no hay cotización.";
pub const MONEY: &str = "Dinero";
pub const HISTORY: &str = "Historia";
pub const TOTAL: &str = "Total";
pub const DEPOSIT: &str = "Adelanto";
pub const PAID_IN: &str = "Pagado";
pub const OWED: &str = "Por cobrar";
pub const REFUNDED: &str = "Devuelto";
pub const REFUNDING: &str = "Devolución en camino";
pub const BALANCE_DUE: &str = "Saldo hasta";
pub const TO_DO: &str = "Qué hacer";
pub const NOTHING_TO_DO: &str = "No queda nada por hacer.";
pub const NO_MONEY: &str = "Todavía no hay nada por cobrar.";
pub const DEPOSIT_MISSING: &str = "Falta del adelanto";
pub const TAKE_MONEY: &str = "Anotar un pago";
pub const NOTE_MONEY: &str = "Anotar el pago";
pub const AMOUNT: &str = "Monto en soles";
pub const METHOD: &str = "Cómo pagó";
pub const AMOUNT_WRONG: &str = "Escribe un monto en soles, como 267 o 267.00.";
pub const MONEY_TAKEN: &str = "Pago anotado.";
pub const SEE_ORDER: &str = "Ver el pedido";

pub fn factura(name: &str, ruc: &str) -> String {
    format!("Factura: {name}, RUC {ruc}")
}

pub fn version(number: u32, by: &str, at: &str) -> String {
    format!("Versión {number}, {by}, {at}")
}

/// The customer has read it.
pub fn seen(at: &str) -> String {
    format!("Visto {at}")
}

pub const VERSION_UNREAD: &str = "Sin leer";

/// How many of what, and a remark.
pub fn line(qty: u32, name: &str, note: &str) -> String {
    match note {
        "" => format!("{qty} × {name}"),
        note => format!("{qty} × {name} ({note})"),
    }
}

pub fn deposit_of(percent: u8) -> String {
    format!("{DEPOSIT}, {percent} %")
}

pub fn quoted_words(text: &str) -> String {
    format!("“{text}”")
}

pub fn company(name: &str, ruc: &str) -> String {
    format!("{name}, RUC {ruc}")
}

pub fn pickup_at(branch: &str) -> String {
    format!("Recojo en {branch}")
}

/// Who wrote a message, and when.
pub fn written_by(name: &str, from_customer: bool, at: &str) -> String {
    match from_customer {
        true => format!("{name} ({CUSTOMER}). {at}"),
        false => format!("{name}. {at}"),
    }
}

pub fn valid_until(at: &str) -> String {
    format!("Vale hasta {at}.")
}

pub fn asked_at(at: &str) -> String {
    format!("Pidió cotización: {at}")
}

pub fn entered_by(name: &str, at: &str) -> String {
    format!("{name} la anotó por teléfono: {at}")
}

pub fn quoted_at(version: u32, by: &str, at: &str) -> String {
    format!("{by} envió la versión {version}: {at}")
}

pub fn read_at(version: u32, at: &str) -> String {
    format!("El cliente leyó la versión {version}: {at}")
}

pub fn changed_at(status: &str, at: &str) -> String {
    format!("{status}: {at}")
}

pub fn reason(text: &str) -> String {
    format!("Motivo: {text}")
}
