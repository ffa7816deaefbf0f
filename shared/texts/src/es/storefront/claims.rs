//! The book of claims in the storefront. What the law words stands in `texts::es::claims`.

use crate::es::claims::date;
use domain::claim::ClaimNumber;
use domain::{Date, Money};

pub const TITLE_BOOK: &str = "Libro de Reclamaciones";
pub const TITLE_SHEET: &str = "Tu hoja de reclamación";
pub const BOOK_LEAD: &str =
    "Te respondemos en 15 días hábiles, sin costo. No hace falta que hayas pagado ni que tengas cuenta.";
pub const BOOK_NUMBER: &str = "Hoja";
pub const BOOK_NUMBER_LATER: &str = "Al enviarla";
pub const BOOK_DATE: &str = "Fecha";
pub const PART_PROVIDER: &str = "Proveedor";
pub const PART_CONSUMER: &str = "Tus datos";
pub const PART_THING: &str = "Qué compraste";
pub const PART_CLAIM: &str = "Qué pasó y qué pides";
pub const PART_REPLY: &str = "Respuesta del proveedor";
pub const FULL_NAME: &str = "Nombre y apellido";
pub const CLAIM_DOCUMENT: &str = "Documento";
pub const CLAIM_DOCUMENT_NUMBER: &str = "Número";
pub const CLAIM_EMAIL: &str = "Correo";
pub const CLAIM_EMAIL_HINT: &str = "Ahí te llega la copia.";
pub const CLAIM_PHONE: &str = "Teléfono";
pub const CLAIM_ADDRESS: &str = "Domicilio";
pub const CLAIM_ADDRESS_HINT: &str = "Con un correo o un domicilio basta.";
pub const MINOR: &str = "Soy menor de edad. Me representa mi madre, mi padre o mi tutor.";
pub const GUARDIAN: &str = "Quién te representa";
pub const GUARDIAN_NAME: &str = "Su nombre y apellido";
pub const GUARDIAN_ADDRESS: &str = "Su domicilio";
pub const GUARDIAN_PHONE: &str = "Su teléfono";
pub const GUARDIAN_EMAIL: &str = "Su correo";
pub const CLAIM_BRANCH: &str = "Local";
pub const CLAIM_ORDER: &str = "Pedido";
pub const CLAIM_ORDER_HINT: &str = "El número, si lo tienes.";
pub const CLAIM_AMOUNT: &str = "Monto reclamado";
pub const CLAIM_THING: &str = "Es un";
pub const CLAIM_DESCRIPTION: &str = "Producto o servicio";
pub const CLAIM_KIND: &str = "Tipo de hoja";
pub const CLAIM_KIND_NOTE: &str = "Algo del producto o servicio no fue como debía.";
pub const COMPLAINT_KIND_NOTE: &str = "Por la atención, no por el producto.";
pub const CLAIM_DETAIL: &str = "Detalle";
pub const CLAIM_DETAIL_HINT: &str = "Cuenta qué esperabas y qué recibiste.";
pub const CLAIM_REQUEST: &str = "Lo que pides";
pub const REPLY_BY: &str = "Respóndanme por";
pub const CLAIM_CONFIRM: &str = "Declaro que estos datos son ciertos. Vale como mi firma.";
pub const CLAIM_CONFIRM_SHORT: &str = "Declaración";
pub const CLAIM_CONFIRMED: &str = "Confirmado por el consumidor al enviar la hoja.";
/// Said when the answer came after somebody had left the form.
pub fn claim_filed(number: &str) -> String {
    format!("Tu hoja de reclamación tiene el número {number}.")
}

pub const SEE_CLAIM: &str = "Ver la hoja";

/// Said when the answer to what was sent first was lost, and something else was sent then.
pub fn claim_before(number: &str) -> String {
    format!("Tu hoja {number} ya está en el libro")
}
pub const CLAIM_BEFORE_TEXT: &str =
    "Llegó cuando la enviaste la primera vez, sin los cambios que hiciste después.";
pub const CLAIM_ANOTHER: &str = "Presentar otra hoja con esto";

/// The same where a claim or a request was refused, or where nobody knows what came of it.
pub fn not_sent(unknown: bool, why: &str) -> String {
    if unknown {
        format!("No sabemos si llegó lo que escribiste. {why} Si lo envías otra vez tal cual, no se repite.")
    } else {
        format!("Lo que escribiste no se envió. {why}")
    }
}

