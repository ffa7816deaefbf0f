//! What promotions and choices consist of. Products are what a kitchen has or has not: what consists of them can be had
//! while they can, and takes from the same stock.

use super::{Catalog, DishOption, Item, OptionGroup, Pick, Product, Promotion};
use crate::ProductId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Maximum number of products that a promotion or a choice consists of.
pub const MAX_COMPONENTS: usize = 20;
/// Maximum quantity of one of them.
pub const MAX_COMPONENT_QTY: u16 = 20;

/// So many of a product, as a part of something that is sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Component {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub product_id: ProductId,
    /// 1 to [`MAX_COMPONENT_QTY`].
    #[serde(default = "one")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 20))]
    pub qty: u16,
}

fn one() -> u16 {
    1
}

impl Catalog {
    /// How often these can be had together; `None` when nothing that is counted is among them. 0 where one of them is off
    /// the carta.
    pub fn left(&self, components: &[Component]) -> Option<u32> {
        let left = |component: &Component| match self.product(&component.product_id) {
            Some(product) if product.active => Some(product.stock? / u32::from(component.qty.max(1))),
            Some(_) | None => Some(0),
        };
        components.iter().filter_map(left).min()
    }

    /// Whether a choice can be had now.
    pub fn has(&self, option: &DishOption) -> bool {
        self.left(&option.components) != Some(0)
    }

    /// Whether what must be chosen can be.
    fn can_choose(&self, groups: &[OptionGroup]) -> bool {
        // Pages that are drawn ahead carry groups without their options, which says nothing about them.
        let mut known = groups.iter().filter(|group| !group.options.is_empty());
        known.all(|group| {
            let left = |option: &DishOption| self.left(&option.components).unwrap_or(u32::MAX);
            group.options.iter().map(left).fold(0, u32::saturating_add) >= u32::from(group.min)
        })
    }

    /// Whether a product can be ordered now.
    pub fn sells(&self, product: &Product) -> bool {
        product.available() && self.can_choose(&product.groups)
    }

    /// Whether there is all of a promotion now; whether it is a day on which it is sold, [`Promotion::sold_on`] says.
    pub fn has_promotion(&self, promotion: &Promotion) -> bool {
        self.left(&promotion.components) != Some(0) && self.can_choose(&promotion.groups)
    }

    /// How many of an item with these picks can be had; `None` where nothing of it is counted.
    pub fn most(&self, item: &Item<'_>, picks: &[Pick]) -> Option<u32> {
        self.left(&self.needed(item, picks))
    }

    /// What is needed for one of an item with these picks, each product once.
    pub fn needed(&self, item: &Item<'_>, picks: &[Pick]) -> Vec<Component> {
        let own = Component {
            product_id: item.id.clone(),
            qty: 1,
        };
        let own = self.product(item.id).map(|_| &own);
        let chosen = picks.iter().filter_map(|pick| {
            let group = item.groups.iter().find(|group| group.id == pick.group)?;
            group.options.iter().find(|option| option.id == pick.option)
        });
        let all = own
            .into_iter()
            .chain(item.components)
            .chain(chosen.flat_map(|option| &option.components));
        let mut needed: Vec<Component> = Vec::new();
        for component in all {
            match needed
                .iter_mut()
                .find(|known| known.product_id == component.product_id)
            {
                Some(known) => known.qty = known.qty.saturating_add(component.qty),
                None => needed.push(component.clone()),
            }
        }
        needed
    }

    /// These products and promotions, and all that they or their choices consist of.
    pub fn with_components<'a>(&'a self, items: &'a [ProductId]) -> BTreeSet<&'a ProductId> {
        let products = self
            .products
            .iter()
            .map(|product| (&product.id, &[][..], &product.groups));
        let promotions = self
            .promotions
            .iter()
            .map(|of| (&of.id, &of.components[..], &of.groups));
        let mut all: BTreeSet<&ProductId> = items.iter().collect();
        for (_, components, groups) in products.chain(promotions).filter(|(id, ..)| items.contains(id)) {
            let options = groups.iter().flat_map(|group| &group.options);
            let chosen = options.flat_map(|option| &option.components);
            all.extend(
                components
                    .iter()
                    .chain(chosen)
                    .map(|component| &component.product_id),
            );
        }
        all
    }

    /// The names of what is sold and consists of a product, itself or by a choice: promotions first.
    pub fn consisting_of(&self, id: &ProductId) -> Vec<&str> {
        let is_it = |components: &[Component]| components.iter().any(|component| &component.product_id == id);
        let by_choice = |groups: &[OptionGroup]| {
            let mut options = groups.iter().flat_map(|group| &group.options);
            options.any(|option| is_it(&option.components))
        };
        let promotions = self.promotions.iter();
        let promotions = promotions.filter(|other| is_it(&other.components) || by_choice(&other.groups));
        let products = self.products.iter();
        let products = products.filter(|other| &other.id != id && by_choice(&other.groups));
        let promotions = promotions.map(|promotion| promotion.name.as_str());
        promotions
            .chain(products.map(|product| product.name.as_str()))
            .collect()
    }

    /// The same carta for another day: what is left today says nothing about that.
    pub fn of_another_day(&self) -> Catalog {
        let mut carta = self.clone();
        for product in &mut carta.products {
            product.stock = None;
        }
        carta
    }
}
