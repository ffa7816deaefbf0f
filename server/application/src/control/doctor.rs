//! `doctor`: what is stored of restaurants and is not as it must be, a line each.

use super::arguments::{COULD_NOT_LOOK, DoctorArguments};
use super::{Control, Outcome, engine, said};
use domain::TenantId;
use ports::tenants::TenantState;
use services::doctor::{Discrepancy, Report};

/// Something was found, and is still so.
const FOUND: u8 = 1;
/// Maximum number of lines about one restaurant.
const MAX_LINES: usize = 500;

/// What became of a restaurant.
#[derive(Debug, Default)]
struct Examination {
    lines: Vec<String>,
    /// Whether anything was found that was not repaired.
    found: bool,
}

impl Control {
    /// Examines one restaurant or all of them; one that cannot be looked at keeps nobody from looking at the others.
    pub(super) async fn examine(&self, arguments: &DoctorArguments) -> Outcome {
        let tenants = match self.whom(arguments.tenant.as_ref()).await {
            Ok(tenants) => tenants,
            Err(text) => return outcome(false, vec![text], Some(COULD_NOT_LOOK)),
        };
        if tenants.is_empty() {
            return outcome(true, vec!["there are no restaurants".to_owned()], None);
        }
        let (mut lines, mut found, mut failed) = (Vec::new(), false, false);
        for tenant in &tenants {
            match self.examine_one(tenant, arguments).await {
                Ok(examination) => {
                    lines.extend(examination.lines);
                    found |= examination.found;
                }
                Err(error) => {
                    lines.push(format!("{tenant}: could not be looked at: {}", said(error)));
                    failed = true;
                }
            }
        }
        match (failed, found) {
            (true, _) => outcome(false, lines, Some(COULD_NOT_LOOK)),
            (false, true) => outcome(true, lines, Some(FOUND)),
            (false, false) => outcome(true, lines, None),
        }
    }

    async fn whom(&self, tenant: Option<&TenantId>) -> Result<Vec<TenantId>, String> {
        if let Some(tenant) = tenant {
            return Ok(vec![self.existing(tenant).await?.id]);
        }
        let all = self.tenants.list().await.map_err(engine)?;
        let there = all
            .into_iter()
            .filter(|tenant| matches!(tenant.state, TenantState::Active | TenantState::Suspended));
        Ok(there.map(|tenant| tenant.id).collect())
    }

    async fn examine_one(
        &self,
        tenant: &TenantId,
        arguments: &DoctorArguments,
    ) -> Result<Examination, services::Error> {
        let report = match arguments.days {
            None => self.doctor.examine(tenant).await?,
            Some(days) => self.doctor.examine_days(tenant, days).await?,
        };
        let mut repaired = Vec::new();
        for discrepancy in &report.found {
            repaired.push(match arguments.repair {
                true => self.repaired(tenant, discrepancy).await?,
                false => false,
            });
        }
        Ok(examination(tenant, &report, &repaired))
    }

    async fn repaired(&self, tenant: &TenantId, discrepancy: &Discrepancy) -> Result<bool, services::Error> {
        let repaired = self.doctor.repair(tenant, discrepancy).await?;
        if repaired {
            tracing::info!(%tenant, subject = %discrepancy.subject, repair = ?discrepancy.repair, "repaired");
        }
        Ok(repaired)
    }
}

fn examination(tenant: &TenantId, report: &Report, repaired: &[bool]) -> Examination {
    let orders = report.orders;
    let mended = repaired.iter().filter(|repaired| **repaired).count();
    let mut lines = vec![match (report.found.len(), mended) {
        (0, _) => format!("{tenant}: {orders} orders, nothing found"),
        (found, 0) => format!("{tenant}: {orders} orders, {found} found"),
        (found, mended) => format!("{tenant}: {orders} orders, {found} found, {mended} of them repaired"),
    }];
    let pairs = report.found.iter().zip(repaired).take(MAX_LINES);
    lines.extend(pairs.map(|(discrepancy, repaired)| {
        let done = if *repaired { " [repaired]" } else { "" };
        format!("{tenant}: {discrepancy}{done}")
    }));
    if report.more || report.found.len() > MAX_LINES {
        lines.push(format!("{tenant}: more was found than is said here"));
    }
    Examination {
        found: report.more || mended < report.found.len(),
        lines,
    }
}

fn outcome(ok: bool, lines: Vec<String>, exit: Option<u8>) -> Outcome {
    Outcome {
        ok,
        text: lines.join("\n"),
        exit,
    }
}
