//! Where a restaurant brings orders to, and on what terms: by its zones. Without any, everywhere and on the same terms.

use super::delivery_zones::DeliveryZone;
use super::service_hours::{ServiceHours, WeeklyHours};
use super::stage::StageTargets;
use super::tenant::{Branch, Tenant};

impl Tenant {
    /// The zone of a district; `None` for one that is in none, and where there are no zones.
    pub fn zone_of(&self, district: &str) -> Option<&DeliveryZone> {
        self.delivery_zones.iter().find(|zone| zone.has(district))
    }

    /// Whether orders are brought to a district.
    pub fn brings_to(&self, district: &str) -> bool {
        self.delivery_zones.is_empty() || self.zone_of(district).is_some()
    }

    /// The restaurant as it serves a zone: its fee, least amount and minutes, the place that cooks for it first, and open only
    /// while it is served.
    #[must_use]
    pub fn serving(&self, zone: &DeliveryZone) -> Tenant {
        let mut served = self.at_the_price_of(zone);
        let cooks = |branch: &Branch| zone.branch.as_ref() == Some(&branch.id);
        if let Some(index) = served.branches.iter().position(cooks) {
            let branch = served.branches.remove(index);
            served.branches.insert(0, branch);
        }
        if let Some(hours) = &zone.hours {
            served.only_in(hours);
        }
        served
    }

    /// The restaurant as it serves who is in a district. For one that is in no zone, as it is where nobody has named it yet, with what
    /// the first zone costs and takes, in the hours of the restaurant.
    #[must_use]
    pub fn serving_district(&self, district: &str) -> Tenant {
        match (self.zone_of(district), self.delivery_zones.first()) {
            (Some(zone), _) => self.serving(zone),
            (None, Some(first)) => self.at_the_price_of(first),
            (None, None) => self.clone(),
        }
    }

    fn at_the_price_of(&self, zone: &DeliveryZone) -> Tenant {
        Tenant {
            delivery_fee: zone.fee_cents,
            free_delivery_from: zone.free_from_cents,
            minimum_order: zone.minimum_cents,
            targets: zone.targets(self.targets),
            ..self.clone()
        }
    }

    /// How long the stages of an order take that is brought to a district, or that is picked up.
    pub fn targets_to(&self, district: Option<&str>) -> StageTargets {
        let zone = district.and_then(|district| self.zone_of(district));
        zone.map_or(self.targets, |zone| zone.targets(self.targets))
    }

    /// Leaves of the hours of the place that cooks, and of its days that are other, what lies within these.
    fn only_in(&mut self, hours: &WeeklyHours) {
        let Some(branch) = self.branches.first() else {
            return;
        };
        let (id, own) = (branch.id.clone(), self.hours_of(branch).clone());
        let days = own.0.iter().zip(&hours.0);
        let narrowed: Vec<Vec<ServiceHours>> = days.map(|(own, served)| within(own, served)).collect();
        if let (Ok(week), Some(branch)) = (narrowed.try_into(), self.branches.first_mut()) {
            branch.opening_hours = Some(WeeklyHours(week));
        }
        for day in &mut self.special_days {
            if day.branch.as_ref().is_none_or(|about| *about == id) {
                day.hours = within(&day.hours, hours.of(day.date));
            }
        }
    }
}

