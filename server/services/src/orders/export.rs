//! Orders as a table, for who keeps the books.

use super::{OrdersService, store};
use crate::caller::Caller;
use crate::csv;
use crate::error::Error;
use api::exports::ExportLink;
use api::{Code, FieldError};
use domain::Date;
use domain::staff::{Permission, Role};
use ports::documents::{Index, Query};
use texts::now::order_export as texts;

/// Longest time that a file covers, in days.
const MAX_DAYS: i32 = 366;
/// Maximum number of orders in a file.
const MAX_ORDERS: usize = 50_000;
/// The number read at once.
const PAGE: usize = 200;

impl OrdersService {
    /// A file (CSV) with the orders placed from a day to another, both included and 366 at most: 422 otherwise. The last
    /// day is today, and the first the same, where none is named. Managers and machines.
    pub async fn export(
        &self,
        caller: &Caller,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<ExportLink, Error> {
        // Machines that see orders see them whole.
        caller.require(match caller.role() {
            Some(Role::Service) => Permission::SeeOrders,
            _ => Permission::SeePayments,
        })?;
        let tenant = &caller.tenant;
        let restaurant = self.catalog.tenant(tenant).await?;
        let zone = &restaurant.zone;
        let to = to.unwrap_or_else(|| zone.date(self.clock.now()));
        let from = from.unwrap_or(to);
        if to < from || to.0 - from.0 >= MAX_DAYS {
            let problem = FieldError::new("/to", Code::InvalidValue, texts::PERIOD);
            return Err(Error::invalid(vec![problem]));
        }
        let begin = store::from_instant(zone.midnight(from));
        let end = store::from_instant(zone.midnight(to.plus_days(1)));
        let mut table = csv::begun(texts::COLUMNS);
        let (mut place, mut count) = (None, 0);
        loop {
            let query = Query::index(Index::OrdersByTime, store::ALL, PAGE)
                .between(Some(begin.clone()), Some(end.clone()))
                .after(place);
            let page = self.documents.query(tenant, &query).await?;
            count += page.documents.len();
            if count > MAX_ORDERS {
                return Err(Error::new(Code::LimitReached, texts::TOO_MANY));
            }
            for document in &page.documents {
                let order = store::read(document)?;
                // What nobody paid is in no books.
                if !order.head.rehearsal {
                    csv::line(&mut table, texts::row(&order, &restaurant));
                }
            }
            place = page.next;
            if place.is_none() {
                break;
            }
        }
        let name = format!("pedidos-{from}-{to}.csv");
        self.exports.keep(tenant, &name, csv::CONTENT_TYPE, table).await
    }
}
