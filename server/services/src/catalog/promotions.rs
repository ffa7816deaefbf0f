//! Promotions that machines add, change and take away: at once.

use super::CatalogService;
use super::product_ids::{free_id, is_sold};
use super::promotion_fields::read_promotion;
use super::store::Menu;
use crate::caller::Caller;
use crate::error::Error;
use crate::field_errors;
use crate::retry;
use api::Code;
use domain::ProductId;
use domain::catalog::{Catalog, Edit, MenuDraft, Promotion};
use domain::customer::FieldProblem;
use domain::staff::Permission;
use texts::now::errors as texts;

impl CatalogService {
    /// Puts a new promotion behind the others. Its id is made of its name where none is sent; the one in `wanted` does not count. 409
    /// when there is a product or promotion of this id. Managers and machines.
    pub async fn create_promotion(
        &self,
        caller: &Caller,
        id: Option<&ProductId>,
        wanted: &Promotion,
    ) -> Result<Promotion, Error> {
        let made = |published: &Catalog| {
            let menu = Menu::of(published);
            let id = match id {
                Some(id) if is_sold(&menu, id) => {
                    return Err(Error::new(Code::ProductExists, texts::PRODUCT_EXISTS));
                }
                Some(id) => Some(id.clone()),
                None => free_id(&wanted.name, &menu),
            };
            let missing = || Error::invalid(vec![field_errors::field("/name", FieldProblem::Missing)]);
            id.ok_or_else(missing)
        };
        self.put_promotion(caller, made, wanted).await
    }

    /// Puts this in the place of a promotion. 404 when there is none of this id. Managers and machines.
    pub async fn change_promotion(
        &self,
        caller: &Caller,
        id: &ProductId,
        wanted: &Promotion,
    ) -> Result<Promotion, Error> {
        let known = |published: &Catalog| is_known(published, id).map(|()| id.clone());
        self.put_promotion(caller, known, wanted).await
    }

    async fn put_promotion(
        &self,
        caller: &Caller,
        id: impl Fn(&Catalog) -> Result<ProductId, Error>,
        wanted: &Promotion,
    ) -> Result<Promotion, Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let published = self.storefront(&caller.tenant).await?.catalog;
            let wanted = Promotion {
                id: id(&published)?,
                ..wanted.clone()
            };
            let promotion = read_promotion(&wanted, &Menu::of(&published)).map_err(Error::invalid)?;
            let done = self.put_edit(caller, &published, &promotion.id, Some(promotion.clone()));
            Ok(done.await?.map(|()| promotion))
        })
        .await
    }

    /// Takes a promotion off the carta for good. Old orders keep it. 404 when it is not there. Managers and machines.
    pub async fn remove_promotion(&self, caller: &Caller, id: &ProductId) -> Result<(), Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let published = self.storefront(&caller.tenant).await?.catalog;
            is_known(&published, id)?;
            self.put_edit(caller, &published, id, None).await
        })
        .await
    }

    async fn put_edit(
        &self,
        caller: &Caller,
        published: &Catalog,
        id: &ProductId,
        after: Option<Promotion>,
    ) -> Result<Option<()>, Error> {
        let before = published.promotion(id).cloned();
        let draft = MenuDraft {
            promotions: [(id.clone(), Edit { before, after })].into(),
            ..MenuDraft::default()
        };
        Ok(self.put_draft(caller, &draft, None).await?.map(|_| ()))
    }
}

fn is_known(published: &Catalog, id: &ProductId) -> Result<(), Error> {
    let known = published.promotion(id).map(|_| ());
    known.ok_or_else(|| Error::new(Code::UnknownProduct, texts::NOT_FOUND))
}
