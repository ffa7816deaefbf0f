//! What a resource shows of the answers that it gets.

use super::loader::{Apply, rest_after};
use super::*;
use api::unread::Unread;
use futures::executor::block_on;
use futures::future::abortable;
use std::future::{pending, ready};

fn is_gone(error: &ApiError) -> bool {
    error.code == Code::NotFound
}

fn resource() -> Resource<u8> {
    Resource::until_gone(pending::<Result<u8, ApiError>>, is_gone)
}

/// Takes an answer that came.
fn answered(resource: Resource<u8>, answer: Result<u8, ApiError>) {
    resource.take(
        answer.map(|value| Box::new(move || keep(resource.value, value)) as Apply),
        &[],
    );
}

/// Asks, and takes the answer.
fn asked<T: Send + Sync + 'static>(resource: Resource<T>) {
    let ask = resource.stand.with_value(|stand| Arc::clone(&stand.ask));
    resource.take(block_on(ask()), &[]);
}

#[test]
fn what_is_shown_stays_when_a_later_call_fails() {
    let owner = Owner::new();
    owner.set();
    let resource = resource();
    assert_eq!(resource.load(), Load::Loading);
    answered(resource, Err(ApiError::conflict()));
    assert_eq!(
        resource.load(),
        Load::Failed(ApiError::conflict()),
        "there is nothing else to show"
    );
    answered(resource, Ok(1));
    assert_eq!(resource.load(), Load::Ready(1));
    answered(resource, Err(ApiError::conflict()));
    assert_eq!(resource.load(), Load::Ready(1));
    assert_eq!(resource.error.get_untracked(), Some(ApiError::conflict()));
}

#[test]
fn what_is_gone_is_shown_no_longer() {
    let owner = Owner::new();
    owner.set();
    let resource = Resource::until_gone(|| ready(Err::<u8, _>(ApiError::not_found())), is_gone);
    resource.learn(1);
    asked(resource);
    assert_eq!(resource.load(), Load::Failed(ApiError::not_found()));
}

#[test]
fn an_older_answer_replaces_no_newer() {
    let owner = Owner::new();
    owner.set();
    let older = || ready(Ok((1, "older")));
    let resource = Resource::newest(older, |known: &(u8, &str), answer| known.0 <= answer.0);
    resource.learn((2, "newer"));
    asked(resource);
    assert_eq!(resource.value.get_untracked(), Some((2, "newer")));
}

#[test]
fn what_is_wished_meanwhile_is_one_more_question() {
    let owner = Owner::new();
    owner.set();
    let resource = resource();
    let (_call, handle) = abortable(pending::<()>());
    resource.stand.update_value(|stand| stand.call = Some(handle));
    resource.ask();
    resource.ask();
    assert!(resource.stand.with_value(|stand| stand.again));
    answered(resource, Ok(1));
    assert!(resource.stand.with_value(|stand| stand.resting && !stand.again));
}

#[test]
fn a_call_whose_page_is_left_is_given_up() {
    let owner = Owner::new();
    let resource = owner.with(resource);
    let (call, handle) = abortable(pending::<()>());
    resource.stand.update_value(|stand| stand.call = Some(handle));
    owner.cleanup();
    assert!(call.is_aborted());
    resource.ask();
    resource.learn(1);
}

#[test]
fn what_cannot_be_read_is_named_beside_what_can() {
    let owner = Owner::new();
    owner.set();
    let resource = resource();
    let answer = Box::new(move || keep(resource.value, 1)) as Apply;
    resource.take(Ok(answer), &[Unread { number: Some(104) }, Unread::default()]);
    assert_eq!(resource.load(), Load::Ready(1));
    let error = resource.error.get_untracked().unwrap();
    assert_eq!(error.code, Code::OldPage);
    assert!(error.message.contains("n.º 104 y 1 más"), "{}", error.message);
    answered(resource, Ok(1));
    assert_eq!(resource.error.get_untracked(), None);
}

#[test]
fn a_busy_server_is_asked_ever_more_seldom() {
    let seconds = |chance| [0, 1, 2, 3, 4, 5, u32::MAX].map(|busy| rest_after(busy, chance).as_secs());
    assert_eq!(seconds(0.0), [2, 4, 8, 16, 32, 32, 32]);
    assert_eq!(seconds(1.0), [3, 6, 12, 24, 48, 48, 48], "not all pages at once");
}
