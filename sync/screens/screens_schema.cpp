#include "sync/screens/screens_schema.h"

#include <array>

namespace screens {
namespace {

// `reports` has the newest one of each screen, `minutes` a letter for each minute of a day (history.h), `boots` the
// kernel's boots that a screen was heard from, `releases` when screens were told.
constexpr std::array<std::string_view, 5> steps = {R"(
CREATE TABLE tickets(id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, network TEXT NOT NULL, made INTEGER NOT NULL,
                     until INTEGER NOT NULL, count INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0);
CREATE TABLE screens(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, standing TEXT NOT NULL,
                     name TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '', nonce TEXT NOT NULL,
                     ticket INTEGER REFERENCES tickets(id) ON DELETE SET NULL, enrolled INTEGER NOT NULL,
                     changed INTEGER NOT NULL, replaced_by INTEGER REFERENCES screens(id),
                     sequence INTEGER NOT NULL DEFAULT 0, boot TEXT NOT NULL DEFAULT '', seen INTEGER NOT NULL DEFAULT 0,
                     twins INTEGER, behind INTEGER, dark INTEGER);
CREATE UNIQUE INDEX screens_names ON screens(name) WHERE standing = 'named';
CREATE TABLE groups(screen INTEGER NOT NULL REFERENCES screens(id), name TEXT NOT NULL,
                    PRIMARY KEY(screen, name)) WITHOUT ROWID;
CREATE TABLE settings(screen INTEGER PRIMARY KEY REFERENCES screens(id), text TEXT NOT NULL);
CREATE TABLE pairing(one INTEGER PRIMARY KEY CHECK(one = 1), until INTEGER NOT NULL);
CREATE TABLE reports(screen INTEGER PRIMARY KEY REFERENCES screens(id), at INTEGER NOT NULL, clock TEXT NOT NULL,
                     clock_ahead INTEGER NOT NULL, uptime INTEGER NOT NULL, version TEXT NOT NULL, model TEXT NOT NULL,
                     release INTEGER NOT NULL, has_glass INTEGER NOT NULL, glass_release INTEGER NOT NULL,
                     scene TEXT NOT NULL, language TEXT NOT NULL, since INTEGER NOT NULL, frame TEXT NOT NULL,
                     width INTEGER NOT NULL, height INTEGER NOT NULL, has_visit INTEGER NOT NULL, panel INTEGER NOT NULL,
                     failure TEXT NOT NULL, quarantine TEXT NOT NULL, repair TEXT NOT NULL, machine TEXT NOT NULL,
                     queue_bytes INTEGER NOT NULL, disk_free INTEGER NOT NULL, memory INTEGER NOT NULL);
CREATE TABLE boots(screen INTEGER NOT NULL REFERENCES screens(id), boot TEXT NOT NULL, model TEXT NOT NULL,
                   address TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
                   PRIMARY KEY(screen, boot)) WITHOUT ROWID;
CREATE TABLE minutes(day INTEGER NOT NULL, screen INTEGER NOT NULL REFERENCES screens(id), states TEXT NOT NULL,
                     PRIMARY KEY(day, screen)) WITHOUT ROWID;
CREATE TABLE releases(number INTEGER PRIMARY KEY, told INTEGER NOT NULL);
CREATE TABLE receipts(release INTEGER NOT NULL, screen INTEGER NOT NULL REFERENCES screens(id), at INTEGER NOT NULL,
                      verified_ms INTEGER, active_ms INTEGER, glass_ms INTEGER,
                      PRIMARY KEY(release, screen)) WITHOUT ROWID;
CREATE TABLE sightings(screen INTEGER NOT NULL REFERENCES screens(id), kind TEXT NOT NULL, item TEXT NOT NULL,
                       release INTEGER NOT NULL, at INTEGER NOT NULL,
                       PRIMARY KEY(screen, kind, item, release)) WITHOUT ROWID;
CREATE INDEX sightings_of_item ON sightings(kind, item, at);
CREATE TABLE played(day INTEGER NOT NULL, screen INTEGER NOT NULL REFERENCES screens(id), kind TEXT NOT NULL,
                    item TEXT NOT NULL, seconds INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
                    PRIMARY KEY(day, screen, kind, item)) WITHOUT ROWID;
CREATE TABLE tokens(name TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, may_write INTEGER NOT NULL, made INTEGER NOT NULL,
                    used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
)",
                                                   // What the hub found out about the picture on each glass
                                                   // (picture.h), and which settings that was made with.
                                                   R"(
CREATE TABLE pictures(screen INTEGER PRIMARY KEY REFERENCES screens(id),
                      state TEXT NOT NULL CHECK(state IN ('same', 'differs', 'unknown')), why TEXT NOT NULL,
                      drawn TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, since INTEGER NOT NULL,
                      checked INTEGER NOT NULL);
ALTER TABLE reports ADD COLUMN look TEXT NOT NULL DEFAULT '';
)",
                                                   R"(
ALTER TABLE reports ADD COLUMN exit TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE reports ADD COLUMN exit_at INTEGER;
)",
                                                   R"(
CREATE TABLE glass_pictures(screen INTEGER PRIMARY KEY REFERENCES screens(id), wish TEXT NOT NULL, asked INTEGER NOT NULL,
                            came INTEGER, state TEXT, scene TEXT, png TEXT);
CREATE TABLE touches(hour INTEGER NOT NULL, screen INTEGER NOT NULL REFERENCES screens(id), count INTEGER NOT NULL,
                     PRIMARY KEY(hour, screen)) WITHOUT ROWID;
)",
                                                   // What a token that might write could change: screens.
                                                   R"(
ALTER TABLE tokens ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
ALTER TABLE tokens ADD COLUMN account TEXT NOT NULL DEFAULT '';
UPDATE tokens SET scopes = 'screens' WHERE may_write;
ALTER TABLE tokens DROP COLUMN may_write;
)"};

}  // namespace

const store::SchemaPart& schema() {
    static constexpr store::SchemaPart part{"screens", steps};
    return part;
}

}  // namespace screens
