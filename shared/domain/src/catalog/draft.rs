//! What managers have changed of a carta and not published yet, and the carta as it will be then.
//!
//! A change keeps what was there when it was made. Published, it changes only what it was about: what a machine has changed of the
//! same dish meanwhile stays.

use super::{Catalog, Category, Component, OptionGroup, OwnPrice, Product, Promotion};
use crate::service_hours::WeeklyHours;
use crate::{Money, ProductId, Slug};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What of a product is published: all but its number, what is left of it and whether it is there now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductSheet {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    pub category: Slug,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kitchen_name: Option<String>,
    pub description: String,
    pub price: Money,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prices: Vec<OwnPrice>,
    pub image: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<WeeklyHours>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<OptionGroup>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allergens: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// What was there when something was changed, and what shall be there. `None` where there was nothing, or nothing shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit<T> {
    pub before: Option<T>,
    pub after: Option<T>,
}

/// The changes that wait to be published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MenuDraft {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub products: BTreeMap<ProductId, Edit<ProductSheet>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub promotions: BTreeMap<ProductId, Edit<Promotion>>,
    /// All categories, in the order of the carta.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Edit<Vec<Category>>>,
    /// Products in the order of the carta. Those that it does not name come after them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<ProductId>>,
}

impl ProductSheet {
    pub fn of(product: &Product) -> ProductSheet {
        ProductSheet {
            sku: product.sku.clone(),
            category: product.category.clone(),
            name: product.name.clone(),
            kitchen_name: product.kitchen_name.clone(),
            description: product.description.clone(),
            price: product.price,
            prices: product.prices.clone(),
            image: product.image.clone(),
            hours: product.hours.clone(),
            groups: product.groups.clone(),
            allergens: product.allergens.clone(),
            tags: product.tags.clone(),
        }
    }

    /// The product with what this says of it.
    pub fn onto(self, product: Product) -> Product {
        Product {
            sku: self.sku,
            category: self.category,
            name: self.name,
            kitchen_name: self.kitchen_name,
            description: self.description,
            price: self.price,
            prices: self.prices,
            image: self.image,
            hours: self.hours,
            groups: self.groups,
            allergens: self.allergens,
            tags: self.tags,
            ..product
        }
    }

    /// A product that is not on the carta yet. Its number is given when it is published.
    pub fn product(self, id: ProductId) -> Product {
        Product {
            id,
            number: 0,
            sku: self.sku,
            category: self.category,
            name: self.name,
            kitchen_name: self.kitchen_name,
            description: self.description,
            price: self.price,
            prices: self.prices,
            image: self.image,
            stock: None,
            active: true,
            off_until: None,
            hours: self.hours,
            groups: self.groups,
            allergens: self.allergens,
            tags: self.tags,
            created_at: None,
        }
    }

    /// What is there now, with what was changed between `before` and this.
    fn since(&self, before: &ProductSheet, now: ProductSheet) -> ProductSheet {
        ProductSheet {
            sku: changed(&before.sku, &self.sku, now.sku),
            category: changed(&before.category, &self.category, now.category),
            name: changed(&before.name, &self.name, now.name),
            kitchen_name: changed(&before.kitchen_name, &self.kitchen_name, now.kitchen_name),
            description: changed(&before.description, &self.description, now.description),
            price: changed(&before.price, &self.price, now.price),
            prices: changed(&before.prices, &self.prices, now.prices),
            image: changed(&before.image, &self.image, now.image),
            hours: changed(&before.hours, &self.hours, now.hours),
            groups: changed(&before.groups, &self.groups, now.groups),
            allergens: changed(&before.allergens, &self.allergens, now.allergens),
            tags: changed(&before.tags, &self.tags, now.tags),
        }
    }
}

/// What is there now, unless it was changed.
fn changed<T: Clone + PartialEq>(before: &T, after: &T, now: T) -> T {
    if before == after { now } else { after.clone() }
}

