//! Keys and records of the catalog.
//!
//! | pk | sk | what |
//! |---|---|---|
//! | `TENANT` | `SETTINGS` | brand, rules of sale, places |
//! | `CATALOG` | `MENU` | categories, and the order of products and promotions; what it does not list is not sold |
//! | `CATALOG` | `PRODUCT#<id>`, `PROMO#<id>` | one each |
//! | `CATALOG` | `REVISION` | counter `revision`: it grows with every change of the settings and the carta |
//! | `CATALOG` | `STOCK#<id>` | counter `available`, for counted products only |
//! | `CATALOG` | `ANNOUNCED#<id>` | whether the last `StockChanged` said that there is some |
//! | `DRAFT` | `MENU` | what managers have changed and not published yet; empty rather than gone, so that its version grows |

use crate::zones;
use domain::catalog::{Catalog, Category, MenuDraft, Product, Promotion};
use domain::tenant::Tenant;
use domain::{ProductId, TenantId, Timestamp};
use ports::body;
use ports::documents::{Document, Expect, Key, Query, Table, Write};
use ports::{Documents, EngineError};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

const MENU: &str = "MENU";
const PRODUCT: &str = "PRODUCT#";
const PROMOTION: &str = "PROMO#";
const STOCK: &str = "STOCK#";
const AVAILABLE: &str = "available";
const REVISION: &str = "revision";
/// The form in which this code writes. A form that is not known is refused rather than guessed at.
const SCHEMA_VERSION: u32 = 1;

/// A record and the form it is written in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Record<T> {
    form: u32,
    data: T,
}

/// Which products and promotions are sold, in the order of the carta.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Menu {
    pub categories: Vec<Category>,
    pub products: Vec<ProductId>,
    pub promotions: Vec<ProductId>,
}

/// A product without its stock, which is a counter of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredProduct {
    pub product: Product,
    pub counted: bool,
}

/// What was said last about the availability of a product.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Announced {
    pub available: bool,
}

impl Menu {
    /// The list of a carta.
    pub(super) fn of(catalog: &Catalog) -> Menu {
        let products = catalog.products.iter().map(|product| product.id.clone());
        let promotions = catalog.promotions.iter().map(|promotion| promotion.id.clone());
        Menu {
            categories: catalog.categories.clone(),
            products: products.collect(),
            promotions: promotions.collect(),
        }
    }
}

/// A restaurant as it is stored, its products without stock.
#[derive(Debug, Clone)]
pub(super) struct StoredMenu {
    /// The revision that it had before the rest of it was read: what is here may be newer, and is never older.
    pub revision: i64,
    pub settings: Arc<Tenant>,
    pub catalog: Catalog,
    /// Where the stock of those products is that are counted.
    pub counted: HashMap<ProductId, Key>,
}

pub(super) fn settings_key() -> Key {
    Key::new(Table::Catalog, "TENANT", "SETTINGS")
}

pub(super) fn menu_key() -> Key {
    catalog_key(MENU)
}

pub(super) fn draft_key() -> Key {
    Key::new(Table::Catalog, "DRAFT", MENU)
}

pub(super) fn product_key(id: &ProductId) -> Key {
    catalog_key(format!("{PRODUCT}{id}"))
}

/// Every product, those that were taken off the carta for good included: old orders name them.
pub(super) fn products(all: &HashMap<String, Document>) -> impl Iterator<Item = Product> + '_ {
    let stored = all.iter().filter(|(sk, _)| sk.starts_with(PRODUCT));
    stored.filter_map(|(_, document)| Some(read::<StoredProduct>(document).ok()?.product))
}

/// The ids of all products, and of all of which something is counted.
pub(super) fn product_ids(all: &HashMap<String, Document>) -> BTreeSet<ProductId> {
    let names = all
        .keys()
        .filter_map(|sk| sk.strip_prefix(PRODUCT).or(sk.strip_prefix(STOCK)));
    names.filter_map(|id| ProductId::parse(id).ok()).collect()
}

/// The ids of all products and promotions.
pub(super) fn item_ids(all: &HashMap<String, Document>) -> BTreeSet<ProductId> {
    let names = all
        .keys()
        .filter_map(|sk| sk.strip_prefix(PRODUCT).or(sk.strip_prefix(PROMOTION)));
    names.filter_map(|id| ProductId::parse(id).ok()).collect()
}

pub(super) fn promotion_key(id: &ProductId) -> Key {
    catalog_key(format!("{PROMOTION}{id}"))
}

pub(super) fn stock_key(id: &ProductId) -> Key {
    catalog_key(format!("{STOCK}{id}"))
}

pub(super) fn announced_key(id: &ProductId) -> Key {
    catalog_key(format!("ANNOUNCED#{id}"))
}

pub(super) fn revision_key() -> Key {
    catalog_key("REVISION")
}

/// The revision of a restaurant, 0 where nothing has changed since it was counted.
pub(super) fn revision(document: Option<&Document>) -> i64 {
    document.map_or(0, |document| document.counter(REVISION))
}

/// Belongs into every commit that changes the settings or the carta.
pub(super) fn revise() -> Write {
    Write::Add {
        key: revision_key(),
        counter: REVISION.into(),
        delta: 1,
        floor: None,
    }
}

