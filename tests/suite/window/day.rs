//! The whole day of two people, through their real windows.
//!
//! Both enrol and pull the caseload. The network is cut. Both edit the same goal; each visits; one signs a note and adds
//! to it; the other is killed in the middle of a sentence. The network returns, both exchange, the same question has two
//! answers in both windows, one of them settles it, and both end alike. A picture of each step is kept.

use xtask::webdriver::Window;

use super::stage::{Person, Stage};
use super::unlocks;

const INES: &str = "Inés Carranza";
const DEBORAH: &str = "Deborah Achterberg";
/// A member of whose care team both are, with a plan.
const MEMBER: &str = "Christa Heller";

const NOTE: &str = "She slept well. We filled in the county form together, line by line.";
const LATER: &str = "Her sister called back: she comes along on Thursday.";
const TYPED: &str = "He is glad to be home. His sister reads the labels to him, and";

/// A window with the person in it and the words she reads.
pub(super) struct Seat<'stage> {
    stage: &'stage Stage,
    pub(super) person: Person,
    pub(super) window: Window,
}

impl<'stage> Seat<'stage> {
    /// Enrols, opens the window, unlocks, and waits until the first exchange has brought the caseload.
    pub(super) fn taken(stage: &'stage Stage, name: &'static str) -> Self {
        let person = stage.enrols(name);
        let window = stage.opens(&person);
        let seat = Self {
            stage,
            person,
            window,
        };
        unlocks(stage, &seat.person, &seat.window);
        seat.goes_to_the_caseload();
        seat.pictures("01-caseload");
        seat
    }

    /// The same person after her computer stopped: a new process on the same profile.
    fn opens_again(self) -> Self {
        let Self {
            stage,
            person,
            window,
        } = self;
        window.kill();
        let window = stage.opens(&person);
        unlocks(stage, &person, &window);
        Self {
            stage,
            person,
            window,
        }
    }

    pub(super) fn say(&self, id: &'static str) -> &str {
        self.stage.words.say(id)
    }

    pub(super) fn presses(&self, id: &'static str) {
        self.window.press("button", self.say(id)).unwrap();
    }

    fn goes(&self, place: &'static str) {
        self.window.press("link", self.say(place)).unwrap();
    }

    fn sees(&self, text: &str) {
        self.window.sees(text).unwrap();
    }

    fn pictures(&self, what: &str) {
        self.stage.pictures(&self.person, &self.window, what);
    }

    fn goes_to_the_caseload(&self) {
        self.goes("place.caseload");
        self.window
            .press("radio", self.say("caseload.team"))
            .unwrap();
        self.window.by_role("row", MEMBER).unwrap();
    }

    fn opens_the_plan(&self) {
        self.goes_to_the_caseload();
        self.window.press("row", MEMBER).unwrap();
        self.window.by_role("heading", MEMBER).unwrap();
        self.presses("plan.title");
        self.window
            .by_role("button", self.say("plan.addGoal"))
            .unwrap();
    }

