//! Which events a page listens to.

use domain::event::{Envelope, Event};
use domain::{CateringId, OrderId};
use std::fmt;
use std::str::FromStr;

/// What a page listens to. Its text, such as `HOUSE` or `ORDER#o_1`, names it in keys and tickets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LiveTopic {
    /// All of one order.
    Order(OrderId),
    /// All of one request for catering, for its customer.
    Catering(CateringId),
    /// All of all orders, for staff.
    Staff,
    /// Dishes that run out and come back.
    Carta,
}

const ORDER: &str = "ORDER#";
const CATERING: &str = "CATERING#";
const HOUSE: &str = "HOUSE";
const CARTA: &str = "CARTA";

impl LiveTopic {
    /// All topics that an event belongs to.
    pub fn of(envelope: &Envelope) -> Vec<LiveTopic> {
        let event = &envelope.event;
        let staff = !matches!(
            event,
            Event::CustomerRegistered { .. }
                | Event::CustomerLoggedIn { .. }
                | Event::AccountMailRequested { .. }
                | Event::CustomerErased { .. }
                | Event::NotificationSent { .. }
        );
        let carta = matches!(
            event,
            Event::SettingsChanged {} | Event::MenuChanged {} | Event::StockChanged { .. }
        );
        let order = event.order_id().map(|id| LiveTopic::Order(id.clone()));
        let catering = event
            .request()
            .map(|about| LiveTopic::Catering(about.catering_id.clone()));
        order
            .into_iter()
            .chain(catering)
            .chain(staff.then_some(LiveTopic::Staff))
            .chain(carta.then_some(LiveTopic::Carta))
            .collect()
    }

    /// Whether an event is heard.
    pub fn wants(&self, envelope: &Envelope) -> bool {
        LiveTopic::of(envelope).contains(self)
    }
}

impl fmt::Display for LiveTopic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LiveTopic::Order(id) => write!(out, "{ORDER}{id}"),
            LiveTopic::Catering(id) => write!(out, "{CATERING}{id}"),
            LiveTopic::Staff => out.write_str(HOUSE),
            LiveTopic::Carta => out.write_str(CARTA),
        }
    }
}

impl FromStr for LiveTopic {
    type Err = ();

    fn from_str(text: &str) -> Result<LiveTopic, ()> {
        match text {
            HOUSE => Ok(LiveTopic::Staff),
            CARTA => Ok(LiveTopic::Carta),
            text => match text.strip_prefix(CATERING) {
                Some(id) => CateringId::parse(id).map(LiveTopic::Catering).map_err(|_| ()),
                None => {
                    let id = text.strip_prefix(ORDER).ok_or(())?;
                    OrderId::parse(id).map(LiveTopic::Order).map_err(|_| ())
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
        let order = LiveTopic::Order(OrderId::parse("o_1").unwrap());
        let catering = LiveTopic::Catering(CateringId::parse("cr_1").unwrap());
        for scope in [order, catering, LiveTopic::Staff, LiveTopic::Carta] {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        for other in ["", "ORDER#", "CATERING#", "CATERING#o_1", "staff", "ORDERS"] {
            assert_eq!(other.parse::<LiveTopic>(), Err(()), "{other}");
        }
    }

    #[test]
    fn an_event_is_heard_where_it_belongs() {
        const EVENTS: &str = include_str!("../testsuite/events.json");
        let events: Vec<Envelope> = serde_json::from_str(EVENTS).unwrap();
        for envelope in events {
            let heard = LiveTopic::of(&envelope);
            let order = envelope.event.order_id();
            assert_eq!(
                heard
                    .iter()
                    .any(|scope| matches!(scope, LiveTopic::Order(id) if Some(id) == order)),
                order.is_some(),
            );
            let request = envelope.event.request().map(|about| about.catering_id.clone());
            assert_eq!(
                heard.iter().find_map(|scope| match scope {
                    LiveTopic::Catering(id) => Some(id.clone()),
                    _ => None,
                }),
                request,
            );
            let name = envelope.event.name();
            assert_eq!(
                heard.contains(&LiveTopic::Carta),
                ["SettingsChanged", "MenuChanged", "StockChanged"].contains(&name),
                "{name}"
            );
            assert!(heard.iter().all(|scope| scope.wants(&envelope)), "{name}");
        }
    }
}
