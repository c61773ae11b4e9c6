#!/bin/bash
# Puts back what backup.sh saved, and verifies every log and every pack: restore.sh ARCHIVE FOLDER.
# FOLDER is / to put all where it was; any other, to look at it first. What is there and was changed since is replaced.
. "$(dirname "$0")/settings.sh"
archive=${1:?"Give the archive."}
to=${2:?"Give the folder: / for where it was."}

tar --extract --gzip --acls --same-owner --preserve-permissions --file "$archive" --directory "$to"
tar --list --gzip --file "$archive" | PYTHONPATH=$HERE/.. "$HERE/../.venv/bin/python" -P "$HERE/verify_all.py" "$to"
