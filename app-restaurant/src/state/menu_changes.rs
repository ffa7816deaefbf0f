//! What is not published yet, in words.

use domain::catalog::pictures::is_of_category;
use domain::catalog::{Catalog, Category, MenuDraft, ProductSheet, Promotion};
use domain::{Currency, Money, ProductId, Slug};
use texts::now::console::menu as texts;

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Product(ProductId),
    Promotion(ProductId),
    Categories,
    Order,
}

/// A change that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub about: About,
    pub name: String,
    /// What becomes another, each in a few words.
    pub words: Vec<String>,
}

/// How a dish differs from what is published, for the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    New,
    /// It is taken off when that is published; until then it is sold.
    Going,
    /// Its price, which was this.
    Price(Money),
    Other,
}

/// How a dish or a promotion of the draft differs from what is published, in the carta as it will be `after`.
pub fn mark(draft: &MenuDraft, published: &Catalog, after: &Catalog, id: &ProductId) -> Option<Mark> {
    let prices = if let Some(edit) = draft.products.get(id) {
        let before = published.product(id).map(|product| product.price);
        let after = after.product(id).map(|product| product.price);
        if edit.after.is_none() {
            return Some(Mark::Going);
        }
        (before, after)
    } else {
        let edit = draft.promotions.get(id)?;
        let before = published.promotion(id).map(|promotion| promotion.price);
        let after = after.promotion(id).map(|promotion| promotion.price);
        if edit.after.is_none() {
            return Some(Mark::Going);
        }
        (before, after)
    };
    Some(match prices {
        (None, _) => Mark::New,
        (Some(before), Some(after)) if before != after => Mark::Price(before),
        _ => Mark::Other,
    })
}

/// All changes, dishes first.
pub fn changes(draft: &MenuDraft, published: &Catalog, currency: Currency) -> Vec<Change> {
    let after = draft.applied(published);
    let mut changes: Vec<Change> = Vec::new();
    for id in draft.products.keys() {
        let (was, is) = (published.product(id), after.product(id));
        let name = is.or(was).map(|product| product.name.clone());
        let (was, is) = (was.map(ProductSheet::of), is.map(ProductSheet::of));
        let words = match (&was, &is) {
            (Some(was), Some(is)) => product_words(was, is, &[published, &after], currency),
            (None, Some(is)) => vec![texts::is_new(&currency.format(is.price))],
            _ => vec![texts::GOES.to_owned()],
        };
        changes.push(Change {
            about: About::Product(id.clone()),
            name: name.unwrap_or_default(),
            words,
        });
    }
    for id in draft.promotions.keys() {
        let (was, is) = (published.promotion(id), after.promotion(id));
        changes.push(promotion_change(id, was, is, currency));
    }
    if draft.categories.is_some() {
        changes.push(Change {
            about: About::Categories,
            name: texts::SECTIONS.to_owned(),
            words: category_words(&published.categories, &after.categories),
        });
    }
    if draft.order.is_some() {
        changes.push(Change {
            about: About::Order,
            name: texts::ORDER.to_owned(),
            words: Vec::new(),
        });
    }
    changes
}

fn promotion_change(
    id: &ProductId,
    was: Option<&Promotion>,
    is: Option<&Promotion>,
    currency: Currency,
) -> Change {
    let name = is.or(was).map(|promotion| promotion.name.clone());
    let words = match (was, is) {
        (Some(was), Some(is)) => promotion_words(was, is, currency),
        (None, Some(is)) => vec![texts::is_new(&currency.format(is.price))],
        _ => vec![texts::GOES.to_owned()],
    };
    Change {
        about: About::Promotion(id.clone()),
        name: name.unwrap_or_default(),
        words,
    }
}

/// What differs between two states of a dish; its categories are named as the cartas name them.
pub fn product_words(
    was: &ProductSheet,
    is: &ProductSheet,
    cartas: &[&Catalog],
    currency: Currency,
) -> Vec<String> {
    let category = |id: &Slug| {
        let found = cartas.iter().find_map(|carta| carta.category(id.as_str()));
        found.map_or_else(|| id.to_string(), |category| category.name.clone())
    };
    let mut words = Vec::new();
    let mut became = |field: &str, was: &str, is: &str| words.push(texts::became(field, was, is));
    if was.name != is.name {
        became(texts::NAME, &was.name, &is.name);
    }
    if was.price != is.price {
        became(
            texts::PRICE,
            &currency.format(was.price),
            &currency.format(is.price),
        );
    }
    if was.category != is.category {
        became(texts::SECTION, &category(&was.category), &category(&is.category));
    }
    for (differs, field) in [
        (was.prices != is.prices, texts::OWN_PRICES),
        (was.description != is.description, texts::DESCRIPTION),
        (was.groups != is.groups, texts::OPTIONS),
        (was.allergens != is.allergens, texts::ALLERGENS),
        (was.tags != is.tags, texts::TAGS),
        (was.sku != is.sku, texts::SKU),
        (was.kitchen_name != is.kitchen_name, texts::KITCHEN_NAME),
        (was.hours != is.hours, texts::SERVED),
        // Its picture follows the section where it has none of its own.
        (
            was.image != is.image && !(is_of_category(&was.image) && is_of_category(&is.image)),
            texts::PICTURE,
        ),
    ] {
        if differs {
            words.push(texts::changed(field));
        }
    }
    words
}

