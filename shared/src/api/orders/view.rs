//! What is said of orders, and what is asked.

use crate::domain::cart::{CartLine, ChosenOption, FulfilmentKind, Totals};
use crate::domain::order::{Fulfilment, Order, Receipt, State, Status, Step};
use crate::domain::payment::PaymentMethod;
pub use crate::domain::payment::PaymentSummary;
use crate::domain::stage::{CurrentStep, Stage, StepStatus};
use crate::domain::{CustomerId, Money, OrderId, ProductId, TenantId, Timestamp};
use serde::{Deserialize, Serialize};

/// An order as the restaurant and its customer see it: the `Order` of the public API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OrderView {
    pub order_id: OrderId,
    pub number: u64,
    pub tenant_id: TenantId,
    pub customer_id: CustomerId,
    pub customer: ContactView,
    pub status: Status,
    pub current_step: CurrentStep,
    pub fulfilment: Fulfilment,
    /// When the customer wants it; as soon as possible when `None`.
    #[serde(default)]
    pub scheduled_for: Option<Timestamp>,
    pub receipt: Receipt,
    pub items: Vec<ItemView>,
    pub subtotal_cents: Money,
    pub tax_cents: Money,
    pub delivery_fee_cents: Money,
    pub total_cents: Money,
    /// The total as a decimal; the cents are authoritative.
    pub total: f64,
    pub payment: PaymentSummary,
    pub steps: Vec<StepView>,
    /// Whether the open stage was found to take longer than its target.
    pub overdue: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancellation: Option<Cancellation>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ContactView {
    pub name: String,
    pub phone: String,
    pub email: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ItemView {
    pub product_id: ProductId,
    pub name: String,
    pub qty: u16,
    pub unit_price_cents: Money,
    pub subtotal_cents: Money,
    /// The unit price as a decimal.
    pub price: f64,
    pub options: Vec<ChosenOption>,
    pub note: String,
}

/// One step of an order: who, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StepView {
    pub step_name: Stage,
    pub status: StepStatus,
    /// Since when it waited to be taken; in the future where an order for later is not begun with yet.
    pub waiting_since: Timestamp,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub attended_by: Option<Attendant>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Attendant {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Cancellation {
    pub at: Timestamp,
    pub by: Attendant,
    pub reason: String,
}

/// What a customer orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewOrder {
    /// Chosen by the browser, 1 to 255 printable characters: sent twice, it is one order.
    pub idempotency_key: String,
    pub lines: Vec<CartLine>,
    pub fulfilment: Fulfilment,
    /// When the customer wants it; as soon as possible when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_for: Option<Timestamp>,
    #[serde(default)]
    pub receipt: Receipt,
    pub payment_method: PaymentMethod,
    /// The telephone to ask at; the profile's when empty.
    #[serde(default)]
    pub phone: String,
    /// What the customer was told; a different total is refused.
    pub expected_total: Option<Money>,
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

/// How far an order is, for whoever has its link. Nothing in it tells who ordered, or where to.
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
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackedItem {
    pub product_id: ProductId,
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
}

/// Which orders to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderFilter {
    /// Only orders on which somebody still has to do something.
    pub open: bool,
    pub status: Option<Status>,
    pub step: Option<CurrentStep>,
    /// Placed at or after, and before.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub newest_first: bool,
    pub cursor: Option<String>,
    /// 1 to 100; 20 when `None`.
    pub limit: Option<usize>,
}

impl OrderView {
    pub fn of(tenant: &TenantId, order: &Order) -> OrderView {
        let head = &order.head;
        OrderView {
            order_id: head.id.clone(),
            number: head.number,
            tenant_id: tenant.clone(),
            customer_id: head.customer.id.clone(),
            customer: ContactView {
                name: head.customer.name.clone(),
                phone: head.customer.phone.clone(),
                email: head.customer.email.clone(),
            },
            status: order.status(),
            current_step: order.current_step(),
            fulfilment: head.fulfilment.clone(),
            scheduled_for: head.schedule.map(|schedule| schedule.at),
            receipt: head.receipt.clone(),
            items: head
                .lines
                .iter()
                .map(|line| ItemView {
                    product_id: line.product_id.clone(),
                    name: line.name.clone(),
                    qty: line.qty,
                    unit_price_cents: line.unit_price,
                    subtotal_cents: line.subtotal,
                    price: decimal(line.unit_price),
                    options: line.options.clone(),
                    note: line.note.clone(),
                })
                .collect(),
            subtotal_cents: head.totals.subtotal,
            tax_cents: head.totals.tax,
            delivery_fee_cents: head.totals.delivery_fee,
            total_cents: head.totals.total,
            total: decimal(head.totals.total),
            payment: order.payment_summary(),
            steps: StepView::all(order),
            overdue: matches!(order.state, State::Working { overdue: true, .. }),
            cancellation: match &order.state {
                State::Cancelled { at, by, reason, .. } => Some(Cancellation {
                    at: *at,
                    by: Attendant {
                        id: by.id.clone(),
                        name: by.name.clone(),
                    },
                    reason: reason.clone(),
                }),
                _ => None,
            },
            created_at: head.placed_at,
            updated_at: order.updated_at,
            version: order.version,
        }
    }

    /// The step that waits or is being worked on.
    pub fn open_step(&self) -> Option<&StepView> {
        self.steps
            .iter()
            .find(|step| step.status != StepStatus::Done && self.status == Status::Confirmed)
    }
}

impl StepView {
    /// The completed steps and the open one, in order.
    pub fn all(order: &Order) -> Vec<StepView> {
        let mut steps: Vec<StepView> = order.done().iter().map(StepView::done).collect();
        if let State::Working {
            stage, since, taken, ..
        } = &order.state
        {
            steps.push(StepView {
                step_name: *stage,
                status: if taken.is_some() {
                    StepStatus::InProgress
                } else {
                    StepStatus::Pending
                },
                waiting_since: *since,
                started_at: taken.as_ref().map(|taken| taken.at),
                finished_at: None,
                attended_by: taken.as_ref().map(|taken| Attendant {
                    id: taken.by.id.clone(),
                    name: taken.by.name.clone(),
                }),
            });
        }
        steps
    }

    fn done(step: &Step) -> StepView {
        StepView {
            step_name: step.stage,
            status: StepStatus::Done,
            waiting_since: step.since,
            started_at: Some(step.started_at),
            finished_at: Some(step.finished_at),
            attended_by: Some(Attendant {
                id: step.by.id.clone(),
                name: step.by.name.clone(),
            }),
        }
    }
}

/// An amount as a JSON number with two digits. It is for display and for old clients; cents are authoritative.
pub fn decimal(amount: Money) -> f64 {
    amount.decimal().parse().unwrap_or(0.0)
}

impl MyOrder {
    pub fn of(view: OrderView) -> MyOrder {
        use crate::domain::cart::Pick;
        let line = |item: &ItemView| CartLine {
            product_id: item.product_id.clone(),
            qty: item.qty,
            options: item
                .options
                .iter()
                .map(|chosen| Pick {
                    group: chosen.group.clone(),
                    option: chosen.option.clone(),
                })
                .collect(),
            note: item.note.clone(),
        };
        MyOrder {
            lines: view.items.iter().map(line).collect(),
            contents: view
                .items
                .iter()
                .map(|item| format!("{} × {}", item.qty, item.name))
                .collect(),
            fulfilment: view.fulfilment.kind(),
            order_id: view.order_id,
            number: view.number,
            status: view.status,
            current_step: view.current_step,
            total: view.total_cents,
            scheduled_for: view.scheduled_for,
            created_at: view.created_at,
        }
    }
}
