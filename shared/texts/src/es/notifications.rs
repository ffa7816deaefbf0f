//! Messages to customers.

use domain::notification::NotificationKind;
use domain::order::EditReason;
use domain::payment::GivenFor;
use std::cmp::Ordering;

/// Why money goes back, and how much.
pub fn given_back(reason: GivenFor, amount: &str) -> String {
    let why = match reason {
        GivenFor::MissingItem => "Faltó algo de lo que pediste, y lo sentimos.",
        GivenFor::WrongItem => "Te llegó otra cosa, y lo sentimos.",
        GivenFor::Quality => "No te llegó como debía, y lo sentimos.",
        GivenFor::Late => "Te llegó tarde, y lo sentimos.",
        GivenFor::Goodwill => "Es una atención de la casa.",
    };
    format!("{why} Te devolvemos {amount} por el mismo medio con que pagaste.")
}

/// Why an order was changed, and what that does to its cost: both amounts, and whether it is less, the same or more.
pub fn edited(reason: EditReason, before: &str, after: &str, cost: Ordering) -> String {
    let why = match reason {
        EditReason::SoldOut => "Se agotó algo de lo que pediste, y lo sentimos.",
        EditReason::Asked => "Como nos pediste.",
        EditReason::Mistake => "Lo habíamos anotado mal, y lo sentimos.",
    };
    match cost {
        Ordering::Equal => format!("{why} Cuesta lo mismo."),
        Ordering::Less => {
            format!(
                "{why} Ahora cuesta {after} en vez de {before}. Si ya lo pagaste, te devolvemos la diferencia."
            )
        }
        Ordering::Greater => {
            format!("{why} Ahora cuesta {after} en vez de {before}. La diferencia se paga al recibir.")
        }
    }
}

/// Title and text of a message about an order, by its number, the first name of who attends, and what [`given_back`] or [`edited`]
/// says.
pub fn message(
    kind: NotificationKind,
    number: u64,
    person: Option<&str>,
    more: Option<String>,
) -> (String, String) {
    let by = |with: &str, without: &str| {
        person.map_or_else(|| without.to_owned(), |name| with.replace("{}", name))
    };
    let (title, text) = match kind {
        NotificationKind::Confirmed => {
            ("Recibimos tu pedido".to_owned(), "El pago está listo y tu pedido ya está en la cola de la cocina.".to_owned())
        }
        NotificationKind::Cooking => (
            "Tu pedido está en la cocina".to_owned(),
            by("{} lo está preparando.", "Ya lo están preparando."),
        ),
        NotificationKind::Packing => {
            ("Estamos empacando tu pedido".to_owned(), by("{} lo está empacando.", "Ya lo están empacando."))
        }
        NotificationKind::ReadyForPickup => {
            ("Tu pedido está listo".to_owned(), "Te esperamos en el mostrador para entregártelo.".to_owned())
        }
        NotificationKind::OnTheWay => {
            ("Tu pedido está en camino".to_owned(), by("{} va hacia tu dirección.", "Va hacia tu dirección."))
        }
        NotificationKind::Delivered => ("¡Buen provecho!".to_owned(), "Tu pedido fue entregado.".to_owned()),
        NotificationKind::Cancelled => {
            ("Tu pedido fue cancelado".to_owned(), "Si lo pagaste, te devolvemos el dinero.".to_owned())
        }
        NotificationKind::Expired => (
            "Se venció el tiempo de pago".to_owned(),
            "No recibimos el pago en 15 minutos y cancelamos el pedido. Puedes pedirlo de nuevo cuando quieras."
                .to_owned(),
        ),
        NotificationKind::Edited => (
            "Cambiamos tu pedido".to_owned(),
            more.unwrap_or_else(|| "Mira cómo quedó en su página.".to_owned()),
        ),
        NotificationKind::Refunded => (
            "Te devolvemos dinero de tu pedido".to_owned(),
            more.unwrap_or_else(|| "El dinero vuelve por el mismo medio.".to_owned()),
        ),
        NotificationKind::PaymentRejected => (
            "El pago no pasó".to_owned(),
            "No te cobramos nada. Puedes intentarlo de nuevo con otro medio de pago.".to_owned(),
        ),
    };
    (title, format!("Pedido {number}. {text}"))
}
