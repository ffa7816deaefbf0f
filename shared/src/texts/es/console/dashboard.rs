//! The dashboard.

use crate::domain::Date;
use crate::texts::es::shared::{day, sentence};

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
pub const KPI_ACTIVE: &str = "Activos";
pub const KPI_COMPLETED: &str = "Entregados";
pub const KPI_CANCELLED: &str = "Cancelados";
pub const KPI_SALES: &str = "Ventas";
pub const KPI_TICKET: &str = "Ticket promedio";
pub const KPI_DELIVERY: &str = "Entrega promedio";
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
