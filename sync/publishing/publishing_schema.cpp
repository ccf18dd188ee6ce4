#include "sync/publishing/publishing_schema.h"

#include <array>

namespace publishing {
namespace {

// Instants are seconds since 1970.
constexpr std::array<std::string_view, 2> steps = {R"(
CREATE TABLE publish_job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    nonce TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    author TEXT NOT NULL,
    version TEXT NOT NULL DEFAULT '',
    asked INTEGER NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL,
    ended INTEGER,
    release INTEGER NOT NULL DEFAULT 0,
    said TEXT NOT NULL DEFAULT ''
) STRICT;
)",
                                                   R"(
CREATE TABLE publish_look (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at INTEGER,
    said TEXT NOT NULL DEFAULT '',
    is_asked INTEGER NOT NULL DEFAULT 0
) STRICT;
)"};

}  // namespace

const store::SchemaPart& schema() {
    static const store::SchemaPart part{"publishing", steps};
    return part;
}

}  // namespace publishing
