#!/bin/sh
# Builds the site where it stands, and records its addresses. Run it by hand, and by a timer:
#     */15 * * * * /srv/digest/publish.sh
# A run that finds nothing to do takes less than a second.
set -eu
cd "$(dirname "$0")"

if git rev-parse --abbrev-ref '@{upstream}' >/dev/null 2>&1; then git pull --quiet --rebase --autostash; fi

# Installs the sitegen that lies in vendor/, when it is another one than the last time.
if ! cmp -s vendor/SHA256SUMS .venv/installed; then
    python3 -m venv .venv
    PATH="$PWD/.venv/bin:$PATH"
    $install || exit 1
    cp vendor/SHA256SUMS .venv/installed
fi

code=0
.venv/bin/python -m sitegen build --no-frozen || code=$?
if [ "$code" -eq 4 ]; then
    echo "Published, but for stories with an error: the lines above say which." >&2
elif [ "$code" -ne 0 ]; then
    echo "Nothing was published; what is public stays as it was." >&2
    exit "$code"
fi

if git rev-parse --git-dir >/dev/null 2>&1; then
    git add addresses.lock
    if ! git diff --cached --quiet -- addresses.lock; then
        git commit --quiet --message "addresses.lock of this build" -- addresses.lock
        if git rev-parse --abbrev-ref '@{upstream}' >/dev/null 2>&1; then git push --quiet; fi
    fi
fi
