#include "sync/eye/drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "content/base/json_fields.h"
#include "content/base/sha256.h"
#include "sync/eye/eye_limits.h"
#include "sync/screens/profile.h"

namespace eye {
namespace {

using content::Code;
using content::Error;
using content::JsonFields;
using content::JsonValue;
using content::Need;
using content::Result;

constexpr std::size_t max_word = 4096;

/// What both requests have. Pictures do not depend on a screen's name: screens that show the same ask the same.
JsonValue::Object common(const screens::Screen& screen, const std::string& settings,
                         const std::filesystem::path& cache) {
    screens::Screen nameless;
    nameless.name = "screen";
    nameless.groups = screen.groups;
    JsonValue::Object request{
        {"id", 1}, {"cache", cache.string()}, {"settings", screens::profile_text(nameless, settings)}};
    if (screen.report && screen.report->clock == report::ClockWorth::unknown)
        request.emplace("clock_unconfirmed", true);
    // The display shows the way out that a profile proposes once somebody in front of it has confirmed it.
    const auto* glass = screen.report && screen.report->glass ? &*screen.report->glass : nullptr;
    if (glass == nullptr || glass->exit != content::ExitState::confirmed) request.emplace("exit_unconfirmed", true);
    return request;
}

std::string line_of(const JsonValue::Object& request) {
    return content::to_compact_json(request) + "\n";
}

std::optional<Error> told_error(const JsonValue& json) {
    if (json.find_string("code") == nullptr) return std::nullopt;
    return Error{Code::bad_input, "renderer: " + json.text_at("message")};
}

Drawing read_fields(JsonFields& fields) {
    Drawing drawing;
    drawing.release = fields.integer("release", 0);
    drawing.frame = fields.text("frame", Need::optional);
    if (!drawing.frame.empty() && !content::is_sha256(drawing.frame)) fields.refuse("frame", "a SHA-256");
    drawing.look = fields.text("look", Need::optional);
    drawing.version = fields.short_text("version", max_word);
    fields.each_element("turns", Need::optional, [&](JsonFields& turn) {
        Drawing::Turn one;
        one.at = turn.instant("at", Need::required).value_or(content::Instant());
        one.scene = turn.short_text("scene", max_word);
        one.language = turn.short_text("language", max_word);
        one.title = turn.short_text("title", max_word);
        drawing.turns.push_back(std::move(one));
    });
    return drawing;
}

}  // namespace

std::string picture_request(const screens::Screen& screen, const std::string& settings,
                            const std::filesystem::path& cache) {
    auto request = common(screen, settings, cache);
    const content::Glass& glass = *screen.report->glass;
    request.emplace("ask", "picture");
    request.emplace("scene", glass.scene);
    request.emplace("language", glass.language);
    // The picture was made by the screen's own clock, right or wrong.
    request.emplace("at", content::to_iso(glass.since + std::chrono::seconds(screen.clock_ahead)));
    request.emplace("width", glass.width);
    request.emplace("height", glass.height);
    request.emplace("picture_width", limits::picture_width);
    return line_of(request);
}

std::string turns_request(const screens::Screen& screen, const std::string& settings,
                          const std::filesystem::path& cache, content::Instant now) {
    auto request = common(screen, settings, cache);
    request.emplace("ask", "turns");
    request.emplace("at", content::to_iso(now));
    request.emplace("slides", limits::slides);
    return line_of(request);
}

std::string draft_request(const DraftPicture& wanted) {
    return line_of({{"id", 1},
                    {"ask", "picture"},
                    {"pack", wanted.pack.string()},
                    {"scene", wanted.scene},
                    {"language", wanted.language},
                    {"at", content::to_iso(wanted.at)},
                    {"width", wanted.width},
                    {"height", wanted.height},
                    {"theme", wanted.theme},
                    {"text_size", wanted.text_size},
                    {"picture_width", std::min(wanted.width, limits::draft_width)}});
}

Result<std::size_t> bytes_behind(std::string_view line) {
    const auto json = content::parse_strict_json(line, "renderer");
    if (!json) return json.error();
    const auto* bytes = json->find_integer("bytes");
    if (bytes == nullptr) return std::size_t{0};
    if (*bytes < 0 || static_cast<std::uint64_t>(*bytes) > limits::picture)
        return Error{Code::bad_input, fmt::format("renderer: a picture of {} bytes", *bytes)};
    return static_cast<std::size_t>(*bytes);
}

Result<Drawing> read_drawing(std::string_view line, std::string png) {
    const auto json = content::parse_strict_json(line, "renderer");
    if (!json) return json.error();
    if (auto error = told_error(*json)) return std::move(*error);
    auto drawing = content::read_object(*json, "renderer", read_fields);
    if (drawing) drawing->png = std::move(png);
    return drawing;
}

}  // namespace eye
