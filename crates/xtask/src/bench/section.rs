//! The paper's parts that other measures own: each stands between two marks of its name, and whoever writes the paper
//! anew leaves them as they are.

fn marks(name: &str) -> (String, String) {
    (
        format!("<!-- {name} -->"),
        format!("<!-- end of {name} -->"),
    )
}

/// The part of that name, with its marks; empty where the paper has none.
fn part<'a>(paper: &'a str, name: &str) -> &'a str {
    let (begin, end) = marks(name);
    let from = paper.find(&begin);
    let to = paper.find(&end).map(|at| at + end.len());
    from.zip(to)
        .and_then(|(from, to)| paper.get(from..to))
        .unwrap_or_default()
}

/// The paper with this part in place of the one of that name, or at its end.
pub(super) fn put(paper: &str, name: &str, text: &str) -> String {
    let (begin, end) = marks(name);
    let section = format!("{begin}\n{}\n{end}", text.trim());
    match part(paper, name) {
        "" => format!("{}\n\n{section}\n", paper.trim_end()),
        old => paper.replacen(old, &section, 1),
    }
}

/// A paper written anew, with the parts of these names that the one before had.
pub(super) fn kept(paper: String, before: &str, names: &[&str]) -> String {
    names
        .iter()
        .fold(paper, |paper, name| match part(before, name) {
            "" => paper,
            section => format!("{}\n\n{section}\n", paper.trim_end()),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_put_in_its_place_and_survives_a_paper_written_anew() {
        let first = put("# Benchmarks\n\nlines\n", "eligibility", "0.02 s");
        let second = put(&first, "eligibility", "0.01 s");
        assert_eq!(
            second,
            "# Benchmarks\n\nlines\n\n<!-- eligibility -->\n0.01 s\n<!-- end of eligibility -->\n"
        );
        let anew = kept(
            "# Benchmarks\n\nnew\n".to_owned(),
            &second,
            &["eligibility", "find"],
        );
        assert_eq!(
            anew,
            "# Benchmarks\n\nnew\n\n<!-- eligibility -->\n0.01 s\n<!-- end of eligibility -->\n"
        );
    }
}
