//! The private page of a request for catering: how far it is, the quote, and what to do about it.

use crate::es::shared::{day, moment, sentence};
use domain::catering::CateringStatus;
use domain::{Timestamp, Zone};

// The private page.
pub const LOADING_REQUEST: &str = "Buscando tu solicitud…";
pub const TITLE: &str = "Tu solicitud de catering";
pub const TITLE_PAYMENT: &str = "Pago de tu catering";
pub const NOT_FOUND: &str = "No encontramos esa solicitud";
pub const NOT_FOUND_TEXT: &str = "Puede que el enlace esté incompleto o que ya haya vencido. Búscalo en tu correo, o pide otra cotización.";
pub const ASK_AGAIN: &str = "Ir a catering";
pub const PROGRESS: &str = "Cómo va";

/// The number of a request as people read it.
pub fn code(number: u64) -> String {
    crate::es::catering::mails::shown_number(number)
}

pub fn head(status: CateringStatus, wants_change: bool) -> &'static str {
    match status {
        CateringStatus::New => "Recibimos tu solicitud",
        CateringStatus::Quoted if wants_change => "Estamos ajustando tu cotización",
        CateringStatus::Quoted => "Tu cotización está lista",
        CateringStatus::Accepted => "Falta el adelanto",
        CateringStatus::Scheduled => "Tu fecha está separada",
        CateringStatus::Done => "Gracias por contar con nosotros",
        CateringStatus::Declined => "Esta solicitud quedó cerrada",
        CateringStatus::Cancelled => "Este catering está cancelado",
        CateringStatus::Expired => "Esta cotización venció",
    }
}

/// The one sentence under the heading.
pub fn status_sentence(status: CateringStatus, wants_change: bool) -> &'static str {
    match status {
        CateringStatus::New => {
            "La leemos y te mandamos una propuesta con precio final. Guarda esta página: es solo tuya."
        }
        CateringStatus::Quoted if wants_change => {
            "Leímos lo que quieres cambiar. Te avisamos apenas tengamos otra versión."
        }
        CateringStatus::Quoted => {
            "Revísala con calma. Acéptala, pide un cambio o dinos que no: como te quede mejor."
        }
        CateringStatus::Accepted => "Con el adelanto separamos tu fecha y compramos todo fresco.",
        CateringStatus::Scheduled => "La cocina ya te tiene en su calendario. Nos vemos ese día.",
        CateringStatus::Done => "Esperamos que todos hayan comido rico.",
        CateringStatus::Declined => "No pasa nada. Si cambias de idea, pide otra cuando quieras.",
        CateringStatus::Cancelled => "Abajo está lo que pasó con tu dinero.",
        CateringStatus::Expired => {
            "La fecha para responder ya pasó. Escríbenos o pide otra y la vemos contigo."
        }
    }
}

pub fn badge(status: CateringStatus, wants_change: bool) -> &'static str {
    match status {
        CateringStatus::New => "Espera nuestra respuesta",
        CateringStatus::Quoted if wants_change => "La estamos cambiando",
        CateringStatus::Quoted => "Espera tu respuesta",
        CateringStatus::Accepted => "Falta el adelanto",
        CateringStatus::Scheduled => "Fecha separada",
        CateringStatus::Done => "Hecho",
        CateringStatus::Declined => "Cerrada",
        CateringStatus::Cancelled => "Cancelado",
        CateringStatus::Expired => "Vencida",
    }
}

// Its steps.
pub const STEP_RECEIVED: &str = "Recibida";
pub const STEP_QUOTE: &str = "Te cotizamos";
pub const STEP_QUOTED: &str = "Cotizada";
pub const STEP_ANSWER: &str = "Tu respuesta";
pub const STEP_CHANGE: &str = "Ajustamos la cotización";
pub const STEP_ACCEPTED: &str = "Aceptada";
pub const STEP_DEPOSIT: &str = "Adelanto";
pub const STEP_PAID: &str = "Adelanto pagado";
pub const STEP_EVENT: &str = "Tu evento";
pub const STEP_CLOSED: &str = "Cerrada";
pub const STEP_CANCELLED: &str = "Cancelada";
pub const STEP_EXPIRED: &str = "Vencida";

