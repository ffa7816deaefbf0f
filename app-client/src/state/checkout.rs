//! What is filled in to order: kept in the browser until the order is placed, checked before it is sent.

use super::destination::Choice;
use ::texts::now::{errors, storefront as texts};
use api::ApiError;
use api::orders::NewOrder;
use api::pages::Page;
use domain::cart::{CartLine, FulfilmentKind};
use domain::customer::FieldProblem;
use domain::opening::{Opening, Why};
use domain::order::{Fulfilment, ReceiptForm, Status};
use domain::payment::PaymentMethod;
use domain::schedule::Schedule;
use domain::tenant::Tenant;
use domain::written;
use domain::written::{ForeignDocumentForm, ForeignDocumentKind, Phone};
use domain::{Money, OrderId, Timestamp};
use serde::{Deserialize, Serialize};
use ui::attempt::{Attempt, answered_before};
use ui::storage;

pub(super) const KEPT: &str = "checkout";
pub(super) const ATTEMPT: &str = "attempt";

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReceiptKind {
    #[default]
    Boleta,
    Factura,
}

/// The document that a boleta names its buyer by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentKind {
    #[default]
    Dni,
    Ce,
    Passport,
}

/// What was filled in so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub phone: String,
    pub receipt: ReceiptKind,
    pub document: DocumentKind,
    /// The number of the document.
    pub dni: String,
    pub ruc: String,
    pub business_name: String,
    pub method: PaymentMethod,
    /// As soon as possible when `None`.
    pub scheduled_for: Option<Timestamp>,
    /// Given anew for each order.
    pub terms: bool,
}

impl Default for Draft {
    fn default() -> Draft {
        Draft {
            phone: String::new(),
            receipt: ReceiptKind::default(),
            document: DocumentKind::default(),
            dni: String::new(),
            ruc: String::new(),
            business_name: String::new(),
            method: PaymentMethod::Yape,
            scheduled_for: None,
            terms: false,
        }
    }
}

impl Draft {
    pub fn kept() -> Draft {
        storage::load(KEPT).unwrap_or_default()
    }

    pub fn keep(&self) {
        storage::save(KEPT, self);
    }

    /// What the next order begins with: what was agreed to and chosen for one order is asked anew, and nobody's document is kept
    /// beyond the order that it was needed for.
    #[must_use]
    pub fn after_order(self) -> Draft {
        Draft {
            document: DocumentKind::default(),
            dni: String::new(),
            scheduled_for: None,
            terms: false,
            ..self
        }
    }

    /// The receipt as it was filled in.
    pub fn receipt(&self) -> ReceiptForm {
        let number = Some(self.dni.clone()).filter(|number| !written::is_left_out(number));
        let foreign = |kind| ReceiptForm::Boleta {
            dni: None,
            document: number.clone().map(|number| ForeignDocumentForm { kind, number }),
        };
        match (self.receipt, self.document) {
            (ReceiptKind::Factura, _) => ReceiptForm::Factura {
                ruc: self.ruc.clone(),
                business_name: self.business_name.clone(),
            },
            (ReceiptKind::Boleta, DocumentKind::Dni) => ReceiptForm::Boleta {
                dni: number,
                document: None,
            },
            (ReceiptKind::Boleta, DocumentKind::Ce) => foreign(ForeignDocumentKind::Ce),
            (ReceiptKind::Boleta, DocumentKind::Passport) => foreign(ForeignDocumentKind::Passport),
        }
    }
}

/// A field of the form, by the id of its element.
pub type FieldId = &'static str;

/// What is wrong with which field, in the order of the form.
pub type Problems = Vec<(FieldId, String)>;

