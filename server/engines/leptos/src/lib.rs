//! Draws the storefront's pages with the app itself, as Leptos draws on a server.

use api::catalog::Storefront;
use app_client::render;
use async_trait::async_trait;
use domain::catalog::Catalog;
use ports::page_renderer::RenderedPage;
use ports::{EngineError, PageRenderer};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use tokio::sync::oneshot;

const ENGINE: &str = "pages";

/// The file of a built site that pages are drawn into.
pub const TEMPLATE: &str = "template.html";

/// The stack of a thread that draws, in bytes: views lie deep in one another.
const STACK: usize = 8 * 1024 * 1024;

/// See [`PageRenderer`].
#[derive(Debug)]
pub struct LeptosRenderer {
    template: Arc<str>,
}

impl LeptosRenderer {
    /// Draws into this template: a page of HTML with marks where something is drawn.
    pub fn new(template: &str) -> LeptosRenderer {
        LeptosRenderer {
            template: template.into(),
        }
    }

    /// Draws into the template of a built site; `None` where the folder has none, as one that is made for development.
    pub fn of_site(folder: &Path) -> io::Result<Option<LeptosRenderer>> {
        match std::fs::read_to_string(folder.join(TEMPLATE)) {
            Ok(template) => Ok(Some(LeptosRenderer::new(&template))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[async_trait]
impl PageRenderer for LeptosRenderer {
    fn place(&self, address: &str, catalog: &Catalog) -> Option<String> {
        render::place(address, catalog)
    }

    async fn draw(&self, storefront: Vec<u8>, place: &str, site: &str) -> Result<RenderedPage, EngineError> {
        let template = Arc::clone(&self.template);
        let (place, site) = (place.to_owned(), site.to_owned());
        let (done, drawn) = oneshot::channel();
        // Whatever the app keeps for its thread ends with it, also where drawing panics, which nobody waits for then.
        let thread = thread::Builder::new().name("page".into()).stack_size(STACK);
        let drawing = thread.spawn(move || {
            let _ = done.send(rendered(&storefront, (&place, &site), &template));
        });
        drawing.map_err(|error| EngineError::unavailable(ENGINE, error))?;
        drawn
            .await
            .map_err(|_| EngineError::broken(ENGINE, "a page panicked as it was drawn"))?
    }
}

fn rendered(
    storefront: &[u8],
    (place, site): (&str, &str),
    template: &str,
) -> Result<RenderedPage, EngineError> {
    let broken = |error: io::Error| EngineError::broken(ENGINE, error);
    let storefront: Storefront = serde_json::from_slice(storefront).map_err(|error| broken(error.into()))?;
    let drawn = render::draw(&storefront, place, site).map_err(broken)?;
    Ok(RenderedPage {
        html: drawn.in_template(template),
        styles: drawn.style().map(str::to_owned).into_iter().collect(),
    })
}