pub fn received(at: &str, email: &str) -> String {
    match email {
        "" => sentence(at),
        email => format!("{}. Copia en {email}", sentence(at)),
    }
}

pub fn quoted_by(at: &str, who: &str) -> String {
    format!("{}, por {who}", sentence(at))
}

pub fn kept_until(at: &str) -> String {
    format!("Guardamos la fecha hasta {at}")
}

pub fn missing_deposit(amount: &str) -> String {
    format!("Faltan {amount}")
}

// What was asked for.
pub const ASKED: &str = "Lo que pediste";
pub const FACT_WHEN: &str = "Cuándo";
pub const FACT_PEOPLE: &str = "Personas";
pub const FACT_PLACE: &str = "Dónde";
pub const FACT_PACKAGE: &str = "Paquete";
pub const FACT_DIET: &str = "Dieta y alergias";
pub const FACT_BUDGET: &str = "Presupuesto";
pub const FACT_CONTACT: &str = "Contacto";
pub const FACT_COMPANY: &str = "Empresa";

pub fn people(count: u32) -> String {
    match count {
        1 => "1 persona".into(),
        count => format!("{count} personas"),
    }
}

pub fn pick_up_in(branch: &str) -> String {
    format!("Recojo en {branch}")
}

pub fn company(name: &str, ruc: &str) -> String {
    match (name, ruc) {
        (name, "") => name.to_owned(),
        (name, ruc) => format!("{name} · RUC {ruc}"),
    }
}

// The quote.
pub const QUOTE: &str = "Cotización";
pub const DISCOUNT: &str = "Descuento";
pub const TOTAL: &str = "Total";
pub const PAID: &str = "Pagado";
pub const OWED: &str = "Saldo";
pub const PRINT: &str = "Imprimir";
pub const NO_QUOTE: &str = "Todavía no hay cotización";

pub fn no_quote(hours: u16) -> String {
    format!("La preparamos en menos de {hours} horas y te avisamos por correo. También aparece aquí.")
}

pub fn quoted_for(name: &str, company: &str) -> String {
    match company {
        "" => format!("Para {name}"),
        company => format!("Para {name}, {company}"),
    }
}

pub fn version(number: u32) -> String {
    format!("Versión {number}")
}

pub fn tax(amount: &str) -> String {
    format!("Incluye IGV de {amount}.")
}

/// What is paid now and what later.
pub fn terms(percent: u8, deposit: &str, balance: &str, due: &str) -> String {
    match percent {
        0 => format!("Para separar la fecha no pagas nada. El total lo pagas hasta {due}."),
        100 => format!("Para separar la fecha pagas todo: {deposit}."),
        percent => format!(
            "Para separar la fecha pagas el {percent} %: {deposit}. El resto, {balance}, hasta {due}."
        ),
    }
}

pub fn signed(name: &str) -> String {
    format!("{name}, catering")
}

pub fn valid_until(at: &str) -> String {
    format!("Vale hasta {at}.")
}

pub fn owed_until(amount: &str, due: &str) -> String {
    format!("Te falta pagar {amount}, hasta {due}.")
}

// What the customer does.
pub const ACCEPT: &str = "Aceptar";
pub const ASK_CHANGE: &str = "Pedir un cambio";
pub const NO_THANKS: &str = "No, gracias";
pub const CANCEL: &str = "Cancelar el catering";
pub const WITHDRAW: &str = "Retirar la solicitud";
pub const BACK: &str = "Volver";
pub const SENT: &str = "Listo, lo recibimos.";

pub fn accept(amount: &str) -> String {
    format!("Aceptar y separar · {amount}")
}

pub fn pay(amount: &str) -> String {
    format!("Pagar {amount}")
}

