//! The book of claims in the console.

use crate::es::claims::date;
use domain::claim::{ClaimNumber, ClaimState};
use domain::{Date, Money};

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
pub const CLAIM_ASKED: &str = "Pide";
pub const CLAIM_ABOUT: &str = "Bien";
pub const CLAIM_FILED: &str = "Llegó";
pub const CLAIM_DUE: &str = "Vence";
pub const CLAIM_AMOUNT: &str = "Monto reclamado";
pub const CLAIM_ORDER: &str = "Pedido";
pub const CLAIM_SEE_ORDER: &str = "Ver el pedido";
pub const CLAIM_THE_ORDER: &str = "El pedido";
pub const CLAIM_ORDER_LOADING: &str = "Trayendo el pedido…";
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
pub const CLAIM_UNDELIVERED_TEXT: &str = "Todavía no cuenta como respondida. Imprime la carta y entrégala, o léela por teléfono, y guarda la constancia. Luego confirma aquí.";
pub const CLAIM_NOT_DELIVERED: &str = "El correo no llegó";
pub const CLAIM_BEING_MAILED: &str = "Enviando el correo";
pub const CLAIM_SENT: &str = "Entregada";
pub const CLAIM_KIND: &str = "Tipo";
pub const CLAIM_COPY: &str = "Con copia al libro";
pub const REFUND_TITLE: &str = "Devolución";
pub const REFUND_NONE: &str = "Sin devolución";
pub const REFUND_GIVE: &str = "Devolver dinero";
pub const REFUND_AMOUNT: &str = "Monto a devolver, en soles";
pub const REFUND_SAME_WAY: &str = "Vuelve por donde se pagó, junto con la respuesta.";
pub const REFUND_WHEN_ACCEPTED: &str = "Vuelve por donde se pagó, cuando acepte.";
pub const REFUND_CASH: &str = "Se cobró en efectivo: entrégalo en persona.";
pub const REFUND_STILL_LOADING: &str = "Espera un momento: estamos viendo qué se cobró del pedido.";
pub const REFUND_LOADING: &str = "Viendo qué se cobró del pedido…";
pub const REFUND_NOTHING: &str = "De ese pedido no queda nada por devolver.";
pub const PAPER_ENTER: &str = "Anotar hoja de papel";
pub const PAPER_LEAD: &str = "Cópiala tal como está escrita, a más tardar el día siguiente. Su fecha cuenta para el plazo, y recibe el número que sigue.";
pub const PAPER_DATE: &str = "Fecha de la hoja";
pub const PAPER_NUMBER: &str = "Número impreso";
pub const PAPER_SHEET: &str = "La hoja de papel";
pub const PAPER_STORE: &str = "Guardar en el libro";
pub const PAPER_STORING: &str = "Guardando…";
pub const PAPER_ANOTHER: &str = "Anotar otra hoja";
pub const PAPER_SEE: &str = "Ver en Reclamos";
pub const PAPER_LINK: &str = "Dirección de la hoja para el consumidor";
pub const PAPER_LINK_HINT: &str = "Si no dejó correo, dásela: allí ve la hoja y la respuesta.";
pub const PAPER_DOCUMENT_KIND: &str = "Documento";
pub const PAPER_DOCUMENT: &str = "Número de documento";
pub const PAPER_MINOR: &str = "Es menor de edad";
pub const PAPER_GUARDIAN: &str = "Padre, madre o representante";
pub const PAPER_DESCRIPTION: &str = "Lo contratado";
pub const PAPER_DETAIL: &str = "Detalle";
pub const PAPER_REQUEST: &str = "Pedido del consumidor";
pub const PAPER_AMOUNT: &str = "Monto en soles";
pub const PAPER_ORDER: &str = "Número de pedido";
pub const PAPER_THING: &str = "Lo contratado y lo que pasó";
pub const POSTER: &str = "Aviso para el local";
pub const POSTER_LEAD: &str = "La ley pide que esté a la vista en cada local, en tamaño A4 o más grande.";
pub const POSTER_PRINT: &str = "Imprimir";
pub const POSTER_LOADING: &str = "Preparando el aviso…";
pub const POSTER_TEXT: &str = "Conforme a lo establecido en el Código de Protección y Defensa del Consumidor, este establecimiento cuenta con un Libro de Reclamaciones virtual a tu disposición.";
pub const POSTER_HOW: &str =
    "Escanea el código o pide ayuda a nuestro personal para registrar tu queja o reclamo.";
