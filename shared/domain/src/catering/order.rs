//! The order that a request becomes, and where its rules differ from those of other orders:
//!
//! - a line may lack a product: packages and lines that were written by hand are no dishes of the menu;
//! - the quantity of a line may reach the restaurant's largest number of guests, not only
//!   [`MAX_QTY`](crate::cart::MAX_QTY);
//! - it may be for a day up to [`MAX_DAYS_AHEAD`](super::MAX_DAYS_AHEAD) days ahead, not only
//!   [`DAYS_AHEAD`](crate::schedule::DAYS_AHEAD), at any hour of it, and at a notice of the restaurant's own;
//! - prices are those of the quote, there is no minimum, and fees and discount are agreed;
//! - a dish must be on the menu and not sold out when it is quoted and when the quote is accepted, but no stock is taken
//!   for it: what is left today is not what is left on that day;
//! - it is in the kitchen's queue once the deposit is paid, not only when all is;
//! - the customer may have no account, and cancels by the rules of catering.

use super::{CateringRequest, QuoteSource};
use crate::cart::{OrderLine, Totals};
use crate::order::{CateringRef, Contact, OrderDetails};
use crate::payment::PaymentMethod;
use crate::schedule::{Schedule, lead_minutes};
use crate::tenant::Tenant;
use crate::written::or_empty;
use crate::{CateringId, CustomerId, OrderId};

/// What does not change of a request's order, placed when the quote was accepted; `None` before that. The order takes its
/// id from the request, so that there is one at most.
pub fn order_head(request: &CateringRequest, number: u64, tenant: &Tenant) -> Option<OrderDetails> {
    let quote = request.quote()?;
    let placed_at = request.accepted_at()?;
    let totals = quote.totals;
    let fulfilment = request.fulfilment();
    let lead = lead_minutes(&tenant.targets_to(fulfilment.district()), fulfilment.kind());
    Some(OrderDetails {
        waits: Default::default(),
        by_customer: false,
        rehearsal: request.rehearsal,
        id: order_id(&request.id)?,
        number,
        customer: Contact {
            id: customer_id(request)?,
            name: request.wanted.name.clone(),
            phone: request.wanted.phone.clone(),
            email: request.wanted.email.clone(),
        },
        lines: quote
            .lines
            .iter()
            .map(|line| OrderLine {
                product_id: match &line.source {
                    QuoteSource::Dish(product) => Some(product.clone()),
                    QuoteSource::Package(_) | QuoteSource::Free => None,
                },
                name: line.name.clone(),
                kitchen_name: None,
                qty: u16::try_from(line.qty).unwrap_or(u16::MAX),
                unit_price: line.unit_price,
                subtotal: line.subtotal,
                options: Vec::new(),
                note: line.note.clone(),
                counted: false,
                components: Vec::new(),
            })
            .collect(),
        totals: Totals {
            subtotal: totals.subtotal,
            discount: totals.discount,
            delivery_fee: totals.fees,
            total: totals.total,
            tax: totals.tax,
            tax_basis_points: totals.tax_basis_points,
        },
        fulfilment: request.fulfilment().clone(),
        branch: tenant
            .branch_of(request.fulfilment().branch())
            .map(|branch| branch.id.clone()),
        receipt: request.receipt.clone(),
        payment_method: PaymentMethod::Card,
        placed_at,
        schedule: Some(Schedule {
            at: quote.at,
            cook_from: quote.at.plus_minutes(-lead),
        }),
        quarter: None,
        catering: Some(CateringRef {
            id: request.id.clone(),
            number: request.number,
            guests: quote.guests,
            diet: or_empty(&request.wanted.diet).to_owned(),
        }),
    })
}

/// Stands in the id of an order before what it has in common with its request's. Other orders' ids begin with a digit.
const OF_CATERING: &str = "cr";

/// The id of a request's order, and of the record of its payment.
pub fn order_id(request: &CateringId) -> Option<OrderId> {
    let suffix = request.as_str().strip_prefix(CateringId::PREFIX)?;
    OrderId::parse(format!("{}{OF_CATERING}{suffix}", OrderId::PREFIX)).ok()
}

/// The request whose order has this id; `None` for other orders.
pub fn request_of(order: &OrderId) -> Option<CateringId> {
    let suffix = order
        .as_str()
        .strip_prefix(OrderId::PREFIX)?
        .strip_prefix(OF_CATERING)?;
    CateringId::parse(format!("{}{suffix}", CateringId::PREFIX)).ok()
}

/// The account of the customer, or an id that belongs to this request alone.
pub fn customer_id(request: &CateringRequest) -> Option<CustomerId> {
    match &request.customer {
        Some(customer) => Some(customer.clone()),
        None => {
            let suffix = request.id.as_str().strip_prefix(CateringId::PREFIX)?;
            CustomerId::parse(format!("{}{OF_CATERING}{suffix}", CustomerId::PREFIX)).ok()
        }
    }
}
