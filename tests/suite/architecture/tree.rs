//! The repository as text: its files, and what in a Rust file is code rather than comment or quotation.

use std::fs;
use std::path::Path;

/// A file by its path from the repository's root.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// An example, for a check to fail on.
pub(crate) fn example(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

/// All files under these folders whose names end so.
pub(crate) fn sources(folders: &[&str], ends: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        walk(&world::root().join(folder), &mut |path| {
            if ends.iter().any(|end| path.to_string_lossy().ends_with(end)) {
                let path_here = path.strip_prefix(world::root()).unwrap();
                found.push(Source {
                    path: path_here.to_string_lossy().into_owned(),
                    text: fs::read_to_string(path).unwrap(),
                });
            }
        });
    }
    assert!(
        !found.is_empty(),
        "nothing under {folders:?} ends in {ends:?}"
    );
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// Every Rust file of ours.
pub(crate) fn rust() -> Vec<Source> {
    sources(&["crates", "src-tauri", "tests"], &[".rs"])
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_ours = !["target", "node_modules", "dist", "gen"].contains(&name.as_str())
            && !name.starts_with('.');
        if path.is_dir() && is_ours {
            walk(&path, visit);
        } else if path.is_file() {
            visit(&path);
        }
    }
}

/// A Rust file without its comments and without what stands in quotation marks.
pub(crate) fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("r\"") || rest.starts_with("r#") {
            raw_string(rest)
        } else if next == '"' {
            string(rest)
        } else if next == '\'' {
            character(rest)
        } else {
            0
        };
        if skipped == 0 {
            code.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            code.extend(rest[..skipped].chars().filter(|one| *one == '\n'));
            code.push(' ');
            rest = &rest[skipped..];
        }
    }
    code
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, next) in rest.char_indices().skip(1) {
        if next == '"' && !escaped {
            return at + 1;
        }
        escaped = next == '\\' && !escaped;
    }
    rest.len()
}

fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|next| *next == '#').count();
    if !rest[1 + hashes..].starts_with('"') {
        // r#type is a name.
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let from = 2 + hashes;
    rest[from..]
        .find(&end)
        .map_or(rest.len(), |at| from + at + end.len())
}

/// The length of a character in quotation marks; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let mut inside = rest[1..].chars();
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => rest[3..].find('\'').map_or(0, |at| at + 4),
        (Some(one), Some('\'')) => one.len_utf8() + 2,
        _ => 0,
    }
}

/// Whether a word stands in the text, not as a part of another.
pub(crate) fn names(text: &str, word: &str) -> bool {
    let part_of_a_word = |one: char| one.is_alphanumeric() || one == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(part_of_a_word);
        let after = text[at + word.len()..]
            .chars()
            .next()
            .is_some_and(part_of_a_word);
        let starts_with_a_letter = word.starts_with(part_of_a_word);
        let ends_with_a_letter = word.ends_with(part_of_a_word);
        !(before && starts_with_a_letter || after && ends_with_a_letter)
    })
}

#[test]
fn code_is_what_is_neither_comment_nor_quotation() {
    let text = "a // b\n\"c \\\" d\" e /* f */ 'g' r#\"h\" i\"# j::<'k> '\\'' l r#type";
    let code: Vec<String> = code_of(text)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    assert_eq!(code, ["a", "e", "j::<'k>", "l", "r#type"]);
}

#[test]
fn a_word_is_not_a_part_of_another() {
    assert!(names("x.unwrap(); tokio::spawn", "tokio"));
    assert!(!names("tokio_rustls", "tokio"));
}
