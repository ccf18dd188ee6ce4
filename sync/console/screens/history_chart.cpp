#include "sync/console/screens/history_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "sync/console/icon.h"
#include "sync/screens/history.h"

namespace console {
namespace {

using content::Instant;
using std::chrono::minutes;

constexpr std::size_t told_in_label = 6;    // spans that a strip says to those who do not see it; the table has all
constexpr std::size_t told_in_table = 100;  // the newest; a screen that comes and goes each minute has 1,440
constexpr int strip_height = 24;
constexpr int scale_steps = 4;

struct Lane {
    char letter;
    std::string_view key;
    std::string_view style;
    Icon icon;
};
constexpr char not_here = ' ';
constexpr std::array lanes = {
    Lane{screens::minute::showing, "history.showing", "good", Icon::dot},
    Lane{screens::minute::saved_copy, "history.saved-copy", "busy", Icon::clock},
    Lane{screens::minute::closed, "history.closed", "dim", Icon::dot},
    Lane{screens::minute::no_picture, "history.no-picture", "bad", Icon::square},
    Lane{screens::minute::unknown, "history.silent", "bad", Icon::ring},
    Lane{not_here, "history.not-here", "dim", Icon::ring},
};

/// Minutes of one letter in a row.
struct Span {
    char letter = screens::minute::unknown;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Span> spans_of(std::string_view letters) {
    std::vector<Span> spans;
    for (std::size_t at = 0; at < letters.size(); ++at) {
        if (spans.empty() || spans.back().letter != letters[at]) spans.push_back({letters[at], at, at});
        spans.back().end = at + 1;
    }
    return spans;
}

std::string length_words(const Viewer& viewer, std::size_t count) {
    const auto total = static_cast<std::int64_t>(count);
    return viewer.say("history.length", {{"hours", total / 60}, {"minutes", total % 60}});
}

class Chart {
public:
    Chart(const Viewer& viewer, std::string_view letters, Instant end, Instant since)
        : viewer_(viewer), letters_(letters), begin_(std::chrono::floor<minutes>(end) - minutes(letters.size())) {
        const auto missed = std::chrono::floor<minutes>(since - begin_).count();
        const auto before = static_cast<std::size_t>(std::clamp<std::int64_t>(missed, 0, std::ssize(letters_)));
        std::fill_n(letters_.begin(), before, not_here);
        spans_ = spans_of(letters_);
    }

    [[nodiscard]] Html table() const;
    [[nodiscard]] Html changes() const;

private:
    [[nodiscard]] Instant at(std::size_t minute) const { return begin_ + minutes(minute); }
    [[nodiscard]] std::string clock(std::size_t minute) const { return viewer_.words->clock(at(minute), viewer_.zone); }
    [[nodiscard]] std::string span_words(const Span& span) const {
        return viewer_.say("history.span", {{"from", clock(span.begin)}, {"to", clock(span.end)}});
    }
    [[nodiscard]] Html strip(const Lane& lane) const;
    [[nodiscard]] Html row(const Lane& lane) const;
    [[nodiscard]] Html scale() const;
    [[nodiscard]] Html change(const Span& span) const;

