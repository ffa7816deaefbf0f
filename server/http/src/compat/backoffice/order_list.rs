//! The list of orders by number. No index has them so, but numbers and times of placing go together: of two orders, the one with
//! the lower number was placed first, or a moment after the other at most.

use super::super::super::extract::SignedIn;
use super::super::super::rest::query::Parameters;
use super::super::super::rest::{Answer, ok};
use super::orders::shown;
use super::pages::Part;
use api::orders::{OrderFilter, OrderState, OrderView};
use api::{ApiError, Code, FieldError, MAX_PAGE};
use axum::extract::Query;
use domain::Timestamp;
use domain::order::Status;
use std::collections::HashMap;
use texts::now::errors as texts;

/// Milliseconds within which an order may be placed after one with a higher number: no call takes longer.
const A_MOMENT_MS: i64 = 60_000;

/// The words of the back office for how an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Created,
    /// In the kitchen, or with its customer.
    Confirmed,
    Canceled,
}

impl Word {
    pub(super) fn of(status: Status) -> Word {
        match status {
            Status::Created => Word::Created,
            Status::Confirmed | Status::Completed => Word::Confirmed,
            Status::Cancelled => Word::Canceled,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Word::Created => "CREATED",
            Word::Confirmed => "CONFIRMED",
            Word::Canceled => "CANCELED",
        }
    }

    /// Both spellings of what was cancelled are read.
    fn parse(status: &str) -> Result<Word, ApiError> {
        match status.to_ascii_uppercase().as_str() {
            "CREATED" => Ok(Word::Created),
            "CONFIRMED" => Ok(Word::Confirmed),
            "CANCELED" | "CANCELLED" => Ok(Word::Canceled),
            _ => {
                let field = FieldError::new("/status", Code::InvalidValue, texts::INVALID);
                Err(ApiError::invalid(vec![field]))
            }
        }
    }

    /// Narrows a list to where such orders lie by arrival; others may lie among them.
    fn narrow(self, filter: &mut OrderFilter) {
        match self {
            Word::Created => filter.state = Some(OrderState::Unpaid),
            Word::Confirmed => {}
            Word::Canceled => filter.status = Some(Status::Cancelled),
        }
    }
}

/// Orders by number, oldest first. `from` and `to` are days or instants.
pub(super) async fn list(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let part = Part::parse(&query)?;
    let services = &call.http.app.services;
    let zone = services.catalog.tenant(&call.caller.tenant).await?.zone.clone();
    let parameters = Parameters::from(query);
    let word = parameters.text("status").map(Word::parse).transpose()?;
    let mut filter = OrderFilter {
        from: parameters.instant("from", &zone)?,
        to: parameters.until("to", &zone)?,
        limit: Some(MAX_PAGE),
        ..OrderFilter::default()
    };
    if let Some(word) = word {
        word.narrow(&mut filter);
    }
    if part.after > 0 {
        match services.orders.by_number(&call.caller, part.after).await {
            Ok(last) => filter.from = filter.from.max(Some(last.created_at.plus_ms(-A_MOMENT_MS))),
            Err(error) if error.code() == Code::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut found: Vec<OrderView> = Vec::new();
    loop {
        let page = services.orders.list(&call.caller, filter.clone()).await?;
        let seen = page.items.last().map(|order| order.created_at);
        let fits = |order: &OrderView| {
            order.number > part.after && word.is_none_or(|word| Word::of(order.status) == word)
        };
        found.extend(page.items.into_iter().filter(fits));
        found.sort_by_key(|order| order.number);
        filter.cursor = page.next;
        if filter.cursor.is_none() || is_enough(&found, part.limit, seen) {
            break;
        }
    }
    found.truncate(part.limit + 1);
    let mut rows = Vec::with_capacity(found.len());
    for order in &found {
        rows.push(shown(&call, order).await?);
    }
    ok(&part.page(rows))
}

/// Whether no order that was placed after `seen` can come before the one after the page, in a list by number.
fn is_enough(found: &[OrderView], limit: usize, seen: Option<Timestamp>) -> bool {
    let (Some(page), Some(seen)) = (found.get(..=limit), seen) else {
        return false;
    };
    let latest = page.iter().map(|order| order.created_at).max();
    latest.is_some_and(|latest| seen.since_ms(latest) > A_MOMENT_MS)
}
