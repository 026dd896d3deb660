//! What each request of the contract is in the chain of who looked at what. One that is missing here is taken for a look,
//! and a test says so.

use AuditAction::{Export, Search, View};
use care::AuditAction;

/// What a request is in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declared {
    /// It shows something, or hands it out: an entry of this act with this kind of thing. The name of the part of its
    /// body that says which one, if any does.
    Shows(AuditAction, &'static str, Option<&'static str>),
    /// It writes: each thing the pen writes becomes an entry in the same transaction.
    Writes,
    /// It makes its own entries, because it opens, locks or asks the clinic.
    Itself,
    /// It is no entry, because of this.
    Nothing(&'static str),
}

use Declared::{Itself, Nothing, Shows, Writes};

/// Every request, by name.
pub(crate) const DECLARED: &[(&str, Declared)] = &[
    ("assessments.finish", Writes),
    ("assessments.list", Shows(View, "assessment", None)),
    ("assessments.raise", Writes),
    ("assessments.sheet", Shows(View, "assessment", None)),
    (
        "assessments.show",
        Shows(View, "assessment", Some("record")),
    ),
    (
        "assessments.weigh",
        Nothing("it adds up what the person has just typed"),
    ),
    ("attempts.add", Writes),
    ("attempts.takeBack", Writes),
    ("audit.list", Itself),
    ("caseload.list", Shows(View, "caseload", None)),
    ("comprehensive.finish", Writes),
    ("comprehensive.list", Shows(View, "comprehensive", None)),
    ("comprehensive.sheet", Shows(View, "comprehensive", None)),
    (
        "comprehensive.show",
        Shows(View, "comprehensive", Some("record")),
    ),
    ("conflicts.list", Shows(View, "conflict", None)),
    ("conflicts.settle", Writes),
    ("consents.add", Writes),
    ("consents.show", Shows(View, "consent", None)),
    ("consents.withdraw", Writes),
    ("devices.declare", Itself),
    ("devices.list", Itself),
    ("disclosures.list", Shows(View, "disclosure", None)),
    (
        "documents.begin",
        Nothing("a picture is taken; keeping it is the entry"),
    ),
    ("documents.keep", Writes),
    ("documents.list", Shows(View, "document", None)),
    (
        "documents.part",
        Nothing("a picture is taken; keeping it is the entry"),
    ),
    (
        "documents.picture",
        Shows(View, "document", Some("document")),
    ),
    ("documents.withdraw", Writes),
    (
        "drafts.drop",
        Nothing("what is being typed is nobody's record yet; signing it is the entry"),
    ),
    (
        "drafts.keep",
        Nothing("what is being typed is nobody's record yet; signing it is the entry"),
    ),
    ("drafts.show", Shows(View, "draft", None)),
    ("eligibility.keep", Writes),
    ("eligibility.show", Shows(View, "eligibility", None)),
    ("encounters.mark", Writes),
    ("episodes.advance", Writes),
    ("facts.put", Writes),
    ("fullRecord.make", Shows(Export, "full_record", None)),
    ("glass.break", Itself),
    ("glass.list", Itself),
    ("glass.renew", Itself),
    (
        "glass.show",
        Nothing(
            "why her record is here, which stands beside it; looking at the record is the entry",
        ),
    ),
    ("glass.weigh", Itself),
    ("goals.move", Writes),
    ("goals.put", Writes),
    ("health.show", Shows(View, "health", None)),
    (
        "help.show",
        Nothing("the catalogue's own words, and nobody's"),
    ),
    ("helperServices.add", Writes),
    ("incidents.list", Itself),
    ("incidents.write", Itself),
    ("infants.put", Writes),
    ("infants.record", Writes),
    ("interventions.put", Writes),
    ("members.alike", Shows(Search, "member", None)),
    ("members.edit", Writes),
    ("members.join", Writes),
    ("members.meet", Writes),
    ("members.part", Writes),
    ("members.show", Shows(View, "member", None)),
    ("needs.put", Writes),
    ("outreach.list", Shows(View, "outreach", None)),
    (
        "outreach.lists",
        Nothing("the field's own lists, and nobody's"),
    ),
    ("outreach.say", Writes),
    ("outreach.show", Shows(View, "outreach", None)),
    (
        "outreach.works",
        Nothing("how many attempts of her own reached somebody, and nobody's name"),
    ),
    ("people.find", Shows(Search, "member", None)),
    ("perinatal.put", Writes),
    ("perinatal.show", Shows(View, "pregnancy", None)),
    ("plans.agree", Writes),
    ("plans.show", Shows(View, "plan", None)),
    ("pregnancies.end", Writes),
    ("pregnancies.put", Writes),
    ("programmes.consult", Writes),
    ("programmes.put", Writes),
    ("referrals.put", Writes),
    ("reviews.decide", Writes),
    ("reviews.list", Shows(View, "review", None)),
    ("rights.answer", Writes),
    ("rights.ask", Writes),
    ("rights.show", Shows(View, "right_asked", None)),
    (
        "session.alive",
        Nothing("somebody touched the screen; nothing is shown"),
    ),
    (
        "session.askClinic",
        Nothing("it asks the clinic whether this satchel may show again; nothing is shown by it"),
    ),
    (
        "session.askRecovery",
        Nothing("the satchel is shut; the clinic writes down who asked"),
    ),
    ("session.changePassphrase", Itself),
    ("session.dropPin", Itself),
    ("session.enrol", Itself),
    ("session.lock", Itself),
    (
        "session.lookRecovery",
        Nothing("the satchel is shut; the clinic writes down who asked"),
    ),
    (
        "session.offerWords",
        Nothing("words from a list, and nobody's"),
    ),
    ("session.recover", Itself),
    (
        "session.setDown",
        Nothing(
            "another satchel's place on the screen; this one is locked by it, and that is written",
        ),
    ),
    ("session.setPin", Itself),
    (
        "session.show",
        Nothing("whether it is locked, and whose it is"),
    ),
    (
        "session.takeUp",
        Nothing(
            "another satchel's place on the screen; this one is locked by it, and that is written",
        ),
    ),
    ("session.unlock", Itself),
    ("session.unlockPin", Itself),
    ("settings.put", Nothing("how the screen looks")),
    ("settings.show", Nothing("how the screen looks")),
    ("sharing.disclose", Writes),
    ("sharing.weigh", Shows(View, "sharing", None)),
    ("suggestions.list", Shows(View, "goal", None)),
    ("suggestions.pass", Writes),
    ("support.put", Writes),
    ("supports.ask", Writes),
    ("sync.handOver", Shows(Export, "hand_over", None)),
    (
        "sync.now",
        Nothing("the clinic writes down what it took and gave; with nothing to do, nothing"),
    ),
    (
        "sync.show",
        Nothing("how the exchange stands; what waits is her own work"),
    ),
    ("sync.stop", Nothing("nothing is shown and nothing changed")),
    ("tags.put", Writes),
    ("tags.remove", Writes),
    ("tags.show", Shows(View, "tag", None)),
    ("tasks.put", Writes),
    ("things.put_back", Writes),
    ("things.remove", Writes),
    ("timeline.list", Shows(View, "timeline", None)),
    ("today.show", Shows(View, "today", None)),
    ("visits.addAddendum", Writes),
    ("visits.list", Shows(View, "visit", None)),
    ("visits.notHeld", Writes),
    ("visits.plan", Writes),
    ("visits.show", Shows(View, "visit", Some("visit"))),
    ("visits.sign", Writes),
    ("visits.start", Writes),
    ("written.find", Shows(Search, "written", None)),
];

