//! What of the tab is shown, as its address says it: `?ver=calendario&mes=2026-12`, `?ver=vencidas&cursor=…&pagina=2`.

use crate::routes::Screen;
use crate::state::orders_page::encode;
use api::catering::CateringFilter;
use domain::catering::CateringStatus;
use texts::now::console::catering as texts;

/// Requests on a page of a list.
pub const PAGE: usize = 20;

/// A view of the tab.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// Columns by state.
    #[default]
    Board,
    Calendar,
    Done,
    Declined,
    Cancelled,
    Expired,
}

impl View {
    pub const ALL: [View; 6] = [
        View::Board,
        View::Calendar,
        View::Done,
        View::Declined,
        View::Cancelled,
        View::Expired,
    ];

    /// Its name in the address; none for the board.
    fn slug(self) -> &'static str {
        match self {
            View::Board => "",
            View::Calendar => "calendario",
            View::Done => "hechas",
            View::Declined => "rechazadas",
            View::Cancelled => "canceladas",
            View::Expired => "vencidas",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            View::Board => texts::BOARD,
            View::Calendar => texts::CALENDAR,
            View::Done => texts::DONE,
            View::Declined => texts::DECLINED,
            View::Cancelled => texts::CANCELLED,
            View::Expired => texts::EXPIRED,
        }
    }

    /// The state whose requests it lists; none for board and calendar.
    pub fn status(self) -> Option<CateringStatus> {
        match self {
            View::Board | View::Calendar => None,
            View::Done => Some(CateringStatus::Done),
            View::Declined => Some(CateringStatus::Declined),
            View::Cancelled => Some(CateringStatus::Cancelled),
            View::Expired => Some(CateringStatus::Expired),
        }
    }
}

/// What the address of the tab says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CateringAddress {
    pub view: View,
    /// `2026-12`, of the calendar; the present month when `None`.
    pub month: Option<String>,
    pub cursor: Option<String>,
    /// For people; from 1.
    pub number: usize,
}

impl CateringAddress {
    /// Reads the query of an address by the names of its parts.
    pub fn read(part: impl Fn(&str) -> Option<String>) -> CateringAddress {
        let view = part("ver").unwrap_or_default();
        let cursor = part("cursor").filter(|cursor| !cursor.is_empty());
        let number = part("pagina").and_then(|number| number.parse().ok()).unwrap_or(1);
        CateringAddress {
            view: View::ALL
                .into_iter()
                .find(|known| known.slug() == view)
                .unwrap_or_default(),
            month: part("mes").filter(|month| !month.is_empty()),
            number: if cursor.is_some() {
                number.clamp(1, 100_000)
            } else {
                1
            },
            cursor,
        }
    }

    /// The first page of a view.
    pub fn of(view: View) -> CateringAddress {
        CateringAddress {
            view,
            number: 1,
            ..CateringAddress::default()
        }
    }

    /// The page of a list that begins at a cursor.
    pub fn at(&self, cursor: Option<String>, number: usize) -> CateringAddress {
        CateringAddress {
            cursor,
            number,
            ..self.clone()
        }
    }

    /// The whole address.
    pub fn href(&self) -> String {
        let mut parts = Vec::new();
        if self.view != View::Board {
            parts.push(format!("ver={}", self.view.slug()));
        }
        if let Some(month) = self.month.as_ref().filter(|_| self.view == View::Calendar) {
            parts.push(format!("mes={}", encode(month)));
        }
        if let Some(cursor) = &self.cursor {
            parts.push(format!("cursor={}", encode(cursor)));
            parts.push(format!("pagina={}", self.number));
        }
        let query = match parts.is_empty() {
            true => String::new(),
            false => format!("?{}", parts.join("&")),
        };
        format!("{}{query}", Screen::Catering.href())
    }

    pub fn filter(&self) -> CateringFilter {
        CateringFilter {
            status: self.view.status(),
            cursor: self.cursor.clone(),
            limit: Some(PAGE),
            ..CateringFilter::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[(&str, &str)]) -> CateringAddress {
        CateringAddress::read(|name| {
            let part = parts.iter().find(|(known, _)| *known == name);
            part.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_address_says_everything() {
        let calendar = read(&[("ver", "calendario"), ("mes", "2026-12")]);
        assert_eq!(
            calendar.href(),
            "/restaurante/catering?ver=calendario&mes=2026-12"
        );
        let list = read(&[("ver", "vencidas"), ("cursor", "a+b"), ("pagina", "3")]);
        assert_eq!(
            list.href(),
            "/restaurante/catering?ver=vencidas&cursor=a%2Bb&pagina=3"
        );
        assert_eq!(list.filter().status, Some(CateringStatus::Expired));
    }

    #[test]
    fn an_address_of_nonsense_is_the_board() {
        assert_eq!(
            read(&[("ver", "x"), ("pagina", "-1")]).href(),
            "/restaurante/catering"
        );
    }
}
