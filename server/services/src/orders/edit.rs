//! Changing what was ordered before it is cooked: the lines, and the address. What is counted is taken and given back in the same
//! commit; the payments service brings the money in line.

use super::cart_problems::{problems, sold_out};
use super::place::quoted;
use super::{OrdersService, refusal, store, terms};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::catalog::{self, Offer};
use crate::envelope::envelopes;
use crate::error::Error;
use crate::orders::Terms;
use crate::{field_errors, retry};
use api::Code;
use api::audit::AuditChange;
use api::orders::{EditOrder, OrderView};
use domain::audit::AuditAction;
use domain::cart::{
    CartProblem, CartProblemKind, FulfilmentKind, MAX_LINES, MAX_QTY, OrderLine, Totals, When, gone,
    stock_taken, totals, uncounted,
};
use domain::order::{Edit, Fulfilment, Order, edit};
use domain::staff::Permission;
use domain::tenant::Tenant;
use domain::{OrderId, ProductId, Timestamp};
use ports::documents::{Commit, CommitError, Expect, Write};
use serde_json::json;
use std::collections::BTreeMap;
use texts::now::errors as texts;

impl OrdersService {
    /// Changes an order. Managers and machines, while the kitchen has it; the address until somebody takes it along. 409 where
    /// somebody has changed it meanwhile, which is also the answer to the same call again.
    pub async fn edit(
        &self,
        caller: &Caller,
        order: &OrderId,
        wanted: EditOrder,
    ) -> Result<OrderView, Error> {
        caller.require(Permission::EditOrders)?;
        let actor = caller.actor()?;
        let edited = retry::change(retry::ATTEMPTS_AMONG_MANY, || async {
            let stored = store::load(&*self.documents, &caller.tenant, order)
                .await?
                .ok_or_else(Error::not_found)?;
            let now = self.clock.now();
            let (restaurant, changed) = self.changed(caller, &stored.order, &wanted, now).await?;
            let decided = edit(&stored.order, &changed, &actor, now);
            let Some((after, event)) = decided.map_err(|refused| refusal::answer(&refused))? else {
                return Ok(Some(stored.order));
            };
            let mut writes = vec![store::put(&after, Expect::Version(stored.document_version))?];
            writes.push(noted(&stored.order, &after, caller, now)?);
            let before_stock = writes.len();
            let (took, stock) = stock_moved(&stored.order.head.lines, &after.head.lines);
            writes.extend(stock);
            let events = envelopes(&caller.tenant, &actor.id, now, vec![event]);
            match self
                .documents
                .commit(&caller.tenant, Commit { writes, events })
                .await
            {
                Err(CommitError::ConditionFailed { write }) if write >= before_stock => {
                    let taken = took.get(write - before_stock);
                    Err(taken.map_or_else(Error::conflict, |taken| sold_out(&restaurant, taken)))
                }
                committed => retry::unless_overtaken(committed, after),
            }
        });
        Ok(caller.view(&edited.await?))
    }

    /// The order as it is wanted, with the restaurant as it serves it.
    async fn changed(
        &self,
        caller: &Caller,
        order: &Order,
        wanted: &EditOrder,
        now: Timestamp,
    ) -> Result<(Offer, Edit), Error> {
        let head = &order.head;
        let seen = (wanted.edits, wanted.quantities.len());
        if seen != (order.edits.len(), head.lines.len()) {
            return Err(Error::new(Code::Conflict, texts::EDITED_MEANWHILE));
        }
        let fulfilment = address(&head.fulfilment, wanted)?;
        let mut about = wanted.added.clone();
        about.extend(head.lines.iter().filter_map(OrderLine::wanted_again));
        let mut offer = self.offer(caller, &about).await?;
        // What is added costs what it costs where the order is cooked, wherever it goes by now.
        let first = offer.tenant.branches.first().map(|branch| &branch.id);
        offer
            .catalog
            .price_for(head.branch().or(first), head.fulfilment.kind());
        let restaurant = terms::restaurant(offer, Terms::default(), &fulfilment);
        out_of_zone(&restaurant.tenant, &head.fulfilment, &fulfilment)?;
        let when = When {
            // What was served when the order was placed is served with it still.
            now: if head.schedule.is_some() {
                now
            } else {
                head.placed_at
            },
            at: head.schedule.map(|schedule| schedule.at),
        };
        let mut lines = kept(&restaurant, head.lines.as_slice(), &wanted.quantities, when)?;
        if !wanted.added.is_empty() {
            // What is brought with the rest has no least amount of its own.
            let quote = quoted(&restaurant, &wanted.added, FulfilmentKind::Pickup, when)?;
            lines.extend(match head.rehearsal {
                true => uncounted(quote.lines),
                false => quote.lines,
            });
        }
        match lines.len() {
            0 => {
                return Err(Error::of_field(
                    Code::MissingField,
                    "/quantities",
                    texts::NOTHING_LEFT,
                ));
            }
            count if count > MAX_LINES => {
                return Err(refused(&restaurant, None, CartProblemKind::TooManyLines));
            }
            _ => {}
        }
        let totals = summed(order, &lines, &fulfilment, &restaurant.tenant, now);
        let edit = Edit {
            lines,
            totals,
            fulfilment,
            reason: wanted.reason,
        };
        Ok((restaurant, edit))
    }
}

