//! The list of orders as its address says it: `?paso=cocina&dias=hoy&cursor=…&pagina=2`.

use shared::api::orders::OrderFilter;
use shared::domain::order::Status;
use shared::domain::stage::CurrentStep;
use shared::domain::{Date, Zone};
use shared::texts::es::console as texts;

/// Which orders are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    All,
    Unpaid,
    Cooking,
    Packaging,
    Delivery,
    Delivered,
    Cancelled,
}

/// The list as the address says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrdersPage {
    pub which: Which,
    pub today_only: bool,
    pub cursor: Option<String>,
    /// For people; from 1.
    pub number: usize,
}

/// Orders on a page.
pub const PAGE: usize = 20;

impl Which {
    pub const ALL: [Which; 7] = [
        Which::All,
        Which::Unpaid,
        Which::Cooking,
        Which::Packaging,
        Which::Delivery,
        Which::Delivered,
        Which::Cancelled,
    ];

    /// Its name in the address; none for all.
    pub fn slug(self) -> &'static str {
        match self {
            Which::All => "",
            Which::Unpaid => "por-pagar",
            Which::Cooking => "cocina",
            Which::Packaging => "empaque",
            Which::Delivery => "reparto",
            Which::Delivered => "entregados",
            Which::Cancelled => "cancelados",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Which::All => texts::ALL,
            Which::Unpaid => texts::UNPAID,
            Which::Cooking => texts::stage(shared::domain::stage::Stage::Cooking),
            Which::Packaging => texts::stage(shared::domain::stage::Stage::Packaging),
            Which::Delivery => texts::stage(shared::domain::stage::Stage::Delivery),
            Which::Delivered => texts::DELIVERED,
            Which::Cancelled => texts::CANCELLED_ORDERS,
        }
    }

    fn narrow(self, filter: &mut OrderFilter) {
        match self {
            Which::All => {}
            Which::Unpaid => filter.status = Some(Status::Created),
            Which::Delivered => filter.status = Some(Status::Completed),
            Which::Cancelled => filter.status = Some(Status::Cancelled),
            Which::Cooking => working(filter, CurrentStep::Cooking),
            Which::Packaging => working(filter, CurrentStep::Packaging),
            Which::Delivery => working(filter, CurrentStep::Delivery),
        }
    }
}

/// A cancelled order stands where it was: only the status says that it is still being worked on.
fn working(filter: &mut OrderFilter, step: CurrentStep) {
    filter.status = Some(Status::Confirmed);
    filter.step = Some(step);
}

impl OrdersPage {
    /// Reads the query of an address by the names of its parts.
    pub fn read(part: impl Fn(&str) -> Option<String>) -> OrdersPage {
        let which = part("paso").unwrap_or_default();
        let cursor = part("cursor").filter(|cursor| !cursor.is_empty());
        let number = part("pagina").and_then(|number| number.parse().ok()).unwrap_or(1);
        OrdersPage {
            which: Which::ALL
                .into_iter()
                .find(|known| known.slug() == which)
                .unwrap_or_default(),
            today_only: part("dias").as_deref() == Some("hoy"),
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
        if self.which != Which::All {
            parts.push(format!("paso={}", self.which.slug()));
        }
        if self.today_only {
            parts.push("dias=hoy".to_owned());
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

    /// The first page of other orders.
    pub fn of(&self, which: Which) -> OrdersPage {
        OrdersPage {
            which,
            today_only: self.today_only,
            ..OrdersPage::default()
        }
    }

    /// The page that begins at a cursor.
    pub fn at(&self, cursor: Option<String>, number: usize) -> OrdersPage {
        OrdersPage {
            cursor,
            number,
            ..self.clone()
        }
    }

    pub fn filter(&self, today: Date, zone: &Zone) -> OrderFilter {
        let mut filter = OrderFilter {
            cursor: self.cursor.clone(),
            limit: Some(PAGE),
            from: self.today_only.then(|| zone.midnight(today)),
            ..OrderFilter::default()
        };
        self.which.narrow(&mut filter);
        filter
    }
}

/// Percent-encodes what has a meaning in a query.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[(&str, &str)]) -> OrdersPage {
        OrdersPage::read(|name| {
            let part = parts.iter().find(|(known, _)| *known == name);
            part.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_address_says_everything() {
        let page = read(&[
            ("paso", "cocina"),
            ("dias", "hoy"),
            ("cursor", "a+b/="),
            ("pagina", "3"),
        ]);
        assert_eq!(page.query(), "?paso=cocina&dias=hoy&cursor=a%2Bb%2F%3D&pagina=3");
        let filter = page.filter(Date(20_000), &Zone::lima());
        assert_eq!(
            (filter.status, filter.step),
            (Some(Status::Confirmed), Some(CurrentStep::Cooking))
        );
        assert_eq!(filter.from, Some(Zone::lima().midnight(Date(20_000))));
        assert!(!filter.newest_first);
    }

    #[test]
    fn an_address_of_nonsense_is_the_plain_list() {
        let page = read(&[("paso", "x"), ("pagina", "-7"), ("cursor", "")]);
        assert_eq!((page.number, page.query().as_str()), (1, ""));
    }

    #[test]
    fn other_orders_begin_at_their_first_page() {
        let page = read(&[("cursor", "c"), ("pagina", "4"), ("dias", "hoy")]);
        assert_eq!(page.of(Which::Cancelled).query(), "?paso=cancelados&dias=hoy");
    }
}