/// The same of a promotion.
fn promotion_since(after: &Promotion, before: &Promotion, now: Promotion) -> Promotion {
    Promotion {
        id: now.id,
        name: changed(&before.name, &after.name, now.name),
        kitchen_name: changed(&before.kitchen_name, &after.kitchen_name, now.kitchen_name),
        description: changed(&before.description, &after.description, now.description),
        price: changed(&before.price, &after.price, now.price),
        regular_price: changed(&before.regular_price, &after.regular_price, now.regular_price),
        image: changed(&before.image, &after.image, now.image),
        components: changed(&before.components, &after.components, now.components),
        groups: changed(&before.groups, &after.groups, now.groups),
        from: changed(&before.from, &after.from, now.from),
        until: changed(&before.until, &after.until, now.until),
        hours: changed(&before.hours, &after.hours, now.hours),
    }
}

impl Edit<ProductSheet> {
    /// The same without what it does not change, which is most of it.
    fn trimmed(mut self) -> Edit<ProductSheet> {
        if let (Some(before), Some(after)) = (&mut self.before, &mut self.after) {
            fn trim<T: Default + PartialEq>(before: &mut T, after: &mut T) {
                if before == after {
                    *before = T::default();
                    *after = T::default();
                }
            }
            trim(&mut before.sku, &mut after.sku);
            trim(&mut before.name, &mut after.name);
            trim(&mut before.kitchen_name, &mut after.kitchen_name);
            trim(&mut before.description, &mut after.description);
            trim(&mut before.price, &mut after.price);
            trim(&mut before.prices, &mut after.prices);
            trim(&mut before.image, &mut after.image);
            trim(&mut before.hours, &mut after.hours);
            trim(&mut before.groups, &mut after.groups);
            trim(&mut before.allergens, &mut after.allergens);
            trim(&mut before.tags, &mut after.tags);
        }
        self
    }
}

impl MenuDraft {
    /// How many changes it has, each dish and promotion as one, and so the categories, and the order of the dishes.
    pub fn changes(&self) -> usize {
        let lists = usize::from(self.categories.is_some()) + usize::from(self.order.is_some());
        self.products.len() + self.promotions.len() + lists
    }

    pub fn is_empty(&self) -> bool {
        self.changes() == 0
    }

    /// Gives something new of it another id, also where the rest names it.
    pub fn rename(&mut self, old: &ProductId, new: &ProductId) {
        // What takes away something of this id goes on doing so.
        let is_new = |edit: &Edit<ProductSheet>| edit.before.is_none();
        if self.products.get(old).is_some_and(is_new)
            && let Some(edit) = self.products.remove(old)
        {
            self.products.insert(new.clone(), edit);
        }
        let is_new = |edit: &Edit<Promotion>| edit.before.is_none();
        if self.promotions.get(old).is_some_and(is_new)
            && let Some(mut edit) = self.promotions.remove(old)
        {
            if let Some(promotion) = &mut edit.after {
                promotion.id = new.clone();
            }
            self.promotions.insert(new.clone(), edit);
        }
        for id in self.order.iter_mut().flatten().filter(|id| *id == old) {
            *id = new.clone();
        }
        let products = self.products.values_mut().filter_map(|edit| edit.after.as_mut());
        let of_products = products.flat_map(|sheet| &mut sheet.groups);
        let promotions = self
            .promotions
            .values_mut()
            .filter_map(|edit| edit.after.as_mut());
        let mut components: Vec<&mut Component> = Vec::new();
        let mut groups: Vec<&mut OptionGroup> = of_products.collect();
        for promotion in promotions {
            components.extend(&mut promotion.components);
            groups.extend(&mut promotion.groups);
        }
        let options = groups.into_iter().flat_map(|group| &mut group.options);
        components.extend(options.flat_map(|option| &mut option.components));
        for component in components
            .into_iter()
            .filter(|component| component.product_id == *old)
        {
            component.product_id = new.clone();
        }
    }

    /// The same, with what it takes away still there.
    #[must_use]
    pub fn without_removals(&self) -> MenuDraft {
        let mut draft = self.clone();
        draft.products.retain(|_, edit| edit.after.is_some());
        draft.promotions.retain(|_, edit| edit.after.is_some());
        draft
    }

    /// The carta as it will be when this is published.
    pub fn applied(&self, published: &Catalog) -> Catalog {
        let mut catalog = published.clone();
        for (id, edit) in &self.products {
            apply_product(&mut catalog.products, id, edit);
        }
        for (id, edit) in &self.promotions {
            apply_promotion(&mut catalog.promotions, id, edit);
        }
        if let Some(edit) = &self.categories {
            catalog.categories = arranged(edit, &catalog);
        }
        if let Some(order) = &self.order {
            let place: BTreeMap<&ProductId, usize> = order.iter().zip(0..).collect();
            let place = |product: &Product| place.get(&product.id).copied().unwrap_or(usize::MAX);
            catalog.products.sort_by_key(place);
        }
        catalog
    }

