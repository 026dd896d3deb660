//! What the simulated days have found and was mended, each with the few steps that show it: nothing here is drawn.

use care::RecordId;
use data_encoding::BASE64;
use serde_json::json;
use sync::clinic::Shown;
use sync::device::{self, Batch, Fetched};
use sync::snapshot::{PageFrom, Snapshots};
use sync::wire::{ChangeItem, OpResult, ParkReason, Pulled, Push, Pushed};
use sync::{Ledger as _, RecordFault, Rules, clinic};

use super::bench::{Bench, GOAL, STREAM, device_of};
use super::book::Book;

/// The ledger is put back to how it was once, and whoever does it says so.
fn goes_back(bench: &mut Bench, to: &Book, life: &str) {
    bench.book = to.clone();
    let book = &mut bench.book;
    book.lives.insert(book.epoch.clone());
    life.clone_into(&mut book.epoch);
    book.marks.clear();
    book.came.clear();
}

/// A laptop that is a copy of another one, to the last byte.
fn clones(bench: &mut Bench, at: usize) -> usize {
    bench.disks.push(bench.disks[at].clone());
    bench.who.push(bench.who[at]);
    bench.disks.len() - 1
}

fn sends(bench: &mut Bench, at: usize) -> Pushed {
    let pushed = bench.offers(at, 256).unwrap();
    bench.hears(at, &pushed);
    pushed
}

/// One question for news as the clinic answers it: shortly, if there is nothing to say.
fn asks(bench: &mut Bench, at: usize) -> Pulled {
    let device = device_of(bench.who[at]);
    let pull = device::pull(&bench.disks[at]).unwrap();
    let quiet = clinic::nothing_new(&bench.book, device, &pull).unwrap();
    let pulled = quiet.unwrap_or_else(|| bench.asks(at));
    bench.learns(at, &pulled);
    pulled
}

/// A laptop's oldest copies, opened as the clinic opens them.
fn copies(bench: &Bench, at: usize) -> (u64, Push) {
    let (id, replay) = device::replay(&bench.disks[at]).unwrap().unwrap();
    let texts = BASE64.decode(replay.sealed.as_bytes()).unwrap();
    let push = Push {
        epoch: replay.epoch,
        tally: None,
        ops: serde_json::from_slice(&texts).unwrap(),
    };
    (id, push)
}

/// A laptop offers its oldest copies again, and hears the answer.
fn offers_again(bench: &mut Bench, at: usize) -> Pushed {
    let (id, push) = copies(bench, at);
    let device = device_of(bench.who[at]);
    let pushed = clinic::replay(&mut bench.book, device, &push, 0, Rules::SOUND);
    let pushed = pushed.unwrap().unwrap();
    device::replayed(&mut bench.disks[at], id, &pushed).unwrap();
    pushed
}

/// The count on a copy is that of the life it was made in. A laptop that asks for news before it has offered its copies
/// hears of backups of the new life, and those do not hold what the copies hold.
#[test]
fn copies_wait_until_they_were_offered_however_many_backups_the_new_life_has() {
    let mut bench = Bench::of(1);
    let before = bench.book.clone();
    bench.answers(0, "barrier", json!("rain"));
    let said = bench.meant[0].0;
    sends(&mut bench, 0);
    goes_back(&mut bench, &before, "second");
    // Two backups of the new life, and the older one is given up.
    (bench.book.era, bench.book.safe) = (2, 2);
    assert_eq!(asks(&mut bench, 0).epoch, "second");
    assert!(!bench.book.ops.contains_key(&said));
    asks(&mut bench, 0);
    asks(&mut bench, 0);
    offers_again(&mut bench, 0);
    assert!(bench.book.ops.contains_key(&said));
}

/// A laptop fetches a stream anew and then only says how far it has come. Its clone, which has the same mark and has not
/// come so far, must not be told that nothing is new.
#[test]
fn a_clone_that_is_behind_is_asked_for_all_its_cursors() {
    let mut bench = Bench::of(2);
    bench.answers(0, "barrier", json!("rain"));
    sends(&mut bench, 0);
    for at in [0, 1] {
        while !asks(&mut bench, at).pages.is_empty() {}
        asks(&mut bench, at);
    }
    let clone = clones(&mut bench, 0);
    bench.answers(1, "barrier", json!("no bus"));
    sends(&mut bench, 1);
    let head = bench.book.head(&STREAM).unwrap();
    bench.book.raise_floor(&STREAM, head).unwrap();
    // One of the two hears that the feed begins later now, fetches the stream, and says that it has it.
    assert_eq!(asks(&mut bench, 0).anew, [STREAM]);
    let wanted = device::wanted(&bench.disks[0]).unwrap().unwrap();
    assert_eq!(wanted.wanted[0].from, PageFrom::START);
    let whole = clinic::snapshots(&bench.book, device_of(0), &wanted, usize::MAX, Rules::SOUND);
    let whole = whole.unwrap().unwrap();
    device::fetched(&mut bench.disks[0], &whole, Rules::SOUND).unwrap();
    assert_eq!(bench.disks[0].cursor(&STREAM), head);
    asks(&mut bench, 0);
    // The other one stands where both stood.
    assert!(bench.disks[clone].cursor(&STREAM) < head);
    let fed = (0..3).any(|_| asks(&mut bench, clone).anew == [STREAM]);
    assert!(fed, "it is told that nothing is new");
}

