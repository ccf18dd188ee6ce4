#include "content/cache/deaths.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "content/base/enum_names.h"
#include "content/base/json.h"
#include "content/base/sha256.h"

namespace content {
namespace {

constexpr std::size_t max_written = 1024;  // of a death: 32 of them are at most half of limits::state_record
constexpr std::string_view emergency = "emergency";

constexpr Names<Verdict::Kind, 3> verdict_kind_names = {
    {{Verdict::Kind::item, "item"}, {Verdict::Kind::release, "release"}, {Verdict::Kind::machine, "machine"}}};

template <class Entry>
void keep_newest(std::vector<Entry>& entries) {
    if (entries.size() > DeathBook::max_entries) {
        entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(DeathBook::max_entries));
    }
}

bool is_about_item(const Death& death) {
    return !death.sha256.empty();
}

bool is_same_suspect(const Death& a, const Death& b) {
    if (is_about_item(a) || is_about_item(b)) return a.sha256 == b.sha256;
    return a.release == b.release && a.scene == b.scene;
}

/// How many deaths accuse, where some are not of `is_same`: by chance alone the same thing comes twice.
template <class IsSame>
std::size_t needed_deaths(const DeathBook& book, const IsSame& is_same) {
    std::vector<const Death*> others;
    for (const Death& death : book.deaths) {
        const auto is_known = [&](const Death* other) { return is_same_suspect(*other, death); };
        if (!is_same(death) && std::ranges::none_of(others, is_known)) others.push_back(&death);
    }
    return 2 + std::min<std::size_t>(others.size(), 3);
}

/// How many of the last deaths in a row are of a release that never showed anything.
std::size_t count_unseen(const DeathBook& book, std::int64_t release) {
    if (release == 0 || release == book.proven || std::ranges::find(book.seen, release) != book.seen.end()) return 0;
    const auto end = std::find_if(book.deaths.rbegin(), book.deaths.rend(),
                                  [&](const Death& death) { return death.release != release; });
    return static_cast<std::size_t>(end - book.deaths.rbegin());
}

Verdict accuse_release(DeathBook& book, std::size_t deaths) {
    Verdict verdict{Verdict::Kind::release, static_cast<std::int64_t>(deaths), book.deaths.back()};
    std::erase_if(book.deaths, [&](const Death& death) { return death.release == verdict.last.release; });
    return verdict;
}

/// Whether the machine is what deaths that accuse nothing else speak of.
bool is_machine(const DeathBook& book, std::size_t same, bool is_accusable) {
    const bool is_told = std::ranges::any_of(
        book.verdicts, [](const Verdict& verdict) { return verdict.kind == Verdict::Kind::machine; });
    return !is_told && (book.deaths.size() > same || (!is_accusable && same > 1));
}

std::optional<Verdict> judge(DeathBook& book) {
    const Death last = book.deaths.back();
    if (is_suspended(book, last.release)) return std::nullopt;
    const auto is_same = [&](const Death& death) { return is_same_suspect(death, last) && !death.has_lived_since; };
    const auto same = static_cast<std::size_t>(std::ranges::count_if(book.deaths, is_same));
    const bool has_lived_with_others =
        std::ranges::any_of(book.deaths, [&](const Death& death) { return is_same(death) && death.lived_with > 0; });
    // What a visitor opens, and what was drawn well before, is rather our mistake than the release's.
    const bool is_loop = !last.scene.empty() && !last.is_visit && last.release != book.proven;
    const bool is_accusable = is_about_item(last) || is_loop;
    if (is_accusable && has_lived_with_others && same >= needed_deaths(book, is_same)) {
        if (!is_about_item(last)) return accuse_release(book, same);
        std::erase_if(book.deaths, is_same);
        return Verdict{Verdict::Kind::item, static_cast<std::int64_t>(same), last};
    }
    if (!is_machine(book, same, is_accusable)) return std::nullopt;
    return Verdict{Verdict::Kind::machine, static_cast<std::int64_t>(book.deaths.size()), last};
}

std::optional<Verdict> remember(DeathBook& book, std::optional<Verdict> verdict) {
    if (verdict) book.verdicts.push_back(*verdict);
    keep_newest(book.verdicts);
    return verdict;
}

JsonValue json_of(const Death& death) {
    JsonValue::Object object{
        {"at", to_iso(death.at)},     {"cause", death.cause},       {"has_lived_since", death.has_lived_since},
        {"is_visit", death.is_visit}, {"language", death.language}, {"lived_with", death.lived_with},
        {"release", death.release},   {"scene", death.scene},       {"sha256", death.sha256}};
    if (death.kind) {
        object["kind"] = name(*death.kind);
        object["id"] = death.id;
    }
    return JsonValue(std::move(object));
}

Instant time_at(const JsonValue& json, std::string_view key) {
    const auto instant = parse_instant(json.text_at(key), "UTC");
    return instant ? *instant : Instant{};
}

std::optional<Death> read_death(const JsonValue& json) {
    const auto* release = json.find_integer("release");
    if (release == nullptr || *release < 0 || json.number_at("lived_with") < 0) return std::nullopt;
    Death death{*release,
                json.text_at("scene"),
                json.text_at("language"),
                parse_item_kind(json.text_at("kind")),
                json.text_at("id"),
                json.text_at("sha256"),
                json.flag_at("is_visit"),
                json.number_at("lived_with"),
                json.text_at("cause"),
                time_at(json, "at"),
                json.flag_at("has_lived_since")};
    const std::size_t written = death.scene.size() + death.language.size() + death.id.size() + death.cause.size();
    if (written > max_written) return std::nullopt;
    if (!death.sha256.empty() && (!death.kind || !is_sha256(death.sha256))) return std::nullopt;
    return death;
}

std::optional<Verdict> read_verdict(const JsonValue& json) {
    const auto kind = value_of(verdict_kind_names, json.text_at("kind"));
    const auto* last = json.find("last");
    auto death = last == nullptr ? std::nullopt : read_death(*last);
    if (!kind || !death || (*kind == Verdict::Kind::item && !is_about_item(*death))) return std::nullopt;
    return Verdict{*kind, json.number_at("deaths"), std::move(*death)};
}

template <class Entry, class Read>
std::vector<Entry> read_all(const JsonValue& json, std::string_view key, Read read) {
    std::vector<Entry> entries;
    const auto* list = json.find(key);
    if (list == nullptr || list->array() == nullptr) return entries;
    for (const JsonValue& value : *list->array()) {
        if (auto entry = read(value)) entries.push_back(std::move(*entry));
    }
    keep_newest(entries);
    return entries;
}

}  // namespace

