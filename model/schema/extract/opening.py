"""Opens an extract with the matching and the key beside it, which were made with the first extract."""

from collections.abc import Mapping
from pathlib import Path

from model.base.faults import Fault, InputFaults
from model.schema.extract.matching import (
    COLUMNS_FILE,
    guessed_matching,
    matching_faults,
    matching_text,
    read_matching,
)
from model.schema.extract.references import KEY_FILE, KEYED, make_key, read_key, reference_maker
from model.schema.extract.rows import Extract, read_extract
from model.schema.lists.listing import read_list


def open_extract(file: Path, columns: Path | None = None, chosen: Mapping[str, str] | None = None) -> Extract:
    """Read an extract by the matching kept beside it. Where there is none, a matching is guessed and written there.

    Args:
        file: the extract, .xlsx or .csv.
        columns: the matching, if not ``extract-columns.yaml`` beside the extract. The key is beside the matching.
        chosen: meanings by column, instead of those that would be guessed; an empty meaning leaves a column unread.

    Raises:
        InputFaults: where the file, the matching or the key can't be read; where several columns may have the same
            meaning; or where columns are chosen although a matching is kept.
    """
    kept = columns or file.with_name(COLUMNS_FILE)
    key_file = kept.with_name(KEY_FILE)
    is_kept = kept.exists()
    if is_kept and chosen:
        expected = "the choice of column changed in this file, or this file deleted"
        raise InputFaults([Fault(kept.as_posix(), 1, "the file", "a matching that already exists", expected)])
    if is_kept:
        matching, document = read_matching(kept)
        listing = read_list(file, sheet=matching.sheet if file.suffix.lower() == ".xlsx" else None)
        faults = matching_faults(listing, matching, document)
    else:
        listing = read_list(file)
        matching = guessed_matching(listing, chosen or {})
        faults = matching_faults(listing, matching)
    if at_fault := list(faults):
        raise InputFaults(at_fault)
    key = b""
    if matching.references == KEYED:
        key = make_key(key_file) if not is_kept and not key_file.exists() else read_key(key_file)
    if not is_kept:
        kept.write_text(matching_text(matching, listing), encoding="utf-8", newline="\n")
    return read_extract(listing, matching, reference_maker(matching.references, key))
