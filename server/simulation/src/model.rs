//! What a history knows of itself: what was asked for and answered, and what was seen in the store after each step.

use crate::calls::{Answer, Placement};
use crate::process::Process;
use crate::restaurants::Restaurant;
use domain::catalog::Catalog;
use domain::order::{Order, State};
use domain::payment::Payment;
use domain::{OrderId, ProductId, TenantId, Timestamp, Zone};
use engine_memory::Delivery;
use ports::documents::{Document, Key, Table};
use ports::event_bus::Published;
use ports::{EngineError, EventBus};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// A thing of a restaurant.
pub type Of<T> = (TenantId, T);

/// Maximum number of events of a restaurant that are read at once.
const EVENTS: usize = 10_000;
/// Maximum number of deliveries that are remembered to be made again.
const DELIVERED: usize = 200;

/// See the module.
#[derive(Debug, Default)]
pub struct Model {
    pub orders: BTreeMap<Of<OrderId>, Order>,
    pub payments: BTreeMap<Of<OrderId>, Payment>,
    /// Every call that wanted to place an order, in their order.
    pub placed: Vec<Placed>,
    /// What is sold, and what it consists of.
    pub cartas: BTreeMap<TenantId, Catalog>,
    pub zones: BTreeMap<TenantId, Zone>,
    /// How many there would be of each counted product if all orders were cancelled.
    pub stock: BTreeMap<Of<ProductId>, i64>,
    /// What is off the carta.
    pub off: BTreeSet<Of<ProductId>>,
    /// Orders that somebody was told to be cancelled.
    pub cancelled: BTreeSet<Of<OrderId>>,
    /// All events, by restaurant.
    pub events: BTreeMap<TenantId, Vec<Published>>,
    /// The orders as their events make them.
    pub folded: BTreeMap<Of<OrderId>, Order>,
    /// What was delivered and may come again.
    pub delivered: Vec<Delivery>,
    versions: BTreeMap<TenantId, BTreeMap<Key, u64>>,
}

/// A call that wanted to place an order, and what it was told.
#[derive(Debug, Clone)]
pub struct Placed {
    pub placement: Placement,
    pub at: Timestamp,
    pub answer: Answer,
}

/// What a step has changed.
#[derive(Debug, Default)]
pub struct Changes {
    /// Orders as they were, `None` for new ones, and as they are.
    pub orders: Vec<(Option<Order>, Order)>,
    /// New events of a restaurant.
    pub events: Vec<(TenantId, Published)>,
}

impl Placed {
    /// Whether it was made under the same key of the same caller.
    pub fn has_key_of(&self, other: &Placement) -> bool {
        let own = &self.placement;
        !own.wanted.idempotency_key.is_empty()
            && own.wanted.idempotency_key == other.wanted.idempotency_key
            && own.caller == other.caller
    }

    /// The order that the caller was told.
    pub fn order(&self) -> Option<&OrderId> {
        match &self.answer {
            Answer::Placed { order, .. } => Some(order),
            _ => None,
        }
    }
}

impl Model {
    /// Looks at everything that has changed in the store.
    pub async fn observe(
        &mut self,
        process: &Process,
        restaurants: &[Restaurant],
    ) -> Result<Changes, EngineError> {
        let mut changes = Changes::default();
        for Restaurant { id, .. } in restaurants {
            for document in self.changed(process, id, Table::Orders, "ORDER#", "INFO") {
                // Other records lie beside the orders.
                let Some(order) = part::<Order>(&document, "order")? else {
                    continue;
                };
                let key = (id.clone(), order.head.id.clone());
                changes
                    .orders
                    .push((self.orders.insert(key, order.clone()), order));
            }
            for document in self.changed(process, id, Table::Payments, "PAYMENT#", "INFO") {
                if let Some(payment) = part::<Payment>(&document, "payment")? {
                    self.payments
                        .insert((id.clone(), payment.order_id.clone()), payment);
                }
            }
            for document in self.changed(process, id, Table::Catalog, "CATALOG", "PRODUCT#") {
                let active = document.body.pointer("/data/product/active");
                let product = document.key.sk.trim_start_matches("PRODUCT#");
                if let (Ok(product), Some(active)) = (ProductId::parse(product), active) {
                    let key = (id.clone(), product);
                    match active.as_bool() {
                        Some(false) => self.off.insert(key),
                        _ => self.off.remove(&key),
                    };
                }
            }
            let known = self.events.entry(id.clone()).or_default();
            let last = known.last().map_or(0, |event| event.cursor);
            let new = process.memory.event_bus.since(id, last, EVENTS).await?;
            known.extend(new.iter().cloned());
            changes
                .events
                .extend(new.into_iter().map(|event| (id.clone(), event)));
        }
        Ok(changes)
    }

