# What the other scripts read first: the settings of this server. What is set in the environment goes before the file.
set -euo pipefail
if [ -z "${WORKBOOK_SHARED:-}" ] && [ -r /etc/default/workbook ]; then . /etc/default/workbook; fi
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SHARED=${WORKBOOK_SHARED:-/srv/workbook}
OFFICERS=${WORKBOOK_OFFICERS:-workbook-officers}
PREFIX=${OFFICERS%officers}   # the group of the folder schools is workbook-schools
if [ "$(id -u)" -ne 0 ]; then echo "This is for root." >&2; exit 1; fi