/// What a laptop offered again is kept beside the chain, where its clone has used the place: the tally's place and hash
/// are the clone's, and only the last operation it was answered about shows that a ledger has lost it.
#[test]
fn a_ledger_that_has_lost_what_was_offered_again_is_seen_by_the_last_word() {
    let mut bench = Bench::of(1);
    let empty = bench.book.clone();
    let clone = clones(&mut bench, 0);
    bench.answers(0, "barrier", json!("rain"));
    let said = bench.meant[0].0;
    sends(&mut bench, 0);
    goes_back(&mut bench, &empty, "second");
    // The clone uses the place in the new life, and a backup is made.
    asks(&mut bench, clone);
    bench.answers(clone, "strength", json!("her sister"));
    sends(&mut bench, clone);
    let backup = bench.book.clone();
    // The other one learns of the life and offers what the first one took: beside the chain.
    asks(&mut bench, 0);
    let again = offers_again(&mut bench, 0);
    assert_eq!(again.answers.len(), 1);
    assert!(bench.book.ops.contains_key(&said));
    // It is put back, and nobody says so. The tally's place and hash are there all the same.
    bench.book = backup;
    let push = device::push(&mut bench.disks[0], Batch::WHOLE, Rules::SOUND);
    assert!(push.unwrap().is_none());
    let pull = device::pull(&bench.disks[0]).unwrap();
    let tally = pull.tally.as_ref().unwrap();
    let device = device_of(0);
    let link = bench.book.chain_link(device.id, tally.inc, tally.dseq);
    assert_eq!(link.unwrap(), Some(tally.hash));
    let shown = Shown {
        epoch: &pull.epoch,
        tally: Some(tally),
        mark: None,
    };
    assert!(clinic::is_set_back(&bench.book, device.id, shown).unwrap());
    let without = sync::Tally {
        answered: None,
        ..tally.clone()
    };
    let shown = Shown {
        tally: Some(&without),
        ..shown
    };
    assert!(!clinic::is_set_back(&bench.book, device.id, shown).unwrap());
}

/// What the clinic feeds of the stream is bad: a record's text does not have its hash.
fn damages(pulled: &mut Pulled) {
    let changes = pulled.pages.iter_mut().flat_map(|page| &mut page.changes);
    for change in changes {
        if let ChangeItem::Record { record, .. } = &mut change.item {
            record.text.push(' ');
        }
    }
}

/// A stream with a note among its answers, on the way to the second laptop: one answer before it and one after.
fn note_among_answers(bench: &mut Bench) -> RecordId {
    bench.answers(0, "barrier", json!("rain"));
    let note = bench.signs(0);
    bench.answers(0, "strength", json!("her sister"));
    sends(bench, 0);
    note
}

/// The laptop asks for what it fetches anew, and takes the answer as the network brings it.
fn fetches(bench: &mut Bench, at: usize, change: impl FnOnce(&mut Snapshots)) -> Fetched {
    let wanted = device::wanted(&bench.disks[at]).unwrap().unwrap();
    let device = device_of(bench.who[at]);
    let whole = clinic::snapshots(&bench.book, device, &wanted, usize::MAX, Rules::SOUND);
    let mut whole = whole.unwrap().unwrap();
    change(&mut whole);
    device::fetched(&mut bench.disks[at], &whole, Rules::SOUND).unwrap()
}

/// Two laptops, of which the second has been given a bad record in the feed.
fn stands_before_a_bad_record() -> (Bench, RecordId) {
    let mut bench = Bench::of(2);
    let note = note_among_answers(&mut bench);
    let mut pulled = bench.asks(1);
    damages(&mut pulled);
    let received = device::pulled(&mut bench.disks[1], &pulled, Rules::SOUND).unwrap();
    assert_eq!(received.fault, Some(RecordFault::Changed));
    assert!(received.suspicious);
    assert_eq!(bench.disks[1].cursor(&STREAM), 1, "it stands before it");
    (bench, note)
}

#[test]
fn a_bad_record_in_the_feed_is_mended_by_the_stream_itself() {
    let (mut bench, note) = stands_before_a_bad_record();
    let fetched = fetches(&mut bench, 1, |_| {});
    assert_eq!(fetched.renewed[0].damaged, []);
    assert!(bench.disks[1].records.contains_key(&note));
    assert_eq!(bench.disks[1].cursor(&STREAM), 3);
    assert!(bench.disks[1].damaged.is_empty());
}

