//! The carta as a table, out and in.

use super::CatalogService;
use super::{menu_table, store};
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use api::Code;
use api::FieldError;
use api::catalog::{MenuFile, MenuImport, MenuRow, MenuTable, RowOutcome};
use domain::ProductId;
use domain::catalog::{Catalog, Category, Edit, MenuDraft, ProductSheet};
use domain::staff::Permission;
use texts::now::menu_table as texts;

impl CatalogService {
    /// The dishes as a file. Managers and machines; `drafted` with what is not published yet.
    pub async fn export_menu(&self, caller: &Caller, drafted: bool) -> Result<MenuFile, Error> {
        caller.require(Permission::ManageCatalog)?;
        let storefront = self.storefront(&caller.tenant).await?;
        let mut carta = storefront.catalog;
        if drafted {
            let (draft, _) = store::read_draft(&*self.documents, &caller.tenant).await?;
            carta = draft.applied(&carta);
        }
        let today = storefront.tenant.zone.date(self.clock.now());
        Ok(MenuFile {
            file_name: texts::file_name(today),
            text: menu_table::written(&carta),
        })
    }

    /// Says what a table would do to the draft and, where it shall be taken and every row can be, does it.
    pub async fn import_menu(&self, caller: &Caller, csv: &str, take: bool) -> Result<MenuImport, Error> {
        caller.require(Permission::ManageCatalog)?;
        let published = self.storefront(&caller.tenant).await?.catalog;
        let (draft, _) = store::read_draft(&*self.documents, &caller.tenant).await?;
        let (_, rows) = menu_table::read(csv, &draft.applied(&published))?;
        let rows: Vec<MenuRow> = rows.into_iter().map(|row| row.shown).collect();
        let is_sound = rows.iter().all(|row| row.outcome != RowOutcome::Wrong);
        let table = MenuTable { rows };
        if !take || !is_sound {
            return Ok(MenuImport { table, desk: None });
        }
        let change = |published: &Catalog, draft: &mut MenuDraft| {
            let (categories, rows) = menu_table::read(csv, &draft.applied(published))?;
            note(draft, published, categories, rows);
            Ok(())
        };
        let desk = self.change_draft(caller, change).await?;
        Ok(MenuImport {
            table,
            desk: Some(desk),
        })
    }

    /// Makes the dishes of the carta what a table says, at once; only says what it would do where `dry`. 422 with each bad cell.
    pub async fn put_table(&self, caller: &Caller, csv: &str, dry: bool) -> Result<MenuTable, Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let published = self.storefront(&caller.tenant).await?.catalog;
            let (categories, rows) = menu_table::read(csv, &published)?;
            let shown: Vec<MenuRow> = rows.iter().map(|row| row.shown.clone()).collect();
            let table = MenuTable { rows: shown };
            if dry {
                return Ok(Some(table));
            }
            let wrong = bad_cells(&table);
            if !wrong.is_empty() {
                return Err(Error::invalid(wrong));
            }
            let mut draft = MenuDraft::default();
            note(&mut draft, &published, categories, rows);
            let after = self.put_draft(caller, &draft, None).await?;
            Ok(after.map(|_| table))
        })
        .await
    }
}

/// Puts what a table says into a draft.
fn note(
    draft: &mut MenuDraft,
    published: &Catalog,
    categories: Vec<Category>,
    rows: Vec<menu_table::ReadRow>,
) {
    draft.categories = Some(Edit {
        before: Some(published.categories.clone()),
        after: Some(categories),
    });
    let before = draft.applied(published);
    let listed = rows.iter().filter_map(|row| row.dish.as_ref().map(|(id, _)| id));
    let new = listed.filter(|id| before.product(id).is_none());
    let new: Vec<ProductId> = new.cloned().collect();
    // Those that are new come behind the others, in the order of the table.
    if !new.is_sorted() {
        let order = before.products.iter().map(|product| product.id.clone());
        draft.order = Some(order.chain(new).collect());
    }
    for (id, sheet) in rows.into_iter().filter_map(|row| row.dish) {
        let edit = Edit {
            before: published.product(&id).map(ProductSheet::of),
            after: Some(sheet),
        };
        draft.products.insert(id, edit);
    }
}

fn bad_cells(table: &MenuTable) -> Vec<FieldError> {
    let cell = |row: &MenuRow| {
        let line = row.line;
        let problems = row.problems.clone().into_iter();
        problems.map(move |problem| {
            let pointer = format!("/csv/{line}/{}", problem.column);
            FieldError::new(pointer, Code::InvalidValue, problem.message)
        })
    };
    table.rows.iter().flat_map(cell).collect()
}
