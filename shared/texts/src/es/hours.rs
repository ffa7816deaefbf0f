//! When a restaurant is open.

use super::shared::{WEEKDAYS, day, sentence};
use domain::opening::{Opening, Why};
use domain::service_hours::{ServiceHours, WeeklyHours};
use domain::{Timestamp, Zone};

pub const OPEN: &str = "Abierto";
pub const CLOSED: &str = "Cerrado";
pub const PAUSED: &str = "En pausa";
pub const FULL: &str = "Cocina llena";
pub const CHOOSE_TIME: &str = "Elegir hora";
pub const CLOSED_ALL_DAY: &str = "cerrado";
pub const ALL_DAY: &str = "las 24 horas";
pub const EVERY_DAY: &str = "todos los días";
pub const ALL_DAY_LONG: &str = "todo el día";

/// Minutes after midnight as a clock shows them, also those of the next day.
pub fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// The hours of a day: `12:00–15:30 y 18:30–02:00`, `cerrado`, `las 24 horas`.
pub fn of_day(spans: &[ServiceHours]) -> String {
    if spans == [ServiceHours::ALL_DAY] {
        return ALL_DAY.into();
    }
    let shown = spans
        .iter()
        .map(|span| format!("{}–{}", clock(span.opens), clock(span.closes)));
    match shown.collect::<Vec<_>>().as_slice() {
        [] => CLOSED_ALL_DAY.into(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} y {last}", first.join(", ")),
    }
}

/// The hours of a week, days with the same hours together: `Lunes a jueves 12:00–22:30, viernes y sábado 12:00–23:30`.
pub fn of_week(week: &WeeklyHours) -> String {
    sentence(&rows(week, true))
}

/// When something is served, without the days on which it is not: `lunes a viernes 12:00–16:00`.
pub fn served(week: &WeeklyHours) -> String {
    rows(week, false)
}

fn rows(week: &WeeklyHours, closed: bool) -> String {
    let mut rows: Vec<(usize, usize, &[ServiceHours])> = Vec::new();
    for (weekday, spans) in week.0.iter().enumerate() {
        match rows.last_mut() {
            Some((_, last, same)) if *same == spans.as_slice() => *last = weekday,
            _ => rows.push((weekday, weekday, spans)),
        }
    }
    let shown = rows
        .iter()
        .filter(|(.., spans)| closed || !spans.is_empty())
        .map(|(first, last, spans)| format!("{} {}", days(*first, *last), of_day(spans)));
    shown.collect::<Vec<_>>().join(", ")
}

fn days(first: usize, last: usize) -> String {
    let name = |weekday: usize| WEEKDAYS.get(weekday).copied().unwrap_or_default();
    match last - first {
        0 => name(first).into(),
        1 => format!("{} y {}", name(first), name(last)),
        6 => EVERY_DAY.into(),
        _ => format!("{} a {}", name(first), name(last)),
    }
}

/// How the sign of a place is shaped, its word, and what follows it.
pub fn sign(opening: &Opening, zone: &Zone, now: Timestamp) -> (&'static str, &'static str, String) {
    match opening {
        Opening::Open { until: None } => ("open", OPEN, ALL_DAY.into()),
        Opening::Open { until: Some(until) } => ("open", OPEN, format!("hasta {}", time(zone, *until, now))),
        Opening::Closed { opens, why } => {
            let (word, verb) = match why {
                Why::Paused => (PAUSED, "vuelve"),
                Why::Full => (FULL, "hay lugar"),
                Why::Hours | Why::SpecialDay(_) => (CLOSED, "abre"),
            };
            let rest = opens.map_or_else(String::new, |at| format!("{verb} {}", when(zone, at, now)));
            ("closed", word, rest)
        }
    }
}

/// What is said where somebody would order: when it opens, and why it is closed.
pub fn closed(opening: &Opening, zone: &Zone, now: Timestamp) -> String {
    let Opening::Closed { opens, why } = opening else {
        return String::new();
    };
    let at = opens.map(|at| when(zone, at, now));
    match (why, at) {
        (Why::Paused, Some(at)) => format!("Hacemos una pausa. Volvemos {at}."),
        (Why::Full, _) => "La cocina tiene todos los pedidos que puede por ahora.".into(),
        (Why::SpecialDay(note), Some(at)) if !note.is_empty() => {
            format!("Hoy no atendemos: {note}. Abrimos {at}.")
        }
        (_, Some(at)) => format!("Abrimos {at}."),
        (_, None) => "Ahora no recibimos pedidos.".into(),
    }
}

