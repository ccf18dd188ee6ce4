#include "sync/screens/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>
#include <utility>

#include "content/base/text.h"
#include "sync/report/device_key.h"
#include "sync/screens/refusal.h"
#include "sync/screens/screens_limits.h"

namespace screens {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;
using std::chrono::seconds;
using store::Query;
using store::Store;

constexpr std::string_view columns =
    "SELECT id, key, standing, name, place, nonce, enrolled, changed, replaced_by, sequence, boot, seen, twins, "
    "behind, "
    "dark, (SELECT group_concat(name, char(10)) FROM (SELECT name FROM groups WHERE screen = screens.id ORDER BY "
    "name)), "
    "at, clock, clock_ahead, uptime, version, model, release, has_glass, glass_release, scene, language, "
    "reports.since, frame, "
    "reports.width, reports.height, has_visit, panel, exit, exit_at, failure, quarantine, repair, machine, "
    "queue_bytes, disk_free, "
    "memory, look, state, why, drawn, pictures.width, pictures.height, pictures.since, checked "
    "FROM screens LEFT JOIN reports ON reports.screen = id LEFT JOIN pictures ON pictures.screen = id ";
constexpr int report_column = 16;
constexpr int look_column = 42;
constexpr int picture_column = 43;

content::Glass read_glass(const Query& query, int column) {
    content::Glass glass;
    glass.release = query.integer(column++);
    glass.scene = query.text(column++);
    glass.language = query.text(column++);
    glass.since = query.instant(column++);
    glass.frame = query.text(column++);
    glass.width = static_cast<int>(query.integer(column++));
    glass.height = static_cast<int>(query.integer(column++));
    glass.has_visit = query.integer(column++) != 0;
    const auto panel = query.integer(column++);
    glass.panel = panel == 1   ? content::PanelPower::on
                  : panel == 2 ? content::PanelPower::off
                               : content::PanelPower::unknown;
    glass.exit = content::value_of(content::exit_names, query.text(column++)).value_or(content::ExitState::unknown);
    glass.exit_at = query.optional_instant(column);
    return glass;
}

report::ScreenReport read_newest(const Query& query, const Screen& screen) {
    report::ScreenReport report;
    int column = report_column;
    report.sequence = screen.sequence;
    report.boot = screen.boot;
    report.at = query.instant(column++);
    report.clock = content::value_of(report::clock_names, query.text(column++)).value_or(report::ClockWorth::unknown);
    ++column;  // clock_ahead
    report.uptime_s = query.integer(column++);
    report.version = query.text(column++);
    report.model = query.text(column++);
    report.release = query.integer(column++);
    constexpr int glass_columns = 11;
    if (query.integer(column++) != 0) report.glass = read_glass(query, column);
    if (report.glass) report.glass->look = query.text(look_column);
    column += glass_columns;
    report.failure = query.text(column++);
    report.quarantine = query.text(column++);
    report.repair = query.text(column++);
    report.machine = query.text(column++);
    report.queue_bytes = query.integer(column++);
    report.disk_free = query.integer(column++);
    report.memory = query.integer(column);
    return report;
}

Picture read_picture(const Query& query) {
    int column = picture_column;
    Picture picture;
    picture.state = content::value_of(picture_names, query.text(column++)).value_or(PictureState::unknown);
    picture.why = content::value_of(why_names, query.text(column++)).value_or(Why::nothing);
    picture.drawn = query.text(column++);
    picture.width = static_cast<int>(query.integer(column++));
    picture.height = static_cast<int>(query.integer(column++));
    picture.since = query.instant(column++);
    picture.checked = query.instant(column);
    return picture;
}

std::vector<std::string> split_groups(std::string_view lines) {
    std::vector<std::string> groups;
    while (!lines.empty())
        groups.emplace_back(content::take_line(lines));
    return groups;
}

Screen read_screen(const Query& query) {
    Screen screen;
    int column = 0;
    screen.id = query.integer(column++);
    screen.key = query.text(column++);
    screen.standing =
        content::value_of(report::standing_names, query.text(column++)).value_or(report::Standing::revoked);
    screen.name = query.text(column++);
    screen.place = query.text(column++);
    screen.nonce = query.text(column++);
    screen.enrolled = query.instant(column++);
    screen.changed = query.instant(column++);
    screen.replaced_by = query.optional_integer(column++);
    screen.sequence = query.integer(column++);
    screen.boot = query.text(column++);
    if (const auto seen = query.instant(column++); seen > Instant()) screen.seen = seen;
    screen.twins = query.optional_instant(column++);
    screen.behind = query.optional_instant(column++);
    screen.dark = query.optional_instant(column++);
    screen.groups = split_groups(query.text(column++));
    if (!query.is_null(picture_column)) screen.picture = read_picture(query);
    if (!query.is_null(report_column)) {
        screen.clock_ahead = query.integer(report_column + 2);
        screen.report = read_newest(query, screen);
    }
    return screen;
}

template <class Value>
Result<std::optional<Screen>> find_where(Store& store, std::string_view condition, const Value& value) {
    return store.read([&]() -> Result<std::optional<Screen>> {
        auto query = store.query(fmt::format("{} WHERE {}", columns, condition));
        query.with(value);
        return query.next() ? std::optional(read_screen(query)) : std::nullopt;
    });
}

Error no_screen(std::string_view words) {
    return {Code::not_found, fmt::format("{}: there is no such screen", words)};
}

Result<Screen> found_or(Result<std::optional<Screen>> found, std::string_view words) {
    if (!found) return found.error();
    if (!*found) return no_screen(words);
    return std::move(**found);
}

bool is_odd(std::string_view text) {
    return text != content::trim(text) || !content::is_utf8(text) ||
           content::has_forbidden_character(text, content::Lines::one);
}

Status write_naming(Store& store, std::int64_t id, const Naming& naming, Instant now) {
    return store.transaction([&]() -> Status {
        auto taken = store.query("SELECT id FROM screens WHERE name = ? AND standing = 'named' AND id <> ?");
        if (taken.with(naming.name, id).next()) return refuse(Refusal::name_taken, naming.name);
        store.query("UPDATE screens SET standing = 'named', name = ?, place = ?, changed = ? WHERE id = ?")
            .with(naming.name, naming.place, now, id)
            .run();
        store.query("DELETE FROM groups WHERE screen = ?").with(id).run();
        for (const std::string& group : naming.groups)
            store.query("INSERT INTO groups(screen, name) VALUES(?, ?)").with(id, group).run();
        return {};
    });
}

}  // namespace

