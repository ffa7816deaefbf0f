//! The figures of a day, folded from its events. Every event adds to counters and does nothing else, so the order in
//! which events arrive does not matter: the dashboard is the sum of what happened.

mod standing;
#[cfg(test)]
mod tests;

pub use standing::{is_told, of_order, of_payment};

use super::event::{Event, OrderRef, SoldLine, StageChange};
use super::order::{Status, Step};
use super::stage::{CurrentStep, Stage};
use super::{Date, Money, ProductId, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counters by name, as they are stored.
pub type Counters = BTreeMap<String, i64>;

/// What an event adds to the counters of a day: the day on which the order was placed, in the restaurant's zone. Rehearsals add
/// nothing.
pub fn deltas(event: &Event, zone: &Zone) -> Option<(Date, Vec<(String, i64)>)> {
    if let Some(money) = event.money_moved() {
        let add = [("collected", money.collected), ("refunded", money.refunded)];
        let add = add.into_iter().filter(|(_, amount)| *amount != Money::ZERO);
        let add: Vec<_> = add.map(|(name, amount)| (name.to_owned(), amount.0)).collect();
        return (!add.is_empty()).then(|| (zone.date(money.placed_at), add));
    }
    let order = event.order().filter(|order| !order.rehearsal)?;
    let day = zone.date(order.placed_at);
    let hour = zone.clock(order.placed_at).0;
    let mut add = Vec::new();
    match event {
        Event::OrderCreated { .. } => {
            add.push((format!("hour:{hour:02}:orders"), 1));
            add.push((status(Status::Created), 1));
            add.push((step(CurrentStep::Created), 1));
        }
        Event::OrderConfirmed { lines, .. } => {
            moved(&mut add, Status::Created, Status::Confirmed);
            stepped(&mut add, CurrentStep::Created, CurrentStep::Cooking);
            sold(&mut add, order.total, lines, hour, 1);
        }
        Event::OrderCancelled {
            from,
            step: at,
            lines,
            ..
        } => {
            moved(&mut add, *from, Status::Cancelled);
            add.push((step(*at), -1));
            if *from == Status::Confirmed {
                sold(&mut add, order.total, lines, hour, -1);
            }
        }
        Event::OrderEdited { .. } => resold(&mut add, event, order.total, hour),
        Event::OrderStageCompleted { step: done, next, .. } => {
            let to = next.map_or(CurrentStep::Delivered, Stage::current_step);
            stepped(&mut add, done.stage.current_step(), to);
            worked(&mut add, done, 1);
        }
        Event::OrderDelivered { at, .. } => {
            moved(&mut add, Status::Confirmed, Status::Completed);
            took(&mut add, order, at.since_ms(order.placed_at), 1);
        }
        Event::OrderStageUpdated {
            change:
                StageChange::Recalled {
                    step: done,
                    delivered,
                },
            ..
        } => {
            let from = done
                .stage
                .rule()
                .next
                .map_or(CurrentStep::Delivered, Stage::current_step);
            stepped(&mut add, from, done.stage.current_step());
            worked(&mut add, done, -1);
            if *delivered {
                moved(&mut add, Status::Completed, Status::Confirmed);
                took(&mut add, order, done.finished_at.since_ms(order.placed_at), -1);
            }
        }
        Event::OrderStageUpdated {
            change: StageChange::Overdue { .. },
            stage,
            ..
        } => {
            add.push((format!("stage:{}:overdue", stage.wire_name()), 1));
        }
        _ => {}
    }
    (!add.is_empty()).then_some((day, add))
}

/// The figures of one day, or of several added together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    pub created: i64,
    pub confirmed: i64,
    pub completed: i64,
    pub cancelled: i64,
    #[serde(rename = "salesCents")]
    pub sales: Money,
    /// What came in for these orders, and what went back of it.
    #[serde(default, rename = "collectedCents")]
    pub collected: Money,
    #[serde(default, rename = "refundedCents")]
    pub refunded: Money,
    /// Orders and sales by hour of the day, 24 of them.
    pub hours: Vec<HourFigures>,
    /// Open orders by where they stand: created, cooking, packaging, delivery.
    pub open_steps: Vec<(CurrentStep, i64)>,
    pub stages: Vec<StageFigures>,
    /// Best seller first.
    pub products: Vec<ProductFigures>,
    pub people: Vec<PersonFigures>,
    pub delivered: i64,
    /// Mean time from placing to delivery, of orders for at once.
    pub mean_delivery_ms: Option<i64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HourFigures {
    pub orders: i64,
    #[serde(rename = "salesCents")]
    pub sales: Money,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageFigures {
    pub stage: Stage,
    pub done: i64,
    pub overdue: i64,
    pub mean_ms: Option<i64>,
    /// Upper bound of the bucket in which half, or nine of ten, were done; buckets are a quarter wide.
    pub p50_ms: Option<i64>,
    pub p90_ms: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductFigures {
    pub product_id: ProductId,
    pub qty: i64,
    #[serde(rename = "salesCents")]
    pub sales: Money,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonFigures {
    pub id: String,
    pub name: String,
    pub stage: Stage,
    pub done: i64,
    pub mean_ms: Option<i64>,
}

impl Figures {
    /// Reads the counters of one or more days, added together. Unknown counters are left out.
    pub fn read(counters: &Counters) -> Figures {
        let get = |name: &str| counters.get(name).copied().unwrap_or(0);
        let mean = |prefix: &str| {
            let n = get(&format!("{prefix}:n"));
            (n > 0).then(|| get(&format!("{prefix}:ms")) / n)
        };
        let hours = (0..24).map(|hour| HourFigures {
            orders: get(&format!("hour:{hour:02}:orders")),
            sales: Money(get(&format!("hour:{hour:02}:sales"))),
        });
        let open = [
            CurrentStep::Created,
            CurrentStep::Cooking,
            CurrentStep::Packaging,
            CurrentStep::Delivery,
        ];
        Figures {
            created: get(&status(Status::Created)),
            confirmed: get(&status(Status::Confirmed)),
            completed: get(&status(Status::Completed)),
            cancelled: get(&status(Status::Cancelled)),
            sales: Money(get("sales")),
            collected: Money(get("collected")),
            refunded: Money(get("refunded")),
            hours: hours.collect(),
            open_steps: open.into_iter().map(|at| (at, get(&step(at)))).collect(),
            stages: Stage::ALL
                .into_iter()
                .map(|stage| stage_figures(counters, stage, &mean))
                .collect(),
            products: product_figures(counters),
            people: person_figures(counters),
            delivered: get("delivered:n"),
            mean_delivery_ms: mean("delivered"),
        }
    }

    /// Everything that was ordered, whatever became of it.
    pub fn orders(&self) -> i64 {
        self.created + self.confirmed + self.completed + self.cancelled
    }

    /// Sales divided by the orders that were sold.
    pub fn average_ticket(&self) -> Option<Money> {
        let sold = self.confirmed + self.completed;
        (sold > 0).then(|| Money(self.sales.0 / sold))
    }
}

/// Adds what an event says to counters in memory: the reference for the stored projection.
pub fn fold(days: &mut BTreeMap<Date, Counters>, event: &Event, zone: &Zone) {
    if let Some((day, add)) = deltas(event, zone) {
        let counters = days.entry(day).or_default();
        for (name, delta) in add {
            *counters.entry(name).or_insert(0) += delta;
        }
    }
}

fn status(status: Status) -> String {
    format!("status:{}", status.wire_name())
}

fn step(step: CurrentStep) -> String {
    format!("step:{}", step.wire_name())
}

fn moved(add: &mut Vec<(String, i64)>, from: Status, to: Status) {
    add.push((status(from), -1));
    moved_to(add, to);
}

fn moved_to(add: &mut Vec<(String, i64)>, to: Status) {
    add.push((status(to), 1));
}

fn add_all(add: Vec<(String, i64)>) -> Counters {
    let mut counters = Counters::new();
    for (name, delta) in add {
        *counters.entry(name).or_insert(0) += delta;
    }
    counters
}

fn stepped(add: &mut Vec<(String, i64)>, from: CurrentStep, to: CurrentStep) {
    add.push((step(from), -1));
    add.push((step(to), 1));
}

/// How long an order took, `ms` from placing to delivery. One for later took as long as its customer wanted.
fn took(add: &mut Vec<(String, i64)>, order: &OrderRef, ms: i64, sign: i64) {
    if !order.for_later {
        add.push(("delivered:n".into(), sign));
        add.push(("delivered:ms".into(), sign * ms));
    }
}

fn sold(add: &mut Vec<(String, i64)>, total: Money, lines: &[SoldLine], hour: u8, sign: i64) {
    add.push(("sales".into(), sign * total.0));
    add.push((format!("hour:{hour:02}:sales"), sign * total.0));
    for line in lines {
        add.push((
            format!("product:{}:qty", line.product_id),
            sign * i64::from(line.qty),
        ));
        add.push((format!("product:{}:sales", line.product_id), sign * line.amount.0));
    }
}

/// An order that costs and is made of something else now.
fn resold(add: &mut Vec<(String, i64)>, edited: &Event, total: Money, hour: u8) {
    if let Event::OrderEdited {
        total_before,
        sold_before,
        lines,
        ..
    } = edited
    {
        sold(add, *total_before, sold_before, hour, -1);
        sold(add, total, lines, hour, 1);
    }
}

fn worked(add: &mut Vec<(String, i64)>, done: &Step, sign: i64) {
    let stage = done.stage.wire_name();
    let ms = done.finished_at.since_ms(done.started_at);
    add.push((format!("stage:{stage}:n"), sign));
    add.push((format!("stage:{stage}:ms"), sign * ms));
    add.push((format!("stage:{stage}:bucket:{:03}", bucket(ms)), sign));
    let person = format!("person:{}:{stage}:{}", done.by.id, done.by.name.replace(':', " "));
    add.push((format!("{person}:n"), sign));
    add.push((format!("{person}:ms"), sign * ms));
}

/// Buckets of times: bucket `i` ends at 1.25^i seconds; 0 to 80 covers a second to two years.
fn bucket(ms: i64) -> u32 {
    (0..80).find(|index| ms <= bucket_end_ms(*index)).unwrap_or(80)
}

fn bucket_end_ms(index: u32) -> i64 {
    (0..index).fold(1_000, |end: i64, _| end + end / 4)
}

fn stage_figures(counters: &Counters, stage: Stage, mean: &dyn Fn(&str) -> Option<i64>) -> StageFigures {
    let prefix = format!("stage:{}", stage.wire_name());
    let buckets: Vec<(u32, i64)> = counters
        .iter()
        .filter_map(|(name, count)| {
            let index = name
                .strip_prefix(&prefix)?
                .strip_prefix(":bucket:")?
                .parse()
                .ok()?;
            (*count > 0).then_some((index, *count))
        })
        .collect();
    let total: i64 = buckets.iter().map(|(_, count)| count).sum();
    let percentile = |percent: i64| {
        let mut seen = 0;
        let reached = buckets.iter().find(|(_, count)| {
            seen += count;
            seen * 100 >= total * percent
        });
        reached.map(|(index, _)| bucket_end_ms(*index))
    };
    StageFigures {
        stage,
        done: counters.get(&format!("{prefix}:n")).copied().unwrap_or(0),
        overdue: counters.get(&format!("{prefix}:overdue")).copied().unwrap_or(0),
        mean_ms: mean(&prefix),
        p50_ms: percentile(50),
        p90_ms: percentile(90),
    }
}

fn product_figures(counters: &Counters) -> Vec<ProductFigures> {
    let mut products: Vec<ProductFigures> = counters
        .iter()
        .filter_map(|(name, qty)| {
            let id = name.strip_prefix("product:")?.strip_suffix(":qty")?;
            let sales = counters.get(&format!("product:{id}:sales")).copied().unwrap_or(0);
            let product_id = ProductId::parse(id).ok()?;
            (*qty > 0).then_some(ProductFigures {
                product_id,
                qty: *qty,
                sales: Money(sales),
            })
        })
        .collect();
    products.sort_by(|a, b| b.qty.cmp(&a.qty).then_with(|| a.product_id.cmp(&b.product_id)));
    products
}

fn person_figures(counters: &Counters) -> Vec<PersonFigures> {
    let mut people: Vec<PersonFigures> = counters
        .iter()
        .filter_map(|(name, done)| {
            let person = name.strip_suffix(":n")?;
            let mut parts = person.strip_prefix("person:")?.splitn(3, ':');
            let (id, stage, label) = (
                parts.next()?,
                Stage::from_wire_name(parts.next()?)?,
                parts.next()?,
            );
            let total = counters.get(&format!("{person}:ms")).copied().unwrap_or(0);
            (*done > 0).then(|| PersonFigures {
                id: id.to_owned(),
                name: label.to_owned(),
                stage,
                done: *done,
                mean_ms: Some(total / *done),
            })
        })
        .collect();
    people.sort_by(|a, b| {
        a.stage
            .cmp(&b.stage)
            .then(b.done.cmp(&a.done))
            .then_with(|| a.name.cmp(&b.name))
    });
    people
}
