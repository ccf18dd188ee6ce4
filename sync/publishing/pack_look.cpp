#include "sync/publishing/pack_look.h"

#include <utility>

#include "content/base/json_fields.h"

namespace publishing {

using content::Instant;
using content::Result;
using content::Status;

Result<PackState> read_pack_state(const std::string& json, Instant at) {
    return content::read_document(json, "kiosk-pack", [&](content::JsonFields& fields) {
        PackState state;
        state.at = at;
        fields.each_element("changes", content::Need::required, [&](content::JsonFields& change) {
            state.changes.push_back({change.string("path"), change.string("change")});
        });
        fields.each_element("versions", content::Need::required, [&](content::JsonFields& version) {
            const auto kept_at = version.instant("at", content::Need::required).value_or(at);
            state.versions.push_back(
                {version.string("id"), kept_at, version.string("author"), version.string("words")});
        });
        return state;
    });
}

Status keep_look(store::Store& database, const std::string& json, Instant at) {
    // While a page is open that is each few seconds; the next look brings back what a power cut took.
    return database.transaction(
        [&]() -> Status {
            database.query("INSERT OR REPLACE INTO publish_look(one, at, said, is_asked) VALUES(1, ?, ?, 0)")
                .with(at, json)
                .run();
            return {};
        },
        store::Durability::soon);
}

Result<std::optional<PackState>> last_look(store::Store& database) {
    return database.read([&]() -> Result<std::optional<PackState>> {
        auto row = database.query("SELECT at, said FROM publish_look WHERE said != ''");
        if (!row.next()) return std::optional<PackState>();
        auto state = read_pack_state(row.text(1), row.instant(0));
        if (!state) return state.error();
        return std::optional(std::move(*state));
    });
}

Status ask_look(store::Store& database) {
    return database.transaction([&]() -> Status {
        database
            .query(
                "INSERT INTO publish_look(one, is_asked) VALUES(1, 1) ON CONFLICT(one) DO UPDATE SET is_asked = 1 "
                "WHERE NOT is_asked")
            .run();
        return {};
    });
}

Result<bool> is_look_asked(store::Store& database) {
    return database.read([&]() -> Result<bool> {
        auto row = database.query("SELECT is_asked FROM publish_look");
        return row.next() && row.integer(0) != 0;
    });
}

}  // namespace publishing
