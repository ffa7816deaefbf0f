//! The dashboard: titles of charts, what each shows in a sentence, and the heads of their tables.

use domain::Date;
use domain::order::Status;
use domain::stage::Stage;

pub const ORDERS_BY_HOUR: &str = "Pedidos por hora";
pub const BY_STATUS: &str = "Pedidos por estado";
pub const STAGE_TIMES: &str = "Minutos por etapa";
pub const TOP_DISHES: &str = "Los más pedidos";
pub const PEOPLE: &str = "Trabajo por persona";

pub const HOUR: &str = "Hora";
pub const DAY: &str = "Día";
pub const ORDERS: &str = "Pedidos";
pub const SALES: &str = "Ventas";
pub const STATUS: &str = "Estado";
pub const STAGE: &str = "Etapa";
pub const DONE: &str = "Terminados";
pub const LATE: &str = "Con demora";
pub const TARGET: &str = "Meta";
pub const MEAN: &str = "Promedio";
pub const MEDIAN: &str = "La mitad en";
pub const NINE_OF_TEN: &str = "9 de cada 10 en";
/// The same where there is little room.
pub const NINE_OF_TEN_SHORT: &str = "9 de cada 10";
pub const DISH: &str = "Plato";
pub const QUANTITY: &str = "Cantidad";
pub const PERSON: &str = "Persona";
/// In a table, where there is no figure.
pub const NONE: &str = "—";

const NO_ORDERS: &str = "Todavía no hay pedidos en estos días.";
const NO_SALES: &str = "Todavía no hay ventas en estos días.";
const NO_WORK: &str = "Todavía nadie terminó una etapa en estos días.";

/// What a number of orders is called.
pub fn orders(count: i64) -> &'static str {
    if count == 1 { "pedido" } else { "pedidos" }
}

/// The title of the sales by hour, in a currency of this sign.
pub fn sales_by_hour_title(symbol: &str) -> String {
    format!("Ventas por hora ({symbol})")
}

/// The title of the last days, in a currency of this sign.
pub fn last_days_title(symbol: &str) -> String {
    format!("Ventas de los últimos 7 días ({symbol})")
}

/// Where orders stand, as a count of them.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Created => "Por pagar",
        Status::Confirmed => "En curso",
        Status::Completed => "Entregados",
        Status::Cancelled => "Cancelados",
    }
}

/// The stage as a heading.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Cooking => "Cocina",
        Stage::Packaging => "Empaque",
        Stage::Delivery => "Reparto",
    }
}

/// A day where there is little room: `sáb 25`.
pub fn day_short(day: Date) -> String {
    const NAMES: [&str; 7] = ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"];
    let name = NAMES.get(day.weekday()).copied().unwrap_or_default();
    format!("{name} {}", day.ymd().2)
}

/// An hour of the day: `13:00`.
pub fn hour(hour: usize) -> String {
    format!("{hour:02}:00")
}

/// A time of work, in milliseconds: `45 s`, `12 min`.
pub fn duration(ms: i64) -> String {
    if ms < 60_000 {
        format!("{} s", (ms + 500) / 1_000)
    } else {
        format!("{} min", (ms + 30_000) / 60_000)
    }
}

/// The best hour and its orders.
pub fn orders_by_hour(best: Option<(usize, i64)>) -> String {
    match best {
        None => NO_ORDERS.into(),
        Some((at, n)) => {
            let (at, orders) = (hour(at), orders(n));
            format!("La hora con más movimiento es la de las {at}, con {n} {orders}.")
        }
    }
}

/// The best hour and its sales, with the sales of all hours.
pub fn sales_by_hour(best: Option<(usize, String)>, all: &str) -> String {
    match best {
        None => NO_SALES.into(),
        Some((at, amount)) => {
            format!(
                "Se vendieron {all}; la mejor hora es la de las {}, con {amount}.",
                hour(at)
            )
        }
    }
}

/// The orders and sales of the last days, and the best of them.
pub fn last_days(count: i64, sales: &str, best: Option<Date>) -> String {
    match best {
        None => "En los últimos 7 días todavía no hay ventas.".into(),
        Some(day) => {
            let came = if count == 1 { "entró" } else { "entraron" };
            let (orders, day) = (orders(count), day_short(day));
            format!(
                "En los últimos 7 días {came} {count} {orders} y se vendieron {sales}. El mejor día fue el {day}."
            )
        }
    }
}

/// How many orders stand where.
pub fn by_status(all: i64, parts: &[(Status, i64)]) -> String {
    if all == 0 {
        return NO_ORDERS.into();
    }
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, count)| *count != 0)
        .map(|(at, count)| format!("{}, {count}", status(*at).to_lowercase()))
        .collect();
    format!("De {all} en total: {}.", parts.join("; "))
}

/// The mean time of each stage and its target in minutes.
pub fn stage_times(stages: &[(Stage, i64, i64)]) -> String {
    if stages.is_empty() {
        return NO_WORK.into();
    }
    let parts: Vec<String> = stages
        .iter()
        .map(|(at, mean_ms, target)| {
            format!(
                "{} {} (meta {target} min)",
                stage(*at).to_lowercase(),
                duration(*mean_ms)
            )
        })
        .collect();
    format!("En promedio: {}.", parts.join(", "))
}

/// The dish that was ordered most.
pub fn top_dishes(best: Option<(&str, i64)>) -> String {
    match best {
        None => NO_SALES.into(),
        Some((name, qty)) => format!("Lo más pedido: {name}, {qty} en total."),
    }
}

/// Who has completed most.
pub fn people(best: Option<(&str, i64)>) -> String {
    match best {
        None => NO_WORK.into(),
        Some((name, 1)) => format!("{name} terminó 1 etapa."),
        Some((name, done)) => format!("{name} es quien más etapas terminó: {done}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_read_as_people_say_them() {
        assert_eq!(
            Date::parse("2025-10-25").map(day_short).as_deref(),
            Some("sáb 25")
        );
        assert_eq!(
            (duration(44_600), duration(90_000)),
            ("45 s".to_owned(), "2 min".to_owned())
        );
        assert_eq!(hour(9), "09:00");
    }
}
