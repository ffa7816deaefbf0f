//! The book of claims as the law words it, and what is mailed and exported of it.

use domain::claim::{
    Claim, ClaimKind, ClaimNumber, ClaimState, ClaimedThing, DocumentKind, Reply, ReplyBy, Settlement,
};
use domain::written::{or_empty, shown_phone};
use domain::{Currency, Date, Money, Timestamp, Zone};

pub const BOOK: &str = "Libro de Reclamaciones";
pub const SHEET: &str = "Hoja de Reclamación";

/// Both words, and the two notices at the foot of every sheet (DS 011-2011-PCM, Anexo I).
pub const CLAIM_MEANS: &str = "Reclamo: disconformidad relacionada a los productos o servicios.";
pub const COMPLAINT_MEANS: &str = "Queja: disconformidad no relacionada a los productos o servicios; o, malestar o \
    descontento respecto a la atención al público.";
pub const OTHER_WAYS: &str = "La formulación del reclamo no impide acudir a otras vías de solución de controversias ni es \
    requisito previo para interponer una denuncia ante el Indecopi.";
pub const TERM: &str = "El proveedor debe dar respuesta al reclamo o queja en un plazo no mayor a quince (15) días hábiles, \
    el cual es improrrogable.";

pub const ALREADY_ANSWERED: &str =
    "Esta hoja ya tiene respuesta, y no se puede cambiar. Actualizamos la pantalla.";
pub const NO_LETTER: &str = "Aquí no hay ninguna carta por enviar.";
pub const TOO_MANY: &str =
    "Ese año tiene más hojas de las que caben en un archivo. Pídelas por la API, página por página.";

pub const ALREADY_OFFERED: &str =
    "Ya hay otra oferta para esta hoja, y no se puede cambiar. Actualizamos la pantalla.";
pub const OFFER_TOO_LATE: &str = "Esta hoja ya tiene respuesta: no se puede ofrecer un acuerdo.";
pub const NO_OFFER: &str = "Aquí no hay ninguna oferta pendiente.";
pub const OFFER_ANSWERED: &str = "La oferta ya tiene otra respuesta. Actualizamos la pantalla.";
pub const OFFER_OVER: &str = "El plazo para responder esta oferta terminó. Tu reclamo sigue su curso.";
pub const SETTLED: &str = "Esta hoja terminó con un acuerdo.";
pub const OFFER_LEAD: &str = "Te proponemos este acuerdo para solucionar tu hoja de reclamación:";
pub const ANSWER_OFFER: &str = "Responder la oferta";

/// Subject of the mail with an offer to settle.
pub fn offer_subject(number: ClaimNumber) -> String {
    format!("una propuesta para tu hoja de reclamación {number}")
}

/// What an offer does to the term: nothing where that is over.
pub fn offer_term(days: u16, pauses: bool) -> String {
    if !pauses {
        return format!(
            "Puedes aceptarla o no en los próximos {days} días hábiles. El plazo para responderte ya venció: si no la \
             aceptas, igual te debemos una respuesta. No tienes que aceptarla."
        );
    }
    format!(
        "Puedes aceptarla o no en los próximos {days} días hábiles. Mientras tanto el plazo para responderte está en pausa; \
         si no la aceptas, sigue su curso. No tienes que aceptarla."
    )
}

/// What an offer would give back, before its amount.
pub const WOULD_GIVE_BACK: &str = "Te devolveríamos";

/// The same as a sentence of a letter.
pub fn would_give_back(amount: &str) -> String {
    format!("{WOULD_GIVE_BACK} {amount}.")
}

/// Money that was promised with a reply or an accepted offer, and what of it is `back`: less where less was left by then.
pub fn refund(promised: Money, back: Option<Money>, money: impl Fn(Money) -> String) -> String {
    match back {
        None => format!("{}, en camino", money(promised)),
        Some(Money::ZERO) => format!("{}: del pedido no quedaba nada por devolver", money(promised)),
        Some(back) if back < promised => {
            format!("{} de {}, devuelto: no quedaba más", money(back), money(promised))
        }
        Some(back) => format!("{}, devuelto", money(back)),
    }
}

/// How an offer stands; empty where there is none.
pub fn offer_state(settlement: Option<&Settlement>) -> &'static str {
    match settlement {
        None => "",
        Some(Settlement {
            answer: Some(answer), ..
        }) if answer.accepted => "Aceptada",
        Some(Settlement { answer: Some(_), .. }) => "No aceptada",
        Some(Settlement { sent: Some(_), .. }) => "Enviada",
        Some(_) => "Por enviar",
    }
}

pub fn kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Claim => "Reclamo",
        ClaimKind::Complaint => "Queja",
    }
}

pub fn thing(thing: ClaimedThing) -> &'static str {
    match thing {
        ClaimedThing::Product => "Producto",
        ClaimedThing::Service => "Servicio",
    }
}

pub fn document(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Dni => "DNI",
        DocumentKind::Ce => "CE",
        DocumentKind::Passport => "Pasaporte",
    }
}

pub fn reply_by(by: ReplyBy) -> &'static str {
    match by {
        ReplyBy::Email => "Correo electrónico",
        ReplyBy::Letter => "Carta",
    }
}

pub fn state(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Open | ClaimState::Soon => "Por responder",
        ClaimState::Late => "Vencido",
        ClaimState::Answered => "Respondido",
    }
}

/// Day, month and year, as on the sheet: `05/10/2026`.
pub fn date(day: Date) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}/{month:02}/{year:04}")
}

