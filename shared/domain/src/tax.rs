//! The tax that prices include: rates that change by date, and the lists of them that Peruvian law knows.

use super::Date;
use super::setting_problem::{SettingProblem, Wrong};
use serde::{Deserialize, Serialize};

/// Maximum number of rates, past and coming ones.
pub const MAX_RATES: usize = 20;
/// Highest rate, in hundredths of a percent: 30 %.
pub const MAX_BASIS_POINTS: u32 = 3_000;

/// The first day from which a rate can hold: 1900-01-01.
pub const FIRST_DAY: Date = Date(-25_567);

/// A rate of the included tax from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxRate {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub from: Date,
    /// Hundredths of a percent, 0 to 3,000; IGV is 1800.
    pub basis_points: u32,
}

/// What most restaurants in Peru pay. Laws change: a restaurant keeps the list, not the name of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxRegime {
    /// IGV with the IPM: 18 % (Ley 29666).
    General,
    /// Small restaurants, hotels and caterers: less until the end of 2027 (Ley 31556, Ley 32219, Ley 32387).
    SmallRestaurant,
    /// In the regions of the Amazon that pay none (Ley 27037).
    Amazon,
}

impl TaxRegime {
    pub const ALL: [TaxRegime; 3] = [TaxRegime::General, TaxRegime::SmallRestaurant, TaxRegime::Amazon];

    /// Its rates, each with the day from which it holds: `2026-01-01` and 1050.
    pub const fn dated(self) -> &'static [(&'static str, u32)] {
        match self {
            TaxRegime::General => &[("2011-03-01", 1_800)],
            TaxRegime::SmallRestaurant => &[
                ("2011-03-01", 1_800),
                ("2022-09-01", 1_000),
                ("2026-01-01", 1_050),
                ("2027-01-01", 1_500),
                ("2028-01-01", 1_800),
            ],
            TaxRegime::Amazon => &[("1999-01-01", 0)],
        }
    }

    pub fn rates(self) -> Vec<TaxRate> {
        let rate = |(from, basis_points): &(&str, u32)| {
            Some(TaxRate {
                from: Date::parse(from)?,
                basis_points: *basis_points,
            })
        };
        self.dated().iter().filter_map(rate).collect()
    }

    /// Whose rates these are; `None` for a list of one's own.
    pub fn of(rates: &[TaxRate]) -> Option<TaxRegime> {
        TaxRegime::ALL.into_iter().find(|regime| regime.rates() == rates)
    }
}

/// The rate that holds on a day, in basis points: the newest that has begun; 0 before the first begins.
pub fn rate_on(rates: &[TaxRate], day: Date) -> u32 {
    let begun = rates.iter().filter(|rate| rate.from <= day);
    begun
        .max_by_key(|rate| rate.from)
        .map_or(0, |rate| rate.basis_points)
}

/// Whether prices include a tax at all, as the newest of the rates says. It is the same whatever the day, so that a page need not know it.
pub fn is_taxed(rates: &[TaxRate]) -> bool {
    let newest = rates.iter().max_by_key(|rate| rate.from);
    newest.is_some_and(|rate| rate.basis_points > 0)
}

/// Puts rates in the order of their days.
pub fn tidy(rates: &mut [TaxRate]) {
    rates.sort_by_key(|rate| rate.from);
}

pub(super) fn problems(rates: &[TaxRate]) -> Vec<(String, SettingProblem)> {
    let mut wrong = Wrong::default();
    if !(1..=MAX_RATES).contains(&rates.len()) {
        let (min, max) = (1, i64::try_from(MAX_RATES).unwrap_or(i64::MAX));
        wrong.push("/taxRates", SettingProblem::Number { min, max });
    }
    for (index, rate) in rates.iter().enumerate() {
        if rates.iter().take(index).any(|other| other.from == rate.from) {
            wrong.push(format!("/taxRates/{index}/from"), SettingProblem::Twice);
        }
        if rate.from < FIRST_DAY {
            wrong.push(format!("/taxRates/{index}/from"), SettingProblem::Day);
        }
        if rate.basis_points > MAX_BASIS_POINTS {
            wrong.push(
                format!("/taxRates/{index}/basisPoints"),
                SettingProblem::Percent {
                    max: MAX_BASIS_POINTS,
                },
            );
        }
    }
    wrong.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn every_day_has_the_rate_of_the_law() {
        for (regime, on, rate) in [
            (TaxRegime::General, "2026-11-30", 1_800),
            (TaxRegime::General, "2011-02-28", 0),
            (TaxRegime::SmallRestaurant, "2022-08-31", 1_800),
            (TaxRegime::SmallRestaurant, "2022-09-01", 1_000),
            (TaxRegime::SmallRestaurant, "2025-12-31", 1_000),
            (TaxRegime::SmallRestaurant, "2026-01-01", 1_050),
            (TaxRegime::SmallRestaurant, "2027-12-31", 1_500),
            (TaxRegime::SmallRestaurant, "2030-06-01", 1_800),
            (TaxRegime::Amazon, "2026-11-30", 0),
        ] {
            assert_eq!(rate_on(&regime.rates(), day(on)), rate, "{regime:?} {on}");
        }
    }

    #[test]
    fn a_list_is_known_by_what_it_says() {
        for regime in TaxRegime::ALL {
            let rates = regime.rates();
            assert_eq!(
                rates.len(),
                regime.dated().len(),
                "{regime:?} has days that are none"
            );
            assert_eq!(TaxRegime::of(&rates), Some(regime));
            assert_eq!(problems(&rates), []);
            assert_eq!(is_taxed(&rates), regime != TaxRegime::Amazon);
            let mut mixed = rates.clone();
            mixed.reverse();
            tidy(&mut mixed);
            assert_eq!(mixed, rates);
        }
        assert_eq!(TaxRegime::of(&[]), None);
    }

    #[test]
    fn a_list_that_says_nothing_or_two_things_is_refused() {
        let rate = |from: &str, basis_points| TaxRate {
            from: day(from),
            basis_points,
        };
        let refused = |rates: &[TaxRate]| {
            let found = problems(rates).into_iter().map(|(pointer, _)| pointer);
            found.collect::<Vec<_>>()
        };
        assert_eq!(refused(&[]), ["/taxRates"]);
        let twice = [rate("2026-01-01", 1_050), rate("2026-01-01", 1_800)];
        assert_eq!(refused(&twice), ["/taxRates/1/from"]);
        assert_eq!(refused(&[rate("2026-01-01", 3_001)]), ["/taxRates/0/basisPoints"]);
        assert_eq!(FIRST_DAY, day("1900-01-01"));
        assert_eq!(refused(&[rate("1899-12-31", 0)]), ["/taxRates/0/from"]);
        let many: Vec<TaxRate> = (0..21).map(|n| rate(&format!("20{n:02}-01-01"), 0)).collect();
        assert_eq!(refused(&many), ["/taxRates"]);
    }
}
