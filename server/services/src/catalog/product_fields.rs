//! What can be a product: its name, price, picture, tags, and what is chosen with it.

use super::store::Menu;
use crate::error::Error;
use crate::field_errors;
use api::catalog::ProductChange;
use api::{Code, FieldError};
use domain::catalog::{
    Component, MAX_COMPONENT_QTY, MAX_COMPONENTS, MAX_KITCHEN_NAME, MAX_OWN_PRICES, OptionGroup, OwnPrice,
    Product, ProductSheet, category_of, pictures,
};
use domain::customer::FieldProblem;
use domain::service_hours::WeeklyHours;
use domain::tenant::Tenant;
use domain::{Money, ProductId, Slug, written};
use texts::now::errors as texts;

/// A dish of more than 10,000 is a slip of the keyboard.
pub(super) const MAX_PRICE: Money = Money(1_000_000);
const MAX_GROUPS: usize = 20;
const MAX_OPTIONS: usize = 50;
const MAX_TAGS: usize = 20;
/// More than anybody keeps.
const MAX_STOCK: u32 = 1_000_000;

/// The product with the change, or everything that is wrong with it.
pub(super) fn changed(
    before: &Product,
    change: &ProductChange,
    menu: &Menu,
    create: bool,
) -> Result<Product, Error> {
    let mut after = before.clone();
    let mut fields = words(&mut after, change, create);
    match &change.hours {
        Some(Some(hours)) if !is_served(hours) => {
            fields.push(FieldError::new("/hours", Code::InvalidValue, texts::DISH_HOURS));
        }
        Some(hours) => after.hours.clone_from(hours),
        None => {}
    }
    match &change.category {
        Some(named) => match category_of(&menu.categories, named) {
            Some(category) => after.category = category.id.clone(),
            None => fields.push(FieldError::new(
                "/category",
                Code::InvalidValue,
                texts::UNKNOWN_CATEGORY,
            )),
        },
        None if create => fields.push(field_errors::field("/category", FieldProblem::Missing)),
        None => {}
    }
    if let Some(sku) = &change.sku {
        match written::optional(sku, |sku| written::line(sku, 1, 60)) {
            Ok(sku) => after.sku = sku,
            Err(problem) => fields.push(field_errors::field("/sku", problem)),
        }
    }
    match change.price {
        Some(price) if (Money::ZERO..=MAX_PRICE).contains(&price) => after.price = price,
        Some(_) => fields.push(field_errors::field("/priceCents", FieldProblem::Malformed)),
        None if create => fields.push(field_errors::field("/priceCents", FieldProblem::Missing)),
        None => {}
    }
    if let Some(prices) = &change.prices {
        fields.extend(wrong_prices(prices));
        after.prices.clone_from(prices);
    }
    match &change.image {
        Some(image) if pictures::is_address(image) => after.image.clone_from(image),
        Some(_) => fields.push(field_errors::field("/imageUrl", FieldProblem::Malformed)),
        // The picture of its category.
        None if create => after.image = pictures::of_category(&after.category),
        None => {}
    }
    match change.stock {
        Some(Some(stock)) if stock > MAX_STOCK => {
            fields.push(field_errors::field("/stock", FieldProblem::Malformed));
        }
        Some(stock) => after.stock = stock,
        None => {}
    }
    if let Some(groups) = &change.groups {
        match read_groups(groups, &before.id, menu) {
            Some(groups) => after.groups = groups,
            None => fields.push(field_errors::field("/optionGroups", FieldProblem::Malformed)),
        }
    }
    if let Some(allergens) = &change.allergens {
        match read_tags(allergens) {
            Some(allergens) => after.allergens = allergens,
            None => fields.push(field_errors::field("/allergens", FieldProblem::Malformed)),
        }
    }
    if let Some(tags) = &change.tags {
        match read_tags(tags) {
            Some(tags) => after.tags = tags,
            None => fields.push(field_errors::field("/tags", FieldProblem::Malformed)),
        }
    }
    if let Some(active) = change.active {
        after.active = active;
        after.off_until = change.off_until.filter(|_| !active);
    }
    match fields.is_empty() {
        true => Ok(after),
        false => Err(Error::invalid(fields)),
    }
}

/// Takes the names and the description of a change, and says what is wrong with them.
fn words(after: &mut Product, change: &ProductChange, create: bool) -> Vec<FieldError> {
    let mut fields = Vec::new();
    match &change.name {
        Some(name) => match written::line(name, 2, 80) {
            Ok(name) => after.name = name,
            Err(problem) => fields.push(field_errors::field("/name", problem)),
        },
        None if create => fields.push(field_errors::field("/name", FieldProblem::Missing)),
        None => {}
    }
    if let Some(text) = &change.description {
        match written::optional_line(text, 400) {
            Ok(text) => after.description = text,
            Err(problem) => fields.push(field_errors::field("/description", problem)),
        }
    }
    if let Some(name) = &change.kitchen_name {
        match read_kitchen_name(name) {
            Ok(name) => after.kitchen_name = name,
            Err(problem) => fields.push(field_errors::field("/kitchenName", problem)),
        }
    }
    fields
}

