//! Lists in pages: no row missing, and none twice.

use super::{Violation, hold};
use crate::model::Model;
use crate::process::Process;
use crate::restaurants::Restaurant;
use api::orders::OrderFilter;
use domain::OrderId;

/// Number of rows of a page: small, so that there are several.
const PAGE: usize = 3;

/// The list of orders has each of them once, oldest first.
pub(super) async fn have_every_order_once(
    model: &Model,
    process: &Process,
    restaurant: &Restaurant,
) -> Result<(), Violation> {
    let Some(manager) = restaurant.staff.first() else {
        return Ok(());
    };
    let mut listed: Vec<OrderId> = Vec::new();
    let mut filter = OrderFilter {
        limit: Some(PAGE),
        ..OrderFilter::default()
    };
    loop {
        let page = process
            .application
            .services
            .orders
            .list(manager, filter.clone())
            .await;
        let page = page.map_err(|error| Violation::new("7 pages can be read", format!("{error:?}")))?;
        listed.extend(page.items.into_iter().map(|order| order.order_id));
        hold(
            listed.len() <= model.orders.len(),
            "7 pages come to an end",
            || format!("{listed:?}"),
        )?;
        match page.next {
            Some(next) => filter.cursor = Some(next),
            None => break,
        }
    }
    let own = model
        .orders
        .iter()
        .filter(|((tenant, _), _)| *tenant == restaurant.id);
    let mut stored: Vec<_> = own
        .map(|((_, id), order)| (order.head.placed_at, id.clone()))
        .collect();
    stored.sort();
    let stored: Vec<OrderId> = stored.into_iter().map(|(_, id)| id).collect();
    hold(
        listed == stored,
        "7 pages have every order once, oldest first",
        || format!("{listed:?} and not {stored:?}"),
    )
}