Result<std::vector<Screen>> list_screens(Store& store, Which which) {
    return store.read([&]() -> Result<std::vector<Screen>> {
        const std::string_view condition = which == Which::all ? "" : "WHERE standing <> 'revoked' ";
        auto query = store.query(fmt::format("{}{}ORDER BY name = '', name COLLATE NOCASE, id", columns, condition));
        std::vector<Screen> all;
        while (query.next())
            all.push_back(read_screen(query));
        return all;
    });
}

Result<Screen> find_screen(Store& store, std::int64_t id) {
    return found_or(find_where(store, "id = ?", id), std::to_string(id));
}

Result<std::optional<Screen>> find_by_key(Store& store, std::string_view key) {
    return find_where(store, "key = ?", key);
}

Result<Screen> find_screen(Store& store, std::string_view words) {
    auto named = find_where(store, "standing = 'named' AND name = ?", words);
    if (!named) return named.error();
    std::int64_t id = 0;
    const auto read = std::from_chars(words.data(), words.data() + words.size(), id);
    if (read.ec == std::errc() && read.ptr == words.data() + words.size()) {
        auto numbered = find_where(store, "id = ?", id);
        if (!numbered) return numbered.error();
        if (*named && *numbered && (*named)->id != id)
            return Error{Code::bad_input,
                         fmt::format("{}: one screen's name and another's number: say the key", words)};
        if (*numbered) return std::move(**numbered);
    }
    if (*named) return std::move(**named);
    if (report::is_screen(words)) return found_or(find_by_key(store, words), words);
    const bool is_beginning =
        words.size() >= 8 && words.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!is_beginning) return no_screen(words);
    return store.read([&]() -> Result<Screen> {
        auto query = store.query(fmt::format("{} WHERE substr(key, 1, ?) = ?", columns));
        query.with(static_cast<std::int64_t>(words.size()), words);
        if (!query.next()) return no_screen(words);
        Screen screen = read_screen(query);
        if (query.next()) return Error{Code::bad_input, fmt::format("{}: several screens begin with this", words)};
        return screen;
    });
}

