//! Ids that are on the page once. Components name their elements for pages on which they are once; a gallery has them in
//! many states.

#[cfg(feature = "browser")]
pub use real::tell_apart;
#[cfg(not(feature = "browser"))]
pub use stand_in::tell_apart;

/// The class of what surrounds a state, which is for this alone.
pub const STATE: &str = "gallery-state";

#[cfg(feature = "browser")]
mod real {
    use super::STATE;
    use leptos::prelude::document;
    use std::collections::HashSet;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, NodeList};

    /// Attributes with ids of other elements, separated by spaces.
    const REFERENCES: [&str; 4] = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];

    /// Gives each element another id where its own is also that of one before it, and names it so in the labels and
    /// descriptions of the same state. The first on the page keeps its id, by which its component finds it.
    pub fn tell_apart() {
        let page = document();
        let around = elements(page.query_selector_all("[id]").ok());
        let outside = around.filter(|element| !matches!(element.closest(&format!(".{STATE}")), Ok(Some(_))));
        let mut taken: HashSet<String> = outside.map(|element| element.id()).collect();
        let states = elements(page.query_selector_all(&format!(".{STATE}")).ok());
        for (number, state) in states.enumerate() {
            for element in elements(state.query_selector_all("[id]").ok()) {
                let id = element.id();
                if !taken.insert(id.clone()) {
                    let other = of_state(&id, number);
                    element.set_id(&other);
                    taken.insert(other);
                }
            }
            rename_references(&state, number);
        }
    }

    fn of_state(id: &str, number: usize) -> String {
        format!("{id}--{number}")
    }

    fn rename_references(state: &Element, number: usize) {
        for name in REFERENCES {
            for element in elements(state.query_selector_all(&format!("[{name}]")).ok()) {
                let value = element.get_attribute(name).unwrap_or_default();
                let refer = |id: &str| {
                    let other = of_state(id, number);
                    match state.query_selector(&format!("[id='{other}']")) {
                        Ok(Some(_)) => other,
                        _ => id.to_owned(),
                    }
                };
                let other: Vec<String> = value.split(' ').map(refer).collect();
                let _ = element.set_attribute(name, &other.join(" "));
            }
        }
    }

    fn elements(found: Option<NodeList>) -> impl Iterator<Item = Element> {
        let count = found.as_ref().map_or(0, NodeList::length);
        let at = move |place| found.as_ref()?.item(place)?.dyn_into::<Element>().ok();
        (0..count).filter_map(at)
    }
}

#[cfg(not(feature = "browser"))]
mod stand_in {
    /// Natively there is no page.
    pub fn tell_apart() {}
}
