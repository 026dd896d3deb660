//! How Satchel looks and speaks. Kept outside the vault, for they hold nothing personal and the lock screen
//! needs them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Made, Request, Topic};

/// The settings of this satchel.
#[derive(Debug, Deserialize, TS)]
pub struct ShowSettings {}

impl Request for ShowSettings {
    const NAME: &'static str = "settings.show";
    const READS: &'static [Topic] = &[Topic::Settings];
    type Response = Settings;
}

/// Keeps the settings.
#[derive(Debug, Deserialize, TS)]
pub struct PutSettings {
    /// All of them.
    pub settings: Settings,
}

impl Request for PutSettings {
    const NAME: &'static str = "settings.put";
    const READS: &'static [Topic] = &[];
    type Response = Made;
}

/// How Satchel looks and speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The language of the screen.
    pub language: UiLanguage,
    /// Light, dark, or as the computer has it.
    pub theme: Theme,
    /// Stronger contrast.
    pub contrast: Contrast,
    /// Size of text in per cent: 100, 125, 150 or 200.
    pub text_size: u16,
    /// Initials instead of names.
    pub hide_names: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: UiLanguage::En,
            theme: Theme::System,
            contrast: Contrast::System,
            text_size: 100,
            hide_names: false,
        }
    }
}

/// The language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UiLanguage {
    /// English.
    En,
    /// Spanish.
    Es,
}

/// Light, dark, or as the computer has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the computer has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Contrast, or as the computer has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Contrast {
    /// As the computer has it.
    System,
    /// As drawn.
    Normal,
    /// Stronger.
    More,
}
