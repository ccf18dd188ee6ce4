#include "sync/desk/desk_schema.h"

#include <array>

namespace desk {
namespace {

// desk_change: one row for each piece of a file, because a row of the hub's database is smaller than the largest file
// of a pack; `was` and `becomes` are SHA-256 of the whole file, empty where there is none.
constexpr std::array<std::string_view, 2> steps = {R"(
CREATE TABLE desk_change (
    path TEXT NOT NULL,
    piece INTEGER NOT NULL,
    was TEXT NOT NULL,
    becomes TEXT NOT NULL,
    bytes TEXT NOT NULL,
    PRIMARY KEY (path, piece)
) STRICT;
)",
                                                   R"(
CREATE TABLE desk_undo (
    job INTEGER NOT NULL,
    path TEXT NOT NULL,
    piece INTEGER NOT NULL,
    became TEXT NOT NULL,
    bytes TEXT NOT NULL,
    PRIMARY KEY (job, path, piece)
) STRICT;
)"};

}  // namespace

const store::SchemaPart& schema() {
    static const store::SchemaPart part{"desk", steps};
    return part;
}

}  // namespace desk
