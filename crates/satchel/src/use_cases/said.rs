//! A sentence of the catalogue, for the screen.

use catalog::instruments::Said;

use crate::contract::assessments::Bilingual;

pub(in crate::use_cases) fn said(said: &Said) -> Bilingual {
    Bilingual {
        en: said.en.clone(),
        es: said.es.clone(),
    }
}