/// Where it is brought to from now on.
fn address(now: &Fulfilment, wanted: &EditOrder) -> Result<Fulfilment, Error> {
    match (now, &wanted.address) {
        (Fulfilment::Delivery { .. }, Some(address)) => match address.checked() {
            Ok(address) => Ok(Fulfilment::Delivery { address }),
            Err((part, problem)) => {
                let field = field_errors::field(format!("/address/{part}"), problem);
                Err(Error::invalid(vec![field]))
            }
        },
        _ => Ok(now.clone()),
    }
}

fn out_of_zone(tenant: &Tenant, before: &Fulfilment, after: &Fulfilment) -> Result<(), Error> {
    let Fulfilment::Delivery { address } = after else {
        return Ok(());
    };
    if before == after || tenant.brings_to(&address.district) {
        return Ok(());
    }
    let text = texts::out_of_zone(&address.district);
    Err(Error::of_field(Code::OutOfZone, "/address/district", text))
}

/// The lines that stay, at the prices at which they were ordered. Of what there are to be more it must still be sold.
fn kept(
    restaurant: &Offer,
    lines: &[OrderLine],
    quantities: &[u16],
    when: When,
) -> Result<Vec<OrderLine>, Error> {
    let mut kept = Vec::new();
    let mut more = Vec::new();
    for (at, (line, qty)) in lines.iter().zip(quantities).enumerate() {
        if *qty > MAX_QTY {
            return Err(refused(
                restaurant,
                Some(at),
                CartProblemKind::QuantityOutOfBounds,
            ));
        }
        if *qty > line.qty {
            more.push(line.clone());
        }
        if *qty > 0 {
            kept.push(OrderLine {
                qty: *qty,
                subtotal: line.unit_price * u32::from(*qty),
                ..line.clone()
            });
        }
    }
    let (meal, carta) = when.carta(&restaurant.tenant, &restaurant.catalog);
    match gone(&carta, &more, meal).as_slice() {
        [] => Ok(kept),
        gone => Err(problems(restaurant, gone)),
    }
}

/// What it costs then. The fee stays as it was agreed, unless it is brought somewhere else.
fn summed(
    order: &Order,
    lines: &[OrderLine],
    fulfilment: &Fulfilment,
    tenant: &Tenant,
    now: Timestamp,
) -> Totals {
    let agreed = order.head.totals;
    let anew = totals(tenant, lines, fulfilment.kind(), now);
    let delivery_fee = match *fulfilment == order.head.fulfilment {
        true => agreed.delivery_fee,
        false => anew.delivery_fee,
    };
    let total = anew.subtotal - agreed.discount + delivery_fee;
    Totals {
        subtotal: anew.subtotal,
        delivery_fee,
        total,
        tax: total.tax_included(agreed.tax_basis_points),
        ..agreed
    }
}

/// What is taken of what is counted, in the order of the first writes, and all writes that take and give back.
fn stock_moved(before: &[OrderLine], after: &[OrderLine]) -> (Vec<(ProductId, u32)>, Vec<Write>) {
    let mut moved: BTreeMap<ProductId, i64> = BTreeMap::new();
    for (product, qty) in stock_taken(after) {
        *moved.entry(product).or_default() += i64::from(qty);
    }
    for (product, qty) in stock_taken(before) {
        *moved.entry(product).or_default() -= i64::from(qty);
    }
    let of = |sign: i64| {
        let moved = moved.iter();
        moved.filter_map(move |(product, qty)| {
            let qty = u32::try_from(qty * sign).ok().filter(|qty| *qty > 0)?;
            Some((product.clone(), qty))
        })
    };
    let took: Vec<(ProductId, u32)> = of(1).collect();
    let takes = took
        .iter()
        .map(|(product, qty)| catalog::take_stock(product, *qty));
    let gives = of(-1).map(|(product, qty)| catalog::put_back_stock(&product, qty));
    let writes = takes.chain(gives).collect();
    (took, writes)
}

/// One thing that is wrong, and with which line.
fn refused(restaurant: &Offer, line: Option<usize>, kind: CartProblemKind) -> Error {
    problems(restaurant, &[CartProblem { line, kind }])
}

/// What is remembered of it: the cost, and how many there were and are of each thing. The address is the customer's.
fn noted(before: &Order, after: &Order, caller: &Caller, now: Timestamp) -> Result<Write, Error> {
    let mut changes = Vec::new();
    let (was, is) = (before.head.totals.total, after.head.totals.total);
    if was != is {
        changes.push(AuditChange {
            field: "totalCents".to_owned(),
            before: json!(was),
            after: json!(is),
        });
    }
    let edited = after.edits.last();
    for line in edited.map(|edited| edited.lines.as_slice()).unwrap_or_default() {
        changes.push(AuditChange {
            field: format!("lines.{}", line.name.replace('.', " ")),
            before: json!(line.before),
            after: json!(line.after),
        });
    }
    let subject = Subject::new(after.head.number, "");
    let (by, action) = (caller.actor()?, AuditAction::OrderEdited);
    audit_entry::entry(Book::Orders, &by, now, action, subject, changes)
}
