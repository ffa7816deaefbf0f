//! What somebody may do to an order now. The server decides in the end; this only chooses which buttons to show.

use api::auth::SignedInStaff;
use api::orders::{OrderView, StepView};
use domain::Timestamp;
use domain::order::Status;
use domain::staff::{Permission, Role};
use domain::stage::{RECALL_WINDOW_MINUTES, Stage, StepStatus};
use domain::time::MINUTE_MS;

/// Something to do to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Confirm,
    /// Takes on an order that is not paid, from the queue *Por aceptar*: it is confirmed with this stage taken.
    Accept(Stage),
    Take(Stage),
    Complete(Stage),
    Release(Stage),
    /// Takes the completion of this stage back.
    Recall(Stage),
    Cancel,
}

impl Action {
    /// Whether it is kept and sent in its turn, so that it may be asked for while something else is on its way.
    pub fn is_kept(self) -> bool {
        matches!(self, Action::Take(_) | Action::Complete(_) | Action::Release(_))
    }
}

/// The legal actions, the usual next one first.
pub fn actions(order: &OrderView, me: &SignedInStaff, now: Timestamp) -> Vec<Action> {
    let restaurant = me.role.may(Permission::CancelAnyOrder);
    let mut actions = Vec::new();
    match order.status {
        Status::Created if order.to_accept => {
            let first = Stage::Cooking;
            actions.extend(works_on(order, first, me.role).then_some(Action::Accept(first)));
        }
        Status::Created if restaurant => actions.push(Action::Confirm),
        Status::Confirmed => {
            if let Some(step) = order.open_step() {
                actions.extend(stage_actions(order, step, me));
            }
            actions.extend(recall(order, me, now));
        }
        Status::Completed => actions.extend(recall(order, me, now)),
        Status::Created | Status::Cancelled => {}
    }
    if restaurant && matches!(order.status, Status::Created | Status::Confirmed) {
        actions.push(Action::Cancel);
    }
    actions
}

/// Whether people of this role work on this stage of this order.
pub fn works_on(order: &OrderView, stage: Stage, role: Role) -> bool {
    role == order.role_of(stage) || role.may(Permission::WorkForOthers)
}

/// How long the completion of the last stage may still be taken back; `None` when it may not.
pub fn recall_left_ms(order: &OrderView, now: Timestamp) -> Option<i64> {
    let last = last_done(order)?;
    let left = RECALL_WINDOW_MINUTES * MINUTE_MS - now.since_ms(last.finished_at?);
    (left > 0).then_some(left)
}

/// The last completed step.
pub fn last_done(order: &OrderView) -> Option<&StepView> {
    order
        .steps
        .iter()
        .rev()
        .find(|step| step.status == StepStatus::Done)
}

fn stage_actions(order: &OrderView, step: &StepView, me: &SignedInStaff) -> Vec<Action> {
    let stage = step.step_name;
    let holds = step.attended_by.as_ref().is_some_and(|by| by.id == me.id);
    match step.status {
        StepStatus::Pending if works_on(order, stage, me.role) => vec![Action::Take(stage)],
        StepStatus::InProgress if holds || me.role.may(Permission::WorkForOthers) => {
            vec![Action::Complete(stage), Action::Release(stage)]
        }
        StepStatus::Pending | StepStatus::InProgress | StepStatus::Done => vec![],
    }
}

fn recall(order: &OrderView, me: &SignedInStaff, now: Timestamp) -> Option<Action> {
    let last = last_done(order)?;
    let theirs = last.attended_by.as_ref().is_some_and(|by| by.id == me.id);
    let untouched = order
        .open_step()
        .is_none_or(|step| step.status == StepStatus::Pending);
    let allowed = (theirs || me.role == Role::Manager) && untouched && recall_left_ms(order, now).is_some();
    allowed.then_some(Action::Recall(last.step_name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::{cooking, done_by, me, minutes, taken_by};

    #[test]
    fn who_works_a_stage_takes_it_and_others_only_look() {
        let order = cooking(1);
        assert_eq!(
            actions(&order, &me(Role::Cook), minutes(1)),
            [Action::Take(Stage::Cooking)]
        );
        assert_eq!(actions(&order, &me(Role::Driver), minutes(1)), []);
        assert_eq!(
            actions(&order, &me(Role::Manager), minutes(1)),
            [Action::Take(Stage::Cooking), Action::Cancel]
        );
    }

    #[test]
    fn only_who_has_it_or_a_manager_finishes_it() {
        let order = taken_by(cooking(1), "cook", minutes(1));
        let finish = [Action::Complete(Stage::Cooking), Action::Release(Stage::Cooking)];
        assert_eq!(actions(&order, &me(Role::Cook), minutes(2)), finish);
        let mut other = me(Role::Cook);
        other.id = "s_other".into();
        assert_eq!(actions(&order, &other, minutes(2)), []);
        assert!(actions(&order, &me(Role::Manager), minutes(2)).starts_with(&finish));
    }

    #[test]
    fn a_completion_is_taken_back_for_two_minutes() {
        let order = done_by(cooking(1), "cook", minutes(5));
        let cook = me(Role::Cook);
        assert_eq!(
            actions(&order, &cook, minutes(6)),
            [Action::Recall(Stage::Cooking)]
        );
        assert_eq!(actions(&order, &cook, minutes(7)), []);
        let mut next_taken = taken_by(order, "dispatcher", minutes(6));
        assert_eq!(actions(&next_taken, &cook, minutes(6)), []);
        next_taken.status = Status::Cancelled;
        assert_eq!(actions(&next_taken, &me(Role::Manager), minutes(6)), []);
    }

    #[test]
    fn an_unpaid_order_is_the_managers() {
        let mut order = cooking(1);
        order.status = Status::Created;
        order.steps.clear();
        assert_eq!(
            actions(&order, &me(Role::Manager), minutes(1)),
            [Action::Confirm, Action::Cancel]
        );
        assert_eq!(actions(&order, &me(Role::Cook), minutes(1)), []);
    }
    #[test]
    fn an_order_to_accept_is_the_kitchens() {
        let mut order = cooking(1);
        order.status = Status::Created;
        order.to_accept = true;
        order.steps.clear();
        let accept = Action::Accept(Stage::Cooking);
        assert_eq!(actions(&order, &me(Role::Cook), minutes(1)), [accept]);
        assert_eq!(
            actions(&order, &me(Role::Manager), minutes(1)),
            [accept, Action::Cancel]
        );
        assert_eq!(actions(&order, &me(Role::Driver), minutes(1)), []);
    }
}
