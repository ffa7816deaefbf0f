//! What is known of a request, as rows to read.

use ::texts::now::{console::catering as texts, shared::sentence};
use api::catering::CateringView;
use domain::catering::CateringStatus;
use domain::order::{Fulfilment, Receipt};
use domain::tenant::Tenant;
use domain::written::or_empty;
use domain::{Slug, Timestamp};

/// A name and its value.
pub type Row = (&'static str, String);

/// The facts of a request, each with its name; `moment` writes a time. The diet is shown apart from them.
pub fn facts(request: &CateringView, tenant: &Tenant, moment: impl Fn(Timestamp) -> String) -> Vec<Row> {
    let page = &request.page;
    let package = match &page.package {
        None => texts::ADVICE,
        Some(id) => {
            let offered = tenant.catering.package(id);
            offered.map_or(texts::PACKAGE_GONE, |package| &package.name)
        }
    };
    let rows = [
        (texts::OCCASION, page.occasion.clone()),
        (texts::WHEN, sentence(&moment(page.at))),
        (texts::PEOPLE, page.guests.to_string()),
        (texts::PLACE, place(&page.fulfilment, tenant)),
        (texts::PACKAGE, package.to_owned()),
        (
            texts::BUDGET,
            page.budget_cents
                .map(|budget| tenant.format(budget))
                .unwrap_or_default(),
        ),
        (texts::RECEIPT, receipt(&request.receipt)),
    ];
    rows.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn place(fulfilment: &Fulfilment, tenant: &Tenant) -> String {
    match fulfilment {
        Fulfilment::Delivery { address } if address.reference.is_empty() => address.one_line(),
        Fulfilment::Delivery { address } => format!("{} ({})", address.one_line(), address.reference),
        Fulfilment::Pickup { branch } => texts::pickup_at(&branch_name(branch, tenant)),
    }
}

fn branch_name(id: &Slug, tenant: &Tenant) -> String {
    let branch = tenant.branches.iter().find(|branch| &branch.id == id);
    branch.map_or_else(|| id.to_string(), |branch| branch.name.clone())
}

fn receipt(receipt: &Receipt) -> String {
    match receipt {
        Receipt::None => String::new(),
        Receipt::Boleta { .. } => texts::BOLETA.to_owned(),
        Receipt::Factura { ruc, business_name } => texts::factura(or_empty(business_name), or_empty(ruc)),
    }
}

/// What happened when, oldest first.
pub fn history(request: &CateringView, moment: impl Fn(Timestamp) -> String) -> Vec<String> {
    let page = &request.page;
    let mut rows = vec![match &request.entered_by {
        Some(name) => texts::entered_by(name, &moment(page.requested_at)),
        None => texts::asked_at(&moment(page.requested_at)),
    }];
    for quote in &request.quotes {
        rows.push(texts::quoted_at(quote.version, &quote.by, &moment(quote.made_at)));
        if let Some(read) = quote.read_at {
            rows.push(texts::read_at(quote.version, &moment(read)));
        }
    }
    if !matches!(page.status, CateringStatus::New | CateringStatus::Quoted) {
        rows.push(texts::changed_at(
            texts::status(page.status),
            &moment(page.updated_at),
        ));
    }
    if let Some(reason) = page.reason.as_deref().filter(|reason| !reason.is_empty()) {
        rows.push(texts::reason(reason));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::samples::{quoted, request, tenant};
    use super::*;

    fn words(at: Timestamp) -> String {
        at.rfc3339().chars().take(10).collect()
    }

    #[test]
    fn what_nobody_said_is_no_row() {
        let rows = facts(&request(), &tenant(), words);
        let names: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
        let expected = [
            texts::OCCASION,
            texts::WHEN,
            texts::PEOPLE,
            texts::PLACE,
            texts::PACKAGE,
        ];
        assert_eq!(names, expected);
        assert_eq!(rows[4].1, "Parrillera");
    }

    #[test]
    fn the_history_has_every_version_and_its_reading() {
        let mut request = quoted();
        assert_eq!(history(&request, words).len(), 2);
        request.quotes[0].read_at = Some(request.page.requested_at);
        request.page.status = CateringStatus::Declined;
        request.page.reason = Some("Muy caro".into());
        let rows = history(&request, words);
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[4], "Motivo: Muy caro");
    }
}
