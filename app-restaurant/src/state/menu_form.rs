//! The forms of dishes and promotions: what is typed, and what that comes to.

use super::numbers::{NO_AMOUNT, amount_or_none};
use super::price_form::PriceForm;
use api::FieldError;
use domain::catalog::pictures::{is_drawing, is_of_category, of_category, of_promotions};
use domain::catalog::{Component, DishOption, OptionGroup, ProductSheet, Promotion};
use domain::letters::free_slug;
use domain::service_hours::WeeklyHours;
use domain::{Date, Money, ProductId, Slug};

/// A choice as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionForm {
    /// Which row of the form it is, whatever it is called.
    pub key: usize,
    pub id: Option<Slug>,
    pub name: String,
    /// What it costs more, as it is typed; nothing where it is empty.
    pub extra: String,
    pub components: Vec<Component>,
}

/// A group of choices as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupForm {
    pub key: usize,
    pub id: Option<Slug>,
    pub name: String,
    pub min: String,
    pub max: String,
    pub options: Vec<OptionForm>,
}

/// The groups of a dish, and the key that is free after theirs.
pub fn group_forms(groups: &[OptionGroup]) -> (Vec<GroupForm>, usize) {
    let mut next = 0..;
    let mut key = || next.next().unwrap_or_default();
    let forms = groups
        .iter()
        .map(|group| GroupForm {
            key: key(),
            id: Some(group.id.clone()),
            name: group.name.clone(),
            min: group.min.to_string(),
            max: group.max.to_string(),
            options: group
                .options
                .iter()
                .map(|option| OptionForm {
                    key: key(),
                    id: Some(option.id.clone()),
                    name: option.name.clone(),
                    extra: match option.extra {
                        Money::ZERO => String::new(),
                        extra => extra.decimal(),
                    },
                    components: option.components.clone(),
                })
                .collect(),
        })
        .collect();
    (forms, key())
}

/// What the groups come to. Rows in which nothing is typed are left out; the rules of a dish say of the others what is
/// wrong with them.
pub fn read_groups(forms: &[GroupForm]) -> Vec<OptionGroup> {
    let mut groups: Vec<OptionGroup> = Vec::new();
    for form in forms {
        let options = read_options(&form.options);
        if form.name.trim().is_empty() && options.is_empty() {
            continue;
        }
        let others = forms.iter().filter_map(|other| other.id.as_ref());
        let others: Vec<&Slug> = others.chain(groups.iter().map(|group| &group.id)).collect();
        let id = form.id.clone();
        let made = || free_slug(&form.name, "grupo", |id| others.contains(&id));
        let Some(id) = id.or_else(made) else { continue };
        groups.push(OptionGroup {
            id,
            name: form.name.clone(),
            // What is no number the rules refuse: more than can be chosen, and none.
            min: form.min.trim().parse().unwrap_or(u8::MAX),
            max: form.max.trim().parse().unwrap_or(0),
            options,
        });
    }
    groups
}

fn read_options(forms: &[OptionForm]) -> Vec<DishOption> {
    let mut options: Vec<DishOption> = Vec::new();
    let is_empty = |form: &OptionForm| {
        let nothing = [&form.name, &form.extra]
            .iter()
            .all(|text| text.trim().is_empty());
        nothing && form.components.is_empty()
    };
    for form in forms.iter().filter(|form| !is_empty(form)) {
        let others = forms.iter().filter_map(|other| other.id.as_ref());
        let others: Vec<&Slug> = others.chain(options.iter().map(|option| &option.id)).collect();
        let id = form.id.clone();
        let made = || free_slug(&form.name, "opcion", |id| others.contains(&id));
        let Some(id) = id.or_else(made) else { continue };
        options.push(DishOption {
            id,
            name: form.name.clone(),
            extra: amount_or_none(&form.extra).unwrap_or(Money::ZERO),
            components: form.components.clone(),
        });
    }
    options
}

