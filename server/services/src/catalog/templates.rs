//! Sample cartas: what a restaurant that is being set up may begin with. They are tables as a carta is exported, with the drawing of
//! a dish in place of its id.

use super::{CatalogService, menu_table, store};
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use api::catalog::{MenuDesk, MenuTemplate, MenuTemplates, PricedDish};
use domain::ProductId;
use domain::catalog::{Catalog, Edit, MenuDraft, ProductSheet, pictures};
use domain::letters::fold;
use domain::staff::Permission;
use std::collections::HashMap;
use texts::now::menu_templates as texts;

/// A sample carta.
struct Template {
    id: &'static str,
    name: &'static str,
    /// What it is drawn as.
    drawing: &'static str,
    table: &'static str,
}

const TEMPLATES: [Template; 6] = [
    Template {
        id: "polleria",
        name: texts::POLLERIA,
        drawing: "cat_brasa",
        table: include_str!("templates/polleria.csv"),
    },
    Template {
        id: "cevicheria",
        name: texts::CEVICHERIA,
        drawing: "cat_ceviches",
        table: include_str!("templates/cevicheria.csv"),
    },
    Template {
        id: "parrilla",
        name: texts::PARRILLA,
        drawing: "cat_parrillas",
        table: include_str!("templates/parrilla.csv"),
    },
    Template {
        id: "sanguches",
        name: texts::SANGUCHES,
        drawing: "cat_sanguches",
        table: include_str!("templates/sanguches.csv"),
    },
    Template {
        id: "chifa",
        name: texts::CHIFA,
        drawing: "chaufa_mariscos",
        table: include_str!("templates/chifa.csv"),
    },
    Template {
        id: "dulceria",
        name: texts::DULCERIA,
        drawing: "cat_postres",
        table: include_str!("templates/dulceria.csv"),
    },
];

impl Template {
    fn shown(&self) -> Result<MenuTemplate, Error> {
        let (_, rows) = menu_table::read(self.table, &Catalog::default())?;
        Ok(MenuTemplate {
            id: self.id.to_owned(),
            name: self.name.to_owned(),
            image: pictures::drawing(self.drawing),
            dishes: rows.len(),
        })
    }

    /// What makes a carta this one, whatever is on it.
    fn in_place_of(&self, published: &Catalog) -> Result<MenuDraft, Error> {
        let (categories, rows) = menu_table::read(self.table, &Catalog::default())?;
        let drawings = self.drawings();
        let mut draft = MenuDraft {
            categories: Some(Edit {
                before: Some(published.categories.clone()),
                after: Some(categories),
            }),
            ..MenuDraft::default()
        };
        for product in &published.products {
            let before = Some(ProductSheet::of(product));
            draft
                .products
                .insert(product.id.clone(), Edit { before, after: None });
        }
        for promotion in &published.promotions {
            let before = Some(promotion.clone());
            let gone = Edit { before, after: None };
            draft.promotions.insert(promotion.id.clone(), gone);
        }
        let dishes: Vec<(ProductId, ProductSheet)> = rows.into_iter().filter_map(|row| row.dish).collect();
        draft.order = Some(dishes.iter().map(|(id, _)| id.clone()).collect());
        for (id, mut sheet) in dishes {
            if let Some(drawing) = drawings.get(&fold(&sheet.name)) {
                sheet.image = pictures::drawing(drawing);
            }
            let edit = Edit {
                before: published.product(&id).map(ProductSheet::of),
                after: Some(sheet),
            };
            draft.products.insert(id, edit);
        }
        Ok(draft)
    }

    /// The drawings of its dishes, by their folded names.
    fn drawings(&self) -> HashMap<String, String> {
        let mut reader = csv::Reader::from_reader(self.table.as_bytes());
        let drawn = |record: csv::StringRecord| {
            let (name, id) = (record.get(NAME)?, record.get(ID)?);
            pictures::is_drawn(id).then(|| (fold(name), id.to_owned()))
        };
        reader
            .records()
            .filter_map(Result::ok)
            .filter_map(drawn)
            .collect()
    }
}

/// The columns of a table that a name and an id stand in.
const NAME: usize = 1;
const ID: usize = 8;

