//! HTTP: what comes in as a request goes to one use case of one service and out again. No rule lives here.
//!
//! - `/rpc/<service>/<name>`: the apps' server functions ([`server_functions`]), with the sessions of browsers ([`sessions`])
//! - `/rpc/live/…`: what changes, as it changes ([`live`])
//! - `/api/…`: the public REST API ([`rest`]), with bearer tokens and problem answers ([`problem`])
//! - everything else: the built apps ([`static_files`])

mod address;
pub mod compat;
mod composed;
mod compress;
mod cors;
mod downloads;
mod extract;
mod headers;
mod idempotency;
mod json;
mod listeners;
mod live;
mod observe;
mod outbox;
mod photos;
mod problem;
pub mod rest;
mod serve;
mod server_functions;
mod sessions;
mod static_files;
mod tenant;

pub use live::changes_since;
pub use live::ticket::{Sockets, Ticket};
pub use serve::serve;

use api::ApiError;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::IntoResponse as _;
use axum::routing::get;
use domain::TenantId;
use domain::time::MINUTE_MS;
use listeners::Listeners;
use ports::{Clock, EventBus, SentMails};
use services::Services;
use services::caller::{Caller, Who};
use services::cursor::Cursors;
use services::exports::Exports;
use services::idempotency::ResponseStore;
use services::limits::Limit;
use services::pages::PagesService;
use services::tenants::TenantsService;
use std::path::PathBuf;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;

/// Maximum length of a request's body, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// The same of a dish with all its choices, or a whole carta as a file: about 1 KB for each of a thousand dishes.
pub const MAX_MENU: usize = 1024 * 1024;

/// The same of a photograph that a browser has made smaller, in base64.
const MAX_SMALLER_PICTURE: usize = 2 * 1024 * 1024;

/// The same of any photograph: a file of 4 MiB in base64. A function of AWS takes 6 MB with all that comes with it.
pub const MAX_PICTURE: usize = 5_700_000;

/// What carries a body of [`MAX_MENU`].
const OF_MENU: [&str; 5] = [
    "/menu/import",
    "/rpc/catalog/import-menu",
    "/rpc/catalog/edit-product",
    "/rpc/catalog/edit-promotion",
    "/rpc/catalog/arrange-menu",
];

/// A path below `/api`, whether the router has taken that off it already or not: `/api-keys` is one.
fn below_api(path: &str) -> &str {
    let below = path.strip_prefix("/api");
    below.filter(|rest| rest.starts_with('/')).unwrap_or(path)
}

/// Maximum length of a body at a path, in bytes.
fn max_body(path: &str) -> usize {
    match below_api(path) {
        path if OF_MENU.contains(&path) => MAX_MENU,
        "/pictures" => MAX_PICTURE,
        "/rpc/catalog/keep-picture" => MAX_SMALLER_PICTURE,
        _ => MAX_BODY,
    }
}

/// Orders of one caller. Machines place orders for many people and are not counted.
const ORDERS: (u32, i64) = (600, MINUTE_MS);

/// What is served, and how.
#[derive(Debug, Clone)]
pub struct App {
    pub services: Arc<Services>,
    /// Which restaurants there are: looked up before anything else.
    pub tenants: Arc<TenantsService>,
    pub bus: Arc<dyn EventBus>,
    pub clock: Arc<dyn Clock>,
    pub cursors: Cursors,
    pub replies: ResponseStore,
    pub exports: Arc<Exports>,
    /// The folder of the built apps.
    pub site: PathBuf,
    /// The storefront's pages; without them every page draws itself in the browser.
    pub pages: Option<Arc<PagesService>>,
    /// Whether there is TLS, and a proxy that tells addresses, in front.
    pub production: bool,
    /// The restaurant of a host name that names none, but in production, where such a host has none.
    pub default_tenant: TenantId,
    /// Whether an answer may go on for as long as a page is open. Where it may not, pages ask for changes again and
    /// again.
    pub streams: bool,
    /// Where pages listen that cannot have such an answer.
    pub sockets: Option<Sockets>,
    /// What the page of the demo's mails shows; `None` when there is no such page.
    pub sent_mails: Option<Arc<dyn SentMails>>,
}

