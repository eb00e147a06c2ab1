package gitea

import (
	"fmt"
	"path/filepath"
)

// settings is the forge's app.ini: loopback only, nothing that calls out, nothing that runs by the clock.
func settings(opts Options, url string, port int) []byte {
	return fmt.Appendf(nil, `APP_NAME = Tenantry lab
RUN_MODE = prod
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
WORK_PATH = %[1]s

[server]
PROTOCOL = http
HTTP_ADDR = 127.0.0.1
HTTP_PORT = %[2]d
ROOT_URL = %[3]s/
STATIC_ROOT_PATH = %[4]s
DISABLE_SSH = true
OFFLINE_MODE = true
LFS_START_SERVER = false

[database]
DB_TYPE = sqlite3
PATH = %[5]s
SQLITE_JOURNAL_MODE = WAL

[security]
INSTALL_LOCK = true
PASSWORD_HASH_ALGO = pbkdf2$1$50

[repository]
DEFAULT_BRANCH = main

[service]
DISABLE_REGISTRATION = true

[log]
MODE = console
LEVEL = Info

[session]
PROVIDER = memory

[indexer]
ISSUE_INDEXER_TYPE = db

[oauth2]
ENABLED = false

[actions]
ENABLED = false

[packages]
ENABLED = false

[cron]
ENABLED = false

[cron.update_checker]
ENABLED = false

[mirror]
ENABLED = false
`, opts.Dir, port, url, opts.Static, filepath.Join(opts.Dir, "gitea.db"))
}
