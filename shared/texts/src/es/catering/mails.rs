//! Mails to the customer of a request.

use crate::es::shared::moment;
use domain::catering::{CateringRequest, State};
use domain::tenant::Tenant;
use domain::written::or_empty;
use domain::{Money, Timestamp};

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Requested,
    Quoted,
    Written,
    Accepted,
    Scheduled,
    Declined,
    Cancelled,
    Expired,
    Reminder,
}

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub title: String,
    /// The event, and the money where there is any.
    pub facts: Vec<(String, String)>,
    pub paragraphs: Vec<String>,
}

/// The words of a mail about a request.
pub fn message(about: About, request: &CateringRequest, tenant: &Tenant, now: Timestamp) -> Words {
    let number = shown_number(request.number);
    let (title, paragraphs) = said(about, request, tenant, &number, now);
    Words {
        title,
        facts: match about {
            About::Written => Vec::new(),
            _ => facts(about, request, tenant, now),
        },
        paragraphs: paragraphs.into_iter().filter(|line| !line.is_empty()).collect(),
    }
}

/// The number as customers and staff say it: `CAT-0042`.
pub fn shown_number(number: u64) -> String {
    format!("CAT-{number:04}")
}

fn facts(about: About, request: &CateringRequest, tenant: &Tenant, now: Timestamp) -> Vec<(String, String)> {
    let mut facts = vec![
        (
            "Ocasión".to_owned(),
            or_empty(&request.wanted.occasion).to_owned(),
        ),
        ("Fecha".to_owned(), moment(&tenant.zone, request.at(), now)),
        ("Personas".to_owned(), request.guests().to_string()),
    ];
    let Some(quote) = request.quote() else {
        return facts;
    };
    let totals = &quote.totals;
    facts.push(("Total".to_owned(), tenant.format(totals.total)));
    match about {
        About::Quoted => {
            facts.push(("Para separar la fecha".to_owned(), tenant.format(totals.deposit)));
            facts.push((
                "Vale hasta".to_owned(),
                moment(&tenant.zone, quote.valid_until, now),
            ));
        }
        About::Accepted | About::Scheduled | About::Reminder if request.owed() > Money::ZERO => {
            facts.push(("Falta pagar".to_owned(), tenant.format(request.owed())));
        }
        _ => {}
    }
    facts
}

fn said(
    about: About,
    request: &CateringRequest,
    tenant: &Tenant,
    number: &str,
    now: Timestamp,
) -> (String, Vec<String>) {
    let owes = request.owed() > Money::ZERO;
    match about {
        About::Requested => (
            format!("Recibimos tu solicitud {number}"),
            vec![
                "Te enviamos una propuesta con precio final apenas la tengamos. No pagas nada ahora.".into(),
            ],
        ),
        About::Quoted => (
            format!("Tu cotización {number} está lista"),
            vec![
                request
                    .quote()
                    .map(|quote| quote.message.clone())
                    .unwrap_or_default(),
                "Puedes aceptarla, pedir un cambio o responder que no desde su página.".into(),
            ],
        ),
        About::Written => (
            format!("Tienes un mensaje sobre tu solicitud {number}"),
            vec![
                request
                    .messages
                    .last()
                    .map(|message| message.text.clone())
                    .unwrap_or_default(),
            ],
        ),
        About::Accepted => (
            format!("Aceptaste la cotización {number}"),
            match request.deposit_owed() {
                Money::ZERO => vec![],
                owed => vec![format!(
                    "Para separar la fecha falta el adelanto: {}.",
                    tenant.format(owed)
                )],
            },
        ),
        About::Scheduled => (
            format!("Tu fecha está separada: {number}"),
            vec![match owes {
                false => "Está todo pagado. Nos vemos ese día.".into(),
                true => format!(
                    "Recibimos tu pago. El saldo lo puedes pagar hasta el {}, o cuando entregamos.",
                    moment(&tenant.zone, request.balance_due_at(&tenant.catering), now)
                ),
            }],
        ),
        About::Declined => {
            let reason = match &request.state {
                State::Declined { reason, .. } => reason.clone(),
                _ => String::new(),
            };
            (format!("Cerramos tu solicitud {number}"), vec![reason])
        }
        About::Cancelled => {
            let back = given_back(request, tenant);
            (format!("Se canceló tu solicitud {number}"), vec![back])
        }
        About::Expired => (
            format!("Tu solicitud {number} venció"),
            vec!["Si todavía la quieres, escríbenos y la cotizamos de nuevo.".into()],
        ),
        About::Reminder if owes => (
            format!("Falta un pago de tu solicitud {number}"),
            vec!["Puedes pagar en línea desde la página de tu solicitud.".into()],
        ),
        About::Reminder => (
            format!("Tu cotización {number} te espera"),
            vec!["Puedes aceptarla o pedir un cambio desde su página.".into()],
        ),
    }
}

/// What becomes of the money of a cancelled request.
fn given_back(request: &CateringRequest, tenant: &Tenant) -> String {
    let kept = match &request.state {
        State::Cancelled { kept, .. } => *kept,
        _ => Money::ZERO,
    };
    match (request.paid(), kept) {
        (Money::ZERO, Money::ZERO) => String::new(),
        (_, Money::ZERO) => "Te devolvemos todo lo que pagaste.".into(),
        (_, kept) => format!(
            "Como faltaba poco para el evento, el adelanto de {} no se devuelve; lo demás sí.",
            tenant.format(kept)
        ),
    }
}

/// The button of every mail.
pub const OPEN: &str = "Ver mi solicitud";
