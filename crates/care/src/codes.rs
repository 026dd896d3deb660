//! Code lists that the rules depend on: a closed enum whose values travel as `snake_case` words.

/// The text is not a code of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not one of the known codes")]
pub struct UnknownCode;

/// Declares a code list: the enum, its words, and the list of all its values.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$each])* #[doc = concat!("Stored as `", $code, "`.")] #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every value, in the order people read them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that is stored and travels.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err(crate::UnknownCode),
                }
            }
        }
    };
}

pub(crate) use codes;
