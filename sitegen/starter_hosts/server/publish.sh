#!/bin/sh
# Builds the site where it stands, and records its addresses. Run it by hand, and by a timer:
#     */15 * * * * $folder/publish.sh
# A run that finds nothing to do takes about a second. From a timer nothing is said when all is well, and what is wrong
# is said once, so that cron sends one mail about it and not one each time.
set -eu
cd "$(dirname "$0")"

quiet=
if [ "${1-}" = timer ]; then
    quiet=--quiet
else
    mkdir -p .sitegen-status
    # One run at a time, where the machine can see to that; a timer leaves the work to the run that is at it.
    exec 9> .sitegen-status/running
    wait=
    if [ ! -t 1 ]; then wait=--nonblock; fi
    if command -v flock >/dev/null && ! flock $wait 9; then exit 0; fi
    if [ ! -t 1 ]; then
        code=0
        "./$(basename "$0")" timer > .sitegen-status/words.new 2>&1 || code=$?
        cmp -s .sitegen-status/words.new .sitegen-status/words || cat .sitegen-status/words.new >&2
        mv .sitegen-status/words.new .sitegen-status/words
        exit "$code"
    fi
fi
say() { echo "publish.sh: $1" >&2; }
is_clone() { git rev-parse --git-dir >/dev/null 2>&1; }
has_upstream() { git rev-parse '@{upstream}' >/dev/null 2>&1; }
pull() { git pull --quiet --rebase --autostash || { git rebase --abort 2>/dev/null; return 1; }; }

if is_clone; then
    # A server often has no identity, and git commits nothing without one.
    git config user.email >/dev/null || { git config user.name sitegen && git config user.email sitegen@localhost; }
    if has_upstream && ! pull; then say "git pull failed, so this builds what is here."; fi
elif [ -e .git ]; then
    say "git cannot use this clone (git status says why), so addresses.lock is not committed."
fi

# Installs the sitegen that lies in vendor/, when it is another one than the last time.
if ! cmp -s vendor/SHA256SUMS .venv/installed; then
    python3 -m venv --clear .venv
    PATH="$PWD/.venv/bin:$PATH"
    $install || exit 1
    cp vendor/SHA256SUMS .venv/installed
fi

code=0
.venv/bin/python -m sitegen build --no-frozen $quiet || code=$?
if [ "$code" -eq 4 ]; then
    say "published, but for stories with an error: the lines above say which."
elif [ "$code" -ne 0 ]; then
    say "nothing was published; what is public stays as it was."
    exit "$code"
fi

record() {
    git add addresses.lock || return 1
    git diff --cached --quiet -- addresses.lock ||
        git commit --quiet --message "addresses.lock of this build" -- addresses.lock || return 1
    if ! has_upstream || [ -z "$(git rev-list '@{upstream}..')" ]; then return 0; fi
    git push --quiet || { pull && git push --quiet; }  # somebody else may have pushed meanwhile
}
if is_clone && ! record; then
    say "the site is published, but addresses.lock was not committed and pushed. Each run tries again."
fi
