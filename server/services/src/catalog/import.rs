//! The carta as a file, out and in: its dishes as a table, or all of it as JSON.

use super::CatalogService;
use super::{menu_json, menu_table, store};
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use api::Code;
use api::FieldError;
use api::catalog::{MenuFile, MenuForm, MenuImport, MenuRow, MenuTable, RowOutcome};
use domain::ProductId;
use domain::catalog::{Catalog, Category, Edit, MenuDraft, ProductSheet};
use domain::staff::Permission;
use domain::tenant::Tenant;
use texts::now::menu_table as texts;

impl CatalogService {
    /// The carta as a file. Managers and machines; `drafted` with what is not published yet.
    pub async fn export_menu(
        &self,
        caller: &Caller,
        drafted: bool,
        form: MenuForm,
    ) -> Result<MenuFile, Error> {
        caller.require(Permission::ManageCatalog)?;
        let storefront = self.storefront(&caller.tenant).await?;
        let mut carta = storefront.catalog;
        if drafted {
            let (draft, _) = store::read_draft(&*self.documents, &caller.tenant).await?;
            carta = draft.applied(&carta);
        }
        let today = storefront.tenant.zone.date(self.clock.now());
        let (ending, text) = match form {
            MenuForm::Csv => ("csv", menu_table::written(&carta)),
            MenuForm::Json => ("json", menu_json::written(&carta)?),
        };
        Ok(MenuFile {
            file_name: texts::file_name(today, ending),
            text,
        })
    }

    /// Says what a file would do to the draft and, where it shall be taken and every row can be, does it.
    pub async fn import_menu(&self, caller: &Caller, file: &str, take: bool) -> Result<MenuImport, Error> {
        caller.require(Permission::ManageCatalog)?;
        let storefront = self.storefront(&caller.tenant).await?;
        let (published, restaurant) = (storefront.catalog, storefront.tenant);
        let (draft, _) = store::read_draft(&*self.documents, &caller.tenant).await?;
        let (_, rows) = read(file, &draft.applied(&published), &restaurant)?;
        let rows: Vec<MenuRow> = rows.into_iter().map(|row| row.shown).collect();
        let is_sound = rows.iter().all(|row| row.outcome != RowOutcome::Wrong);
        let table = MenuTable { rows };
        if !take || !is_sound {
            return Ok(MenuImport { table, desk: None });
        }
        let change = |published: &Catalog, draft: &mut MenuDraft| {
            let (categories, rows) = read(file, &draft.applied(published), &restaurant)?;
            note(draft, published, categories, rows);
            Ok(())
        };
        let desk = self.change_draft(caller, change).await?;
        Ok(MenuImport {
            table,
            desk: Some(desk),
        })
    }

    /// Makes the carta what a file says, at once; only says what it would do where `dry`. 422 with each bad cell.
    pub async fn put_table(&self, caller: &Caller, file: &str, dry: bool) -> Result<MenuTable, Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let storefront = self.storefront(&caller.tenant).await?;
            let (published, restaurant) = (storefront.catalog, storefront.tenant);
            let (categories, rows) = read(file, &published, &restaurant)?;
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

/// What a file says: a table, or JSON.
fn read(
    file: &str,
    carta: &Catalog,
    restaurant: &Tenant,
) -> Result<(Vec<Category>, Vec<menu_table::ReadRow>), Error> {
    match menu_json::is_json(file) {
        true => menu_json::read(file, carta, restaurant),
        false => menu_table::read(file, carta),
    }
}

/// Puts what a file says into a draft.
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
    for row in rows {
        if let Some((id, sheet)) = row.dish {
            let edit = Edit {
                before: published.product(&id).map(ProductSheet::of),
                after: Some(sheet),
            };
            draft.products.insert(id, edit);
        }
        if let Some(promotion) = row.promotion {
            let edit = Edit {
                before: published.promotion(&promotion.id).cloned(),
                after: Some(promotion.clone()),
            };
            draft.promotions.insert(promotion.id, edit);
        }
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
