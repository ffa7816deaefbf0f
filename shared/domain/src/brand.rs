//! What a manager changes of how the restaurant looks and what it says of itself.

use super::brand_forms::{Corners, Edge, Form, Letters};
use super::catalog::pictures::is_address;
use super::palette::{Chosen, Colour, NEEDED, Palette};
use super::setting_problem::{SettingProblem, Wrong};
use super::tenant::{Brand, Tenant};
use super::written::optional_line;
use serde::{Deserialize, Serialize};

/// Longest texts, in characters.
pub const MAX_NAME: usize = 60;
pub const MAX_TAGLINE: usize = 80;
pub const MAX_HEADLINE: usize = 80;
pub const MAX_STORY: usize = 300;

/// What a restaurant is called that has no name yet.
pub const UNNAMED: &str = "Tu restaurante";

/// Where logos are that come with the product, of the demo's restaurants.
const DRAWN: [&str; 2] = ["caleta", "pardos"];

/// Name, words, logo and colours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandSettings {
    /// 2 to 60 characters.
    pub name: String,
    /// One line under the name, at most 80 characters.
    pub tagline: String,
    /// The large sentence of the home page: 2 to 80 characters.
    pub headline: String,
    /// What the restaurant is: at most 300 characters.
    pub story: String,
    /// Where the logo is, a path of the site such as one that `POST /pictures` gives; empty for a flame.
    pub logo: String,
    pub colours: BrandColours,
    /// What heads and slips of paper end in. Of this and the next two, null is something else, which an operator has made; as a
    /// change it leaves that as it is.
    #[serde(default)]
    pub edge: Option<Edge>,
    /// How round buttons, cards and pictures are.
    #[serde(default)]
    pub corners: Option<Corners>,
    /// The typefaces of titles and of texts.
    #[serde(default)]
    pub letters: Option<Letters>,
}

/// The colours from which all others follow, in both themes and both apps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandColours {
    /// Buttons and links, such as `#c8281c`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub brand: Colour,
    /// What is to be noticed.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub accent: Colour,
    /// The ground of pages.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub paper: Colour,
    /// Text on paper.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub ink: Colour,
    /// The dark ground of heads, at its edge.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub hero_from: Colour,
    /// The same where it glows.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub hero_to: Colour,
}

impl BrandColours {
    pub fn of(palette: &Palette) -> BrandColours {
        BrandColours {
            brand: palette.brand,
            accent: palette.accent,
            paper: palette.paper,
            ink: palette.ink,
            hero_from: palette.hero_from,
            hero_to: palette.hero_to,
        }
    }

    pub fn colour(&self, which: Chosen) -> Colour {
        self.alone().colour(which)
    }

    pub fn set(&mut self, which: Chosen, colour: Colour) {
        *self = BrandColours::of(&self.alone().with(which, colour));
    }

    /// A palette of these colours and no others of a restaurant's own.
    fn alone(&self) -> Palette {
        Palette {
            brand: self.brand,
            accent: self.accent,
            paper: self.paper,
            ink: self.ink,
            hero_from: self.hero_from,
            hero_to: self.hero_to,
            ..Palette::default()
        }
    }

    /// A palette with these colours; what is not chosen stays.
    pub fn applied(&self, palette: &Palette) -> Palette {
        // The brand's colour comes last: the text on it may be the ink.
        let order = Chosen::ALL.into_iter().rev();
        order.fold(*palette, |palette, which| palette.with(which, self.colour(which)))
    }
}

impl BrandSettings {
    pub fn of(brand: &Brand) -> BrandSettings {
        BrandSettings {
            name: brand.name.clone(),
            tagline: brand.tagline.clone(),
            headline: brand.headline.clone(),
            story: brand.story.clone(),
            logo: brand.logo.clone(),
            colours: BrandColours::of(&Palette::of(&brand.palette)),
            edge: Form::of(&brand.palette),
            corners: Form::of(&brand.palette),
            letters: Form::of(&brand.palette),
        }
    }

    /// The brand with these settings. Tokens that nothing here is about stay.
    #[must_use]
    pub fn applied(&self, brand: &Brand) -> Brand {
        let before = Palette::of(&brand.palette);
        let after = self.colours.applied(&before);
        let mut palette = brand.palette.clone();
        let mut put = |token: &str, was: Colour, is: Colour| {
            if was == is {
                return;
            }
            let value = is.to_string();
            match palette.iter_mut().find(|(name, _)| name == token) {
                Some((_, known)) => *known = value,
                None => palette.push((token.to_owned(), value)),
            }
        };
        for which in Chosen::ALL {
            put(which.token(), before.colour(which), after.colour(which));
        }
        put("--brand-ink", before.brand_ink, after.brand_ink);
        put_form(&mut palette, self.edge);
        put_form(&mut palette, self.corners);
        put_form(&mut palette, self.letters);
        Brand {
            name: self.name.clone(),
            tagline: self.tagline.clone(),
            headline: self.headline.clone(),
            story: self.story.clone(),
            logo: self.logo.clone(),
            palette,
            ..brand.clone()
        }
    }

