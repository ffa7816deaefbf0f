//! The dashboard.

use crate::es::shared::{day, sentence};
use domain::{Date, Money};

pub const RANGE: &str = "Días que se muestran";
pub const TODAY: &str = "Hoy";
pub const YESTERDAY: &str = "Ayer";
pub const WEEK: &str = "7 días";
pub const FROM: &str = "Desde";
pub const TO: &str = "Hasta";
pub const SHOW: &str = "Ver";
pub const RANGE_ORDER: &str = "La fecha “Desde” va antes que “Hasta”.";
pub const RANGE_LONG: &str = "Elige un rango de hasta 92 días.";
pub const RANGE_MISSING: &str = "Elige las dos fechas.";
pub const LOADING_FIGURES: &str = "Sumando los pedidos…";
pub const AT_A_GLANCE: &str = "Resumen";
pub const CHARTS: &str = "Gráficos";

pub const KPI_ORDERS: &str = "Pedidos";
pub const KPI_ACTIVE: &str = "Abiertos ahora";
pub const KPI_COMPLETED: &str = "Entregados";
pub const KPI_CANCELLED: &str = "Cancelados";
pub const KPI_SALES: &str = "Ventas";
pub const KPI_TICKET: &str = "Ticket promedio";
pub const KPI_DELIVERY: &str = "Entrega promedio";
pub const KPI_COLLECTED: &str = "Cobrado";
pub const KPI_REFUNDED: &str = "Devuelto";

// What each figure counts.
pub const COUNTS_ACTIVE: &str = "Confirmados y sin entregar, de cualquier día.";
pub const COUNTS_ORDERS: &str = "Todos los que llegaron en estos días.";
pub const COUNTS_COMPLETED: &str = "De los que llegaron en estos días.";
pub const COUNTS_CANCELLED: &str = "De los que llegaron en estos días, también los que nadie pagó.";
pub const COUNTS_SALES: &str = "Pedidos confirmados, sin los cancelados.";
pub const COUNTS_REFUNDED: &str = "Lo que ya volvió a los clientes por estos pedidos.";
pub const COUNTS_TICKET: &str = "Ventas entre pedidos confirmados.";
pub const COUNTS_DELIVERY: &str = "Desde que llega hasta que se entrega, sin los programados.";

/// What came in, and what of the sales is still to come.
pub fn counts_collected(owed: &str, to_collect: Money) -> String {
    if to_collect == Money::ZERO {
        "Lo que entró por estos pedidos.".into()
    } else {
        format!("Lo que entró por estos pedidos. Por cobrar: {owed}.")
    }
}

pub const NO_FIGURE: &str = "—";
pub const NO_FIGURE_ALOUD: &str = "Sin datos todavía";

pub const SEE_DATA: &str = "Ver los datos";
pub const ORDERS_OF_RANGE: &str = "Pedidos de estos días";
pub const NO_ORDERS_IN_RANGE: &str = "No hubo pedidos en estos días.";

// The columns of its table.
pub const COLUMN_NUMBER: &str = "Pedido";
pub const COLUMN_TIME: &str = "Hora";
pub const COLUMN_CUSTOMER: &str = "Cliente";
pub const COLUMN_CONTENTS: &str = "Contenido";
pub const COLUMN_STATE: &str = "Estado";
pub const COLUMN_DELIVERY: &str = "Entrega";
pub const COLUMN_TOTAL: &str = "Total";

pub fn updated_at(moment: &str) -> String {
    format!("Actualizado: {moment}")
}

/// The days in words, under the title.
pub fn days(from: Date, to: Date, today: Date) -> String {
    if from == to {
        sentence(&day(from, today))
    } else {
        format!("{} a {}", sentence(&day(from, today)), day(to, today))
    }
}
