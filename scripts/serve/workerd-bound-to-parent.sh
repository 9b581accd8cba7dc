#!/bin/sh
# Replaces itself by workerd, which the kernel then kills when the process that started it ends.
# Where setpriv cannot do that (busybox), workerd runs without the promise.
if setpriv --pdeathsig KILL true 2>/dev/null; then
  exec setpriv --pdeathsig KILL "$EDGEWISE_WORKERD" "$@"
fi
exec "$EDGEWISE_WORKERD" "$@"