#[test]
fn a_record_that_is_bad_at_the_clinic_keeps_nothing_else_back_and_is_named() {
    let (mut bench, note) = stands_before_a_bad_record();
    let spoils = |whole: &mut Snapshots| {
        for page in &mut whole.pages {
            for one in &mut page.records {
                one.record.text.push(' ');
            }
        }
    };
    let fetched = fetches(&mut bench, 1, spoils);
    assert_eq!(fetched.renewed[0].damaged, [note]);
    assert_eq!(bench.disks[1].damaged[&STREAM], [note]);
    assert_eq!(bench.disks[1].cursor(&STREAM), 3);
    assert_eq!(
        bench.disks[1].entities.get(&GOAL),
        bench.book.entities.get(&GOAL)
    );
    // What comes later comes as ever; and what is missing is found by comparing, and mended when the clinic has it again.
    bench.answers(0, "barrier", json!("no bus"));
    sends(&mut bench, 0);
    while !asks(&mut bench, 1).pages.is_empty() {}
    assert_eq!(bench.disks[1].cursor(&STREAM), 4);
    let ask = device::digests(&bench.disks[1], Rules::SOUND).unwrap();
    let differ = clinic::digests(&bench.book, device_of(1), &ask[0], Rules::SOUND);
    let differ = differ.unwrap().unwrap();
    assert_eq!(differ.differ, [STREAM]);
    device::digested(&mut bench.disks[1], &differ).unwrap();
    fetches(&mut bench, 1, |_| {});
    assert!(bench.disks[1].records.contains_key(&note));
    assert!(bench.disks[1].damaged.is_empty());
}

/// A laptop is put back to before it ever held a member, and meanwhile the member was taken from its person. It has nothing
/// to account for and does not know that anybody waits: the clinic asks for the receipt.
#[test]
fn a_receipt_is_given_by_a_laptop_that_was_put_back_to_before_it_held_her() {
    let mut bench = Bench::of(2);
    let (whose, colleague) = (device_of(0), device_of(1).staff);
    bench.book.grant(&STREAM, &[colleague]).unwrap();
    asks(&mut bench, 0);
    let before = bench.disks[0].clone();
    bench
        .book
        .grant(&STREAM, &[whose.staff, colleague])
        .unwrap();
    bench.answers(1, "barrier", json!("rain"));
    sends(&mut bench, 1);
    while !asks(&mut bench, 0).pages.is_empty() {}
    assert_eq!(bench.disks[0].cursor(&STREAM), 1);
    asks(&mut bench, 0);
    bench.book.grant(&STREAM, &[colleague]).unwrap();
    bench.disks[0] = before;
    while asks(&mut bench, 0).mark.is_none() {}
    assert_eq!(bench.book.owed(whose).unwrap(), [STREAM]);
    let gone = device::gone(&bench.disks[0]).unwrap().expect("a receipt");
    assert_eq!(gone.streams[0].entities, 0);
    let noted = clinic::gone(&mut bench.book, whose, &gone, 0);
    let noted = noted.unwrap().unwrap();
    device::gone_noted(&mut bench.disks[0], &gone, &noted).unwrap();
    assert_eq!(bench.book.owed(whose).unwrap(), []);
    assert!(device::gone(&bench.disks[0]).unwrap().is_none());
}

/// A laptop that is wanted back has sent everything, to a ledger that was put back since. It would have erased itself, and the
/// only copies with it.
#[test]
fn what_a_laptop_that_is_wanted_back_only_has_copies_of_is_set_aside_before_it_erases_itself() {
    let mut bench = Bench::of(2);
    let before = bench.book.clone();
    bench.answers(0, "barrier", json!("rain"));
    sends(&mut bench, 0);
    goes_back(&mut bench, &before, "another");
    let whose = device_of(0);
    let is_elsewhere = |bench: &mut Bench| {
        let push = device::farewell(&bench.disks[0]).unwrap();
        let pushed = clinic::quarantine(&mut bench.book, whose, &push, 0, Rules::SOUND);
        let pushed = pushed.unwrap().unwrap();
        let answered = device::pushed(&mut bench.disks[0], &pushed, Rules::SOUND);
        answered.unwrap().other_life
    };
    assert!(is_elsewhere(&mut bench));
    let (id, push) = copies(&bench, 0);
    let pushed = clinic::quarantine_again(&mut bench.book, whose, &push, 0, Rules::SOUND);
    let pushed = pushed.unwrap().unwrap();
    let reason = ParkReason::LostDevice;
    assert_eq!(pushed.answers[0].result, OpResult::Parked { reason });
    assert_eq!(bench.goal(), None, "nobody has looked at it");
    device::replayed(&mut bench.disks[0], id, &pushed).unwrap();
    assert!(device::replay(&bench.disks[0]).unwrap().is_none());
    assert!(!is_elsewhere(&mut bench));
}
