//! The demo's mail: nobody there has a mailbox, so a page shows what the restaurant has sent. It exists in the demo only.

use super::{Http, problem, tenant};
use api::ApiError;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use axum::response::IntoResponse as _;
use axum::routing::get;
use ports::mailer::SentMail;
use services::mail_html::escaped;
use std::fmt::Write as _;
use texts::now::mail::outbox as texts;

/// Maximum number of mails on the page.
const SHOWN: usize = 50;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const CSS: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");
/// A mail brings its styles along and nothing else.
const MAIL_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
);

pub(super) fn router() -> Router<Http> {
    Router::new()
        .route("/demo/outbox", get(list))
        .route("/demo/outbox/{id}", get(as_sent))
        .route(
            "/demo/outbox.css",
            get(async || ([(header::CONTENT_TYPE, CSS)], include_str!("outbox.css"))),
        )
}

async fn list(State(http): State<Http>, headers: HeaderMap, uri: Uri) -> Response<Body> {
    match mails(&http, &headers, &uri).await {
        Ok(mails) => ([(header::CONTENT_TYPE, HTML)], page(&mails)).into_response(),
        Err(error) => problem::Problem(error).into_response(),
    }
}

async fn as_sent(
    State(http): State<Http>,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Response<Body> {
    let found = mails(&http, &headers, &uri).await.and_then(|mails| {
        let mail = mails.into_iter().find(|mail| mail.id == id);
        mail.ok_or_else(ApiError::not_found)
    });
    match found {
        Ok(found) => {
            let headers = [
                (header::CONTENT_TYPE, HTML),
                (header::CONTENT_SECURITY_POLICY, MAIL_POLICY),
            ];
            (StatusCode::OK, headers, found.mail.html).into_response()
        }
        Err(error) => problem::Problem(error).into_response(),
    }
}

/// The newest mails of the restaurant whose page is asked for.
async fn mails(http: &Http, headers: &HeaderMap, uri: &Uri) -> Result<Vec<SentMail>, ApiError> {
    let sent = http.app.sent_mails.clone().ok_or_else(ApiError::not_found)?;
    let tenant = tenant::of_host(http, headers, uri).await?;
    let newest = sent.newest(&tenant, SHOWN).await;
    Ok(newest.map_err(services::Error::from)?)
}

fn page(mails: &[SentMail]) -> String {
    let mut list = String::new();
    for SentMail { id, at, mail } in mails {
        let (subject, to) = (escaped(&mail.subject), escaped(&mail.to));
        let _ = write!(
            list,
            "<article><h2>{subject}</h2><p class=\"to\">{}: <span>{to}</span> · <time>{at}</time> · \
             <a href=\"/demo/outbox/{id}\">{}</a></p><pre>{}</pre></article>",
            texts::TO,
            texts::AS_SENT,
            with_links(&mail.text)
        );
    }
    if mails.is_empty() {
        list = format!("<p>{}</p>", texts::EMPTY);
    }
    let (title, intro) = (texts::TITLE, texts::INTRO);
    format!(
        "<!doctype html><html lang=\"es\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/demo/outbox.css\"></head>\
         <body><main><h1>{title}</h1><p>{intro}</p>{list}</main></body></html>"
    )
}

/// Text with its addresses of pages as links.
fn with_links(text: &str) -> String {
    let mut html = String::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let shown = escaped(piece);
        if word.starts_with("https://") || word.starts_with("http://") {
            let _ = write!(html, "<a href=\"{}\">{}</a>", escaped(word), escaped(word));
            html.push_str(shown.get(escaped(word).len()..).unwrap_or_default());
        } else {
            html.push_str(&shown);
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_become_links_and_nothing_becomes_an_element() {
        assert_eq!(
            with_links("a <b>\nhttp://localhost:3000/x?a=1&b=2\nfin javascript:1"),
            "a &lt;b&gt;\n<a href=\"http://localhost:3000/x?a=1&amp;b=2\">http://localhost:3000/x?a=1&amp;b=2</a>\n\
             fin javascript:1"
        );
    }
}