/// A sheet as a change of everything that it says.
pub(super) fn change_of(sheet: &ProductSheet) -> ProductChange {
    let sheet = sheet.clone();
    ProductChange {
        name: Some(sheet.name),
        kitchen_name: Some(sheet.kitchen_name.unwrap_or_default()),
        description: Some(sheet.description),
        category: Some(sheet.category.to_string()),
        sku: Some(sheet.sku.unwrap_or_default()),
        price: Some(sheet.price),
        prices: Some(sheet.prices),
        image: Some(match pictures::is_of_category(&sheet.image) {
            true => pictures::of_category(&sheet.category),
            false => sheet.image,
        }),
        stock: None,
        active: None,
        off_until: None,
        hours: Some(sheet.hours),
        groups: Some(sheet.groups),
        allergens: Some(sheet.allergens),
        tags: Some(sheet.tags),
    }
}

/// What is wrong with prices of a dish's own, each by its pointer. Whether there are such places, the service knows.
fn wrong_prices(prices: &[OwnPrice]) -> Vec<FieldError> {
    let wrong = |pointer: String, text: &str| FieldError::new(pointer, Code::InvalidValue, text);
    if prices.len() > MAX_OWN_PRICES {
        let text = texts::setting_count(MAX_OWN_PRICES);
        return vec![wrong("/prices".into(), &text)];
    }
    let mut fields = Vec::new();
    for (at, own) in prices.iter().enumerate() {
        if !(Money::ZERO..=MAX_PRICE).contains(&own.price) {
            let text = texts::field(FieldProblem::Malformed);
            fields.push(wrong(format!("/prices/{at}/priceCents"), &text));
        }
        if own.branch.is_none() && own.fulfilment.is_none() {
            fields.push(wrong(format!("/prices/{at}/branch"), texts::PRICE_OF_NOTHING));
        }
        if prices.iter().take(at).any(|other| other.is_about_same(own)) {
            fields.push(wrong(format!("/prices/{at}/branch"), texts::PRICE_TWICE));
        }
    }
    fields
}

/// The places named here that the restaurant does not have, each by its pointer.
pub(super) fn unknown_places(prices: &[OwnPrice], restaurant: &Tenant) -> Vec<FieldError> {
    let is_known = |id: &Slug| restaurant.branches.iter().any(|branch| branch.id == *id);
    let unknown = prices
        .iter()
        .enumerate()
        .filter(|(_, own)| own.branch.as_ref().is_some_and(|id| !is_known(id)));
    let field = |at| {
        FieldError::new(
            format!("/prices/{at}/branch"),
            Code::InvalidValue,
            texts::NO_SUCH_BRANCH,
        )
    };
    unknown.map(|(at, _)| field(at)).collect()
}

/// A name for the kitchen as it is stored; `None` where it is empty.
pub(super) fn read_kitchen_name(text: &str) -> Result<Option<String>, FieldProblem> {
    written::optional(text, |name| written::line(name, 1, MAX_KITCHEN_NAME))
}

/// Whether something can be served in these hours: no span of them is in another one, and there is one.
pub(super) fn is_served(hours: &WeeklyHours) -> bool {
    hours.problem().is_none() && hours.is_ever()
}

pub(super) fn read_tags(tags: &[String]) -> Option<Vec<String>> {
    let tags = (tags.len() <= MAX_TAGS).then_some(tags)?;
    tags.iter().map(|tag| written::line(tag, 1, 30).ok()).collect()
}

/// The groups with their names as they are stored; `None` where they cannot be used.
pub(super) fn read_groups(groups: &[OptionGroup], of: &ProductId, menu: &Menu) -> Option<Vec<OptionGroup>> {
    let mut options = groups.iter().flat_map(|group| &group.options);
    let known = options.all(|option| are_components(&option.components, of, menu));
    if groups.len() > MAX_GROUPS || !groups.iter().all(is_group) || !distinct(groups) || !known {
        return None;
    }
    let name = |text: &str| written::line(text, 1, 80).ok();
    let read = |group: &OptionGroup| {
        let mut group = group.clone();
        group.name = name(&group.name)?;
        for option in &mut group.options {
            option.name = name(&option.name)?;
        }
        Some(group)
    };
    groups.iter().map(read).collect()
}

/// Whether a choice of a product may consist of these: other products of the carta, each once.
pub(super) fn are_components(components: &[Component], of: &ProductId, menu: &Menu) -> bool {
    let ids: Vec<&ProductId> = components.iter().map(|component| &component.product_id).collect();
    components.len() <= MAX_COMPONENTS
        && unique(&ids)
        && components
            .iter()
            .all(|component| (1..=MAX_COMPONENT_QTY).contains(&component.qty))
        && ids.iter().all(|id| *id != of && menu.products.contains(id))
}

fn is_group(group: &OptionGroup) -> bool {
    let most: u32 = match group.max {
        // One may be chosen several times.
        max if usize::from(max) > group.options.len() => 20,
        max => u32::from(max),
    };
    let ids: Vec<&Slug> = group.options.iter().map(|option| &option.id).collect();
    (1..=MAX_OPTIONS).contains(&group.options.len())
        && group.max >= 1
        && group.min <= group.max
        && u32::from(group.max) <= most
        && unique(&ids)
        && (group.options.iter()).all(|option| (-MAX_PRICE..=MAX_PRICE).contains(&option.extra))
}

fn distinct(groups: &[OptionGroup]) -> bool {
    unique(&groups.iter().map(|group| &group.id).collect::<Vec<_>>())
}

fn unique<T: PartialEq>(ids: &[&T]) -> bool {
    ids.iter()
        .enumerate()
        .all(|(index, id)| !ids.iter().take(index).any(|other| other == id))
}
