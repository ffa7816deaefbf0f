//! The list of orders as its address says it: `?estado=terminados&dias=todos&buscar=ana&cursor=…&pagina=2&pedido=o_…`, or
//! `?estado=por-pagar&local=surco`.

use api::orders::{OrderFilter, OrderState};
use domain::stage::Stage;
use domain::tenant::Branch;
use domain::{Date, Slug, Zone};
use texts::now::console as texts;

/// The list as the address says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrdersPage {
    pub state: OrderState,
    /// Only the open orders of this stage.
    pub stage: Option<Stage>,
    /// Only the unpaid orders of this branch.
    pub branch: Option<Slug>,
    /// Finished and cancelled ones of all days; only today's otherwise.
    pub every_day: bool,
    /// What is looked for among all orders; empty for none.
    pub search: String,
    pub place: Place,
    /// The order that is shown as a whole.
    pub chosen: Option<String>,
}

/// Which page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Place {
    #[default]
    First,
    /// The page of a cursor, and its number for people, from 1.
    At(String, usize),
    Last,
}

/// Orders on a page.
pub const PAGE: usize = 20;

const STATES: [(OrderState, &str); 5] = [
    (OrderState::Open, ""),
    (OrderState::Scheduled, "programados"),
    (OrderState::Unpaid, "por-pagar"),
    (OrderState::Finished, "terminados"),
    (OrderState::Cancelled, "cancelados"),
];

const STAGES: [(Stage, &str); 3] = [
    (Stage::Cooking, "cocina"),
    (Stage::Packaging, "empaque"),
    (Stage::Delivery, "reparto"),
];

impl Default for OrdersPage {
    fn default() -> OrdersPage {
        OrdersPage::of(OrderState::Open)
    }
}

impl Place {
    /// Reads `cursor`, `pagina` and `final` of an address.
    pub fn read(part: &impl Fn(&str) -> Option<String>) -> Place {
        let number = part("pagina").and_then(|number| number.parse::<usize>().ok());
        match part("cursor").filter(|cursor| !cursor.is_empty()) {
            _ if part("final").is_some() => Place::Last,
            None => Place::First,
            Some(cursor) => Place::At(cursor, number.unwrap_or(1).clamp(1, 100_000)),
        }
    }

    /// The parts of an address that say it.
    pub fn parts(&self) -> Option<String> {
        match self {
            Place::First => None,
            Place::At(cursor, number) => Some(format!("cursor={}&pagina={number}", encode(cursor))),
            Place::Last => Some("final=si".to_owned()),
        }
    }

    pub fn cursor(&self) -> Option<String> {
        match self {
            Place::At(cursor, _) => Some(cursor.clone()),
            Place::First | Place::Last => None,
        }
    }

    /// Its number for people, from 1, and the number of pages.
    pub fn number(&self, pages: usize) -> usize {
        match self {
            Place::First => 1,
            Place::At(_, number) => (*number).min(pages.max(1)),
            Place::Last => pages.max(1),
        }
    }
}

/// The number of pages that a number of orders takes.
pub fn pages(total: usize, on_page: usize) -> usize {
    total.div_ceil(on_page).max(1)
}

impl OrdersPage {
    /// The first page of the orders of a state.
    pub fn of(state: OrderState) -> OrdersPage {
        OrdersPage {
            state,
            stage: None,
            branch: None,
            every_day: false,
            search: String::new(),
            place: Place::First,
            chosen: None,
        }
    }

    /// Reads the query of an address by the names of its parts.
    pub fn read(part: impl Fn(&str) -> Option<String>) -> OrdersPage {
        let state = part("estado").unwrap_or_default();
        let state = STATES.into_iter().find(|(_, slug)| *slug == state);
        let stage = part("paso").unwrap_or_default();
        let stage = STAGES.into_iter().find(|(_, slug)| *slug == stage);
        let state = state.map_or(OrderState::Open, |(state, _)| state);
        OrdersPage {
            state,
            stage: stage
                .map(|(stage, _)| stage)
                .filter(|_| state == OrderState::Open),
            branch: part("local")
                .and_then(|id| Slug::parse(id).ok())
                .filter(|_| state == OrderState::Unpaid),
            every_day: part("dias").as_deref() == Some("todos"),
            search: part("buscar").unwrap_or_default().trim().to_owned(),
            place: Place::read(&part),
            chosen: part("pedido").filter(|id| !id.is_empty()),
        }
    }

    /// The query of its address, with its `?`; empty for the first page of open orders.
    pub fn query(&self) -> String {
        let mut parts = Vec::new();
        if let Some((_, slug)) = STATES
            .into_iter()
            .find(|(state, slug)| *state == self.state && !slug.is_empty())
        {
            parts.push(format!("estado={slug}"));
        }
        if let Some((_, slug)) = STAGES.into_iter().find(|(stage, _)| Some(*stage) == self.stage) {
            parts.push(format!("paso={slug}"));
        }
        if let Some(branch) = &self.branch {
            parts.push(format!("local={branch}"));
        }
        if self.every_day {
            parts.push("dias=todos".to_owned());
        }
        if !self.search.is_empty() {
            parts.push(format!("buscar={}", encode(&self.search)));
        }
        parts.extend(self.place.parts());
        if let Some(chosen) = &self.chosen {
            parts.push(format!("pedido={}", encode(chosen)));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!("?{}", parts.join("&"))
        }
    }

    /// The same list at another page.
    pub fn at(&self, place: Place) -> OrdersPage {
        OrdersPage {
            place,
            chosen: None,
            ..self.clone()
        }
    }

    /// The same page with this order shown as a whole, or none.
    pub fn showing(&self, chosen: Option<String>) -> OrdersPage {
        OrdersPage {
            chosen,
            ..self.clone()
        }
    }

