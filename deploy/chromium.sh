#!/usr/bin/env bash
# The browser tests drive the system's Chromium. Root on Debian gets it installed; elsewhere we say how and go on.
set -euo pipefail
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'Installing Chromium for the browser tests …'
  log=$(mktemp)
  if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >"$log" 2>&1
  then rm -f "$log"; exit 0; fi
  tail -n 5 "$log" >&2
fi
echo 'No Chromium here, so the browser tests are skipped; on Debian or Ubuntu: sudo apt-get install chromium' >&2
[ "${CI:-}" != true ]
