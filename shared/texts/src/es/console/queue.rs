//! The queues of the stages, as tickets.

use domain::cart::FulfilmentKind;
use domain::payment::PaymentMethod;
use domain::stage::Stage;

/// For later: nobody should begin with it yet.
pub const AHEAD: &str = "Programado";
pub const CALM: &str = "A tiempo";
pub const LATE: &str = "Por vencer";
pub const URGENT: &str = "Urgente";
pub const NEW: &str = "Nuevo";
pub const YOURS: &str = "Lo tienes tú";
pub const READ_ONLY: &str = "Solo lectura";
pub const ALL_DAY: &str = "En total por preparar";
pub const RECENT: &str = "Recién terminados";
pub const CANCELLED: &str = "Cancelado";
pub const ACKNOWLEDGE: &str = "Enterado";
/// Of several cancelled orders at once.
pub const ACKNOWLEDGE_ALL: &str = "Enterado de todos";
pub const CANCELLED_LIST: &str = "Qué llevaban y por qué";
pub const LOADING_QUEUE: &str = "Trayendo la cola…";
pub const NOTE: &str = "Nota";

// Sound.
pub const SOUND: &str = "Aviso sonoro";
pub const MUTED: &str = "Sin sonido";
/// The name of the button that shows `MUTED`.
pub const SOUND_MUTED: &str = "Aviso sonoro: sin sonido";
pub const MUTE: &str = "Silenciar el aviso";
pub const UNMUTE: &str = "Activar el aviso sonoro";
pub const SOUND_BLOCKED: &str = "Activar sonido";
pub const SOUND_BLOCKED_TEXT: &str = "Toca para que esta tableta suene cuando llegue un pedido.";

/// The time that a customer asked for.
pub fn wanted(moment: &str) -> String {
    format!("Para {moment}")
}

/// When the kitchen should begin.
pub fn begins(moment: &str) -> String {
    format!("empezar {moment}")
}

pub fn how(kind: FulfilmentKind) -> &'static str {
    match kind {
        FulfilmentKind::Delivery => "Delivery",
        FulfilmentKind::Pickup => "Recojo",
    }
}

/// The line under the title: how many wait, how many are being worked on, and the target.
pub fn queue_summary(waiting: usize, working: usize, target_minutes: i64) -> String {
    format!("{waiting} en espera · {working} en curso · meta {target_minutes} min")
}

/// Marks all new tickets as seen and stops the sound.
pub fn seen(count: usize) -> String {
    match count {
        1 => "1 nuevo: visto".into(),
        n => format!("{n} nuevos: vistos"),
    }
}

pub fn empty_title(stage: Stage) -> &'static str {
    match stage {
        Stage::Cooking => "La cocina está al día",
        Stage::Packaging => "Nada por empacar",
        Stage::Delivery => "Nada por repartir",
    }
}

pub fn empty_text(stage: Stage) -> &'static str {
    match stage {
        Stage::Cooking => "Cuando entre un pedido pagado aparecerá aquí y sonará un aviso.",
        Stage::Packaging => "Cuando la cocina termine un pedido aparecerá aquí y sonará un aviso.",
        Stage::Delivery => "Cuando empaque termine un pedido aparecerá aquí y sonará un aviso.",
    }
}

/// Why one sees a queue without buttons.
pub fn read_only(stage: Stage) -> &'static str {
    match stage {
        Stage::Cooking => "Solo la cocina trabaja estos pedidos; tú puedes verlos.",
        Stage::Packaging => "Solo empaque trabaja estos pedidos; tú puedes verlos.",
        Stage::Delivery => "Solo reparto trabaja estos pedidos; tú puedes verlos.",
    }
}

/// Why one ticket among others has no buttons.
pub fn for_role(role: &str) -> String {
    format!("Lo atiende {role}")
}

/// Above the list of an order that is too long for its ticket.
pub fn many_lines(count: usize) -> String {
    format!("{count} líneas: desliza la lista para verlas todas")
}

