//! The categories of a file, and which of the carta's each of them is.

use super::super::categories::{MAX_DESCRIPTION, MAX_NAME, UNNAMED, made};
use super::{Entry, Read, name, problem, shown, text};
use ::texts::now::errors;
use ::texts::now::menu_table as texts;
use api::catalog::RowOutcome;
use domain::Slug;
use domain::catalog::{Catalog, Category, category_of};
use domain::customer::FieldProblem;
use domain::letters::{fold, free_slug};
use domain::written::{line, optional_line};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the carta calls what the file calls otherwise.
#[derive(Debug, Default)]
pub(super) struct Sections {
    ids: BTreeMap<String, Slug>,
}

impl Sections {
    /// Puts the categories of a file on the carta as it has them: each is the one of its id, else the one of its name that no other
    /// entry is about, else a new one.
    pub(super) fn read(&mut self, entries: &[Entry], carta: &mut Catalog) -> Vec<Read> {
        let given: BTreeSet<&str> = entries.iter().filter_map(|entry| text(entry, "id")).collect();
        let mut seen = BTreeSet::new();
        let mut rows = Vec::with_capacity(entries.len());
        for entry in entries {
            rows.push(match self.one(entry, &given, &mut seen, carta) {
                Ok((read, id)) => (read, Some(id)),
                Err(wrong) => (*wrong, None),
            });
        }
        // Two of one name could not be told apart.
        let names: Vec<(Slug, String)> = carta
            .categories
            .iter()
            .map(|category| (category.id.clone(), fold(&category.name)))
            .collect();
        let is_twice = |id: &Slug| {
            let own = names.iter().find(|(known, _)| known == id);
            let mut others = names.iter().filter(|(known, _)| known != id);
            own.is_some_and(|(_, own)| others.any(|(_, other)| other == own))
        };
        let checked = rows.into_iter().map(|(read, id)| match id {
            Some(id) if read.shown.outcome != RowOutcome::Same && is_twice(&id) => {
                Read::wrong(&read.shown.name, vec![problem("name", texts::ENTRY_TWICE)])
            }
            _ => read,
        });
        checked.collect()
    }

    fn one(
        &mut self,
        entry: &Entry,
        given: &BTreeSet<&str>,
        seen: &mut BTreeSet<Slug>,
        carta: &mut Catalog,
    ) -> Result<(Read, Slug), Box<Read>> {
        let written = name(entry, "name").unwrap_or_default();
        let own = text(entry, "id");
        let wrong =
            |word: &str, message: String| Box::new(Read::wrong(&written, vec![problem(word, message)]));
        let twice = || wrong("id", texts::ENTRY_TWICE.to_owned());
        if own.is_some_and(|own| self.ids.contains_key(own)) {
            return Err(twice());
        }
        let known = known(own, &written, given, seen, carta);
        let is_new = known.is_none();
        let name = match line(&written, 1, MAX_NAME) {
            Ok(name) => Some(name),
            Err(_) if written.is_empty() && !is_new => None,
            Err(_) if written.is_empty() => return Err(wrong("name", texts::NO_SECTION.to_owned())),
            Err(found) => return Err(wrong("name", errors::field(found))),
        };
        let about = match entry.get("description") {
            None => None,
            Some(Value::Null) => Some(String::new()),
            Some(Value::String(about)) => match optional_line(about, MAX_DESCRIPTION) {
                Ok(about) => Some(about),
                Err(found) => return Err(wrong("description", errors::field(found))),
            },
            Some(_) => return Err(wrong("description", errors::field(FieldProblem::Malformed))),
        };
        let is_free = |id: &Slug| carta.categories.iter().all(|category| category.id != *id);
        let new = own.and_then(|id| Slug::parse(id).ok()).filter(is_free);
        let is_taken = |id: &Slug| !is_free(id) || given.contains(id.as_str());
        let made = || free_slug(name.as_deref()?, UNNAMED, is_taken);
        let Some(id) = known.or(new).or_else(made) else {
            return Err(wrong("name", texts::NO_SECTION.to_owned()));
        };
        if !seen.insert(id.clone()) {
            return Err(twice());
        }
        if let Some(own) = own {
            self.ids.insert(own.to_owned(), id.clone());
        }
        let changed = put(carta, &id, name, about);
        let read = Read {
            shown: shown(&written, (!is_new).then_some(changed)),
            dish: None,
            promotion: None,
        };
        Ok((read, id))
    }

    /// The category that a dish of the file names, where there is one.
    pub(super) fn known(&self, named: &str, carta: &Catalog) -> Option<Slug> {
        let own = self.ids.get(named).cloned();
        own.or_else(|| category_of(&carta.categories, named).map(|known| known.id.clone()))
    }

    /// The category that a dish of the file names: by the file's own id, else as the carta knows it, else one of this name is made.
    pub(super) fn of(&self, named: &str, carta: &mut Catalog) -> Option<Slug> {
        self.known(named, carta).or_else(|| made(named, carta))
    }
}

/// The one of the carta that an entry is about. What another entry names by its id is not found by its name.
fn known(
    own: Option<&str>,
    written: &str,
    given: &BTreeSet<&str>,
    seen: &BTreeSet<Slug>,
    carta: &Catalog,
) -> Option<Slug> {
    let mut all = carta.categories.iter();
    let by_id = all.find(|known| Some(known.id.as_str()) == own);
    let is_free = |known: &&Category| !given.contains(known.id.as_str()) && !seen.contains(&known.id);
    let mut named = carta.categories.iter().filter(is_free);
    let by_name = || named.find(|known| !written.is_empty() && fold(&known.name) == fold(written));
    by_id.or_else(by_name).map(|known| known.id.clone())
}

/// Puts name and line on a category, or a new one behind the others: what of it became another.
fn put(carta: &mut Catalog, id: &Slug, name: Option<String>, about: Option<String>) -> Vec<String> {
    let mut changed = Vec::new();
    match carta.categories.iter_mut().find(|category| category.id == *id) {
        Some(category) => {
            for (now, said, word) in [
                (&mut category.name, name, "name"),
                (&mut category.description, about, "description"),
            ] {
                if let Some(said) = said.filter(|said| said != now) {
                    *now = said;
                    changed.push(word.to_owned());
                }
            }
        }
        None => carta.categories.push(Category {
            id: id.clone(),
            name: name.unwrap_or_default(),
            description: about.unwrap_or_default(),
        }),
    }
    changed
}
