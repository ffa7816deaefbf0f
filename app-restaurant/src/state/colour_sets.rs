//! Combinations of colours that a restaurant may begin with. All that is written in them can be read, in both themes.

use ::texts::now::console::setup::PALETTES;
use domain::brand::BrandColours;
use domain::palette::{Colour, Palette};

/// Buttons, what is to be noticed, and the dark ground of heads at its edge and where it glows. Paper and ink are those of the product.
const SETS: [[&str; 4]; 6] = [
    ["#c8281c", "#f4a620", "#1b1512", "#6a1f10"],
    ["#0b4f6c", "#ffc145", "#0c1e2a", "#0e4459"],
    ["#2c6a34", "#ffd23f", "#13231a", "#1c4a2c"],
    ["#7d1f45", "#f7b7a3", "#22101a", "#541633"],
    ["#3a342f", "#f2b33d", "#161412", "#3a332b"],
    ["#a04600", "#ffd166", "#2a1606", "#5f2d05"],
];

/// Each combination with its name.
pub fn all() -> Vec<(&'static str, BrandColours)> {
    let paper = Palette::default();
    let read = |set: &[&str; 4]| {
        let [brand, accent, from, to] = set.map(Colour::parse);
        Some(BrandColours {
            brand: brand?,
            accent: accent?,
            paper: paper.paper,
            ink: paper.ink,
            hero_from: from?,
            hero_to: to?,
        })
    };
    let named = PALETTES.into_iter().zip(&SETS);
    named.filter_map(|(name, set)| Some((name, read(set)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::catering::samples;
    use domain::brand::BrandSettings;
    use domain::palette::{Chosen, NEEDED};

    #[test]
    fn every_combination_can_be_read() {
        let all = all();
        assert_eq!(all.len(), PALETTES.len());
        let brand = samples::tenant().brand;
        for (name, colours) in all {
            let settings = BrandSettings {
                colours,
                ..BrandSettings::of(&brand)
            };
            let palette = colours.applied(&Palette::default());
            for which in Chosen::ALL {
                assert!(
                    palette.lowest(which) >= NEEDED,
                    "{name}: {which:?} {}",
                    palette.lowest(which)
                );
            }
            assert_eq!(settings.problems(&brand), [], "{name}");
        }
    }
}
