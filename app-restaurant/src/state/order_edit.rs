//! How an order is to be changed, before that is sent.

use api::orders::{EditOrder, ItemView, OrderView};
use domain::Money;
use domain::cart::{CartLine, OrderLine};
use domain::customer::Address;
use domain::order::EditReason;

/// The most of one line.
pub const MOST: u16 = domain::cart::MAX_QTY;

/// A line of the order, and how many of it there are to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLine {
    pub name: String,
    pub options: String,
    pub unit_price: Money,
    pub before: u16,
    pub qty: u16,
}

/// A line that is ordered besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedLine {
    pub wanted: CartLine,
    pub name: String,
    pub options: String,
    pub unit_price: Money,
}

/// An order while it is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderEdit {
    /// How often it was changed before.
    edits: usize,
    pub kept: Vec<KeptLine>,
    pub added: Vec<AddedLine>,
    /// Where it is brought to, as it was and as it is typed; `None` where it is picked up.
    address: Option<Address>,
    pub moved: Option<Address>,
    fee: Money,
    discount: Money,
    pub before: Money,
}

impl OrderEdit {
    /// The order as it is; `None` for somebody who does not see what it costs.
    pub fn of(order: &OrderView) -> Option<OrderEdit> {
        let kept = |item: &ItemView| {
            Some(KeptLine {
                name: item.name.clone(),
                options: joined(item.options.iter().map(|option| option.name.as_str())),
                unit_price: item.unit_price_cents?,
                before: item.qty,
                qty: item.qty,
            })
        };
        let address = order.fulfilment.address().cloned();
        Some(OrderEdit {
            edits: order.edits.len(),
            kept: order.items.iter().map(kept).collect::<Option<_>>()?,
            added: Vec::new(),
            moved: address.clone(),
            address,
            fee: order.delivery_fee_cents?,
            discount: order.discount_cents.unwrap_or_default(),
            before: order.total_cents?,
        })
    }

    /// Sets how many there are to be of a line.
    pub fn set(&mut self, at: usize, qty: u16) {
        if let Some(line) = self.kept.get_mut(at) {
            line.qty = qty.min(MOST);
        }
    }

    /// One more line, priced by the carta of now.
    pub fn add(&mut self, wanted: CartLine, line: &OrderLine) {
        self.added.push(AddedLine {
            wanted,
            name: line.name.clone(),
            options: joined(line.options.iter().map(|option| option.name.as_str())),
            unit_price: line.unit_price,
        });
    }

    /// Sets how many there are of an added line; none takes it away.
    pub fn set_added(&mut self, at: usize, qty: u16) {
        if qty == 0 && at < self.added.len() {
            self.added.remove(at);
        } else if let Some(line) = self.added.get_mut(at) {
            line.wanted.qty = qty.min(MOST);
        }
    }

    /// What it costs then, with the fee of now.
    pub fn after(&self) -> Money {
        let kept = self.kept.iter().map(|line| line.unit_price * u32::from(line.qty));
        let added = self
            .added
            .iter()
            .map(|line| line.unit_price * u32::from(line.wanted.qty));
        kept.chain(added).sum::<Money>() - self.discount + self.fee
    }

    /// How many lines are others, the address counted as one.
    pub fn changes(&self) -> usize {
        let kept = self.kept.iter().filter(|line| line.qty != line.before).count();
        kept + self.added.len() + usize::from(self.is_moved())
    }

    pub fn is_moved(&self) -> bool {
        self.moved != self.address
    }

    /// Whether nothing would be left of it.
    pub fn is_nothing(&self) -> bool {
        self.added.is_empty() && self.kept.iter().all(|line| line.qty == 0)
    }

    /// What is sent.
    pub fn wanted(&self, reason: EditReason) -> EditOrder {
        EditOrder {
            edits: self.edits,
            quantities: self.kept.iter().map(|line| line.qty).collect(),
            added: self.added.iter().map(|line| line.wanted.clone()).collect(),
            address: self.moved.clone().filter(|_| self.is_moved()),
            reason,
        }
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples;
    use domain::ProductId;

    fn order() -> OrderView {
        let item = |name: &str, qty: u16, cents: i64| ItemView {
            product_id: ProductId::parse("papas_fritas").ok(),
            name: name.to_owned(),
            kitchen_name: None,
            qty,
            unit_price_cents: Some(Money(cents)),
            subtotal_cents: Some(Money(cents) * u32::from(qty)),
            price: None,
            options: Vec::new(),
            note: String::new(),
        };
        OrderView {
            items: vec![item("Papas", 2, 800), item("Agua", 1, 590)],
            delivery_fee_cents: Some(Money(500)),
            total_cents: Some(Money(2_690)),
            ..samples::cooking(1)
        }
    }

    #[test]
    fn what_is_changed_is_counted_and_summed() {
        let mut edit = OrderEdit::of(&order()).unwrap();
        assert_eq!((edit.changes(), edit.after()), (0, edit.before));
        edit.set(0, 1);
        edit.set(1, 0);
        assert_eq!((edit.changes(), edit.after()), (2, Money(1_300)));
        assert!(!edit.is_nothing());
        edit.set(0, 0);
        assert!(edit.is_nothing());
        let wanted = edit.wanted(EditReason::SoldOut);
        assert_eq!((wanted.quantities, wanted.address), (vec![0, 0], None));
    }

    #[test]
    fn what_is_added_goes_away_with_its_last_one() {
        let mut edit = OrderEdit::of(&order()).unwrap();
        let wanted = CartLine {
            product_id: ProductId::parse("agua").unwrap(),
            qty: 1,
            options: Vec::new(),
            note: String::new(),
        };
        let line = OrderLine {
            product_id: Some(wanted.product_id.clone()),
            name: "Agua".to_owned(),
            kitchen_name: None,
            qty: 1,
            unit_price: Money(590),
            subtotal: Money(590),
            options: Vec::new(),
            note: None,
            counted: false,
            components: Vec::new(),
        };
        edit.add(wanted, &line);
        edit.set_added(0, 3);
        assert_eq!(edit.after(), edit.before + Money(590) * 3);
        edit.set_added(0, 0);
        assert_eq!((edit.changes(), edit.after()), (0, edit.before));
    }

    #[test]
    fn who_does_not_see_the_cost_changes_nothing() {
        let order = OrderView {
            total_cents: None,
            ..order()
        };
        assert_eq!(OrderEdit::of(&order), None);
    }
}
