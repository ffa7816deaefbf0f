//! A page for each dialect, made of its table: whose words it speaks, how a client gets a token, and every call.

use super::super::Http;
use super::{Dialect, Row};
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use axum::routing::get;

/// The page at `/docs`; the same at `/redoc`, where clients of one of the systems look for it.
pub(super) fn router(dialect: &'static Dialect) -> Router<Http> {
    let page = move || async move {
        let kind = (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        ([kind], written(dialect)).into_response()
    };
    Router::new().route("/docs", get(page)).route("/redoc", get(page))
}

/// The page as HTML.
pub(super) fn written(dialect: &Dialect) -> String {
    let base = dialect.system.base();
    let title = text(dialect.title);
    let rows: String = dialect.rows.iter().map(line).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/api/docs/page.css\"></head><body><main class=\"page\">\n<h1>{title}</h1>\n\
         <p>{about}</p>\n<h2>Token</h2>\n<p>{token}</p>\n<h2>Calls</h2>\n<p>Base address: <code>{base}</code>. \
         A slash at the end of a path makes no difference.</p>\n<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Calls\">\n\
         <table><thead><tr><th scope=\"col\">Call</th><th scope=\"col\">Sends</th><th scope=\"col\">Answer</th></tr></thead>\n\
         <tbody>\n{rows}</tbody></table></div>\n<p><a href=\"/api/docs\">The public API</a></p>\n</main></body></html>\n",
        about = text(dialect.about),
        token = text(dialect.token),
    )
}

fn line(row: &Row) -> String {
    let sends = if row.asks.is_empty() { "–" } else { row.asks };
    format!(
        "<tr><th scope=\"row\"><code>{} {}</code></th><td>{}</td><td>{}</td></tr>\n",
        row.method,
        // A long path breaks before a part of it, not within.
        text(row.path).replace("/", "<wbr>/"),
        text(sends),
        text(row.answers),
    )
}

/// What stands between backticks is code.
fn text(plain: &str) -> String {
    let plain = plain
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let parts = plain.split('`').enumerate();
    let marked = parts.map(|(part, words)| match part % 2 {
        0 => words.to_owned(),
        _ => format!("<code>{words}</code>"),
    });
    marked.collect()
}

#[cfg(test)]
mod tests {
    use super::super::DIALECTS;
    use super::*;

    #[test]
    fn the_page_has_every_call() {
        for dialect in DIALECTS {
            let page = written(dialect).replace("<wbr>", "");
            for row in dialect.rows {
                let call = format!("<code>{} {}</code>", row.method, row.path);
                assert!(page.contains(&call), "{call}");
            }
        }
    }
}