    /// The documents whose keys begin so and that have changed since they were seen last.
    fn changed(
        &mut self,
        process: &Process,
        tenant: &TenantId,
        table: Table,
        pk: &str,
        sk: &str,
    ) -> Vec<Document> {
        let versions = self.versions.entry(tenant.clone()).or_default();
        let changed = process.memory.documents.select(tenant, table, |key, version| {
            let wanted = key.pk.starts_with(pk) && key.sk.starts_with(sk);
            wanted && versions.get(key) != Some(&version)
        });
        for document in &changed {
            versions.insert(document.key.clone(), document.version);
        }
        changed
    }

    /// How many there are of each counted product by the store.
    pub fn counters(process: &Process, tenant: &TenantId) -> BTreeMap<ProductId, i64> {
        let documents = &process.memory.documents;
        let stock = documents.select(tenant, Table::Catalog, |key, _| key.sk.starts_with("STOCK#"));
        let counter = |document: Document| {
            let product = ProductId::parse(document.key.sk.trim_start_matches("STOCK#")).ok()?;
            Some((product, document.counter("available")))
        };
        stock.into_iter().filter_map(counter).collect()
    }

    /// What the orders of a restaurant have taken and not given back.
    pub fn taken(&self, tenant: &TenantId) -> BTreeMap<ProductId, i64> {
        let mut taken = BTreeMap::new();
        for ((_, _), order) in self.orders.iter().filter(|((of, _), _)| of == tenant) {
            if matches!(order.state, State::Cancelled { .. }) {
                continue;
            }
            for (product, qty) in domain::cart::stock_taken(&order.head.lines) {
                *taken.entry(product).or_insert(0) += i64::from(qty);
            }
        }
        taken
    }

    /// How much of which products an order consists of, by the carta of the beginning.
    pub fn needed(&self, tenant: &TenantId, placement: &Placement) -> BTreeMap<ProductId, u32> {
        let mut needed = BTreeMap::new();
        let Some(catalog) = self.cartas.get(tenant) else {
            return needed;
        };
        for line in &placement.wanted.lines {
            let promotion = catalog.promotions.iter().find(|one| one.id == line.product_id);
            let product = catalog.products.iter().find(|one| one.id == line.product_id);
            let own = product.map(|product| (product.id.clone(), 1));
            let fixed = promotion.into_iter().flat_map(|one| &one.components);
            let groups = match (promotion, product) {
                (Some(promotion), _) => promotion.groups.as_slice(),
                (None, Some(product)) => product.groups.as_slice(),
                (None, None) => &[],
            };
            let chosen = line.options.iter().flat_map(|pick| {
                let group = groups.iter().find(|group| group.id == pick.group);
                let option = group.and_then(|group| group.options.iter().find(|one| one.id == pick.option));
                option.into_iter().flat_map(|option| &option.components)
            });
            let parts = fixed
                .chain(chosen)
                .map(|part| (part.product_id.clone(), u32::from(part.qty)));
            for (product, qty) in own.into_iter().chain(parts) {
                *needed.entry(product).or_insert(0) += qty * u32::from(line.qty);
            }
        }
        needed
    }

    /// Takes what is in the store as what there is: the restaurant has counted.
    pub fn recount(&mut self, process: &Process, tenant: &TenantId) {
        let taken = self.taken(tenant);
        let products = process
            .memory
            .documents
            .select(tenant, Table::Catalog, |key, _| key.sk.starts_with("PRODUCT#"));
        let is_counted = |product: &ProductId| {
            let sk = format!("PRODUCT#{product}");
            let record = products.iter().find(|document| document.key.sk == sk);
            let counted = record.and_then(|record| record.body.pointer("/data/counted"));
            counted.and_then(serde_json::Value::as_bool).unwrap_or(false)
        };
        self.stock.retain(|(of, _), _| of != tenant);
        for (product, left) in Model::counters(process, tenant) {
            // What is not counted any more may have been given back.
            if !is_counted(&product) {
                continue;
            }
            let sold = taken.get(&product).copied().unwrap_or(0);
            self.stock.insert((tenant.clone(), product), left + sold);
        }
    }

    /// Remembers deliveries, so that they can come again.
    pub fn delivered(&mut self, deliveries: Vec<Delivery>) {
        self.delivered.extend(deliveries);
        let too_many = self.delivered.len().saturating_sub(DELIVERED);
        self.delivered.drain(..too_many);
    }
}

/// A part of a record; `None` where the document has no such part.
fn part<T: DeserializeOwned>(document: &Document, name: &str) -> Result<Option<T>, EngineError> {
    let Some(body) = document.body.get(name) else {
        return Ok(None);
    };
    let read = serde_json::from_value(body.clone());
    read.map(Some)
        .map_err(|error| EngineError::broken("simulation", error).about(&document.key.pk))
}
