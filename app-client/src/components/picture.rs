//! Pictures of dishes.

use domain::catalog::pictures::{is_drawing, large};
use leptos::prelude::*;

/// From this size on, in CSS pixels, the larger of a photograph's two sizes is worth its bytes.
const LARGE_FROM: u16 = 480;

/// A picture of a dish. A manager's photograph fills its frame; a drawing stands in it.
#[component]
pub fn Picture(
    src: String,
    size: u16,
    #[prop(optional)] alt: String,
    /// On the first screen: not to be loaded late.
    #[prop(optional)]
    early: bool,
    #[prop(optional)] class: &'static str,
) -> AnyView {
    let photo = !is_drawing(&src);
    let class = match (class, photo) {
        ("", false) => None,
        (class, false) => Some(class),
        ("line__picture", true) => Some("line__picture photo"),
        ("promo__art", true) => Some("promo__art photo"),
        (_, true) => Some("photo"),
    };
    let both = large(&src).filter(|_| size >= LARGE_FROM);
    let sizes = both.is_some().then(|| format!("(width < 60rem) 100vw, {size}px"));
    let both = both.map(|large| format!("{src} 640w, {large} 1280w"));
    let size = size.to_string();
    view! { <img class=class srcset=both sizes=sizes src=src width=size.clone() height=size alt=alt loading=(!early).then_some("lazy") /> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use domain::Slug;
    use domain::catalog::pictures::of_category;
    use std::path::Path;

    #[test]
    fn every_drawing_of_a_category_is_used_and_every_other_category_has_one() {
        let style = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
        let files = std::fs::read_dir(style.join("illustrations")).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let drawn: Vec<String> = names
            .filter_map(|name| Some(name.strip_prefix("cat_")?.strip_suffix(".svg")?.to_owned()))
            .collect();
        assert!(drawn.len() > 10);
        for category in drawn {
            let own = of_category(&Slug::parse(&category).unwrap());
            assert_eq!(own, format!("/assets/illustrations/cat_{category}.svg"));
        }
        let other = of_category(&Slug::parse("pollos").unwrap());
        assert!(style.join(other.strip_prefix("/assets/").unwrap()).exists());
    }
}