/// A dish as it is typed, but for its choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DishForm {
    pub name: String,
    pub kitchen_name: String,
    pub description: String,
    pub category: Slug,
    pub price: String,
    /// What it costs instead at one place, or where it is brought.
    pub prices: Vec<PriceForm>,
    pub sku: String,
    pub allergens: String,
    pub tags: String,
    /// When it is served, where not always.
    pub hours: Option<WeeklyHours>,
    /// Where its picture is; empty for the drawing of its category.
    image: String,
    /// The drawing that it had before, which it has again without a photograph.
    drawn: String,
    /// Allergens and tags as they were: a word may have a comma of its own.
    lists_before: (Vec<String>, Vec<String>),
}

impl DishForm {
    /// A dish that is not there yet, in a category.
    pub fn empty(category: Slug) -> DishForm {
        DishForm {
            name: String::new(),
            kitchen_name: String::new(),
            description: String::new(),
            category,
            price: String::new(),
            prices: Vec::new(),
            sku: String::new(),
            allergens: String::new(),
            tags: String::new(),
            hours: None,
            image: String::new(),
            drawn: String::new(),
            lists_before: (Vec::new(), Vec::new()),
        }
    }

    pub fn of(sheet: &ProductSheet) -> DishForm {
        DishForm {
            name: sheet.name.clone(),
            kitchen_name: sheet.kitchen_name.clone().unwrap_or_default(),
            description: sheet.description.clone(),
            category: sheet.category.clone(),
            price: sheet.price.decimal(),
            prices: sheet.prices.iter().map(PriceForm::of).collect(),
            sku: sheet.sku.clone().unwrap_or_default(),
            allergens: sheet.allergens.join(", "),
            tags: sheet.tags.join(", "),
            hours: sheet.hours.clone(),
            image: sheet.image.clone(),
            drawn: drawing(&sheet.image),
            lists_before: (sheet.allergens.clone(), sheet.tags.clone()),
        }
    }

    /// The picture that is shown of it.
    pub fn picture(&self) -> String {
        match is_of_category(&self.image) {
            true => of_category(&self.category),
            false => self.image.clone(),
        }
    }

    /// Gives it another picture; an empty address takes its photograph away.
    pub fn set_picture(&mut self, image: String) {
        self.image = if image.is_empty() {
            self.drawn.clone()
        } else {
            image
        };
    }

    /// What it comes to. What cannot be read is something that the rules refuse.
    pub fn read(&self, groups: &[GroupForm]) -> ProductSheet {
        ProductSheet {
            sku: filled(&self.sku),
            category: self.category.clone(),
            name: self.name.clone(),
            kitchen_name: filled(&self.kitchen_name),
            description: self.description.clone(),
            price: amount_or_none(&self.price).unwrap_or(NO_AMOUNT),
            prices: self.prices.iter().map(PriceForm::read).collect(),
            image: self.image.clone(),
            hours: self.hours.clone(),
            groups: read_groups(groups),
            allergens: words(&self.allergens, &self.lists_before.0),
            tags: words(&self.tags, &self.lists_before.1),
        }
    }
}

/// What is typed in a field; `None` where it is empty.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A picture that is a drawing; nothing where it is none.
fn drawing(image: &str) -> String {
    if is_drawing(image) {
        image.to_owned()
    } else {
        String::new()
    }
}

