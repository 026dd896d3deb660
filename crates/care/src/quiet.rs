//! Debug texts that give nothing away.
//!
//! What a log or a failed assertion prints of a person is the name of the type and no more.

/// Implements `Debug` for types that hold somebody's data: it prints the type's name and nothing else.
macro_rules! quiet_debug {
    ($($name:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

pub(crate) use quiet_debug;
