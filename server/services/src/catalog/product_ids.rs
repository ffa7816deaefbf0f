//! Ids of products, made of their names.

use super::store::Menu;
use domain::ProductId;
use domain::letters::id_letters;

/// Maximum number of products of one name.
const MAX_SAME_NAMES: usize = 1_000;

/// The id of a product whose name has no letter that ids have.
const UNNAMED: &str = "plato";

/// Whether something of the carta has this id.
pub(super) fn is_sold(menu: &Menu, id: &ProductId) -> bool {
    menu.products.contains(id) || menu.promotions.contains(id)
}

/// The id of a name, with a number behind it where something else has it; `None` for a name without letters, and when a thousand
/// have it.
pub(super) fn free_id(name: &str, menu: &Menu) -> Option<ProductId> {
    let first = match id_of(name) {
        Some(id) => id,
        // A name of other letters than ours, such as 牛肉面.
        None if name.chars().any(char::is_alphanumeric) => ProductId::parse(UNNAMED.to_owned()).ok()?,
        None => return None,
    };
    let numbered = |number: usize| {
        let short: String = first.as_str().chars().take(35).collect();
        ProductId::parse(format!("{}_{number}", short.trim_end_matches('_'))).ok()
    };
    let mut others = (2..=MAX_SAME_NAMES).filter_map(numbered);
    match is_sold(menu, &first) {
        false => Some(first),
        true => others.find(|id| !is_sold(menu, id)),
    }
}

/// The id of a name: lower case, without accents, with `_` for everything else.
pub(super) fn id_of(name: &str) -> Option<ProductId> {
    ProductId::parse(id_letters(name)).ok()
}
