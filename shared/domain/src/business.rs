//! Who a restaurant is in law, where customers call, and where it cooks: what a manager fills in once, and changes when it moves.

use super::Slug;
use super::setting_problem::{SettingProblem, Wrong};
use super::tenant::{Branch, Brand, Tenant};
use super::written::{Email, Phone, Ruc, optional_line, or_empty, shown_phone};
use serde::{Deserialize, Serialize};

/// Longest texts, in characters.
pub const MAX_LEGAL_NAME: usize = 120;
pub const MAX_PLACE_NAME: usize = 60;
pub const MAX_STREET: usize = 120;
pub const MAX_DISTRICT: usize = 60;
/// Digits of the code of an establishment.
pub const CODE_DIGITS: usize = 4;
/// Maximum number of places of a restaurant.
pub const MAX_PLACES: usize = 20;

/// Who sells, and how it is reached. Empty texts are not known yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BusinessSettings {
    /// The name in law, at most 120 characters.
    pub legal_name: String,
    /// 11 digits of which the last is the right check digit.
    pub ruc: String,
    /// Where customers call, such as `987 654 321`.
    pub phone: String,
    /// Where customers write, and where their answers to mail go. Nothing from pages that do not know of it: it stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A place where orders are cooked and picked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceSettings {
    /// Its id for ever.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: Slug,
    /// 1 to 60 characters.
    pub name: String,
    /// Street and number, at most 120 characters.
    pub address: String,
    /// At most 60 characters.
    pub district: String,
    /// Code of the establishment as SUNAT has it, 4 digits; empty where it is of no use.
    #[serde(default)]
    pub code: String,
}

impl BusinessSettings {
    pub fn of(brand: &Brand) -> BusinessSettings {
        BusinessSettings {
            legal_name: brand.legal_name.clone(),
            ruc: or_empty(&brand.ruc).to_owned(),
            phone: or_empty(&brand.phone).to_owned(),
            email: Some(or_empty(&brand.email).to_owned()),
        }
    }

    /// The brand of a restaurant of this business. What cannot be read counts as not known.
    #[must_use]
    pub fn applied(&self, brand: Brand) -> Brand {
        Brand {
            legal_name: self.legal_name.clone(),
            ruc: same_or_read(brand.ruc.as_ref(), &self.ruc, |text| Ruc::parse(text).ok()),
            phone: same_or_read(brand.phone.as_ref(), &self.phone, |text| Phone::parse(text).ok()),
            email: match &self.email {
                Some(text) => same_or_read(brand.email.as_ref(), text, |text| Email::parse(text).ok()),
                None => brand.email,
            },
            ..brand
        }
    }

    /// Writes everything as it is stored: numbers without what stands between their digits.
    pub fn tidy(&mut self) {
        if let Ok(name) = optional_line(&self.legal_name, MAX_LEGAL_NAME) {
            self.legal_name = name;
        }
        if let Ok(ruc) = Ruc::parse(&self.ruc) {
            self.ruc = ruc.to_string();
        }
        if let Ok(phone) = Phone::parse(&self.phone) {
            self.phone = phone.as_str().to_owned();
        }
        if let Some(Ok(email)) = self.email.as_deref().map(Email::parse) {
            self.email = Some(email.to_string());
        }
        let written = [&mut self.ruc, &mut self.phone].into_iter();
        for text in written.chain(self.email.as_mut()) {
            text.truncate(text.trim_end().len());
        }
    }

    /// The telephone number as people write it.
    pub fn phone_shown(&self) -> String {
        shown_phone(&self.phone)
    }

    /// What cannot be used in place of `before`. What the law and customers need of a restaurant that is `published` can be changed, but
    /// not taken away.
    pub(super) fn problems(
        &self,
        before: &BusinessSettings,
        published: bool,
    ) -> Vec<(String, SettingProblem)> {
        let mut wrong = Wrong::default();
        let least = usize::from(published);
        if self.legal_name != before.legal_name {
            wrong.text(
                "/business/legalName".into(),
                &self.legal_name,
                least,
                MAX_LEGAL_NAME,
            );
        }
        if published && self.phone.is_empty() && !before.phone.is_empty() {
            wrong.push("/business/phone", SettingProblem::Phone);
        }
        if published && self.ruc.is_empty() && !before.ruc.is_empty() {
            wrong.push("/business/ruc", SettingProblem::Ruc);
        }
        if self.ruc != before.ruc && !self.ruc.is_empty() && Ruc::parse(&self.ruc).is_err() {
            wrong.push("/business/ruc", SettingProblem::Ruc);
        }
        if self.phone != before.phone && !self.phone.is_empty() && Phone::parse(&self.phone).is_err() {
            wrong.push("/business/phone", SettingProblem::Phone);
        }
        let email = self.email.as_deref().unwrap_or_default();
        if self.email != before.email && !email.is_empty() && Email::parse(email).is_err() {
            wrong.push("/business/email", SettingProblem::Email);
        }
        wrong.0
    }
}

/// What is stored, where the text is that of it; otherwise what is read of the text.
fn same_or_read<T: AsRef<str> + Clone>(
    stored: Option<&T>,
    text: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let same = stored.filter(|stored| stored.as_ref() == text);
    same.cloned().or_else(|| read(text))
}

impl PlaceSettings {
    pub fn of(branch: &Branch) -> PlaceSettings {
        PlaceSettings {
            id: branch.id.clone(),
            name: branch.name.clone(),
            address: branch.address.clone(),
            district: branch.district.clone(),
            code: branch.code.clone(),
        }
    }

