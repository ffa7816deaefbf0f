//! Which dish or promotion of the carta an entry is about. All are found before any is read: an entry may name one that comes later.

use super::super::product_ids::free_id;
use super::super::store::Menu;
use super::entries::empty_sheet;
use super::{Entry, Reading, id, name, text};
use domain::letters::fold;
use domain::{ProductId, Slug};
use std::collections::BTreeSet;

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Known(ProductId),
    /// It is not on the carta yet, and gets this id.
    New(ProductId),
    /// An entry above is about the same.
    Twice,
    /// Nothing names it.
    Unnamed,
}

/// What the carta has of one kind: id, own code, name, section.
struct Candidate {
    id: ProductId,
    sku: Option<String>,
    name: String,
    section: Option<Slug>,
}

/// An entry by what it may be found by.
struct Wanted {
    given: Option<ProductId>,
    sku: Option<String>,
    /// As it is stored, and without accents and capitals.
    name: Option<(String, String)>,
    section: Option<Slug>,
}

/// What is being found, and what has been.
struct Finding<'f> {
    candidates: &'f [Candidate],
    wanted: &'f [Wanted],
    /// What is found by an id or a code is nobody else's by its name.
    kept: BTreeSet<ProductId>,
    /// What has been found.
    seen: BTreeSet<ProductId>,
    /// The ids of entries so far.
    given: BTreeSet<ProductId>,
    /// Ids that something has, and with the second also those that entries give.
    menu: Menu,
    reserved: Menu,
}

impl Reading<'_> {
    /// Finds the dishes, and puts those that are new on the carta, so that others can consist of them.
    pub(super) fn find_dishes(&mut self, entries: &[Entry]) -> Vec<Found> {
        let products = self.carta.products.iter();
        let candidates: Vec<Candidate> = products
            .map(|product| Candidate {
                id: product.id.clone(),
                sku: product.sku.clone(),
                name: fold(&product.name),
                section: Some(product.category.clone()),
            })
            .collect();
        let wanted = entries.iter().map(|entry| Wanted {
            given: id(entry, "productId"),
            sku: text(entry, "sku").map(str::to_owned),
            name: name(entry, "name").map(|name| (name.clone(), fold(&name))),
            section: name(entry, "category").and_then(|named| self.sections.known(&named, &self.carta)),
        });
        let wanted: Vec<Wanted> = wanted.collect();
        let found = find(&candidates, &wanted, Menu::of(&self.carta));
        for (wanted, found) in wanted.iter().zip(&found) {
            if let (Some(given), Found::Known(here) | Found::New(here)) = (&wanted.given, found)
                && given != here
            {
                self.ids.insert(given.clone(), here.clone());
            }
        }
        // They lie in no section until they are read.
        let nowhere = self.carta.categories.first().map(|category| category.id.clone());
        let Some(nowhere) = nowhere.or_else(|| Slug::parse("carta").ok()) else {
            return found;
        };
        for (entry, found) in entries.iter().zip(&found) {
            match found {
                Found::New(id) => {
                    let product = empty_sheet(nowhere.clone()).product(id.clone());
                    self.carta.products.push(product);
                }
                // A code may go from one dish of the file to another.
                Found::Known(id) if entry.contains_key("sku") => {
                    let mut products = self.carta.products.iter_mut();
                    if let Some(product) = products.find(|product| product.id == *id) {
                        product.sku = None;
                    }
                }
                _ => {}
            }
        }
        found
    }

    pub(super) fn find_promotions(&mut self, entries: &[Entry]) -> Vec<Found> {
        let promotions = self.carta.promotions.iter();
        let candidates: Vec<Candidate> = promotions
            .map(|promotion| Candidate {
                id: promotion.id.clone(),
                sku: None,
                name: fold(&promotion.name),
                section: None,
            })
            .collect();
        let wanted = entries.iter().map(|entry| Wanted {
            given: id(entry, "promotionId"),
            sku: None,
            name: name(entry, "name").map(|name| (name.clone(), fold(&name))),
            section: None,
        });
        find(&candidates, &wanted.collect::<Vec<_>>(), Menu::of(&self.carta))
    }
}

fn find(candidates: &[Candidate], wanted: &[Wanted], menu: Menu) -> Vec<Found> {
    let given = || wanted.iter().filter_map(|wanted| wanted.given.clone());
    let by_id = |id: &ProductId| candidates.iter().any(|known| known.id == *id);
    let by_code = wanted.iter().filter_map(|wanted| {
        let is_here = wanted.given.as_ref().is_some_and(by_id);
        let sku = wanted.sku.as_ref().filter(|_| !is_here)?;
        let known = candidates.iter().find(|known| known.sku.as_ref() == Some(sku))?;
        Some(known.id.clone())
    });
    let mut reserved = menu.clone();
    reserved.products.extend(given());
    let mut finding = Finding {
        candidates,
        wanted,
        kept: given().filter(by_id).chain(by_code).collect(),
        seen: BTreeSet::new(),
        given: BTreeSet::new(),
        menu,
        reserved,
    };
    wanted.iter().map(|wanted| finding.next(wanted)).collect()
}

impl Finding<'_> {
    fn next(&mut self, wanted: &Wanted) -> Found {
        if let Some(given) = &wanted.given
            && !self.given.insert(given.clone())
        {
            return Found::Twice;
        }
        let known = self.known(wanted).map(|known| known.id.clone());
        if let Some(id) = known {
            return match self.seen.insert(id.clone()) {
                true => Found::Known(id),
                false => Found::Twice,
            };
        }
        let is_free = |id: &ProductId| !self.menu.products.contains(id) && !self.menu.promotions.contains(id);
        let own = wanted.given.clone().filter(is_free);
        let made = || free_id(&wanted.name.as_ref()?.0, &self.reserved);
        let Some(new) = own.or_else(made) else {
            return Found::Unnamed;
        };
        for menu in [&mut self.menu, &mut self.reserved] {
            menu.products.push(new.clone());
        }
        self.seen.insert(new.clone());
        Found::New(new)
    }

    /// What the carta has of it: by its id, else by its code, else by its name. Of that name the first in its section that nothing else is
    /// about, else the only one, where the file has only one too.
    fn known(&self, wanted: &Wanted) -> Option<&Candidate> {
        let all = self.candidates;
        let by_id = all.iter().find(|known| Some(&known.id) == wanted.given.as_ref());
        let by_code = || {
            let sku = wanted.sku.as_ref()?;
            all.iter().find(|known| known.sku.as_ref() == Some(sku))
        };
        let by_name = || {
            let (_, name) = wanted.name.as_ref()?;
            let is_free =
                |known: &&Candidate| !self.seen.contains(&known.id) && !self.kept.contains(&known.id);
            let named = all.iter().filter(|known| known.name == *name);
            let named: Vec<&Candidate> = named.filter(is_free).collect();
            let mut here = named.iter().filter(|known| known.section == wanted.section);
            let twins = self.wanted.iter().filter_map(|other| other.name.as_ref());
            let alone = || twins.filter(|(_, other)| other == name).count() == 1;
            let here = here.next().copied();
            here.or_else(|| named.first().copied().filter(|_| named.len() == 1 && alone()))
        };
        by_id.or_else(by_code).or_else(by_name)
    }
}
