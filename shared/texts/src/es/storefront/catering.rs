//! The page where one asks for catering: packages, common questions, and the form.

use crate::es::shared::day;
use domain::Date;
use domain::catering::{DayProblem, PackagePrice};

pub const CATERING: &str = "Catering";
pub const TITLE: &str = "Vamos a tu mesa larga.";

pub fn lead(least: u32, most: u32) -> String {
    format!(
        "De {least} a {most} personas, con la cocina de siempre. Nos cuentas, te cotizamos y pagas solo si te gusta."
    )
}

pub fn about(restaurant: &str) -> String {
    format!(
        "Catering de {restaurant}: paquetes por persona para la oficina, la casa o un evento, y una cotización sin compromiso."
    )
}

// The band on the home page.
pub const BAND_TITLE: &str = "¿Son más de diez?";
pub const BAND_TEXT: &str = "Vamos a tu oficina, tu casa o tu evento. Pide una cotización sin compromiso.";
pub const BAND_LINK: &str = "Ver catering";

// Packages.
pub const PACKAGES: &str = "Paquetes";
pub const PER_PERSON: &str = "por persona";

pub fn package_for(price: PackagePrice) -> String {
    match price {
        PackagePrice::Whole { people, .. } => format!("Para {people} personas"),
        PackagePrice::PerPerson { from, .. } => format!("Desde {from} personas"),
    }
}

pub fn per_person(amount: &str) -> String {
    format!("{amount} {PER_PERSON}")
}

pub fn choose(package: &str) -> String {
    format!("Elegir {package}")
}

// How it works.
pub const ASK_TITLE: &str = "Pide tu cotización";
pub const ASK_TEXT: &str = "Tres minutos ahora, y te respondemos con una propuesta y su precio final.";
pub const HOW: &str = "Así funciona";
pub const HOW_TELL: (&str, &str) = ("Nos cuentas", "Fecha, personas y lugar");
pub const HOW_QUOTE: &str = "Te cotizamos";
pub const HOW_ACCEPT: &str = "La aceptas";

pub fn answered_within(hours: u16) -> String {
    format!("En menos de {hours} horas")
}

pub fn reserved_with(percent: u8) -> String {
    match percent {
        0 => "Separas la fecha sin pagar adelanto".into(),
        100 => "Separas la fecha pagando todo".into(),
        percent => format!("Separas la fecha con el {percent} %"),
    }
}

// Common questions.
pub const QUESTIONS: &str = "Preguntas frecuentes";
pub const ASKED_NOTICE: &str = "¿Con cuánta anticipación pido?";
pub const ASKED_CANCEL: &str = "¿Y si tengo que cancelar?";
pub const ASKED_PAY: &str = "¿Cuándo y cómo pago?";
pub const ASKED_DIET: (&str, &str) = (
    "¿Atienden dietas y alergias?",
    "Sí. Cuéntanos en el formulario y lo ponemos en la cotización; la cocina lo ve en grande el día del evento.",
);
pub const ASKED_CHANGE: (&str, &str) = (
    "¿Puedo pedir cambios a la cotización?",
    "Claro. Desde tu página privada nos escribes qué cambiar y te mandamos otra versión. Solo cuenta la que aceptas.",
);
pub const ASKED_RECEIPT: (&str, &str) = (
    "¿Dan factura?",
    "Sí. Al aceptar eliges boleta o factura, con tu RUC y tu razón social. Los precios ya incluyen impuestos.",
);

pub fn notice_answer(hours: u16) -> String {
    format!("Con {hours} horas como mínimo. El formulario te dice al toque si el día que quieres está libre.")
}

pub fn cancel_answer(hours: u16) -> String {
    format!(
        "Hasta {hours} horas antes del evento te devolvemos todo. Después nos quedamos con el adelanto, porque ya \
         compramos lo tuyo; lo demás vuelve a ti."
    )
}

pub fn pay_answer(percent: u8, hours: u16) -> String {
    let balance = format!(
        "El saldo va hasta {hours} horas antes del evento. Pagas con Yape o tarjeta desde tu página privada."
    );
    match percent {
        0 => format!("Al aceptar no pagas nada. {balance}"),
        100 => "Al aceptar pagas todo, con Yape o tarjeta desde tu página privada.".into(),
        percent => {
            format!("Al aceptar pagas el {percent} % para separar la fecha, o todo si prefieres. {balance}")
        }
    }
}

// The form.
pub const LOADING_FORM: &str = "Preparando el formulario…";
pub const PART_EVENT: &str = "Tu evento";
pub const PART_PLACE: &str = "Dónde";
pub const PART_FOOD: &str = "Qué comen";
pub const PART_CONTACT: &str = "Contacto";
pub const OCCASION: &str = "Ocasión";
pub const OCCASION_HINT: &str = "Almuerzo de equipo, cumpleaños, matrimonio…";
pub const DATE: &str = "Fecha";
pub const TIME: &str = "Hora";
pub const GUESTS: &str = "Personas";
pub const FEWER: &str = "Quitar 5 personas";
pub const MORE: &str = "Agregar 5 personas";
pub fn between(least: u32, most: u32) -> String {
    format!("De {least} a {most}.")
}