    /// The place with the hours that it has.
    pub(super) fn branch(&self, hours: Option<super::service_hours::WeeklyHours>) -> Branch {
        Branch {
            id: self.id.clone(),
            name: self.name.clone(),
            address: self.address.clone(),
            district: self.district.clone(),
            opening_hours: hours,
            code: self.code.clone(),
        }
    }

    /// Takes out of the texts what nobody sees.
    pub fn tidy(&mut self) {
        for (text, longest) in [
            (&mut self.name, MAX_PLACE_NAME),
            (&mut self.address, MAX_STREET),
            (&mut self.district, MAX_DISTRICT),
            (&mut self.code, CODE_DIGITS),
        ] {
            if let Ok(tidy) = optional_line(text, longest) {
                *text = tidy;
            }
        }
    }
}

/// What is wrong with the places that a restaurant shall have: those that it has stay, because orders and hours name them.
pub(super) fn problems_of_places(places: &[PlaceSettings], tenant: &Tenant) -> Vec<(String, SettingProblem)> {
    let mut wrong = Wrong::default();
    if !(1..=MAX_PLACES).contains(&places.len()) {
        let (min, max) = (1, i64::try_from(MAX_PLACES).unwrap_or(i64::MAX));
        wrong.push("/places", SettingProblem::Number { min, max });
    }
    for known in &tenant.branches {
        if places.iter().all(|place| place.id != known.id) {
            wrong.push("/places", SettingProblem::Branch);
        }
    }
    for (index, place) in places.iter().enumerate() {
        let at = |field: &str| format!("/places/{index}/{field}");
        if places.iter().take(index).any(|other| other.id == place.id) {
            wrong.push(at("id"), SettingProblem::Twice);
        }
        let known = tenant.branches.iter().find(|known| known.id == place.id);
        let known = known.map(PlaceSettings::of);
        if known.as_ref() == Some(place) {
            continue;
        }
        wrong.text(at("name"), &place.name, 1, MAX_PLACE_NAME);
        let least = usize::from(!tenant.draft);
        wrong.text(at("address"), &place.address, least, MAX_STREET);
        wrong.text(at("district"), &place.district, least, MAX_DISTRICT);
        let digits = place.code.bytes().all(|b| b.is_ascii_digit());
        let usable = place.code.is_empty() || (digits && place.code.len() == CODE_DIGITS);
        if !usable {
            wrong.push(at("code"), SettingProblem::Code);
        }
    }
    wrong.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::tests;

    /// A restaurant of one place that has a name in law.
    fn tenant() -> Tenant {
        let mut tenant = tests::tenant();
        tenant.brand.legal_name = "Brasas S.A.C.".into();
        tenant.branches = vec![Branch {
            id: Slug::parse("lince").unwrap(),
            name: "Lince".into(),
            address: "Jr. Lima 1".into(),
            district: "Lince".into(),
            opening_hours: None,
            code: String::new(),
        }];
        tenant
    }

    #[test]
    fn what_is_applied_is_read_again() {
        let brand = tenant().brand;
        let known = BusinessSettings::of(&brand);
        assert_eq!(known.applied(brand.clone()), brand);
        let mut changed = BusinessSettings {
            legal_name: " Brasas del Sur S.A.C. ".into(),
            ruc: "20 131 312 955 ".into(),
            phone: "(01) 444 5555".into(),
            email: Some(" Hola@Brasas.pe".into()),
        };
        changed.tidy();
        assert_eq!(changed.problems(&known, true), []);
        assert_eq!(BusinessSettings::of(&changed.applied(brand)), changed);
        assert_eq!(changed.ruc, "20131312955");
        assert_eq!(changed.email.as_deref(), Some("hola@brasas.pe"));
    }

    #[test]
    fn what_cannot_be_used_is_named_and_nothing_at_all_may_be_known() {
        let known = BusinessSettings::of(&tenant().brand);
        assert_eq!(BusinessSettings::default().problems(&known, false), []);
        let emptied = BusinessSettings::default().problems(&known, true);
        assert_eq!(
            emptied.len(),
            3,
            "a published restaurant stays what it is: {emptied:?}"
        );
        let wrong = BusinessSettings {
            legal_name: "x".repeat(MAX_LEGAL_NAME + 1),
            ruc: "20131312950".into(),
            phone: "12".into(),
            email: Some("hola".into()),
        };
        let found: Vec<String> = wrong
            .problems(&known, true)
            .into_iter()
            .map(|(at, _)| at)
            .collect();
        let all = [
            "/business/legalName",
            "/business/ruc",
            "/business/phone",
            "/business/email",
        ];
        assert_eq!(found, all);
        // What is stored so already stays.
        assert_eq!(wrong.problems(&wrong, true), []);
    }

    #[test]
    fn places_are_added_and_changed_but_none_goes() {
        let tenant = tenant();
        let mut places: Vec<PlaceSettings> = tenant.branches.iter().map(PlaceSettings::of).collect();
        assert_eq!(problems_of_places(&places, &tenant), []);
        let mut new = places.first().unwrap().clone();
        new.id = Slug::parse("surco").unwrap();
        new.code = "12".into();
        places.push(new.clone());
        places.push(new);
        let at = places.len() - 2;
        assert_eq!(
            problems_of_places(&places, &tenant),
            [
                (format!("/places/{at}/code"), SettingProblem::Code),
                (format!("/places/{}/id", at + 1), SettingProblem::Twice),
                (format!("/places/{}/code", at + 1), SettingProblem::Code),
            ]
        );
        assert!(
            problems_of_places(&[], &tenant)
                .iter()
                .any(|(_, problem)| *problem == SettingProblem::Branch)
        );
    }
}
