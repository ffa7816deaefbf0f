//! The brand as it is stored, and what a manager makes of it.

use crate::state::erased::memo;
use api::FieldError;
use api::catalog::BrandDesk;
use domain::brand::{BrandColours, BrandSettings};
use domain::brand_forms;
use domain::palette::{Chosen, Colour, NEEDED, Palette};
use domain::tenant::Brand;
use leptos::prelude::*;

#[derive(Debug, Clone, Copy)]
pub struct BrandDraft {
    stored: RwSignal<BrandDesk>,
    /// What of the brand is not changed here.
    rest: StoredValue<Brand>,
    /// The colours alone, so that a letter of the name measures none of them again.
    colours: Memo<BrandColours>,
    stored_colours: Memo<BrandColours>,
    pub draft: RwSignal<BrandSettings>,
    /// The version of the settings that what is drafted was made of.
    seen: RwSignal<u64>,
    /// Somebody else has changed the settings since then.
    pub overtaken: RwSignal<bool>,
    /// What the server found wrong with what was sent last.
    pub wrong: RwSignal<Vec<FieldError>>,
    /// Whether it is being stored.
    pub saves: RwSignal<bool>,
}

impl BrandDraft {
    /// The brand of a restaurant as it is stored, and the rest of it as the page knows it.
    pub fn new(stored: BrandDesk, rest: Brand) -> BrandDraft {
        let draft = RwSignal::new(stored.brand.clone());
        let seen = RwSignal::new(stored.version);
        let stored = RwSignal::new(stored);
        BrandDraft {
            draft,
            rest: StoredValue::new(rest),
            colours: memo(move || draft.with(|draft| draft.colours)),
            stored_colours: memo(move || stored.with(|stored| stored.brand.colours)),
            seen,
            stored,
            overtaken: RwSignal::new(false),
            wrong: RwSignal::new(Vec::new()),
            saves: RwSignal::new(false),
        }
    }

    /// Whether something is not stored yet, followed.
    pub fn changed(self) -> bool {
        self.draft
            .with(|draft| self.stored.with(|stored| *draft != stored.brand))
    }

    /// What is stored by now. What somebody is changing stays, and goes on from there where nothing but another setting has changed;
    /// where the brand is another by now, its saving would be refused, which is said.
    pub fn learn(self, stored: BrandDesk) {
        let known = self.stored.get_untracked();
        // An answer that took longer than a newer one says nothing new.
        if stored.version < known.version {
            return;
        }
        let untouched = untrack(move || !self.changed());
        // What was sent is stored tidied: it is one's own, also where the answer to it got lost.
        let mut tidied = self.draft.get_untracked();
        tidied.tidy(&known.brand);
        if untouched || (tidied == stored.brand && known.brand != stored.brand) {
            return self.take(stored);
        }
        if known.brand == stored.brand && self.seen.get_untracked() == known.version {
            self.seen.set(stored.version);
            self.overtaken.set(false);
        } else {
            self.overtaken.set(true);
        }
        self.stored.set(stored);
    }

    /// What was `sent` is stored so. What somebody has changed since then stays. The screen may be left by now.
    pub fn saved(self, sent: &BrandSettings, stored: BrandDesk) {
        let Some(known) = self.stored.try_get_untracked() else {
            return;
        };
        // The page may have heard of this change, and of one after it, before the answer came.
        let newest = match known.version > stored.version {
            true if known.brand != *sent => return,
            true => known,
            false => stored,
        };
        if self.draft.try_with_untracked(|draft| draft == sent) == Some(true) {
            return self.take(newest);
        }
        let _ = self.overtaken.try_set(false);
        let _ = self.seen.try_set(newest.version);
        let _ = self.stored.try_set(newest);
    }

