//! The figures of the restaurant.

use domain::dashboard::{Figures, PersonFigures, StageFigures};
use domain::{Date, Money, ProductId, Timestamp};
use serde::{Deserialize, Serialize};

/// Days of the restaurant, both included; today when `None`. At most 92 days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Days {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// The day at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    pub from: Date,
    pub to: Date,
    pub orders: i64,
    /// Confirmed and not finished now, whichever day they are from.
    pub active: i64,
    pub completed: i64,
    pub cancelled: i64,
    /// Totals of confirmed orders that were not cancelled.
    pub sales_cents: Money,
    /// What came in for the orders of these days, and what of it went back. Their difference is what was sold, less what
    /// is still to be collected or on its way back, and rounded where it is cash.
    pub collected_cents: Money,
    pub refunded_cents: Money,
    pub average_ticket_cents: Option<Money>,
    /// Mean time from placing to delivery.
    pub average_delivery_seconds: Option<i64>,
    pub updated_at: Timestamp,
}

/// The figures behind the charts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stats {
    pub figures: Figures,
    pub by_status: Vec<(String, i64)>,
    pub stages: Vec<StageFigures>,
    pub last_days: Vec<DayFigures>,
    pub top_products: Vec<TopProduct>,
    pub people: Vec<PersonFigures>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayFigures {
    pub day: Date,
    pub orders: i64,
    pub sales_cents: Money,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopProduct {
    pub product_id: ProductId,
    pub name: String,
    pub qty: i64,
    pub sales_cents: Money,
}

/// A chart drawn as SVG, once for each theme, with its table for those who read rather than look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Chart {
    /// Stable name, e.g. `orders-by-hour`.
    pub id: String,
    pub title: String,
    /// What it shows in one sentence.
    pub summary: String,
    /// Empty when there is nothing to draw yet.
    pub light_svg: String,
    pub dark_svg: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// All that the dashboard page shows above its table of orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    pub summary: Summary,
    pub stats: Stats,
    pub charts: Vec<Chart>,
}
