//! What every `Ledger` must do, whatever it is made of.
//!
//! The ledger of the simulation and the clinic's own run the same cases; the clinic includes this file in its own
//! tests, because its ledger is nobody else's business.

mod ages;
mod anew;
mod crossing;
mod decided;
mod exchanging;
mod files;
mod glass;
mod hard_texts;
mod masks;
mod one_person;
mod set_aside;
mod storing;
mod tags;

use std::fmt::Debug;

use care::{DeviceId, EntityId, GroupId, MemberId, OpId, RecordId, Role, StaffId};
use ed25519_dalek::SigningKey;
use serde_json::json;
use sync::clinic::FileLedger;
use sync::{Author, Device, Hash, Op, OpBody, RecordText, SignedRecord, StreamId, sealed};
use uuid::Uuid;

/// A ledger that can be told, outside of sync, who there is.
pub(crate) trait Enrols: FileLedger {
    /// Somebody of the clinic, with her role and her device's public key.
    fn enrols(&mut self, device: Device, role: Role, public_key: &str);
}

/// How many cases there are.
pub(crate) const CASES: usize = 68;

/// The cases. Each wants a transaction of a fresh ledger.
pub(crate) fn cases<L: Enrols<Error: Debug>>() -> [fn(&mut L); CASES] {
    [
        storing::places_have_no_gap,
        storing::a_page_is_bounded_and_never_empty,
        storing::an_answer_is_kept_with_its_operation,
        storing::only_the_next_link_moves_the_chain,
        storing::an_entity_comes_back_as_it_was_put,
        storing::a_record_is_never_replaced,
        storing::a_grant_names_exactly_its_holders,
        storing::what_somebody_held_is_known_by_the_version_of_her_grants,
        storing::a_receipt_is_owed_for_what_is_held_and_no_longer_granted,
        storing::what_was_set_aside_is_released_once,
        storing::each_incarnation_has_its_chain_and_none_is_given_twice,
        storing::something_waits_for_whoever_may_have_it_until_she_has_come_so_far,
        storing::a_code_is_always_the_same_and_of_no_other_text,
        storing::people_are_known_by_role_and_devices_by_key,
        exchanging::two_answers_stand_until_one_is_given_by_whoever_saw_both,
        exchanging::what_cannot_be_applied_is_parked_and_stops_nothing,
        exchanging::a_stream_with_a_history_is_not_taken_by_writing_to_it,
        exchanging::a_record_counts_only_with_its_own_signature,
        exchanging::what_was_set_aside_counts_when_a_lead_takes_it_over,
        exchanging::a_forged_review_is_never_taken_over,
        set_aside::nobody_writes_in_anothers_name_or_from_anothers_laptop,
        set_aside::what_is_set_aside_about_somebody_new_is_seen_by_a_supervisor,
        set_aside::without_a_supervisor_whoever_met_somebody_sees_it_alone,
        decided::whoever_wrote_it_hears_what_was_decided_and_nobody_else,
        decided::what_was_being_written_is_put_before_a_person_once,
        tags::only_a_supervisor_takes_a_tag_off_whatever_a_laptop_sends,
        glass::a_record_opened_for_a_while_is_held_until_the_clinic_ends_it,
        glass::nobody_but_the_clinic_says_that_a_record_was_opened,
        glass::whoever_opened_a_record_does_not_make_herself_its_lead,
        glass::a_guest_keeps_no_record_by_joining_it_to_one_of_hers,
        hard_texts::u_0000_stops_nothing_wherever_it_stands,
        hard_texts::a_stream_of_no_name_is_kept_beside_the_rest,
        crossing::two_agreed_plans_open_one_review_that_ends_with_its_cause,
        crossing::what_a_person_has_called_right_is_not_asked_again,
        crossing::two_open_enrolments_open_a_review_and_an_ended_one_does_not,
        crossing::a_step_towards_no_goal_waits_for_the_goal,
        crossing::a_baby_of_no_pregnancy_waits_for_the_pregnancy,
        crossing::a_step_of_a_goal_that_was_removed_waits_for_a_person,
        ages::what_a_newer_laptop_sent_counts_once_its_kind_is_known,
        ages::what_has_another_end_is_not_removed,
        one_person::marks_find_whoever_has_them_and_no_more_than_asked,
        one_person::whoever_met_somebody_holds_her_and_every_supervisor_does,
        one_person::two_who_may_be_one_open_a_question_in_each_stream,
        one_person::joined_records_are_held_by_whoever_may_hold_either_until_they_are_parted,
        one_person::a_chain_and_a_circle_of_records_are_one_person,
        one_person::what_one_person_has_twice_in_two_records_is_asked_while_they_are_joined,
        files::a_file_is_taken_piece_by_piece_and_given_to_whoever_may_read_it,
        files::a_file_that_lies_leaves_nothing_behind_and_can_be_sent_again,
        files::a_false_length_said_first_does_not_keep_the_true_one_out,
        files::a_piece_nobody_expects_or_of_another_length_is_refused,
        files::a_file_of_work_that_was_set_aside_is_taken_too,
        files::a_ledger_that_was_put_back_without_a_picture_is_known_by_its_marks,
        masks::whoever_bills_is_fed_without_a_gap_and_nothing_she_may_not_hold,
        masks::a_whole_stream_and_its_digest_are_what_the_mask_shows,
        masks::another_role_takes_everything_back_and_gives_it_anew,
        masks::a_laptop_that_was_put_back_to_another_role_lets_go_too,
        masks::a_picture_is_given_to_whoever_may_see_what_names_it,
        masks::whoever_may_hold_nothing_is_given_no_member,
        anew::the_feed_begins_at_its_floor_and_nothing_else_goes,
        anew::what_was_received_long_ago_leaves_the_feed,
        anew::a_stream_is_given_whole_in_pages_to_whoever_may_hold_it,
        anew::a_device_before_the_floor_fetches_anew_and_one_that_cannot_is_told,
        anew::what_differs_is_named_at_the_same_place_only,
        anew::whom_she_visits_soon_comes_first,
        exchanging::a_pull_gives_what_is_granted_and_new,
        exchanging::a_device_that_has_missed_an_answer_is_asked_for_everything,
        exchanging::a_restored_laptop_begins_another_incarnation_and_loses_nothing,
        exchanging::a_ledger_that_was_put_back_takes_nothing_and_knows_its_own_word,
    ]
}