/// What all handlers share.
#[derive(Debug)]
struct State {
    app: App,
    orders: Limit<String>,
    listeners: Arc<Listeners>,
    under_way: Arc<serve::UnderWay>,
    stopping: CancellationToken,
}

type Http = Arc<State>;

/// Everything that is served over HTTP.
pub fn router(app: App) -> Router {
    routes(app, CancellationToken::new())
}

/// Everything that is served over HTTP, in a function to which API Gateway brings what is its own.
pub fn function(app: App) -> Router {
    router(app).layer(from_fn(
        async |request: Request<Body>, next: Next| match compat::without_slash(request.uri()) {
            Some(moved) => cors::readable(moved.into_response()),
            None => next.run(request).await,
        },
    ))
}

/// What is served where every endpoint and every call has been brought elsewhere: live updates, health, the API's
/// document, and the same words as everywhere for what is none of all that.
pub fn fallback_router(app: App) -> Router {
    let router = calls()
        .merge(compat::fallback_router())
        .nest("/api", rest::fallback_router().layer(from_fn(cors::open)))
        .layer(from_fn(compress::compress))
        .fallback(async || problem::Problem(ApiError::not_found()));
    finished(router, state(app, CancellationToken::new()))
}

/// What a call of this path gets when it cannot be answered in time: that it may be made again.
pub fn busy(path: &str) -> Response<Body> {
    let error = ApiError::engine_down();
    if path.contains("/rpc/") {
        problem::for_app(&error)
    } else {
        problem::Problem(error).into_response()
    }
}

fn routes(app: App, stopping: CancellationToken) -> Router {
    let files = static_files::Site::new(&app.site);
    let http = state(app, stopping);
    let idempotent = from_fn_with_state(Arc::clone(&http), idempotency::remember_replies);
    let router = calls()
        .nest(
            "/api",
            rest::router(&http)
                .layer(idempotent)
                .layer(from_fn(headers::unshared))
                .layer(from_fn(cors::open)),
        )
        .merge(compat::router(&http))
        .merge(downloads::router())
        .merge(photos::router())
        .merge(outbox::router())
        .layer(from_fn(compress::compress))
        .layer(from_fn_with_state(Arc::clone(&http), serve::limit_under_way))
        .fallback(move |http, request: Request<Body>| static_files::serve(files.clone(), http, request));
    finished(router, http)
}

fn calls() -> Router<Http> {
    Router::new()
        .route("/rpc/live/orders/{id}", get(live::order))
        .route("/rpc/live/catering/{link}", get(live::catering))
        .route("/rpc/live/house", get(live::restaurant))
        .route("/rpc/live/carta", get(live::carta))
        .route(
            "/rpc/{service}/{name}",
            axum::routing::any(server_functions::call),
        )
        .merge(rest::health::router())
}

fn state(app: App, stopping: CancellationToken) -> Http {
    Arc::new(State {
        app,
        orders: Limit::new(ORDERS.0, ORDERS.1),
        listeners: Arc::default(),
        under_way: Arc::default(),
        stopping,
    })
}

fn finished(router: Router<Http>, http: Http) -> Router {
    let security = Arc::new(headers::Security::read(&http.app.site, http.app.production));
    router
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(from_fn(tenant::one_host))
        .layer(from_fn_with_state(security, headers::secure))
        .layer(from_fn(observe::observe))
        .with_state(http)
}

impl State {
    /// Counts a new order of somebody.
    fn may_order(&self, caller: &Caller) -> Result<(), ApiError> {
        match &caller.who {
            Who::Service { .. } => Ok(()),
            _ => {
                let who = format!("{}/{}", caller.tenant, caller.label());
                Ok(self.orders.take(&who, self.app.clock.now())?)
            }
        }
    }
}