    const Viewer& viewer_;
    std::string letters_;
    Instant begin_;
    std::vector<Span> spans_{};
};

Html Chart::strip(const Lane& lane) const {
    std::string path;
    std::string label;
    std::size_t count = 0;
    for (const Span& span : spans_) {
        if (span.letter != lane.letter) continue;
        fmt::format_to(std::back_inserter(path), "M{} 0h{}v{}h-{}z", span.begin, span.end - span.begin, strip_height,
                       span.end - span.begin);
        if (++count <= told_in_label) label += (label.empty() ? "" : ", ") + span_words(span);
    }
    if (count > told_in_label) {
        const auto more = static_cast<std::int64_t>(count - told_in_label);
        label += ", " + viewer_.say("history.more", {{"count", more}});
    }
    return element(Tag::svg,
                   {{Attr::css, "strip"},
                    {Attr::view_box, fmt::format("0 0 {} {}", letters_.size(), strip_height)},
                    {Attr::preserve_aspect_ratio, "none"},
                    {Attr::role, "img"},
                    {Attr::aria_label, label}},
                   {element(Tag::path, {{Attr::d, path}})});
}

Html Chart::row(const Lane& lane) const {
    const auto count = static_cast<std::size_t>(std::ranges::count(letters_, lane.letter));
    if (count == 0) return {};
    return element(Tag::tr, {{Attr::css, lane.style}},
                   {element(Tag::th, {{Attr::scope, "row"}},
                            {element(Tag::span, {{Attr::css, "fact"}}, {icon(lane.icon), viewer_.say(lane.key)}),
                             element(Tag::small, {{Attr::css, "dim"}}, {length_words(viewer_, count)})}),
                    element(Tag::td, {}, {strip(lane)})});
}

/// Clock times under the strips.
Html Chart::scale() const {
    Children times;
    for (int step = 0; step <= scale_steps; ++step)
        times.push_back(
            element(Tag::span, {}, {clock(letters_.size() * static_cast<std::size_t>(step) / scale_steps)}));
    return element(Tag::tr, {},
                   {element(Tag::td), element(Tag::td, {}, {element(Tag::div, {{Attr::css, "scale dim"}}, times)})});
}

Html Chart::table() const {
    Html rows = element(Tag::tr, {},
                        {element(Tag::th, {{Attr::scope, "col"}}, {viewer_.say("history.state")}),
                         element(Tag::th, {{Attr::scope, "col"}}, {viewer_.say("history.when")})});
    for (const Lane& lane : lanes)
        rows += row(lane);
    return element(Tag::table, {{Attr::css, "history"}},
                   {element(Tag::caption, {{Attr::css, "dim"}},
                            {moment_of(viewer_, at(0)), " – ", moment_of(viewer_, at(letters_.size()))}),
                    rows, scale()});
}

Html Chart::change(const Span& span) const {
    const auto lane = std::ranges::find(lanes, span.letter, &Lane::letter);
    const std::string_view key = lane == lanes.end() ? "history.silent" : lane->key;
    return element(Tag::tr, {},
                   {element(Tag::td, {}, {moment_of(viewer_, at(span.begin))}),
                    element(Tag::td, {}, {length_words(viewer_, span.end - span.begin)}),
                    element(Tag::td, {}, {viewer_.say(key)})});
}

Html Chart::changes() const {
    Html rows = element(Tag::tr, {},
                        {element(Tag::th, {{Attr::scope, "col"}}, {viewer_.say("history.from")}),
                         element(Tag::th, {{Attr::scope, "col"}}, {viewer_.say("history.how_long")}),
                         element(Tag::th, {{Attr::scope, "col"}}, {viewer_.say("history.state")})});
    const std::size_t shown = std::min(spans_.size(), told_in_table);
    for (std::size_t index = 0; index < shown; ++index)
        rows += change(spans_[spans_.size() - 1 - index]);
    const auto left_out = static_cast<std::int64_t>(spans_.size() - shown);
    return element(
        Tag::details, {},
        {element(Tag::summary, {}, {viewer_.say("history.changes")}),
         element(Tag::table, {{Attr::css, "changes"}}, {rows}),
         left_out > 0 ? element(Tag::p, {}, {viewer_.say("history.left_out", {{"count", left_out}})}) : Html()});
}

}  // namespace

Html history_chart(const Viewer& viewer, std::string_view letters, Instant end, Instant since) {
    if (letters.empty()) return {};
    const Chart chart(viewer, letters, end, since);
    return element(Tag::section, {{Attr::css, "card"}},
                   {element(Tag::h2, {}, {viewer.say("history.title")}), chart.table(), chart.changes()});
}

}  // namespace console
