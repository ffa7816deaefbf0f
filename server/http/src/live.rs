//! What changes, as it changes: server-sent events that a page receives while it is open.
//!
//! Every message has the cursor of its event as its id, hidden. A browser that reconnects sends the last one it got, and goes
//! on after it: what is stored is read first, what happens meanwhile waits in the channel, and each is sent once.
//!
//! The one who asks for JSON gets what has changed after a cursor, at once ([`poll`]). Where the engine cannot hold an
//! answer open a stream is refused with 406, and the page asks for JSON instead. If there is a gateway of sockets, the
//! page asks with `socket=true` and gets an address with a [`ticket`] as well, at which it receives changes as they come.

mod poll;
pub(super) mod ticket;

pub use poll::changes_since;

use super::listeners::Place;
use super::{Http, State, address, problem, sessions};
use api::ApiError;
use api::live::Change;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State as Shared};
use axum::http::{Response, StatusCode, request};
use axum::response::IntoResponse as _;
use axum::response::sse::{Event as Message, Sse};
use domain::staff::Permission;
use domain::{OrderId, TenantId};
use futures::stream;
use ports::event_bus::Published;
use ports::{EventBus, LiveTopic};
use rpc::context::Exchange;
use serde::Deserialize;
use services::auth::AuthService;
use services::cursor::Cursors;
use services::tenants::TenantsService;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, Interval};
use tokio_util::sync::CancellationToken;

/// How often it is looked whether the restaurant is still served, and whether a member of staff may still listen. A message then shows both ends that the connection is alive: a
/// page takes a line for broken on which it hears nothing for longer.
const LOOK: Duration = Duration::from_secs(15);
/// How soon a browser comes back.
const RETRY: Duration = Duration::from_secs(1);
/// Maximum number of stored events that are read at once.
const BATCH: usize = 200;

/// How a page that asks for JSON goes on.
#[derive(Debug, Default, Deserialize)]
struct Resume {
    after: Option<String>,
    #[serde(default)]
    socket: bool,
}

/// Changes of one order, for those who have its link.
pub(super) async fn order(
    Shared(http): Shared<Http>,
    Path(id): Path<String>,
    request: Request,
) -> Response<Body> {
    let open = async |exchange: &Exchange| {
        let id = OrderId::parse(id).map_err(|_| ApiError::not_found())?;
        let caller = exchange.visitor_or_customer()?;
        let orders = &http.app.services.orders;
        orders.linked(&caller, &id).await.map(|_| LiveTopic::Order(id))
    };
    listen(&http, request, open).await
}

/// Changes of one request for catering, for its customer: its private link opens this and nothing else.
pub(super) async fn catering(
    Shared(http): Shared<Http>,
    Path(link): Path<String>,
    request: Request,
) -> Response<Body> {
    let open = async |exchange: &Exchange| {
        let caller = exchange.visitor_or_customer()?;
        let catering = &http.app.services.catering;
        catering.followed(&caller, &link).await.map(LiveTopic::Catering)
    };
    listen(&http, request, open).await
}

/// Changes of all orders, for staff.
pub(super) async fn restaurant(Shared(http): Shared<Http>, request: Request) -> Response<Body> {
    let open = async |exchange: &Exchange| {
        let staff = exchange.staff.clone()?;
        let staff = staff.ok_or_else(services::Error::unauthenticated)?;
        staff.require(Permission::SeeOrders).map(|()| LiveTopic::Staff)
    };
    listen(&http, request, open).await
}

/// Dishes that run out and come back, for everybody.
pub(super) async fn carta(Shared(http): Shared<Http>, request: Request) -> Response<Body> {
    listen(&http, request, async |_: &Exchange| Ok(LiveTopic::Carta)).await
}

async fn listen(
    http: &Http,
    request: Request,
    open: impl AsyncFnOnce(&Exchange) -> Result<LiveTopic, services::Error>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let exchange = match sessions::open(http, &parts).await {
        Ok(exchange) => exchange,
        Err(error) => return problem::for_app(&error),
    };
    let input = Query::<Resume>::try_from_uri(&parts.uri).map_or_else(|_| Resume::default(), |input| input.0);
    let after = last_event_id(&parts).or(input.after);
    let tenant = exchange.tenant.clone();
    let scope = open(&exchange).await.map_err(ApiError::from);
    let reply = exchange.take_reply();
    let answered = match scope {
        Err(error) => Err(error),
        Ok(scope) if poll::asked_for(&parts.headers, http.app.streams) => match &http.app.sockets {
            Some(sockets) if input.socket => {
                poll::with_socket(http, sockets, &tenant, &scope, after.as_deref()).await
            }
            _ => poll::changes(http, &tenant, &scope, after.as_deref(), &parts.headers).await,
        },
        Ok(_) if !http.app.streams => Ok(StatusCode::NOT_ACCEPTABLE.into_response()),
        Ok(scope) => {
            let place = match scope {
                LiveTopic::Staff => http.listeners.staff(),
                _ => {
                    let address = address::of(&parts.headers, &parts.extensions, http.app.production);
                    http.listeners.visitor(address)
                }
            };
            match place {
                Some(place) => {
                    let after = after.and_then(|after| http.app.cursors.find(&tenant, &after));
                    // A stream for staff lasts as long as its access token is good. The browser comes back at once with its session,
                    // where that is.
                    let token = match scope {
                        // Without one, as while another call continues the session, it ends at the first look.
                        LiveTopic::Staff => {
                            let token = sessions::console_token(http, &parts, &reply.sessions);
                            Some(token.unwrap_or_default())
                        }
                        _ => None,
                    };
                    let begun = Listener::begin(http, tenant, scope, token, after, place).await;
                    begun.map(streamed)
                }
                None => Err(busy()),
            }
        }
    };
    let mut answer = answered.unwrap_or_else(|error| problem::for_app(&error));
    sessions::set_cookies(
        answer.headers_mut(),
        &reply.sessions,
        http.app.production,
        http.app.clock.now(),
    );
    super::tenant::chosen_by_header(&mut answer);
    answer
}

