//! Figures in Spanish names: times in minutes, counts by name.

use super::super::super::extract::SignedIn;
use super::super::super::rest::{Answer, ok};
use super::customers;
use api::dashboard::Days;
use api::orders::{OrderFilter, OrderView};
use domain::Date;
use serde_json::{Map, Value, json};

/// How many orders the list has.
const NEWEST: usize = 50;
/// How many dishes are named.
const POPULAR: usize = 3;
/// Days before today of whose deliveries the mean time is.
const DAYS: i32 = 91;

pub(super) async fn summary(call: SignedIn) -> Answer {
    let services = &call.http.app.services;
    let today = services.dashboard.summary(&call.caller, Days::default()).await?;
    let quarter = Days {
        from: Some(today.to.plus_days(-DAYS)),
        to: Some(today.to),
    };
    let lately = services.dashboard.summary(&call.caller, quarter).await?;
    ok(&json!({
        "totalPedidos": services.dashboard.orders_ever(&call.caller).await?,
        "pedidosHoy": today.orders,
        "pedidosActivos": today.active,
        "tiempoPromedioEntrega": lately.average_delivery_seconds.map_or(0, minutes),
        "ultimaActualizacion": today.updated_at,
    }))
}

pub(super) async fn metrics(call: SignedIn) -> Answer {
    let dashboard = &call.http.app.services.dashboard;
    let today: Date = dashboard.summary(&call.caller, Days::default()).await?.to;
    let week = Days {
        from: Some(today.plus_days(-6)),
        to: Some(today),
    };
    let stats = dashboard.stats(&call.caller, week).await?;
    let states: Map<String, Value> = stats
        .by_status
        .iter()
        .map(|(name, count)| (name.clone(), json!(count)))
        .collect();
    let stages: Map<String, Value> = stats
        .stages
        .iter()
        .map(|stage| {
            let mean = stage.mean_ms.map_or(0, |ms| minutes(ms / 1_000));
            (stage.stage.wire_name().to_owned(), json!(mean))
        })
        .collect();
    let days: Vec<i64> = stats.last_days.iter().map(|day| day.orders).collect();
    let popular = stats.top_products.iter().take(POPULAR);
    ok(&json!({
        "pedidosPorEstado": states,
        "tiemposPorEtapa": stages,
        "pedidosUltimaSemana": days,
        "productosPopulares": popular
            .map(|dish| json!({ "producto": dish.name, "cantidad": dish.qty }))
            .collect::<Vec<_>>(),
    }))
}

pub(super) async fn orders(call: SignedIn) -> Answer {
    let filter = OrderFilter {
        newest_first: true,
        limit: Some(NEWEST),
        ..OrderFilter::default()
    };
    let list = call.http.app.services.orders.list(&call.caller, filter).await?;
    let orders: Vec<Value> = list.items.iter().map(view).collect();
    ok(&json!({ "pedidos": orders, "total": orders.len(), "message": "Pedidos obtenidos" }))
}

fn view(order: &OrderView) -> Value {
    let items = order
        .items
        .iter()
        .map(|item| json!({ "productId": item.product_id, "qty": item.qty, "price": item.price }));
    json!({
        "orderId": order.order_id,
        "customerId": order.customer_id.as_ref().map(customers::shown),
        "status": order.status,
        "createdAt": order.created_at,
        "etapas": order.steps,
        "items": items.collect::<Vec<_>>(),
        "total": order.total,
    })
}

/// Whole minutes, rounded.
fn minutes(seconds: i64) -> i64 {
    (seconds + 30) / 60
}