const GOAL: EntityId = EntityId(Uuid::from_u128(0x60));

fn stream(n: u128) -> StreamId {
    StreamId::Member(MemberId(Uuid::from_u128(n)))
}

fn staff(n: u128) -> StaffId {
    StaffId(Uuid::from_u128(n))
}

fn op(n: u128) -> OpId {
    OpId(Uuid::from_u128(n))
}

/// A person of the clinic with her device, and the end of her chain.
struct Person {
    device: Device,
    key: SigningKey,
    inc: u32,
    chain: (u64, Hash),
}

impl Person {
    fn of<L: Enrols>(ledger: &mut L, n: u8, role: Role) -> Self {
        let device = Device {
            id: DeviceId(Uuid::from_u128(0x100 | u128::from(n))),
            staff: staff(u128::from(n)),
        };
        let key = SigningKey::from_bytes(&[n; 32]);
        ledger.enrols(
            device,
            role,
            &sync::proof::public_key_text(&key.verifying_key()),
        );
        let chain = (0, Hash::ZERO);
        let inc = 0;
        Self {
            device,
            key,
            inc,
            chain,
        }
    }

    /// The next operation of her chain.
    fn says(&mut self, id: u128, stream: &StreamId, body: OpBody) -> String {
        let (text, hash) = sealed(&Op {
            id: op(id),
            device: self.device.id,
            inc: self.inc,
            dseq: self.chain.0.saturating_add(1),
            group: GroupId(Uuid::from_u128(1)),
            author: Author::Staff(self.device.staff),
            stream: stream.clone(),
            at: 0,
            gver: 0,
            schema: 1,
            prev: self.chain.1,
            body,
        })
        .unwrap();
        self.chain = (self.chain.0.saturating_add(1), hash);
        text
    }

    fn signs(&self, id: u128, stream: &StreamId, words: &str) -> SignedRecord {
        let record = RecordText {
            id: RecordId(Uuid::from_u128(id)),
            kind: "note".to_owned(),
            stream: stream.clone(),
            about: GOAL,
            author: Author::Staff(self.device.staff),
            device: self.device.id,
            prev: Hash::ZERO,
            body: json!({ "narrative": words }),
        };
        SignedRecord::sign(&record, &self.key).unwrap()
    }
}