fn streamed(listener: Listener) -> Response<Body> {
    let messages = stream::unfold(listener, |mut listener| async move {
        let message = listener.next().await?;
        Some((Ok::<_, Infallible>(message), listener))
    });
    Sse::new(messages).into_response()
}

fn last_event_id(parts: &request::Parts) -> Option<String> {
    let id = parts.headers.get("last-event-id")?.to_str().ok()?;
    Some(id.trim().to_owned())
}

/// One open page.
struct Listener {
    bus: Arc<dyn EventBus>,
    cursors: Cursors,
    tenants: Arc<TenantsService>,
    tenant: TenantId,
    scope: LiveTopic,
    auth: Arc<AuthService>,
    /// By which a member of staff listens.
    token: Option<String>,
    look: Interval,
    channel: Receiver<Published>,
    /// Everything up to here was sent, or was not for this page.
    cursor: u64,
    /// Whether stored events have to be read before the channel.
    behind: bool,
    /// What is said first, to those who have just been let in.
    hello: Option<Message>,
    ready: VecDeque<Message>,
    stopping: CancellationToken,
    _place: Place,
}

impl Listener {
    async fn begin(
        http: &State,
        tenant: TenantId,
        scope: LiveTopic,
        token: Option<String>,
        after: Option<u64>,
        place: Place,
    ) -> Result<Listener, ApiError> {
        let bus = http.app.bus.clone();
        // The channel first: what happens from now on waits in it.
        let channel = bus.watch();
        let latest = bus.latest(&tenant).await.map_err(|_| busy())?;
        // A page that knows more than there is has seen another database.
        let cursor = after.map_or(latest, |after| after.min(latest));
        let hello = Message::default().event("hello").retry(RETRY).data("{}");
        // Its id would be where a browser goes on: not before it got what it missed.
        let hello = if after.is_none() {
            hello.id(http.app.cursors.hide(&tenant, latest))
        } else {
            hello
        };
        Ok(Listener {
            bus,
            cursors: http.app.cursors.clone(),
            tenants: http.app.tenants.clone(),
            tenant,
            look: tokio::time::interval_at(Instant::now() + LOOK, LOOK),
            scope,
            auth: http.app.services.auth.clone(),
            token,
            channel,
            cursor,
            behind: after.is_some(),
            hello: Some(hello),
            ready: VecDeque::new(),
            stopping: http.stopping.clone(),
            _place: place,
        })
    }

    /// Whether the page may go on listening: nothing where the restaurant is served no longer, or its access token is over or was
    /// ended.
    async fn may_listen(&self) -> Option<()> {
        self.tenants.serve(&self.tenant).await.ok()?;
        if let Some(token) = &self.token {
            self.auth.verify(token).await.ok()?;
        }
        Some(())
    }

    /// The next message; `None` when the stream ends, after which the browser comes back and receives why.
    async fn next(&mut self) -> Option<Message> {
        if let Some(hello) = self.hello.take() {
            return Some(hello);
        }
        loop {
            if let Some(message) = self.ready.pop_front() {
                self.may_listen().await?;
                return Some(message);
            }
            if self.behind {
                self.catch_up().await?;
                continue;
            }
            let received = tokio::select! {
                received = self.channel.recv() => received,
                () = self.stopping.cancelled() => return None,
                _ = self.look.tick() => {
                    self.may_listen().await?;
                    return Some(Message::default().event("beat").data("{}"));
                }
            };
            match received {
                Ok(published) => self.take(&published),
                Err(RecvError::Lagged(_)) => self.behind = true,
                Err(RecvError::Closed) => return None,
            }
        }
    }

    async fn catch_up(&mut self) -> Option<()> {
        let stored = match self.bus.since(&self.tenant, self.cursor, BATCH).await {
            Ok(stored) => stored,
            Err(error) => {
                tracing::warn!(%error, "a live stream could not read what it missed");
                return None;
            }
        };
        self.behind = stored.len() >= BATCH;
        for published in &stored {
            self.take(published);
        }
        Some(())
    }

    fn take(&mut self, published: &Published) {
        if published.cursor <= self.cursor {
            return;
        }
        self.cursor = published.cursor;
        let envelope = &published.envelope;
        if envelope.tenant_id != self.tenant || !self.scope.wants(envelope) {
            return;
        }
        let id = self.cursors.hide(&self.tenant, published.cursor);
        if let Ok(message) = Message::default().id(id).json_data(Change::of(envelope)) {
            self.ready.push_back(message);
        }
    }
}

fn busy() -> ApiError {
    ApiError::engine_down().retry_after(5)
}
