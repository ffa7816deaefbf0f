//! What is left of the counted products.

use super::documents::Write;
use domain::ProductId;
use std::fmt::Debug;

/// Takes products from the stock and puts them back, as writes that join the caller's commit: an order and its stock
/// are never one without the other. Only for products that are counted.
///
/// When the commit fails at the position of such a write, less is left of its product than was asked for.
pub trait Stock: Debug + Send + Sync {
    /// Takes a quantity, if it is there.
    fn take(&self, product: &ProductId, qty: u32) -> Write;

    /// Puts a quantity back. The caller sees to it that this happens once.
    fn put_back(&self, product: &ProductId, qty: u32) -> Write;
}
