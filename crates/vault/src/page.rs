//! A bounded piece of a list.

/// No list hands out more rows than this at once.
pub const PAGE_RECORDS_MAX: u32 = 500;

/// Which piece of a list: how many rows to skip, how many to hand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    offset: u32,
    limit: u32,
}

impl Page {
    /// The longest first page.
    pub const FIRST: Self = Self {
        offset: 0,
        limit: PAGE_RECORDS_MAX,
    };

    /// Refuses an empty page and one of more than [`PAGE_RECORDS_MAX`] rows.
    pub fn new(offset: u32, limit: u32) -> Option<Self> {
        (1..=PAGE_RECORDS_MAX)
            .contains(&limit)
            .then_some(Self { offset, limit })
    }

    /// Rows to skip.
    pub fn offset(self) -> u32 {
        self.offset
    }

    /// Rows to hand out.
    pub fn limit(self) -> u32 {
        self.limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_bounded() {
        assert_eq!(Page::new(0, 0), None);
        assert_eq!(Page::new(0, PAGE_RECORDS_MAX + 1), None);
        assert_eq!(Page::new(0, PAGE_RECORDS_MAX), Some(Page::FIRST));
    }
}