impl CatalogService {
    /// The sample cartas. Managers and machines.
    pub async fn menu_templates(&self, caller: &Caller) -> Result<MenuTemplates, Error> {
        caller.require(Permission::ManageCatalog)?;
        let templates = TEMPLATES.iter().map(Template::shown).collect::<Result<_, _>>()?;
        Ok(MenuTemplates { templates })
    }

    /// Puts a sample carta in place of what is on the carta of a restaurant that is being set up. 404 where there is none of this
    /// id, 409 once the restaurant is published. Managers and machines.
    pub async fn lay_template(&self, caller: &Caller, id: &str) -> Result<MenuDesk, Error> {
        caller.require(Permission::ManageCatalog)?;
        let template = TEMPLATES.iter().find(|template| template.id == id);
        let template = template.ok_or_else(Error::not_found)?;
        retry::change(retry::ATTEMPTS, || async {
            let published = self.while_drafted(&caller.tenant).await?;
            let draft = template.in_place_of(&published)?;
            // What waited to be published was about another carta.
            let (_, waiting) = store::read_draft(&*self.documents, &caller.tenant).await?;
            let nothing = MenuDraft::default();
            let last = store::put(store::draft_key(), nothing, store::unchanged(waiting.as_ref()))?;
            self.put_draft(caller, &draft, Some(last)).await
        })
        .await?;
        self.menu_desk(caller).await
    }

    /// Says what dishes cost and whether they are sold, at once, in a restaurant that is being set up. A dish that is not there is
    /// left out; 422 where a price cannot be, 409 once the restaurant is published. Managers.
    pub async fn price_dishes(&self, caller: &Caller, dishes: &[PricedDish]) -> Result<MenuDesk, Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let published = self.while_drafted(&caller.tenant).await?;
            let mut draft = MenuDraft::default();
            for dish in dishes {
                let Some(product) = published.product(&dish.id) else {
                    continue;
                };
                let before = ProductSheet::of(product);
                let after = ProductSheet {
                    price: dish.price,
                    ..before.clone()
                };
                let edit = Edit {
                    before: Some(before),
                    after: Some(after),
                };
                draft.products.insert(dish.id.clone(), edit);
            }
            self.put_draft(caller, &draft, None).await
        })
        .await?;
        self.sell(caller, dishes).await?;
        self.menu_desk(caller).await
    }

    async fn sell(&self, caller: &Caller, dishes: &[PricedDish]) -> Result<(), Error> {
        let catalog = self.storefront(&caller.tenant).await?.catalog;
        for dish in dishes {
            if catalog
                .product(&dish.id)
                .is_none_or(|known| known.active == dish.sold)
            {
                continue;
            }
            let availability = api::catalog::Availability {
                available: dish.sold,
                until: None,
            };
            self.set_availability(caller, &dish.id, availability).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::catalog::RowOutcome;

    /// The dishes whose prices a manager sets first.
    const FIRST: usize = 6;

    #[test]
    fn every_row_of_every_sample_can_be_used() {
        for template in &TEMPLATES {
            let (categories, rows) = menu_table::read(template.table, &Catalog::default()).unwrap();
            assert!((4..=8).contains(&categories.len()), "{}", template.id);
            for row in &rows {
                assert_eq!(
                    row.shown.outcome,
                    RowOutcome::New,
                    "{}: {:?}",
                    template.id,
                    row.shown
                );
            }
            let popular = rows.iter().filter(|row| {
                let sheet = row.dish.as_ref().map(|(_, sheet)| sheet);
                sheet.is_some_and(|sheet| sheet.tags.iter().any(|tag| tag == "popular"))
            });
            assert_eq!(popular.count(), FIRST, "{}", template.id);
            assert_eq!(template.shown().unwrap().dishes, rows.len());
        }
    }

    #[test]
    fn a_sample_takes_the_place_of_another_and_has_its_drawings() {
        let [first, second, ..] = &TEMPLATES;
        let carta = first
            .in_place_of(&Catalog::default())
            .unwrap()
            .applied(&Catalog::default());
        assert_eq!(
            carta.products[0].image,
            pictures::drawing("pollo_1_4"),
            "in the order of the table"
        );
        let next = second.in_place_of(&carta).unwrap().applied(&carta);
        assert_eq!(next.products.len(), second.shown().unwrap().dishes);
        assert!(
            next.products
                .iter()
                .all(|dish| next.category(dish.category.as_str()).is_some())
        );
    }
}
