#include "sync/voice/play_book.h"

#include <algorithm>
#include <array>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/json_fields.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;
using content::JsonFields;
using content::JsonValue;
using content::Need;
using report::Played;
using report::Sighting;

constexpr std::size_t max_rows = 1000;         // a conference of four days with 250 items
constexpr std::size_t max_sightings = 500;     // that wait for a hub
constexpr std::size_t max_seen = 2000;         // of one release
constexpr std::size_t max_file = 1024 * 1024;  // a row has 200 bytes, of the longest id 300 more
constexpr Steady max_pause{5'000};             // who looks less often does not know what was there meanwhile
constexpr std::int64_t growing_s = 60;         // what is on the glass grows; so much more is worth telling
constexpr std::int64_t day_s = 24 * 60 * 60;

/// Of these the rest of the scene's name is an item's id.
constexpr std::array<std::string_view, 7> item_scenes = {"highlight", "call",  "event", "notice",
                                                         "emergency", "story", "link"};

content::Date day_of(Instant now) {
    return content::Date(std::chrono::floor<std::chrono::days>(now));
}

std::string key_of(std::string_view kind, std::string_view id) {
    return std::string(kind) + ":" + std::string(id);
}

JsonValue to_json(const Played& played, std::int64_t told_s) {
    return JsonValue::Object{{"kind", played.kind},
                             {"id", played.id},
                             {"day", content::to_iso(played.day)},
                             {"seconds", played.seconds},
                             {"first", content::to_iso(played.first)},
                             {"last", content::to_iso(played.last)},
                             {"told", told_s}};
}

Played played_of(JsonFields& fields) {
    Played one;
    one.kind = fields.text("kind", Need::required);
    one.id = fields.text("id", Need::optional);
    one.day = fields.date("day", Need::required).value_or(content::Date{});
    one.seconds = fields.integer("seconds", 0, day_s);
    one.first = fields.instant("first", Need::required).value_or(Instant{});
    one.last = fields.instant("last", Need::required).value_or(Instant{});
    return one;
}

Sighting sighting_of(JsonFields& fields) {
    Sighting one;
    one.kind = fields.text("kind", Need::required);
    one.id = fields.text("id", Need::optional);
    one.release = fields.integer("release", 0);
    one.at = fields.instant("at", Need::required).value_or(Instant{});
    return one;
}

}  // namespace

std::pair<std::string, std::string> item_of_scene(std::string_view scene) {
    const auto colon = scene.find(':');
    const std::string kind(scene.substr(0, colon));
    const bool is_item = colon != std::string_view::npos && std::ranges::find(item_scenes, kind) != item_scenes.end();
    return {kind, is_item ? std::string(scene.substr(colon + 1)) : std::string()};
}

void PlayBook::see(const content::Glass* glass, Instant now, Steady steady) {
    const Steady elapsed = seen_at_ ? steady - *seen_at_ : Steady(0);
    const bool is_seen = glass != nullptr && !glass->scene.empty() && glass->panel != content::PanelPower::off;
    if (!is_seen) {
        seen_at_.reset();
        return;
    }
    seen_at_ = steady;
    note_first(*glass);
    count(*glass, now, elapsed > max_pause ? Steady(0) : elapsed);
}

void PlayBook::count(const content::Glass& glass, Instant now, Steady elapsed) {
    const auto [kind, id] = item_of_scene(glass.scene);
    Key key = {day_of(now), key_of(kind, id)};
    // The time since the last look belongs to what was there then.
    const auto before = rows_.find(current_);
    if (before != rows_.end() && current_.first == key.first) {
        rest_ += elapsed;
        const auto whole = key == current_ ? std::chrono::floor<std::chrono::seconds>(rest_)
                                           : std::chrono::round<std::chrono::seconds>(rest_);
        rest_ -= whole;
        Played& played = before->second.played;
        played.seconds = std::min(played.seconds + whole.count(), day_s);
        played.last = std::max(played.last, now);
        has_changed_ = has_changed_ || whole.count() > 0;
    }
    if (key == current_ && before != rows_.end()) return;
    rest_ = Steady(0);
    Row& row = rows_[key];
    if (row.played.kind.empty()) {
        row.played = {kind, id, key.first, 0, now, now};
        has_changed_ = true;
    }
    current_ = std::move(key);
    forget_old();
}

