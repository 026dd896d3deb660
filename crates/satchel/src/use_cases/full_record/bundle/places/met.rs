//! When she was met or looked for, what was asked, and what was written about it.

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::super::super::Photo;
use super::super::{ACT_CODE, Filling, Part, instant};
use super::{about, one, period, put, without_empty};

const LOINC: &str = "http://loinc.org";

pub(super) fn elsewhere(it: &mut Filling<'_>) {
    about(it, "Encounter", "subject");
    it.put("status", json!("finished"));
    let code = match it.code(&["class"]) {
        "emergency" => "EMER",
        "inpatient" => "IMP",
        _ => "AMB",
    };
    class(it, code);
    let what = it.text(&["what"]).map(|text| json!([{"text": text}]));
    put(it, "reasonCode", what);
    period(it, &["start"], &["end"]);
}

fn class(it: &mut Filling<'_>, code: &str) {
    it.put("class", json!({"system": ACT_CODE, "code": code}));
}

pub(super) fn visit(it: &mut Filling<'_>) {
    about(it, "Encounter", "subject");
    let signed = |part: &Part| {
        let of = part.says.get("about").and_then(|about| about.get("visit"));
        part.kind == "note" && of.and_then(Value::as_str) == Some(&it.part.id.to_string())
    };
    let status = if it.copy.parts.iter().any(signed) {
        "finished"
    } else if it.part.says.contains_key("notHeld") {
        "cancelled"
    } else if it.peek(&["started"]).is_some() {
        "in-progress"
    } else {
        "planned"
    };
    it.put("status", json!(status));
    let met = |name| it.code(&["appointment", name]);
    let code = match (met("modality"), met("place")) {
        ("phone" | "video", _) => "VR",
        (_, "home") => "HH",
        (_, "clinic" | "hospital") => "AMB",
        _ => "FLD",
    };
    class(it, code);
    let by = it
        .by(&["appointment", "staff"])
        .map(|staff| json!([{"individual": staff}]));
    put(it, "participant", by);
    period(it, &["appointment", "day"], &[]);
}

pub(super) fn paper(it: &mut Filling<'_>) {
    about(it, "DocumentReference", "subject");
    it.put("status", json!("current"));
    let title = it.text(&["title"]).unwrap_or_default();
    let mut attachment = json!({"title": title});
    if let (Some(Photo { media, bytes }), Some(attachment)) =
        (it.photo(), attachment.as_object_mut())
    {
        attachment.insert("contentType".to_owned(), json!(media));
        attachment.insert("data".to_owned(), json!(bytes));
    }
    it.put(
        "content",
        json!([{"attachment": without_empty(attachment)}]),
    );
    let at = it.instant(&["taken", "at"]).map(|at| json!(at));
    put(it, "date", at);
    let visit = it.reference(&["visit"]);
    put(
        it,
        "context",
        visit.map(|visit| json!({"encounter": [visit]})),
    );
}

/// What was written, as a text of its own.
fn writing(it: &mut Filling<'_>, field: &str, loinc: &str) {
    about(it, "DocumentReference", "subject");
    it.put("status", json!("current"));
    it.put("docStatus", json!("final"));
    it.put("type", one(LOINC, loinc));
    let text = it.text(&[field]).unwrap_or_default();
    it.put(
        "content",
        json!([{"attachment": {"contentType": "text/plain; charset=utf-8",
        "data": BASE64.encode(text.as_bytes())}}]),
    );
    let at = it.instant(&["signedAt"]).map(|at| json!(at));
    put(it, "date", at);
    let by = it.by(&["author", "staff"]).map(|by| json!([by]));
    put(it, "author", by);
}

pub(super) fn note(it: &mut Filling<'_>) {
    writing(it, "narrative", "11506-3");
    let visit = it.reference(&["about", "visit"]);
    let start = it.instant(&["about", "startedAt"]);
    let end = it.instant(&["endedAt"]);
    let during = without_empty(json!({"start": start, "end": end}));
    let visit = visit.map(|visit| json!([visit]));
    it.put(
        "context",
        without_empty(json!({"encounter": visit, "period": during})),
    );
}

pub(super) fn addendum(it: &mut Filling<'_>) {
    writing(it, "text", "11506-3");
    let of = it.reference(&["of"]);
    let of = of.map(|of| json!([{"code": "appends", "target": of}]));
    put(it, "relatesTo", of);
}

pub(super) fn assessment(it: &mut Filling<'_>) {
    about(it, "QuestionnaireResponse", "subject");
    it.put("status", json!("completed"));
    let items = it.asked();
    it.put("item", Value::Array(items));
    if let Some(at) = it.part.says.get("endedAt").and_then(Value::as_i64) {
        it.put("authored", json!(instant(at)));
    }
    let by = it.by(&["author", "staff"]);
    put(it, "author", by);
    let visit = it.reference(&["visit"]);
    put(it, "encounter", visit);
}

pub(super) fn attempt(it: &mut Filling<'_>) {
    about(it, "Communication", "subject");
    it.put("status", json!("completed"));
    let at = it.instant(&["at"]).map(|at| json!(at));
    put(it, "sent", at);
    let by = it.by(&["author", "staff"]);
    put(it, "sender", by);
    let words = it.text(&["words"]).map(|words| json!([{"text": words}]));
    put(it, "note", words);
}