    /// The same without what would change nothing of what is published by now. What stays of a dish says only what it changes.
    pub fn settled(mut self, published: &Catalog) -> MenuDraft {
        self.products.retain(|id, edit| {
            let mut products: Vec<Product> = published.product(id).cloned().into_iter().collect();
            apply_product(&mut products, id, edit);
            products.first() != published.product(id)
        });
        self.promotions.retain(|id, edit| {
            let mut promotions: Vec<Promotion> = published.promotion(id).cloned().into_iter().collect();
            apply_promotion(&mut promotions, id, edit);
            promotions.first() != published.promotion(id)
        });
        let after = self.applied(published);
        if after.categories == published.categories {
            self.categories = None;
        }
        let unordered = MenuDraft {
            order: None,
            ..self.clone()
        };
        let unordered = unordered.applied(published);
        let same = |category: &Category| {
            let (before, after) = (
                unordered.in_category(&category.id),
                after.in_category(&category.id),
            );
            before
                .map(|product| &product.id)
                .eq(after.map(|product| &product.id))
        };
        if after.categories.iter().all(same) {
            self.order = None;
        }
        let products = self.products.into_iter();
        self.products = products.map(|(id, edit)| (id, edit.trimmed())).collect();
        self
    }
}

fn apply_product(products: &mut Vec<Product>, id: &ProductId, edit: &Edit<ProductSheet>) {
    let at = products.iter().position(|product| &product.id == id);
    let known = at.and_then(|at| products.get_mut(at));
    match (&edit.after, known, &edit.before) {
        (Some(after), Some(known), Some(before)) => {
            let sheet = after.since(before, ProductSheet::of(known));
            *known = sheet.onto(known.clone());
        }
        (Some(after), Some(known), None) => *known = after.clone().onto(known.clone()),
        (Some(after), None, None) => products.push(after.clone().product(id.clone())),
        (None, ..) => products.retain(|product| &product.id != id),
        // Somebody has taken it off the carta meanwhile.
        (Some(_), None, Some(_)) => {}
    }
}

fn apply_promotion(promotions: &mut Vec<Promotion>, id: &ProductId, edit: &Edit<Promotion>) {
    let known = promotions.iter_mut().find(|promotion| &promotion.id == id);
    match (&edit.after, known, &edit.before) {
        (Some(after), Some(known), Some(before)) => {
            *known = promotion_since(after, before, known.clone());
        }
        (Some(after), Some(known), None) => *known = after.clone(),
        (Some(after), None, None) => promotions.push(after.clone()),
        (None, ..) => promotions.retain(|promotion| &promotion.id != id),
        (Some(_), None, Some(_)) => {}
    }
}

/// The categories of a change, and behind them those that it did not know of, or that a dish is still in. What it changed of none
/// stays as somebody else has made it: its name, or that it is gone.
fn arranged(edit: &Edit<Vec<Category>>, catalog: &Catalog) -> Vec<Category> {
    let before = edit.before.as_deref().unwrap_or_default();
    let after = edit.after.as_deref().unwrap_or_default();
    let of = |list: &[Category], id: &Slug| list.iter().find(|known| &known.id == id).cloned();
    let is_used = |id: &Slug| catalog.in_category(id).next().is_some();
    let named = after.iter().filter_map(|category| {
        let id = &category.id;
        match (of(before, id), of(&catalog.categories, id)) {
            (Some(was), Some(now)) => Some(Category {
                id: id.clone(),
                name: changed(&was.name, &category.name, now.name),
                description: changed(&was.description, &category.description, now.description),
            }),
            (Some(_), None) if !is_used(id) => None,
            _ => Some(category.clone()),
        }
    });
    let others = catalog.categories.iter().filter(|category| {
        let id = &category.id;
        of(after, id).is_none() && (is_used(id) || of(before, id).is_none())
    });
    named.chain(others.cloned()).collect()
}

#[cfg(test)]
mod tests;
