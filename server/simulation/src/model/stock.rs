//! How many there are of what is counted, and how many are sold.

use super::{Model, Of};
use crate::calls::Placement;
use crate::process::Process;
use domain::order::State;
use domain::{ProductId, TenantId};
use ports::documents::{Key, Table};
use std::collections::BTreeMap;

impl Model {
    /// How many there are of each counted product by the store.
    pub fn counters(&self, tenant: &TenantId) -> BTreeMap<ProductId, i64> {
        let own = self.counters.iter().filter(|((of, _), _)| of == tenant);
        let counter = |((_, key), counters): (&Of<Key>, &BTreeMap<String, i64>)| {
            let product = ProductId::parse(key.sk.strip_prefix("STOCK#")?).ok()?;
            Some((product, counters.get("available").copied().unwrap_or(0)))
        };
        own.filter_map(counter).collect()
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
            let record = record.map(|record| record.body.json()).unwrap_or_default();
            let counted = record.pointer("/data/counted");
            counted.and_then(serde_json::Value::as_bool).unwrap_or(false)
        };
        self.stock.retain(|(of, _), _| of != tenant);
        for (product, left) in self.counters(tenant) {
            // What is not counted any more may have been given back.
            if !is_counted(&product) {
                continue;
            }
            let sold = taken.get(&product).copied().unwrap_or(0);
            self.stock.insert((tenant.clone(), product), left + sold);
        }
    }
}