/// Words that commas part; those of before where nothing was typed.
fn words(text: &str, before: &[String]) -> Vec<String> {
    if text == before.join(", ") {
        return before.to_vec();
    }
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A promotion as it is typed, but for its choices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PromotionForm {
    pub name: String,
    pub kitchen_name: String,
    pub description: String,
    pub price: String,
    pub regular_price: String,
    pub from: String,
    pub until: String,
    /// When it is served on those days, where not always.
    pub hours: Option<WeeklyHours>,
    pub components: Vec<Component>,
    /// Where its picture is; empty for the drawing of promotions.
    image: String,
    /// The drawing that it had before, which it has again without a photograph.
    drawn: String,
}

impl PromotionForm {
    pub fn of(promotion: &Promotion) -> PromotionForm {
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        PromotionForm {
            name: promotion.name.clone(),
            kitchen_name: promotion.kitchen_name.clone().unwrap_or_default(),
            description: promotion.description.clone(),
            price: promotion.price.decimal(),
            regular_price: promotion.regular_price.map_or_else(String::new, Money::decimal),
            from: day(promotion.from),
            until: day(promotion.until),
            hours: promotion.hours.clone(),
            components: promotion.components.clone(),
            image: promotion.image.clone(),
            drawn: drawing(&promotion.image),
        }
    }

    /// The picture that is shown of it.
    pub fn picture(&self) -> String {
        match is_of_category(&self.image) {
            true => of_promotions(),
            false => self.image.clone(),
        }
    }

    /// Gives it another picture; an empty address takes its photograph away.
    pub fn set_picture(&mut self, image: String) {
        self.image = if image.is_empty() {
            self.drawn.clone()
        } else {
            image
        };
    }

    /// What it comes to, under an id that does not count where the promotion is new.
    pub fn read(&self, id: ProductId, groups: &[GroupForm]) -> Promotion {
        Promotion {
            id,
            name: self.name.clone(),
            kitchen_name: filled(&self.kitchen_name),
            description: self.description.clone(),
            price: amount_or_none(&self.price).unwrap_or(NO_AMOUNT),
            regular_price: amount_or_none(&self.regular_price),
            image: self.image.clone(),
            components: self.components.clone(),
            groups: read_groups(groups),
            from: Date::parse(&self.from),
            until: Date::parse(&self.until),
            hours: self.hours.clone(),
        }
    }
}

/// What is wrong with a field, by its JSON pointer.
pub fn wrong_with(found: &[FieldError], pointer: &str) -> Option<String> {
    let of = found.iter().find(|field| field.pointer == pointer);
    of.map(|field| field.message.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::dish;
    use domain::catalog::OwnPrice;
    use domain::fulfilment::FulfilmentKind;

    fn sheet() -> ProductSheet {
        let mut sheet = ProductSheet::of(&dish("pollo", "Pollo", "brasa"));
        let option = |id: &str, name: &str, extra: i64| DishOption {
            id: Slug::parse(id).unwrap(),
            name: name.to_owned(),
            extra: Money(extra),
            components: Vec::new(),
        };
        sheet.groups = vec![OptionGroup {
            id: Slug::parse("side").unwrap(),
            name: "Guarnición".into(),
            min: 1,
            max: 1,
            options: vec![option("papas", "Papas", 0), option("ensalada", "Ensalada", 300)],
        }];
        sheet.allergens = vec!["maní".into(), "leche, entera".into()];
        sheet.prices = vec![OwnPrice {
            branch: None,
            fulfilment: Some(FulfilmentKind::Delivery),
            price: Money(2_890),
        }];
        sheet
    }

    #[test]
    fn an_untouched_form_comes_to_what_it_was() {
        let sheet = sheet();
        let (groups, next) = group_forms(&sheet.groups);
        assert_eq!(next, 3);
        assert_eq!(DishForm::of(&sheet).read(&groups), sheet);
    }

    #[test]
    fn new_choices_get_ids_and_empty_rows_are_left_out() {
        let (mut groups, next) = group_forms(&sheet().groups);
        groups[0].options.push(OptionForm {
            key: next,
            name: "Papas".into(),
            extra: "1,50".into(),
            ..OptionForm::default()
        });
        groups[0].options.push(OptionForm::default());
        groups.push(GroupForm::default());
        let read = read_groups(&groups);
        assert_eq!(read.len(), 1);
        let added = read[0].options.last().unwrap();
        assert_eq!((added.id.as_str(), added.extra), ("papas_2", Money(150)));
    }

    #[test]
    fn what_is_no_amount_is_something_that_is_refused() {
        let mut form = DishForm::of(&sheet());
        for price in ["", "gratis", "1.2.3"] {
            form.price = price.into();
            assert_eq!(form.read(&[]).price, NO_AMOUNT);
        }
        form.allergens = " maní,, soya ,".into();
        assert_eq!(form.read(&[]).allergens, ["maní", "soya"]);
    }
}
