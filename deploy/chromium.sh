#!/usr/bin/env bash
# The browser tests drive the system's Chromium. Its shell without a window loads a page for about half of the work, so
# root on Debian gets that; else any other will do, and where none is we say how to get one and go on.
set -euo pipefail
shell=chromium-headless-shell
there=
for name in "$shell" chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then there=$name; break; fi
done
if [ "$there" != "$shell" ] && [ "$(id -u)" = 0 ] && grep -qs '^ID=debian$' /etc/os-release; then
  echo "Installing ${there:+a faster }Chromium for the browser tests …"
  log=$(mktemp)
  apt() { DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=1 -o Acquire::http::Timeout=30 "$@"; }
  if { apt update && apt install -y --no-install-recommends "$shell"; } >"$log" 2>&1; then there=$shell
  elif [ -z "$there" ]; then tail -n 5 "$log" >&2
  fi
  rm -f "$log"
fi
if [ -n "$there" ]; then exit 0; fi
echo "No Chromium here, so the browser tests are skipped; on Debian or Ubuntu: sudo apt-get install chromium" >&2
[ "${CI:-}" != true ]
