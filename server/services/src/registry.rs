//! Which restaurants a service has something to do for that is due by itself: it has to know where to look. The list lies
//! in the service's own table under a tenant of its own, and holds ids only. `control`
//! makes no restaurant of that name.

use crate::error::Error;
use crate::readable::readable;
use domain::TenantId;
use ports::documents::{Commit, CommitError, Expect, Key, Query, Table, Write};
use ports::{Documents, EngineError};

const REGISTRY: &str = "brasa";
const RESTAURANTS: &str = "RESTAURANTS";

/// The id under which the lists lie: no restaurant is made with it.
pub fn registry() -> Result<TenantId, Error> {
    TenantId::parse(REGISTRY).map_err(|_| Error::internal())
}

/// The write that lets [`restaurants`] find a restaurant, and the tenant that it is a commit of.
pub fn put_restaurant(table: Table, tenant: &TenantId) -> Result<(TenantId, Write), Error> {
    let key = Key::new(table, RESTAURANTS, tenant.as_str());
    let write = Write::put(key, tenant, Expect::Anything)?;
    Ok((registry()?, write))
}

/// Puts a restaurant into the list of a table.
pub async fn add_restaurant(
    documents: &dyn Documents,
    table: Table,
    tenant: &TenantId,
) -> Result<(), EngineError> {
    let (registry, write) = put_restaurant(table, tenant)
        .map_err(|_| EngineError::broken("registry", "the name of the list is no tenant"))?;
    let commit = Commit {
        writes: vec![write],
        events: Vec::new(),
    };
    match documents.commit(&registry, commit).await {
        Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
        Err(CommitError::Engine(error)) => Err(error),
    }
}

/// The restaurants that were ever put into the list of a table.
pub async fn restaurants(documents: &dyn Documents, table: Table) -> Result<Vec<TenantId>, Error> {
    let registry = registry()?;
    let mut restaurants = Vec::new();
    let mut cursor = None;
    loop {
        let query = Query::partition(table, RESTAURANTS, 1_000).after(cursor);
        let page = documents.query(&registry, &query).await?;
        restaurants.extend(readable(&registry, &page.documents, |document| {
            document.read().map_err(Error::from)
        }));
        match page.next {
            Some(next) => cursor = Some(next),
            None => return Ok(restaurants),
        }
    }
}
