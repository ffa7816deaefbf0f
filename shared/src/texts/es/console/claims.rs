//! The book of claims in the console.

use crate::domain::Date;
use crate::domain::claim::{ClaimNumber, ClaimState};
use crate::texts::es::claims::date;

pub const CLAIMS: &str = "Reclamos";
pub const CLAIMS_LEAD: &str = "La ley da 15 días hábiles para responder, sin prórroga.";
pub const FILTER_CLAIMS: &str = "Qué hojas";
pub const LOADING_CLAIMS: &str = "Trayendo las hojas…";
pub const CLAIMS_OPEN: &str = "Por responder";
pub const CLAIMS_LATE: &str = "Vencidas";
pub const CLAIMS_ANSWERED: &str = "Respondidas";
pub const CLAIMS_ALL: &str = "Todas";
pub const CLAIM_SEARCH: &str = "Buscar por número o nombre";
pub const CLAIM_SEARCH_GO: &str = "Buscar";
pub const CLAIM_CSV: &str = "Descargar CSV";
pub const CLAIM_CSV_BUSY: &str = "Preparando…";
pub const NO_CLAIMS: &str = "Nada por responder";
pub const NO_CLAIMS_TEXT: &str = "Cuando alguien llene el Libro de Reclamaciones, su hoja aparece aquí.";
pub const NO_CLAIMS_HERE: &str = "Ninguna hoja coincide";
pub const NO_CLAIMS_HERE_TEXT: &str = "Prueba con otro filtro o con otra palabra.";
pub const CLAIM_SHEET: &str = "La hoja";
pub const CLAIM_CONSUMER: &str = "Consumidor";
pub const CLAIM_GUARDIAN: &str = "Representante";
pub const CLAIM_TOLD: &str = "Detalle";
pub const CLAIM_ASKED: &str = "Pide";
pub const CLAIM_ABOUT: &str = "Bien";
pub const CLAIM_FILED: &str = "Llegó";
pub const CLAIM_DUE: &str = "Vence";
pub const CLAIM_AMOUNT: &str = "Monto reclamado";
pub const CLAIM_ORDER: &str = "Pedido";
pub const CLAIM_SEE_ORDER: &str = "Ver el pedido";
pub const CLAIM_BRANCH: &str = "Local";
pub const CLAIM_PHONE: &str = "Teléfono";
pub const CLAIM_MAIL: &str = "Correo";
pub const CLAIM_ADDRESS: &str = "Domicilio";
pub const CLAIM_REPLY_BY: &str = "Responder por";
pub const CLAIM_REPLY: &str = "Tu respuesta";
pub const CLAIM_REPLY_HINT: &str = "Es lo que lee el consumidor. Una vez enviada no se puede cambiar.";
pub const CLAIM_ACTIONS: &str = "Observaciones y acciones adoptadas";
pub const CLAIM_SEND_MAIL: &str = "Enviar respuesta";
pub const CLAIM_WRITE_LETTER: &str = "Guardar y preparar la carta";
pub const CLAIM_SENDING: &str = "Enviando…";
pub const CLAIM_REPLIED: &str = "Respuesta";
pub const CLAIM_UNDELIVERED: &str = "El correo con la respuesta no llegó";
pub const CLAIM_UNDELIVERED_TEXT: &str = "No se puede enviar correo a esa dirección. Envía la respuesta por carta o por teléfono y guarda la constancia.";
pub const CLAIM_LETTER: &str = "Falta enviar la carta";
pub const CLAIM_LETTER_TEXT: &str =
    "Imprime la carta, fírmala y envíala. La hoja cuenta como respondida cuando confirmas que salió.";
pub const CLAIM_PRINT_LETTER: &str = "Imprimir la carta";
pub const CLAIM_LETTER_SENT: &str = "La carta salió";
pub const CLAIM_LETTER_SURE: &str = "¿Ya la enviaste? Confirmar";
pub const CLAIM_SIGNATURE: &str = "Firma";
pub const CLAIM_OPTIONAL: &str = "(opcional)";

pub fn claim_heading(number: ClaimNumber) -> String {
    format!("Hoja {number}")
}

/// How a claim stands, in a badge.
pub fn claim_badge(state: ClaimState, days_left: usize, due: Date, letter: bool) -> String {
    let left = match days_left {
        0 => "vence hoy".to_owned(),
        1 => "queda 1 día".to_owned(),
        days => format!("quedan {days} días"),
    };
    match state {
        _ if letter => CLAIM_LETTER.to_owned(),
        ClaimState::Answered => "Respondida".to_owned(),
        ClaimState::Late => format!("Venció el {}", date(due)),
        ClaimState::Open | ClaimState::Soon => super::super::shared::sentence(&left),
    }
}

pub fn claims_counted(count: usize) -> String {
    match count {
        1 => "1 hoja".into(),
        count => format!("{count} hojas"),
    }
}

pub fn claims_page(number: usize) -> String {
    format!("Página {number}")
}

/// Which page of how many.
pub fn claims_page_of(number: usize, pages: usize) -> String {
    format!("Página {number} de {}", pages.max(number))
}

pub fn claim_replied(number: ClaimNumber) -> String {
    format!("Respondiste la hoja {number}.")
}

pub fn claim_letter_ready(number: ClaimNumber) -> String {
    format!("La carta de la hoja {number} está lista para imprimir.")
}

pub fn claim_letter_gone(number: ClaimNumber) -> String {
    format!("La hoja {number} quedó respondida por carta.")
}

pub fn replied_by(name: &str, when: &str) -> String {
    format!("{name}, {when}")
}