    /// Takes out of the texts what nobody sees: spaces at their ends, ends of lines. What is as before stays, and so does a form of
    /// which nothing is said.
    pub fn tidy(&mut self, before: &BrandSettings) {
        self.edge = self.edge.or(before.edge);
        self.corners = self.corners.or(before.corners);
        self.letters = self.letters.or(before.letters);
        for (text, was, longest) in [
            (&mut self.name, &before.name, MAX_NAME),
            (&mut self.tagline, &before.tagline, MAX_TAGLINE),
            (&mut self.headline, &before.headline, MAX_HEADLINE),
            (&mut self.story, &before.story, MAX_STORY),
        ] {
            if text == was {
                continue;
            }
            if let Ok(tidy) = optional_line(text, longest) {
                *text = tidy;
            }
        }
    }

    /// What cannot be used in place of `before`, each by its JSON pointer. A text or a colour that is as before stays, unless another
    /// colour has made it harder to read.
    pub fn problems(&self, before: &Brand) -> Vec<(String, SettingProblem)> {
        let known = BrandSettings::of(before);
        let mut wrong = Wrong::default();
        for (field, text, was, min, max) in [
            ("name", &self.name, &known.name, 2, MAX_NAME),
            ("tagline", &self.tagline, &known.tagline, 0, MAX_TAGLINE),
            ("headline", &self.headline, &known.headline, 2, MAX_HEADLINE),
            ("story", &self.story, &known.story, 0, MAX_STORY),
        ] {
            if text != was {
                wrong.text(format!("/brand/{field}"), text, min, max);
            }
        }
        if self.logo != known.logo && !self.logo.is_empty() && !is_address(&self.logo) {
            wrong.push("/brand/logo", SettingProblem::Picture);
        }
        if self.colours == known.colours {
            return wrong.0;
        }
        let was = Palette::of(&before.palette);
        let palette = self.colours.applied(&was);
        for which in Chosen::ALL {
            let field = match which {
                Chosen::Brand => "brand",
                Chosen::Accent => "accent",
                Chosen::Paper => "paper",
                Chosen::Ink => "ink",
                Chosen::HeroFrom => "heroFrom",
                Chosen::HeroTo => "heroTo",
            };
            let lowest = palette.lowest(which);
            let worse =
                self.colours.colour(which) != known.colours.colour(which) || lowest < was.lowest(which);
            if lowest < NEEDED && worse {
                // Rounded down: 4.49 is not 4.5.
                #[expect(clippy::cast_possible_truncation, reason = "a ratio is from 1 to 21")]
                let tenths = (lowest * 10.0).floor() as i64;
                wrong.push(
                    format!("/brand/colours/{field}"),
                    SettingProblem::Contrast { tenths },
                );
            }
        }
        wrong.0
    }
}

/// Puts a form on a brand that has another one.
fn put_form<F: Form>(palette: &mut Vec<(String, String)>, form: Option<F>) {
    if let Some(form) = form.filter(|form| F::of(palette) != Some(*form)) {
        form.put(palette);
    }
}

impl Brand {
    /// The files of the typefaces that the storefront needs first, below `/assets/fonts/`.
    pub fn fonts(&self) -> [&'static str; 2] {
        Letters::of(&self.palette).unwrap_or_default().files()
    }
}

impl Tenant {
    /// Where the logo is: its own, one that comes with the product, or a flame.
    pub fn logo(&self) -> String {
        match self.brand.logo.as_str() {
            "" => self.logo_without_own(),
            own => own.to_owned(),
        }
    }

    /// Whether it is one of the demo's, which are made up.
    pub fn is_made_up(&self) -> bool {
        DRAWN.contains(&self.id.as_str())
    }

    /// Where the large drawing of the home page is, which the demo's restaurants have.
    pub fn hero_drawing(&self) -> Option<String> {
        self.is_made_up()
            .then(|| format!("/assets/illustrations/hero_{}.svg", self.id))
    }

