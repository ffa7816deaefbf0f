//! The storefront's pages, drawn from a restaurant's data when somebody asks for one, and remembered until something that the
//! storefront shows has changed. Where one cannot be drawn, the last one that could be is given.

use crate::catalog::CatalogService;
use crate::error::Error;
use crate::mailing::Mailing;
use api::Code;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use domain::TenantId;
use flate2::Compression;
use flate2::write::GzEncoder;
use ports::page_renderer::RenderedPage;
use ports::{EngineError, EngineErrorKind, PageRenderer};
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use sha2::{Digest as _, Sha256};
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Maximum size of all pages that are remembered, in bytes. Those that are asked for least go first.
const REMEMBERED: u64 = 64 * 1024 * 1024;

/// About how many pages that are.
const EXPECTED: usize = 1_000;

/// How long somebody waits for a page as it is now before the last one is given.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long nothing more is said of pages that cannot be drawn.
const SAID_AGAIN: Duration = Duration::from_secs(60);

/// How well a page is compressed, of 0 to 11: at first while somebody waits for it, and once it has been asked for again, at leisure. That is a
/// tenth of a second for a fourteenth of its size, which is what makes a page fit into the first packets of a connection.
const AT_ONCE: i32 = 7;
const AT_LEISURE: i32 = 11;

const ENGINE: &str = "pages";

/// A page of a restaurant.
#[derive(Debug)]
pub struct Page {
    pub html: Bytes,
    /// The same, compressed.
    pub brotli: Bytes,
    pub gzip: Bytes,
    /// Differs where the page does: 32 hexadecimal digits.
    pub tag: String,
    /// What its content security policy must allow besides what the site's template needs, as `sha256-…`.
    pub style_hashes: Vec<String>,
    /// Of which data it was drawn.
    of: Fingerprint,
    /// Grows with each reading of the data: of two pages the one with the larger number is not older.
    read: u64,
    /// Whether it is as small as can be, or somebody is at it.
    is_squeezed: AtomicBool,
}

/// What there is at an address.
#[derive(Debug, Clone)]
pub enum Found {
    Page(Arc<Page>),
    /// No page has the address, or it names a dish, a promotion or a category that there is not.
    Nothing,
    /// There is a page, which cannot be drawn now and never could be.
    Undrawn,
}

type Fingerprint = [u8; 32];
type Place = (TenantId, String);

#[derive(Debug, Clone)]
struct InBytes;

impl Weighter<Place, Arc<Page>> for InBytes {
    fn weight(&self, (_, place): &Place, page: &Arc<Page>) -> u64 {
        (place.len() + page.html.len() + page.brotli.len() + page.gzip.len()) as u64
    }
}

/// The pages that were drawn, by their addresses: also those that are no places, which a restaurant no longer has.
#[derive(Debug)]
struct Drawn {
    pages: Cache<Place, Arc<Page>, InBytes>,
    /// Of which data a page could not be drawn: it is not tried again before they are others.
    failed: Cache<Place, Fingerprint>,
    /// Held while one takes the place of another.
    changing: Mutex<()>,
}

impl Drawn {
    fn new() -> Drawn {
        // In one part: a large carta would not fit into one of many.
        let options = OptionsBuilder::new()
            .estimated_items_capacity(EXPECTED)
            .weight_capacity(REMEMBERED)
            .shards(1)
            .build();
        let pages = match options {
            Ok(options) => Cache::with_options(
                options,
                InBytes,
                DefaultHashBuilder::default(),
                DefaultLifecycle::default(),
            ),
            Err(_) => Cache::with_weighter(EXPECTED, REMEMBERED, InBytes),
        };
        Drawn {
            pages,
            failed: Cache::new(EXPECTED),
            changing: Mutex::new(()),
        }
    }

    /// Keeps a page, unless a newer one is there.
    fn keep(&self, place: Place, page: Arc<Page>) {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let is_older = |known: Arc<Page>| page.read < known.read;
        if !self.pages.get(&place).is_some_and(is_older) {
            self.pages.insert(place, page);
        }
    }
}

/// See the module.
#[derive(Debug)]
pub struct PagesService {
    catalog: Arc<CatalogService>,
    mailing: Arc<Mailing>,
    renderer: Arc<dyn PageRenderer>,
    drawn: Arc<Drawn>,
    readings: AtomicU64,
    /// As many are drawn at once as there are processors.
    drawing: Arc<Semaphore>,
    /// One is compressed at leisure at a time.
    squeezing: Arc<Semaphore>,
    /// When it was said last that a page could not be drawn.
    said: Mutex<Option<Instant>>,
}