/// What two lists of spans of one day have in common.
fn within(own: &[ServiceHours], served: &[ServiceHours]) -> Vec<ServiceHours> {
    let common = |one: &ServiceHours, other: &ServiceHours| ServiceHours {
        opens: one.opens.max(other.opens),
        closes: one.closes.min(other.closes),
    };
    let pairs = own
        .iter()
        .flat_map(|one| served.iter().map(move |other| common(one, other)));
    pairs.filter(|span| span.opens < span.closes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Slug;
    use crate::cart::tests as sample;
    use crate::opening::Opening;
    use crate::service_hours::SpecialDay;
    use crate::{Date, Money, Timestamp};

    fn zone(name: &str, districts: &[&str]) -> DeliveryZone {
        DeliveryZone {
            name: name.into(),
            districts: districts.iter().map(|district| (*district).to_owned()).collect(),
            branch: None,
            fee_cents: Money(700),
            free_from_cents: Some(Money(9_000)),
            minimum_cents: Money(4_000),
            minutes: 45,
            hours: None,
        }
    }

    fn branch(id: &str) -> Branch {
        Branch {
            id: Slug::parse(id).unwrap(),
            name: id.into(),
            address: "Av. Larco 123".into(),
            district: "Miraflores".into(),
            opening_hours: None,
            code: String::new(),
        }
    }

    fn tenant(zones: Vec<DeliveryZone>) -> Tenant {
        let mut tenant = sample::tenant();
        tenant.branches = vec![branch("centro"), branch("sur")];
        tenant.delivery_zones = zones;
        tenant
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(&format!("2026-11-{text}:00-05:00")).unwrap()
    }

    #[test]
    fn a_district_is_found_however_it_is_written() {
        let tenant = tenant(vec![
            zone("Cerca", &["Jesús María", "Lince"]),
            zone("Lejos", &["Ate"]),
        ]);
        let named = |district: &str| tenant.zone_of(district).map(|zone| zone.name.as_str());
        assert_eq!(named(" jesus maria "), Some("Cerca"));
        assert_eq!(named("ATE"), Some("Lejos"));
        // As it is stored then: without what nobody sees.
        assert_eq!(named("A\u{200b}te"), Some("Lejos"));
        assert_eq!(named("Arequipa"), None);
        assert!(!tenant.brings_to("Arequipa") && !tenant.brings_to(""));
    }

    #[test]
    fn without_zones_all_districts_are_the_same() {
        let tenant = tenant(Vec::new());
        assert!(tenant.brings_to("Iquitos"));
        assert_eq!(tenant.serving_district("Iquitos"), tenant);
    }

    #[test]
    fn a_zone_has_terms_of_its_own() {
        let mut far = zone("Lejos", &["Ate"]);
        far.branch = Some(Slug::parse("sur").unwrap());
        let tenant = tenant(vec![zone("Cerca", &["Lince"]), far]);
        let served = tenant.serving_district("Ate");
        assert_eq!(
            (
                served.delivery_fee,
                served.free_delivery_from,
                served.minimum_order
            ),
            (Money(700), Some(Money(9_000)), Money(4_000))
        );
        assert_eq!(served.targets.delivery, 45);
        assert_eq!(served.branch_of(None).unwrap().id.as_str(), "sur");
        // Before a district is named the first zone counts.
        assert_eq!(
            tenant.serving_district("").branch_of(None).unwrap().id.as_str(),
            "centro"
        );
    }

    #[test]
    fn a_zone_is_served_in_its_own_hours_and_in_those_of_the_place() {
        let mut evenings = zone("Noche", &["Barranco"]);
        evenings.hours = Some(WeeklyHours::every_day(ServiceHours {
            opens: 18 * 60,
            closes: 26 * 60,
        }));
        let mut tenant = tenant(vec![evenings]);
        tenant.hours = WeeklyHours::every_day(ServiceHours {
            opens: 12 * 60,
            closes: 23 * 60,
        });
        tenant.special_days = vec![SpecialDay {
            date: Date::parse("2026-11-24").unwrap(),
            branch: None,
            hours: vec![ServiceHours {
                opens: 12 * 60,
                closes: 20 * 60,
            }],
            note: String::new(),
        }];
        let opening = |now: &str| {
            let served = tenant.serving_district("Barranco");
            let branch = served.branch_of(None).map(|branch| branch.id.clone());
            served.opening(branch.as_ref(), at(now))
        };
        assert!(!opening("23T17:59").is_open());
        assert_eq!(
            opening("23T18:00"),
            Opening::Open {
                until: Some(at("23T23:00"))
            }
        );
        assert_eq!(
            opening("24T18:00"),
            Opening::Open {
                until: Some(at("24T20:00"))
            },
            "on a day that is other"
        );
        assert!(tenant.opening(None, at("23T13:00")).is_open(), "the place itself");
        // Before a district is named the hours of a zone close nothing.
        assert!(
            tenant
                .serving_district("")
                .opening(None, at("23T13:00"))
                .is_open()
        );
    }
}
