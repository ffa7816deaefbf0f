//! Answers in order: what an action has answered is not replaced by what a list had asked for before.

use api::catering::CateringView;

/// The requests of an answer, each in the newer of two forms: as it was known, or as the answer has it.
pub fn fresh(known: &[CateringView], answer: Vec<CateringView>) -> Vec<CateringView> {
    answer
        .into_iter()
        .map(|request| {
            let newer =
                |known: &&CateringView| known.page.id == request.page.id && known.version > request.version;
            known.iter().find(newer).cloned().unwrap_or(request)
        })
        .collect()
}

/// Puts a request in the place of its older form.
pub fn put(known: &mut [CateringView], request: &CateringView) {
    let old = known
        .iter_mut()
        .find(|old| old.page.id == request.page.id && old.version <= request.version);
    if let Some(old) = old {
        old.clone_from(request);
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{quoted, request};
    use super::*;

    #[test]
    fn an_older_answer_does_not_replace_a_newer_request() {
        let mut newer = request();
        newer.version = 5;
        let known = [newer.clone(), quoted()];
        let shown = fresh(&known, vec![request(), quoted()]);
        assert_eq!(shown, known);
        newer.version = 6;
        assert_eq!(fresh(&known, vec![newer.clone()]), [newer]);
    }

    #[test]
    fn what_an_action_answered_is_shown_at_once() {
        let mut known = [request(), quoted()];
        let mut answer = request();
        answer.version += 1;
        put(&mut known, &answer);
        assert_eq!(known[0], answer);
        put(&mut known, &request());
        assert_eq!(known[0], answer);
    }
}
