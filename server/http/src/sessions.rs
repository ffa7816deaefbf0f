//! The sessions of browsers: two cookies for each app, one with the access token and one with the refresh token, and a third
//! one of the console with its bell token; a tablet that several people share has one that says so. No script can read them, and no other site can send them along with anything but a link.

use super::{State, address, tenant};
use api::auth::{App, Bell, SessionTokens};
use api::{ApiError, Code};
use axum::http::{HeaderMap, HeaderValue, header, request};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::{TenantId, Timestamp};
use rpc::context::{Exchange, SessionChange, SignedIn};
use time::Duration;

/// The only call that a bell goes along with.
const BELL_PATH: &str = "/rpc/stages/bell";
/// The calls that the token of a tablet goes along with.
const TABLET_PATH: &str = "/rpc/auth";
const APPS: [App; 2] = [App::Storefront, App::Console];

/// Who calls, in both apps. A session whose access token is over is continued with its refresh token; what changes in
/// the cookies by that is left in the exchange's reply.
pub(super) async fn open(http: &State, parts: &request::Parts) -> Result<Exchange, ApiError> {
    let tenant = tenant::of_call(http, &parts.headers, &parts.uri).await?;
    let address = address::of(&parts.headers, &parts.extensions, http.app.production);
    let mut exchange = Exchange::new(tenant, address);
    let sent = CookieJar::from_headers(&parts.headers);
    for app in APPS {
        let signed_in = open_app(http, &mut exchange, app, &sent, tidies(parts.uri.path())).await;
        match app {
            App::Storefront => exchange.customer = signed_in,
            App::Console => exchange.staff = signed_in,
        }
    }
    if parts.uri.path().starts_with(TABLET_PATH) {
        exchange.tablet = value(&sent, tablet_name(http.app.production)).map(str::to_owned);
    }
    if parts.uri.path() == BELL_PATH {
        exchange.bell = bell(http, &exchange.tenant, &sent).await;
    }
    Ok(exchange)
}