/// What a request is. One that nobody has declared is a look at something.
pub(crate) fn declared(name: &str) -> Declared {
    let found = DECLARED.binary_search_by_key(&name, |(name, _)| name);
    let found = found.ok().and_then(|at| DECLARED.get(at));
    found.map_or(Shows(View, "undeclared", None), |(_, declared)| *declared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_request_of_the_contract_is_declared_and_no_other() {
        let printed = crate::contract::typescript();
        let topics = printed.split("topicsOf").nth(1).unwrap();
        let lines = topics.lines();
        let names: BTreeSet<&str> = lines
            .filter_map(|line| Some(line.trim().strip_prefix('"')?.split_once("\": [")?.0))
            .collect();
        let ours: BTreeSet<&str> = DECLARED.iter().map(|(name, _)| *name).collect();
        assert_eq!(ours, names);
        assert!(DECLARED.is_sorted_by_key(|(name, _)| name));
    }

    #[test]
    fn a_request_that_shows_something_is_not_nothing() {
        let printed = crate::contract::typescript();
        let topics = printed.split("topicsOf").nth(1).unwrap();
        for (name, declared) in DECLARED {
            let changes = topics.contains(&format!("\"{name}\": [],"));
            let writes = matches!(declared, Writes);
            assert!(!writes || changes, "{name} reads");
        }
    }
}
