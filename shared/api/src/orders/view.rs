//! What is said of orders.

use domain::cart::{CartLine, ChosenOption, FulfilmentKind, Totals, When};
use domain::customer::Address;
use domain::order::{
    CancelCause, CateringRef, EditReason, Fulfilment, LineChange, Receipt, ReceiptForm, Status,
};
use domain::payment::PaymentMethod;
pub use domain::payment::PaymentSummary;
use domain::stage::{CurrentStep, Stage, StepStatus};
use domain::{CustomerId, Money, OrderId, ProductId, Slug, TenantId, Timestamp};
use serde::{Deserialize, Serialize};

/// An order as somebody sees it: the `Order` of the public API. What is optional is left out for those who do not need it
/// for their work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderView {
    pub order_id: OrderId,
    pub number: u64,
    pub tenant_id: TenantId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<CustomerId>,
    pub customer: ContactView,
    pub status: Status,
    pub current_step: CurrentStep,
    pub fulfilment: FulfilmentView,
    /// When the customer wants it; as soon as possible when `None`.
    #[serde(default)]
    pub scheduled_for: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    /// The request for catering that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catering: Option<CateringRef>,
    pub items: Vec<ItemView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtotal_cents: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_cents: Option<Money>,
    /// What was agreed to be taken off; catering has discounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount_cents: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_fee_cents: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_cents: Option<Money>,
    /// The total as a decimal; the cents are authoritative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentSummary>,
    /// When it was promised to its customer, once it was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<domain::promise::Promise>,
    /// The branch that works on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Slug>,
    /// What is to be collected when it is handed over; absent when nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_collect: Option<ToCollect>,
    pub steps: Vec<StepView>,
    /// What the restaurant has changed of it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<EditView>,
    /// Whether the open stage was found to take longer than its target.
    pub overdue: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancellation: Option<Cancellation>,
    /// When it is cancelled unless it is paid, accepted or confirmed before; absent once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_before: Option<Timestamp>,
    /// Whether it waits for the kitchen to take it on, which confirms it as paid at the door.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_accept: bool,
    /// Placed while the restaurant was being set up: nobody pays for it, and it counts in nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

/// Who ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactView {
    /// The whole name, or the first one.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// How the order gets to the customer; where to only for those who bring it there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FulfilmentView {
    Delivery {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<Address>,
    },
    Pickup {
        branch: Slug,
    },
}

/// Money to collect at the door or the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ToCollect {
    pub method: PaymentMethod,
    /// In whole coins where it is cash.
    pub amount_cents: Money,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemView {
    /// `null` for a line of catering that is no dish of the menu.
    pub product_id: Option<ProductId>,
    pub name: String,
    /// What the kitchen calls it, where that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kitchen_name: Option<String>,
    pub qty: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price_cents: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtotal_cents: Option<Money>,
    /// The unit price as a decimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    pub options: Vec<ChosenOption>,
    pub note: String,
}

/// One step of an order: who, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepView {
    pub step_name: Stage,
    pub status: StepStatus,
    /// Since when it waited to be taken; in the future where an order for later is not begun with yet.
    pub waiting_since: Timestamp,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub attended_by: Option<Attendant>,
}

/// Somebody who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendant {
    /// Left out for customers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The whole name for staff, the first one for customers.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cancellation {
    pub at: Timestamp,
    pub by: Attendant,
    pub cause: CancelCause,
    /// What whoever cancelled it wrote; the name of the cause where nobody did.
    pub reason: String,
}

/// What a customer orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewOrder {
    /// Chosen by the browser, 1 to 255 printable characters: sent twice, it is one order. Empty where a client of the API has
    /// none: each call is then an order of its own.
    pub idempotency_key: String,
    pub lines: Vec<CartLine>,
    pub fulfilment: Fulfilment,
    /// When the customer wants it; as soon as possible when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_for: Option<Timestamp>,
    #[serde(default)]
    pub receipt: ReceiptForm,
    pub payment_method: PaymentMethod,
    /// The telephone to ask at; the profile's when empty.
    #[serde(default)]
    pub phone: String,
    /// What the customer was shown; a different total is refused.
    pub expected_total: Option<Money>,
}

impl NewOrder {
    /// When it is ordered, and for when.
    pub fn when(&self, now: Timestamp) -> When {
        When {
            now,
            at: self.scheduled_for,
        }
    }
}

/// How the restaurant changes an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EditOrder {
    /// How often it was changed before, as its reader has seen it: where somebody has changed it since, it stays as it is.
    pub edits: usize,
    /// How many there are to be of each of its lines, in their order, at most 99; 0 takes one away.
    pub quantities: Vec<u16>,
    /// What is ordered besides, at the prices of now.
    #[serde(default)]
    pub added: Vec<CartLine>,
    /// Where it is brought to from now on; `None` where that stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// The customer reads it.
    pub reason: EditReason,
}

/// A change of an order, as it is read afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditView {
    pub at: Timestamp,
    pub by: Attendant,
    pub reason: EditReason,
    pub lines: Vec<LineChange>,
    /// Whether it is brought somewhere else.
    pub moved: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_cents: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_cents: Option<Money>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlacedOrder {
    pub order_id: OrderId,
    pub number: u64,
    pub total: Money,
    /// Still awaiting its payment; otherwise it is in the kitchen already.
    pub awaiting_payment: bool,
}

/// An order in a customer's own list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MyOrder {
    pub order_id: OrderId,
    pub number: u64,
    pub status: Status,
    pub current_step: CurrentStep,
    pub fulfilment: FulfilmentKind,
    /// To order the same again.
    pub lines: Vec<CartLine>,
    /// Names of what is in it, `2 × ¼ de pollo`.
    pub contents: Vec<String>,
    pub total: Money,
    pub scheduled_for: Option<Timestamp>,
    pub created_at: Timestamp,
}

/// How far an order is, for those who have its link. Nothing in it tells who ordered, or where to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tracking {
    pub order_id: OrderId,
    pub number: u64,
    pub status: Status,
    pub current_step: CurrentStep,
    pub fulfilment: FulfilmentKind,
    /// The name of the place to pick it up, for pickup.
    pub branch: Option<String>,
    pub items: Vec<TrackedItem>,
    pub totals: Totals,
    pub payment: PaymentSummary,
    pub steps: Vec<TrackedStep>,
    pub created_at: Timestamp,
    /// When the customer wants it; as soon as possible when `None`.
    pub scheduled_for: Option<Timestamp>,
    pub confirmed_at: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    pub cancelled_at: Option<Timestamp>,
    /// Why it was cancelled; only for the owner.
    pub cancel_reason: Option<String>,
    /// Nobody paid in time.
    pub expired: bool,
    /// When it should be there, while it is on its way.
    pub promise: Option<Promise>,
    /// Whether the signed-in customer ordered it.
    pub mine: bool,
    /// Whether the signed-in customer may cancel it now.
    pub may_cancel: bool,
    /// It was ordered to try the restaurant out: nobody pays for it, and nobody gets it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackedItem {
    /// `None` for a line of catering that is no dish of the menu.
    pub product_id: Option<ProductId>,
    pub name: String,
    pub qty: u16,
    pub options: Vec<String>,
    pub subtotal: Money,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackedStep {
    pub stage: Stage,
    pub status: StepStatus,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    /// First name of who attends.
    pub person: Option<String>,
}

/// A promised time as a range, with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Promise {
    pub from: Timestamp,
    pub until: Timestamp,
    /// How many orders wait in the kitchen before this one.
    pub orders_ahead: u32,
    /// When it is expected by now, where that is later than promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Timestamp>,
}