impl PagesService {
    pub fn new(
        catalog: Arc<CatalogService>,
        mailing: Arc<Mailing>,
        renderer: Arc<dyn PageRenderer>,
    ) -> PagesService {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        PagesService {
            catalog,
            mailing,
            renderer,
            drawn: Arc::new(Drawn::new()),
            readings: AtomicU64::new(0),
            drawing: Arc::new(Semaphore::new(processors)),
            squeezing: Arc::new(Semaphore::new(1)),
            said: Mutex::new(None),
        }
    }

    /// The page of an address as the restaurant is now; as it was, where that takes too long or cannot be drawn.
    pub async fn page(&self, tenant: &TenantId, address: &str) -> Found {
        let asked = (tenant.clone(), address.trim_end_matches('/').to_owned());
        let newest = timeout(PATIENCE, self.newest(&asked)).await;
        let newest = newest.unwrap_or_else(|late| Err(EngineError::unavailable(ENGINE, late).into()));
        match newest {
            Ok(Some(page)) => Found::Page(page),
            Ok(None) => Found::Nothing,
            Err(error) if error.code() == Code::NotFound => Found::Nothing,
            Err(error) => {
                if self.is_to_be_said() {
                    tracing::warn!(%tenant, address, %error, "a page could not be drawn");
                }
                self.last(&asked).map_or(Found::Undrawn, Found::Page)
            }
        }
    }

    /// Whether it is time to say again that a page could not be drawn: many may ask for one while a store is away.
    fn is_to_be_said(&self) -> bool {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = said.is_none_or(|at| at.elapsed() >= SAID_AGAIN);
        if is_due {
            *said = Some(Instant::now());
        }
        is_due
    }

    /// The last page of an address, whatever there is now.
    fn last(&self, (tenant, address): &Place) -> Option<Arc<Page>> {
        let of = |place: &str| self.drawn.pages.get(&(tenant.clone(), place.to_owned()));
        let frame = api::pages::Page::at(address).map(|(page, _)| page.frame());
        of(address).or_else(|| of(&frame?))
    }

    async fn newest(&self, (tenant, address): &Place) -> Result<Option<Arc<Page>>, Error> {
        let read = self.readings.fetch_add(1, Ordering::Relaxed);
        let mut storefront = self.catalog.storefront(tenant).await?;
        let Some(at) = self.renderer.place(address, &storefront.catalog) else {
            return Ok(None);
        };
        storefront.catalog.blur_stock();
        let place = (tenant.clone(), at.trim_end_matches('/').to_owned());
        let storefront =
            serde_json::to_vec(&storefront).map_err(|error| EngineError::broken(ENGINE, error))?;
        let site = self.mailing.storefront(tenant).await?.page("");
        let of: Fingerprint = Sha256::new()
            .chain_update(&storefront)
            .chain_update(&site)
            .finalize()
            .into();
        let same = || self.drawn.pages.get(&place).filter(|page| page.of == of);
        if let Some(page) = same() {
            self.squeeze(&place, &page);
            return Ok(Some(page));
        }
        if self.drawn.failed.get(&place) == Some(of) {
            return Err(EngineError::broken(ENGINE, "it could not be drawn of the same before").into());
        }
        let closed = |error| EngineError::broken(ENGINE, error);
        let turn = Arc::clone(&self.drawing).acquire_owned().await.map_err(closed)?;
        // Somebody else may have waited for the same.
        if let Some(page) = same() {
            return Ok(Some(page));
        }
        let page = self.draw(turn, place, (at, site), storefront, (of, read));
        page.await.map(Some)
    }

    /// Draws a page and keeps it. It is done in a task of its own, which goes on and holds its turn whatever becomes of who has asked.
    async fn draw(
        &self,
        turn: OwnedSemaphorePermit,
        place: Place,
        (at, site): (String, String),
        storefront: Vec<u8>,
        (of, read): (Fingerprint, u64),
    ) -> Result<Arc<Page>, Error> {
        let (renderer, drawn) = (Arc::clone(&self.renderer), Arc::clone(&self.drawn));
        let task = tokio::spawn(async move {
            let rendered = renderer.draw(storefront, &at, &site).await.inspect_err(|error| {
                if error.kind == EngineErrorKind::Broken {
                    drawn.failed.insert(place.clone(), of);
                }
            })?;
            let page = tokio::task::spawn_blocking(move || Page::new(rendered, of, read)).await;
            let page = page.map_err(|error| EngineError::broken(ENGINE, error))?;
            let page = Arc::new(page.map_err(|error| EngineError::broken(ENGINE, error))?);
            drawn.keep(place, Arc::clone(&page));
            drop(turn);
            Ok::<_, EngineError>(page)
        });
        let done = task.await.map_err(|error| EngineError::broken(ENGINE, error))?;
        Ok(done?)
    }

