//! What a restaurant says in its storefront in its own words: a notice for a while, and parts of its policies.

use super::Date;
use super::setting_problem::{SettingProblem, Wrong};
use super::written::{line, note};
use serde::{Deserialize, Serialize};

/// Longest texts, in characters.
pub const MAX_NOTICE: usize = 160;
pub const MAX_PART_TITLE: usize = 60;
pub const MAX_PART_TEXT: usize = 2_000;
/// Maximum number of parts that a restaurant adds to a policy.
pub const MAX_PARTS: usize = 10;

/// What every page of the storefront says, such as that nothing is sold on the street of the procession.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoreNotice {
    /// 1 to 160 characters, on one line.
    pub text: String,
    /// The first day on which it is shown; null for at once.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub from: Option<Date>,
    /// The last day on which it is shown; null for as long as it is there.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub until: Option<Date>,
}

/// What a restaurant adds to the policies that all have, each part after those.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Policies {
    /// At most 10.
    #[serde(default)]
    pub terms: Vec<PolicyPart>,
    /// At most 10.
    #[serde(default)]
    pub privacy: Vec<PolicyPart>,
}

/// A part of a policy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyPart {
    /// 1 to 60 characters.
    pub title: String,
    /// 1 to 2,000 characters; each line is a paragraph.
    pub text: String,
}

impl StoreNotice {
    /// Whether it is shown on a day of the restaurant.
    pub fn is_shown_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && !self.is_over(day)
    }

    /// Whether it is not shown any more.
    pub fn is_over(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until < day)
    }

    /// Takes out of the text what nobody sees.
    pub fn tidy(&mut self) {
        if let Ok(text) = line(&self.text, 1, MAX_NOTICE) {
            self.text = text;
        }
    }

    pub(super) fn problems(&self) -> Vec<(String, SettingProblem)> {
        let mut wrong = Wrong::default();
        wrong.text("/notice/text".into(), &self.text, 1, MAX_NOTICE);
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until < from
        {
            wrong.push("/notice/until", SettingProblem::Until);
        }
        wrong.0
    }
}

impl Policies {
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.privacy.is_empty()
    }

    /// Takes out of the texts what nobody sees.
    pub fn tidy(&mut self) {
        for part in self.terms.iter_mut().chain(&mut self.privacy) {
            part.tidy();
        }
    }

    pub(super) fn problems(&self) -> Vec<(String, SettingProblem)> {
        let mut wrong = Wrong::default();
        for (name, parts) in [("terms", &self.terms), ("privacy", &self.privacy)] {
            if parts.len() > MAX_PARTS {
                let at = format!("/policies/{name}");
                wrong.push(at, SettingProblem::TooMany { max: MAX_PARTS });
            }
            for (index, part) in parts.iter().enumerate() {
                let at = format!("/policies/{name}/{index}");
                wrong.text(format!("{at}/title"), &part.title, 1, MAX_PART_TITLE);
                let (min, max) = (1, MAX_PART_TEXT);
                if note(&part.text, min, max).as_deref() != Ok(part.text.as_str()) {
                    wrong.push(format!("{at}/text"), SettingProblem::Lines { min, max });
                }
            }
        }
        wrong.0
    }
}

impl PolicyPart {
    fn tidy(&mut self) {
        if let Ok(title) = line(&self.title, 1, MAX_PART_TITLE) {
            self.title = title;
        }
        if let Ok(text) = note(&self.text, 1, MAX_PART_TEXT) {
            self.text = text;
        }
    }

    /// What stands on each of its lines, without empty ones.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(text: &str, from: Option<&str>, until: Option<&str>) -> StoreNotice {
        let day = |text: &str| Date::parse(text).unwrap();
        StoreNotice {
            text: text.into(),
            from: from.map(day),
            until: until.map(day),
        }
    }

    #[test]
    fn a_notice_is_shown_from_its_first_day_to_its_last() {
        for (from, until, on, shown) in [
            (None, None, "2026-11-30", true),
            (Some("2026-12-01"), None, "2026-11-30", false),
            (Some("2026-12-01"), None, "2026-12-01", true),
            (None, Some("2026-12-01"), "2026-12-01", true),
            (None, Some("2026-12-01"), "2026-12-02", false),
        ] {
            let on = Date::parse(on).unwrap();
            assert_eq!(
                notice("Hola", from, until).is_shown_on(on),
                shown,
                "{from:?} {until:?}"
            );
        }
    }

    #[test]
    fn a_notice_that_says_nothing_or_ends_before_it_begins_is_refused() {
        let mut spaced = notice(" Hoy no\tabrimos ", None, None);
        assert_eq!(spaced.problems().len(), 1);
        spaced.tidy();
        assert_eq!(spaced, notice("Hoy no abrimos", None, None));
        assert_eq!(spaced.problems(), []);
        for wrong in [
            notice("", None, None),
            notice(&"x".repeat(MAX_NOTICE + 1), None, None),
            notice("x", Some("2026-12-02"), Some("2026-12-01")),
        ] {
            assert_eq!(wrong.problems().len(), 1, "{wrong:?}");
        }
    }

    #[test]
    fn each_line_of_a_part_is_a_paragraph() {
        let mut policies = Policies {
            terms: vec![PolicyPart {
                title: " Mascotas ".into(),
                text: "En la terraza.\r\n\r\nCon correa.\n".into(),
            }],
            privacy: Vec::new(),
        };
        assert_eq!(policies.problems().len(), 2);
        policies.tidy();
        assert_eq!(policies.problems(), []);
        let part = &policies.terms[0];
        assert_eq!(part.title, "Mascotas");
        assert_eq!(
            part.paragraphs().collect::<Vec<_>>(),
            ["En la terraza.", "Con correa."]
        );
        policies.privacy = vec![PolicyPart::default(); MAX_PARTS + 1];
        assert_eq!(policies.problems().len(), 1 + 2 * (MAX_PARTS + 1));
    }
}
