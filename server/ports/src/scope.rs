//! Which events a page listens to.

use domain::event::{Envelope, Event};
use domain::{CateringId, OrderId};
use std::fmt;
use std::str::FromStr;

/// What a page listens to. Its text, such as `HOUSE` or `ORDER#o_1`, names it in keys and tickets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All of one order.
    Order(OrderId),
    /// All of one request for catering, for its customer.
    Catering(CateringId),
    /// All of all orders, for staff.
    House,
    /// Dishes that run out and come back.
    Carta,
}

const ORDER: &str = "ORDER#";
const CATERING: &str = "CATERING#";
const HOUSE: &str = "HOUSE";
const CARTA: &str = "CARTA";

impl Scope {
    /// All scopes in which an event is heard.
    pub fn of(envelope: &Envelope) -> Vec<Scope> {
        let event = &envelope.event;
        let house = !matches!(
            event,
            Event::CustomerRegistered { .. }
                | Event::CustomerLoggedIn { .. }
                | Event::AccountMailRequested { .. }
                | Event::CustomerErased { .. }
                | Event::NotificationSent { .. }
        );
        let carta = matches!(event, Event::StockChanged { .. });
        let order = event.order_id().map(|id| Scope::Order(id.clone()));
        let catering = event
            .request()
            .map(|about| Scope::Catering(about.catering_id.clone()));
        order
            .into_iter()
            .chain(catering)
            .chain(house.then_some(Scope::House))
            .chain(carta.then_some(Scope::Carta))
            .collect()
    }

    /// Whether an event is heard.
    pub fn wants(&self, envelope: &Envelope) -> bool {
        Scope::of(envelope).contains(self)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Order(id) => write!(out, "{ORDER}{id}"),
            Scope::Catering(id) => write!(out, "{CATERING}{id}"),
            Scope::House => out.write_str(HOUSE),
            Scope::Carta => out.write_str(CARTA),
        }
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Scope, ()> {
        match text {
            HOUSE => Ok(Scope::House),
            CARTA => Ok(Scope::Carta),
            text => match text.strip_prefix(CATERING) {
                Some(id) => CateringId::parse(id).map(Scope::Catering).map_err(|_| ()),
                None => {
                    let id = text.strip_prefix(ORDER).ok_or(())?;
                    OrderId::parse(id).map(Scope::Order).map_err(|_| ())
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_read_as_it_is_written() {
        let order = Scope::Order(OrderId::parse("o_1").unwrap());
        let catering = Scope::Catering(CateringId::parse("cr_1").unwrap());
        for scope in [order, catering, Scope::House, Scope::Carta] {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        for other in ["", "ORDER#", "CATERING#", "CATERING#o_1", "house", "ORDERS"] {
            assert_eq!(other.parse::<Scope>(), Err(()), "{other}");
        }
    }

    #[test]
    fn an_event_is_heard_where_it_belongs() {
        const EVENTS: &str = include_str!("../../tests/contract/events.json");
        let events: Vec<Envelope> = serde_json::from_str(EVENTS).unwrap();
        for envelope in events {
            let heard = Scope::of(&envelope);
            let order = envelope.event.order_id();
            assert_eq!(
                heard
                    .iter()
                    .any(|scope| matches!(scope, Scope::Order(id) if Some(id) == order)),
                order.is_some(),
            );
            let request = envelope.event.request().map(|about| about.catering_id.clone());
            assert_eq!(
                heard.iter().find_map(|scope| match scope {
                    Scope::Catering(id) => Some(id.clone()),
                    _ => None,
                }),
                request,
            );
            let name = envelope.event.name();
            assert_eq!(heard.contains(&Scope::Carta), name == "StockChanged", "{name}");
            assert!(heard.iter().all(|scope| scope.wants(&envelope)), "{name}");
        }
    }
}
