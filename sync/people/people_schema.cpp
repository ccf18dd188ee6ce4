#include "sync/people/people_schema.h"

#include <array>

namespace people {
namespace {

// Instants are seconds since 1970. Secrets that come back to us are hashes; `code_secret` cannot be one.
constexpr std::array<std::string_view, 3> steps = {R"(
CREATE TABLE people_account (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    grants TEXT NOT NULL,
    is_closed INTEGER NOT NULL DEFAULT 0,
    since INTEGER NOT NULL,
    password TEXT NOT NULL,
    code_secret TEXT NOT NULL,
    code_step INTEGER NOT NULL
) STRICT;
CREATE TABLE people_recovery (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES people_account (id)
) STRICT;
CREATE TABLE people_session (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES people_account (id),
    begun INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    is_shared INTEGER NOT NULL
) STRICT;
CREATE TABLE people_link (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    grants TEXT NOT NULL,
    code_secret TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT;
CREATE TABLE people_log (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
)",
                                                   R"(
CREATE TABLE people_passkey (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES people_account (id),
    name TEXT NOT NULL,
    public_key TEXT NOT NULL,
    counter INTEGER NOT NULL,
    made INTEGER NOT NULL,
    used INTEGER
) STRICT;
CREATE INDEX people_log_by_time ON people_log (at);
)",
                                                   R"(
CREATE TABLE people_log_start (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;
)"};

}  // namespace

const store::SchemaPart& schema() {
    static const store::SchemaPart part{"people", steps};
    return part;
}

}  // namespace people
