//! Where in the carta somebody was, for coming back to it from a dish.

use crate::browser;
use api::pages::Page;
use leptos::prelude::*;

/// A place in the carta.
#[derive(Debug, Clone, PartialEq)]
struct Place {
    /// With the search, if there was one.
    address: String,
    /// How far it was scrolled down, in pixels.
    top: f64,
}

#[derive(Debug, Clone, Copy)]
pub struct Reading {
    last: StoredValue<Option<Place>>,
    coming_back: StoredValue<bool>,
    /// The carta is what is shown.
    open: StoredValue<bool>,
}

impl Reading {
    pub fn provide() -> Reading {
        let reading = Reading {
            last: StoredValue::new(None),
            coming_back: StoredValue::new(false),
            open: StoredValue::new(false),
        };
        provide_context(reading);
        // Before the router, which then draws the page of the address.
        browser::on_history(move |address| reading.went_to(address));
        reading
    }

    pub fn expect() -> Reading {
        expect_context()
    }

    /// The carta is shown, until its owner is gone.
    pub fn opens(self) {
        self.open.set_value(true);
        on_cleanup(move || {
            let _ = self.open.try_set_value(false);
        });
    }

    /// Somebody went through the history to an address: from elsewhere to where the carta was read is a way back.
    fn went_to(self, address: &str) {
        let back = !self.open.get_value() && self.address().as_deref() == Some(address);
        if back {
            self.come_back();
        }
    }

    /// Remembers where somebody is in the carta. Addresses of other pages are not.
    pub fn is_at(self, address: &str, top: f64) {
        let path = address.split('?').next().unwrap_or_default();
        if matches!(Page::at(path), Some((Page::Menu, _))) {
            let address = address.to_owned();
            self.last.set_value(Some(Place { address, top }));
        }
    }

    /// The address at which the carta was read last, if it was since the page was loaded.
    pub fn address(self) -> Option<String> {
        self.last
            .with_value(|last| last.as_ref().map(|place| place.address.clone()))
    }

    /// The carta that is drawn next shows what it showed last.
    pub fn come_back(self) {
        self.coming_back.set_value(true);
    }

    /// A page was opened from which one may come back.
    pub fn goes_on(self) {
        self.coming_back.set_value(false);
    }

    /// How far down the carta that was drawn is to be shown, in pixels, when somebody comes back to it; once.
    pub fn taken_up(self) -> Option<f64> {
        let coming_back = self.coming_back.get_value();
        self.coming_back.set_value(false);
        let top = self.last.with_value(|last| last.as_ref().map(|place| place.top));
        top.filter(|_| coming_back)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_carta_is_taken_up_once_where_it_was() {
        let owner = Owner::new();
        owner.set();
        let reading = Reading::provide();
        reading.come_back();
        assert_eq!(reading.taken_up(), None, "nobody was there yet");
        reading.is_at("/carta/bebidas?q=chicha", 1_234.0);
        reading.is_at("/pedido", 0.0);
        assert_eq!(reading.address().as_deref(), Some("/carta/bebidas?q=chicha"));
        assert_eq!(reading.taken_up(), None, "nobody comes back");
        reading.come_back();
        assert_eq!(reading.taken_up(), Some(1_234.0));
        assert_eq!(reading.taken_up(), None, "the next visit is a new one");
        reading.come_back();
        reading.goes_on();
        assert_eq!(reading.taken_up(), None);
    }

    #[test]
    fn the_way_back_of_the_browser_leads_to_where_the_carta_was() {
        let owner = Owner::new();
        owner.set();
        let reading = Reading::provide();
        let carta = owner.child();
        carta.with(|| reading.opens());
        reading.is_at("/carta/bebidas", 1_234.0);
        reading.went_to("/carta/bebidas");
        assert_eq!(reading.taken_up(), None, "a sheet over the carta was closed");
        carta.cleanup();
        reading.went_to("/carta");
        assert_eq!(reading.taken_up(), None, "another place");
        reading.went_to("/carta/bebidas");
        assert_eq!(reading.taken_up(), Some(1_234.0));
    }
}