pub const PLACE: &str = "¿Cómo lo quieres?";
pub const DELIVERED: &str = "Lo llevamos";
pub const DELIVERED_NOTE: &str = "A tu oficina, casa o local";
pub const PICKED_UP: &str = "Lo recoges";
pub const PICKED_UP_NOTE: &str = "En uno de nuestros locales";
pub const PACKAGE: &str = "Paquete";
pub const ADVISE: &str = "Aconséjenme";
pub const PACKAGE_GONE: &str = "Uno que ya no se ofrece";
pub const DIET: &str = "Dieta, alergias y lo que debamos saber";
pub const DIET_HINT: &str = "Vegetarianos, alergias, hora de ingreso, estacionamiento…";
pub const BUDGET: &str = "Presupuesto";
pub const BUDGET_HINT: &str = "En soles, para todo el evento.";
pub const NAME: &str = "Nombre y apellido";
pub const PHONE: &str = "Celular";
pub const EMAIL: &str = "Correo";
pub const EMAIL_HINT: &str = "Ahí te llega la cotización y tu enlace privado.";
pub const COMPANY: &str = "Empresa";
pub const RUC: &str = "RUC";
pub const RUC_HINT: &str = "11 dígitos, si quieres factura.";
pub const SEND: &str = "Pedir cotización";
pub const SENDING: &str = "Enviando…";
pub const NOTHING_NOW: &str = "No pagas nada ahora.";
pub const AMOUNT_WRONG: &str = "Escribe un monto en soles, como 1500 o 1500.50.";
pub const GUESTS_WRONG: &str = "Escribe cuántas personas son.";
pub const DAY_FREE: &str = "Ese día tenemos sitio.";

pub fn reference(amount: &str) -> String {
    format!("Referencia: {amount}. {NOTHING_NOW}")
}

/// The notice that the restaurant needs, and the first day that can be had.
pub fn notice(hours: u16, first: Option<&str>) -> String {
    match first {
        Some(first) => format!("Pedimos {hours} horas. El primer día libre es el {first}."),
        None => format!("Pedimos {hours} horas."),
    }
}

/// A day in the middle of a sentence: `sábado 28`, with its month where that is another one.
pub fn short_day(date: Date, today: Date) -> String {
    match date.0.saturating_sub(today.0) {
        0 => "de hoy".into(),
        1 => "de mañana".into(),
        _ => {
            let text = day(date, today);
            let same_month = date.ymd().0 == today.ymd().0 && date.ymd().1 == today.ymd().1;
            match text.rsplit_once(" de ").filter(|_| same_month) {
                Some((before, _)) => before.to_owned(),
                None => text,
            }
        }
    }
}

/// Why a day cannot be had, and which one can.
pub fn day_problem(problem: DayProblem, hours: u16, next: Option<Date>, today: Date) -> String {
    let next = next.map(|date| short_day(date, today));
    let offer = |why: &str| match &next {
        Some(next) => format!("{why} El siguiente día libre es el {next}."),
        None => format!("{why} Prueba con otra fecha."),
    };
    match problem {
        DayProblem::TooSoon { .. } => notice(hours, next.as_deref()),
        DayProblem::TooFar { latest } => format!("Tomamos eventos hasta el {}.", day(latest, today)),
        DayProblem::Holiday => offer("Ese día no atendemos."),
        DayProblem::Full => offer("Ese día ya está completo."),
    }
}

pub fn take_day(date: Date, today: Date) -> String {
    format!("Elegir el {}", short_day(date, today))
}

// What was sent.
pub const SENT_TITLE: &str = "¡Listo! Recibimos tu solicitud";
/// Said when the answer to what was sent first was lost, and something else was sent then.
pub const SENT_BEFORE: &str = "Ya recibimos tu solicitud";
pub const SENT_BEFORE_TEXT: &str = "Llegó cuando la enviaste la primera vez, sin los cambios que hiciste después. En su página puedes pedirlos.";
pub const SEND_ANOTHER: &str = "Enviar otra solicitud con esto";
pub const SENT_NEXT: &str = "Qué sigue";
pub const SENT_READ: &str = "La leemos";
pub const SENT_QUOTE: (&str, &str) = (
    "Te llega la cotización",
    "A tu correo y a la página de tu solicitud, con su precio final",
);
pub const SENT_DECIDE: (&str, &str) = ("Tú decides", "La aceptas, pides un cambio o nos dices que no");
pub const SENT_KEEP: &str =
    "Guarda este enlace: es la página privada de tu solicitud. No necesitas una cuenta para verla.";
pub const SENT_OPEN: &str = "Ver mi solicitud";
pub const SENT_ANOTHER: &str = "Pedir otra cotización";

pub fn copy_sent(email: &str) -> String {
    format!("Te mandamos una copia a {email}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_day_too_soon_names_the_first_free_one() {
        let earliest = Timestamp::parse("2026-11-28T10:00:00-05:00").unwrap();
        let text = day_problem(
            DayProblem::TooSoon { earliest },
            48,
            Some(date("2026-11-28")),
            date("2026-11-26"),
        );
        assert_eq!(text, "Pedimos 48 horas. El primer día libre es el sábado 28.");
    }

    #[test]
    fn a_day_of_another_month_has_its_month() {
        let today = date("2026-11-26");
        assert_eq!(short_day(date("2026-12-04"), today), "viernes 4 de diciembre");
        assert_eq!(short_day(date("2026-11-27"), today), "de mañana");
        assert_eq!(
            day_problem(DayProblem::Full, 48, Some(date("2026-12-04")), today),
            "Ese día ya está completo. El siguiente día libre es el viernes 4 de diciembre."
        );
    }
}
