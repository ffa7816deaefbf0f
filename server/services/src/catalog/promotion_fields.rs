//! What can be a promotion: its name, price and picture, what it consists of, and its days.

use super::product_fields::{MAX_PRICE, are_components, is_served, read_groups, read_kitchen_name};
use super::store::Menu;
use crate::field_errors;
use api::{Code, FieldError};
use domain::catalog::{Promotion, pictures};
use domain::customer::FieldProblem;
use domain::{Money, written};
use texts::now::errors as texts;

/// A promotion as it is stored, or everything that is wrong with it. Its parts are products of the carta.
pub(super) fn read_promotion(wanted: &Promotion, menu: &Menu) -> Result<Promotion, Vec<FieldError>> {
    let mut fields: Vec<FieldError> = Vec::new();
    let mut wrong = |pointer: &str, problem| fields.push(field_errors::field(pointer, problem));
    let mut promotion = wanted.clone();
    match written::line(&wanted.name, 2, 80) {
        Ok(name) => promotion.name = name,
        Err(problem) => wrong("/name", problem),
    }
    match read_kitchen_name(wanted.kitchen_name.as_deref().unwrap_or_default()) {
        Ok(name) => promotion.kitchen_name = name,
        Err(problem) => wrong("/kitchenName", problem),
    }
    match written::optional_line(&wanted.description, 400) {
        Ok(text) => promotion.description = text,
        Err(problem) => wrong("/description", problem),
    }
    if !(Money(1)..=MAX_PRICE).contains(&wanted.price) {
        wrong("/priceCents", FieldProblem::Malformed);
    }
    // Nothing is said to cost less than it did where it does not.
    if wanted
        .regular_price
        .is_some_and(|regular| regular <= wanted.price || regular > MAX_PRICE)
    {
        wrong("/regularPriceCents", FieldProblem::Malformed);
    }
    if wanted.image.is_empty() {
        promotion.image = pictures::of_promotions();
    } else if !pictures::is_address(&wanted.image) {
        wrong("/imageUrl", FieldProblem::Malformed);
    }
    let mut options = wanted.groups.iter().flat_map(|group| &group.options);
    if wanted.components.is_empty() && options.all(|option| option.components.is_empty()) {
        wrong("/components", FieldProblem::Missing);
    } else if !are_components(&wanted.components, &wanted.id, menu) {
        wrong("/components", FieldProblem::Malformed);
    }
    match read_groups(&wanted.groups, &wanted.id, menu) {
        Some(groups) => promotion.groups = groups,
        None => wrong("/optionGroups", FieldProblem::Malformed),
    }
    if matches!((wanted.from, wanted.until), (Some(from), Some(until)) if until < from) {
        wrong("/until", FieldProblem::Malformed);
    }
    if wanted.hours.as_ref().is_some_and(|hours| !is_served(hours)) {
        fields.push(FieldError::new("/hours", Code::InvalidValue, texts::DISH_HOURS));
    }
    match fields.is_empty() {
        true => Ok(promotion),
        false => Err(fields),
    }
}