bool is_suspended(const DeathBook& book, std::int64_t release) {
    const std::size_t unseen = count_unseen(book, release);
    return unseen > 0 && unseen >= needed_deaths(book, [&](const Death& death) { return death.release == release; });
}

std::optional<Verdict> note_death(DeathBook& book, Death death, Instant now) {
    forget_old(book, now);
    book.deaths.push_back(std::move(death));
    keep_newest(book.deaths);
    return remember(book, judge(book));
}

bool note_lived(DeathBook& book, std::int64_t release, std::string_view scene, std::string_view language) {
    bool is_new = false;
    if (release != 0 && std::ranges::find(book.seen, release) == book.seen.end()) {
        book.seen.push_back(release);
        keep_newest(book.seen);
        is_new = true;
    }
    for (Death& death : book.deaths) {
        if (death.has_lived_since || death.scene != scene || death.language != language) continue;
        death.has_lived_since = true;
        is_new = true;
    }
    return is_new;
}

std::optional<Verdict> note_survival(DeathBook& book, std::int64_t release) {
    if (book.deaths.empty()) return std::nullopt;
    const std::int64_t suspended = book.deaths.back().release;
    if (suspended == release || !is_suspended(book, suspended)) return std::nullopt;
    return remember(book, accuse_release(book, count_unseen(book, suspended)));
}

void forget_old(DeathBook& book, Instant now) {
    const auto is_old = [&](const Death& death) { return now - death.at >= DeathBook::max_age; };
    std::erase_if(book.deaths, is_old);
    std::erase_if(book.verdicts, [&](const Verdict& verdict) {
        return verdict.kind == Verdict::Kind::machine && is_old(verdict.last);
    });
}

void begin_program(DeathBook& book, std::string_view program) {
    if (book.program == program) return;
    book.program = program;
    book.deaths.clear();
    book.verdicts.clear();
}

