#include "sync/alerts/alerts_schema.h"

#include <array>

namespace alerts {
namespace {

// `alerts_message` is what is to be sent, and was; `alerts_courier` what the program that sends says of itself and of
// the certificate that it sees, and the key of the links in mails.
constexpr std::array<std::string_view, 1> steps = {R"(
CREATE TABLE alerts_alert (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts TEXT NOT NULL,
    begun INTEGER NOT NULL,
    well INTEGER,
    ended INTEGER,
    acknowledged INTEGER,
    acknowledged_by TEXT NOT NULL,
    escalated INTEGER,
    is_flapping INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX alerts_open ON alerts_alert (kind, subject) WHERE ended IS NULL;
CREATE INDEX alerts_ended ON alerts_alert (ended) WHERE ended IS NOT NULL;
CREATE TABLE alerts_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    way TEXT NOT NULL,
    made INTEGER NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    alerts TEXT NOT NULL,
    thread INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    due INTEGER,
    sent INTEGER,
    failure TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX alerts_due ON alerts_message (due) WHERE due IS NOT NULL;
CREATE TABLE alerts_morning (day TEXT PRIMARY KEY) STRICT;
CREATE TABLE alerts_courier (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key TEXT NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0,
    certificate_seen INTEGER NOT NULL DEFAULT 0,
    certificate_until INTEGER,
    certificate_failure TEXT NOT NULL DEFAULT ''
) STRICT;
)"};

}  // namespace

const store::SchemaPart& schema() {
    static const store::SchemaPart part{"alerts", steps};
    return part;
}

}  // namespace alerts
