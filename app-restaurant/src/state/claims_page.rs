//! The book of claims as its address says it: `?ver=vencidas&buscar=rojas&cursor=…&pagina=2`.

use super::orders_page::encode;
use api::claims::{ClaimFilter, WhichClaims};
use texts::now::console as texts;

/// Claims on a page.
pub const PAGE: usize = 20;

/// The list as the address says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimsPage {
    pub which: WhichClaims,
    pub search: String,
    pub cursor: Option<String>,
    /// For people; from 1.
    pub number: usize,
}

/// Its name in the address; none for those to be answered.
fn slug(which: WhichClaims) -> &'static str {
    match which {
        WhichClaims::Open => "",
        WhichClaims::Late => "vencidas",
        WhichClaims::Answered => "respondidas",
        WhichClaims::All => "todas",
    }
}

pub fn words(which: WhichClaims) -> &'static str {
    match which {
        WhichClaims::Open => texts::CLAIMS_OPEN,
        WhichClaims::Late => texts::CLAIMS_LATE,
        WhichClaims::Answered => texts::CLAIMS_ANSWERED,
        WhichClaims::All => texts::CLAIMS_ALL,
    }
}

impl ClaimsPage {
    /// Reads the query of an address by the names of its parts.
    pub fn read(part: impl Fn(&str) -> Option<String>) -> ClaimsPage {
        let which = part("ver").unwrap_or_default();
        let cursor = part("cursor").filter(|cursor| !cursor.is_empty());
        let number = part("pagina").and_then(|number| number.parse().ok()).unwrap_or(1);
        ClaimsPage {
            which: WhichClaims::ALL
                .into_iter()
                .find(|known| slug(*known) == which)
                .unwrap_or_default(),
            search: part("buscar").unwrap_or_default().trim().to_owned(),
            number: if cursor.is_some() {
                number.clamp(1, 100_000)
            } else {
                1
            },
            cursor,
        }
    }

    /// The query of its address, with its `?`; empty for the plain list.
    pub fn query(&self) -> String {
        let mut parts = Vec::new();
        if self.which != WhichClaims::Open {
            parts.push(format!("ver={}", slug(self.which)));
        }
        if !self.search.is_empty() {
            parts.push(format!("buscar={}", encode(&self.search)));
        }
        if let Some(cursor) = &self.cursor {
            parts.push(format!("cursor={}", encode(cursor)));
            parts.push(format!("pagina={}", self.number));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!("?{}", parts.join("&"))
        }
    }

    /// The first page of another list, by the same words.
    pub fn of(&self, which: WhichClaims) -> ClaimsPage {
        ClaimsPage {
            which,
            search: self.search.clone(),
            cursor: None,
            number: 1,
        }
    }

    /// The first page of the same list, by other words.
    pub fn searching(&self, search: &str) -> ClaimsPage {
        ClaimsPage {
            search: search.trim().to_owned(),
            ..self.of(self.which)
        }
    }

    /// The page that begins at a cursor.
    pub fn at(&self, cursor: Option<String>, number: usize) -> ClaimsPage {
        ClaimsPage {
            cursor,
            number,
            ..self.clone()
        }
    }

    pub fn filter(&self) -> ClaimFilter {
        ClaimFilter {
            which: self.which,
            search: Some(self.search.clone()).filter(|search| !search.is_empty()),
            cursor: self.cursor.clone(),
            limit: Some(PAGE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[(&str, &str)]) -> ClaimsPage {
        ClaimsPage::read(|name| {
            let part = parts.iter().find(|(known, _)| *known == name);
            part.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_address_says_everything() {
        let page = read(&[
            ("ver", "vencidas"),
            ("buscar", " Rojas "),
            ("cursor", "a+b"),
            ("pagina", "3"),
        ]);
        assert_eq!(page.query(), "?ver=vencidas&buscar=Rojas&cursor=a%2Bb&pagina=3");
        let filter = page.filter();
        assert_eq!(
            (filter.which, filter.search.as_deref()),
            (WhichClaims::Late, Some("Rojas"))
        );
        assert_eq!(read(&[("ver", "x"), ("pagina", "9")]).query(), "");
    }

    #[test]
    fn another_list_begins_at_its_first_page() {
        let page = read(&[("buscar", "rojas"), ("cursor", "c"), ("pagina", "4")]);
        assert_eq!(page.of(WhichClaims::All).query(), "?ver=todas&buscar=rojas");
        assert_eq!(page.searching("").query(), "");
    }
}
