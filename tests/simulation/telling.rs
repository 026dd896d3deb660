//! What the world tells about itself, if anybody listens.

use sync::wire::{OpAnswer, OpResult};

use super::ground::Ground;
use super::intent::{Does, Intent};
use super::laptop::Laptop;
use super::witness::Violation;
use super::world::World;

impl<G: Ground> World<G> {
    /// Says who is there.
    pub(super) fn introduces_everybody(&mut self) {
        let Some(transcript) = &mut self.transcript else {
            return;
        };
        for laptop in &self.laptops {
            transcript.calls(laptop.id.0, &format!("{}'s laptop", laptop.name));
            transcript.calls(laptop.staff.0, laptop.name);
        }
        for laptop in &self.laptops {
            let Laptop { name, role, .. } = laptop;
            let newer = if laptop.newer {
                ", with a newer release"
            } else {
                ""
            };
            let off = laptop.clock_off / (365 * 24 * 3_600_000);
            let of = laptop.staff;
            self.tells(|| {
                format!(
                    "{name} has a laptop of {of}, {role:?}{newer}; its clock is {off} years off."
                )
            });
        }
    }

    /// Says what happens, if anybody listens.
    pub(crate) fn tells(&self, line: impl FnOnce() -> String) {
        if let Some(transcript) = &self.transcript {
            transcript.prints(&line());
        }
    }

    /// Gives something a name in the transcript.
    pub(crate) fn counts(&mut self, id: uuid::Uuid, kind: &str) {
        if let Some(transcript) = &mut self.transcript {
            transcript.counts(id, kind);
        }
    }

    /// A broken rule, in the transcript's words.
    pub(crate) fn in_words(&self, violation: Violation) -> Violation {
        let how = match &self.transcript {
            Some(transcript) => transcript.in_words(&violation.how),
            None => violation.how,
        };
        Violation { how, ..violation }
    }

    /// Takes down what somebody meant, now that it is on this laptop's disk.
    pub(crate) fn has_said(&mut self, at: usize, intent: Intent) {
        self.laptops[at].said.push(intent.op);
        self.intends(intent);
    }

    /// Takes down what somebody meant.
    pub(crate) fn intends(&mut self, intent: Intent) {
        self.counts(intent.op.0, "operation");
        if let Some(member) = intent.stream.member() {
            self.counts(member.0, "member");
        }
        let (op, stream) = (intent.op, intent.stream.clone());
        let by = intent.by.map(|(_, staff)| staff);
        let who = || by.map_or_else(|| "The import".to_owned(), |staff| staff.to_string());
        match &intent.does {
            Does::Answers {
                entity,
                kind,
                fields,
            } => {
                self.counts(entity.0, kind);
                let said: Vec<String> = fields
                    .iter()
                    .map(|(field, write)| format!("{field} = {}", write.value))
                    .collect();
                self.tells(|| {
                    format!(
                        "{} answers about {entity} of {stream}: {} ({op}).",
                        who(),
                        said.join(", ")
                    )
                });
            }
            Does::Signs(id, _) => {
                self.counts(id.0, "record");
                let how = if intent.forged {
                    "signs with a stolen name"
                } else {
                    "signs"
                };
                self.tells(|| format!("{} {how} {id} about {stream} ({op}).", who()));
            }
        }
        self.witness.intends(intent);
    }

    /// Says what the clinic answered.
    pub(super) fn tells_answers(&self, laptop: usize, answers: &[OpAnswer]) {
        let name = self.laptops[laptop].name;
        for OpAnswer { op, result, .. } in answers {
            self.tells(|| {
                let what = match result {
                    OpResult::Applied { seq } => format!("applied, as change {seq}"),
                    OpResult::AppliedConflict { seq, fields } => {
                        format!(
                            "applied, as change {seq}; two answers to {}",
                            fields.join(", ")
                        )
                    }
                    OpResult::Parked { reason } => format!("set aside, {reason:?}"),
                    OpResult::Decided { status, .. } => format!("decided, {status:?}"),
                };
                format!("The clinic answers {name}: {op} is {what}.")
            });
        }
    }
}