    /// What is stored, in place of what somebody has changed.
    pub fn take(self, stored: BrandDesk) {
        let _ = self.overtaken.try_set(false);
        let _ = self.wrong.try_set(Vec::new());
        let _ = self.seen.try_set(stored.version);
        let _ = self.draft.try_set(stored.brand.clone());
        let _ = self.stored.try_set(stored);
    }

    /// What is stored, as far as it is known. The screen may be left by now.
    pub fn discard(self) {
        if let Some(stored) = self.stored.try_get_untracked() {
            self.take(stored);
        }
    }

    /// Whether all can be read that follows from the drafted colours, followed. One that is stored so already may stay.
    pub fn is_readable(self) -> bool {
        let colours = self.colours.get();
        let before = self.before();
        let settings = BrandSettings {
            colours,
            ..BrandSettings::of(&before)
        };
        settings.problems(&before).is_empty()
    }

    /// All colours, with those that are drafted, followed.
    pub fn palette(self) -> Palette {
        let before = Palette::of(&self.before().palette);
        self.colours.get().applied(&before)
    }

    /// The tokens of its forms, with those that are drafted, followed.
    pub fn forms(self) -> Vec<(&'static str, String)> {
        let rest = self.rest.get_value();
        let palette = self.draft.with(|draft| draft.applied(&rest).palette);
        let value = |name: &str| palette.iter().find(|(known, _)| known == name);
        let forms = brand_forms::usual();
        forms
            .map(|(name, usual)| (name, value(name).map_or(usual, |(_, value)| value).to_owned()))
            .collect()
    }

    /// The brand as it is stored, followed as far as its colours go.
    fn before(self) -> Brand {
        let stored = self.stored_colours.get();
        let rest = self.rest.get_value();
        let settings = BrandSettings {
            colours: stored,
            ..BrandSettings::of(&rest)
        };
        settings.applied(&rest)
    }

    /// What is sent to be stored, its texts without what nobody sees.
    pub fn wanted(self) -> BrandDesk {
        let stored = self.stored.get_untracked();
        self.draft.update(|draft| draft.tidy(&stored.brand));
        BrandDesk {
            version: self.seen.get_untracked(),
            brand: self.draft.get_untracked(),
        }
    }
}

/// What a colour comes to beside the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    pub colour: Colour,
    /// The lowest contrast of what is read because of it.
    pub lowest: f64,
    /// The nearest one that is read, where this one is not.
    pub proposal: Option<Colour>,
}

impl Reading {
    pub fn of(palette: &Palette, which: Chosen) -> Reading {
        Reading {
            colour: palette.colour(which),
            lowest: palette.lowest(which),
            proposal: palette.nearest(which),
        }
    }