Result<std::vector<Boot>> boots_of(Store& store, std::int64_t id) {
    return store.read([&]() -> Result<std::vector<Boot>> {
        auto query =
            store.query("SELECT boot, model, address, first, last FROM boots WHERE screen = ? ORDER BY last DESC");
        query.with(id);
        std::vector<Boot> all;
        while (query.next())
            all.push_back({query.text(0), query.text(1), query.text(2), query.instant(3), query.instant(4)});
        return all;
    });
}

Status check_naming(const Naming& naming) {
    if (naming.name.empty()) return refuse(Refusal::no_name);
    if (is_odd(naming.name)) return refuse(Refusal::name_odd);
    if (naming.name.size() > limits::name) return refuse(Refusal::name_long);
    if (is_odd(naming.place)) return refuse(Refusal::place_odd);
    if (naming.place.size() > limits::place) return refuse(Refusal::place_long);
    if (naming.groups.size() > limits::groups) return refuse(Refusal::many_groups);
    if (std::set<std::string>(naming.groups.begin(), naming.groups.end()).size() != naming.groups.size())
        return refuse(Refusal::group_twice);
    for (const std::string& group : naming.groups) {
        if (!content::is_slug(group)) return refuse(Refusal::group_odd, group);
    }
    return {};
}

Status name_screen(Store& store, std::int64_t id, const Naming& naming, Instant now) {
    if (auto checked = check_naming(naming); !checked) return checked;
    return store.transaction([&]() -> Status {
        const auto screen = find_screen(store, id);
        if (!screen) return screen.error();
        if (screen->standing == report::Standing::revoked) return refuse(Refusal::revoked);
        return write_naming(store, id, naming, now);
    });
}

Status replace_screen(Store& store, std::int64_t old_id, std::int64_t new_id, Instant now) {
    return store.transaction([&]() -> Status {
        const auto before = find_screen(store, old_id);
        if (!before) return before.error();
        const auto next = find_screen(store, new_id);
        if (!next) return next.error();
        if (before->standing != report::Standing::named) return refuse(Refusal::nothing_to_take);
        if (next->standing != report::Standing::waiting) return refuse(Refusal::does_not_wait);
        if (auto revoked = revoke_screen(store, old_id, now); !revoked) return revoked;
        store.query("UPDATE screens SET replaced_by = ? WHERE id = ?").with(new_id, old_id).run();
        store.query("UPDATE OR REPLACE settings SET screen = ? WHERE screen = ?").with(new_id, old_id).run();
        return write_naming(store, new_id, {before->name, before->place, before->groups}, now);
    });
}

Status revoke_screen(Store& store, std::int64_t id, Instant now) {
    return store.transaction([&]() -> Status {
        const auto screen = find_screen(store, id);
        if (!screen) return screen.error();
        if (screen->standing == report::Standing::revoked) return refuse(Refusal::revoked_already);
        store.query("UPDATE screens SET standing = 'revoked', changed = ? WHERE id = ?").with(now, id).run();
        return {};
    });
}

Result<std::optional<Instant>> pairing_until(Store& store, Instant now) {
    return store.read([&]() -> Result<std::optional<Instant>> {
        auto query = store.query("SELECT until FROM pairing WHERE until > ?");
        query.with(now);
        return query.next() ? std::optional(query.instant(0)) : std::nullopt;
    });
}

Status open_pairing(Store& store, int minutes, Instant now) {
    if (minutes < 0 || minutes > limits::pairing_minutes) {
        return Error{Code::bad_input,
                     fmt::format("screens without a ticket may come for 1 to {} minutes", limits::pairing_minutes)};
    }
    return store.transaction([&]() -> Status {
        const Instant until = now + std::chrono::minutes(minutes);
        store.query("INSERT OR REPLACE INTO pairing(one, until) VALUES(1, ?)").with(until).run();
        return {};
    });
}

}  // namespace screens
