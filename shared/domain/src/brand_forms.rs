//! The forms of a brand beside its colours: the edge of its paper, its corners and its letters. Each is a choice of a few, and
//! comes to tokens of the style sheet.

use serde::{Deserialize, Serialize};

/// Tokens of the style sheet and their values.
pub type Tokens = &'static [(&'static str, &'static str)];

/// A choice that comes to tokens. All of a kind have the same tokens; a brand that has none of them looks as the default.
pub trait Form: Copy + Default + Eq + 'static {
    const ALL: &'static [Self];

    fn tokens(self) -> Tokens;

    /// What the tokens of a brand come to; `None` where they are none of these.
    fn of(palette: &[(String, String)]) -> Option<Self> {
        let stored = |name: &str| palette.iter().find(|(known, _)| known == name);
        let usual = Self::default().tokens();
        let is = |form: &Self| {
            form.tokens()
                .iter()
                .zip(usual)
                .all(|((name, value), (_, usual))| {
                    stored(name).map_or(*usual, |(_, stored)| stored.as_str()) == *value
                })
        };
        Self::ALL.iter().copied().find(is)
    }

    /// Puts the tokens of this choice in place of those before.
    fn put(self, palette: &mut Vec<(String, String)>) {
        let tokens = self.tokens();
        palette.retain(|(name, _)| tokens.iter().all(|(own, _)| own != name));
        palette.extend(
            tokens
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into())),
        );
    }
}

/// What heads and slips of paper end in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Edge {
    /// As of a paper bag.
    #[default]
    Teeth,
    /// Half circles that hang down.
    Scallops,
    /// Half circles that are cut out, as of a stamp.
    Notches,
    Straight,
}

impl Form for Edge {
    const ALL: &'static [Edge] = &[Edge::Teeth, Edge::Scallops, Edge::Notches, Edge::Straight];

    fn tokens(self) -> Tokens {
        match self {
            Edge::Teeth => &[
                (
                    "--edge",
                    "conic-gradient(from -45deg at 50% 100%, #000 90deg, #0000 0)",
                ),
                ("--edge-w", "16px"),
                ("--edge-h", "8px"),
            ],
            Edge::Scallops => &[
                ("--edge", "radial-gradient(circle at 50% 0, #000 69%, #0000 71%)"),
                ("--edge-w", "28px"),
                ("--edge-h", "14px"),
            ],
            Edge::Notches => &[
                (
                    "--edge",
                    "radial-gradient(circle at 50% 100%, #0000 52%, #000 55%)",
                ),
                ("--edge-w", "18px"),
                ("--edge-h", "9px"),
            ],
            Edge::Straight => &[("--edge", "none"), ("--edge-w", "16px"), ("--edge-h", "0px")],
        }
    }
}

/// How round buttons, cards and pictures are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Corners {
    Square,
    #[default]
    Soft,
    Round,
}

impl Form for Corners {
    const ALL: &'static [Corners] = &[Corners::Square, Corners::Soft, Corners::Round];

    fn tokens(self) -> Tokens {
        match self {
            Corners::Square => &[("--radius", "2px")],
            Corners::Soft => &[("--radius", "10px")],
            Corners::Round => &[("--radius", "22px")],
        }
    }
}

/// The typefaces of titles and of texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Letters {
    /// Fraunces, with serifs, and Inter.
    #[default]
    Fraunces,
    /// Bricolage Grotesque and Figtree.
    Bricolage,
}

impl Letters {
    /// The files of both, below `/assets/fonts/`.
    pub fn files(self) -> [&'static str; 2] {
        match self {
            Letters::Fraunces => ["fraunces-latin.woff2", "inter-latin.woff2"],
            Letters::Bricolage => ["bricolage-latin.woff2", "figtree-latin.woff2"],
        }
    }
}

impl Form for Letters {
    const ALL: &'static [Letters] = &[Letters::Fraunces, Letters::Bricolage];

    fn tokens(self) -> Tokens {
        match self {
            Letters::Fraunces => &[
                ("--font-display", "var(--fraunces)"),
                ("--font-body", "var(--inter)"),
                ("--display-weight", "620"),
                ("--display-track", "-.028em"),
            ],
            Letters::Bricolage => &[
                ("--font-display", "var(--bricolage)"),
                ("--font-body", "var(--figtree)"),
                ("--display-weight", "720"),
                ("--display-track", "-.032em"),
            ],
        }
    }
}

/// Every token of a form, with the value that it has where nothing is chosen.
pub fn usual() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = [
        Edge::default().tokens(),
        Corners::default().tokens(),
        Letters::default().tokens(),
        &[("--display-style", "normal")],
    ];
    all.into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Debug;

    fn stored(tokens: &[(&str, &str)]) -> Vec<(String, String)> {
        tokens
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn is_read_as_it_was_put<F: Form + Debug>() {
        for before in F::ALL {
            for form in F::ALL {
                let mut palette = stored(&[("--brand", "#0b5a78")]);
                before.put(&mut palette);
                form.put(&mut palette);
                assert_eq!(F::of(&palette), Some(*form), "{before:?}, then {form:?}");
                assert_eq!(palette[0].0, "--brand", "the rest stays");
                let names = |form: &F| form.tokens().iter().map(|(name, _)| *name).collect::<Vec<_>>();
                assert_eq!(names(form), names(before), "all have the same tokens");
                assert_eq!(palette.len(), 1 + form.tokens().len());
            }
        }
        assert_eq!(F::of(&[]), Some(F::default()));
    }

    #[test]
    fn forms_are_read_as_they_were_put() {
        is_read_as_it_was_put::<Edge>();
        is_read_as_it_was_put::<Corners>();
        is_read_as_it_was_put::<Letters>();
    }

    #[test]
    fn what_an_operator_has_made_is_none_of_them() {
        assert_eq!(
            Edge::of(&stored(&[("--edge", "none")])),
            None,
            "its height is that of teeth"
        );
        assert_eq!(Corners::of(&stored(&[("--radius", "13px")])), None);
        assert_eq!(Letters::of(&stored(&[("--display-weight", "460")])), None);
    }
}