fn catalog_key(sk: impl Into<String>) -> Key {
    Key::new(Table::Catalog, "CATALOG", sk)
}

/// How many are left.
pub(super) fn available(stock: &Document) -> u32 {
    u32::try_from(counted(stock).max(0)).unwrap_or(u32::MAX)
}

/// The count itself, which is never below 0 unless something is wrong.
pub(super) fn counted(stock: &Document) -> i64 {
    stock.counter(AVAILABLE)
}

pub(super) fn add_stock(product: &ProductId, delta: i64, floor: Option<i64>) -> Write {
    Write::Add {
        key: stock_key(product),
        counter: AVAILABLE.into(),
        delta,
        floor,
    }
}

pub(super) fn put<T: Serialize>(key: Key, data: T, expect: Expect) -> Result<Write, EngineError> {
    Write::put(
        key,
        &Record {
            form: SCHEMA_VERSION,
            data,
        },
        expect,
    )
}

pub(super) fn read<T: body::Record>(document: &Document) -> Result<T, EngineError> {
    let record: Record<T> = document.read()?;
    if record.form == SCHEMA_VERSION {
        Ok(record.data)
    } else {
        let (key, form) = (&document.key.sk, record.form);
        let detail = format!("{key} is of form {form}, which is not known");
        Err(EngineError::broken("documents", detail))
    }
}

/// The document's version as what the next write of it expects.
pub(super) fn unchanged(document: Option<&Document>) -> Expect {
    document.map_or(Expect::Absent, |document| Expect::Version(document.version))
}

/// Everything under `CATALOG`, by sort key.
pub(super) async fn read_all(
    documents: &dyn Documents,
    tenant: &TenantId,
) -> Result<HashMap<String, Document>, EngineError> {
    let mut all = HashMap::new();
    let mut query = Query::partition(Table::Catalog, "CATALOG", 1_000);
    loop {
        let page = documents.query(tenant, &query).await?;
        all.extend(
            page.documents
                .into_iter()
                .map(|document| (document.key.sk.clone(), document)),
        );
        match page.next {
            Some(next) => query = query.after(Some(next)),
            None => return Ok(all),
        }
    }
}

/// Reads a restaurant; `None` when there is no such restaurant.
pub(super) async fn read_storefront(
    documents: &dyn Documents,
    tenant: &TenantId,
) -> Result<Option<StoredMenu>, EngineError> {
    let revision = revision(documents.get(tenant, &revision_key()).await?.as_ref());
    let Some(settings) = documents.get(tenant, &settings_key()).await? else {
        return Ok(None);
    };
    let all = read_all(documents, tenant).await?;
    let carta = carta(&all)?.unwrap_or_default();
    Ok(Some(StoredMenu {
        revision,
        settings: Arc::new(read(&settings)?),
        catalog: carta.catalog,
        counted: carta.counted,
    }))
}

/// The same with the table of its time zone that is right at a moment. Where the database has no such zone any more, the offset
/// that is stored holds.
pub(super) fn with_clocks(restaurant: Arc<StoredMenu>, now: Timestamp) -> Arc<StoredMenu> {
    let known = &restaurant.settings.zone;
    let Some(zone) = zones::table(&known.name, now).filter(|zone| zone != known) else {
        return restaurant;
    };
    let settings = Tenant {
        zone,
        ..Tenant::clone(&restaurant.settings)
    };
    Arc::new(StoredMenu {
        settings: Arc::new(settings),
        ..Arc::unwrap_or_clone(restaurant)
    })
}

/// A carta as it is stored, its products without stock.
#[derive(Debug, Default)]
pub(super) struct StoredCarta {
    pub catalog: Catalog,
    /// Where the stock of those products is that are counted.
    pub counted: HashMap<ProductId, Key>,
}

/// The carta of what was read; `None` where there is none yet.
pub(super) fn carta(all: &HashMap<String, Document>) -> Result<Option<StoredCarta>, EngineError> {
    let Some(menu) = all.get(MENU) else {
        return Ok(None);
    };
    let menu: Menu = read(menu)?;
    let mut catalog = Catalog {
        categories: menu.categories,
        ..Catalog::default()
    };
    let mut counted = HashMap::new();
    for id in &menu.products {
        let Some(document) = all.get(&product_key(id).sk) else {
            continue;
        };
        let stored: StoredProduct = read(document)?;
        if stored.counted {
            counted.insert(id.clone(), stock_key(id));
        }
        catalog.products.push(stored.product);
    }
    for id in &menu.promotions {
        if let Some(document) = all.get(&promotion_key(id).sk) {
            catalog.promotions.push(read::<Promotion>(document)?);
        }
    }
    Ok(Some(StoredCarta { catalog, counted }))
}

/// What is not published yet, and the document that it was read from, where anything was changed ever.
pub(super) async fn read_draft(
    documents: &dyn Documents,
    tenant: &TenantId,
) -> Result<(MenuDraft, Option<Document>), EngineError> {
    let document = documents.get(tenant, &draft_key()).await?;
    let draft = document.as_ref().map(read::<MenuDraft>).transpose()?;
    Ok((draft.unwrap_or_default(), document))
}
