//! Pictures of dishes: photographs that a restaurant has sent, and drawings for what it has none of.
//!
//! A photograph is a JPEG file of 4:3 in two sizes. What is stored of a dish is the address of the smaller one:
//! `/fotos/<restaurant>/<32 hexadecimal digits>-640.jpg`; the larger one differs from it in its end.

use super::{Catalog, Slug};
use crate::TenantId;

/// The categories that there is a drawing of.
const DRAWN: [&str; 17] = [
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

/// The dishes that there is a drawing of, in order.
const DISHES: [&str; 61] = [
    "a_lo_pobre",
    "agua",
    "anticuchos_2",
    "arroz_casa",
    "arroz_mariscos",
    "brochetas_2",
    "camote_glaseado",
    "camote_rejilla",
    "cancha",
    "carretillero",
    "causa_cangrejo",
    "causa_langostino",
    "ceviche_aji_amarillo",
    "ceviche_clasico",
    "ceviche_mixto",
    "chaufa_mariscos",
    "chicha_1_5l",
    "chicha_grande",
    "chicha_morada",
    "chicharron_12",
    "chicharron_6",
    "chicharron_calamar",
    "chicharron_pescado",
    "chicharron_plato",
    "chifles",
    "chorizo_coctel",
    "ensalada",
    "ensalada_cesar",
    "ensalada_cocida",
    "inca_kola",
    "inca_kola_1_5l",
    "jalea_mixta",
    "leche_tigre",
    "leche_tigre_negra",
    "limonada_frozen",
    "maracuya",
    "mollejitas",
    "papas_familiar",
    "papas_fritas",
    "parrilla_2",
    "parrilla_4",
    "parrillero_1_2",
    "parrillero_1_4",
    "parrillero_1_4_bbq",
    "picarones",
    "pollo_1_2",
    "pollo_1_4",
    "pollo_1_4_arrocero",
    "pollo_1_4_encamotado",
    "pollo_entero",
    "salsa_extra",
    "sanguche_brasa",
    "sanguche_brasa_papas",
    "sanguche_parrillero",
    "suspiro",
    "tacu_tacu",
    "tequenos_3",
    "tequenos_6",
    "tiradito",
    "tres_leches",
    "yuca_frita",
];

/// The drawing for all other categories.
const ANY: &str = "brasa";

/// Where the drawings are.
const DRAWINGS: &str = "/assets/illustrations/";

/// Where the photographs are.
const PHOTOS: &str = "/fotos/";

/// Widths of a photograph, in pixels.
pub const SMALL: u32 = 640;
pub const LARGE: u32 = 1_280;

/// Side of a logo, in pixels.
pub const LOGO: u32 = 256;

/// The ends of their addresses.
const SMALL_END: &str = "-640.jpg";
const LARGE_END: &str = "-1280.jpg";
const LOGO_END: &str = "-256.png";

/// Content types.
pub const PHOTO_TYPE: &str = "image/jpeg";
pub const LOGO_TYPE: &str = "image/png";

/// Length of what a picture is called by, in hexadecimal digits.
pub const DIGITS: usize = 32;

/// Whether a picture is a drawing, which stands in its frame. All others fill it.
pub fn is_drawing(image: &str) -> bool {
    image.starts_with(DRAWINGS)
}

/// Whether a picture is none of a dish's own. It follows its category.
pub fn is_of_category(image: &str) -> bool {
    image.is_empty()
        || image
            .strip_prefix(DRAWINGS)
            .is_some_and(|name| name.starts_with("cat_"))
}

/// Whether there is a drawing of a dish of this name.
pub fn is_drawn(dish: &str) -> bool {
    DISHES.binary_search(&dish).is_ok()
}

/// Where a drawing is, relative to the site.
pub fn drawing(name: &str) -> String {
    [DRAWINGS, name, ".svg"].concat()
}

/// Where the drawing of a category is, relative to the site.
pub fn of_category(category: &Slug) -> String {
    let own = DRAWN.iter().find(|known| **known == category.as_str());
    [DRAWINGS, "cat_", own.unwrap_or(&ANY), ".svg"].concat()
}

/// Where the drawing of promotions is, relative to the site.
pub fn of_promotions() -> String {
    [DRAWINGS, "cat_promociones.svg"].concat()
}

/// Where a photograph of a restaurant is, relative to the site, in the smaller size.
pub fn photo(tenant: &TenantId, digits: &str) -> String {
    [PHOTOS, tenant.as_str(), "/", digits, SMALL_END].concat()
}

/// Where a logo of a restaurant is, relative to the site.
pub fn logo(tenant: &TenantId, digits: &str) -> String {
    [PHOTOS, tenant.as_str(), "/", digits, LOGO_END].concat()
}

/// The file name of a logo.
pub fn logo_name(digits: &str) -> String {
    [digits, LOGO_END].concat()
}

/// Where the larger size of a photograph is; `None` where a picture has no second size.
pub fn large(image: &str) -> Option<String> {
    let begin = image.strip_prefix(PHOTOS).and(image.strip_suffix(SMALL_END))?;
    Some([begin, LARGE_END].concat())
}

/// The file names of a photograph: of its smaller and of its larger size.
pub fn file_names(digits: &str) -> [String; 2] {
    [SMALL_END, LARGE_END].map(|end| [digits, end].concat())
}

/// The content type of a file of this name; `None` where no picture has such a file.
pub fn type_of(name: &str) -> Option<&'static str> {
    let ends = [
        (SMALL_END, PHOTO_TYPE),
        (LARGE_END, PHOTO_TYPE),
        (LOGO_END, LOGO_TYPE),
    ];
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_it = |end: &str| {
        let digits = name.strip_suffix(end);
        digits.is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(is_digit))
    };
    let found = ends.into_iter().find(|(end, _)| is_it(end));
    found.map(|(_, content_type)| content_type)
}

