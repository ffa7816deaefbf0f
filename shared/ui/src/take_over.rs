//! How an app takes the place of a page that the server has drawn: it draws itself beside it, and the one is exchanged for the
//! other in one step, with what somebody has done on the page by then.
//!
//! Nothing of the page is looked at or changed, so that it may be any page: one that an extension, a translator or a proxy has
//! worked on, one of an older version, one of another address after a step back.

use crate::dynamic::is_waiting;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// How often it is looked again whether a part has come, or a finger has been lifted, in milliseconds.
const AGAIN_MS: u32 = 16;

/// Draws an app by `draw` and puts it in the place of `root`, an element of the document. A button that is being pressed stays
/// until it is let go, and the page stays until all parts of the app that are loaded apart are there.
pub async fn take_over(root: &Element, draw: impl FnOnce(HtmlElement)) {
    unpressed(root).await;
    let Ok(fresh) = root.clone_node() else { return };
    let fresh: HtmlElement = fresh.unchecked_into();
    draw(fresh.clone());
    // Without parts of its own a page is exchanged before anything that the app does after it has drawn.
    if is_waiting() {
        while is_waiting() {
            TimeoutFuture::new(AGAIN_MS).await;
        }
        unpressed(root).await;
    }
    let done = Done::on(root);
    let _ = root.replace_with_with_node_1(&fresh);
    done.again(&fresh);
}

/// Waits while something of the page is being pressed: a tap that begins on one element and ends on another is none.
async fn unpressed(root: &Element) {
    while root.query_selector(":active").ok().flatten().is_some() {
        TimeoutFuture::new(AGAIN_MS).await;
    }
}

/// Where an element is: how many siblings come before each of its ancestors and itself, from the root on.
type Place = Vec<usize>;

/// What somebody has done on a page that had no app yet.
struct Done {
    focus: Option<Place>,
    /// How far elements are scrolled sideways, in pixels.
    scrolled: Vec<(Place, i32)>,
    /// What was opened of what opens without an app.
    opened: Vec<Place>,
}

impl Done {
    fn on(root: &Element) -> Done {
        let focus = document().active_element();
        let focus = focus.filter(|element| root.contains(Some(element)));
        let all = elements(root, "*");
        let scrolled = all.iter().filter(|element| element.scroll_left() != 0);
        Done {
            focus: focus.and_then(|element| place(root, &element)),
            scrolled: scrolled
                .filter_map(|element| Some((place(root, element)?, element.scroll_left())))
                .collect(),
            opened: elements(root, "details[open]")
                .iter()
                .filter_map(|element| place(root, element))
                .collect(),
        }
    }

    fn again(&self, root: &Element) {
        for element in self.opened.iter().filter_map(|place| at(root, place)) {
            if element.tag_name() == "DETAILS" {
                let _ = element.set_attribute("open", "");
            }
        }
        for (place, left) in &self.scrolled {
            if let Some(element) = at(root, place) {
                element.set_scroll_left(*left);
            }
        }
        let focus = self.focus.as_ref().and_then(|place| at(root, place));
        if let Some(element) = focus.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let there = FocusOptions::new();
            there.set_prevent_scroll(true);
            let _ = element.focus_with_options(&there);
        }
    }
}

fn elements(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}

fn place(root: &Element, element: &Element) -> Option<Place> {
    let mut place = Place::new();
    let mut here = element.clone();
    while !here.is_same_node(Some(root)) {
        let mut before = 0;
        let mut sibling = here.previous_element_sibling();
        while let Some(element) = sibling {
            before += 1;
            sibling = element.previous_element_sibling();
        }
        place.push(before);
        here = here.parent_element()?;
    }
    place.reverse();
    Some(place)
}

fn at(root: &Element, place: &Place) -> Option<Element> {
    place.iter().try_fold(root.clone(), |element, index| {
        let mut child = element.first_element_child();
        for _ in 0..*index {
            child = child?.next_element_sibling();
        }
        child
    })
}