/// What is said where somebody would order while the kitchen has more to do than usual: how long an order for now takes.
pub fn rushed(minutes: i64) -> String {
    format!("La cocina tiene mucha demanda: un pedido para ahora demora unos {minutes} min.")
}

/// What can be done about it: the first time that can still be had.
pub fn from_when(first: Timestamp, zone: &Zone, now: Timestamp) -> String {
    format!("Pide ahora y lo tienes desde {}.", time(zone, first, now))
}

/// `a las 12:00`, `mañana a las 12:00`.
fn when(zone: &Zone, at: Timestamp, now: Timestamp) -> String {
    let clock = format!("a {}", of_clock(zone, at));
    match zone.date(at) == zone.date(now) {
        true => clock,
        false => format!("{} {clock}", day(zone.date(at), zone.date(now))),
    }
}

/// `las 12:00`, `mañana a las 12:00`.
fn time(zone: &Zone, at: Timestamp, now: Timestamp) -> String {
    // The night that ends tomorrow morning is still tonight's.
    match zone.date(at) == zone.date(now) || at.since_ms(now) < 12 * 3_600_000 {
        true => of_clock(zone, at),
        false => format!("{} a {}", day(zone.date(at), zone.date(now)), of_clock(zone, at)),
    }
}

fn of_clock(zone: &Zone, at: Timestamp) -> String {
    let article = if zone.clock(at).0 == 1 { "la" } else { "las" };
    format!("{article} {}", zone.hhmm(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(opens: u16, closes: u16) -> ServiceHours {
        ServiceHours { opens, closes }
    }

    #[test]
    fn a_week_is_said_in_as_few_words_as_it_takes() {
        let mut week = WeeklyHours::every_day(span(660, 1020));
        assert_eq!(of_week(&week), "Todos los días 11:00–17:00");
        week.0[0] = vec![];
        week.0[4] = vec![span(720, 930), span(1110, 1560)];
        week.0[5] = week.0[4].clone();
        assert_eq!(
            of_week(&week),
            "Lunes cerrado, martes a jueves 11:00–17:00, viernes y sábado 12:00–15:30 y 18:30–02:00, \
             domingo 11:00–17:00"
        );
        assert_eq!(of_week(&WeeklyHours::always()), "Todos los días las 24 horas");
    }

    #[test]
    fn the_sign_says_what_comes_next() {
        let zone = Zone::lima();
        let at = |text: &str| Timestamp::parse(&format!("2026-11-{text}:00-05:00")).unwrap();
        let now = at("27T21:00");
        let closed = |opens: &str, why: Why| Opening::Closed {
            opens: Some(at(opens)),
            why,
        };
        let open = |until: &str| Opening::Open {
            until: Some(at(until)),
        };
        for (opening, word, rest) in [
            (Opening::Open { until: None }, OPEN, "las 24 horas"),
            (open("27T23:00"), OPEN, "hasta las 23:00"),
            (open("28T01:30"), OPEN, "hasta la 01:30"),
            (open("28T23:00"), OPEN, "hasta mañana a las 23:00"),
            (closed("27T22:00", Why::Hours), CLOSED, "abre a las 22:00"),
            (closed("28T12:00", Why::Hours), CLOSED, "abre mañana a las 12:00"),
            (closed("27T21:30", Why::Paused), PAUSED, "vuelve a las 21:30"),
            (closed("27T21:45", Why::Full), FULL, "hay lugar a las 21:45"),
        ] {
            let (_, said, then) = sign(&opening, &zone, now);
            assert_eq!((said, then.as_str()), (word, rest));
        }
        let holiday = closed("29T12:00", Why::SpecialDay("Aniversario".into()));
        assert_eq!(
            super::closed(&holiday, &zone, now),
            "Hoy no atendemos: Aniversario. Abrimos domingo 29 de noviembre a las 12:00."
        );
    }
}