    /// Where the logo would be that it has as long as it has none of its own.
    pub fn logo_without_own(&self) -> String {
        match self.is_made_up() {
            true => format!("/assets/illustrations/logo_{}.svg", self.id),
            false => "/assets/favicon.svg".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::tests::tenant;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn what_is_applied_is_read_again_and_the_rest_stays() {
        let mut brand = tenant().brand;
        brand.palette = [("--edge", "none"), ("--fresh", "#1c4a44"), ("--brand", "#0b5a78")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        let mut settings = BrandSettings::of(&brand);
        assert_eq!(settings.applied(&brand), brand);
        assert_eq!(settings.colours.brand, colour("#0b5a78"));
        settings.name = "Otra".into();
        settings.logo = "/fotos/p/logo.png".into();
        settings.colours.brand = colour("#ffd23f");
        settings.letters = Some(Letters::Bricolage);
        assert_eq!(settings.edge, None, "made by an operator");
        let after = settings.applied(&brand);
        assert_eq!(BrandSettings::of(&after), settings);
        assert_eq!(after.fonts(), ["bricolage-latin.woff2", "figtree-latin.woff2"]);
        let token = |name: &str| after.palette.iter().find(|(known, _)| known == name);
        assert_eq!(token("--fresh").unwrap().1, "#1c4a44");
        assert_eq!(token("--edge").unwrap().1, "none");
        // What is written on it is dark now.
        assert_eq!(token("--brand-ink").unwrap().1, "#1b1512");
        assert_eq!(token("--paper"), None);
        assert_eq!((after.phone, after.ruc), (brand.phone, brand.ruc));
    }

    #[test]
    fn what_cannot_be_used_is_named_and_what_was_so_before_stays() {
        let mut brand = tenant().brand;
        // The name of one letter, and grey on grey, which an operator has stored.
        brand.palette = vec![("--ink".to_owned(), "#8f8a86".to_owned())];
        let known = BrandSettings::of(&brand);
        assert_eq!(known.problems(&brand), []);
        let mut settings = known.clone();
        settings.tagline = "x".repeat(MAX_TAGLINE + 1);
        settings.headline = String::new();
        settings.story = "dos\nlíneas".into();
        settings.logo = "https://x.pe/logo.png".into();
        settings.colours.accent = colour("#2b2320");
        let found: Vec<String> = settings
            .problems(&brand)
            .into_iter()
            .map(|(pointer, _)| pointer)
            .collect();
        for pointer in [
            "/brand/tagline",
            "/brand/story",
            "/brand/logo",
            "/brand/colours/accent",
        ] {
            assert!(found.contains(&pointer.to_owned()), "{pointer}: {found:?}");
        }
        // The headline was empty before, and nobody could read the ink.
        for pointer in ["/brand/headline", "/brand/colours/ink"] {
            assert!(!found.contains(&pointer.to_owned()), "{pointer}: {found:?}");
        }
        settings.colours.paper = colour("#c0bab4");
        let found = settings.problems(&brand);
        assert!(
            found.iter().any(|(pointer, _)| pointer == "/brand/colours/ink"),
            "{found:?}"
        );
    }

    #[test]
    fn what_was_stored_before_there_were_logos_is_read() {
        let brand = tenant().brand;
        let mut stored = serde_json::to_value(&brand).unwrap();
        stored.as_object_mut().unwrap().remove("logo").unwrap();
        assert_eq!(serde_json::from_value::<Brand>(stored).unwrap(), brand);
    }

    #[test]
    fn what_nobody_sees_is_taken_out_of_texts() {
        let mut settings = BrandSettings::of(&tenant().brand);
        settings.name = " La  Caleta ".into();
        settings.story = "Del mar,\nesta mañana. ".into();
        settings.headline = "x".repeat(MAX_HEADLINE + 1);
        settings.tidy(&BrandSettings::of(&tenant().brand));
        assert_eq!(settings.story, "Del mar, esta mañana.");
        assert_eq!(settings.name.trim(), settings.name);
        assert_eq!(
            settings.headline.len(),
            MAX_HEADLINE + 1,
            "what is too long is said"
        );
    }

    #[test]
    fn a_restaurant_without_a_logo_has_a_flame() {
        let mut tenant = tenant();
        assert_eq!(tenant.logo(), "/assets/illustrations/logo_pardos.svg");
        tenant.id = crate::TenantId::parse("rincon").unwrap();
        assert_eq!(tenant.logo(), "/assets/favicon.svg");
        tenant.brand.logo = "/fotos/rincon/x-256.png".into();
        assert_eq!(tenant.logo(), "/fotos/rincon/x-256.png");
    }
}