    /// The same list, of all branches where the restaurant has none of this id.
    pub fn within(self, branches: &[Branch]) -> OrdersPage {
        let branch = self.branch.clone();
        OrdersPage {
            branch: branch.filter(|id| branches.iter().any(|known| known.id == *id)),
            ..self
        }
    }

    /// Whether both are the same page of the same list, whichever order they show.
    pub fn lists_like(&self, other: &OrdersPage) -> bool {
        self.showing(None) == other.showing(None)
    }

    /// Whether days make a difference to its orders.
    pub fn has_days(&self) -> bool {
        matches!(self.state, OrderState::Finished | OrderState::Cancelled)
    }

    pub fn filter(&self, today: Date, zone: &Zone) -> OrderFilter {
        let searching = !self.search.is_empty();
        let filter = OrderFilter {
            search: self.search.clone(),
            cursor: self.place.cursor(),
            last: self.place == Place::Last,
            limit: Some(PAGE),
            counts: true,
            ..OrderFilter::default()
        };
        if searching {
            return filter;
        }
        OrderFilter {
            state: Some(self.state),
            step: self.stage.map(Stage::current_step),
            branch: self.branch.clone(),
            from: (self.has_days() && !self.every_day).then(|| zone.midnight(today)),
            ..filter
        }
    }
}

/// The name of a state on its tab.
pub fn words(state: OrderState) -> &'static str {
    match state {
        OrderState::Open => texts::OPEN_ORDERS,
        OrderState::Scheduled => texts::SCHEDULED_ORDERS,
        OrderState::Unpaid => texts::UNPAID,
        OrderState::Finished => texts::FINISHED_ORDERS,
        OrderState::Cancelled => texts::CANCELLED_ORDERS,
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
    use domain::stage::CurrentStep;

    fn read(parts: &[(&str, &str)]) -> OrdersPage {
        OrdersPage::read(|name| {
            let part = parts.iter().find(|(known, _)| *known == name);
            part.map(|(_, value)| (*value).to_owned())
        })
    }

    fn filter(page: &OrdersPage) -> OrderFilter {
        page.filter(Date(20_000), &Zone::lima())
    }

    #[test]
    fn the_plain_list_is_of_open_orders_whatever_the_day() {
        let page = read(&[]);
        assert_eq!((page.query().as_str(), &page), ("", &OrdersPage::default()));
        let filter = filter(&page);
        assert_eq!(
            (filter.state, filter.from, filter.step),
            (Some(OrderState::Open), None, None)
        );
        assert!(!filter.newest_first && filter.counts);
    }

    #[test]
    fn the_address_says_everything() {
        for (parts, query) in [
            (
                vec![
                    ("paso", "cocina"),
                    ("cursor", "a+b/="),
                    ("pagina", "3"),
                    ("pedido", "o_1"),
                ],
                "?paso=cocina&cursor=a%2Bb%2F%3D&pagina=3&pedido=o_1",
            ),
            (
                vec![("estado", "terminados"), ("dias", "todos"), ("final", "si")],
                "?estado=terminados&dias=todos&final=si",
            ),
            (vec![("buscar", " José 5 ")], "?buscar=Jos%C3%A9%205"),
            (
                vec![("estado", "por-pagar"), ("local", "surco")],
                "?estado=por-pagar&local=surco",
            ),
        ] {
            let page = read(&parts);
            assert_eq!(page.query(), query);
        }
        let cooking = filter(&read(&[("paso", "cocina")]));
        assert_eq!(
            (cooking.state, cooking.step),
            (Some(OrderState::Open), Some(CurrentStep::Cooking))
        );
    }

    #[test]
    fn finished_orders_are_todays_unless_all_days_are_asked_for() {
        let midnight = Some(Zone::lima().midnight(Date(20_000)));
        assert_eq!(filter(&read(&[("estado", "terminados")])).from, midnight);
        assert_eq!(filter(&read(&[("estado", "cancelados")])).from, midnight);
        assert_eq!(
            filter(&read(&[("estado", "terminados"), ("dias", "todos")])).from,
            None
        );
        assert_eq!(filter(&read(&[("estado", "por-pagar")])).from, None);
    }

    #[test]
    fn a_search_is_among_all_orders() {
        let filter = filter(&read(&[("buscar", "ana"), ("estado", "cancelados")]));
        assert_eq!(
            (filter.state, filter.search.as_str(), filter.from),
            (None, "ana", None)
        );
    }

    #[test]
    fn an_address_of_nonsense_is_the_plain_list() {
        let page = read(&[
            ("estado", "x"),
            ("paso", "y"),
            ("pagina", "-7"),
            ("cursor", ""),
            ("pedido", ""),
        ]);
        assert_eq!(page.query(), "");
        assert_eq!(
            read(&[("local", "surco")]).query(),
            "",
            "only unpaid ones are narrowed"
        );
        let unpaid = read(&[("estado", "por-pagar"), ("local", "surco")]);
        assert_eq!(filter(&unpaid).branch.unwrap().as_str(), "surco");
        assert_eq!(unpaid.within(&[]).query(), "?estado=por-pagar");
        assert_eq!(read(&[("estado", "cancelados"), ("paso", "cocina")]).stage, None);
    }

    #[test]
    fn pages_have_numbers() {
        assert_eq!((pages(0, 20), pages(20, 20), pages(21, 20)), (1, 1, 2));
        assert_eq!((Place::First.number(3), Place::Last.number(3)), (1, 3));
        assert_eq!(Place::At("c".into(), 9).number(3), 3, "some have gone meanwhile");
        let page = read(&[("pedido", "o_1")]);
        assert_eq!(page.at(Place::Last).query(), "?final=si");
    }
}