pub const POSTER_QR: &str = "Código QR del Libro de Reclamaciones";
pub const BACK_TO_CLAIMS: &str = "Volver a Reclamos";
pub const OFFER_MAKE: &str = "Ofrecer un acuerdo";
pub const OFFER_TITLE: &str = "Acuerdo propuesto";
pub const OFFER_TEXT: &str = "Qué ofreces";
pub const OFFER_SEND: &str = "Enviar la oferta";
pub const OFFER_PREPARE: &str = "Guardar y preparar la oferta";
pub const OFFER_GONE: &str = "La oferta va por correo.";
pub const OFFER_READY: &str = "La oferta está lista para imprimir.";
pub const OFFER_BY: &str = "Ofreció";
pub const OFFER_SENT: &str = "Enviada";
pub const OFFER_UNTIL: &str = "En pausa hasta";
pub const OFFER_UNTIL_LATE: &str = "Puede aceptar hasta";
pub const OFFER_ANSWER: &str = "Respuesta del consumidor";
pub const OFFER_WORDS: &str = "Constancia";
pub const OFFER_MONEY: &str =
    "La oferta no traía devolución: si el acuerdo promete dinero, devuélvelo a mano.";
pub const OFFER_REFUND: &str = "Devolución si acepta";
pub const OFFER_SETTLED: &str = "Con acuerdo";
pub const OFFER_WAITS: &str = "Falta enviar la oferta";
pub const OFFER_UNDELIVERED: &str = "El correo con la oferta no llegó";
pub const OFFER_WAITS_TEXT: &str =
    "Imprímela, fírmala y envíala. El plazo queda en pausa desde que confirmas que salió.";
pub const OFFER_WAITS_LATE: &str =
    "Imprímela, fírmala y envíala, y confirma que salió. El plazo ya venció y no queda en pausa.";
pub const OFFER_RETURN: &str =
    "Si aceptas, dínoslo por teléfono o devuelve esta carta firmada con las palabras:";
