#!/bin/bash
# Backs up every folder of scenarios with its logs, and every officer's packs: backup.sh FOLDER.
# The archive is restored beside itself at once, and every log and every pack in it verified. It is kept either way;
# what is wrong is said, and the code is then 1.
. "$(dirname "$0")/settings.sh"
to=${1:?"Give the folder for the archives, which should be on another disk."}
umask 077
mkdir --parents "$to"
archive=$to/workbook-$(date +%Y%m%dT%H%M%S).tar.gz

places=("${SHARED#/}")
for officer in $(getent group "$OFFICERS" | cut -d: -f4 | tr , ' '); do
    home=$(getent passwd "$officer" | cut -d: -f6)
    if [ -d "$home/workbook" ]; then places+=("${home#/}/workbook"); fi
done
# What is being written has a name that begins with a dot, and is whole under its own name or not there.
tar --create --gzip --acls --file "$archive.part" --directory / \
    --exclude='.*.lock' --exclude='.*.tmp' --exclude='.*.building' --exclude='.*.old' --exclude='workbook/tmp' --exclude='workbook/run' \
    --warning=no-file-changed "${places[@]}" || [ $? -eq 1 ]
mv "$archive.part" "$archive"

trial=$(mktemp --directory --tmpdir="$to" trial.XXXXXX)
trap 'rm -rf "$trial"' EXIT
"$HERE/restore.sh" "$archive" "$trial"
echo "$archive: $(stat --format=%s "$archive") bytes."