    pub fn is_good(&self) -> bool {
        self.lowest >= NEEDED
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::catering::samples;

    fn drafted(stored: BrandDesk) -> BrandDraft {
        BrandDraft::new(stored, samples::tenant().brand)
    }

    fn stored(version: u64, name: &str) -> BrandDesk {
        BrandDesk {
            version,
            brand: BrandSettings {
                name: name.into(),
                ..BrandSettings::of(&samples::tenant().brand)
            },
        }
    }

    #[test]
    fn another_setting_is_no_other_brand() {
        Owner::new().with(|| {
            let brand = drafted(stored(1, "Pardos"));
            brand.draft.update(|draft| draft.name = "Pardos Chicken".into());
            brand.learn(stored(2, "Pardos"));
            assert!(brand.changed(), "what somebody has changed is still there");
            assert_eq!(brand.wanted().version, 2, "and can be saved");
            assert!(!brand.overtaken.get_untracked());
            brand.learn(stored(1, "Pardos"));
            assert_eq!(brand.wanted().version, 2, "asked before the other");
        });
    }

    #[test]
    fn what_is_stored_as_it_was_meant_is_nobody_elses() {
        Owner::new().with(|| {
            let brand = drafted(stored(1, "Pardos"));
            brand.draft.update(|draft| draft.name = " Brasas ".into());
            brand.learn(stored(2, "Brasas"));
            assert!(!brand.overtaken.get_untracked() && !brand.changed());
        });
    }

    #[test]
    fn what_somebody_else_has_made_of_it_is_shown_when_the_own_is_given_up() {
        Owner::new().with(|| {
            let brand = drafted(stored(1, "Pardos"));
            brand.draft.update(|draft| draft.tagline = "Brasa".into());
            brand.learn(stored(3, "Otra"));
            assert!(brand.overtaken.get_untracked());
            // Also a setting that changes afterwards does not make it pass for seen.
            brand.learn(stored(4, "Otra"));
            assert_eq!(brand.wanted().version, 1);
            brand.discard();
            assert_eq!(brand.draft.get_untracked().name, "Otra");
            assert_eq!(
                (brand.wanted().version, brand.overtaken.get_untracked()),
                (4, false)
            );
        });
    }

    #[test]
    fn what_is_changed_while_it_is_saved_stays() {
        Owner::new().with(|| {
            let brand = drafted(stored(1, "Pardos"));
            brand.draft.update(|draft| draft.name = " Brasas ".into());
            let sent = brand.wanted().brand;
            assert_eq!(sent.name, "Brasas");
            brand.draft.update(|draft| draft.name = "Brasas y más".into());
            brand.saved(&sent, stored(2, "Brasas"));
            assert!(brand.changed());
            assert_eq!(brand.wanted().version, 2);
            brand.saved(&sent, stored(1, "Pardos"));
            assert_eq!(brand.wanted().version, 2, "an answer that comes late");
            brand.discard();
            assert_eq!(brand.draft.get_untracked().name, "Brasas");
        });
    }

    #[test]
    fn what_was_refused_for_another_setting_can_be_saved_after_all() {
        Owner::new().with(|| {
            let brand = drafted(stored(1, "Pardos"));
            brand.draft.update(|draft| draft.name = "Brasas".into());
            // The kitchen has made a pause, of which the page hears after its own call was refused.
            brand.overtaken.set(true);
            brand.learn(stored(2, "Pardos"));
            assert!(!brand.overtaken.get_untracked());
            assert_eq!(brand.wanted().version, 2);
        });
    }

    #[test]
    fn the_own_change_is_nobody_elses() {
        for heard in [2, 3] {
            Owner::new().with(|| {
                let brand = drafted(stored(1, "Pardos"));
                brand.draft.update(|draft| draft.name = "Brasas".into());
                let sent = brand.wanted().brand;
                brand.draft.update(|draft| draft.tagline = "Al carbón".into());
                // Heard of before the answer came; with 3 also of a pause after it.
                brand.learn(stored(heard, "Brasas"));
                brand.saved(&sent, stored(2, "Brasas"));
                assert!(!brand.overtaken.get_untracked());
                assert_eq!(brand.wanted().version, heard);
                assert_eq!(brand.draft.get_untracked().tagline, "Al carbón");
            });
        }
    }

    #[test]
    fn an_answer_may_come_after_the_screen_was_left() {
        let owner = Owner::new();
        let brand = owner.with(|| drafted(stored(1, "Pardos")));
        let sent = stored(1, "Pardos").brand;
        drop(owner);
        brand.saved(&sent, stored(2, "Pardos"));
    }

    #[test]
    fn a_name_can_be_stored_beside_colours_that_were_never_read() {
        Owner::new().with(|| {
            let mut weak = stored(1, "Pardos");
            weak.brand.colours.ink = Colour::rgb(0x9a, 0x94, 0x8e);
            let brand = drafted(weak);
            brand.draft.update(|draft| draft.name = "Brasas".into());
            assert!(brand.is_readable());
            brand
                .draft
                .update(|draft| draft.colours.paper = Colour::rgb(0xb0, 0xaa, 0xa0));
            assert!(!brand.is_readable());
        });
    }
}
