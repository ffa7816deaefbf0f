//! Drawing the pages of a storefront where there is no browser.

use super::EngineError;
use async_trait::async_trait;
use domain::catalog::Catalog;
use std::fmt::Debug;

/// A page as it is drawn before anything is known of who reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedPage {
    /// The whole document.
    pub html: String,
    /// The texts of the style elements that the page has besides those of the site's template, which its content security policy
    /// must allow.
    pub styles: Vec<String>,
}

/// Draws pages. A page follows from a restaurant's data, its place and the site's template, and from nothing else.
#[async_trait]
pub trait PageRenderer: Debug + Send + Sync {
    /// Where the page of an address lies, such as `/carta/brasa`: all addresses that are drawn alike have one place. `None` where
    /// no page has the address, or it names a dish, a promotion or a category that is not in the carta.
    fn place(&self, address: &str, catalog: &Catalog) -> Option<String>;

    /// Draws the page at a place. `storefront` is the JSON that the storefront's pages read from the server, `site` the address at
    /// which it is reached, such as `https://pedidos.example.pe`.
    async fn draw(&self, storefront: Vec<u8>, place: &str, site: &str) -> Result<RenderedPage, EngineError>;
}