/// The same with the hour.
pub fn moment(zone: &Zone, at: Timestamp) -> String {
    format!("{} {}", date(zone.date(at)), zone.hhmm(at))
}

/// When a sheet was filed: with the hour where it was not written on paper.
pub fn filed(claim: &Claim, zone: &Zone) -> String {
    match &claim.paper {
        Some(paper) => date(paper.filed_on),
        None => moment(zone, claim.filed_at),
    }
}

pub const PAPER: &str = "Libro de papel";

/// What a sheet says of the paper that it was written on; empty where it was not.
pub fn paper(claim: &Claim) -> String {
    match &claim.paper {
        None => String::new(),
        Some(paper) if paper.number.is_empty() => "Se escribió en el local".to_owned(),
        Some(paper) => format!("Se escribió en el local, hoja {}", paper.number),
    }
}

pub const SEE_SHEET: &str = "Ver e imprimir mi hoja";

/// Subject of the copy that goes to the consumer at once.
pub fn copy_subject(number: ClaimNumber) -> String {
    format!("tu hoja de reclamación {number}")
}

pub fn copy_lead(claim: &Claim) -> String {
    format!(
        "Recibimos tu {}. Te respondemos a más tardar el {}, sin costo. Guarda esta copia.",
        kind(claim.form.kind).to_lowercase(),
        date(claim.due)
    )
}

/// Subject of the mail with the reply.
pub fn reply_subject(number: ClaimNumber) -> String {
    format!("respuesta a tu hoja de reclamación {number}")
}

/// What the mail says besides the reply itself; what was not written is empty.
pub fn reply_facts(
    claim: &Claim,
    reply: &Reply,
    zone: &Zone,
    currency: Currency,
) -> Vec<(&'static str, String)> {
    let refund = reply.refund_cents.map(|amount| currency.format(amount));
    vec![
        ("Te devolvemos", refund.unwrap_or_default()),
        ("Observaciones y acciones adoptadas", reply.actions.clone()),
        ("Fecha de la respuesta", date(zone.date(reply.at))),
        ("Responde", reply.by.name.clone()),
        ("Proveedor", claim.provider.legal_name.clone()),
        ("Hoja de Reclamación", claim.number.to_string()),
        ("Fecha de la hoja", date(claim.filed_on(zone))),
    ]
}

/// All of a sheet, in its order; what was not written is empty.
pub fn sheet(claim: &Claim, zone: &Zone, currency: Currency) -> Vec<(&'static str, String)> {
    let (form, provider, guardian) = (&claim.form, &claim.provider, &claim.form.guardian);
    let amount = form.amount_cents.map(|amount| currency.format(amount));
    let confirmed = if form.confirmed {
        "Confirmado al enviar la hoja"
    } else {
        ""
    };
    vec![
        (SHEET, format!("N.º {}", claim.number)),
        ("Fecha y hora", filed(claim, zone)),
        (PAPER, paper(claim)),
        (
            "Proveedor",
            super::mail::legal(&provider.legal_name, or_empty(&provider.ruc)),
        ),
        ("Local", provider.branch.clone()),
        ("Dirección del local", provider.address.clone()),
        ("Código del local", provider.branch_code.clone()),
        ("Consumidor", form.name.clone()),
        (document(form.document_kind), form.document.clone()),
        ("Domicilio", form.address.clone()),
        ("Teléfono", shown_phone(or_empty(&form.phone))),
        ("Correo", or_empty(&form.email).to_owned()),
        ("Representante del menor", guardian.name.clone()),
        ("Domicilio del representante", guardian.address.clone()),
        (
            "Teléfono del representante",
            shown_phone(or_empty(&guardian.phone)),
        ),
        ("Correo del representante", or_empty(&guardian.email).to_owned()),
        ("Bien contratado", thing(form.thing).to_owned()),
        ("Pedido", form.order.clone()),
        ("Monto reclamado", amount.unwrap_or_default()),
        ("Descripción", form.description.clone()),
        ("Tipo de hoja", kind(form.kind).to_owned()),
        ("Detalle", form.detail.clone()),
        ("Lo que pide", form.request.clone()),
        ("Responder por", reply_by(form.reply_by).to_owned()),
        ("Declaración del consumidor", confirmed.to_owned()),
    ]
}

/// The columns of an export.
pub const COLUMNS: [&str; 32] = [
    "Hoja",
    "Fecha",
    "Tipo",
    "Nombre",
    "Documento",
    "Número de documento",
    "Domicilio",
    "Teléfono",
    "Correo",
    "Menor de edad",
    "Representante",
    "Local",
    "Bien",
    "Pedido",
    "Monto",
    "Descripción",
    "Detalle",
    "Solicita",
    "Responder por",
    "Vence",
    "Estado",
    "Respuesta",
    "Acciones",
    "Respondido",
    "Devuelto",
    "Libro de papel",
    "Hoja de papel",
    "Acuerdo propuesto",
    "Devolución ofrecida",
    "Oferta",
    "Oferta enviada",
    "Oferta respondida",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::es::console::offer_hint;
    use domain::claim::PAUSE_DAYS;

    #[test]
    fn an_offer_for_a_term_that_is_over_does_not_pause_it() {
        assert!(offer_term(PAUSE_DAYS, true).contains("está en pausa"));
        assert!(!offer_term(PAUSE_DAYS, false).contains("pausa"));
        assert!(offer_hint(PAUSE_DAYS, true).contains("queda en pausa hasta"));
        assert!(offer_hint(PAUSE_DAYS, false).contains("no queda en pausa"));
    }
}
