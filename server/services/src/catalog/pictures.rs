//! The picture of a new dish that has none of its own: that of its category.

use domain::Slug;

/// The categories that the illustrations have a picture of.
const PICTURED: [&str; 17] = [
    "anticuchos",
    "arroces",
    "bebidas",
    "brasa",
    "causas",
    "ceviches",
    "chicharrones",
    "ensaladas",
    "fritos",
    "guarniciones",
    "leches",
    "parrillas",
    "parrillero",
    "piqueos",
    "postres",
    "promociones",
    "sanguches",
];

/// For all other categories.
const ANY: &str = "brasa";

/// Whether a picture is none of a dish's own. It follows its category.
pub(super) fn is_of_category(image: &str) -> bool {
    image.is_empty() || image.starts_with("/assets/illustrations/cat_")
}

/// Where the picture of a category is, relative to the site.
pub(super) fn of_category(category: &Slug) -> String {
    let own = PICTURED.iter().find(|known| **known == category.as_str());
    format!("/assets/illustrations/cat_{}.svg", own.unwrap_or(&ANY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_category_has_a_picture_that_is_there() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style/illustrations");
        let files = std::fs::read_dir(folder).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut pictured: Vec<String> = names
            .filter_map(|name| Some(name.strip_prefix("cat_")?.strip_suffix(".svg")?.to_owned()))
            .collect();
        pictured.sort();
        assert_eq!(pictured, PICTURED);
        let of = |category: &str| of_category(&Slug::parse(category).unwrap());
        assert_eq!(of("postres"), "/assets/illustrations/cat_postres.svg");
        assert_eq!(of("pollos"), "/assets/illustrations/cat_brasa.svg");
    }
}
