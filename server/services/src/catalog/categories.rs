//! The categories of a carta: which there are, what they are called, and their order.

use super::CatalogService;
use crate::caller::Caller;
use crate::error::Error;
use crate::field_errors;
use crate::retry;
use api::catalog::CategoryEntry;
use api::{Code, FieldError};
use domain::catalog::{Catalog, Category, Edit, MenuDraft};
use domain::customer::FieldProblem;
use domain::letters::{fold, free_slug};
use domain::staff::Permission;
use domain::{ProductId, Slug, written};
use texts::now::errors as texts;

/// More than a carta has.
pub(super) const MAX_CATEGORIES: usize = 60;
pub(super) const MAX_NAME: usize = 40;
pub(super) const MAX_DESCRIPTION: usize = 160;
/// The id of a category whose name has no letter that ids have.
pub(super) const UNNAMED: &str = "seccion";

/// Puts a category of this name behind the others; `None` where none can be called so.
pub(super) fn made(name: &str, carta: &mut Catalog) -> Option<Slug> {
    let name = written::line(name, 1, MAX_NAME).ok()?;
    let is_taken = |id: &Slug| carta.categories.iter().any(|known| known.id == *id);
    let id = free_slug(&name, UNNAMED, is_taken)?;
    carta.categories.push(Category {
        id: id.clone(),
        name,
        description: String::new(),
    });
    Some(id)
}

impl CatalogService {
    /// Puts these in place of the categories, at once, and the products in this order where one is given. Categories that dishes are
    /// in stay, behind the others. Managers and machines.
    pub async fn put_categories(
        &self,
        caller: &Caller,
        wanted: &[CategoryEntry],
        order: Option<Vec<ProductId>>,
    ) -> Result<Vec<Category>, Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let published = self.storefront(&caller.tenant).await?.catalog;
            let draft = MenuDraft {
                categories: Some(Edit {
                    after: Some(read_categories(wanted, &published.categories)?),
                    before: Some(published.categories),
                }),
                order: order.clone(),
                ..MenuDraft::default()
            };
            let after = self.put_draft(caller, &draft, None).await?;
            Ok(after.map(|catalog| catalog.categories))
        })
        .await
    }
}

/// The categories as they are stored, or what is wrong with them, by the place of each.
pub(super) fn read_categories(wanted: &[CategoryEntry], known: &[Category]) -> Result<Vec<Category>, Error> {
    if wanted.len() > MAX_CATEGORIES {
        let field = field_errors::field("/categories", FieldProblem::TooMany(MAX_CATEGORIES));
        return Err(Error::invalid(vec![field]));
    }
    let mut fields: Vec<FieldError> = Vec::new();
    let mut categories: Vec<Category> = Vec::new();
    for (index, entry) in wanted.iter().enumerate() {
        let mut wrong = |field: &str, problem| {
            fields.push(field_errors::field(
                format!("/categories/{index}/{field}"),
                problem,
            ));
        };
        let name = written::line(&entry.name, 1, MAX_NAME);
        let description = written::optional_line(&entry.description, MAX_DESCRIPTION);
        let is_taken = |id: &Slug| categories.iter().any(|other| &other.id == id);
        let id = match &entry.id {
            Some(id) => Some(id.clone()).filter(|id| !is_taken(id)),
            None => {
                let is_known = |id: &Slug| known.iter().any(|other| &other.id == id);
                let meant = |id: &Slug| wanted.iter().any(|entry| entry.id.as_ref() == Some(id));
                // One that is called so is meant, so that a list that is sent twice doubles nothing.
                let mut called = known
                    .iter()
                    .filter(|other| fold(&other.name) == fold(&entry.name));
                let called = called.find(|other| !is_taken(&other.id) && !meant(&other.id));
                let called = called.map(|other| other.id.clone());
                let is_used = |id: &Slug| is_taken(id) || is_known(id) || meant(id);
                called.or_else(|| free_slug(&entry.name, UNNAMED, is_used))
            }
        };
        let twin = |name: &String| categories.iter().any(|other| fold(&other.name) == fold(name));
        match (id, name, description) {
            (Some(_), Ok(name), Ok(_)) if twin(&name) => {
                let pointer = format!("/categories/{index}/name");
                fields.push(FieldError::new(
                    pointer,
                    Code::InvalidValue,
                    texts::SECTION_EXISTS,
                ));
            }
            (Some(id), Ok(name), Ok(description)) => categories.push(Category {
                id,
                name,
                description,
            }),
            (id, name, description) => {
                if id.is_none() {
                    wrong("id", FieldProblem::Malformed);
                }
                if let Err(problem) = name {
                    wrong("name", problem);
                }
                if let Err(problem) = description {
                    wrong("description", problem);
                }
            }
        }
    }
    match fields.is_empty() {
        true => Ok(categories),
        false => Err(Error::invalid(fields)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: Option<&str>, name: &str) -> CategoryEntry {
        CategoryEntry {
            id: id.map(|id| Slug::parse(id).unwrap()),
            name: name.to_owned(),
            description: String::new(),
        }
    }

    #[test]
    fn new_categories_get_ids_of_their_own() {
        let known = read_categories(&[entry(None, "Piqueos")], &[]).unwrap();
        assert_eq!(known[0].id.as_str(), "piqueos");
        let wanted = [
            entry(None, "Piqueos"),
            entry(Some("piqueos"), "Para picar"),
            entry(None, "汤"),
        ];
        let ids: Vec<String> = read_categories(&wanted, &known)
            .unwrap()
            .iter()
            .map(|category| category.id.to_string())
            .collect();
        assert_eq!(ids, ["piqueos_2", "piqueos", "seccion"]);
        assert!(read_categories(&[entry(None, "Sopas"), entry(None, "SOPAS")], &[]).is_err());
        assert_eq!(
            read_categories(&[entry(None, "PIQUEOS")], &known).unwrap()[0].id,
            known[0].id
        );
    }

    #[test]
    fn what_cannot_be_used_is_said_by_its_place() {
        let twice = [entry(Some("sopas"), "Sopas"), entry(Some("sopas"), " ")];
        let Err(Error::Refused(refused)) = read_categories(&twice, &[]) else {
            panic!("it is refused");
        };
        let pointers: Vec<&str> = refused
            .fields
            .iter()
            .map(|field| field.pointer.as_str())
            .collect();
        assert_eq!(pointers, ["/categories/1/id", "/categories/1/name"]);
    }
}