    /// Changes fields of her first goal.
    fn answers(&self, fields: &[(&'static str, &str)]) {
        self.opens_the_plan();
        self.presses("plan.change");
        for (field, words) in fields {
            self.window.fill(self.say(field), words).unwrap();
        }
        self.presses("form.save");
        for (_, words) in fields {
            self.sees(words);
        }
    }

    pub(super) fn opens_her_next_visit(&self) {
        self.goes("place.today");
        self.presses("today.openVisit");
        self.presses("visit.start");
    }

    pub(super) fn types_into_the_note(&self, words: &str) {
        let note = self
            .window
            .by_role("textbox", self.say("visit.note"))
            .unwrap();
        self.window.type_into(&note, words).unwrap();
        self.sees(self.say("draft.kept"));
        // The tag may speak of an earlier pause: the core must hold the last letter.
        let kept = "return window.__TAURI_INTERNALS__.invoke('ask', { name: 'today.show', body: {} }) \
            .then(({ ok }) => window.__TAURI_INTERNALS__.invoke('ask', \
                { name: 'drafts.show', body: { about: ok.drafts[0]?.about ?? '' } })) \
            .then(({ ok }) => (ok.body ?? '').includes(arguments[0]));";
        self.window
            .wait_until("the draft in the vault", kept, &[serde_json::json!(words)])
            .unwrap();
    }

    /// Exchanges, and waits until the clinic has confirmed everything.
    pub(super) fn exchanges(&self) {
        self.goes("place.sync");
        self.presses("sync.tryNow");
        let done = "return window.__TAURI_INTERNALS__.invoke('ask', { name: 'sync.show', body: {} }) \
            .then(({ ok }) => ok.unsent === 0 && ok.now.is === 'resting' && ok.lastProblem === null);";
        self.window
            .wait_until("an exchange that went well", done, &[])
            .unwrap();
    }
}

/// R015. R237 in part: the records of the day come together; month-end reports do not exist yet.
#[test]
fn the_day_of_two_people_loses_nothing() {
    let stage = Stage::set("day");
    let ines = Seat::taken(&stage, INES);
    let deborah = Seat::taken(&stage, DEBORAH);

    stage.the_network_is_cut();
    ines.answers(&[("plan.barrier", "no photo ID")]);
    ines.pictures("02-her-answer");
    deborah.answers(&[
        ("plan.barrier", "the bus does not go there"),
        ("plan.strength", "keeps every appointment"),
    ]);
    deborah.pictures("02-her-answer");

    signs_a_note_and_adds_to_it(&ines);
    let deborah = is_killed_in_the_middle_of_a_sentence(deborah);

    stage.the_network_returns();
    for seat in [&ines, &deborah, &ines, &deborah] {
        seat.exchanges();
    }
    both_see_both_answers([&ines, &deborah]);
    deborah.presses("conflict.useYours");
    deborah.exchanges();
    ines.exchanges();
    for seat in [&ines, &deborah] {
        seat.sees(seat.say("conflict.noneTitle"));
        seat.opens_the_plan();
        seat.sees("the bus does not go there");
        seat.sees("keeps every appointment");
        seat.pictures("08-settled");
    }
    the_clinic_holds_everything(&stage);
    ines.window.close().unwrap();
    deborah.window.close().unwrap();
}

fn signs_a_note_and_adds_to_it(seat: &Seat<'_>) {
    seat.opens_her_next_visit();
    seat.types_into_the_note(NOTE);
    seat.pictures("03-writing");
    seat.presses("visit.part.note");
    seat.window
        .press("checkbox", seat.say("coreService.coordination"))
        .unwrap();
    seat.presses("visit.part.sign");
    seat.presses("visit.sign");
    seat.window
        .by_role("heading", seat.say("visit.signedNote"))
        .unwrap();
    seat.sees(seat.say("visit.verified"));
    seat.presses("visit.addToNote");
    seat.window
        .press("radio", seat.say("addendumReason.late_entry"))
        .unwrap();
    seat.window
        .fill(seat.say("visit.addendumText"), LATER)
        .unwrap();
    seat.presses("visit.addendumSign");
    seat.window
        .by_role("heading", seat.say("visit.addenda"))
        .unwrap();
    seat.sees(LATER);
    seat.pictures("04-signed");
    seat.presses("visit.close");
}

fn is_killed_in_the_middle_of_a_sentence(seat: Seat<'_>) -> Seat<'_> {
    seat.opens_her_next_visit();
    seat.types_into_the_note(TYPED);
    seat.pictures("05-before-the-crash");
    let seat = seat.opens_again();
    seat.goes("place.today");
    seat.presses("today.goOn");
    let note = seat
        .window
        .by_role("textbox", seat.say("visit.note"))
        .unwrap();
    assert_eq!(seat.window.value(&note).unwrap(), TYPED);
    seat.pictures("06-after-the-crash");
    seat.presses("visit.pause");
    seat
}

fn both_see_both_answers(seats: [&Seat<'_>; 2]) {
    for seat in seats {
        seat.goes("place.sync");
        seat.window
            .by_role("heading", seat.say("conflict.title"))
            .unwrap();
        seat.sees("no photo ID");
        seat.sees("the bus does not go there");
        seat.pictures("07-two-answers");
    }
}

/// The clinic's own check: every operation in its chain, every record's hash and signature.
fn the_clinic_holds_everything(stage: &Stage) {
    let verdict = stage.clinic_command().arg("verify").output().unwrap();
    let said = String::from_utf8_lossy(&verdict.stdout);
    assert!(
        verdict.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&verdict.stderr)
    );
}
