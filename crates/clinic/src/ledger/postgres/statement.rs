//! Named parameters for PostgreSQL, which only counts them.

/// A statement as PostgreSQL takes it, with the names of its parameters in the order of their numbers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) sql: String,
    pub(super) names: Vec<String>,
}

impl Numbered {
    /// Puts `$1`, `$2`, … for `:name`. A colon in a string or a comment, and a cast, are none of its business.
    pub(super) fn of(text: &str) -> Self {
        let (mut sql, mut names) = (String::with_capacity(text.len()), Vec::<String>::new());
        let mut rest = text;
        while let Some(at) = rest.find([':', '\'', '-']) {
            let (before, from) = rest.split_at(at);
            sql.push_str(before);
            let name = name(from);
            if 1 < name.len() {
                let known = names.iter().position(|known| known == name);
                let number = known.unwrap_or(names.len()).saturating_add(1);
                if known.is_none() {
                    names.push(name.to_owned());
                }
                sql.push('$');
                sql.push_str(&number.to_string());
                rest = from.get(name.len()..).unwrap_or_default();
                continue;
            }
            let (kept, after) = from.split_at(passed_over(from));
            sql.push_str(kept);
            rest = after;
        }
        sql.push_str(rest);
        Self { sql, names }
    }
}

/// How much of what begins here is no parameter: a string, a comment, a cast, or a single character.
fn passed_over(from: &str) -> usize {
    match from.as_bytes() {
        [b'\'', ..] => quoted(from),
        [b'-', b'-', ..] => from.find('\n').unwrap_or(from.len()),
        [b':', b':', ..] => 2,
        _ => 1,
    }
}

/// How long a string is, both quotes included. One within it is written twice, and so begins another string.
fn quoted(from: &str) -> usize {
    let end = from.get(1..).and_then(|text| text.find('\''));
    end.map_or(from.len(), |end| end.saturating_add(2))
}

/// The name of a parameter with its colon, if one begins here.
fn name(from: &str) -> &str {
    if !from.starts_with(':') {
        return "";
    }
    let is_in = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let length = from.bytes().skip(1).take_while(|byte| is_in(*byte)).count();
    from.get(..length.saturating_add(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_one_number_and_strings_comments_and_casts_stay() {
        let numbered = Numbered::of(
            "select ':no', 'it''s :no' -- :no, it's\nfrom a where b = :one and c::text = :two_2 or d = :one - 1",
        );
        assert_eq!(
            numbered.sql,
            "select ':no', 'it''s :no' -- :no, it's\nfrom a where b = $1 and c::text = $2 or d = $1 - 1"
        );
        assert_eq!(numbered.names, [":one", ":two_2"]);
    }
}