pub fn write_to(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("Escribir a {name}"),
        None => "Escribirnos".into(),
    }
}

pub const ACCEPT_TITLE: &str = "Aceptar la cotización";
pub const ACCEPT_TEXT: &str = "Al aceptar separamos tu fecha. Después pagas con Yape o tarjeta.";
pub const HOW_MUCH: &str = "¿Cuánto pagas ahora?";
pub const ACCEPT_YES: &str = "Aceptar e ir a pagar";
pub const ACCEPT_FREE: &str = "Aceptar y separar la fecha";
pub const ACCEPT_FREE_TEXT: &str = "Al aceptar separamos tu fecha. No pagas nada por ahora.";
/// A newer quote came while its acceptance was being filled in.
pub const OVERTAKEN: &str = "La cotización cambió mientras la revisabas. Estos son los montos nuevos.";
pub const NO_RECEIPT: &str = "Sin comprobante";
pub const SENDING: &str = "Enviando…";

pub fn only_deposit(amount: &str) -> String {
    format!("El adelanto: {amount}")
}

pub fn everything(amount: &str) -> String {
    format!("Todo: {amount}")
}

pub fn pay_everything(amount: &str) -> String {
    format!("Pagar todo: {amount}")
}

pub fn rest_later(amount: &str, due: &str) -> String {
    format!("Los {amount} que quedan, hasta {due}")
}

pub const NOTHING_LEFT: &str = "No te queda nada por pagar";
pub const CHANGE_TITLE: &str = "¿Qué cambiamos?";
pub const CHANGE_TEXT: &str = "Cuéntanos qué quieres distinto y te mandamos otra versión.";
pub const CHANGE_YES: &str = "Pedir el cambio";
pub const CHANGE_LABEL: &str = "Lo que quieres cambiar";
pub const DECLINE_TITLE: &str = "¿No te convence?";
pub const DECLINE_TEXT: &str =
    "Cuéntanos por qué y cerramos esta solicitud. Si es el precio o el menú, mejor pide un cambio.";
pub const DECLINE_YES: &str = "No, gracias";
pub const DECLINE_LABEL: &str = "El motivo";
pub const WRITE_TITLE: &str = "Escríbenos";
pub const WRITE_TEXT: &str = "Te respondemos aquí y por correo.";
pub const WRITE_YES: &str = "Enviar";
pub const WRITE_LABEL: &str = "Tu mensaje";
pub const CANCEL_TITLE: &str = "¿Cancelamos tu catering?";
pub const CANCEL_YES: &str = "Sí, cancelar";
pub const CANCEL_LABEL: &str = "El motivo";
pub const WRITE_SOMETHING: &str = "Escribe unas palabras.";

/// What a cancellation means in money, said before.
pub fn cancel_means(paid: Option<&str>, kept: Option<&str>, back: &str, until: &str) -> String {
    match (paid, kept) {
        (None, _) => "Todavía no has pagado nada: cancelar no te cuesta.".into(),
        (Some(paid), None) => {
            format!("Cancelar es gratis hasta {until}. Te devolvemos los {paid} que pagaste.")
        }
        (Some(_), Some(kept)) => format!(
            "Ya pasó la hora de cancelar gratis ({until}). Nos quedamos con {kept} del adelanto y te devolvemos {back}."
        ),
    }
}