/// What was chosen with a dish; with several of it, that it is chosen for each. Empty where nothing was.
pub fn options(qty: u16, chosen: &str) -> String {
    match (qty, chosen) {
        (_, "") => String::new(),
        (0 | 1, chosen) => chosen.to_owned(),
        (_, chosen) => format!("c/u: {chosen}"),
    }
}

/// What the alert of a cancelled order says.
pub fn cancelled_alert(number: u64) -> String {
    format!("Cancelaron el pedido {number}. No sigas preparándolo.")
}

/// How many numbers the alert of several cancelled orders has; the list below it has all.
const NUMBERS: usize = 12;

/// What the alert of several cancelled orders says.
pub fn cancelled_alerts(numbers: &[u64]) -> String {
    let words = |numbers: &[u64]| numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    let named = match numbers.split_at_checked(NUMBERS) {
        Some((first, rest)) if !rest.is_empty() => format!("{} y {} más", words(first), rest.len()),
        _ => match numbers {
            [most @ .., last] if !most.is_empty() => format!("{} y {last}", words(most)),
            _ => words(numbers),
        },
    };
    format!(
        "Cancelaron {} pedidos: {named}. No los sigas preparando.",
        numbers.len()
    )
}

pub fn cancelled_why(by: &str, reason: &str) -> String {
    if reason.is_empty() {
        format!("Lo canceló {by}.")
    } else {
        format!("{by}: “{reason}”")
    }
}

/// A completed stage in the list of what may be undone.
pub fn finished(number: u64, stage: Stage) -> String {
    match stage {
        Stage::Cooking | Stage::Packaging => format!("{number} listo"),
        Stage::Delivery => format!("{number} entregado"),
    }
}

/// Read aloud when orders arrive.
pub fn arrived(count: usize) -> String {
    match count {
        1 => "Llegó un pedido nuevo.".into(),
        n => format!("Llegaron {n} pedidos nuevos."),
    }
}

/// After a number, for those who hear it.
pub fn in_queue(count: usize) -> &'static str {
    match count {
        1 => "pedido en la cola",
        _ => "pedidos en la cola",
    }
}

/// Who of the others works on it.
pub fn has_it(name: &str) -> String {
    format!("Lo tiene {name}")
}

pub fn picks_up_at(branch: &str) -> String {
    format!("Recoge en {branch}")
}

/// What the customer still has to pay when the order is handed over.
pub fn collect(method: PaymentMethod) -> String {
    format!(
        "Cobrar al entregar, {}",
        super::payment_method(method).to_lowercase()
    )
}

pub const TO_ACCEPT: &str = "Por aceptar";
pub const TO_ACCEPT_MEANS: &str = "Llegaron de otro sistema, sin pago. Al tomar uno queda aceptado y se cobra en la puerta; a las dos horas se cancela solo.";
pub const ACCEPT: &str = "Aceptar y cocinar";

/// The heading of the orders that wait to be taken on, of a branch where there are several.
pub fn to_accept(branch: Option<&str>, count: usize) -> String {
    match branch {
        Some(branch) => format!("{TO_ACCEPT} en {branch} ({count})"),
        None => format!("{TO_ACCEPT} ({count})"),
    }
}

#[cfg(test)]
mod tests {
    use super::{cancelled_alerts, options};

    #[test]
    fn what_is_chosen_for_several_is_for_each() {
        assert_eq!(options(1, "Pierna"), "Pierna");
        assert_eq!(options(3, "Pierna, Ensalada"), "c/u: Pierna, Ensalada");
        assert_eq!(options(3, ""), "");
    }

    #[test]
    fn several_cancelled_orders_are_named_up_to_a_dozen() {
        assert_eq!(
            cancelled_alerts(&[7, 9]),
            "Cancelaron 2 pedidos: 7 y 9. No los sigas preparando."
        );
        let dozen: Vec<u64> = (1..=12).collect();
        assert!(cancelled_alerts(&dozen).contains(": 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 y 12."));
        let more: Vec<u64> = (1..=14).collect();
        assert!(cancelled_alerts(&more).contains("11, 12 y 2 más."));
    }
}