/// The same of a promotion.
pub fn promotion_words(was: &Promotion, is: &Promotion, currency: Currency) -> Vec<String> {
    let mut words = Vec::new();
    if was.name != is.name {
        words.push(texts::became(texts::NAME, &was.name, &is.name));
    }
    if was.price != is.price {
        let (was, is) = (currency.format(was.price), currency.format(is.price));
        words.push(texts::became(texts::PRICE, &was, &is));
    }
    for (differs, field) in [
        (was.regular_price != is.regular_price, texts::REGULAR_PRICE),
        (was.description != is.description, texts::DESCRIPTION),
        (was.components != is.components, texts::COMPONENTS),
        (was.groups != is.groups, texts::OPTIONS),
        ((was.from, was.until) != (is.from, is.until), texts::DAYS),
        (was.kitchen_name != is.kitchen_name, texts::KITCHEN_NAME),
        (was.hours != is.hours, texts::SERVED),
        (was.image != is.image, texts::PICTURE),
    ] {
        if differs {
            words.push(texts::changed(field));
        }
    }
    words
}

fn category_words(was: &[Category], is: &[Category]) -> Vec<String> {
    let known = |list: &[Category], id: &Slug| list.iter().find(|category| &category.id == id).cloned();
    let mut words = Vec::new();
    for category in is {
        match known(was, &category.id) {
            None => words.push(texts::section_added(&category.name)),
            Some(before) if before.name != category.name => {
                words.push(texts::became(texts::NAME, &before.name, &category.name));
            }
            Some(before) if before.description != category.description => {
                words.push(texts::changed(&texts::description_of(&category.name)));
            }
            Some(_) => {}
        }
    }
    let gone = was.iter().filter(|category| known(is, &category.id).is_none());
    words.extend(gone.map(|category| texts::section_removed(&category.name)));
    if words.is_empty() {
        words.push(texts::OTHER_ORDER.to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::dish;
    use domain::catalog::Edit;

    fn published() -> Catalog {
        Catalog {
            categories: vec![Category {
                id: Slug::parse("brasa").unwrap(),
                name: "Brasa".into(),
                description: String::new(),
            }],
            products: vec![dish("agua", "Agua", "brasa"), dish("pollo", "Pollo", "brasa")],
            promotions: Vec::new(),
        }
    }

    fn edit(id: &str, change: impl Fn(&mut ProductSheet)) -> MenuDraft {
        let id = ProductId::parse(id).unwrap();
        let before = published().product(&id).map(ProductSheet::of);
        let mut after = before
            .clone()
            .unwrap_or_else(|| ProductSheet::of(&dish("new", "Emoliente", "brasa")));
        change(&mut after);
        MenuDraft {
            products: [(
                id,
                Edit {
                    before,
                    after: Some(after),
                },
            )]
            .into(),
            ..MenuDraft::default()
        }
    }

    #[test]
    fn a_change_says_what_becomes_another() {
        let draft = edit("agua", |sheet| {
            sheet.price = Money(600);
            sheet.description = "Sin gas".into();
        });
        let changes = changes(&draft, &published(), Currency::Pen);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].name, "Agua");
        assert_eq!(
            changes[0].words,
            [
                texts::became(
                    texts::PRICE,
                    &Currency::Pen.format(Money(2_490)),
                    &Currency::Pen.format(Money(600))
                ),
                texts::changed(texts::DESCRIPTION)
            ]
        );
        let id = ProductId::parse("agua").unwrap();
        assert_eq!(
            mark(&draft, &published(), &draft.applied(&published()), &id),
            Some(Mark::Price(Money(2_490)))
        );
    }

    #[test]
    fn what_comes_and_goes_is_said() {
        let draft = edit("emoliente", |_| {});
        let id = ProductId::parse("emoliente").unwrap();
        assert_eq!(
            mark(&draft, &published(), &draft.applied(&published()), &id),
            Some(Mark::New)
        );
        let mut draft = MenuDraft::default();
        let gone = Edit {
            before: Some(ProductSheet::of(&published().products[0])),
            after: None,
        };
        draft.products.insert(ProductId::parse("agua").unwrap(), gone);
        let said = changes(&draft, &published(), Currency::Pen);
        assert_eq!(
            (&*said[0].name, &said[0].words[..]),
            ("Agua", &[texts::GOES.to_owned()][..])
        );
        let id = ProductId::parse("agua").unwrap();
        let marked = mark(&draft, &published(), &draft.applied(&published()), &id);
        assert_eq!(marked, Some(Mark::Going));
        let id = ProductId::parse("pollo").unwrap();
        assert_eq!(
            mark(&draft, &published(), &draft.applied(&published()), &id),
            None
        );
    }

    #[test]
    fn sections_say_what_became_of_each() {
        let category = |id: &str, name: &str| Category {
            id: Slug::parse(id).unwrap(),
            name: name.into(),
            description: String::new(),
        };
        let was = [category("a", "A"), category("b", "B")];
        let is = [category("b", "Otra"), category("c", "C")];
        assert_eq!(
            category_words(&was, &is),
            [
                texts::became(texts::NAME, "B", "Otra"),
                texts::section_added("C"),
                texts::section_removed("A")
            ]
        );
        let turned = [category("b", "B"), category("a", "A")];
        assert_eq!(category_words(&was, &turned), [texts::OTHER_ORDER]);
    }
}