/// What became of the money of a request that came to nothing.
pub fn money_back(refunded: Option<&str>, refunding: Option<&str>, kept: Option<&str>) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(refunded) = refunded {
        parts.push(format!("Te devolvimos {refunded}."));
    }
    if let Some(refunding) = refunding {
        parts.push(format!("{refunding} van en camino a tu cuenta."));
    }
    if let Some(kept) = kept {
        parts.push(format!("Nos quedamos con {kept} por lo que ya estaba comprado."));
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

pub fn reason(text: &str) -> String {
    format!("Motivo: {text}")
}

// Messages.
pub const MESSAGES: &str = "Mensajes";
pub const YOU: &str = "Tú";
pub const CHANGE_ASKED: &str = "Pide un cambio";

pub fn kept_safe(until: &str) -> String {
    format!("Esta página es privada: quien tiene el enlace la ve. Funciona hasta {until}.")
}

pub const FOLLOW_ORDER: &str = "Seguir el pedido";

// In the account.
pub const LOADING_LIST: &str = "Buscando tus solicitudes…";
pub const NONE: &str = "Todavía no pediste catering";
pub const NONE_TEXT: &str = "Cuando pidas una cotización con tu cuenta abierta, la encuentras aquí.";

// Paying.
pub const PAY_NOW: &str = "Pagar";
pub const PAY_DEPOSIT: &str = "Adelanto de tu catering";
pub const PAY_ALL: &str = "Total de tu catering";
pub const PAY_BALANCE: &str = "Saldo de tu catering";
pub const BACK_TO_REQUEST: &str = "Ver tu catering";
pub const PAID_TITLE: &str = "¡Listo, recibimos tu pago!";
/// How the money gets to a restaurant that takes none on its site.
pub fn paid_elsewhere(phone: Option<&str>) -> String {
    match phone {
        Some(phone) => format!("Aquí no se paga en línea. Llámanos al {phone} y lo coordinamos."),
        None => "Aquí no se paga en línea. Escríbenos en tu solicitud y lo coordinamos.".to_owned(),
    }
}

pub const NOTHING_OWED: &str = "No hay nada por pagar";

/// A moment that has passed, with its day also where that is today.
pub fn at(zone: &Zone, at: Timestamp, now: Timestamp) -> String {
    match zone.date(at) == zone.date(now) {
        true => format!("hoy, {}", zone.hhmm(at)),
        false => moment(zone, at, now),
    }
}

/// A day and time that is said in full.
pub fn when(zone: &Zone, at: Timestamp, now: Timestamp) -> String {
    sentence(&format!(
        "{}, {}",
        day(zone.date(at), zone.date(now)),
        zone.hhmm(at)
    ))
}

/// A moment within a sentence: with its article where it is another day. Midnight is the end of the day before.
pub fn until(zone: &Zone, at: Timestamp, now: Timestamp) -> String {
    let (on, today) = (zone.date(at), zone.date(now));
    let midnight = at == zone.midnight(on);
    let on = on.plus_days(if midnight { -1 } else { 0 });
    let name = match today.0.saturating_sub(on.0) {
        -1..=1 => day(on, today),
        _ => format!("el {}", day(on, today)),
    };
    match midnight {
        true => name,
        false => format!("{name}, {}", zone.hhmm(at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cancelling_says_what_it_costs_before() {
        assert!(cancel_means(None, None, "", "hoy, 10:00").contains("no te cuesta"));
        assert!(
            cancel_means(Some("S/ 267.00"), None, "", "el jueves").contains("Te devolvemos los S/ 267.00")
        );
        let late = cancel_means(Some("S/ 890.00"), Some("S/ 267.00"), "S/ 623.00", "ayer, 13:00");
        assert!(late.contains("S/ 267.00 del adelanto") && late.contains("te devolvemos S/ 623.00"));
    }

    #[test]
    fn midnight_is_the_end_of_a_day() {
        let (zone, time) = (Zone::lima(), |text| Timestamp::parse(text).unwrap());
        let now = time("2026-11-26T10:00:00-05:00");
        let said = |text| until(&zone, time(text), now);
        assert_eq!(said("2026-12-04T00:00:00-05:00"), "el jueves 3 de diciembre");
        assert_eq!(
            said("2026-12-03T19:00:00-05:00"),
            "el jueves 3 de diciembre, 19:00"
        );
        assert_eq!(said("2026-11-27T00:00:00-05:00"), "hoy");
        assert_eq!(said("2026-11-27T09:00:00-05:00"), "mañana, 09:00");
    }
}
