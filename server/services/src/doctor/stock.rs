//! Stock: never below 0, and said as it is. What was counted in at the beginning is stored nowhere, nor is there a mark of
//! what came back: taking and giving back are in the commits that place and cancel. The sums are in the report for those who
//! know the beginning.

use super::Doctor;
use super::report::{Discrepancy, Invariant, Repair, StockFigures, Subject};
use crate::catalog::StoredStock;
use crate::error::Error;
use domain::{ProductId, TenantId};
use std::collections::BTreeMap;

impl Doctor {
    /// Looks at all counted products.
    pub(super) async fn stock(
        &self,
        tenant: &TenantId,
    ) -> Result<(Vec<StoredStock>, Vec<Discrepancy>), Error> {
        let stocks = self.parts.catalog.stored_stock(tenant).await?;
        let found = stocks.iter().filter_map(discrepancy).collect();
        Ok((stocks, found))
    }
}

/// What is left of each product, and what orders hold of it.
pub(super) fn figures(
    stocks: &[StoredStock],
    held: &BTreeMap<ProductId, i64>,
) -> BTreeMap<ProductId, StockFigures> {
    let mut figures: BTreeMap<ProductId, StockFigures> = BTreeMap::new();
    for stock in stocks {
        figures.entry(stock.product.clone()).or_default().left = stock.left.unwrap_or(0);
    }
    for (product, qty) in held {
        figures.entry(product.clone()).or_default().held = *qty;
    }
    figures
}

fn discrepancy(stock: &StoredStock) -> Option<Discrepancy> {
    let product = &stock.product;
    let discrepancy = |invariant| Discrepancy {
        invariant,
        subject: Subject::Stock,
        found: String::new(),
        expected: String::new(),
        repair: None,
        advice: "",
        mark: product.to_string(),
    };
    match stock.left {
        None => Some(Discrepancy {
            found: format!("{product} is counted, and has no count"),
            expected: "a count".to_owned(),
            advice: "count what is there, and set it in the console",
            ..discrepancy(Invariant::Stock)
        }),
        Some(left) if left < 0 => Some(Discrepancy {
            found: format!("{left} of {product} are left"),
            expected: "0 at least".to_owned(),
            advice: "count what is there, and set it in the console",
            ..discrepancy(Invariant::Stock)
        }),
        Some(left) if (left > 0) != stock.announced && stock.counted => Some(Discrepancy {
            found: format!(
                "{left} of {product} are left, and the last that was said is {}",
                said(stock.announced)
            ),
            expected: said(left > 0).to_owned(),
            repair: Some(Repair::Announce(product.clone())),
            advice: "--repair says it",
            ..discrepancy(Invariant::Announcements)
        }),
        Some(_) => None,
    }
}

fn said(some: bool) -> &'static str {
    match some {
        true => "that there is some",
        false => "that it is sold out",
    }
}