/// Longest address of a picture, in bytes.
const MAX_ADDRESS: usize = 300;

/// Whether a text may be the address of a picture: pages show those of their own site only.
pub fn is_address(path: &str) -> bool {
    (2..=MAX_ADDRESS).contains(&path.len())
        && path.starts_with('/')
        && !path.contains("//")
        && !path.contains("..")
        && path
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_./~%?=&+,".contains(&b))
}

/// The largest part of a picture that is four wide and three high, from its middle: how far it is from the left and from the top,
/// its width and its height, in pixels.
pub fn crop(width: u32, height: u32) -> (u32, u32, u32, u32) {
    let wide = (u64::from(height) * 4 / 3).min(u64::from(width));
    let wide = u32::try_from(wide).unwrap_or(width);
    let high = (u64::from(wide) * 3).div_ceil(4).min(u64::from(height));
    let high = u32::try_from(high).unwrap_or(height);
    ((width - wide) / 2, (height - high) / 2, wide, high)
}

impl Catalog {
    /// The picture that stands for a category: the photograph of its first dish that has one, or else a drawing.
    pub fn picture_of(&self, category: &Slug) -> String {
        let dishes = self
            .products
            .iter()
            .filter(|product| product.category == *category);
        let photo = dishes
            .map(|dish| &dish.image)
            .find(|image| image.starts_with(PHOTOS));
        photo.cloned().unwrap_or_else(|| of_category(category))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_has_its_drawing_or_any() {
        let of = |category: &str| of_category(&Slug::parse(category).unwrap());
        assert_eq!(of("postres"), "/assets/illustrations/cat_postres.svg");
        assert_eq!(of("pollos"), "/assets/illustrations/cat_brasa.svg");
        assert!(is_of_category(&of("postres")) && is_drawing(&of("postres")));
        assert!(!is_of_category("/assets/illustrations/agua.svg"));
    }

    #[test]
    fn pictures_are_paths_of_the_site() {
        for good in ["/assets/illustrations/agua.svg", "/files/a.webp?w=1"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "/",
            "javascript:alert(1)",
            "https://x.pe/a",
            "//x.pe/a",
            "/../etc",
            "/a b",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_photograph_has_two_sizes() {
        let digits = "0123456789abcdef0123456789abcdef";
        let small = photo(&TenantId::parse("pardos").unwrap(), digits);
        assert_eq!(small, format!("/fotos/pardos/{digits}-640.jpg"));
        assert_eq!(large(&small), Some(format!("/fotos/pardos/{digits}-1280.jpg")));
        assert!(!is_drawing(&small) && !is_of_category(&small));
        assert!(
            file_names(digits)
                .iter()
                .all(|name| type_of(name) == Some(PHOTO_TYPE))
        );
        let tenant = TenantId::parse("pardos").unwrap();
        assert_eq!(logo(&tenant, digits), format!("/fotos/pardos/{digits}-256.png"));
        assert_eq!(type_of(&logo_name(digits)), Some(LOGO_TYPE));
        for other in ["/files/a-640.jpg", "/assets/illustrations/agua.svg", ""] {
            assert_eq!(large(other), None, "{other}");
        }
        for bad in [
            "",
            "-640.jpg",
            "0123456789abcdef0123456789abcdef.jpg",
            "0123456789abcdef0123456789abcdef-320.jpg",
            "0123456789ABCDEF0123456789abcdef-640.jpg",
            "../../../../../../etc/passwd00000-640.jpg",
        ] {
            assert_eq!(type_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_picture_is_cut_to_four_by_three_from_its_middle() {
        for (size, cut) in [
            ((4_000, 3_000), (0, 0, 4_000, 3_000)),
            ((3_024, 4_032), (0, 882, 3_024, 2_268)),
            ((4_032, 3_024), (0, 0, 4_032, 3_024)),
            ((1_920, 1_080), (240, 0, 1_440, 1_080)),
            ((1, 1), (0, 0, 1, 1)),
            ((0, 9), (0, 4, 0, 0)),
            ((u32::MAX, 3), (2_147_483_645, 0, 4, 3)),
            ((3, u32::MAX), (0, 2_147_483_646, 3, 3)),
        ] {
            assert_eq!(crop(size.0, size.1), cut, "{size:?}");
        }
    }
}
