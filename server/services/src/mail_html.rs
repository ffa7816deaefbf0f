//! How a mail looks. Mail programs know little CSS and no style sheets, so that every element has its own styles, and
//! tables make the layout. Colours are the restaurant's.

use super::mail_message::{Block, MailMessage, footer};
use domain::tenant::Tenant;
use ports::StorefrontAddress;
use std::fmt::Write as _;

const FONT: &str = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/// The colours of a brand, each `#` and hexadecimal digits.
struct Colours<'t> {
    brand: &'t str,
    brand_ink: &'t str,
    paper: &'t str,
    ink: &'t str,
}

impl Colours<'_> {
    /// Those that the restaurant chose; where it chose none, or something that is no plain colour, the product's own.
    fn of(tenant: &Tenant) -> Colours<'_> {
        let chosen = |token: &str, otherwise: &'static str| {
            let palette = &tenant.brand.palette;
            let found = palette.iter().find(|(name, _)| name == token);
            found
                .map(|(_, value)| value.as_str())
                .filter(|value| is_colour(value))
                .unwrap_or(otherwise)
        };
        Colours {
            brand: chosen("--brand", "#c8281c"),
            brand_ink: chosen("--brand-ink", "#ffffff"),
            paper: chosen("--paper", "#fff9f1"),
            ink: chosen("--ink", "#1b1512"),
        }
    }
}

fn is_colour(value: &str) -> bool {
    value
        .strip_prefix('#')
        .is_some_and(|digits| matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Text as HTML shows it: nothing in it is an element or ends an attribute.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            char => escaped.push(char),
        }
    }
    escaped
}

/// The whole document of a message.
pub(super) fn document(message: &MailMessage, tenant: &Tenant, address: &StorefrontAddress) -> String {
    let Colours {
        brand,
        brand_ink,
        paper,
        ink,
    } = Colours::of(tenant);
    let button = |url: &str, label: &str| {
        format!(
            "<p style=\"margin:0 0 20px\"><a href=\"{}\" style=\"display:inline-block;padding:14px 24px;\
             border-radius:12px;background:{brand};color:{brand_ink};font-weight:600;text-decoration:none\">{}</a></p>",
            escaped(url),
            escaped(label)
        )
    };
    let mut body = paragraph(&message.greeting, "font-weight:600");
    for block in &message.blocks {
        body.push_str(&match block {
            Block::Paragraph(text) => paragraph(text, ""),
            Block::Code(code) => format!(
                "<p style=\"margin:0 0 20px;padding:16px;border-radius:12px;background:{paper};text-align:center;\
                 font-size:30px;line-height:1.2;font-weight:700;letter-spacing:6px\">{}</p>",
                escaped(code)
            ),
            Block::Button { label, path } => button(&address.page(path), label),
            Block::Link { label, url } => button(url, label),
            Block::Facts(facts) => table(facts),
        });
    }
    let foot = footer(tenant)
        .iter()
        .map(|line| escaped(line))
        .collect::<Vec<_>>()
        .join("<br>");
    let name = escaped(&tenant.brand.name);
    let subject = escaped(&message.subject);
    format!(
        "<!doctype html>\n<html lang=\"es\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{subject}</title></head>\n\
         <body style=\"margin:0;padding:24px 12px;background:{paper};color:{ink};{FONT};font-size:16px;line-height:1.5\">\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"max-width:560px;margin:0 auto;border-collapse:separate;border-radius:16px;background:#ffffff;color:#1b1512\">\
         <tr><td style=\"padding:20px 28px;border-radius:16px 16px 0 0;background:{brand};color:{brand_ink};\
         font-size:20px;font-weight:700\">{name}</td></tr>\n\
         <tr><td style=\"padding:28px 28px 12px\"><h1 style=\"margin:0 0 16px;font-size:22px;line-height:1.25\">{subject}</h1>\
         {body}</td></tr>\n\
         <tr><td style=\"padding:0 28px 24px;color:#5f5650;font-size:13px\">{foot}</td></tr></table></body></html>\n"
    )
}

fn paragraph(text: &str, style: &str) -> String {
    let lines = escaped(text).replace('\n', "<br>");
    format!("<p style=\"margin:0 0 16px;{style}\">{lines}</p>")
}

fn table(facts: &[(String, String)]) -> String {
    let mut rows = String::new();
    for (name, value) in facts {
        let (name, value) = (escaped(name), escaped(value));
        let _ = write!(
            rows,
            "<tr><th scope=\"row\" style=\"padding:4px 16px 4px 0;text-align:left;vertical-align:top;font-weight:400;\
             color:#5f5650\">{name}</th><td style=\"padding:4px 0;font-weight:600\">{value}</td></tr>"
        );
    }
    format!("<table style=\"margin:0 0 20px;border-collapse:collapse\">{rows}</table>")
}