/// Whose bell came with the call, of this restaurant.
async fn bell(http: &State, tenant: &TenantId, sent: &CookieJar) -> SignedIn {
    let Some(bell) = value(sent, bell_name(http.app.production)) else {
        return Ok(None);
    };
    match http.app.services.auth.verify_bell(bell).await {
        Ok(caller) => Ok((caller.tenant == *tenant).then_some(caller)),
        Err(error) if error.code() == Code::Unauthenticated => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn open_app(
    http: &State,
    exchange: &mut Exchange,
    app: App,
    sent: &CookieJar,
    tidies: bool,
) -> SignedIn {
    let refresh = value(sent, &refresh_name(app, http.app.production)).map(str::to_owned);
    let access = value(sent, &access_name(app, http.app.production));
    *refresh_slot(exchange, app) = refresh.clone();
    let caller = match access {
        Some(access) => verified(http, &exchange.tenant, app, access).await?,
        None => None,
    };
    match (caller, refresh) {
        (Some(caller), _) => Ok(Some(caller)),
        (None, Some(refresh)) => renew(http, exchange, app, &refresh, tidies).await,
        (None, None) => Ok(None),
    }
}

/// The access token of a call of the console: the one that came with it, or the one with which its session was just continued.
pub(super) fn console_token(
    http: &State,
    parts: &request::Parts,
    changes: &[SessionChange],
) -> Option<String> {
    let continued = changes.iter().find_map(|change| match change {
        SessionChange::Start(App::Console, tokens) => Some(tokens.access.clone()),
        SessionChange::Start(App::Storefront, _)
        | SessionChange::End(_)
        | SessionChange::Lock
        | SessionChange::Bell(_)
        | SessionChange::Tablet(_) => None,
    });
    continued.or_else(|| {
        let sent = CookieJar::from_headers(&parts.headers);
        value(&sent, &access_name(App::Console, http.app.production)).map(str::to_owned)
    })
}

/// The cookies that an answer sets.
pub(super) fn set_cookies(
    headers: &mut HeaderMap,
    changes: &[SessionChange],
    production: bool,
    now: Timestamp,
) {
    for change in changes {
        for (name, path, value) in cookies(change, production) {
            let (text, seconds) = match value {
                Some((text, expires)) => (text, expires.since_ms(now).div_euclid(1_000)),
                None => ("", 0),
            };
            let cookie = Cookie::build((name, text))
                .path(path)
                .max_age(Duration::seconds(seconds))
                .http_only(true)
                .same_site(SameSite::Lax)
                .secure(production);
            if let Ok(cookie) = HeaderValue::from_str(&cookie.to_string()) {
                headers.append(header::SET_COOKIE, cookie);
            }
        }
    }
}

/// A cookie: its name, the paths it goes along with, and its value with when that ends, or `None` to remove it.
type ToSet<'c> = (String, &'static str, Option<(&'c str, Timestamp)>);

fn rung(bell: Option<&Bell>) -> Option<(&str, Timestamp)> {
    bell.map(|bell| (bell.token.as_str(), bell.expires))
}

/// The cookies that a change of a session sets.
fn cookies(change: &SessionChange, production: bool) -> Vec<ToSet<'_>> {
    let (app, tokens) = match change {
        SessionChange::Start(app, tokens) => (*app, Some(tokens)),
        SessionChange::End(app) => (*app, None),
        SessionChange::Lock => {
            return vec![
                (access_name(App::Console, production), "/", None),
                (refresh_name(App::Console, production), "/", None),
            ];
        }
        SessionChange::Bell(bell) => {
            return vec![(bell_name(production).to_owned(), BELL_PATH, rung(Some(bell)))];
        }
        SessionChange::Tablet(kept) => {
            let value = (kept.token.as_str(), kept.expires);
            return vec![(tablet_name(production).to_owned(), TABLET_PATH, Some(value))];
        }
    };
    let mut set = vec![
        (
            access_name(app, production),
            "/",
            tokens.map(|t: &SessionTokens| (t.access.as_str(), t.access_expires)),
        ),
        (
            refresh_name(app, production),
            "/",
            tokens.map(|t| (t.refresh.as_str(), t.refresh_expires)),
        ),
    ];
    if app == App::Console {
        let bell = tokens.and_then(|t| t.bell.as_ref());
        set.push((bell_name(production).to_owned(), BELL_PATH, rung(bell)));
    }
    set
}

/// Whether a request that changes something comes from a page of this very site: browsers say so, and nothing else
/// has cookies to misuse.
pub(super) fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let origin = text("origin").and_then(|origin| origin.split_once("://"));
    matches!((origin, text("host")), (Some((_, origin)), Some(host)) if origin.eq_ignore_ascii_case(host))
}

/// Whether the answer to a call removes cookies that are of no use any more: only that to the question who is there, which a
/// page asks first of all. Any other may be on its way when somebody signs in, and arrive after the cookies of the new session,
/// which it would remove.
fn tidies(path: &str) -> bool {
    path.ends_with("who-am-i")
}

async fn renew(http: &State, exchange: &mut Exchange, app: App, refresh: &str, tidies: bool) -> SignedIn {
    match http.app.services.auth.renew(&exchange.tenant, app, refresh).await {
        Ok(renewed) => {
            if let Some(tokens) = renewed.tokens {
                *refresh_slot(exchange, app) = Some(tokens.refresh.clone());
                exchange.change_session(SessionChange::Start(app, tokens));
            }
            Ok(Some(renewed.caller))
        }
        Err(error) if error.code() == Code::Unauthenticated => {
            *refresh_slot(exchange, app) = None;
            if tidies {
                exchange.change_session(SessionChange::End(app));
            }
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Who an access token speaks for in an app; `None` when it is of no use, or no longer.
async fn verified(http: &State, tenant: &TenantId, app: App, access: &str) -> SignedIn {
    match http.app.services.auth.verify(access).await {
        Ok((caller, claims)) => {
            let fits = claims.aud == app.audience() && caller.tenant == *tenant;
            Ok(fits.then_some(caller))
        }
        Err(error) if error.code() == Code::Unauthenticated => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn refresh_slot(exchange: &mut Exchange, app: App) -> &mut Option<String> {
    match app {
        App::Storefront => &mut exchange.refresh.storefront,
        App::Console => &mut exchange.refresh.console,
    }
}

/// Browsers take a name with `__Host-` only over TLS, for this host alone.
fn access_name(app: App, production: bool) -> String {
    let prefix = if production { "__Host-" } else { "" };
    format!("{prefix}brasa-{}", app.audience())
}

fn refresh_name(app: App, production: bool) -> String {
    format!("{}-refresh", access_name(app, production))
}

/// `__Host-` is only for cookies of every path.
fn bell_name(production: bool) -> &'static str {
    match production {
        true => "__Secure-brasa-console-bell",
        false => "brasa-console-bell",
    }
}

/// The same.
fn tablet_name(production: bool) -> &'static str {
    match production {
        true => "__Secure-brasa-console-tablet",
        false => "brasa-console-tablet",
    }
}

fn value<'c>(sent: &'c CookieJar, name: &str) -> Option<&'c str> {
    let value = sent.get(name).map(Cookie::value);
    value.filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_our_own_pages_change_things() {
        for (sent, ours) in [
            (headers(&[("sec-fetch-site", "same-origin")]), true),
            (
                headers(&[
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "http://a.pe"),
                    ("host", "a.pe"),
                ]),
                false,
            ),
            (headers(&[("sec-fetch-site", "same-site")]), false),
            (headers(&[("sec-fetch-site", "none")]), false),
            (
                headers(&[("origin", "http://localhost:3000"), ("host", "localhost:3000")]),
                true,
            ),
            (
                headers(&[("origin", "http://localhost:3001"), ("host", "localhost:3000")]),
                false,
            ),
            (headers(&[("origin", "null"), ("host", "localhost:3000")]), false),
            (headers(&[("host", "localhost:3000")]), false),
        ] {
            assert_eq!(same_origin(&sent), ours, "{sent:?}");
        }
    }

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let sent = CookieJar::from_headers(&headers(&[(
            "cookie",
            "brasa-storefront-refresh=r; brasa-storefront=a; brasa-console=",
        )]));
        assert_eq!(value(&sent, "brasa-storefront"), Some("a"));
        assert_eq!(value(&sent, "brasa-storefront-refresh"), Some("r"));
        assert_eq!(value(&sent, "brasa-console"), None);
    }

    #[test]
    fn cookies_are_set_in_their_order_and_for_no_script() {
        let tokens = SessionTokens {
            access: "a".into(),
            access_expires: Timestamp(600_000),
            refresh: "r".into(),
            refresh_expires: Timestamp(3_600_000),
            bell: None,
        };
        let changes = [
            SessionChange::Start(App::Storefront, tokens),
            SessionChange::End(App::Console),
        ];
        let mut headers = HeaderMap::new();
        set_cookies(&mut headers, &changes, true, Timestamp(0));
        let set: Vec<&str> = headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|cookie| cookie.to_str().unwrap())
            .collect();
        assert_eq!(
            set,
            [
                "__Host-brasa-storefront=a; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=600",
                "__Host-brasa-storefront-refresh=r; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=3600",
                "__Host-brasa-console=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0",
                "__Host-brasa-console-refresh=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0",
                "__Secure-brasa-console-bell=; HttpOnly; SameSite=Lax; Secure; Path=/rpc/stages/bell; Max-Age=0",
            ]
        );
    }
}
