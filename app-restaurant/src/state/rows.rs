//! Orders on a screen, each with a signal of its own: an answer changes only the cards whose order has changed.

use api::orders::OrderView;
use domain::OrderId;
use leptos::prelude::*;
use std::collections::HashMap;

#[derive(Debug, Clone, Copy)]
pub struct Rows {
    ids: RwSignal<Vec<OrderId>>,
    views: StoredValue<HashMap<OrderId, ArcRwSignal<OrderView>>>,
}

impl Default for Rows {
    fn default() -> Rows {
        Rows {
            ids: RwSignal::new(Vec::new()),
            views: StoredValue::new(HashMap::new()),
        }
    }
}

impl Rows {
    /// The orders in their order; followed.
    pub fn ids(&self) -> Vec<OrderId> {
        self.ids.get()
    }

    /// Those of which something holds; every one followed.
    pub fn which(&self, holds: impl Fn(&OrderView) -> bool) -> Vec<OrderId> {
        let ids = self.ids.get();
        ids.into_iter()
            .filter(|id| self.get(id).is_some_and(|view| view.with(&holds)))
            .collect()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.with(Vec::is_empty)
    }

    /// One of them.
    pub fn get(&self, id: &OrderId) -> Option<ArcRwSignal<OrderView>> {
        self.views
            .try_with_value(|views| views.get(id).cloned())
            .flatten()
    }

    /// Shows these instead, and returns those that are gone. An order never goes back to an older version.
    pub fn replace(&self, views: Vec<OrderView>) -> Vec<OrderView> {
        let ids: Vec<OrderId> = views.iter().map(|view| view.order_id.clone()).collect();
        let mut gone = Vec::new();
        let mut newer = Vec::new();
        let _ = self.views.try_update_value(|known| {
            known.retain(|id, view| {
                let stays = ids.contains(id);
                if !stays {
                    gone.push(view.get_untracked());
                }
                stays
            });
            for view in views {
                match known.get(&view.order_id) {
                    Some(signal) => newer.push((signal.clone(), view)),
                    None => {
                        known.insert(view.order_id.clone(), ArcRwSignal::new(view));
                    }
                }
            }
        });
        for (signal, view) in newer {
            set_newer(&signal, view);
        }
        if self.ids.try_with_untracked(|known| *known != ids) == Some(true) {
            let _ = self.ids.try_set(ids);
        }
        gone
    }

    /// Takes a newer version of an order that is shown.
    pub fn freshen(&self, view: &OrderView) {
        if let Some(signal) = self.get(&view.order_id) {
            set_newer(&signal, view.clone());
        }
    }
}

fn set_newer(signal: &ArcRwSignal<OrderView>, view: OrderView) {
    let changes = signal
        .try_with_untracked(|known| known.version <= view.version && *known != view)
        .unwrap_or(false);
    if changes {
        let _ = signal.try_set(view);
    }
}