void PlayBook::note_first(const content::Glass& glass) {
    if (glass.release != release_) {
        release_ = glass.release;
        seen_.clear();
    }
    const auto [kind, id] = item_of_scene(glass.scene);
    if (seen_.size() >= max_seen || !seen_.insert(key_of(kind, id)).second) return;
    sightings_.push_back({kind, id, glass.release, glass.since});
    if (sightings_.size() > max_sightings) sightings_.erase(sightings_.begin());
    has_changed_ = true;
}

void PlayBook::forget_old() {
    while (rows_.size() > max_rows) {
        const auto oldest = rows_.begin()->first == current_ ? std::next(rows_.begin()) : rows_.begin();
        rows_.erase(oldest);
    }
}

/// What is on the glass now changes each second.
bool PlayBook::is_worth_telling(const Key& key, const Row& row) const {
    const std::int64_t more = row.played.seconds - row.told_s;
    return key == current_ && seen_at_ ? more >= growing_s : more > 0;
}

PlayBook::Untold PlayBook::untold(std::size_t begin) const {
    Untold untold;
    for (std::size_t i = begin * report::max_sightings; i < sightings_.size(); ++i) {
        if (untold.first_seen.size() == report::max_sightings) break;
        untold.first_seen.push_back(sightings_[i]);
    }
    std::size_t left_out = begin * report::max_played;
    for (const auto& [key, row] : rows_) {
        if (untold.played.size() == report::max_played) break;
        if (!is_worth_telling(key, row)) continue;
        if (left_out > 0) {
            --left_out;
            continue;
        }
        untold.played.push_back(row.played);
    }
    return untold;
}

void PlayBook::received(const Untold& told) {
    for (const Sighting& one : told.first_seen)
        std::erase(sightings_, one);
    for (const Played& one : told.played) {
        const auto found = rows_.find({one.day, key_of(one.kind, one.id)});
        if (found != rows_.end()) found->second.told_s = std::max(found->second.told_s, one.seconds);
    }
    has_changed_ = has_changed_ || !told.first_seen.empty() || !told.played.empty();
}

PlayBook PlayBook::load(const fs::path& file) {
    const auto bytes = content::read_file(file, max_file);
    if (!bytes) return {};
    auto read = content::read_document(*bytes, "played", [](JsonFields& fields) {
        PlayBook book;
        book.release_ = fields.integer("release", 0);
        for (std::string& key : fields.strings("seen"))
            book.seen_.insert(std::move(key));
        fields.each_element("first_seen", Need::required,
                            [&](JsonFields& one) { book.sightings_.push_back(sighting_of(one)); });
        fields.each_element("played", Need::required, [&](JsonFields& one) {
            Row row;
            row.played = played_of(one);
            row.told_s = one.integer("told", 0, day_s);
            Key key = {row.played.day, key_of(row.played.kind, row.played.id)};
            book.rows_.insert_or_assign(std::move(key), std::move(row));
        });
        return book;
    });
    const bool is_ours = read && read->rows_.size() <= max_rows && read->sightings_.size() <= max_sightings &&
                         read->seen_.size() <= max_seen;
    return is_ours ? std::move(*read) : PlayBook();
}

Status PlayBook::save(const fs::path& file) const {
    JsonValue::Array seen(seen_.begin(), seen_.end());
    JsonValue::Array first_seen;
    for (const Sighting& one : sightings_) {
        first_seen.emplace_back(JsonValue::Object{
            {"kind", one.kind}, {"id", one.id}, {"release", one.release}, {"at", content::to_iso(one.at)}});
    }
    JsonValue::Array played;
    for (const auto& [key, row] : rows_)
        played.push_back(to_json(row.played, row.told_s));
    const JsonValue record(JsonValue::Object{{"first_seen", std::move(first_seen)},
                                             {"played", std::move(played)},
                                             {"release", release_},
                                             {"seen", std::move(seen)}});
    return content::write_unsynced(file, content::to_compact_json(record));
}

}  // namespace syncing