/// The order that was filled in, without a key, or everything that is missing.
pub fn check(
    draft: &Draft,
    choice: &Choice,
    tenant: &Tenant,
    lines: Vec<CartLine>,
    total: Money,
    now: Timestamp,
) -> Result<NewOrder, Problems> {
    let mut problems = Problems::new();
    let served = choice.served(tenant);
    let fulfilment = match choice.kind {
        FulfilmentKind::Delivery => {
            let address = choice.address.checked();
            if let Err((part, problem)) = &address {
                problems.push((address_field(part), address_text(part, *problem)));
            }
            if written::is_left_out(&choice.address.district) {
                problems.push(("district", texts::DISTRICT_MISSING.into()));
            } else if choice.lacks_zone(tenant) {
                problems.push(("district", errors::out_of_zone(choice.address.district.trim())));
            }
            Fulfilment::Delivery {
                address: address.unwrap_or_default(),
            }
        }
        FulfilmentKind::Pickup => match choice.branch(tenant) {
            Some(branch) => Fulfilment::Pickup {
                branch: branch.id.clone(),
            },
            None => {
                problems.push(("branch", errors::UNKNOWN_BRANCH.into()));
                Fulfilment::Delivery {
                    address: choice.address.clone(),
                }
            }
        },
    };
    if let Err(problem) = handed_over(draft.scheduled_for, choice, &served, now) {
        problems.push(("slot", problem));
    }
    let phone = Phone::parse(&draft.phone);
    if let Err(problem) = phone {
        problems.push(("phone", phone_text(problem)));
    }
    let receipt = draft.receipt();
    for (part, problem) in receipt.checked(total).err().into_iter().flatten() {
        problems.push((receipt_field(part), errors::receipt(part, problem)));
    }
    if !draft.terms {
        problems.push(("terms", texts::TERMS_MISSING.into()));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(NewOrder {
        idempotency_key: String::new(),
        lines,
        fulfilment,
        scheduled_for: draft.scheduled_for,
        receipt,
        payment_method: draft.method,
        phone: phone.map(String::from).unwrap_or_default(),
        expected_total: Some(total),
    })
}

/// Why the order cannot be had then, or now.
fn handed_over(
    at: Option<Timestamp>,
    choice: &Choice,
    tenant: &Tenant,
    now: Timestamp,
) -> Result<(), String> {
    match (at, choice.opening(tenant, now)) {
        (Some(at), _) => Schedule::new(tenant, choice.handover(tenant), at, now)
            .map(|_| ())
            .map_err(|problem| errors::schedule(problem, &tenant.zone, now)),
        (
            None,
            Opening::Closed {
                opens,
                why: Why::Full,
            },
        ) => Err(errors::full(opens, &tenant.zone, now)),
        (None, Opening::Closed { opens, why }) => {
            Err(errors::closed(why == Why::Paused, opens, &tenant.zone, now))
        }
        (None, Opening::Open { .. }) => Ok(()),
    }
}

/// The field that the server speaks of, by the last part of its JSON pointer.
pub fn field_of(pointer: &str) -> Option<FieldId> {
    Some(match pointer.rsplit('/').next()? {
        "line" | "address" => "address-line",
        "district" => "district",
        "reference" => "reference",
        "branch" => "branch",
        "scheduledFor" => "slot",
        "phone" => "phone",
        "dni" | "document" => "dni",
        "ruc" => "ruc",
        "businessName" => "business-name",
        _ => return None,
    })
}

fn address_field(part: &str) -> FieldId {
    match part {
        "district" => "district",
        "reference" => "reference",
        _ => "address-line",
    }
}

fn address_text(part: &str, problem: FieldProblem) -> String {
    match (part, problem) {
        ("line", FieldProblem::Missing | FieldProblem::TooShort(_)) => texts::ADDRESS_MISSING.into(),
        _ => errors::field(problem),
    }
}

fn phone_text(problem: FieldProblem) -> String {
    match problem {
        FieldProblem::Missing => errors::PHONE_MISSING.into(),
        problem => errors::field(problem),
    }
}

/// The field of a part of the receipt.
pub fn receipt_field(part: &str) -> FieldId {
    match part {
        "ruc" => "ruc",
        "businessName" => "business-name",
        _ => "dni",
    }
}

/// An order that had been placed when it was sent again with changes: the answer to what was sent first was lost.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlacedBefore {
    pub order_id: OrderId,
    pub number: u64,
    status: Status,
    total_cents: Option<Money>,
}

impl PlacedBefore {
    /// The order that an error speaks of.
    pub fn of(error: &ApiError) -> Option<PlacedBefore> {
        answered_before(error)
    }

    /// Where its customer goes on with it.
    pub fn path(&self) -> String {
        let page = match self.status {
            Status::Created => Page::Payment,
            _ => Page::Tracking,
        };
        page.with(&[self.order_id.as_str()])
    }
}

/// Gives the order its key: the same until it is known to be placed, also after changes and a reload, so that it is placed
/// once.
pub fn with_key(order: NewOrder) -> NewOrder {
    let attempt = Attempt::of(ATTEMPT, &order);
    NewOrder {
        idempotency_key: attempt.key,
        ..order
    }
}

/// The order with this key was placed, or another one is meant now.
pub fn forget_attempt(key: &str) {
    Attempt::forget(ATTEMPT, key);
}

/// The lines of what was sent and is this order: the first that comes to the same.
pub fn lines_of(before: &PlacedBefore) -> Option<Vec<CartLine>> {
    let mut sent = Attempt::sent::<NewOrder>(ATTEMPT).into_iter();
    let order = sent.find(|order| order.expected_total == before.total_cents);
    order.map(|order| order.lines)
}

#[cfg(test)]
mod tests;