Precautions precautions(const DeathBook& book, std::int64_t release) {
    Precautions all;
    all.avoids_release = is_suspended(book, release);
    for (const Verdict& verdict : book.verdicts) {
        if (verdict.kind == Verdict::Kind::item) all.left_out.insert(verdict.last.sha256);
        if (verdict.kind == Verdict::Kind::release && verdict.last.release == release) all.avoids_release = true;
    }
    std::map<std::string, int> items;
    std::map<std::string, int> scenes;
    for (const Death& death : book.deaths) {
        if (death.has_lived_since) continue;
        // An emergency is worth a second try before all else.
        const int patience = death.scene.starts_with(emergency) ? 2 : 1;
        if (is_about_item(death)) {
            if (++items[death.sha256] >= patience) all.held_back.insert(death.sha256);
        } else if (death.release == release && !death.scene.empty() && !death.is_visit) {
            (++scenes[death.scene] > 1 ? all.left_scenes : all.held_scenes).insert(death.scene);
        }
    }
    return all;
}

std::string to_string(const Death& death) {
    if (death.scene.empty()) return fmt::format("{} while reading release {}", death.cause, death.release);
    return fmt::format("{} when showing {}{}{} of release {}", death.cause, death.scene,
                       death.language.empty() ? "" : " in " + death.language,
                       death.kind ? fmt::format(" ({} {})", name(*death.kind), death.id) : "", death.release);
}

std::string reason(const Verdict& verdict) {
    return fmt::format("the display died {} times, last by {}", verdict.deaths, to_string(verdict.last));
}

std::string to_string(const Verdict& verdict) {
    const std::string how = reason(verdict);
    switch (verdict.kind) {
        case Verdict::Kind::item:
            return fmt::format("{} {}: {}; it lives with the others", name(verdict.last.kind.value_or(ItemKind::story)),
                               verdict.last.id, how);
        case Verdict::Kind::release: return fmt::format("release {}: {}", verdict.last.release, how);
        case Verdict::Kind::machine: break;
    }
    return "suspect the machine (memory, graphics, power) or the program, not the content: " + how;
}

std::string identity(const Verdict& verdict, std::string_view program) {
    const Death& last = verdict.last;
    const std::string what = verdict.kind == Verdict::Kind::item      ? last.sha256
                             : verdict.kind == Verdict::Kind::release ? std::to_string(last.release)
                                                                      : to_iso(last.at);
    return fmt::format("{} {} {}", name_of(verdict_kind_names, verdict.kind), what, program);
}

std::string to_json(const Death& death) {
    return to_compact_json(json_of(death));
}

Result<Death> death_from_json(std::string_view bytes) {
    const auto json = parse_strict_json(bytes, "last words");
    if (!json) return json.error();
    auto death = read_death(*json);
    if (!death) return Error{Code::bad_input, "last words: expected a release, and texts within the limits"};
    return std::move(*death);
}

std::string to_json(const DeathBook& book) {
    JsonValue::Array deaths;
    for (const Death& death : book.deaths)
        deaths.push_back(json_of(death));
    JsonValue::Array verdicts;
    for (const Verdict& verdict : book.verdicts) {
        verdicts.emplace_back(JsonValue::Object{{"deaths", verdict.deaths},
                                                {"kind", name_of(verdict_kind_names, verdict.kind)},
                                                {"last", json_of(verdict.last)}});
    }
    JsonValue::Array seen;
    for (const std::int64_t release : book.seen)
        seen.emplace_back(release);
    return to_compact_json(JsonValue(JsonValue::Object{{"deaths", std::move(deaths)},
                                                       {"program", book.program},
                                                       {"proven", book.proven},
                                                       {"seen", std::move(seen)},
                                                       {"verdicts", std::move(verdicts)}}));
}

Result<DeathBook> death_book_from_json(std::string_view bytes) {
    const auto json = parse_strict_json(bytes, "display.json");
    if (!json) return json.error();
    if (json->object() == nullptr) return Error{Code::bad_input, "display.json: expected an object"};
    DeathBook book;
    book.program = json->text_at("program").substr(0, max_written);
    book.proven = std::max<std::int64_t>(0, json->number_at("proven"));
    book.seen = read_all<std::int64_t>(*json, "seen", [](const JsonValue& value) {
        return value.integer() == nullptr ? std::nullopt : std::optional(*value.integer());
    });
    book.deaths = read_all<Death>(*json, "deaths", read_death);
    book.verdicts = read_all<Verdict>(*json, "verdicts", read_verdict);
    return book;
}

}  // namespace content