pub const OFFER_PRINT: &str = "Imprimir la oferta";
pub const OFFER_WENT: &str = "La oferta salió";
pub const OFFER_NOW_SENT: &str = "La oferta quedó enviada y el plazo, en pausa.";
pub const OFFER_NOW_SENT_LATE: &str = "La oferta quedó enviada. El plazo sigue vencido.";
pub const OFFER_NOTE: &str = "Si respondió por teléfono o por carta, anótalo aquí.";
pub const OFFER_ACCEPTED: &str = "Aceptó el acuerdo";
pub const OFFER_DECLINED: &str = "No aceptó";
pub const OFFER_SURE: &str = "¿Seguro? Confirmar";
pub const OFFER_NOW_ACCEPTED: &str = "El reclamo terminó con un acuerdo.";
pub const OFFER_NOW_DECLINED: &str = "Quedó anotado. El plazo sigue su curso.";
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
/// `waits` is what keeps a written reply from being one.
pub fn claim_badge(state: ClaimState, days_left: usize, due: Date, waits: Option<&str>) -> String {
    let left = match days_left {
        0 => "vence hoy".to_owned(),
        1 => "queda 1 día".to_owned(),
        days => format!("quedan {days} días"),
    };
    if let Some(waits) = waits {
        return waits.to_owned();
    }
    match state {
        ClaimState::Answered => "Respondida".to_owned(),
        ClaimState::Late => format!("Venció el {}", date(due)),
        ClaimState::Open | ClaimState::Soon => {
            super::super::shared::sentence(&format!("{left}, {}", day_and_month(due)))
        }
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

/// `27/10`.
fn day_and_month(day: Date) -> String {
    let (_, month, day) = day.ymd();
    format!("{day:02}/{month:02}")
}

pub fn claim_to_answer(number: ClaimNumber) -> String {
    format!("Responder {number}")
}

/// A line of an order: how many of what.
pub fn order_line(count: u16, name: &str) -> String {
    format!("{count} × {name}")
}

/// Who took a stage of an order, from when and until when.
pub fn order_step(who: &str, from: Option<&str>, until: Option<&str>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => format!("{who}, {from} a {until}"),
        (Some(from), None) => format!("{who}, desde {from}"),
        (None, _) => who.to_owned(),
    }
}

/// What an offer does, below its field. A term that is over does not pause.
pub fn offer_hint(days: u16, pauses: bool) -> String {
    if !pauses {
        return format!(
            "Una sola vez. El plazo ya venció y no queda en pausa. Tiene {days} días hábiles para aceptar."
        );
    }
    format!("Una sola vez. El plazo queda en pausa hasta que responda, {days} días hábiles como máximo.")
}

/// That an offer pauses the term, in a badge.
pub fn offer_open(until: Date) -> String {
    format!("En pausa hasta el {}", day_and_month(until))
}

/// What the consumer answered; `noted_by` is who of the restaurant noted it.
pub fn offer_answered(accepted: bool, noted_by: Option<&str>, when: &str) -> String {
    let said = if accepted { "Aceptó" } else { "No aceptó" };
    match noted_by {
        None => format!("{said}, {when}"),
        Some(name) => format!("{said}, {when}. Anotó {name}"),
    }
}

/// What the number in the navigation counts.
pub fn claims_waiting(late: usize) -> String {
    match late {
        0 => "por responder".to_owned(),
        1 => "por responder, 1 vencida".to_owned(),
        late => format!("por responder, {late} vencidas"),
    }
}

pub fn refund_left(amount: &str) -> String {
    format!("Hasta {amount}.")
}

/// Money that was promised with the reply or the accepted offer, and what of it is `back`.
pub fn refund_stands(promised: Money, back: Option<Money>, money: impl Fn(Money) -> String) -> String {
    crate::es::claims::refund(promised, back, money)
}

pub fn refund_in_letter(amount: &str) -> String {
    format!("Te devolvemos {amount}.")
}

/// How the consumer got the reply, and when.
pub fn reply_sent(by_letter: bool, when: &str) -> String {
    match by_letter {
        true => format!("Por carta, {when}"),
        false => format!("Por correo, {when}"),
    }
}

/// What is known of a sheet of paper.
pub fn paper_entered(number: &str, by: &str, when: &str) -> String {
    match number {
        "" => format!("Anotó {by}, {when}"),
        number => format!("Hoja {number}. Anotó {by}, {when}"),
    }
}

pub fn paper_stored(number: ClaimNumber, due: Date) -> String {
    format!("Guardada con el número {number}. Vence el {}.", date(due))
}

/// What was sent first is in the book; its answer was lost.
pub fn paper_before(number: ClaimNumber) -> String {
    format!("La hoja {number} ya está guardada en el libro")
}
pub const PAPER_BEFORE_TEXT: &str =
    "Se guardó cuando la enviaste la primera vez, sin los cambios que hiciste después.";
pub const PAPER_SEE_STORED: &str = "Ver la que se guardó";
pub const PAPER_STORE_ANOTHER: &str = "Guardar otra hoja con esto";

/// The name of a field of the paper form by its JSON pointer.
pub fn paper_field(pointer: &str) -> String {
    let name = match pointer {
        "/filedOn" => PAPER_DATE,
        "/paperNumber" => PAPER_NUMBER,
        "/document" => PAPER_DOCUMENT,
        "/order" => PAPER_ORDER,
        "/amountCents" => PAPER_AMOUNT,
        "/description" => PAPER_DESCRIPTION,
        "/detail" => PAPER_DETAIL,
        "/request" => PAPER_REQUEST,
        "/guardian/name" => PAPER_GUARDIAN,
        _ if pointer.ends_with("/phone") => CLAIM_PHONE,
        _ if pointer.ends_with("/email") => CLAIM_MAIL,
        _ if pointer.ends_with("/address") => CLAIM_ADDRESS,
        _ if pointer.ends_with("/name") => super::NAME,
        _ => "Dato",
    };
    name.to_owned()
}
