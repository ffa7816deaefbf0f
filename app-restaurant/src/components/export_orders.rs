//! The orders of a period as a file, for the manager, who takes them to the accountant.

use super::file_button::{FileButton, Making};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use domain::Date;
use domain::staff::Permission;
use leptos::prelude::*;
use rpc::orders::export_orders;
use texts::now::console as texts;

/// Days that a file can cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    Today,
    ThisMonth,
    LastMonth,
    /// As many days as a file covers at most.
    Year,
}

impl Period {
    const ALL: [Period; 4] = [Period::Today, Period::ThisMonth, Period::LastMonth, Period::Year];

    fn words(self) -> &'static str {
        match self {
            Period::Today => texts::FILE_OF_TODAY,
            Period::ThisMonth => texts::FILE_OF_THIS_MONTH,
            Period::LastMonth => texts::FILE_OF_LAST_MONTH,
            Period::Year => texts::FILE_OF_A_YEAR,
        }
    }

    /// The first day and the last.
    fn days(self, today: Date) -> (Date, Date) {
        let first_of_month = |day: Date| day.plus_days(1 - i32::from(day.ymd().2));
        match self {
            Period::Today => (today, today),
            Period::ThisMonth => (first_of_month(today), today),
            Period::LastMonth => {
                let last = first_of_month(today).plus_days(-1);
                (first_of_month(last), last)
            }
            Period::Year => (today.plus_days(-365), today),
        }
    }
}

#[component]
pub fn ExportOrders() -> AnyView {
    let may = Session::expect().may_now(Permission::SeePayments);
    view! { {may.then(|| view! { <Export /> })} }.into_any()
}

#[component]
fn Export() -> AnyView {
    let restaurant = RestaurantState::expect();
    let period = RwSignal::new(Period::ThisMonth);
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let found = Period::ALL.into_iter().find(|period| period.words() == chosen);
        period.set(found.unwrap_or(Period::Today));
    };
    let option = |of: Period| {
        view! {
            <option value=of.words() selected=move || period.get() == of>
                {of.words()}
            </option>
        }
    };
    let make = Box::new(move || -> Making {
        let (from, to) = period.get_untracked().days(restaurant.today());
        Box::pin(export_orders(Some(from), Some(to)))
    });
    view! {
        <div class="orders__file">
            <select class="field__input" id="pedidos-periodo" aria-label=texts::FILE_PERIOD on:change=choose>
                {Period::ALL.map(option).collect_view()}
            </select>
            <FileButton make words=texts::FILE_CSV busy=texts::FILE_BUSY />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_of_whole_days_and_a_year_at_most() {
        let day = |text| Date::parse(text).unwrap();
        for (period, today, from, to) in [
            (Period::Today, "2025-03-31", "2025-03-31", "2025-03-31"),
            (Period::ThisMonth, "2025-03-01", "2025-03-01", "2025-03-01"),
            (Period::ThisMonth, "2025-03-31", "2025-03-01", "2025-03-31"),
            (Period::LastMonth, "2024-03-31", "2024-02-01", "2024-02-29"),
            (Period::LastMonth, "2025-01-01", "2024-12-01", "2024-12-31"),
        ] {
            assert_eq!(
                period.days(day(today)),
                (day(from), day(to)),
                "{period:?} {today}"
            );
        }
        let (from, to) = Period::Year.days(day("2025-10-25"));
        assert_eq!(to.0 - from.0 + 1, 366);
    }
}