    /// Compresses a page at leisure, once, unless another one is being compressed.
    fn squeeze(&self, place: &Place, page: &Arc<Page>) {
        if page.is_squeezed.load(Ordering::Relaxed) {
            return;
        }
        let Ok(turn) = Arc::clone(&self.squeezing).try_acquire_owned() else {
            return;
        };
        page.is_squeezed.store(true, Ordering::Relaxed);
        let (drawn, place, page) = (Arc::clone(&self.drawn), place.clone(), Arc::clone(page));
        tokio::task::spawn_blocking(move || {
            match brotli(&page.html, AT_LEISURE) {
                Ok(brotli) => drawn.keep(place, Arc::new(page.with_brotli(brotli))),
                Err(error) => tracing::warn!(%error, "a page could not be compressed"),
            }
            drop(turn);
        });
    }
}

fn brotli(html: &[u8], quality: i32) -> io::Result<Bytes> {
    let mut small = Vec::with_capacity(html.len() / 4);
    let parameters = BrotliEncoderParams {
        quality,
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &html[..], &mut small, &parameters)?;
    Ok(small.into())
}

fn gzip(html: &[u8]) -> io::Result<Bytes> {
    let mut writer = GzEncoder::new(Vec::with_capacity(html.len() / 3), Compression::default());
    writer.write_all(html)?;
    Ok(writer.finish()?.into())
}

impl Page {
    fn new(rendered: RenderedPage, of: Fingerprint, read: u64) -> io::Result<Page> {
        let html = Bytes::from(rendered.html);
        let hash = |style: &String| format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(style)));
        Ok(Page {
            tag: hex::encode(&Sha256::digest(&html)[..16]),
            style_hashes: rendered.styles.iter().map(hash).collect(),
            brotli: brotli(&html, AT_ONCE)?,
            gzip: gzip(&html)?,
            html,
            of,
            read,
            is_squeezed: AtomicBool::new(false),
        })
    }

    /// The same page, as small as can be.
    fn with_brotli(&self, brotli: Bytes) -> Page {
        Page {
            html: self.html.clone(),
            brotli,
            gzip: self.gzip.clone(),
            tag: self.tag.clone(),
            style_hashes: self.style_hashes.clone(),
            of: self.of,
            read: self.read,
            is_squeezed: AtomicBool::new(true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str, read: u64) -> Arc<Page> {
        let rendered = RenderedPage {
            html: html.to_owned(),
            styles: Vec::new(),
        };
        Arc::new(Page::new(rendered, [0; 32], read).unwrap())
    }

    fn place(at: &str) -> Place {
        (TenantId::parse("pardos").unwrap(), at.to_owned())
    }

    #[test]
    fn an_older_page_takes_no_newer_ones_place() {
        let drawn = Drawn::new();
        drawn.keep(place("/carta"), page("new", 2));
        drawn.keep(place("/carta"), page("old", 1));
        assert_eq!(drawn.pages.get(&place("/carta")).unwrap().html, "new");
        drawn.keep(place("/carta"), page("newer", 3));
        assert_eq!(drawn.pages.get(&place("/carta")).unwrap().html, "newer");
    }

    #[test]
    fn a_large_page_is_remembered_and_memory_is_bounded() {
        let drawn = Drawn::new();
        let large = "x".repeat(4 * 1024 * 1024);
        for at in 0..20 {
            drawn.keep(place(&at.to_string()), page(&large, 1));
            assert!(drawn.pages.get(&place(&at.to_string())).is_some(), "{at}");
        }
        assert!(drawn.pages.weight() <= REMEMBERED);
    }

    #[test]
    fn a_page_is_the_same_in_every_coding() {
        use flate2::read::GzDecoder;
        use std::io::Read as _;
        let page = page(&"Pollo a la brasa ".repeat(500), 1);
        let mut read = String::new();
        GzDecoder::new(&page.gzip[..]).read_to_string(&mut read).unwrap();
        assert_eq!(read, page.html);
        let small = brotli(&page.html, AT_LEISURE).unwrap();
        for coded in [&page.brotli, &page.with_brotli(small).brotli] {
            let mut read = Vec::new();
            brotli::BrotliDecompress(&mut &coded[..], &mut read).unwrap();
            assert_eq!(read, page.html);
        }
    }
}
