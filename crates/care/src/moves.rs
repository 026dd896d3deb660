//! What only moves along arrows: from which state one may come to which.
//!
//! An answer to such a field is a move. Whoever makes it says from where; made from somewhere else, or along an arrow
//! that is not there, it is no error but a question for a person. The arrows stand beside each type.

/// Which arrows a field moves along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moves {
    /// An enrolment's stages: a list that only grows at its end, see [`crate::Stage::may_become`].
    Stages,
    /// How a step or a task stands, see [`crate::StepStatus::may_become`].
    Done,
}
