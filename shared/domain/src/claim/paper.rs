//! Sheets of the paper book, which the restaurant types in: within a calendar day once the virtual book works again (LR 4-A, 9).

use super::FiledForm;
use super::form::{ClaimForm, Problem};
use crate::actor::Actor;
use crate::customer::FieldProblem;
use crate::written::optional_line;
use crate::{Date, Timestamp};
use serde::{Deserialize, Serialize};

/// The oldest sheet of paper that is taken, in days: sheets are kept for two years (LR 12).
const OLDEST_DAYS: i32 = 731;

/// A sheet of the paper book as it is typed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaperForm {
    /// The date on the paper: the term to answer begins with it.
    pub filed_on: Option<Date>,
    /// The number printed on the paper, at most 30 characters; it may have none.
    pub paper_number: String,
    /// What the consumer wrote.
    #[serde(flatten)]
    pub form: ClaimForm,
}

/// Where a sheet comes from that was written on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaperSheet {
    /// The date on the paper.
    pub filed_on: Date,
    /// The number printed on it; empty where it has none.
    pub number: String,
    /// Who typed it in.
    pub entered_by: Actor,
    pub entered_at: Timestamp,
}

/// A sheet of the paper book as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledPaper {
    pub filed_on: Date,
    /// Empty where the paper has none.
    pub number: String,
    pub form: FiledForm,
}

impl PaperForm {
    /// The sheet as it is stored, or all that is wrong with it. The date on it is one of the last two years.
    pub fn checked(&self, today: Date) -> Result<FiledPaper, Vec<Problem>> {
        let mut problems = Vec::new();
        let day = match self.filed_on {
            None => Err(FieldProblem::Missing),
            Some(day) if day > today || day < today.plus_days(-OLDEST_DAYS) => Err(FieldProblem::NoPastDay),
            Some(day) => Ok(day),
        };
        let number = optional_line(&self.paper_number, 30);
        problems.extend(day.err().map(|problem| ("/filedOn", problem)));
        problems.extend(number.as_ref().err().map(|problem| ("/paperNumber", *problem)));
        let form = self.form.checked();
        problems.extend(form.as_ref().err().into_iter().flatten().copied());
        match (day, number, form) {
            (Ok(filed_on), Ok(number), Ok(form)) => Ok(FiledPaper {
                filed_on,
                number,
                form,
            }),
            _ => Err(problems),
        }
    }
}
