//! The queue of a stage.

use super::StagesService;
use super::store::{RecallRecord, recallable};
use crate::caller::Caller;
use crate::error::Error;
use api::orders::OrderView;
use api::stages::{DishCount, Queue, ToAccept, WaitingOrders};
use domain::order::{Command, Order, decide};
use domain::staff::Permission;
use domain::stage::Stage;
use domain::tenant::{Branch, Tenant};

/// Maximum number of kinds of dishes that are counted for the whole queue.
const COUNTED_DISHES: usize = 12;

impl StagesService {
    /// The queue of a stage. Staff.
    pub async fn queue(&self, caller: &Caller, stage: Stage) -> Result<Queue, Error> {
        caller.require(Permission::SeeOrders)?;
        let now = self.clock.now();
        let orders = self.orders.open(&caller.tenant, stage).await?;
        let tenant = self.catalog.tenant(&caller.tenant).await?;
        let today = tenant.zone.date(now);
        // What has to be made in quantity is counted all day, and not only from the time at which it is begun.
        let of_today = |order: &&Order| {
            let catering = order.head.catering.is_some();
            let day = order.head.schedule.map(|schedule| tenant.zone.date(schedule.at));
            !order.is_for_later(now) || (catering && day == Some(today))
        };
        let to_accept = match stage {
            Stage::Cooking => self.orders.to_accept(&caller.tenant).await?,
            Stage::Packaging | Stage::Delivery => Vec::new(),
        };
        let common = stage.target_minutes(&tenant.targets);
        let own_target = |order: &Order| {
            let targets = tenant.targets_to(order.head.fulfilment.district());
            let own = stage.target_minutes(&targets);
            (own != common).then(|| (order.head.id.clone(), own))
        };
        Ok(Queue {
            stage,
            own_targets: orders.iter().filter_map(own_target).collect(),
            to_accept: by_branch(caller, &tenant, &to_accept),
            all_day: all_day(orders.iter().filter(of_today)),
            tickets: orders.iter().map(|order| caller.view(order)).collect(),
            recallable: self.recallable(caller, stage).await?,
            target_minutes: common,
            now,
        })
    }

    /// How many orders there are at the stages that are the caller's work, and how many of them nobody has taken yet. Staff.
    pub async fn waiting(&self, caller: &Caller) -> Result<WaitingOrders, Error> {
        caller.require(Permission::SeeOrders)?;
        let role = caller.role().ok_or_else(Error::unauthenticated)?;
        let now = self.clock.now();
        let mut counted = WaitingOrders::default();
        for stage in Stage::ALL {
            if !caller.may(Permission::Work(stage)) {
                continue;
            }
            let orders = self.orders.open(&caller.tenant, stage).await?;
            let views = orders.iter().map(|order| caller.view(order));
            counted.waiting += views.filter(|order| order.waits_for(stage, role)).count();
            counted.queued += orders.iter().filter(|order| !order.is_for_later(now)).count();
        }
        Ok(counted)
    }

    /// What the caller completed a moment ago and may still take back, newest first.
    async fn recallable(&self, caller: &Caller, stage: Stage) -> Result<Vec<OrderView>, Error> {
        let actor = caller.actor()?;
        let now = self.clock.now();
        let page = self
            .documents
            .query(&caller.tenant, &recallable(&actor.id, now))
            .await?;
        let mut views = Vec::new();
        for document in &page.documents {
            let record: RecallRecord = document.read()?;
            if record.stage != stage {
                continue;
            }
            if let Some(order) = self.orders.find(&caller.tenant, &record.order_id).await?
                && order.done().last().is_some_and(|step| step.stage == stage)
                && decide(&order, &Command::Recall, &actor, now).is_ok()
            {
                views.push(caller.view(&order));
            }
        }
        Ok(views)
    }
}

/// What waits to be taken on, as a queue for each branch.
fn by_branch(caller: &Caller, tenant: &Tenant, waiting: &[Order]) -> Vec<ToAccept> {
    let queue = |branch: &Branch| {
        let here = waiting
            .iter()
            .filter(|order| tenant.branch_of(order.head.branch()) == Some(branch));
        ToAccept {
            branch: branch.id.clone(),
            orders: here.map(|order| caller.view(order)).collect(),
        }
    };
    let queues = tenant.branches.iter().map(queue);
    queues.filter(|queue| !queue.orders.is_empty()).collect()
}

/// How much of each dish and side the orders hold together.
fn all_day<'a>(orders: impl Iterator<Item = &'a Order>) -> Vec<DishCount> {
    let mut counts: Vec<DishCount> = Vec::new();
    let mut count = |name: &str, qty: u32| match counts.iter_mut().find(|known| known.name == name) {
        Some(known) => known.qty += qty,
        None => counts.push(DishCount {
            name: name.to_owned(),
            qty,
        }),
    };
    for line in orders.flat_map(|order| &order.head.lines) {
        count(line.for_kitchen(), u32::from(line.qty));
        for option in &line.options {
            count(&option.name, u32::from(line.qty));
        }
    }
    counts.sort_by(|a, b| b.qty.cmp(&a.qty).then_with(|| a.name.cmp(&b.name)));
    counts.truncate(COUNTED_DISHES);
    counts
}
