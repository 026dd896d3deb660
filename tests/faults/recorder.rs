//! Writes down what SQLite writes: a layer over its own way to the files, in this test's process alone.
//!
//! The one place of the tests with unsafe code. The stores are opened by their own code with their own settings, and know
//! nothing of it. Only the calls that write are looked at; everything else is the system's own.

#![expect(
    unsafe_code,
    reason = "a layer between SQLite and its files can only be given to it by its C interface"
)]

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use rusqlite::ffi;

use crate::tape::{Step, record};

/// A file that SQLite has open: its name, and the methods of the layer beneath, by their address.
struct Open {
    path: PathBuf,
    beneath: usize,
}

static OPEN: Mutex<BTreeMap<usize, Open>> = Mutex::new(BTreeMap::new());
static BENEATH: Mutex<usize> = Mutex::new(0);
static LAID: Once = Once::new();

fn open_files() -> MutexGuard<'static, BTreeMap<usize, Open>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn vfs_beneath() -> *mut ffi::sqlite3_vfs {
    let address = *BENEATH.lock().unwrap_or_else(PoisonError::into_inner);
    address as *mut ffi::sqlite3_vfs
}

/// Lays the layer over the files of every connection that is opened from now on.
pub(crate) fn lay() {
    LAID.call_once(|| {
        // SAFETY: SQLite gives its default layer, which lives as long as the process; the copy is leaked and so does too.
        unsafe {
            let beneath = ffi::sqlite3_vfs_find(std::ptr::null());
            *BENEATH.lock().unwrap_or_else(PoisonError::into_inner) = beneath as usize;
            let mut over = *beneath;
            over.zName = c"recorded".as_ptr();
            over.xOpen = Some(open);
            over.xDelete = Some(delete);
            let code = ffi::sqlite3_vfs_register(Box::leak(Box::new(over)), 1);
            assert_eq!(code, ffi::SQLITE_OK);
        }
    });
}

/// The name and the methods beneath of a file that was opened through here.
fn known(file: *mut ffi::sqlite3_file) -> (PathBuf, *const ffi::sqlite3_io_methods) {
    let files = open_files();
    let open = files.get(&(file as usize)).expect("it was opened here");
    (
        open.path.clone(),
        open.beneath as *const ffi::sqlite3_io_methods,
    )
}

unsafe fn path_of(name: *const c_char) -> PathBuf {
    // SAFETY: SQLite's names end with a nought.
    let name = unsafe { CStr::from_ptr(name) };
    Path::new(&*name.to_string_lossy()).to_path_buf()
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    given: *mut c_int,
) -> c_int {
    // SAFETY: the arguments are SQLite's, passed on to the layer it would have called; the methods it sets are copied
    // before some of them are replaced, and the copy is leaked, for the file may live as long as the process.
    unsafe {
        let beneath = vfs_beneath();
        let code = (*beneath).xOpen.unwrap()(beneath, name, file, flags, given);
        if code == ffi::SQLITE_OK && !name.is_null() && !(*file).pMethods.is_null() {
            let mut methods = *(*file).pMethods;
            methods.xWrite = Some(write);
            methods.xTruncate = Some(truncate);
            methods.xSync = Some(sync);
            methods.xClose = Some(close);
            let open = Open {
                path: path_of(name),
                beneath: (*file).pMethods as usize,
            };
            open_files().insert(file as usize, open);
            (*file).pMethods = Box::leak(Box::new(methods));
        }
        code
    }
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: as in `open`.
    unsafe {
        let beneath = vfs_beneath();
        let code = (*beneath).xDelete.unwrap()(beneath, name, sync);
        if code == ffi::SQLITE_OK {
            record(&path_of(name), Step::Removed);
        }
        code
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    count: c_int,
    at: i64,
) -> c_int {
    let (path, beneath) = known(file);
    // SAFETY: SQLite gives `count` readable bytes, and the file is open beneath.
    unsafe {
        let written =
            std::slice::from_raw_parts(bytes.cast::<u8>(), usize::try_from(count).unwrap());
        let at_byte = usize::try_from(at).unwrap();
        record(&path, Step::Wrote(at_byte, written.to_vec()));
        (*beneath).xWrite.unwrap()(file, bytes, count, at)
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    let (path, beneath) = known(file);
    record(&path, Step::Cut(usize::try_from(size).unwrap()));
    // SAFETY: the file is open beneath.
    unsafe { (*beneath).xTruncate.unwrap()(file, size) }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    let (path, beneath) = known(file);
    record(&path, Step::Flushed);
    // SAFETY: the file is open beneath.
    unsafe { (*beneath).xSync.unwrap()(file, flags) }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let (_, beneath) = known(file);
    open_files().remove(&(file as usize));
    // SAFETY: the file is open beneath, and is not used after this.
    unsafe { (*beneath).xClose.unwrap()(file) }
}