pub const BACK_TO_FORM: &str = "Volver al formulario";
pub const SEND_CLAIM: &str = "Enviar y recibir mi número";
pub const SENDING_CLAIM: &str = "Enviando…";
pub const LEAVE_EMPTY: &str = "Deja este campo vacío";
pub const CLAIM_WAYS: &str =
    "Reclamar aquí no te quita otras vías ni es requisito para denunciar ante el Indecopi.";
pub const PRINT: &str = "Imprimir o guardar en PDF";
pub const ANOTHER_CLAIM: &str = "Escribir otra hoja";
pub const LOADING_SHEET: &str = "Buscando tu hoja…";
pub const NO_SHEET: &str = "No encontramos esa hoja";
pub const NO_SHEET_TEXT: &str =
    "Revisa que el enlace esté completo. Si lo perdiste, escríbenos y te enviamos otra copia.";
pub const WAITING_REPLY: &str = "Todavía no respondemos.";
pub const SETTLED_REPLY: &str = "Esta hoja terminó con el acuerdo que aceptaste.";
pub const PART_OFFER: &str = "Acuerdo propuesto";
pub const OFFER: &str = "Te proponemos";
pub const OFFER_UNTIL: &str = "Puedes aceptarlo hasta";
pub const OFFER_ANSWERED: &str = "Tu respuesta";
pub const OFFER_ACCEPT: &str = "Aceptar el acuerdo";
pub const OFFER_DECLINE: &str = "No aceptar";
pub const OFFER_SENDING: &str = "Enviando…";
pub const OFFER_DECLARE: &str = "Al aceptar declaras:";
pub const OFFER_ENDS: &str = "Si aceptas, tu reclamo termina aquí. Si no, te respondemos dentro del plazo.";
/// The same where the term was over before the offer.
pub const OFFER_ENDS_LATE: &str =
    "Si aceptas, tu reclamo termina aquí. Si no, igual te debemos una respuesta.";
pub const OFFER_DECLINED: &str = "No aceptaste. El plazo para responderte sigue su curso.";
pub const OFFER_SURE: &str = "¿Seguro? Confirmar";
pub const KEEP_LINK: &str = "Guarda este enlace o imprime la hoja: es tu copia.";
pub const COPY_MAILED: &str = "También te la enviamos por correo.";
pub const REPLY_OBSERVATIONS: &str = "Observaciones y acciones adoptadas";
pub const REPLY_DATE: &str = "Fecha de la respuesta";
pub const REPLY_SIGNED: &str = "Responde";
pub const GIVEN_BACK: &str = "Devolución";
pub const SHEET_DUE: &str = "Vence";

/// Money that was promised with the reply or the accepted offer, and what of it is `back`.
pub fn given_back(promised: Money, back: Option<Money>, money: impl Fn(Money) -> String) -> String {
    crate::es::claims::refund(promised, back, money)
}

pub fn claim_received(number: ClaimNumber) -> String {
    format!("Recibimos tu hoja N.º {number}")
}

pub fn claim_answered(number: ClaimNumber) -> String {
    format!("Ya respondimos tu hoja N.º {number}")
}

pub const ANSWER_BELOW: &str = "Nuestra respuesta está en la parte 4 de la hoja.";

pub fn claim_offered(number: ClaimNumber) -> String {
    format!("Te proponemos un acuerdo por tu hoja N.º {number}")
}

/// Until when it can be accepted.
pub fn offer_below(until: Date) -> String {
    format!(
        "Léelo al final de la hoja. Puedes aceptarlo hasta el {}.",
        date(until)
    )
}

pub fn claim_settled(number: ClaimNumber) -> String {
    format!("Tu hoja N.º {number} terminó con un acuerdo")
}

pub const SETTLED_BELOW: &str = "Lo que acordamos está al final de la hoja.";

pub fn answered_until(due: Date) -> String {
    format!("Te respondemos a más tardar el {}.", date(due))
}

pub fn to_correct(count: usize) -> String {
    if count == 1 {
        "Falta corregir un dato".into()
    } else {
        format!("Falta corregir {count} datos")
    }
}

pub fn number_of_sheet(number: ClaimNumber) -> String {
    format!("N.º {number}")
}
